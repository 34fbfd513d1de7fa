"""Files of strangers are read in a process apart: the parent's side with its limits, and the child."""
