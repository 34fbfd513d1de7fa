"""Confirming documents beside the workbook, their versions and links, and the package that is uploaded."""
