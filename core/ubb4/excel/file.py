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
from contextlib import closing, suppress
from contextvars import ContextVar
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from ubb4.base.errors import WorkbookError
from ubb4.base.text import gettext as _
from ubb4.book.typed import parse_date
from ubb4.book.workbook import Sheet, Workbook
from ubb4.excel import parts, plain
from ubb4.excel.converted import converted
from ubb4.excel.kind import damaged, sniff, wrong_kind
from ubb4.excel.known import Parts

ALONE = 1 << 20  # bytes: a larger workbook is looked through by a thread of its own
SCANNED = 8 << 20  # a smaller part is searched for far cells, of a larger one its own word is taken first

_XOR = re.compile(rb"\x09\x08[\x08\x10]\x00.{8,16}\x2f\x00", re.DOTALL)  # the beginning of an .xls that is locked, in whatever way
CAREFUL: ContextVar[bool] = ContextVar("careful", default=False)  # the fast reader has died of this file before


def read(path: Path) -> Workbook:
    """Read a workbook; WorkbookError tells in one sentence why it cannot be."""
    kind = sniff(path)
    collecting = gc.isenabled()
    gc.disable()  # millions of small objects are made and none is garbage
    try:
        if kind == "zip":
            with _archive(path) as archive, closing(Parts(archive)) as seen:
                if path.stat().st_size < ALONE:  # to start a thread would take longer than to look
                    return _read_zip(path, archive, seen, _done(parts.look(archive, seen)))
                with ThreadPoolExecutor(1) as pool:
                    return _read_zip(path, archive, seen, pool.submit(parts.look, archive, seen))
        if kind == "ole":
            return _read_ole(path)
        return _by_office(path, kind, wrong_kind(path))
    finally:
        if collecting:
            gc.enable()


def _done(looked: parts.Looked) -> Future[parts.Looked]:
    found: Future[parts.Looked] = Future()
    found.set_result(looked)
    return found


def _archive(path: Path) -> zipfile.ZipFile:
    """The archive, its parts named with `/` also where the writer used the sign of Windows."""
    archive = zipfile.ZipFile(path)
    for name in [each for each in archive.NameToInfo if "\\" in each]:
        entry = archive.NameToInfo.pop(name)
        entry.filename = name.replace("\\", "/")
        archive.NameToInfo[entry.filename] = entry
    return archive


def _container(archive: zipfile.ZipFile, path: Path) -> str:
    names = set(archive.namelist())
    if "mimetype" in names and b"opendocument.spreadsheet" in archive.read("mimetype"):
        return "ods"
    if "xl/workbook.bin" in names:
        return "xlsb"
    if any(name.endswith("workbook.xml") for name in names):
        return "xlsx"
    if "content.xml" in names:  # an OpenDocument that lost the entry which says so
        return "ods"
    raise wrong_kind(path)


_DIMENSION = re.compile(rb'<(?:\w+:)?dimension[^>]*ref=["\'](?:[A-Z]+\d+:)?([A-Z]+)(\d+)["\']')
_REFERENCE = re.compile(rb"""\sr=["']([A-Z]{1,3})([0-9]{1,7})["']""")


def _is_far(archive: zipfile.ZipFile, seen: Parts) -> bool:
    """Whether the boxes of its sheets may be larger than the fast reader should be given: a search that may be wrong one way only."""
    cells = 0
    for name in parts.sheet_paths(archive, seen).values():
        with suppress(KeyError, zipfile.BadZipFile, OSError, ValueError):
            cells += seen.once(name, "box", partial(_boxed, archive, name))
    return cells > plain.MAX_CELLS


def _boxed(archive: zipfile.ZipFile, name: str) -> int:
    """How many cells the box of a sheet holds."""
    with archive.open(name) as stream:
        small = archive.getinfo(name).file_size <= SCANNED
        data = stream.read(-1 if small else 4096)
    return max(_box(_DIMENSION.findall(data)[:1]), _box(_REFERENCE.findall(data)) if small else 0)


def _box(places: Sequence[tuple[bytes, bytes]]) -> int:
    if not places:
        return 0
    letters, rows = map(set, zip(*places, strict=True))  # each looked at once: this is asked of every workbook
    return max(map(parts.column_number, letters)) * max(map(int, rows))


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
        raise damaged(path) from error


def _read_zip(path: Path, archive: zipfile.ZipFile, seen: Parts, looking: Future[parts.Looked]) -> Workbook:
    container = _container(archive, path)
    rewritten: plain.Plain | None = None
    try:
        if container == "xlsx" and (CAREFUL.get() or _is_far(archive, seen)):
            rewritten = plain.rewrite(archive)
        cells = _cells(rewritten.data if rewritten else str(path), path)
    except (WorkbookError, ValueError, KeyError, zipfile.BadZipFile, StopIteration) as error:
        refused = error if isinstance(error, WorkbookError) else damaged(path)
        again = None if rewritten else _rewritten(path, archive, container)
        if again is None:
            return _by_office(path, container, refused)
        rewritten, cells = again
    looked = looking.result()
    if looked.marked and rewritten is None and (again := _rewritten(path, archive, container)):
        rewritten, cells = again
    return _workbook(cells, looked, container, rewritten or plain.Plain())


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
        return _workbook(_cells(str(path), path), parts.Looked(blind=True), "xls", plain.Plain())
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


def _workbook(cells: Cells, looked: parts.Looked, container: str, rewritten: plain.Plain) -> Workbook:
    import python_calamine as calamine

    sheets = []
    for entry, rows in cells:
        seen = looked.sheets.get(entry.name, parts.Seen())
        rows = [list(map(_day, row)) for row in rows] if looked.iso else rows
        sheets.append(
            Sheet(
                entry.name, rows, entry.visible == calamine.SheetVisibleEnum.Visible, frozenset(seen.hidden), seen.errors, seen.unvalued,
                tuple(seen.merged), frozenset(seen.totals), frozenset(seen.months), looked.from_1904,
            )
        )  # fmt: skip
    unseen = [_blind(container)] if looked.blind else []
    if rewritten.without_styles:
        unseen.append(_("Кітаптың пішімдері бүлінген: күндер сан болып оқылды."))
    return Workbook(tuple(sheets), tuple(unseen), rewritten.too_far, rewritten.strays, container if looked.blind else "")


_ISO = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")


def _day(cell: Any) -> Any:
    """A day that was written as text of the kind `d`; one with a time of another zone stays as it is written."""
    if not isinstance(cell, str) or not _ISO.match(cell):
        return cell
    return (parse_date(cell) or cell) if cell.endswith("Z") else datetime.fromisoformat(cell[:19]) if cell[19:20] in ("", ".") else cell


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
