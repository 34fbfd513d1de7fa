"""Marks in an open workbook: a colour and a note at every finding, and all of it taken back in one call.

What stood there before is kept in a hidden sheet of the workbook until it is put back. A note ends with the number of
its mark, so a mark is found again wherever its cell went; what the officer changed meanwhile stays as the officer left
it. Everything is computed before the first cell is touched.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ubb4.finding import SEVERITIES, Finding
from ubb4.text import gettext as _

if TYPE_CHECKING:
    import xlwings

KEPT_SHEET = "_ubb4_marks"
COLOURS = {"error": (255, 199, 206), "warning": (255, 235, 156), "info": (221, 235, 247)}
HEADINGS = ("number", "sheet", "cell", "colour before", "note before", "colour", "note")

_NUMBER = re.compile(r"\[ubb4:(\d+)\]\s*\Z")
_RULE = "\n———\n"  # between the officer's own note and ours


@dataclass(frozen=True)
class Mark:
    """What one cell gets, and what it had."""

    number: int
    sheet: str
    cell: str
    colour_before: str
    note_before: str
    colour: str
    note: str

    def row(self) -> list[Any]:
        # an apostrophe keeps a text from being taken for a formula or a number
        return [self.number, *("'" + text if text else "" for text in (
            self.sheet, self.cell, self.colour_before, self.note_before, self.colour, self.note))]  # fmt: skip


def mark(book: xlwings.Book, findings: Iterable[Finding]) -> int:
    """Mark every cell that has a finding -> how many cells. Older marks are taken back first."""
    unmark(book)
    plan = _plan(book, findings)
    if not plan:
        return 0
    _keep(book, plan)
    for each in plan:
        cell = book.sheets[each.sheet][each.cell]
        cell.color = each.colour
        note = cell.note
        if note is None:
            cell.add_note(each.note)
        else:
            note.text = each.note
    return len(plan)


def _plan(book: xlwings.Book, findings: Iterable[Finding]) -> list[Mark]:
    by_cell: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        if finding.cell:
            by_cell.setdefault((finding.sheet, finding.cell), []).append(finding)
    names = set(book.sheet_names)
    plan: list[Mark] = []
    for (sheet, cell), found in by_cell.items():
        if sheet not in names:
            continue
        found.sort(key=lambda one: SEVERITIES.index(one.severity))
        place = book.sheets[sheet][cell]
        before = place.note.text if place.note is not None else ""
        number = len(plan) + 1
        note = "\n\n".join(_words(one) for one in found) + f"\n[ubb4:{number}]"
        plan.append(Mark(
            number, sheet, cell, _hex(place.color), before, _hex(COLOURS[found[0].severity]),
            before + _RULE + note if before else note,
        ))  # fmt: skip
    return plan


def _words(finding: Finding) -> str:
    names = {"error": _("қате"), "warning": _("ескерту"), "info": _("мәлімет")}
    lines = [f"ҮББ №4 · {names[finding.severity]}: {finding.message}"]
    lines += [f"→ {finding.hint}"] if finding.hint else []
    lines += [f"§ {finding.source}"] if finding.source else []
    return "\n".join(lines)


def _hex(colour: tuple[int, int, int] | None) -> str:
    return "" if colour is None else "#{:02x}{:02x}{:02x}".format(*colour)


def _keep(book: xlwings.Book, plan: Sequence[Mark]) -> None:
    front = book.sheets.active
    selected = book.selection
    kept = book.sheets.add(KEPT_SHEET, after=book.sheets[-1])
    kept["A1"].value = [list(HEADINGS), *(each.row() for each in plan)]
    _back(front, selected)
    kept.visible = False


def _back(front: xlwings.Sheet, selected: xlwings.Range | None) -> None:
    """The sheet in front, and the cells in hand, as they were."""
    front.activate()
    if selected is not None:
        selected.select()


def marks(book: xlwings.Book) -> list[Mark]:
    """The marks that the workbook carries."""
    if KEPT_SHEET not in book.sheet_names:
        return []
    sheet = book.sheets[KEPT_SHEET]
    rows = sheet.range((1, 1), sheet.used_range.last_cell).options(ndim=2, empty="").value
    return [Mark(int(row[0]), *(str(text) for text in row[1:7])) for row in rows[1:] if row[0] != ""]


def unmark(book: xlwings.Book) -> int:
    """Take every mark back -> how many cells. A colour or note that the officer changed since stays as it is."""
    kept = {each.number: each for each in marks(book)}
    if KEPT_SHEET not in book.sheet_names:
        return 0
    front, selected = book.sheets.active, book.selection
    done = set()
    for name in {each.sheet for each in kept.values()} & set(book.sheet_names):
        for note in list(book.sheets[name].notes):
            found = _NUMBER.search(note.text)
            each = kept.get(int(found[1])) if found else None
            if each is not None and each.number not in done:
                done.add(each.number)
                _restore(note.location, each)
    for each in kept.values():
        if each.number not in done and each.sheet in book.sheet_names:  # its note was deleted: the colour is left to see to
            _restore(book.sheets[each.sheet][each.cell], each)
    book.sheets[KEPT_SHEET].visible = True  # a hidden sheet asks before it goes, in some versions
    book.sheets[KEPT_SHEET].delete()
    _back(front, selected)
    return len(kept)


def _restore(cell: xlwings.Range, each: Mark) -> None:
    if _hex(cell.color) == each.colour:
        cell.color = each.colour_before or None
    note = cell.note
    if note is None:
        return
    ours = each.note[len(each.note_before) + len(_RULE) :] if each.note_before else each.note
    text = note.text
    if text == each.note:
        rest = each.note_before
    elif text.endswith(ours):
        rest = text[: -len(ours)].removesuffix(_RULE)  # the officer wrote on above ours
    else:
        return
    if rest:
        note.text = rest
    else:
        note.delete()
