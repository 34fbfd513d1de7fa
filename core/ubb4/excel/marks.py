"""Marks in an open workbook: a colour and a note at every finding, and all of it taken back in one call.

What stood there before is kept (`kept`) until it is put back. A note ends with the number of its mark, so a mark is
found again wherever its cell went; what the officer changed meanwhile stays as the officer left it. Everything is
computed before the first cell is touched, and a marking that fails half-way is taken back.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ubb4.base.errors import UseError
from ubb4.base.text import gettext as _
from ubb4.book.decisions import decision_words
from ubb4.book.finding import SEVERITIES, Finding, severity_words
from ubb4.excel import kept as _kept
from ubb4.excel import touched
from ubb4.excel.kept import Mark
from ubb4.excel.listing import COLOURS, clipped
from ubb4.excel.touched import Touch

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
    was, last = _kept.read(book), plan[0].sheet
    with _kept.in_place(book):
        _kept.write(book, replace(was, marks={each.number: each for each in plan}))

    def told(number: int, each: Touch) -> None:
        nonlocal last
        last = each.sheet
        if number % 25 == 0:
            step(_("Ұяшықтар белгіленіп жатыр: {done} / {all}", done=number, all=len(plan)))

    try:  # a cell with a conversation takes no note
        touched.change(book, [Touch(each.sheet, each.cell, each.colour, each.note or None, not each.note_before) for each in plan], told)
    except UseError:
        unmark(book)
        raise
    except Exception as error:
        unmark(book)  # nothing stays half-marked
        refused = re.search(r"The sheet '(.+)' is protected", str(error))  # LibreOffice refuses the whole at once, and names the sheet
        raise UseError(
            _("«{sheet}» парағы қорғалған немесе өзгертуге келмейді: белгі қойылмады. Қорғауды алып, қайталаңыз.", sheet=refused[1] if refused else last),
            "protected",
        ) from error


def _threads(sheet: xlwings.Sheet) -> frozenset[str]:
    """Cells with a conversation (a threaded comment): Excel refuses a note there. Other programs, and older ones, have none."""
    try:
        return frozenset(each.Parent.Address.replace("$", "") for each in sheet.api.CommentsThreaded)
    except Exception:
        return frozenset()


def _plan(book: xlwings.Book, findings: Iterable[Finding]) -> tuple[list[Mark], int]:
    by_cell = at_cells(findings, set(book.sheet_names))
    names, places = {place[0] for place in by_cell}, list(by_cell)[:MOST]
    notes, colours = touched.notes(book, names), touched.colours(book, places)
    threads = set() if touched.is_calc(book) else {(name, cell) for name in names for cell in _threads(book.sheets[name])}
    plan: list[Mark] = []
    for place in places:
        found, before, number = by_cell[place], notes.get(place, ""), len(plan) + 1
        note = "" if place in threads else f"{clipped(words(found))}\n[ubb4:{number}]"
        colour = touched.hexed(COLOURS[found[0].severity])
        plan.append(Mark(number, *place, colours[place], before, colour, before + RULE + note if before and note else note))
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


IN_NOTE = 3  # findings of one cell that its note tells whole: a note taller than the screen is read by nobody


def words(found: Sequence[Finding]) -> str:
    """The findings of a cell as its note says them."""
    more = len(found) - IN_NOTE
    told = [_words(each) for each in found[:IN_NOTE]]
    return "\n\n".join([*told, *([_("… тағы {n} ескертпе: «Ескертпелер» парағында.", n=more)] if more > 0 else [])])


def _words(finding: Finding) -> str:
    lines = [f"ҮББ №4 · {severity_words()[finding.severity]}: {finding.message}"]
    lines += [f"→ {finding.hint}"] if finding.hint else []
    lines += [f"§ {finding.source}"] if finding.source else []
    lines += [f"{decision_words()[finding.decision]}: {finding.reason}"] if finding.set_aside else []
    return "\n".join(lines)


def unmark(book: xlwings.Book) -> int:
    """Take every mark back -> how many cells. A colour or note that the officer changed since stays as it is."""
    kept = _kept.read(book)
    if not kept.marks:
        return 0
    names = set(book.sheet_names)
    notes = touched.notes(book, {each.sheet for each in kept.marks.values()} & names)
    places: dict[int, tuple[str, str]] = {}
    for place, text in notes.items():  # a cell may have moved: its note tells which mark it is
        found = _NUMBER.search(text)
        if found and int(found[1]) in kept.marks:
            places.setdefault(int(found[1]), place)
    for number, each in kept.marks.items():
        if each.sheet in names:  # its note was deleted: the colour is left to see to
            places.setdefault(number, (each.sheet, each.cell))
    colours = touched.colours(book, list(places.values()))
    back = [_restored(kept.marks[number], place, colours[place], notes.get(place)) for number, place in places.items()]
    touched.change(book, [each for each in back if each.colour is not None or each.note is not None])
    with _kept.in_place(book):
        _kept.write(book, replace(kept, marks={}))
    return len(kept.marks)


def _restored(each: Mark, place: tuple[str, str], colour: str, note: str | None) -> Touch:
    """What takes one mark back."""
    was = each.colour_before if colour == each.colour else None
    if not each.note or note is None:
        return Touch(*place, was)
    ours = each.note[len(each.note_before) + len(RULE) :] if each.note_before else each.note
    if note == each.note:
        return Touch(*place, was, each.note_before)
    if note.endswith(ours):  # the officer wrote on above ours
        return Touch(*place, was, note[: -len(ours)].removesuffix(RULE))
    return Touch(*place, was)
