"""Notebooks for analysts and officers: the shelf, a run on a workbook, the page that comes of it."""
