"""Unmark: everything that the toolkit put into the workbook is taken back."""

from __future__ import annotations

from ubb4.base.text import gettext as _
from ubb4.buttons.pressed import Hand, Told
from ubb4.excel import added, marks


def run(hand: Hand, words: list[str]) -> Told:
    with hand.writing():
        cells, sheets = marks.unmark(hand.book), added.remove(hand.book)
    if not cells and not sheets:
        return Told(_("Кітапта белгі жоқ."), quiet=True)
    return Told(_("{cells} ұяшықтың белгісі мен {sheets} парақ алып тасталды.", cells=cells, sheets=sheets), quiet=True)
