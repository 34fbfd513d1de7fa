"""By when: dates that the events fix, each with how it was counted, and as a calendar file."""
