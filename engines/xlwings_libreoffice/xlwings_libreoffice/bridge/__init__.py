"""The bridge to LibreOffice: `near` is used here, `far` runs in LibreOffice's Python."""
