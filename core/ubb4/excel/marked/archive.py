"""A copy of a package in which most parts are taken over as they lie, compressed bytes and all."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Mapping
from copy import copy
from pathlib import Path

from ubb4.base.files import zip_entry

_LOCAL = struct.Struct("<4s5H3L2H")  # the header that stands before each part's data


def rewrite(source: Path, target: Path, changed: Mapping[str, bytes], added: Mapping[str, bytes]) -> None:
    """Write `target`: the parts of `source` in their order, `changed` ones anew, `added` ones at the end."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as new:
        for entry in old.infolist():
            if entry.filename in changed:
                fresh = zipfile.ZipInfo(entry.filename, entry.date_time)
                fresh.compress_type = zipfile.ZIP_DEFLATED
                new.writestr(fresh, changed[entry.filename])
            else:
                _take_over(old, new, entry)
        for name, data in added.items():
            new.writestr(zip_entry(name), data)


def _take_over(old: zipfile.ZipFile, new: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    """One part without unpacking it; zipfile has no way of its own for that."""
    stream, out = old.fp, new.fp
    if stream is None or out is None:
        raise ValueError("the archive is closed")
    stream.seek(entry.header_offset)
    header = _LOCAL.unpack(stream.read(_LOCAL.size))
    stream.seek(header[-2] + header[-1], 1)  # the name and the extra field
    kept = copy(entry)
    kept.flag_bits &= ~0x08  # sizes stand in the header here, not after the data
    kept.extra = b""
    kept.header_offset = out.tell()
    out.write(kept.FileHeader(zip64=False))
    left = entry.compress_size
    while left:
        block = stream.read(min(left, 1 << 20))
        if not block:
            raise zipfile.BadZipFile(entry.filename)
        out.write(block)
        left -= len(block)
    new.filelist.append(kept)
    new.NameToInfo[kept.filename] = kept
    new.start_dir = out.tell()  # where the directory of all parts will begin
