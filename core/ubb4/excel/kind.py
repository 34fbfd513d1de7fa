"""What a file is, judged by its content, and the limits that come before any parser."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path

from ubb4.base.errors import WorkbookError
from ubb4.base.text import gettext as _

MAX_BYTES = 300 << 20
MAX_UNPACKED = 2 << 30
MAX_RATIO = 150
RATIO_FROM = 64 << 20
MAX_PARTS = 10_000

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00")  # Excel 2, 3, 4: a sheet without a container


def sniff(path: Path) -> str:
    """zip, ole, old (Excel 2 to 4) or fods, judged by content; WorkbookError for anything else."""
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            head = stream.read(8)
    except FileNotFoundError:
        raise WorkbookError(_("{file}: мұндай файл жоқ.", file=path.name), "not-found") from None
    except OSError as error:
        raise WorkbookError(_("{file} ашылмады: {error}.", file=path.name, error=error.strerror), "unreadable") from error
    if size == 0:
        raise WorkbookError(_("{file}: файл бос.", file=path.name), "empty")
    if size > MAX_BYTES:
        raise WorkbookError(
            _("{file} тым үлкен: {size} МБ, ең көбі {most} МБ.", file=path.name, size=size >> 20, most=MAX_BYTES >> 20),
            "too-big",
        )
    if head.startswith(b"PK"):
        _check_zip(path)
        return "zip"
    if head == _OLE:
        start = _start(path)
        if start[28:30] != b"\xfe\xff" or start[30:32] not in (b"\x09\x00", b"\x0c\x00"):  # the mark of byte order, sectors of 512 or 4096 bytes
            raise damaged(path)  # a compound file in its first bytes only: nobody reads it
        return "ole"
    if head.startswith(_OLD):
        return "old"
    if head.startswith(b"<?xml") and b"opendocument" in _start(path):
        return "fods"
    raise wrong_kind(path)


def _start(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(4096)


def wrong_kind(path: Path) -> WorkbookError:
    return WorkbookError(_("{file} — Excel кітабы емес. Excel-де ашып, .xlsx түрінде сақтаңыз.", file=path.name), "wrong-kind")


def damaged(path: Path) -> WorkbookError:
    return WorkbookError(
        _(
            "{file} бүлінген: ашылмайды. Excel-де «Открыть и восстановить» арқылы қалпына келтіріп көріңіз.",
            file=path.name,
        ),
        "damaged",
    )


def _check_zip(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise damaged(path) from error
    if len({entry.filename.casefold() for entry in entries}) < len(entries):  # which of the two is read depends on the program
        raise WorkbookError(
            _("{file}: ішінде аттас екі бөлік бар, қайсысы дұрыс екені белгісіз: оқылмады. Excel-де ашып, қайта сақтаңыз.", file=path.name), "damaged"
        )  # fmt: skip
    if is_bomb(entries):
        unpacked = sum(entry.file_size for entry in entries)
        raise WorkbookError(
            _("{file} ашылмады: ішіндегі деректер жайылғанда тым үлкен ({size} МБ), файл қауіпті болуы мүмкін.",
              file=path.name, size=unpacked >> 20),
            "zip-bomb",
        )  # fmt: skip


def is_bomb(entries: Sequence[zipfile.ZipInfo]) -> bool:
    """Whether an archive says of itself that it holds more than a file of people's work does."""
    bombs = any(entry.file_size > RATIO_FROM and entry.file_size > MAX_RATIO * max(1, entry.compress_size) for entry in entries)
    return bombs or sum(entry.file_size for entry in entries) > MAX_UNPACKED or len(entries) > MAX_PARTS
