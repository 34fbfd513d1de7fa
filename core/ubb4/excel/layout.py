"""Where things stand in a new workbook: rows, widths, what goes into it, how a value is put into its cell, how a cell is named in a formula."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from ubb4.base.text import gettext as _
from ubb4.book.book import Book
from ubb4.book.finding import column_letters
from ubb4.deadlines.due import Instance
from ubb4.excel.carried import Carried
from ubb4.law.project import Project
from ubb4.law.register import Column, Register
from ubb4.measures.sentences import Line

HEADER_ROW = 3  # from 0: title, description, a thin band, header
BLANK_ROWS = 40
CHECKED_ROWS = 50_000  # a region has some 20,000 servants


@dataclass(frozen=True)
class Plan:
    """What goes into a workbook.  `rows` are values by register and column; `book` are the same rows
    read, `instances` the deadlines that they fix; `summary` the sentences about them as they stood on `day`, `standing` what holds
    for the whole year."""

    common: Project
    projects: Sequence[Project]
    organisation: Mapping[str, Any]
    rows: Mapping[str, Sequence[Mapping[str, Any]]] = field(default_factory=dict)
    meta: Mapping[str, str] = field(default_factory=dict)
    summary: Sequence[Line] = ()
    day: date = field(default_factory=date.today)
    book: Book = field(default_factory=lambda: Book({}))
    instances: Sequence[Instance] = ()
    carried: Carried = field(default_factory=Carried)
    standing: Sequence[str] = ()

    @property
    def kind(self) -> str | None:
        kind = self.organisation.get("kind")
        return str(kind) if kind else None

    @property
    def registers(self) -> list[Register]:
        """The registers of this kind of body, projects first, then the shared ones."""
        own = [r for project in self.projects for r in project.registers_for(self.kind)]
        return own + [r for r in self.common.registers if r.layout == "table"]


def put(sheet: Any, row: int, place: int, column: Column, value: Any, style: Any) -> None:
    """Write a value as its column wants it; text is never taken for a formula."""
    if value is None or value == "":
        sheet.write_blank(row, place, None, style)
    elif isinstance(value, date | datetime):
        sheet.write_datetime(row, place, value, style)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        if column.is_number or column.is_date:
            sheet.write_number(row, place, value, style)
        else:
            sheet.write_string(row, place, str(value), style)
    else:
        sheet.write_string(row, place, column.label(str(value)), style)


def wide(column: Column) -> float:
    """A column's width in characters: as its schema says, and never too narrow for the longest word of its header."""
    return max(column.width, *(len(word) * 1.25 + 2.5 for word in _(column.title).split()))


def column_text(column: Column, value: Any) -> str:
    """A value as it is seen in its cell."""
    return "" if value is None else column.label(str(value))


def quoted(sheet: str) -> str:
    """A sheet's name as a formula writes it."""
    return "'" + sheet.replace("'", "''") + "'"


def column_cells(register: Register, name: str) -> str:
    """The cells of a register's column as a formula names them; extra columns come last, so its place is that in the register."""
    letters = column_letters([column.name for column in register.columns].index(name) + 1)
    return f"{quoted(register.sheet_name())}!${letters}${HEADER_ROW + 2}:${letters}${HEADER_ROW + CHECKED_ROWS}"
