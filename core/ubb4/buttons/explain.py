"""Explain: what the cell in hand is for, by which norm, and what was found there."""

from __future__ import annotations

from collections.abc import Iterable

from ubb4.base.manual import page
from ubb4.base.text import gettext as _
from ubb4.base.text import language
from ubb4.book.book import Book
from ubb4.book.table import Table
from ubb4.buttons.pressed import Hand, Place, Told
from ubb4.desk.opened import Opened
from ubb4.excel import added
from ubb4.law.instruction import cited, passage
from ubb4.law.register import Column


def run(hand: Hand, words: list[str]) -> Told:
    opened = hand.read_here()
    table, row, place = hand.here(opened.book)
    lines = _found(hand, place)
    if table is None and not lines:
        return Told(_("«{sheet}» — реестр парағы емес: түсіндіретін норма жоқ.", sheet=place.sheet))
    if table is not None:
        lines = [*lines, *_column(table, place, opened.book), *_register(opened, table)]  # the cell first, then what it is a part of
    manual = [_("Анықтамада: F1 немесе «Анықтама» батырмасы осы парақтың бөлімін ашады.")] if table is not None and page() is not None else []
    return Told("\n".join([*lines, *_instruction(opened, table, lines), *manual]))


_MOST = 3  # lines of the instruction in a window; the whole passage is what the terminal shows


def _instruction(opened: Opened, table: Table | None, told: Iterable[str]) -> list[str]:
    """The instruction's own lines behind what was told: of the finding, else of the column, else of the register's subtasks."""
    lines_of = {each.id: each.lines for project in opened.projects for each in project.subtasks}
    subtasks = table.register.subtasks if table is not None else ()
    norms = [line for line in told if line.startswith("§")][::-1]  # told from the register to the finding
    spans = next((spans for norm in (*norms, " ".join(subtasks)) if (spans := cited(norm, lines_of))), [])
    found = passage(", ".join(spans), opened.book.year, language())
    lines = [f"{each.number}: {each.words}" + (f"\n   = {each.translation}" if each.translation else "") for each in found[:_MOST]]
    if len(found) > _MOST:
        lines.append(_("… тағы {n} жол: ubb4 explain {what}", n=len(found) - _MOST, what=next(iter(subtasks), "")))
    return ["", _("Нұсқаулықта:"), *lines] if lines else []


def _register(opened: Opened, table: Table) -> list[str]:
    register = table.register
    lines = [_(register.title), _(register.description)]
    if register.source:
        lines.append(f"§ {_(register.source)}")
    for project in opened.projects:
        lines += [f"{each.id} {_(each.title)}" for each in project.subtasks if each.id in register.subtasks]
    return [*filter(None, lines), ""]


def _column(table: Table, place: Place, book: Book) -> list[str]:
    column = _in_hand(table, place)
    if column is None:
        return []
    need = _("міндетті баған") if column.required else _("болса, толтырылады")
    lines = [f"{_(column.title)} — {need}", _(column.hint)]
    if column.choices:
        lines.append(_("Мыналардың бірі: {choices}.", choices="; ".join(column.label(key) for key in column.choices)))
    if column.reference:
        lines.append(_("«{sheet}» парағының нөмірі жазылады.", sheet=book[column.reference[0]].register.sheet_name()))
    if column.source:
        lines.append(f"§ {_(column.source)}")
    return [line for line in lines if line]


def _in_hand(table: Table, place: Place) -> Column | None:
    if table.register.layout == "form":
        name = next((name for name, row in table.form_rows.items() if row == place.row), None)
    else:
        name = next((name for name, letter in table.letters.items() if letter == place.column), None)
    return table.register.column(name) if name else None


def _found(hand: Hand, place: Place) -> list[str]:
    """The findings of the last check at this cell, or the one whose line of the list is in hand."""
    sheet = added.find(hand.book, "findings")
    lines: list[str] = []
    for row in added.table(sheet) if sheet is not None else ():
        if (row[2], row[3]) == (place.sheet, place.cell):
            lines += ["", f"{row[1]}: {row[4]}", *([f"→ {row[5]}"] if row[5] else []), *([f"§ {row[6]}"] if row[6] else [])]
    return lines
