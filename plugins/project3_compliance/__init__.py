"""Project 3: anti-corruption compliance in quasi-state entities."""
