"""Where LibreOffice is on this machine."""

from __future__ import annotations

import shutil
from pathlib import Path

_PLACES = ("/usr/bin/soffice", "/opt/libreoffice/program/soffice", r"C:\Program Files\LibreOffice\program\soffice.exe")


def office() -> str | None:
    """LibreOffice's program, or None where it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice") or next((p for p in _PLACES if Path(p).is_file()), None)
