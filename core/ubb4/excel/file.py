"""A workbook on disk -> sheets of cells, read as they are; nothing is run, nothing is written.

Size, ratio and cell limits come before any parser; what calamine cannot show (error cells, hidden rows, formulas
without a value) is looked up in the sheet's XML at the same time.  Meant for the guarded child process.
"""

from __future__ import annotations

import gc
import re
import zipfile
from collections.abc import Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import ContextVar
from dataclasses import replace
from pathlib import Path
from typing import Any

from ubb4.base.errors import WorkbookError
from ubb4.base.text import gettext as _
from ubb4.book.sheets import Sheet, Workbook
from ubb4.excel import parts, plain
from ubb4.excel.converted import converted

MAX_BYTES = 300 << 20
MAX_UNPACKED = 2 << 30
MAX_RATIO = 150
RATIO_FROM = 64 << 20
MAX_PARTS = 10_000
SCANNED = 8 << 20  # a smaller part is searched for far cells, of a larger one its own word is taken first

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00")  # Excel 2, 3, 4: a sheet without a container
_XOR = re.compile(rb"\x09\x08[\x08\x10]\x00.{8,16}\x2f\x00", re.DOTALL)  # the beginning of an .xls that is locked, in whatever way


CAREFUL: ContextVar[bool] = ContextVar("careful", default=False)  # the fast reader has died of this file before


def read(path: Path) -> Workbook:
    """Read a workbook; WorkbookError tells in one sentence why it cannot be."""
    kind = sniff(path)
    collecting = gc.isenabled()
    gc.disable()  # millions of small objects are made and none is garbage
    try:
        if kind == "zip":
            with zipfile.ZipFile(path) as archive, ThreadPoolExecutor(1) as pool:
                return _read_zip(path, archive, pool.submit(parts.look, archive))
        if kind == "ole":
            return _read_ole(path)
        return _by_office(path, kind, _wrong_kind(path))
    finally:
        if collecting:
            gc.enable()


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
        return "ole"
    if head.startswith(_OLD):
        return "old"
    if head.startswith(b"<?xml") and b"opendocument" in _start(path):
        return "fods"
    raise _wrong_kind(path)


def _start(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(4096)


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
    names = {name.replace("\\", "/") for name in archive.namelist()}
    if "mimetype" in names and b"opendocument.spreadsheet" in archive.read("mimetype"):
        return "ods"
    if "xl/workbook.bin" in names:
        return "xlsb"
    if any(name.endswith("workbook.xml") for name in names):
        return "xlsx"
    if "content.xml" in names:  # an OpenDocument that lost the entry which says so
        return "ods"
    raise _wrong_kind(path)


_DIMENSION = re.compile(rb'<(?:\w+:)?dimension[^>]*ref=["\'](?:[A-Z]+\d+:)?([A-Z]+)(\d+)["\']')
_REFERENCE = re.compile(rb"""\sr=["']([A-Z]{1,3})([0-9]{1,7})["']""")


def _is_far(archive: zipfile.ZipFile) -> bool:
    """Whether the boxes of its sheets may be larger than the fast reader should be given: a search that may be wrong one way only."""
    cells = 0
    for name in parts.sheet_paths(archive).values():
        try:
            with archive.open(name) as stream:
                small = archive.getinfo(name).file_size <= SCANNED
                data = stream.read(-1 if small else 4096)
        except (KeyError, zipfile.BadZipFile, OSError, ValueError):
            continue
        told = _DIMENSION.search(data)
        cells += _box([(told[1], told[2])] if told else [])
        if small:
            cells = max(cells, _box(_REFERENCE.findall(data)))
    return cells > plain.MAX_CELLS


def _box(places: Iterable[tuple[bytes, bytes]]) -> int:
    corners = [(parts.column_number(letters), int(row)) for letters, row in places]
    return max((column for column, __ in corners), default=0) * max((row for __, row in corners), default=0)


Cells = list[tuple[Any, Sequence[Sequence[Any]]]]


def _cells(source: Any, path: Path) -> Cells:
    """What the fast reader sees; WorkbookError `password` or `damaged`."""
    import python_calamine as calamine

    try:
        load = calamine.CalamineWorkbook.from_path if isinstance(source, str) else calamine.CalamineWorkbook.from_filelike
        workbook = load(source)
        kind = calamine.SheetTypeEnum.WorkSheet
        return [(entry, _rows(workbook.get_sheet_by_name(entry.name))) for entry in workbook.sheets_metadata if entry.typ == kind]
    except calamine.PasswordError as error:
        raise _password(path) from error
    except MemoryError:
        raise
    except BaseException as error:  # PanicException of the reader is no Exception
        if isinstance(error, KeyboardInterrupt | SystemExit):
            raise
        raise _damaged(path) from error


def _read_zip(path: Path, archive: zipfile.ZipFile, looking: Future[parts.Looked]) -> Workbook:
    container = _container(archive, path)
    rewritten: plain.Plain | None = None
    try:
        if container == "xlsx" and (CAREFUL.get() or _is_far(archive)):
            rewritten = plain.rewrite(archive)
        cells = _cells(rewritten.data if rewritten else str(path), path)
    except (WorkbookError, ValueError, KeyError, zipfile.BadZipFile, StopIteration) as error:
        refused = error if isinstance(error, WorkbookError) else _damaged(path)
        again = None if rewritten else _rewritten(path, archive, container)
        if again is None:
            return _by_office(path, container, refused)
        rewritten, cells = again
    looked = looking.result()
    unseen = [_blind(container)] if looked.blind else []
    if rewritten and rewritten.without_styles:
        unseen.append(_("Кітаптың пішімдері бүлінген: күндер сан болып оқылды."))
    return _workbook(cells, looked, unseen, rewritten or plain.Plain())


def _rewritten(path: Path, archive: zipfile.ZipFile, container: str) -> tuple[plain.Plain, Cells] | None:
    """What the fast reader refuses as it is, it may take once it is written plainly."""
    write = {"xlsx": plain.rewrite, "ods": plain.rewrite_ods}.get(container)
    if write is None:
        return None
    try:
        made = write(archive)
        return made, _cells(made.data, path)
    except MemoryError:
        raise
    except Exception:  # damaged in earnest: whoever asked has the reason
        return None


def _read_ole(path: Path) -> Workbook:
    try:
        return _workbook(_cells(str(path), path), parts.Looked(), [_blind("xls")], plain.Plain())
    except WorkbookError as error:
        with path.open("rb") as stream:
            locked = _XOR.search(stream.read(1 << 20))
        refused = _password(path) if locked else error
        return _by_office(path, "xlsx" if error.code == "password" else "xls", refused)


def _by_office(path: Path, kind: str, refused: WorkbookError) -> Workbook:
    """LibreOffice reads what the fast reader cannot, Excel's own built-in password too; told. Without it the refusal stands."""
    with converted(path, kind) as made:
        if made is None:
            raise refused
        found = read(made)
        return replace(found, unseen=(*found.unseen, _("Файл LibreOffice арқылы оқылды: кей ұяшық басқаша көрінуі мүмкін.")))


def _password(path: Path) -> WorkbookError:
    return WorkbookError(_("{file} құпиясөзбен қорғалған. Құпиясөзді алып тастап, қайта сақтаңыз.", file=path.name), "password")


def _workbook(cells: Cells, looked: parts.Looked, unseen: Sequence[str], rewritten: plain.Plain) -> Workbook:
    import python_calamine as calamine

    sheets = []
    for entry, rows in cells:
        seen = looked.sheets.get(entry.name, parts.Seen())
        sheets.append(
            Sheet(
                entry.name, rows, entry.visible == calamine.SheetVisibleEnum.Visible, frozenset(seen.hidden), seen.errors, seen.unvalued,
                tuple(seen.merged), frozenset(seen.totals), frozenset(seen.months), looked.from_1904,
            )
        )  # fmt: skip
    return Workbook(tuple(sheets), tuple(unseen), rewritten.too_far, rewritten.strays)


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
