"""The sheets that the toolkit adds to an open workbook: findings and deadlines, written as blocks, taken away whole.

A sheet of the officer's own that bears the same name is left alone; ours then gets a number.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from ubb4.excel import kept as _kept
from ubb4.excel.listing import Link, Listing, clipped, free_name
from ubb4.excel.style import DEEP, FONT, GREY, TEAL

if TYPE_CHECKING:
    import xlwings

RED = "#C00000"
TOP = 3  # rows above the remarks: title, summary, a thin band


def put(book: xlwings.Book, answer: Listing) -> str:
    """Add the sheet, or make it anew -> its name. The sheet in front stays in front."""
    with _kept.in_place(book):
        kept = _kept.read(book)
        if answer.kind in kept.sheets:
            _kept.delete(book.sheets[kept.sheets.pop(answer.kind)])
        name = free_name(answer.title, book.sheet_names)
        last = [each for each in book.sheet_names if each != _kept.SHEET][-1]
        sheet = _kept.add(book, name, after=book.sheets[last])
        kept.sheets[answer.kind] = name
        _kept.write(book, kept)
        _fill(sheet, answer)
    return name


def remove(book: xlwings.Book) -> int:
    """Take every sheet that we added away -> how many."""
    kept = _kept.read(book)
    if not kept.sheets:
        return 0
    with _kept.in_place(book):
        for name in kept.sheets.values():
            _kept.delete(book.sheets[name])
        _kept.write(book, _kept.Kept(marks=kept.marks))
    return len(kept.sheets)


def find(book: xlwings.Book, kind: str) -> xlwings.Sheet | None:
    """The sheet of that kind, or None."""
    name = _kept.read(book).sheets.get(kind)
    return book.sheets[name] if name else None


def table(sheet: xlwings.Sheet) -> list[list[Any]]:
    """The rows of such a sheet as they stand, below the headings, links as what they show."""
    rows: list[list[Any]] = sheet.range((1, 1), sheet.used_range.last_cell).options(ndim=2, empty="").value
    start = next((n for n, row in enumerate(rows) if row[0] == "№"), len(rows))
    return rows[start + 1 :]


def _fill(sheet: xlwings.Sheet, answer: Listing) -> None:
    width = len(answer.headings)
    lines = [*answer.alarms, *answer.remarks]
    head = TOP + len(lines) + (1 if lines else 0)
    blank = [""] * (width - 1)
    texts = [[answer.title, *blank], [answer.summary, *blank], ["", *blank], *([line, *blank] for line in lines)]
    texts += [["", *blank]] if lines else []
    # the numbers' column is first: the headings' «№» is how the table is found again
    block = [[_text(cell) for cell in row] for row in (*texts, answer.headings, *answer.rows)]
    whole = sheet.range((1, 1), (len(block), width))
    whole.font.name, whole.font.size = FONT, 10
    whole.value = block
    sheet.show_gridlines = False
    for place, each in enumerate(answer.widths):
        sheet.range((1, place + 1), (1, place + 1)).column_width = each
    _links(sheet, answer, head)
    sheet["A1"].font.bold, sheet["A1"].font.size = True, 14
    sheet["A1"].font.color, sheet["A2"].font.color = DEEP, GREY
    if answer.alarms:
        alarms = sheet.range((TOP + 1, 1), (TOP + len(answer.alarms), 1))
        alarms.font.color, alarms.font.bold = RED, True
    headings = sheet.range((head + 1, 1), (head + 1, width))
    headings.font.bold, headings.font.color, headings.color, headings.wrap_text = True, "#FFFFFF", TEAL, True
    if answer.rows:
        body = sheet.range((head + 2, 1), (head + 1 + len(answer.rows), width))
        body.wrap_text = True
        body.vertical_alignment = "top"
        _dates(sheet, answer, head)
        for first, last, colour in _runs(answer.fills):
            sheet.range((head + 2 + first, 2), (head + 2 + last, 2)).color = colour
        body.rows.autofit()


def _text(cell: Any) -> Any:
    if isinstance(cell, Link):
        return ""
    if isinstance(cell, date) and not isinstance(cell, datetime):
        return datetime(cell.year, cell.month, cell.day)
    # an apostrophe keeps a text from being taken for a formula, a number or a date
    return "'" + clipped(cell) if isinstance(cell, str) and cell else cell


def _links(sheet: xlwings.Sheet, answer: Listing, head: int) -> None:
    for place in range(len(answer.headings)):
        column = [row[place] for row in answer.rows]
        if any(isinstance(cell, Link) for cell in column):
            cells = sheet.range((head + 2, place + 1), (head + 1 + len(column), place + 1))
            cells.formula = [[_formula(cell) if isinstance(cell, Link) else ""] for cell in column]
            cells.font.color = "#0563C1"


def _formula(link: Link) -> str:
    return '=HYPERLINK("#{}","{}")'.format(link.place.replace('"', '""'), link.shown)


def _dates(sheet: xlwings.Sheet, answer: Listing, head: int) -> None:
    for place in range(len(answer.headings)):
        if any(isinstance(row[place], date) for row in answer.rows):
            cells = sheet.range((head + 2, place + 1), (head + 1 + len(answer.rows), place + 1))
            cells.number_format = "dd.mm.yyyy"


def _runs(fills: Mapping[int, tuple[int, int, int]]) -> list[tuple[int, int, tuple[int, int, int]]]:
    """Neighbouring rows of one colour together: (first, last, colour)."""
    runs: list[tuple[int, int, tuple[int, int, int]]] = []
    for row, colour in sorted(fills.items()):
        if runs and runs[-1][1] == row - 1 and runs[-1][2] == colour:
            runs[-1] = (runs[-1][0], row, colour)
        else:
            runs.append((row, row, colour))
    return runs
