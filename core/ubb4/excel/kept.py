"""What the toolkit remembers in an open workbook, on one hidden sheet: its marks, and which sheets it added.

The sheet goes with the last of them, so a workbook that was unmarked bears no trace.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ubb4.excel.structure import locked, unlocked

if TYPE_CHECKING:
    import xlwings

SHEET = "_ubb4_marks"
HEADINGS = ("kind", "number", "sheet", "cell", "colour before", "note before", "colour", "note")


@dataclass(frozen=True)
class Mark:
    """What one cell got, and what it had."""

    number: int
    sheet: str
    cell: str
    colour_before: str
    note_before: str
    colour: str
    note: str

    def texts(self) -> tuple[str, ...]:
        return self.sheet, self.cell, self.colour_before, self.note_before, self.colour, self.note


@dataclass
class Kept:
    """Marks by number, and the sheets we added by their kind (findings, deadlines)."""

    marks: dict[int, Mark] = field(default_factory=dict)
    sheets: dict[str, str] = field(default_factory=dict)


def read(book: xlwings.Book) -> Kept:
    """What the workbook carries; nothing when it was never marked."""
    kept = Kept()
    if SHEET not in book.sheet_names:
        return kept
    sheet = book.sheets[SHEET]
    rows = sheet.range((1, 1), sheet.used_range.last_cell).options(ndim=2, empty="").value
    for row in rows[1:]:
        kind, number, *texts = [*row, *[""] * len(HEADINGS)][: len(HEADINGS)]
        if kind == "mark":
            kept.marks[int(number)] = Mark(int(number), *(str(text) for text in texts))
        elif kind and texts[0] in book.sheet_names:  # one that the officer renamed or deleted is no longer ours
            kept.sheets[str(kind)] = str(texts[0])
    return kept


def write(book: xlwings.Book, kept: Kept) -> None:
    """Put it down, or take the hidden sheet away when there is nothing to keep."""
    with unlocked(book):
        _write(book, kept)


def _write(book: xlwings.Book, kept: Kept) -> None:
    if SHEET in book.sheet_names:
        book.sheets[SHEET].visible = True  # some versions do not delete a hidden sheet
        delete(book.sheets[SHEET])
    rows = [
        *(_row(kind, 0, (name,)) for kind, name in kept.sheets.items()),
        *(_row("mark", mark.number, mark.texts()) for mark in kept.marks.values()),
    ]
    if rows:
        sheet = add(book, SHEET, after=book.sheets[-1])
        sheet["A1"].value = [list(HEADINGS), *rows]
        sheet.visible = False


def add(book: xlwings.Book, name: str, after: xlwings.Sheet) -> xlwings.Sheet:
    """A new sheet; UseError when the workbook takes none."""
    with unlocked(book):
        try:
            return book.sheets.add(name, after=after)
        except Exception as error:
            raise locked() from error


def delete(sheet: xlwings.Sheet) -> None:
    """Take a sheet of ours away; UseError when the workbook lets none go."""
    with unlocked(sheet.book):
        try:
            sheet.delete()
        except Exception as error:
            raise locked() from error


def _row(kind: str, number: int, texts: tuple[str, ...]) -> list[Any]:
    # an apostrophe keeps a text from being taken for a formula or a number
    row = [kind, number, *("'" + text if text else "" for text in texts)]
    return row + [""] * (len(HEADINGS) - len(row))


@contextmanager
def in_place(book: xlwings.Book) -> Iterator[None]:
    """The sheet in front is the same after the block; each sheet remembers its own cell in hand."""
    front = book.sheets.active.name
    try:
        yield
    finally:
        if front in book.sheet_names and book.sheets.active.name != front:
            book.sheets[front].activate()
