"""Project 1: internal analysis of corruption risks."""
