"""A book made of values in hand, as if it were read from a workbook: for new workbooks, examples and tests."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ubb4.base.text import gettext as _
from ubb4.book.book import Book
from ubb4.book.workbook import Sheet, Workbook
from ubb4.law.register import Register


def workbook_of(
    registers: Iterable[Register],
    rows: Mapping[str, Sequence[Mapping[str, Any]]],
    organisation: Mapping[str, Any],
    header_row: int = 4,
) -> Workbook:
    """The sheets that a workbook with these rows would have, headers in the language in use."""
    sheets = []
    for register in registers:
        if register.layout == "form":
            lines = [[_(column.title), organisation.get(column.name, "")] for column in register.columns]
            sheets.append(Sheet(register.sheet_name(), lines))
        elif register.name in rows:
            head: list[list[Any]] = [[""] * len(register.columns) for __ in range(header_row - 1)]
            head.append([_(column.title) for column in register.columns])
            body = [[row.get(column.name, "") for column in register.columns] for row in rows[register.name]]
            sheets.append(Sheet(register.sheet_name(), head + body))
    return Workbook(sheets)


def book_of(
    registers: Iterable[Register],
    rows: Mapping[str, Sequence[Mapping[str, Any]]],
    organisation: Mapping[str, Any],
) -> Book:
    """The book of these rows."""
    registers = list(registers)
    return Book.read(workbook_of(registers, rows, organisation), registers)
