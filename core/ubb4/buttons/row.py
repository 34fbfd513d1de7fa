"""Row: begin the next row of the register in hand, with the next free number where it has one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ubb4.base.errors import UseError
from ubb4.base.text import gettext as _
from ubb4.book.table import Table
from ubb4.buttons.pressed import Hand, Told
from ubb4.checks import pairs
from ubb4.desk.start import next_key
from ubb4.excel.entered import Entry, enter

if TYPE_CHECKING:
    import xlwings


def run(hand: Hand, words: list[str]) -> Told:
    book = hand.read_here().book
    table, __row, place = hand.here(book)
    if table is not None and table.register.grid:  # its pairs are of another register
        book = hand.read().book
        table, __row, place = hand.here(book)
    if table is None or table.register.layout == "form" or not table.header_row:
        raise UseError(_("Алдымен реестр парағына көшіңіз: жаңа жол сонда басталады."), "no-register")
    sheet = hand.book.sheets[table.sheet]
    number = max([table.header_row, *table.numbers]) + 1
    missing = pairs.rows(table, book) if table.register.grid else []
    if missing:
        return _all(hand, sheet, table, number, missing)
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


def _all(hand: Hand, sheet: xlwings.Sheet, table: Table, number: int, missing: list[dict[str, Any]]) -> Told:
    """Every row that the register lacks, a block a column; labels as the officer reads them."""
    entries = list[Entry]()
    for name in table.register.grid:
        column, letter = table.register.column(name), table.letters.get(name)
        if letter is None:
            raise UseError(_("«{header}» бағаны табылмады: ол тексерілмеді.", header=_(column.title)), "no-column")
        entries += [Entry(table.sheet, number + n, letter, column.label(str(row[name]))) for n, row in enumerate(missing)]
    with hand.writing():
        enter(hand.book, entries)
    sheet.range((number, min(table.letters.values()))).select()
    return Told(_("{n} жол қосылды.", n=len(missing)), quiet=True)
