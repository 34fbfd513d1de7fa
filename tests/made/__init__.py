"""Invented data in quantity, made from a seed."""
