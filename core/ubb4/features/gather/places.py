"""Where workbooks lie: folders of this machine, or any address that fsspec knows (s3://bucket/folder); those are fetched one by one to be read."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any

from ubb4.base import extras
from ubb4.base.errors import UseError
from ubb4.base.files import BOOKS, COPIES, EVIDENCE, evidence_folder
from ubb4.base.text import gettext as _


def is_address(place: str) -> bool:
    """Whether a place is an address and no path: s3://…, not C:\\…"""
    return "://" in place


def _fsspec() -> Any:
    return extras.load("fsspec", "cluster")


def listed(place: str) -> list[tuple[str, float]]:
    """The workbooks below an address, or the one that it names: (address, when it was written).  UseError where it cannot be looked at."""
    try:
        system, path = _fsspec().core.url_to_fs(place)
        found = system.find(path, detail=True)
    except Exception as error:  # whatever a file system's own library raises
        raise UseError(_("{file} оқылмады: {error}", file=place, error=f"{type(error).__name__}: {error}"), "no-file") from error
    books = []
    for name, detail in sorted(found.items()):
        pure = PurePosixPath(name)
        if pure.name.lower().endswith(BOOKS) and not pure.name.startswith(("~$", ".")) and not any(part.endswith((EVIDENCE, COPIES)) for part in pure.parts):
            books.append((system.unstrip_protocol(name), _time(detail)))
    return books


def _time(detail: dict[str, Any]) -> float:
    when: Any = detail.get("LastModified") or detail.get("mtime") or 0.0
    return float(when.timestamp() if hasattr(when, "timestamp") else when)


@contextmanager
def here(place: str) -> Iterator[Path | str]:
    """The file on this machine while it is needed; a sentence in place of it where it cannot be fetched."""
    if not is_address(place):
        yield Path(place)
        return
    with tempfile.TemporaryDirectory(prefix="ubb4-", ignore_cleanup_errors=True) as folder:
        path = Path(folder) / PurePosixPath(place).name
        try:
            system, name = _fsspec().core.url_to_fs(place)
            system.get_file(name, str(path))
            documents = name.removesuffix(PurePosixPath(name).suffix) + EVIDENCE
            if system.exists(documents):
                system.get(documents, str(evidence_folder(path)), recursive=True)
        except Exception as error:  # whatever a file system's own library raises
            yield _("{file} оқылмады: {error}", file=PurePosixPath(place).name, error=f"{type(error).__name__}: {error}")
            return
        yield path
