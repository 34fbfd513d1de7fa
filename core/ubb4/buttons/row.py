"""Row: begin the next row of the register in hand, with the next free number where it has one."""

from __future__ import annotations

from ubb4.base.errors import UseError
from ubb4.base.text import gettext as _
from ubb4.buttons.pressed import Hand, Told
from ubb4.checks import pairs
from ubb4.desk.start import next_key
from ubb4.excel.entered import Entry, below, enter


def run(hand: Hand, words: list[str]) -> Told:
    book = hand.read_here().book
    table, __row, place = hand.here(book)
    if table is not None and table.register.grid:  # its pairs are of another register
        book = hand.read().book
        table, __row, place = hand.here(book)
    if table is None or table.register.layout == "form" or not table.header_row:
        raise UseError(_("Алдымен реестр парағына көшіңіз: жаңа жол сонда басталады."), "no-register")
    sheet = hand.book.sheets[table.sheet]
    number = table.next_row
    missing = pairs.rows(table, book) if table.register.grid else []
    if missing:
        with hand.writing():
            enter(hand.book, below(table, [{name: str(row[name]) for name in table.register.grid} for row in missing]))
        sheet.range((number, min(table.letters.values()))).select()
        return Told(_("{n} жол қосылды.", n=len(missing)), quiet=True)
    key = next_key(table)
    letters = table.letters
    if key and table.register.key in letters:
        with hand.writing():
            enter(hand.book, [Entry(table.sheet, number, letters[table.register.key], key)])
    first = next(
        (letters[c.name] for c in table.register.columns if c.name in letters and not (key and c.name == table.register.key)),
        place.column,
    )  # fmt: skip
    sheet.range((number, first)).select()
    return Told(_("{row}-жол: {key}", row=number, key=key) if key else _("{row}-жол", row=number), quiet=True)
