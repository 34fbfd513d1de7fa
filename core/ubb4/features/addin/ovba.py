"""A VBA project (vbaProject.bin, MS-OVBA) from module sources: source only, no performance cache.

Version 0xFFFF and an empty cache are what MS-OVBA 2.3.4.1 demands of a writer; Excel then compiles from the source.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ubb4.features.addin import cfb

CODE_PAGE = 1252
PROJECT_ID = "{8A6B3F0E-4B1D-4C52-9E57-5B0B5C5A4404}"
# name, type library
REFERENCES = (
    ("stdole", r"*\G{00020430-0000-0000-C000-000000000046}#2.0#0#C:\Windows\System32\stdole2.tlb#OLE Automation"),
    (
        "Office",
        r"*\G{2DF8D04C-5BFA-101B-BDE5-00AA0044DE52}#2.0#0#C:\Program Files\Common Files\Microsoft Shared\OFFICE16\MSO.DLL#Microsoft Office 16.0 Object Library",
    ),
)


@dataclass(frozen=True)
class Module:
    """A module. `kind` is standard, class or document; the source is ASCII and begins with its attributes."""

    name: str
    kind: str
    source: str

    def encoded(self) -> bytes:
        """The source as it is stored: CRLF, in the project's code page."""
        return "\r\n".join(self.source.splitlines()).encode("ascii") + b"\r\n"


def project(name: str, modules: Sequence[Module]) -> bytes:
    """vbaProject.bin with these modules."""
    streams = {module.name: compress(module.encoded()) for module in modules}
    streams["_VBA_PROJECT"] = bytes.fromhex("CC61FFFF000000")
    streams["dir"] = compress(_dir(name, modules))
    return cfb.write({"VBA": streams, "PROJECT": _project(name, modules), "PROJECTwm": _names(modules)})


def compress(data: bytes) -> bytes:
    """MS-OVBA 2.4.1: a signature, then chunks of at most 4096 bytes."""
    chunks = (data[start : start + 4096] for start in range(0, len(data), 4096))
    return b"\x01" + b"".join(_chunk(chunk) for chunk in chunks)


def _chunk(data: bytes) -> bytes:
    packed, place = b"", 0
    seen: dict[bytes, list[int]] = {}
    while place < len(data):
        flags, tokens = 0, b""
        for bit in range(8):
            if place >= len(data):
                break
            length, offset = _match(data, place, seen)
            step = length or 1
            if length:
                bits = max((place - 1).bit_length(), 4)
                tokens += struct.pack("<H", (offset - 1) << (16 - bits) | (length - 3))
                flags |= 1 << bit
            else:
                tokens += data[place : place + 1]
            for at in range(place, place + step):
                seen.setdefault(data[at : at + 3], []).append(at)
            place += step
        packed += bytes([flags]) + tokens
    if len(packed) > 4096:  # it would not shrink: stored as it is
        return struct.pack("<H", 0x3000 | 4095) + data.ljust(4096, b"\0")
    return struct.pack("<H", 0xB000 | (len(packed) - 1)) + packed


def _match(data: bytes, place: int, seen: dict[bytes, list[int]]) -> tuple[int, int]:
    """The longest earlier run that repeats here: (length, distance), length 0 for none."""
    if place == 0:
        return 0, 0
    bits = max((place - 1).bit_length(), 4)
    most = min((1 << (16 - bits)) + 2, len(data) - place)
    best, distance = 0, 0
    for start in reversed(seen.get(data[place : place + 3], ())):
        length = 0
        while length < most and data[start + length] == data[place + length]:
            length += 1
        if length > best:
            best, distance = length, place - start
    return (best, distance) if best >= 3 else (0, 0)


def _record(number: int, data: bytes) -> bytes:
    return struct.pack("<HI", number, len(data)) + data


def _dir(name: str, modules: Sequence[Module]) -> bytes:
    """MS-OVBA 2.3.4.2: what the project is, what it refers to, and its modules."""
    long, short = struct.Struct("<I").pack, struct.Struct("<H").pack
    records = [
        _record(0x01, long(3)),  # 64-bit Windows
        _record(0x02, long(0x409)),
        _record(0x14, long(0x409)),
        _record(0x03, short(CODE_PAGE)),
        _record(0x04, name.encode("ascii")),
        _record(0x05, b"") + _record(0x40, b""),
        _record(0x06, b"") + _record(0x3D, b""),
        _record(0x07, long(0)),
        _record(0x08, long(0)),
        struct.pack("<HIIH", 0x09, 4, 1, 1),  # its size counts the major version only
        _record(0x0C, b"") + _record(0x3C, b""),
        *(_reference(*each) for each in REFERENCES),
        _record(0x0F, short(len(modules))),
        _record(0x13, short(0xFFFF)),
        *(_module(module) for module in modules),
        _record(0x10, b""),
    ]
    return b"".join(records)


def _reference(name: str, library: str) -> bytes:
    path = library.encode("ascii")
    registered = struct.pack("<I", len(path)) + path + struct.pack("<IH", 0, 0)
    return _record(0x16, name.encode("ascii")) + _record(0x3E, name.encode("utf-16-le")) + _record(0x0D, registered)


def _module(module: Module) -> bytes:
    name, wide = module.name.encode("ascii"), module.name.encode("utf-16-le")
    return b"".join((
        _record(0x19, name), _record(0x47, wide),
        _record(0x1A, name), _record(0x32, wide),
        _record(0x1C, b""), _record(0x48, b""),
        _record(0x31, struct.pack("<I", 0)),  # the source begins at once: there is no cache before it
        _record(0x1E, struct.pack("<I", 0)),
        _record(0x2C, struct.pack("<H", 0xFFFF)),
        _record(0x21 if module.kind == "standard" else 0x22, b""),
        _record(0x2B, b""),
    ))  # fmt: skip


_LINES = {"document": "Document={}/&H00000000", "class": "Class={}", "standard": "Module={}"}


def _project(name: str, modules: Iterable[Module]) -> bytes:
    modules = list(modules)
    lines = [
        f'ID="{PROJECT_ID}"',
        *(_LINES[module.kind].format(module.name) for module in modules),
        f'Name="{name}"',
        'HelpContextID="0"',
        'VersionCompatible32="393222000"',
        f'CMG="{_encrypt(struct.pack("<I", 0), 0x11)}"',
        f'DPB="{_encrypt(bytes(1), 0x22)}"',
        f'GC="{_encrypt(bytes([0xFF]), 0x33)}"',
        "",
        "[Host Extender Info]",
        "&H00000001={3832D640-CF90-11CF-8E43-00A0C911005A};VBE;&H00000000",
        "",
        "[Workspace]",
        *(f"{module.name}=0, 0, 0, 0, C" for module in modules),
    ]
    return "\r\n".join([*lines, ""]).encode("ascii")


def _encrypt(data: bytes, seed: int) -> str:
    """MS-OVBA 2.4.3.2: not protected, no password, visible, in the only form in which that can be said."""
    key = sum(PROJECT_ID.encode("ascii")) & 0xFF
    written = [seed, seed ^ 2, seed ^ key]
    plain, one, two = key, seed ^ key, seed ^ 2
    for byte in bytes([0] * ((seed & 6) // 2)) + struct.pack("<I", len(data)) + data:
        coded = byte ^ ((two + plain) & 0xFF)
        written.append(coded)
        plain, one, two = byte, coded, one
    return bytes(written).hex().upper()


def _names(modules: Iterable[Module]) -> bytes:
    pairs = (module.name.encode("ascii") + b"\0" + module.name.encode("utf-16-le") + b"\0\0" for module in modules)
    return b"".join(pairs) + b"\0\0"
