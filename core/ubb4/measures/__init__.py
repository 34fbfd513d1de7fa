"""How much: the numbers that the instruction asks for, each able to show its rows, and the sentences about them."""
