"""The folder of confirming documents beside a workbook: `2026.evidence/D3.v2/` holds the second version of document D3.

A version is a folder that appears whole, by one rename, with its files and `entry.json` in it; nothing in it is ever changed.
So whenever the program is stopped, the folder is as it was before or as it should be after.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
import shutil
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ubb4.base.errors import UseError
from ubb4.base.files import digest, open_up, scratch_folder, sync_folder
from ubb4.base.scratch import sweep
from ubb4.base.text import gettext as _

ENTRY = "entry.json"
MOST_NAME = 90  # letters of a file's name: the whole path must stay below Windows' 260
_VERSION = re.compile(r"(?P<id>[^\W_][\w-]{0,19})\.v(?P<number>[1-9]\d*)")
_UNSAFE = re.compile(r'[<>:"/\\|?*\x00-\x1f]+|[. ]+$')
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Kept:
    """A file of a version: `name` by rule, `original` as the officer's was called; size in bytes, SHA-256 in hex."""

    name: str
    original: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a document; `link` and `copied_on` where it is a dated copy of a page."""

    id: str
    number: int
    subtasks: tuple[str, ...]
    added_on: str
    files: tuple[Kept, ...]
    link: str = ""
    copied_on: str = ""

    @property
    def folder_name(self) -> str:
        return f"{self.id}.v{self.number}"


def versions(folder: Path) -> list[Version]:
    """Every version, in order of document and number; UseError where a version's entry cannot be understood."""
    found = []
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        match = _VERSION.fullmatch(path.name)
        if match and path.is_dir():
            found.append(_read(path))
    return sorted(found, key=lambda each: (each.id, each.number))


def latest(folder: Path) -> dict[str, Version]:
    """The last version of each document."""
    return {version.id: version for version in versions(folder)}


def _read(path: Path) -> Version:
    try:
        data = json.loads((path / ENTRY).read_text("utf-8"))
        files = tuple(Kept(**each) for each in data.pop("files"))
        version = Version(**{**data, "subtasks": tuple(data["subtasks"]), "files": files})
        if version.folder_name != path.name or any(each.name != _UNSAFE.sub("-", each.name) for each in files):
            raise ValueError(path.name)
        return version
    except PermissionError as error:
        raise UseError(_("{file} ашылмады: {error}.", file=path / ENTRY, error=error.strerror), "no-right") from error
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise UseError(
            _("{file} бүлінген: құжат нұсқасының жазбасы оқылмады. Буманы сақтық көшірмеден қалпына келтіріңіз.", file=path / ENTRY),
            "damaged",
        ) from error


def paths(folder: Path, version: Version) -> list[Path]:
    return [folder / version.folder_name / kept.name for kept in version.files]


def changed(folder: Path, version: Version) -> Iterator[tuple[Path, str]]:
    """(file, what is wrong: missing or changed) of every file that is not as it was added."""
    for kept, path in zip(version.files, paths(folder, version), strict=True):
        try:
            if not path.is_file():
                yield path, "missing"
            elif path.stat().st_size != kept.size or digest(path) != kept.sha256:
                yield path, "changed"
        except OSError as error:
            raise UseError(_("{file} ашылмады: {error}. Файл басқа бағдарламада ашық болса, жабыңыз.", file=path, error=error.strerror)) from error


def add(
    folder: Path, files: Sequence[Path], id: str, subtasks: Sequence[str], day: str, link: str = "", copied_on: str = "",
    written: Callable[[], None] = lambda: None,
) -> Version:  # fmt: skip
    """Copy files as the next version of a document; nothing appears unless all of it does.

    `written` is called after every write: a test ends the program there.
    """
    _check(files, id)
    before = [each for each in versions(folder) if each.id.casefold() == id.casefold()]
    id, number = (before[-1].id, before[-1].number + 1) if before else (id, 1)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        sweep(folder)
        scratch = scratch_folder(folder)
    except OSError as error:
        raise _unwritten(folder, error) from error
    written()
    try:
        kept: list[Kept] = []
        for source in files:
            name = _name(source, subtasks, id, number, {each.name for each in kept})
            kept.append(_copied(source, scratch / name))
            written()
        version = Version(id, number, tuple(subtasks), day, tuple(kept), link, copied_on)
        _write_entry(scratch / ENTRY, asdict(version))
        written()
        target = folder / version.folder_name
        if target.exists():
            raise UseError(_("{file} бар: осы нұсқаны басқа біреу қосып үлгерген. Қайталаңыз.", file=target.name))
        open_up(scratch)
        scratch.rename(target)
        written()
        sync_folder(folder)
    except OSError as error:
        raise _unwritten(folder, error) from error
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    return version


def _check(files: Sequence[Path], id: str) -> None:
    """Everything wrong with what was asked, at once."""
    wrong = []
    if not _VERSION.fullmatch(f"{id}.v1"):
        wrong.append(_("«{id}» құжат нөмірі бола алмайды: әріп пен цифр ғана, мысалы D3.", id=id))
    if not files:
        wrong.append(_("Файл берілмеген."))
    for path in files:
        try:
            if not path.exists():
                wrong.append(_("{file}: мұндай файл жоқ.", file=path))
            elif not path.is_file():
                wrong.append(_("{file} — файл емес.", file=path))
            elif path.stat().st_size == 0:
                wrong.append(_("{file}: файл бос.", file=path))
        except OSError as error:
            wrong.append(_("{file} ашылмады: {error}.", file=path, error=error.strerror))
    if wrong:
        raise UseError("\n".join(wrong))


def _name(source: Path, subtasks: Sequence[str], id: str, number: int, taken: set[str]) -> str:
    """P1.T2.S2_D3_v1_хаттама.pdf: by subtask, document, version and the officer's own name, cut to a safe length."""
    suffix = _UNSAFE.sub("-", source.suffix[:10]).rstrip(" .")
    stem = _UNSAFE.sub("-", unicodedata.normalize("NFC", source.stem)).strip(" .-") or "file"
    head = f"{subtasks[0]}_{id}_v{number}_" if subtasks else f"{id}_v{number}_"
    stem = stem[: MOST_NAME - len(head) - len(suffix)].rstrip(" .")
    name, again = f"{head}{stem}{suffix}", 2
    folded = {each.casefold() for each in taken}
    while name.casefold() in folded:
        mark = f" ({again})"
        name, again = f"{head}{stem[: MOST_NAME - len(head) - len(suffix) - len(mark)]}{mark}{suffix}", again + 1
    return name


def _copied(source: Path, target: Path) -> Kept:
    """Copy and hash in one pass; the copy is on the disk when this returns."""
    sha, size = hashlib.sha256(), 0
    try:
        stream = source.open("rb")
    except FileNotFoundError:
        raise UseError(_("{file}: мұндай файл жоқ.", file=source)) from None
    except OSError as error:
        raise UseError(_("{file} ашылмады: {error}. Файл басқа бағдарламада ашық болса, жабыңыз.", file=source, error=error.strerror)) from error
    with stream, target.open("xb") as out:
        while chunk := stream.read(_CHUNK):
            out.write(chunk)
            sha.update(chunk)
            size += len(chunk)
        out.flush()
        os.fsync(out.fileno())
    return Kept(target.name, source.name, size, sha.hexdigest())


def _write_entry(path: Path, data: dict[str, Any]) -> None:
    with path.open("x", encoding="utf-8", newline="\n") as out:
        json.dump(data, out, ensure_ascii=False, indent=1)
        out.flush()
        os.fsync(out.fileno())


def _unwritten(folder: Path, error: OSError) -> UseError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return UseError(_("{folder}: дискіде орын жоқ, ештеңе қосылмады. Орын босатып, қайталаңыз.", folder=folder), "disk-full")
    return UseError(_("{folder} жазылмады: {error}. Ештеңе қосылмады.", folder=folder, error=error.strerror), "unwritten")
