"""A workbook on disk -> sheets of cells, read as they are; nothing is run, nothing is written.

Size, ratio and cell limits come before any parser; what calamine cannot show (error cells, hidden rows, formulas
without a value) is looked up in the sheet's XML at the same time.  Meant for the guarded child process.
"""

from __future__ import annotations

import gc
import re
import zipfile
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

from ubb4.base.errors import WorkbookError
from ubb4.base.text import gettext as _
from ubb4.book.sheets import Sheet, Workbook
from ubb4.excel import parts

MAX_BYTES = 300 << 20
MAX_UNPACKED = 2 << 30
MAX_RATIO = 150
RATIO_FROM = 64 << 20
MAX_PARTS = 10_000
MAX_CELLS = 40_000_000

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read(path: Path) -> Workbook:
    """Read a workbook; WorkbookError tells in one sentence why it cannot be."""
    kind = sniff(path)
    collecting = gc.isenabled()
    gc.disable()  # millions of small objects are made and none is garbage
    try:
        if kind == "zip":
            with zipfile.ZipFile(path) as archive, ThreadPoolExecutor(1) as pool:
                return _read(path, pool.submit(parts.look, archive), _container(archive, path))
        return _read(path, None, "xls")
    finally:
        if collecting:
            gc.enable()


def sniff(path: Path) -> str:
    """zip or ole, judged by content; WorkbookError for anything else."""
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
        return "ole"
    raise _wrong_kind(path)


def _wrong_kind(path: Path) -> WorkbookError:
    return WorkbookError(_("{file} — Excel кітабы емес. Excel-де ашып, .xlsx түрінде сақтаңыз.", file=path.name), "wrong-kind")


def _damaged(path: Path) -> WorkbookError:
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
        raise _damaged(path) from error
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


def _container(archive: zipfile.ZipFile, path: Path) -> str:
    names = set(archive.namelist())
    if "mimetype" in names and b"opendocument.spreadsheet" in archive.read("mimetype"):
        return "ods"
    if "xl/workbook.bin" in names:
        return "xlsb"
    if any(name.endswith("workbook.xml") for name in names):
        for name in parts.sheet_paths(archive).values():
            _check_dimension(archive, name, path)
        return "xlsx"
    raise _wrong_kind(path)


_DIMENSION = re.compile(rb'<(?:\w+:)?dimension[^>]*ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')


def _check_dimension(archive: zipfile.ZipFile, name: str, path: Path) -> None:
    try:
        with archive.open(name) as stream:
            found = _DIMENSION.search(stream.read(4096))
    except (KeyError, zipfile.BadZipFile, OSError, ValueError):
        return
    if not found:
        return
    left, top, right, bottom = found.groups()
    cells = (parts.column_number(right) - parts.column_number(left) + 1) * (int(bottom) - int(top) + 1)
    if cells > MAX_CELLS:
        raise WorkbookError(
            _("{file}: парақтың соңғы ұяшығы {cell} деп тұр; шеттегі бос жолдар мен бағандарды өшіріп, қайта сақтаңыз.",
              file=path.name, cell=(right + bottom).decode()),
            "too-many-cells",
        )  # fmt: skip


def _read(path: Path, looking: Future[parts.Looked] | None, container: str) -> Workbook:
    import python_calamine as calamine

    try:
        workbook = calamine.CalamineWorkbook.from_path(str(path))
        metadata = workbook.sheets_metadata
        cells = [(entry, _rows(workbook.get_sheet_by_name(entry.name))) for entry in metadata if entry.typ == calamine.SheetTypeEnum.WorkSheet]
    except calamine.PasswordError as error:
        raise WorkbookError(_("{file} құпиясөзбен қорғалған. Құпиясөзді алып тастап, қайта сақтаңыз.", file=path.name), "password") from error
    except MemoryError:
        raise
    except BaseException as error:  # PanicException of the reader is no Exception
        if isinstance(error, KeyboardInterrupt | SystemExit):
            raise
        raise _damaged(path) from error
    visible = calamine.SheetVisibleEnum.Visible
    unseen: tuple[str, ...]
    if looking is None:
        looked, unseen = parts.Looked(), (_blind(container),)
    else:
        looked = looking.result()
        unseen = (_blind(container),) if looked.blind else ()
    sheets = []
    for entry, rows in cells:
        seen = looked.sheets.get(entry.name, parts.Seen())
        sheets.append(
            Sheet(
                entry.name, rows, entry.visible == visible, frozenset(seen.hidden), seen.errors, seen.unvalued, tuple(seen.merged),
                frozenset(seen.totals), frozenset(seen.months), looked.from_1904,
            )
        )  # fmt: skip
    return Workbook(tuple(sheets), unseen)


def _blind(container: str) -> str:
    return _(
        ".{kind} форматында жасырын жолдар мен қате көрсеткен ұяшықтар көрінбейді: олар тексерілмеді.",
        kind=container,
    )


def _rows(sheet: Any) -> Sequence[Sequence[Any]]:
    if sheet.start is None:
        return []
    if sheet.start[1] == 0:
        return list(sheet.iter_rows())
    rows: list[list[Any]] = sheet.to_python(skip_empty_area=False)
    return rows
