"""A workbook understood: its sheets found and read into typed tables of registers, findings at their cells."""
