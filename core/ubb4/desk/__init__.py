"""What one asks of a workbook, a verb a file; what comes back are answers, not screens."""
