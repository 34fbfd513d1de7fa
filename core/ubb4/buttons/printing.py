"""Printing: every register prints its filled rows alone, as wide as a page; blank rows stay on the screen."""

from __future__ import annotations

from ubb4.base.text import gettext as _
from ubb4.book.finding import cell_name
from ubb4.buttons.pressed import Hand, Told


def run(hand: Hand, words: list[str]) -> Told:
    opened = hand.read()
    done, rows = 0, 0
    with hand.writing():
        for table in opened.book.tables.values():
            if not table.present or table.register.layout == "form" or not table.letters:
                continue
            hand.book.sheets[table.sheet].page_setup.print_area = f"A1:{cell_name(table.next_row - 1, max(table.letters.values()))}"
            done, rows = done + 1, rows + len(table)
    return Told(
        _("{sheets} парақ толтырылған жолдарымен ғана басылады (барлығы {rows} жол). Жаңа жол қосылса, батырманы қайта басыңыз.", sheets=done, rows=rows)
    )
