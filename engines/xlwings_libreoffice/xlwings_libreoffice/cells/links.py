"""Addresses of hyperlinks, as LibreOffice keeps them when it saves."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

if TYPE_CHECKING:
    from ..model.book import Book

_PLACE = re.compile(r"#?((?:'(?:[^']|'')+'|[^\W\d][\w.]*)!\$?[A-Za-z]{1,3}\$?\d+(?::\$?[A-Za-z]{1,3}\$?\d+)?)")


def to_calc(address: str, book: Book) -> str:
    """A web address, a place in the workbook (Sheet1!B2), or a file's path, relative to the workbook's folder."""
    if found := _PLACE.fullmatch(address):
        sheet, _, cells = found[1].rpartition("!")
        return f"#{sheet}.{cells.replace('$', '')}"
    if address.startswith("#") or re.match(r"[A-Za-z][A-Za-z0-9+.-]+:", address):
        return _spelled(address)
    path = Path(address)
    folder = Path(book.path).parent if book.path else Path.cwd()
    return (path if path.is_absolute() else folder / path).as_uri()


def _spelled(address: str) -> str:
    """Letters of other alphabets in a host's name as the net writes them; LibreOffice would leave the link out."""
    parts = urlsplit(address)
    if parts.hostname is None or parts.hostname.isascii():
        return address
    host = parts.hostname.encode("idna").decode("ascii")
    return urlunsplit(parts._replace(netloc=parts.netloc.replace(parts.hostname, host)))
