"""What the toolkit remembers in an open workbook, on one hidden sheet: its marks, which sheets it added, what was decided about findings.

The sheet goes with the last of them, so a workbook that was unmarked and in which nothing was decided bears no trace.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from ubb4.book.decisions import KEPT_SHEET, Decision
from ubb4.excel.structure import locked, unlocked
from ubb4.excel.touched import UNDO, has, is_calc, is_shown, rows_of

if TYPE_CHECKING:
    import xlwings

SHEET = KEPT_SHEET
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
    """Marks by number, the sheets we added by their kind (findings, deadlines), decisions by what their finding is known by, and the findings
    of the last check: (sheet, cell, what was said); what the last press did, for Excel: (sheet, cell, before, now)."""

    marks: dict[int, Mark] = field(default_factory=dict)
    sheets: dict[str, str] = field(default_factory=dict)
    decisions: dict[str, Decision] = field(default_factory=dict)
    seen: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    back: list[tuple[str, str, str, str]] = field(default_factory=list)

    def rows(self) -> list[list[Any]]:
        """As they stand on the hidden sheet."""
        rows = [_row(kind, 0, (name,)) for kind, name in self.sheets.items()]
        rows += [_row("decision", 0, (id, each.what, each.reason)) for id, each in self.decisions.items()]
        rows += [_row("seen", 0, (id, *texts)) for id, texts in self.seen.items()]
        rows += [_row("back", 0, texts) for texts in self.back]
        return rows + [_row("mark", mark.number, mark.texts()) for mark in self.marks.values()]


def read(book: xlwings.Book) -> Kept:
    """What the workbook carries; nothing when it was never marked."""
    if not has(book, SHEET):
        return Kept()
    return of(rows_of(book.sheets[SHEET]), partial(has, book))


def of(rows: Sequence[Sequence[Any]], there: Callable[[str], bool]) -> Kept:
    """The same of the rows of the hidden sheet; `there`: whether the workbook has a sheet of a name."""
    kept = Kept()
    for row in rows[1:]:
        kind, number, *texts = ["" if cell is None else cell for cell in [*row, *[""] * len(HEADINGS)][: len(HEADINGS)]]
        if kind == "mark":
            kept.marks[int(number)] = Mark(int(number), *(str(text) for text in texts))
        elif kind == "decision":
            kept.decisions[str(texts[0])] = Decision(str(texts[1]), str(texts[2]))
        elif kind == "seen":
            kept.seen[str(texts[0])] = str(texts[1]), str(texts[2]), str(texts[3])
        elif kind == "back":
            kept.back.append((str(texts[0]), str(texts[1]), str(texts[2]), str(texts[3])))
        elif kind and there(str(texts[0])):  # one that the officer renamed or deleted is no longer ours
            kept.sheets[str(kind)] = str(texts[0])
    return kept


def write(book: xlwings.Book, kept: Kept) -> None:
    """Put it down, or take the hidden sheet away when there is nothing to keep."""
    with unlocked(book):
        _write(book, kept)


def _write(book: xlwings.Book, kept: Kept) -> None:
    rows, there = kept.rows(), has(book, SHEET)
    if is_calc(book) and rows:
        from xlwings_libreoffice import whole

        whole.write(book, SHEET, whole.Block([HEADINGS, *rows], hidden=True), UNDO)
        return
    if not rows:
        if there:
            book.sheets[SHEET].visible = True  # some versions do not delete a hidden sheet
            delete(book.sheets[SHEET])
        return
    if there:  # written in its place: nothing is lost where a new one could not be added
        sheet = book.sheets[SHEET]
        sheet.clear()
    else:
        sheet = add(book, SHEET)
        sheet.visible = False
    # an apostrophe keeps a text from being taken for a formula or a number
    sheet["A1"].value = [list(HEADINGS), *([kind, number, *("'" + text if text else "" for text in texts)] for kind, number, *texts in rows)]


def last_shown(book: xlwings.Book) -> xlwings.Sheet:
    """The last sheet that is seen: xlwings moves the one that a new sheet comes after, and Excel moves none that only a macro can show."""
    return next(sheet for sheet in reversed(list(book.sheets)) if is_shown(sheet))


def add(book: xlwings.Book, name: str) -> xlwings.Sheet:
    """A new sheet after those that are seen; UseError when the workbook takes none."""
    with unlocked(book):
        before = set(book.sheet_names)
        try:
            return book.sheets.add(name, after=last_shown(book))
        except Exception as error:
            for left in set(book.sheet_names) - before:  # added, and then not named
                with suppress(Exception):
                    book.sheets[left].delete()
            raise locked() from error


def delete(sheet: xlwings.Sheet) -> None:
    """Take a sheet of ours away; UseError when the workbook lets none go."""
    with unlocked(sheet.book):
        try:
            sheet.delete()
        except Exception as error:
            raise locked() from error


def _row(kind: str, number: int, texts: tuple[str, ...]) -> list[Any]:
    return [kind, number, *texts, *[""] * (len(HEADINGS) - 2 - len(texts))]


@contextmanager
def in_place(book: xlwings.Book) -> Iterator[None]:
    """The sheet in front is the same after the block; each sheet remembers its own cell in hand."""
    front = book.sheets.active.name
    try:
        yield
    finally:
        if book.sheets.active.name != front and has(book, front):
            book.sheets[front].activate()
