"""Restore: sheets and columns of the registers that have gone come back, empty, at their place; a hidden sheet is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ubb4.base.text import gettext as _
from ubb4.book.finding import column_letters
from ubb4.book.table import Table
from ubb4.buttons.pressed import Hand, Told
from ubb4.excel import kept as _kept
from ubb4.excel.layout import HEADER_ROW
from ubb4.excel.structure import unlocked
from ubb4.excel.style import INK, SOFT, TEAL
from ubb4.law.register import Column, Register

if TYPE_CHECKING:
    import xlwings


def run(hand: Hand, words: list[str]) -> Told:
    opened = hand.read()
    done = list[str]()
    with hand.writing(), _kept.in_place(hand.book), unlocked(hand.book):
        for table in opened.book.tables.values():
            if table.present and table.register.layout == "table":
                done += [_("«{sheet}»: «{header}» бағаны", sheet=table.sheet, header=title) for title in _columns(hand.book.sheets[table.sheet], table)]
        for register in opened.expected():
            if register.layout == "table" and not opened.book[register.name].present:
                done.append(_("«{sheet}» парағы", sheet=_sheet(hand.book, register)))
    if not done:
        return Told(_("Бәрі орнында: жетпейтін парақ та, баған да жоқ."), quiet=True)
    return Told("\n".join([_("Қалпына келтірілгені: {n}.", n=len(done)), *done]))


def _columns(sheet: xlwings.Sheet, table: Table) -> list[str]:
    """Put the missing columns back, each after the one before it in the register."""
    letters, titles = dict(table.letters), list[str]()
    before = 0
    for column in table.register.laid():
        if column.name in letters:
            before = letters[column.name]
            continue
        before += 1
        place = column_letters(before)
        sheet.range(f"{place}:{place}").insert("right")
        letters = {name: letter + (letter >= before) for name, letter in letters.items()}
        _head(sheet, table.header_row, before, column)
        titles.append(_(column.title))
    return titles


def _head(sheet: xlwings.Sheet, row: int, place: int, column: Column) -> None:
    cell = sheet.range((row, place))
    cell.value = "'" + _(column.title)
    cell.font.bold, cell.wrap_text, cell.column_width = True, True, 18
    cell.color, cell.font.color = (TEAL, "#FFFFFF") if column.required else (SOFT, INK)


def _sheet(book: xlwings.Book, register: Register) -> str:
    """Show the sheet where it is hidden, else begin it anew with its headings."""
    name = register.sheet_name()
    if name in book.sheet_names:
        book.sheets[name].visible = True
        return name
    sheet = _kept.add(book, name)
    sheet["A1"].value = "'" + _(register.title)
    for place, column in enumerate(register.laid(), 1):
        _head(sheet, HEADER_ROW + 1, place, column)
    return name
