"""Project 4: forming an anti-corruption culture."""
