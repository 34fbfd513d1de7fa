"""Shapes that rules have again and again: two dates out of order, a date later than a limit, a cell empty after an event, a field that a line demands.

A rule says its own sentence; these find the rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from ubb4.base.text import gettext as _
from ubb4.book.book import Book
from ubb4.book.finding import Found
from ubb4.book.table import Row, Table
from ubb4.law.edition import Edition


def out_of_order(table: Table, first: str, second: str) -> Iterator[tuple[Row, date, date]]:
    """(row, first date, second date) where the second lies before the first."""
    for row in table:
        one, other = row.date(first), row.date(second)
        if one and other and other < one:
            yield row, one, other


def later_than(table: Table, column: str, limit: Callable[[Row], date | None]) -> Iterator[tuple[Row, date, date]]:
    """(row, date, limit) where a date lies after the last day that its row allows; a row without a limit has none."""
    for row in table:
        day, last = row.date(column), limit(row)
        if day and last and day > last:
            yield row, day, last


def empty_after(table: Table, column: str, event: str, today: date) -> Iterator[tuple[Row, date]]:
    """(row, day of the event) where the event lies behind and the column is empty."""
    for row in table:
        day = row.date(event)
        if day and day <= today and row.empty(column):
            yield row, day


def demanded(book: Book, law: Edition) -> Iterator[Found]:
    """Fields of `[[table.demanded]]` that are empty in a row that was begun; with `after`, once that day of the row is past."""
    for entry in law.tables.get("demanded", ()):
        after = str(entry.get("after", ""))
        for row in book.tables.get(str(entry["register"]), ()):
            day = row.date(after) if after else None
            for column in entry["columns"] if not after or (day is not None and day <= book.today) else ():
                if row.empty(column):
                    title = _(row.table.register.column(column).title)
                    yield row.found(
                        column,
                        _("«{title}» толтырылмаған, ал нұсқаулық оны талап етеді.", title=title),
                        _("«{title}» мәнін енгізіңіз.", title=title),
                        source=str(entry["source"]),
                        severity=str(entry.get("severity", "error")),
                    )
