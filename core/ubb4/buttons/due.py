"""Deadlines: every date that the events fix, with how it was counted, on a sheet of their own."""

from __future__ import annotations

from ubb4.base.problem import incomplete
from ubb4.base.text import gettext as _
from ubb4.buttons.pressed import Hand, Told, listed, news
from ubb4.desk.due import due
from ubb4.excel import listing


def run(hand: Hand, words: list[str]) -> Told:
    """The whole list is there before a sheet is touched."""
    opened = hand.read()
    hand.step(_("мерзімдер саналып жатыр…"))
    counted = due(opened)
    alarms = incomplete(counted.problems)
    with hand.writing():
        return listed(hand, listing.deadlines(counted.deadlines, news(opened, counted.notes), alarms, opened.book.today), alarms)
