"""A compound file (MS-CFB, version 3) from a tree of streams: the same bytes for the same tree, on every platform."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

Tree: TypeAlias = "Mapping[str, bytes | Tree]"

SECTOR, MINI, CUTOFF = 512, 64, 4096
FREE, END, FAT_SECTOR, NONE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
STORAGE, STREAM, ROOT = 1, 2, 5
RED, BLACK = 0, 1
HEADER_FATS = 109  # of the sectors that list the sectors; more would need a chain of their own (7 MB and above)


@dataclass
class _Entry:
    name: str
    kind: int
    data: bytes = b""
    left: int = NONE
    right: int = NONE
    child: int = NONE
    color: int = BLACK
    start: int = END
    children: list[int] = field(default_factory=list)

    def pack(self, size: int) -> bytes:
        name = self.name.encode("utf-16-le") + b"\0\0"
        return struct.pack(
            "<64sHBBIII16sIQQIQ", name, len(name), self.kind, self.color, self.left, self.right, self.child, b"",
            0, 0, 0, self.start, size,
        )  # fmt: skip


def write(tree: Tree) -> bytes:
    """The file's bytes. Names are at most 31 characters."""
    entries = [_Entry("Root Entry", ROOT)]
    _add(entries, 0, tree)
    for entry in entries:
        entry.child = _balanced(entries, sorted(entry.children, key=lambda n: _order(entries[n].name)))
    sectors: list[bytes] = []
    fat: list[int] = []
    minis, minifat = b"", list[int]()
    for entry in entries:
        if entry.kind == STREAM and len(entry.data) >= CUTOFF:
            entry.start = _chain(sectors, fat, entry.data)
        elif entry.data:
            entry.start = len(minifat)
            count = -(-len(entry.data) // MINI)
            minifat += [*range(len(minifat) + 1, len(minifat) + count), END]
            minis += entry.data.ljust(count * MINI, b"\0")
    entries[0].start = _chain(sectors, fat, minis) if minis else END
    sizes = [len(minis), *(len(entry.data) for entry in entries[1:])]
    directory = b"".join(entry.pack(size) for entry, size in zip(entries, sizes, strict=True))
    blank = struct.pack("<64sHBBIII16sIQQIQ", b"", 0, 0, 0, NONE, NONE, NONE, b"", 0, 0, 0, 0, 0)
    directory += blank * (-len(entries) % (SECTOR // 128))
    at_directory = _chain(sectors, fat, directory)
    at_minifat = _chain(sectors, fat, _longs(minifat)) if minifat else END
    minifat_sectors = -(-len(minifat) * 4 // SECTOR)
    return _assemble(sectors, fat, at_directory, at_minifat, minifat_sectors)


def _add(entries: list[_Entry], parent: int, tree: Tree) -> None:
    for name, content in tree.items():
        if len(name) > 31:
            raise ValueError(f"{name!r}: a name in a compound file has at most 31 characters")
        entries[parent].children.append(len(entries))
        if isinstance(content, bytes):
            entries.append(_Entry(name, STREAM, content))
        else:
            entries.append(_Entry(name, STORAGE, start=0))
            _add(entries, len(entries) - 1, content)


def _order(name: str) -> tuple[int, str]:
    return len(name), name.upper()


def _balanced(entries: list[_Entry], numbers: list[int]) -> int:
    """A red-black tree: balanced, black but for the nodes of a deepest level that is not full."""
    depth = len(numbers).bit_length()
    full = len(numbers) == (1 << depth) - 1

    def build(some: list[int], level: int) -> int:
        if not some:
            return NONE
        middle = len(some) // 2
        entry = entries[some[middle]]
        entry.left, entry.right = build(some[:middle], level + 1), build(some[middle + 1 :], level + 1)
        entry.color = RED if level == depth and not full and level > 1 else BLACK
        return some[middle]

    return build(numbers, 1)


def _chain(sectors: list[bytes], fat: list[int], data: bytes) -> int:
    """Lay data into sectors one after the other -> the first."""
    first = len(sectors)
    count = -(-len(data) // SECTOR)
    sectors += [data[n * SECTOR : (n + 1) * SECTOR].ljust(SECTOR, b"\0") for n in range(count)]
    fat += [*range(first + 1, first + count), END]
    return first


def _longs(numbers: list[int]) -> bytes:
    packed = struct.pack(f"<{len(numbers)}I", *numbers)
    return packed + b"\xff" * (-len(packed) % SECTOR)


def _assemble(sectors: list[bytes], fat: list[int], directory: int, minifat: int, minifat_sectors: int) -> bytes:
    count = 0
    while count * (SECTOR // 4) < len(fat) + count:
        count += 1
    if count > HEADER_FATS:
        raise ValueError("too much for a compound file without a chain of FAT sectors")
    places = list(range(len(sectors), len(sectors) + count))
    table = _longs([*fat, *[FAT_SECTOR] * count])
    header = struct.pack(
        "<8s16sHHHHH6sIIIIIIIIII", bytes.fromhex("d0cf11e0a1b11ae1"), b"", 0x3E, 3, 0xFFFE, 9, 6, b"", 0, count,
        directory, 0, CUTOFF, minifat, minifat_sectors, END, 0, 0,
    )[:76]  # fmt: skip
    listed = struct.pack(f"<{HEADER_FATS}I", *places, *[FREE] * (HEADER_FATS - count))
    return header + listed + b"".join(sectors) + table
