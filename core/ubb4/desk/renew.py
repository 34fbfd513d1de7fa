"""The next year's workbook from this year's: what lasts goes over, what closes with the year stays behind, and both are counted.

Each register says in its schema (`x-renew`) what keeps a row: keep, leave, draft (without its days), until COLUMN (its day is not past), while COLUMN (it is
empty), since COLUMN (its year has come), with REGISTER (it belongs to a row that goes), without REGISTER (nothing there is about it), unless
REGISTER.COLUMN=VALUE.  With a row goes every row that it refers to.  The older workbook is not touched.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from ubb4.base.text import gettext as _
from ubb4.book.book import Book
from ubb4.book.table import Row
from ubb4.excel.carried import Carried, read

Key = tuple[str, int]  # a register and the place of a row


@dataclass(frozen=True)
class Renewed:
    """What goes into the new workbook, and by register how many rows went, stayed behind and went without their days; `lost` are sentences about
    what no new workbook holds; `origins` are the rows of the older sheets."""

    organisation: Mapping[str, Any]
    rows: Mapping[str, Sequence[Mapping[str, Any]]]
    counts: Sequence[tuple[str, int, int, int]]
    lost: Sequence[str]
    origins: Mapping[str, Sequence[int]] = field(default_factory=dict)

    def carried(self, path: Path | None, book: Book) -> Carried:
        """What the older file bears beside its rows, and which row each new row was."""
        found = (
            read(path, book.tables) if path is not None else Carried(lost=[_("Кітап сақталмаған: бояулар, ескертпелер, ені және өз парақтарыңыз көшпейді.")])
        )
        return replace(found, origins=self.origins)

    def to_json(self) -> dict[str, Any]:
        return {
            "registers": [{"sheet": sheet, "carried": carried, "left": left, "drafts": drafts} for sheet, carried, left, drafts in self.counts],
            "lost": list(self.lost),
        }  # fmt: skip


def renewed(book: Book, year: int) -> Renewed:
    """What a workbook hands over to a year; to its own year it hands over everything, as to a newer template."""
    whole = year == book.year
    kept = {(name, row.index) for name, table in book.tables.items() for row in table} if whole else set(_kept(book, date(year, 1, 1)))
    rows, counts, origins = dict[str, list[dict[str, Any]]](), list[tuple[str, int, int, int]](), dict[str, list[int]]()
    for name, table in book.tables.items():
        if table.register.layout == "form" or not len(table):
            continue
        draft = not whole and table.register.renew == ("draft",)
        going = [row for row in table if (name, row.index) in kept]
        mine = [values_of(row, draft) for row in going]
        if mine:
            rows[name], origins[name] = mine, [row.number for row in going]
        counts.append((table.sheet, 0 if draft else len(mine), len(table) - len(mine), len(mine) if draft else 0))
    return Renewed({**organisation_of(book), "year": year}, rows, counts, list(_lost(book)), origins)


def organisation_of(book: Book) -> dict[str, Any]:
    """The cells of the organisation sheet as they were typed."""
    return values_of(book.profile) if book.profile is not None else {}


def values_of(row: Row, draft: bool = False) -> dict[str, Any]:
    """A row's cells as they were typed, understood or not; of a draft without its days."""
    columns = row.table.register.columns
    return {column.name: value for column in columns if (value := row.raw(column.name)) is not None and not (draft and column.is_date)}


def _kept(book: Book, start: date) -> Iterator[Key]:
    """The rows that go over, found in rounds: a row may be kept because another one is."""
    kept: set[Key] = set()
    while True:
        new = {key for key in _asked(book, start, kept) if key not in kept}
        if not new:
            break
        kept |= new
    yield from kept


def _asked(book: Book, start: date, kept: set[Key]) -> Iterator[Key]:
    for name, table in book.tables.items():
        if table.register.layout == "form":
            continue
        for row in table:
            if (name, row.index) in kept:
                yield from _referred(book, row)
            elif any(_keeps(rule, row, book, start, kept) for rule in table.register.renew):
                yield name, row.index


def _referred(book: Book, row: Row) -> Iterator[Key]:
    """The rows that a row refers to: it would hang in the air without them."""
    for column in row.table.register.columns:
        for there in book.all_referred(row, column.name) if column.reference else ():
            yield there.table.register.name, there.index


def _keeps(rule: str, row: Row, book: Book, start: date, kept: set[Key]) -> bool:
    word, __, what = rule.partition(" ")
    if word in ("keep", "draft"):
        return True
    if word == "until":
        day = row.date(what)
        return not isinstance(day, date) or day >= start
    if word == "while":
        return row.empty(what)
    if word == "since":
        number = row.number_of(what)
        return number is None or number >= start.year
    register, __, condition = what.partition(".")
    related = _related(book, register, row)
    if word == "with":
        return any((each.table.register.name, each.index) in kept for each in related)
    if word == "without":
        return not related
    column, __, value = condition.partition("=")
    return word == "unless" and not any(each[column] == value for each in related)


def _related(book: Book, register: str, row: Row) -> list[Row]:
    """Rows of another register that belong to a row: those that refer to it, and those that it refers to."""
    if register not in book.tables:
        return []
    column = row.table.register.reference_to(register)
    return book.all_referred(row, column.name) if column is not None else book.related(register, row)


def _lost(book: Book) -> Iterator[str]:
    """What a new workbook has no place for: sheets that look like registers and are none, rows that were passed over."""
    for finding in book.findings:
        if finding.code in ("sheet-not-read", "row-skipped"):
            yield f"{finding.sheet}{'!' + finding.cell if finding.cell else ''}: {finding.message}"
