"""Row: begin the next row of the register in hand, with the next free number where it has one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ubb4.base.errors import UseError
from ubb4.base.text import gettext as _
from ubb4.book.table import Table
from ubb4.buttons.pressed import Hand, Told
from ubb4.checks import pairs

if TYPE_CHECKING:
    import xlwings


def run(hand: Hand, words: list[str]) -> Told:
    book = hand.read().book
    table, __row, place = hand.here(book)
    if table is None or table.register.layout == "form" or not table.header_row:
        raise UseError(_("Алдымен реестр парағына көшіңіз: жаңа жол сонда басталады."), "no-register")
    sheet = hand.book.sheets[table.sheet]
    number = max([table.header_row, *table.numbers]) + 1
    missing = pairs.rows(table, book) if table.register.grid else []
    if missing:
        return _all(sheet, table, number, missing)
    key = next_key(table)
    letters = table.letters
    if key and table.register.key in letters:
        sheet.range((number, letters[table.register.key])).value = "'" + key
    first = next(
        (letters[c.name] for c in table.register.columns if c.name in letters and not (key and c.name == table.register.key)),
        place.column,
    )  # fmt: skip
    sheet.range((number, first)).select()
    return Told(_("{row}-жол: {key}", row=number, key=key) if key else _("{row}-жол", row=number), quiet=True)


def _all(sheet: xlwings.Sheet, table: Table, number: int, missing: list[dict[str, Any]]) -> Told:
    """Every row that the register lacks, a block a column; labels as the officer reads them."""
    for name in table.register.grid:
        column, letter = table.register.column(name), table.letters.get(name)
        if letter is None:
            raise UseError(_("«{header}» бағаны табылмады: ол тексерілмеді.", header=_(column.title)), "no-column")
        cells = sheet.range((number, letter), (number + len(missing) - 1, letter))
        cells.value = [["'" + column.label(str(row[name]))] for row in missing]
    sheet.range((number, min(table.letters.values()))).select()
    return Told(_("{n} жол қосылды.", n=len(missing)), quiet=True)


_NUMBERED = re.compile(r"(.*?)(\d+)")
_EXAMPLE = re.compile(r"\b([A-ZА-ЯӘҒҚҢӨҰҮҺІ]+)\d+\b")


def next_key(table: Table) -> str:
    """The number after the greatest one, in the pattern of the last row; empty for a register without a key."""
    if table.register.key is None:
        return ""
    column = table.register.column(table.register.key)
    if column.choices or column.reference or column.type != "text":
        return ""
    keys = [str(value) for value in table.data[column.name] if value is not None]
    matched = [found for found in map(_NUMBERED.fullmatch, keys) if found]
    if not matched:
        example = _EXAMPLE.search(_(column.hint))
        return f"{example[1]}1" if example else "1"
    prefix, digits = matched[-1].groups()
    greatest = max(int(found[2]) for found in matched if found[1] == prefix)
    return f"{prefix}{greatest + 1:0{len(digits) if digits.startswith('0') else 1}d}"
