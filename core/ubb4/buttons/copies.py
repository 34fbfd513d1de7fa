"""A ring of dated copies beside the workbook, made before a press that writes."""

from __future__ import annotations

import logging
import re
import shutil
from datetime import datetime
from pathlib import Path

from ubb4.base.files import COPIES, digest, free, whole

MOST = 10
_STAMP = re.compile(r"\d{4}-\d\d-\d\d \d\d-\d\d( \(\d+\))?")


def folder_of(file: Path) -> Path:
    """Where the copies of a workbook lie."""
    return file.with_name(f"{file.stem}{COPIES}")


def keep(file: Path | None) -> Path | None:
    """Copy what is saved, unless the newest copy is the same -> the copy. A folder that takes none stops nobody: the log says why."""
    if file is None or not file.is_file():
        return None
    folder = folder_of(file)
    try:
        copies = _copies(file, folder)
        if copies and digest(copies[-1]) == digest(file):
            return None
        folder.mkdir(exist_ok=True)
        copy = free(folder / f"{file.stem} {datetime.now():%Y-%m-%d %H-%M}{file.suffix}")
        with whole(copy) as scratch:
            shutil.copy2(file, scratch)
        for old in [*copies, copy][:-MOST]:
            old.unlink()
    except OSError:
        logging.getLogger("ubb4").warning("no copy of %s", file, exc_info=True)
        return None
    return copy


def _copies(file: Path, folder: Path) -> list[Path]:
    """Ours alone, the oldest first: whatever else lies there is the officer's."""
    found = [path for path in folder.glob(f"*{file.suffix}") if path.stem.startswith(f"{file.stem} ") and _STAMP.fullmatch(path.stem[len(file.stem) + 1 :])]
    return sorted(found, key=lambda path: (path.stem[: len(file.stem) + 17], path.stat().st_mtime_ns))
