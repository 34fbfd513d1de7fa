"""The front page's sentences in an open workbook, brought up to date at the named cells; nothing else is touched."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from ubb4.excel.entered import Entry, enter
from ubb4.excel.touched import is_calc
from ubb4.measures.sentences import Line

if TYPE_CHECKING:
    import xlwings

# the names by which the live cells are found again
DAY = "ubb4_day"
TEXT = "ubb4_text_"
BAR = "ubb4_bar_"


def refresh(book: xlwings.Book, lines: Iterable[Line], day: date) -> int:
    """Write the sentences and bars where the page has a place for them -> how many sentences."""
    wanted: dict[str, Any] = {}
    for line in lines:
        wanted |= {TEXT + line.measure: line.text, BAR + line.measure: line.share}
    places = _places(book, [*wanted, DAY])
    written = sum(1 for name in places if name.startswith(TEXT))
    if written:
        enter(book, [Entry(*places[name], value) for name, value in {**wanted, DAY: day}.items() if name in places])
    return written


def _places(book: xlwings.Book, names: Sequence[str]) -> dict[str, tuple[str, int, int]]:
    """Where the names stand that the workbook has."""
    if is_calc(book):
        from xlwings_libreoffice import whole

        return whole.names(book, names)
    known = book.names
    return {name: place for name in names if (place := _place(known, name))}


def _place(names: Any, name: str) -> tuple[str, int, int] | None:
    """Where a name stands; None when the workbook has no such name, or the officer has deleted its cell."""
    try:
        cell = names[name].refers_to_range
    except Exception:  # xlwings raises what the program raises: no such name, #REF!, no cell
        return None
    return None if cell is None else (cell.sheet.name, cell.row, cell.column)
