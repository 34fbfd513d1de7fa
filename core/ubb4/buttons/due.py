"""Deadlines: every date that the events fix, with how it was counted, on a sheet of their own."""

from __future__ import annotations

from ubb4.base.text import gettext as _
from ubb4.buttons.pressed import Hand, Told, listed
from ubb4.excel import listing
from ubb4.plugins.toolkit import incomplete


def run(hand: Hand, words: list[str]) -> Told:
    """The whole list is there before a sheet is touched."""
    book, notes, problems = hand.read()
    hand.step(_("мерзімдер саналып жатыр…"))
    counted = hand.desk.due_book(book, notes, problems)
    found, alarms = counted["deadlines"], incomplete(counted["problems"])
    return listed(hand, listing.deadlines(found, counted["notes"], alarms), alarms)
