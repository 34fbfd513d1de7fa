"""Sheets that are written row after row and never held: what stays in memory is a row, however long the sheet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ubb4.base.text import gettext as _
from ubb4.excel.layout import quoted
from ubb4.excel.listing import clipped
from ubb4.excel.style import Styles, lines_of

_EPOCH = date(1899, 12, 30)
_LITERAL = 250  # characters of a text in a formula: Excel takes 255


@dataclass(frozen=True, slots=True)
class Cell:
    """A value with a look, and where a click on it goes: `#Sheet!A5` in the same workbook, else a file, `to` in its sheets' own words."""

    value: Any
    style: str = "cell"
    to: str = ""


@dataclass(frozen=True)
class Grid:
    """A sheet to look at: title, what it tells, a head and rows of values or `Cell`s; `frozen` columns stay in sight."""

    name: str
    title: str
    about: str
    head: Sequence[str]
    widths: Sequence[float]
    rows: Iterable[Sequence[Any]]
    frozen: int = 1
    tall: float = 0  # height of the head, in points
    row_height: float = 0  # of every row, where it is not the program's own


HEAD = 3  # the row of a sheet's head, from 0: the same as in a register


def inside(sheet: str, row: int, column: str = "A") -> str:
    """The place of a row in a sheet of the same workbook, as `Cell.to` names it."""
    return f"#{quoted(sheet)}!{column}{row}"


def serial(day: date) -> int:
    """The number by which a sheet knows a day."""
    days = (day - _EPOCH).days
    return days if days > 60 else days - 1  # for Excel 1900 had a 29 February


FOLDER = "ubb4_folder"  # the name of the cell that says where the files lie: whoever moves them changes one cell
_IN_FILE = "\0"


def in_file(file: str, sheet: str = "", cell: str = "A1") -> str:
    """The place of a cell in a sender's file, as `Cell.to` names it: from the folder of all files, or by its own address."""
    lead = "" if "://" in file else _IN_FILE
    return lead + file + (f"#{quoted(sheet)}!{cell}" if sheet else "")


def hyperlink(to: str, shown: str | float) -> str:
    """A formula that links and shows a text or a number; not a hyperlink, of which Excel keeps 65 530 in a sheet."""
    said = literal(shown) if isinstance(shown, str) else repr(shown)
    if to.startswith(_IN_FILE):
        return f"=HYPERLINK({FOLDER}&{literal(to[1:])},{said})"
    return f"=HYPERLINK({literal(to)},{said})"


def literal(text: str) -> str:
    """A text as a formula has it, in pieces that Excel takes."""
    pieces = [text[start : start + _LITERAL] for start in range(0, len(text), _LITERAL)] or [""]
    return "&".join('"' + piece.replace('"', '""') + '"' for piece in pieces)


def write_grid(book: Any, sheet: Any, grid: Grid, styles: Styles, back: str) -> int:
    """Write the sheet row after row; how many rows it has."""
    for place, width in enumerate(grid.widths):
        sheet.set_column(place, place, width)
    _page(sheet, len(grid.head))
    sheet.freeze_panes(HEAD + 1, grid.frozen)
    sheet.set_row(0, 28, styles["title"])
    sheet.write_string(0, 0, grid.title, styles["title"])
    sheet.set_row(1, 18)
    sheet.write_string(1, 0, grid.about, styles["back-about"])
    sheet.write_formula(2, 0, hyperlink(f"#{quoted(back)}!A1", f"← {back}"), styles["back"], f"← {back}")
    if any(grid.head):
        sheet.set_row(HEAD, grid.tall or 32)
    for place, text in enumerate(grid.head if any(grid.head) else ()):
        sheet.write_string(HEAD, place, text, styles["upright" if grid.tall else "required"])
    number = HEAD
    for number, row in enumerate(grid.rows, HEAD + 1):
        height = grid.row_height or _height(row, grid.widths)
        if height:
            sheet.set_row(number, height)
        for place, cell in enumerate(row):
            _put(sheet, number, place, cell if isinstance(cell, Cell) else Cell(cell), styles)
    if number > HEAD and any(grid.head):
        sheet.autofilter(HEAD, 0, number, len(grid.head) - 1)
    return number - HEAD


def _height(row: Sequence[Any], widths: Sequence[float]) -> float:
    """The height that a row's longest text needs, 0 where one line is enough: a program that did not write the file does not look again."""
    lines = 1
    for cell, width in zip(row, widths, strict=False):
        value = cell.value if isinstance(cell, Cell) else cell
        if type(value) is str and len(value) > width * 0.8:
            lines = max(lines, lines_of(value, width))
    return 13.5 * lines + 4 if lines > 1 else 0


def _put(sheet: Any, row: int, place: int, cell: Cell, styles: Styles) -> None:
    value, style = cell.value, styles[cell.style]
    if cell.to:
        shown = value if isinstance(value, int | float) else "" if value is None else str(value)
        sheet.write_formula(row, place, hyperlink(cell.to, shown), style, shown)
    elif value is None or value == "":
        sheet.write_blank(row, place, None, style)
    elif isinstance(value, date):
        sheet.write_number(row, place, serial(value), styles["cell-date"] if cell.style == "cell" else style)
    elif isinstance(value, bool) or not isinstance(value, int | float):
        sheet.write_string(row, place, clipped(str(value)), style)
    else:
        sheet.write_number(row, place, value, style)


def _page(sheet: Any, columns: int) -> None:
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(9 if columns < 20 else 8)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(0.4, 0.4, 0.5, 0.6)
    sheet.repeat_rows(HEAD)
    sheet.set_footer("&L&8&A&R&8&P / &N")


def too_long(sheet: str) -> str:
    """That Excel has no more rows."""
    return _("«{sheet}» парағының жолдары Excel парағына сыймайды (1 048 576 жол): жиынтық кітапты бөліп жасаңыз.", sheet=sheet)
