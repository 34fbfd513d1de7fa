"""What changed between two versions of a workbook: rows by key, cells by column; the organisation's fields too.

A row without a key is known by what makes it unique, in a register without either by all that it holds.  Texts that differ in spaces alone are the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ubb4.base.spelling import folded
from ubb4.base.text import gettext as _
from ubb4.book.book import Book
from ubb4.book.table import Row, Table
from ubb4.documents.wording import shown
from ubb4.law.register import Column

ADDED, GONE, CHANGED = "added", "gone", "changed"


@dataclass(frozen=True)
class Change:
    """One change.  `what` is added or gone (a row) or changed (a cell); `old` and `new` as people read them, `cell` in the newer workbook where it
    is there, else in the older."""

    what: str
    register: str
    sheet: str
    key: str
    cell: str
    column: str
    title: str
    old: str
    new: str

    def to_json(self) -> dict[str, str]:
        return dict(self.__dict__)


def changes(old: Book, new: Book) -> Iterator[Change]:
    """Every change, in the order of the newer workbook's registers; a sheet that came or went is told by its rows."""
    for name in new.tables:
        before, after = old.tables.get(name), new.tables[name]
        if before is None:
            continue
        if after.register.layout == "form":
            if len(before) and len(after):
                yield from _cells(before.row(0), after.row(0), "")
            continue
        yield from _rows(before, after)


def _rows(before: Table, after: Table) -> Iterator[Change]:
    there, used = _by_identity(before), set[Any]()
    for identity, row in _by_identity(after).items():
        was = there.get(identity)
        used.add(identity)
        if was is None:
            yield Change(ADDED, after.register.name, after.sheet, key_of(row), first_cell(row), "", "", "", words_of(row))
        else:
            yield from _cells(was, row, key_of(row))
    for identity, row in there.items():
        if identity not in used:
            yield Change(GONE, before.register.name, before.sheet, key_of(row), first_cell(row), "", "", words_of(row), "")


def _by_identity(table: Table) -> dict[Any, Row]:
    """Rows by what they are known by; of several that are known alike each has its number."""
    found: dict[Any, Row] = {}
    for row in table:
        names = known_by(table)
        values = tuple(plain(row.raw(name)) for name in names)
        if any(value is None for value in values) and len(names) < len(table.register.columns):
            values = tuple(plain(row.raw(column.name)) for column in table.register.columns)
        number = 0
        while (values, number) in found:
            number += 1
        found[values, number] = row
    return found


def known_by(table: Table) -> Sequence[str]:
    """The columns by which a row is known: its key, what makes it unique, or all."""
    register = table.register
    return (register.key,) if register.key else register.unique or tuple(register.by_name)


def _cells(was: Row, row: Row, key: str) -> Iterator[Change]:
    table = row.table
    for column in table.register.columns:
        if column.name not in was.table.letters and column.name not in table.letters:
            continue
        old, new = was.raw(column.name), row.raw(column.name)
        if plain(old) != plain(new):
            cell = table.place(row.index, column.name)[1]
            yield Change(CHANGED, table.register.name, table.sheet, key, cell, column.name, _(column.title), shown_as(column, old), shown_as(column, new))


def plain(value: Any) -> Any:
    """A value as it is compared: spelling folded, numbers of one kind; None for an empty one."""
    if isinstance(value, str):
        return folded(value) or None
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def shown_as(column: Column, value: Any) -> str:
    """A value as people read it."""
    return shown(column, value) if value is not None else ""


def key_of(row: Row) -> str:
    """By what a person knows the row; empty where it has neither key nor what makes it unique."""
    values = [row.raw(name) for name in known_by(row.table)]
    if len(values) == len(row.table.register.columns):
        return ""
    return "-".join(value.strftime("%d.%m.%Y") if isinstance(value, date) else str(value) for value in values if value is not None)


def first_cell(row: Row) -> str:
    """The first cell of a row that its sheet has."""
    return next((cell for column in row.table.register.columns if (cell := row.table.place(row.index, column.name)[1])), "")


def words_of(row: Row) -> str:
    """The first texts of a row, so that one knows which it is."""
    texts = [shown_as(column, row.raw(column.name)) for column in row.table.register.columns if row.raw(column.name) is not None]
    line = " · ".join(texts[:4])
    return line if len(line) <= 200 else line[:199] + "…"
