"""Papers: Word forms filled from a workbook, their wording, the code in the footer, PDF."""
