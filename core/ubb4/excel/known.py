"""Parts of archives that were seen before: a region's workbooks share most of their parts byte for byte, and each is looked at once.

A part is known by the digest of its bytes as they lie in the archive: nothing is unpacked to find out that it is known.
"""

from __future__ import annotations

import threading
import zipfile
from collections.abc import Callable
from hashlib import blake2b
from typing import Any, TypeVar

T = TypeVar("T")
MOST = 8_192  # parts that are remembered
LARGEST = 1 << 20  # bytes in the archive: a larger part is hardly ever met again
_HEADER = 30  # bytes of an entry before its name

_kept: dict[tuple[Any, ...], Any] = {}


class Parts:
    """The parts of one archive."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive, self._digests = archive, dict[str, bytes | None]()
        self._turn = threading.Lock()  # two threads look through one workbook
        self._stream = open(archive.filename, "rb") if archive.filename else None  # noqa: SIM115 - closed with the archive, below

    def close(self) -> None:
        if self._stream is not None:
            self._stream.close()

    def once(self, name: str, what: Any, make: Callable[[], T]) -> T:
        """What is made of a part, for any archive that has the same; `what` tells one thing made of it from another."""
        digest = self._digest(name)
        if digest is None:
            return make()
        key = (what, digest)
        if key not in _kept:
            if len(_kept) >= MOST:
                _kept.clear()
            _kept[key] = make()
        found: T = _kept[key]
        return found

    def _digest(self, name: str) -> bytes | None:
        with self._turn:
            if name not in self._digests:
                self._digests[name] = self._read(name)
            return self._digests[name]

    def _read(self, name: str) -> bytes | None:
        entry = self.archive.NameToInfo.get(name)
        if entry is None or self._stream is None or entry.compress_size > LARGEST:
            return None
        try:
            self._stream.seek(entry.header_offset)
            head = self._stream.read(_HEADER)
            self._stream.seek(int.from_bytes(head[26:28], "little") + int.from_bytes(head[28:30], "little"), 1)
            data = self._stream.read(entry.compress_size)
        except (OSError, ValueError):
            return None
        return blake2b(data, digest_size=20, person=f"{entry.compress_type}:{entry.flag_bits}".encode()).digest() + entry.CRC.to_bytes(8, "little")
