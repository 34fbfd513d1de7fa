"""What a user may set: the time limit of a call, in seconds."""

time_limit = 120.0
