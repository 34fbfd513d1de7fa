"""What all projects share: a folder in the shape of a plugin."""
