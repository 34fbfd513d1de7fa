"""What formulas fill in a new workbook, so that it works without the toolkit: days, deadlines, the front page, marks."""
