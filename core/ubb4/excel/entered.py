"""Values that a press types into registers, and how the last press is taken back.

LibreOffice has one step of undo for a press. Excel forgets its steps when code changes a cell: there the workbook keeps what stood before, on
the toolkit's hidden sheet, and a cell that the officer has changed since is left and told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from ubb4.base.errors import UseError
from ubb4.base.text import gettext as _
from ubb4.book.finding import cell_name
from ubb4.book.table import Table
from ubb4.excel import kept as _kept
from ubb4.excel import touched
from ubb4.excel.drafts import is_draft_note
from ubb4.excel.kept import Kept
from ubb4.excel.touched import UNDO, Touch, has, is_calc

if TYPE_CHECKING:
    import xlwings


@dataclass(frozen=True)
class Entry:
    """What is typed into one cell; rows and columns from 1. A text stays text, None empties the cell."""

    sheet: str
    row: int
    column: int
    value: Any


@dataclass(frozen=True)
class TakenBack:
    """How many cells and sheets went back, and which cells stay for they were changed since."""

    cells: int = 0
    sheets: int = 0
    left: tuple[str, ...] = ()

    @property
    def anything(self) -> bool:
        return bool(self.cells or self.sheets or self.left)


def enter(book: xlwings.Book, entries: Sequence[Entry]) -> None:
    """Type them in, whole columns at once."""
    if is_calc(book):
        from xlwings_libreoffice import whole

        whole.change(book, [whole.Change((each.sheet, each.row, each.column), "" if each.value is None else each.value) for each in entries], UNDO)
        return
    back = list[tuple[str, str, str, str]]()
    try:
        for run in _runs(entries):
            first, last = run[0], run[-1]
            cells = book.sheets[first.sheet].range((first.row, first.column), (last.row, last.column))
            before = _as_typed(cells)
            if cells.rows.hidden is False:
                cells.value = [[typed(each.value)] for each in run]
            else:  # over rows that a filter hides Excel writes a block wrongly
                for each in run:
                    book.sheets[each.sheet].range((each.row, each.column)).value = typed(each.value)
            back += [(e.sheet, cell_name(e.row, e.column), was, now) for e, was, now in zip(run, before, _formulas(cells), strict=True)]
    finally:  # what was entered before a cell refused can be taken back too
        if back:
            kept = _kept.read(book)
            with _kept.in_place(book):
                _kept.write(book, replace(kept, back=[*kept.back, *back]))


def below(table: Table, rows: Sequence[Mapping[str, Any]]) -> list[Entry]:
    """Rows below the last one of a register, labels as the officer reads them; UseError where it lacks a column of theirs."""
    entries = list[Entry]()
    for number, row in enumerate(rows, table.next_row):
        for name, value in row.items():
            column = table.register.column(name)
            if name not in table.letters:
                raise UseError(_("«{header}» бағаны табылмады: ол тексерілмеді.", header=_(column.title)), "no-column")
            entries.append(Entry(table.sheet, number, table.letters[name], column.label(value) if isinstance(value, str) else value))
    return entries


def _runs(entries: Sequence[Entry]) -> Iterator[list[Entry]]:
    """Cells below each other."""
    run: list[Entry] = []
    for each in sorted(entries, key=lambda each: (each.sheet, each.column, each.row)):
        if run and (each.sheet, each.column, each.row) != (run[-1].sheet, run[-1].column, run[-1].row + 1):
            yield run
            run = []
        run.append(each)
    if run:
        yield run


def _formulas(cells: xlwings.Range) -> list[str]:
    found = cells.formula
    return [str(row[0]) for row in found] if isinstance(found, tuple | list) else [str(found)]


def _as_typed(cells: xlwings.Range) -> list[str]:
    """What would be typed to have the cells as they are: a text is kept from being taken for a number, a date or a formula."""
    values = cells.options(ndim=2).value
    return [
        f"'{formula}" if isinstance(row[0], str) and formula and not formula.startswith("=") else formula
        for formula, row in zip(_formulas(cells), values, strict=True)
    ]


def typed(value: Any) -> Any:
    """A value as xlwings is to be given it."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return datetime(value.year, value.month, value.day)
    # an apostrophe keeps a text from being taken for a formula, a number or a date
    return "'" + value if isinstance(value, str) and value else value


def begin(book: xlwings.Book) -> None:
    """A press begins: what the one before it did is no longer taken back."""
    if not is_calc(book):
        kept = _kept.read(book)
        if kept.back:
            with _kept.in_place(book):
                _kept.write(book, replace(kept, back=[]))


def added_sheet(kept: Kept, name: str) -> Kept:
    """The press has added a sheet."""
    return replace(kept, back=[*kept.back, (name, "", "", "")])


def take_back(book: xlwings.Book) -> TakenBack:
    """Take the last press back."""
    if is_calc(book):
        from xlwings_libreoffice import whole

        return TakenBack(sheets=int(whole.undo(book, UNDO)))
    from ubb4.excel import marks

    kept = _kept.read(book)
    left, emptied, cells = list[str](), list[tuple[str, str]](), 0
    for sheet, cell, before, now in kept.back:
        if not cell or not has(book, sheet):
            continue
        place = book.sheets[sheet][cell]
        if str(place.formula) == now:
            place.formula = before
            cells += 1
            emptied += [(sheet, cell)] if before == "" else []
        else:
            left.append(f"{sheet}!{cell}")
    _undraft(book, emptied)
    names = [sheet for sheet, cell, *__ in kept.back if not cell and sheet in kept.sheets.values()]
    if kept.marks and kept.sheets.get("findings") in names:
        marks.unmark(book)
    with _kept.in_place(book):
        for name in names:
            _kept.delete(book.sheets[name])
        now_kept = _kept.read(book)
        _kept.write(book, replace(now_kept, back=[], sheets={kind: name for kind, name in now_kept.sheets.items() if name not in names}))
    return TakenBack(cells, len(names), tuple(left))


def _undraft(book: xlwings.Book, emptied: Sequence[tuple[str, str]]) -> None:
    """Cells that were drafts and are empty again look as they did."""
    notes = touched.notes(book, {sheet for sheet, __ in emptied})
    drafts = [place for place in emptied if is_draft_note(notes.get(place, ""))]
    touched.change(book, [Touch(*place, "", "") for place in drafts])
