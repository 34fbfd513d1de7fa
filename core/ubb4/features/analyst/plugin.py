"""Reading in Python as a built-in plugin: it brings nothing to the terminal; notebooks and `ubb4.open` stand on it."""
