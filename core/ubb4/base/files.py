"""Files written whole or not at all: beside the target, then put in its place in one step."""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from ubb4.base.errors import UseError
from ubb4.base.scratch import prefix, sweep_once
from ubb4.base.text import gettext as _

EVIDENCE = ".evidence"  # the folder of a workbook's confirming documents ends so
COPIES = ".көшірмелер"  # the same for the folder of dated copies


def evidence_folder(workbook: Path) -> Path:
    """The folder of a workbook's confirming documents, beside it."""
    return workbook.with_name(workbook.stem + EVIDENCE)


def digest(path: Path) -> str:
    """SHA-256 of a file, read in pieces."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


@contextmanager
def whole(target: Path) -> Iterator[Path]:
    """A path beside the target to write to; on success it takes the target's place, else it is removed."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        sweep_once(target.parent)
        # Excel opens whatever lies where its add-ins do: one that was broken off there must not bear their name
        suffix = ".tmp" if target.suffix == ".xlam" else target.suffix
        handle, name = tempfile.mkstemp(prefix=prefix(), suffix=suffix, dir=target.parent)
        os.close(handle)
    except OSError as error:
        raise UseError(_("{file} жазылмады: {error}", file=target, error=error.strerror)) from error
    scratch = Path(name)
    try:
        try:
            yield scratch
        except OSError as error:  # a full disk, for the most part
            raise UseError(_("{file} жазылмады: {error}", file=target, error=error.strerror or error)) from error
        mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask()
        scratch.chmod(mode)
        try:
            sync_file(scratch)
            scratch.replace(target)
            sync_folder(target.parent)
        except OSError as error:
            raise UseError(_("{file} жазылмады: файл басқа бағдарламада ашық болуы мүмкін. Оны жауып, қайталаңыз.", file=target)) from error
    finally:
        with suppress(OSError):
            scratch.unlink()


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


def scratch_folder(parent: Path) -> Path:
    """A new folder for us alone, which `open_up` gives the rights that any new folder has, and a rename its name."""
    if os.name != "nt":
        return Path(tempfile.mkdtemp(prefix=prefix(), dir=parent))
    folder = parent / f"{prefix()}{secrets.token_hex(8)}"
    folder.mkdir()  # since Python 3.13 mkdtemp shuts everybody else out on Windows, for good: colleagues on a share could not open what was made
    return folder


def open_up(folder: Path) -> None:
    """Give a folder that was made for us alone the rights that any new folder has; on Windows it has them."""
    if os.name != "nt":
        folder.chmod(0o777 & ~_umask())


def sync_file(path: Path) -> None:
    """See that what was written is on the disk before the file takes its place: a power cut must not leave an empty one."""
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())


def sync_folder(folder: Path) -> None:
    """See that a rename in a folder is on the disk, where the system knows how (not on Windows)."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_text(target: Path, text: str) -> None:
    """Write a text file whole, in UTF-8."""
    with whole(target) as scratch:
        scratch.write_text(text, "utf-8", newline="\n")


def write_bytes(target: Path, data: bytes) -> None:
    """Write a file whole."""
    with whole(target) as scratch:
        scratch.write_bytes(data)


def write_folder(target: Path, contents: Mapping[str, bytes], written: Callable[[], None] = lambda: None) -> None:
    """Write files by path into a new folder that appears whole, by one rename; `written` is called after every write."""
    if target.exists():
        raise UseError(_("{file} бар: үстіне жазылмайды. Басқа атау көрсетіңіз.", file=target))
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        sweep_once(target.parent)
        scratch = scratch_folder(target.parent)
        written()
        try:
            for name in sorted(contents):
                place = scratch / name
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(contents[name])
                sync_file(place)
                written()
            open_up(scratch)
            scratch.rename(target)
            written()
            sync_folder(target.parent)
        finally:
            shutil.rmtree(scratch, ignore_errors=True)
    except OSError as error:
        raise UseError(_("{file} жазылмады: {error}", file=target, error=error.strerror)) from error


STAMP = (1980, 1, 1, 0, 0, 0)  # the first day that a zip knows: what is made of the same is the same


def zip_entry(name: str, rights: int = 0) -> zipfile.ZipInfo:
    """An entry whose bytes depend on its name and contents alone; `rights` are those of a file on Unix, none for Office's own parts."""
    entry = zipfile.ZipInfo(name, STAMP)
    entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 3 if rights else 0
    entry.external_attr = rights << 16
    return entry


BOOKS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")


def workbooks(places: Iterable[str | Path]) -> list[Path]:
    """Files as given; of a folder, every workbook below it: lock files, the folders of confirming documents and of copies left out."""
    found: list[Path] = []
    for name in places:
        path = Path(name)
        if not path.is_dir():
            found.append(path)
            continue
        here = []
        for folder, below, names in os.walk(path):
            below[:] = [each for each in below if not each.endswith((EVIDENCE, COPIES))]
            here += [Path(folder) / each for each in names if each.lower().endswith(BOOKS) and not each.startswith(("~$", ".~lock", "."))]
        found += sorted(here)
    return found


def free(path: Path) -> Path:
    """The path, with a number where something bears its name already."""
    number, free = 2, path
    while free.exists():
        free = path.with_name(f"{path.stem} ({number}){path.suffix}")
        number += 1
    return free
