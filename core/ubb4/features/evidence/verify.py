"""A package against its manifest and seal: what was changed, is missing, or lies in it that should not."""

from __future__ import annotations

import io
import json
import lzma
import zipfile
import zlib
from collections import Counter
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from ubb4.base.errors import UseError
from ubb4.base.text import gettext as _
from ubb4.excel.kind import is_bomb
from ubb4.features.evidence.rows import leaves

MANIFEST, SEAL = "manifest.json", "seal.sha256"
CHECKLISTS = ("checklist.docx", "checklist.xlsx")


def read(path: Path) -> bytes:
    """A file's bytes; UseError where it cannot be opened."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise UseError(_("{file} ашылмады: {error}. Файл басқа бағдарламада ашық болса, жабыңыз.", file=path, error=error.strerror)) from error


@dataclass(frozen=True, slots=True)
class Verified:
    """What is wrong with a package: (path, changed | missing | extra | unsafe); nothing when it is whole."""

    wrong: tuple[tuple[str, str], ...]
    files: int
    digest: str
    manifest: bytes = b""


def verify(path: Path) -> Verified:
    """Compare a package, folder or .zip, with its manifest and seal."""
    contents, odd = _read_zip(path) if path.is_file() else _read_folder(path)
    if MANIFEST not in contents or SEAL not in contents:
        raise UseError(_("{file}: бұл пакет емес: {names} жоқ.", file=path, names=", ".join({MANIFEST, SEAL} - set(contents))), "no-package")
    wrong, known = [*odd], {SEAL, MANIFEST, *CHECKLISTS}
    sealed = dict(line.partition("  ")[::-2] for line in contents[SEAL].decode("utf-8", "replace").splitlines())
    if set(sealed) != {MANIFEST, *CHECKLISTS}:
        wrong.append((SEAL, "changed"))
    for name in (MANIFEST, *CHECKLISTS):
        wrong += _compared(contents, name, sealed.get(name, ""))
    try:
        documents = json.loads(contents[MANIFEST])["documents"]
        for each in documents:
            known.add(each["path"])
            wrong += _compared(contents, each["path"], each["sha256"])
    except (ValueError, TypeError, KeyError):
        wrong.append((MANIFEST, "changed"))
    wrong += [(name, "unsafe") for name in sorted(set(contents) | known) if leaves(name)]
    wrong += [(name, "extra") for name in sorted(set(contents) - known) if not leaves(name)]
    digest = sha256(contents[MANIFEST]).hexdigest()
    if not any(digest.encode() in part for part in _parts(contents.get(CHECKLISTS[0], b""))):
        wrong.append((CHECKLISTS[0], "changed"))  # it prints the hash of another manifest
    return Verified(tuple(dict.fromkeys(wrong)), len(contents), digest, contents[MANIFEST])


def _parts(document: bytes) -> list[bytes]:
    """The parts of a Word file; none where it is not one."""
    try:
        with zipfile.ZipFile(io.BytesIO(document)) as archive:
            if is_bomb(archive.infolist()):
                return []
            return [archive.read(name) for name in archive.namelist()]
    except _UNREADABLE:
        return []


def _compared(contents: dict[str, bytes], name: str, digest: str) -> list[tuple[str, str]]:
    if name not in contents:
        return [(name, "missing")]
    return [] if sha256(contents[name]).hexdigest() == digest else [(name, "changed")]


_UNREADABLE = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, OSError, ValueError, RuntimeError, EOFError)
_Read = tuple[dict[str, bytes], list[tuple[str, str]]]


def _read_folder(path: Path) -> _Read:
    """Files by path, and what no package of ours holds: links."""
    if not path.is_dir():
        raise UseError(_("{file}: мұндай файл не бума жоқ.", file=path), "not-found")
    every = {each.relative_to(path).as_posix(): each for each in sorted(path.rglob("*"))}
    odd = [(name, "extra") for name, each in every.items() if each.is_symlink()]
    return {name: read(each) for name, each in every.items() if each.is_file() and not each.is_symlink()}, odd


def _read_zip(path: Path) -> _Read:
    """The same of a .zip; of entries with one name, the later ones are told."""
    try:
        with zipfile.ZipFile(io.BytesIO(read(path))) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            if is_bomb(entries):
                raise UseError(_("{file}: пакеттің ішіндегі деректер жайылғанда тым үлкен, ол ашылмады: файл қауіпті болуы мүмкін.", file=path), "zip-bomb")
            counted = Counter(entry.filename.casefold() for entry in entries)
            odd = [(entry.filename, "extra") for entry in entries if counted[entry.filename.casefold()] > 1]
            return {entry.filename: archive.read(entry) for entry in entries}, odd
    except _UNREADABLE as error:
        raise UseError(_("{file} бүлінген: пакет ашылмады.", file=path), "damaged") from error
