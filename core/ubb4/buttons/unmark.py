"""Unmark: everything that the toolkit put into the workbook is taken back."""

from __future__ import annotations

from ubb4.buttons.hand import Hand, Told
from ubb4.excel import answers, marks
from ubb4.text import gettext as _


def run(hand: Hand, words: list[str]) -> Told:
    cells, sheets = marks.unmark(hand.book), answers.remove(hand.book)
    if not cells and not sheets:
        return Told(_("Кітапта белгі жоқ."), quiet=True)
    return Told(_("Алынды: {cells} ұяшықтың белгісі, {sheets} парақ.", cells=cells, sheets=sheets), quiet=True)
