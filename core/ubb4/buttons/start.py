"""Start: the rows that an event begins, in the open workbook; the event is the row in hand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ubb4.base.errors import UseError
from ubb4.base.text import gettext as _
from ubb4.book.finding import cell_name
from ubb4.book.table import Table
from ubb4.buttons.pressed import Hand, Told
from ubb4.desk.start import Begun, begun, starts
from ubb4.excel import touched
from ubb4.excel.drafts import DRAFT, draft_note
from ubb4.excel.entered import Entry, below, enter
from ubb4.excel.touched import Touch
from ubb4.law.start import Start


def run(hand: Hand, words: list[str]) -> Told:
    """`start` begins what the register in hand is about: the row in hand tells the event."""
    opened = hand.read()
    table, row, __ = hand.here(opened.book)
    known = [start for start in starts(opened) if table is not None and table.register.name in _places(start)]
    if not known or table is None:
        titles = ", ".join(sorted({opened.book[name].register.sheet_name() for start in starts(opened) for name in _places(start) if name in opened.book}))
        raise UseError(_("Алдымен мына парақтардың бірінде оқиғаның жолын таңдаңыз: {sheets}.", sheets=titles), "no-start")
    start = known[0]
    given: dict[str, Any] = {}
    if start.given:
        if row is None:
            raise UseError(_("«{sheet}» парағында оқиғаның жолын таңдаңыз: нысаны мен күндері сонда жазылады.", sheet=table.sheet), "no-row")
        given = {name: row[column] for name, column in start.given.items()}
    found = begun(opened, start, given)
    if not len(found):
        return Told(_("«{title}»: қажет жолдардың бәрі бар.", title=_(start.title)), quiet=True)
    entries, drafts = placed(opened.book.tables, found)
    with hand.writing():
        enter(hand.book, entries)
        touched.change(hand.book, [Touch(sheet, cell, f"#{DRAFT}", draft_note()) for sheet, cell in drafts])
    lines = [_("«{title}»: {n} жол басталды.", title=_(start.title), n=len(found))]
    lines += [f"{opened.book[name].sheet}: {len(rows)}" for name, rows in found.rows.items() if rows]
    lines += [_("Ашық сары күндер — жоба: заң бойынша соңғы күн.")] if drafts else []
    return Told("\n".join(lines))


def _places(start: Start) -> set[str]:
    """The registers on which an event can be begun."""
    return {start.register} if start.register else {row.register for row in start.rows}


def placed(tables: Mapping[str, Table], found: Begun) -> tuple[list[Entry], list[tuple[str, str]]]:
    """Where the rows go: below the last one of each register; and the cells of the drafts."""
    entries = [entry for name, rows in found.rows.items() for entry in below(tables[name], rows)]
    drafts = [(tables[name].sheet, cell_name(tables[name].next_row + n, tables[name].letters[column])) for name, n, column in found.drafts]
    return entries, drafts
