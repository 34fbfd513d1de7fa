"""An open workbook, reached through xlwings (Excel, or LibreOffice with its engine), read as a file is read.

In LibreOffice all of it is one journey, in Excel each sheet is a block. Nothing is written here; see `marks`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

from ubb4.base.text import in_all
from ubb4.book.decisions import of_sheets
from ubb4.book.workbook import Sheet, Workbook
from ubb4.excel import kept as _kept
from ubb4.excel.parts import ERRORS
from ubb4.excel.touched import is_calc, is_shown, plain
from ubb4.law.register import COMPUTED, DATES_SHEET, DAYS_SHEET

if TYPE_CHECKING:
    import xlwings


def read(book: xlwings.Book, only: Collection[str] = ()) -> Workbook:
    """Read every sheet of an open workbook, or some, but those that the toolkit itself added, and those that formulas fill."""
    skip = {*in_all(DATES_SHEET), *in_all(DAYS_SHEET)} | ({each for each in book.sheet_names if each not in only} if only else set())
    sheets = {each.name: each for each in _sheets(book, skip)}
    decided = of_sheets(sheets.values())
    noted = sheets.pop(_kept.SHEET, None)
    ours = _kept.of(noted.rows, sheets.__contains__).sheets.values() if noted else ()
    return Workbook(tuple(each for each in sheets.values() if each.name not in ours), decided=decided)


def _sheets(book: xlwings.Book, skip: set[str]) -> Iterator[Sheet]:
    if is_calc(book):
        from xlwings_libreoffice import whole

        for each in whole.read(book, skip, COMPUTED):
            yield Sheet(each.name, each.rows, each.visible, each.hidden_rows, each.errors)
    else:
        for sheet in book.sheets:
            name = sheet.name
            if name not in skip:
                yield _sheet(sheet, name)


def unsaved(book: xlwings.Book) -> bool:
    """Whether an open workbook holds changes that its file does not; True where the program does not tell."""
    try:
        return bool(book.api.isModified()) if is_calc(book) else not book.api.Saved
    except Exception:  # another platform's Excel has other words
        return True


def _sheet(sheet: xlwings.Sheet, name: str) -> Sheet:
    # from A1, for addresses count from there; a block of one cell is still rows of cells
    last = _last_cell(sheet)
    block = sheet.range((1, 1), last)
    rows = plain(block.options(ndim=2, err_to_str=True, dates=datetime).value)
    errors = _errors(block, rows)
    return Sheet(name, rows, is_shown(sheet), _hidden(block, len(rows)), errors)


_LONG = 150  # rows: of a longer sheet the head is looked at first
_HEAD = 12


def _last_cell(sheet: xlwings.Sheet) -> tuple[int, int]:
    """The last cell to be read: columns that formulas fill are nobody's data, and reach thousands of rows further."""
    used = sheet.used_range
    rows, columns = used.row + used.shape[0] - 1, used.column + used.shape[1] - 1
    if rows < _LONG:
        return rows, columns
    head = sheet.range((1, 1), (_HEAD, columns)).options(ndim=2).value
    ends = [place for row in head for place, cell in enumerate(row) if isinstance(cell, str) and cell.startswith(COMPUTED)]
    return rows, min(ends) if ends and min(ends) > 0 else columns


def _errors(block: xlwings.Range, rows: list[list[Any]]) -> dict[tuple[int, int], str]:
    """Cells that show an error; a typed text that looks like one is told apart by reading without names."""
    found = {(r, c): text for r, row in enumerate(rows, 1) for c, text in enumerate(row, 1) if text in ERRORS}
    if not found:
        return {}
    plain = block.options(ndim=2).value
    return {place: text for place, text in found.items() if plain[place[0] - 1][place[1] - 1] is None}


def _hidden(block: xlwings.Range, rows: int) -> frozenset[int]:
    shown: set[int] = set()
    try:
        areas: Any = block.get_special_cells("visible")  # xlwings' own type allows for a coroutine, which no desktop engine gives
    except Exception:  # Excel refuses special cells on a protected sheet: the rows' heights tell the same
        return frozenset(_without_height(block, 1, rows))
    for area in areas:
        first = area.row
        shown.update(range(first, first + area.shape[0]))
        if len(shown) >= rows:
            break
    return frozenset(range(1, rows + 1)) - shown


def _without_height(block: xlwings.Range, first: int, last: int) -> Iterator[int]:
    """Rows of no height, by halving: a part whose rows have one height is asked once."""
    height = block[first - 1 : last, 0].row_height
    if height == 0:
        yield from range(first, last + 1)
    elif height is None and first < last:
        middle = (first + last) // 2
        yield from _without_height(block, first, middle)
        yield from _without_height(block, middle + 1, last)
