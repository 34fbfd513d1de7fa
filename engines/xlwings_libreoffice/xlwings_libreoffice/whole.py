"""A workbook taken whole: read, marked and given a list in one journey each, where xlwings would make one for every cell.

    from xlwings_libreoffice import whole

    for sheet in whole.read(book):
        print(sheet.name, sheet.rows)

`book` is an xlwings.Book of this engine.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from .cells import colors, formulas, looks, values
from .cells.cells import error_name
from .model.errors import LibreOfficeError

if TYPE_CHECKING:
    import xlwings

Place = tuple[str, int, int]
"""A sheet's name, a row and a column, both from 1."""


@dataclass(frozen=True)
class SheetCells:
    """One sheet: rows from A1 as xlwings reads them (None for nothing, datetime for dates), the names of errors by (row, column)
    from 1, and which rows cannot be seen."""

    name: str
    visible: bool
    rows: list[list[Any]]
    errors: dict[tuple[int, int], str]
    hidden_rows: frozenset[int]


@dataclass(frozen=True)
class Change:
    """What is done to one cell: its value (a text stays text), its colour (-1 for none) and its note ("" for none); None leaves as it is."""

    place: Place
    value: str | float | dt.date | None = None
    colour: tuple[int, int, int] | int | None = None
    note: str | None = None


@dataclass(frozen=True)
class Block:
    """A sheet to be written: values from A1 (a text stays text, a date is one), Excel's formulas by (row, column) from 1, properties of
    UNO by area (top, left, bottom, right, from 1), widths of columns in characters, the area with a filter and its name, rows that stay
    in sight, rows whose height follows their text, the tab's colour, whether it is
    seen, the answers that areas take, rows (first, last) that are folded,
    areas that are one cell, heights of rows in points. A width of 0 hides the column."""

    rows: Sequence[Sequence[Any]]
    formulas: Mapping[tuple[int, int], str] = field(default_factory=dict)
    looks: Sequence[tuple[tuple[int, int, int, int], Mapping[str, Any]]] = ()
    widths: Sequence[float] = ()
    table: tuple[str, tuple[int, int, int, int]] | None = None
    freeze: int = 0
    tall: tuple[int, int] | None = None
    tab: int = -1
    hidden: bool = False
    choices: Mapping[tuple[int, int, int, int], Sequence[str]] = field(default_factory=dict)
    folds: Sequence[tuple[int, int]] = ()
    merges: Sequence[tuple[int, int, int, int]] = ()
    heights: Mapping[int, float] = field(default_factory=dict)


def read(book: xlwings.Book, skip: Collection[str] = (), until: str = "") -> list[SheetCells]:
    """Every sheet but those to skip; a sheet ends left of the first heading (in its first twelve rows) that begins with `until`."""
    impl = book.impl
    found = impl.app.session.job("whole_book", impl.document, tuple(skip), until)
    null_date = impl.null_date
    return [_sheet(null_date, *one) for one in found]


def _sheet(null_date: dt.date, name: str, visible: bool, block: Any, dates: Any, truths: Any, missing: Any, seen: Any) -> SheetCells:
    rows: list[list[Any]] = [[None if value == "" else value for value in row] for row in block]
    for top, left, bottom, right in dates:
        for row in rows[top : bottom + 1]:
            for place in range(left, right + 1):
                if type(row[place]) is float:
                    row[place] = values.shown_moment(row[place], null_date)
    for top, left, bottom, right in truths:
        for row in rows[top : bottom + 1]:
            for place in range(left, right + 1):
                if type(row[place]) is float:
                    row[place] = bool(row[place])
    errors = {}
    for first_row, first_column, kinds in missing:
        for down, line in enumerate(kinds):
            for along, kind in enumerate(line):
                errors[first_row + down + 1, first_column + along + 1] = rows[first_row + down][first_column + along] = error_name(kind)
    shown = set[int]()
    for first, last in seen:
        shown.update(range(first + 1, last + 2))
    return SheetCells(name, visible, rows, errors, frozenset(range(1, len(rows) + 1)) - shown)


def notes(book: xlwings.Book, names: Iterable[str]) -> dict[Place, str]:
    """The notes of some sheets."""
    found = book.impl.app.session.job("all_notes", book.impl.document, tuple(names))
    return {(name, row + 1, column + 1): text for name, row, column, text in found}


def colours(book: xlwings.Book, places: Sequence[Place]) -> list[tuple[int, int, int] | None]:
    """The colours of cells."""
    asked = tuple((name, row - 1, column - 1) for name, row, column in places)
    found = book.impl.app.session.job("all_colours", book.impl.document, asked)
    return [None if each == -1 else colors.to_rgb(each) for each in found]


def names(book: xlwings.Book, wanted: Iterable[str]) -> dict[str, Place]:
    """Where the names of the workbook stand: the first cell of each that is there and names cells."""
    found = book.impl.app.session.job("named_places", book.impl.document, tuple(wanted))
    return {name: (sheet, row + 1, column + 1) for name, sheet, row, column in found}


def change(book: xlwings.Book, changes: Iterable[Change], title: str) -> None:
    """Carry out changes of cells as one step of undo. Raises SheetProtected before the first of them."""
    null_date = book.impl.null_date
    told = tuple(
        (*_from_0(each.place), None if each.value is None else _content(each.value, null_date), colors.to_calc(each.colour) if isinstance(each.colour, tuple) else each.colour, each.note)
        for each in changes
    )  # fmt: skip
    if told:
        book.impl.app.session.job("change_cells", book.impl.document, title, told)


def write(book: xlwings.Book, name: str, block: Block, title: str, after: str = "") -> bool:
    """Write a sheet, or write an old one anew in its place -> whether it is new. One step of undo; the sheet in front stays in front.

    Raises SheetProtected where the structure of the workbook is protected.
    """
    impl = book.impl
    if name not in book.sheet_names:
        impl.check_structure()
    null_date = impl.null_date
    told = {
        "rows": tuple(tuple(_content(value, null_date) for value in row) for row in block.rows),
        "formulas": tuple((row - 1, column - 1, formulas.to_calc(text)) for (row, column), text in block.formulas.items()),
        "looks": tuple((tuple(edge - 1 for edge in area), dict(given)) for area, given in block.looks),
        "widths": tuple(looks.column_width(each) if each else 0 for each in block.widths),
        "table": block.table and (block.table[0], tuple(edge - 1 for edge in block.table[1])),
        "freeze": block.freeze,
        "tall": block.tall and tuple(edge - 1 for edge in block.tall),
        "tab": block.tab,
        "hidden": block.hidden,
        "choices": tuple((tuple(edge - 1 for edge in area), ";".join(f'"{label}"' for label in labels)) for area, labels in block.choices.items()),
        "merges": tuple(tuple(edge - 1 for edge in area) for area in block.merges),
        "heights": tuple((row - 1, looks.hundredths(points)) for row, points in block.heights.items()),
        "folds": tuple((first - 1, last - 1) for first, last in block.folds),
    }
    new = bool(impl.app.session.job("write_sheet", impl.document, title, name, after or book.sheet_names[-1], told))
    impl.app.generation += new
    return new


def remove(book: xlwings.Book, names: Sequence[str], title: str) -> None:
    """Take sheets and their tables away, as one step of undo. Raises SheetProtected where the structure is protected."""
    impl = book.impl
    impl.check_structure()
    impl.app.session.job("remove_sheets", impl.document, title, tuple(names))
    impl.app.generation += 1


@contextmanager
def step(book: xlwings.Book, title: str) -> Iterator[None]:
    """What is done inside, by however many calls, is one step of undo; what fails half-way is taken back."""
    impl = book.impl
    before = impl.app.session.job("begin_step", impl.document, title)
    try:
        yield
    except BaseException:
        with suppress(LibreOfficeError):  # the workbook may have gone
            impl.app.session.job("end_step", impl.document, title, before)
            impl.app.generation += 1
        raise
    impl.app.session.job("end_step", impl.document, title, None)


def undo(book: xlwings.Book, title: str) -> bool:
    """Take the last step back if it bears this title -> whether it did."""
    impl = book.impl
    done = bool(impl.app.session.job("undo_step", impl.document, title))
    impl.app.generation += 1
    return done


def _from_0(place: Place) -> Place:
    return place[0], place[1] - 1, place[2] - 1


def _content(value: Any, null_date: dt.date) -> str | float:
    if isinstance(value, dt.date):
        return values.serial(value, null_date)
    return "" if value is None else float(value) if isinstance(value, int | float) else str(value)
