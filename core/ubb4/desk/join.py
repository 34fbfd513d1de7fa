"""One workbook of copies that several people filled: rows by key, empty cells filled, and where two say different things neither is lost.

A row of a register without a key is taken for another one's when every cell that both hold is the same.  What the main workbook says stays; what a copy
says otherwise is a conflict, told with its place for a person to decide.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ubb4.base.text import gettext as _
from ubb4.book.book import Book
from ubb4.book.table import Row, Table
from ubb4.desk.diff import first_cell, key_of, known_by, plain, shown_as, words_of
from ubb4.desk.renew import organisation_of, values_of

ADDED, FILLED, CONFLICT = "added", "filled", "conflict"


@dataclass(frozen=True)
class Taken:
    """What came of one row or cell of a copy: `ours` stays where it is a conflict, `theirs` is what the copy `part` has at `cell`."""

    what: str
    part: str
    register: str
    sheet: str
    cell: str
    key: str
    title: str
    ours: str
    theirs: str

    def to_json(self) -> dict[str, str]:
        return dict(self.__dict__)


@dataclass
class Joined:
    """The rows of the joined workbook by register, and what was taken from the copies."""

    organisation: Mapping[str, Any]
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    taken: list[Taken] = field(default_factory=list)

    @property
    def conflicts(self) -> list[Taken]:
        return [each for each in self.taken if each.what == CONFLICT]


def joined(book: Book, parts: Sequence[tuple[str, Book]]) -> Joined:
    """The rows of a workbook and of its copies, in the order of the workbook, then of the copies."""
    found = Joined({**organisation_of(book), "year": book.year})
    for name, table in book.tables.items():
        if table.register.layout == "table" and len(table):
            found.rows[name] = [values_of(row) for row in table]
    for part, other in parts:
        for table in other.tables.values():
            if table.register.layout == "table" and table.register.name in book.tables:
                found.taken += _take(found.rows.setdefault(table.register.name, []), part, table)
    return found


def _take(rows: list[dict[str, Any]], part: str, table: Table) -> Iterator[Taken]:
    """Take the rows of a copy into those at hand."""
    names = known_by(table)
    keyed = len(names) < len(table.register.columns)
    known = {_identity(row, names): row for row in rows if _identity(row, names) is not None} if keyed else {}
    for row in table:
        theirs = values_of(row)
        identity = _identity(theirs, names) if keyed else None
        mine = known.get(identity) if identity is not None else next((each for each in rows if _agree(each, theirs)), None)
        if mine is None:
            rows.append(theirs)
            if identity is not None:
                known[identity] = theirs
            yield Taken(ADDED, part, table.register.name, table.sheet, first_cell(row), key_of(row), "", "", words_of(row))
        else:
            yield from _fill(mine, theirs, part, row)


def _fill(mine: dict[str, Any], theirs: Mapping[str, Any], part: str, row: Row) -> Iterator[Taken]:
    """Fill what is empty; what both hold differently stays as it is and is told."""
    for name, value in theirs.items():
        ours, column = mine.get(name), row.table.register.column(name)
        if plain(ours) == plain(value):
            continue
        cell = row.table.place(row.index, name)[1]
        what = FILLED if plain(ours) is None else CONFLICT
        yield Taken(what, part, row.table.register.name, row.table.sheet, cell, key_of(row), _(column.title), shown_as(column, ours), shown_as(column, value))
        if what == FILLED:
            mine[name] = value


def _identity(values: Mapping[str, Any], names: Sequence[str]) -> tuple[Any, ...] | None:
    found = tuple(plain(values.get(name)) for name in names)
    return None if any(each is None for each in found) else found


def _agree(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> bool:
    """Whether two rows without a key are one: they share a cell, and no cell that both hold differs."""
    both = [name for name in theirs if plain(ours.get(name)) is not None and plain(theirs[name]) is not None]
    return len(both) > 1 and all(plain(ours[name]) == plain(theirs[name]) for name in both)
