"""Marks in an open workbook: a colour and a note at every finding, and all of it taken back in one call.

What stood there before is kept (`kept`) until it is put back. A note ends with the number of its mark, so a mark is
found again wherever its cell went; what the officer changed meanwhile stays as the officer left it. Everything is
computed before the first cell is touched, and a marking that fails half-way is taken back.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from ubb4.base.errors import UseError
from ubb4.base.text import gettext as _
from ubb4.book.finding import SEVERITIES, Finding, severity_words
from ubb4.excel import kept as _kept
from ubb4.excel.busy import patiently
from ubb4.excel.kept import Kept, Mark
from ubb4.excel.listing import COLOURS, clipped

if TYPE_CHECKING:
    import xlwings

MOST = 500  # cells that get a mark: more would take minutes, and the list names every one

_NUMBER = re.compile(r"\[ubb4:(\d+)\]\s*\Z")
RULE = "\n———\n"  # between the officer's own note and ours


@dataclass(frozen=True)
class Marked:
    """How many cells were marked, how many were too many, and which got their colour alone."""

    cells: int
    left_out: int
    without_note: tuple[str, ...] = ()


def mark(book: xlwings.Book, findings: Iterable[Finding], step: Callable[[str], None] = lambda text: None) -> Marked:
    """Mark every cell that has a finding. Older marks are taken back first."""
    unmark(book)
    plan, left_out = _plan(book, findings)
    if plan:
        _put(book, plan, step)
    return Marked(len(plan), left_out, tuple(f"{each.sheet}!{each.cell}" for each in plan if not each.note))


def _put(book: xlwings.Book, plan: list[Mark], step: Callable[[str], None]) -> None:
    was = _kept.read(book)
    with _kept.in_place(book):
        _kept.write(book, Kept({each.number: each for each in plan}, was.sheets))
    sheets = {name: book.sheets[name] for name in {each.sheet for each in plan}}
    try:
        for place, each in enumerate(plan):
            if place % 25 == 0:
                step(_("Ұяшықтар белгіленіп жатыр: {done} / {all}", done=place, all=len(plan)))
            patiently(partial(_paint, sheets[each.sheet][each.cell], each))
            if each.note:  # a cell with a conversation takes none
                patiently(partial(_annotate, sheets[each.sheet][each.cell], each))
    except UseError:
        unmark(book)
        raise
    except Exception as error:
        unmark(book)  # nothing stays half-marked
        raise UseError(
            _("«{sheet}» парағы қорғалған немесе өзгертуге келмейді: белгі қойылмады. Қорғауды алып, қайталаңыз.", sheet=each.sheet),
            "protected",
        ) from error


def _paint(cell: xlwings.Range, each: Mark) -> None:
    cell.color = each.colour


def _annotate(cell: xlwings.Range, each: Mark) -> None:
    note = cell.note if each.note_before else None
    if note is None:
        cell.add_note(each.note)
    else:
        note.text = each.note


def _threads(sheet: xlwings.Sheet) -> frozenset[str]:
    """Cells with a conversation (a threaded comment): Excel refuses a note there. Other programs, and older ones, have none."""
    try:
        return frozenset(each.Parent.Address.replace("$", "") for each in sheet.api.CommentsThreaded)
    except Exception:
        return frozenset()


def _plan(book: xlwings.Book, findings: Iterable[Finding]) -> tuple[list[Mark], int]:
    by_cell = at_cells(findings, set(book.sheet_names))
    sheets = {sheet: book.sheets[sheet] for sheet in {place[0] for place in by_cell}}
    notes = {(name, note.location.address.replace("$", "")): note.text for name, sheet in sheets.items() for note in sheet.notes}
    threads = {(name, cell) for name, sheet in sheets.items() for cell in _threads(sheet)}
    plan: list[Mark] = []
    for place, found in list(by_cell.items())[:MOST]:
        before, number = notes.get(place, ""), len(plan) + 1
        note = "" if place in threads else f"{clipped(words(found))}\n[ubb4:{number}]"
        plan.append(Mark(
            number, *place, _hex(sheets[place[0]][place[1]].color), before, _hex(COLOURS[found[0].severity]),
            before + RULE + note if before and note else note,
        ))  # fmt: skip
    return plan, max(0, len(by_cell) - MOST)


def at_cells(findings: Iterable[Finding], sheets: Collection[str]) -> dict[tuple[str, str], list[Finding]]:
    """The findings of each cell of these sheets, the worst first."""
    found: dict[tuple[str, str], list[Finding]] = {}
    for each in findings:
        if each.cell and each.sheet in sheets:
            found.setdefault((each.sheet, each.cell), []).append(each)
    for some in found.values():
        some.sort(key=lambda one: SEVERITIES.index(one.severity))
    return found


def words(found: Iterable[Finding]) -> str:
    """The findings of a cell as its note says them."""
    return "\n\n".join(map(_words, found))


def _words(finding: Finding) -> str:
    lines = [f"ҮББ №4 · {severity_words()[finding.severity]}: {finding.message}"]
    lines += [f"→ {finding.hint}"] if finding.hint else []
    lines += [f"§ {finding.source}"] if finding.source else []
    return "\n".join(lines)


def _hex(colour: tuple[int, int, int] | None) -> str:
    return "" if colour is None else "#{:02x}{:02x}{:02x}".format(*colour)


def unmark(book: xlwings.Book) -> int:
    """Take every mark back -> how many cells. A colour or note that the officer changed since stays as it is."""
    kept = _kept.read(book)
    if not kept.marks:
        return 0
    done = set()
    for name in {each.sheet for each in kept.marks.values()} & set(book.sheet_names):
        for note in list(book.sheets[name].notes):
            found = _NUMBER.search(note.text)
            each = kept.marks.get(int(found[1])) if found else None
            if each is not None and each.number not in done:
                done.add(each.number)
                _restore(note.location, each)
    for each in kept.marks.values():
        if each.number not in done and each.sheet in book.sheet_names:  # its note was deleted: the colour is left to see to
            _restore(book.sheets[each.sheet][each.cell], each)
    with _kept.in_place(book):
        _kept.write(book, Kept(sheets=kept.sheets))
    return len(kept.marks)


def _restore(cell: xlwings.Range, each: Mark) -> None:
    if _hex(cell.color) == each.colour:
        cell.color = each.colour_before or None
    note = cell.note if each.note else None
    if note is None:
        return
    ours = each.note[len(each.note_before) + len(RULE) :] if each.note_before else each.note
    text = note.text
    if text == each.note:
        rest = each.note_before
    elif text.endswith(ours):
        rest = text[: -len(ours)].removesuffix(RULE)  # the officer wrote on above ours
    else:
        return
    if rest:
        note.text = rest
    else:
        note.delete()
