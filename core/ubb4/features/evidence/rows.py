"""A row of the register of confirming documents: the files that it names, whether it is closed."""

from __future__ import annotations

import re

from ubb4.book.table import Row

_PARTS = re.compile(r"[;\n]")


def parts(text: str | None) -> list[str]:
    """What a cell holds, apart by «;» or new lines."""
    return [part.strip() for part in _PARTS.split(text or "") if part.strip()]


def is_closed(row: Row) -> bool:
    """Whether a document is not open; one whose secrecy was written but not understood is taken for closed."""
    return row["secrecy"] != "open" and not row.empty("secrecy")


def files_of(row: Row) -> list[str]:
    """The files that a row names, beside the workbook."""
    return parts(row["files"])


def leaves(name: str) -> bool:
    """Whether a file's path leaves the folder that it is read in."""
    parts = re.split(r"[\\/]", name)
    return bool(re.match(r"[\\/]|[A-Za-z]:", name)) or ".." in parts
