"""The program and its workbooks: app, books, sheets, names, settings, what Calc has no place for."""
