"""Project 2: keeping the anti-corruption law."""
