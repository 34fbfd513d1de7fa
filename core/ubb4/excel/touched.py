"""Colours and notes of many cells of an open workbook, read and changed together: in LibreOffice by one journey, in Excel cell by cell.

Rows and columns count from 1, colours are "#rrggbb" ("" for none).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any

from ubb4.book.finding import cell_name
from ubb4.excel import window
from ubb4.excel.busy import is_rejected, patiently
from ubb4.excel.parts import cell_place
from ubb4.excel.style import NOTE_WIDTH, note_height

if TYPE_CHECKING:
    import xlwings

UNDO = "ҮББ №4"  # the name of a press among the steps that LibreOffice takes back


@dataclass(frozen=True)
class Touch:
    """What is done to one cell: a colour, a note ("" for none); None leaves as it is. `is_new`: it has no note yet."""

    sheet: str
    cell: str
    colour: str | None = None
    note: str | None = None
    is_new: bool = False


def is_calc(book: xlwings.Book) -> bool:
    """Whether it is open in LibreOffice, which takes a whole workbook at once."""
    return window.engine_of(book.app) == "libreoffice"


def is_shown(sheet: xlwings.Sheet) -> bool:
    """Whether a sheet is seen: Excel gives -1, 0, or 2 for one that only a macro can show."""
    return sheet.visible in (True, -1)


def has(book: xlwings.Book, name: str) -> bool:
    """Whether there is a sheet of that name: one call, where a list of all names is a call a sheet."""
    try:
        return bool(book.sheets[name].name)
    except Exception as error:  # xlwings raises what the program raises
        if is_rejected(error):
            raise
        return False


def rows_of(sheet: xlwings.Sheet) -> list[list[Any]]:
    """The rows of one sheet from A1 as they stand, "" for nothing."""
    if is_calc(sheet.book):
        from xlwings_libreoffice import whole

        name = sheet.name
        (found,) = whole.read(sheet.book, {each for each in sheet.book.sheet_names if each != name})
        return [["" if cell is None else cell for cell in row] for row in found.rows]
    return plain(sheet.used_range.options(ndim=2, empty="").value)


def plain(rows: list[list[Any]]) -> list[list[Any]]:
    """The same with numbers for what Excel gives of a cell that shows money."""
    return [[float(cell) if isinstance(cell, Decimal) else cell for cell in row] for row in rows] if any(Decimal in map(type, row) for row in rows) else rows


@contextmanager
def one_step(book: xlwings.Book) -> Iterator[None]:
    """What is changed inside is one step of undo in LibreOffice; Excel forgets its steps when code changes a cell."""
    if not is_calc(book):
        yield
        return
    from xlwings_libreoffice import whole

    with whole.step(book, UNDO):
        yield


def notes(book: xlwings.Book, sheets: Collection[str]) -> dict[tuple[str, str], str]:
    """The notes of some sheets by sheet and cell."""
    if is_calc(book):
        from xlwings_libreoffice import whole

        return {(name, cell_name(row, column)): text for (name, row, column), text in whole.notes(book, sorted(sheets)).items()}
    return {(name, each.location.address.replace("$", "")): each.text for name in sorted(sheets) for each in book.sheets[name].notes}


def colours(book: xlwings.Book, cells: Sequence[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """The colours of cells by sheet and cell."""
    if is_calc(book):
        from xlwings_libreoffice import whole

        found = whole.colours(book, [(sheet, *_place(cell)) for sheet, cell in cells])
    else:
        sheets = {name: book.sheets[name] for name in {sheet for sheet, __ in cells}}
        found = [sheets[sheet][cell].color for sheet, cell in cells]
    return {place: "" if colour is None else hexed(colour) for place, colour in zip(cells, found, strict=True)}


def hexed(colour: tuple[int, int, int]) -> str:
    """A colour as it is told here: #rrggbb."""
    return "#{:02x}{:02x}{:02x}".format(*colour)


def change(book: xlwings.Book, touches: Sequence[Touch], told: Callable[[int, Touch], None] = lambda number, each: None) -> None:
    """Change the cells; `told` is called before each that Excel changes, and before all of them in LibreOffice."""
    if not touches:
        return
    if is_calc(book):
        from xlwings_libreoffice import whole

        told(0, touches[0])
        changes = [whole.Change((each.sheet, *_place(each.cell)), colour=_rgb(each.colour), note=each.note) for each in touches]
        whole.change(book, changes, UNDO)
        return
    sheets = {name: book.sheets[name] for name in {each.sheet for each in touches}}
    for number, each in enumerate(touches):
        told(number, each)
        cell = sheets[each.sheet][each.cell]
        if each.colour is not None:
            patiently(partial(_paint, cell, each.colour))
        if each.note is not None:
            patiently(partial(_annotate, cell, each.note, each.is_new))


def _paint(cell: xlwings.Range, colour: str) -> None:
    cell.color = colour or None


def _annotate(cell: xlwings.Range, text: str, is_new: bool) -> None:
    note = None if is_new else cell.note
    if note is None:
        if text:
            _sized(cell.add_note(text), text)
    elif text:
        note.text = text
    else:
        note.delete()


def _sized(note: xlwings.main.Note, text: str) -> None:
    """Excel's own box shows four lines, and one over which the mouse stands does not scroll."""
    with suppress(Exception):  # the text is there, and the list says it too
        shape = note.api.Shape
        shape.Width, shape.Height = NOTE_WIDTH, note_height(text)


def _rgb(colour: str | None) -> tuple[int, int, int] | int | None:
    if not colour:
        return None if colour is None else -1
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _place(cell: str) -> tuple[int, int]:
    place = cell_place(cell)
    if place is None:
        raise ValueError(cell)
    return place
