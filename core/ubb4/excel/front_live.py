"""The front page's sentences in an open workbook, brought up to date at the named cells; nothing else is touched."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from ubb4.measures.sentences import Line

if TYPE_CHECKING:
    import xlwings

# the names by which the live cells are found again
DAY = "ubb4_day"
TEXT = "ubb4_text_"
BAR = "ubb4_bar_"


def refresh(book: xlwings.Book, lines: Iterable[Line], day: date) -> int:
    """Write the sentences and bars where the page has a place for them -> how many sentences."""
    places, written = book.names, 0
    for line in lines:
        if _put(places, TEXT + line.measure, line.text):
            written += 1
            _put(places, BAR + line.measure, line.share)
    if written:
        _put(places, DAY, datetime(day.year, day.month, day.day))
    return written


def _put(places: Any, name: str, value: Any) -> bool:
    """Write a named cell; False when the workbook has no such name, or the officer has deleted its cell."""
    try:
        cell = places[name].refers_to_range
    except Exception:  # xlwings raises what the program raises: no such name, #REF!, no cell
        return False
    if cell is None:
        return False
    cell.value = value
    return True
