"""Measures: every number with its working on a sheet of its own; the front page's sentences are brought up to date."""

from __future__ import annotations

from ubb4.base.text import gettext as _
from ubb4.buttons.pressed import Hand, Told, listed
from ubb4.excel import front_live, listing
from ubb4.plugins.toolkit import incomplete


def run(hand: Hand, words: list[str]) -> Told:
    """The whole list is there before a sheet is touched."""
    book, notes, problems = hand.read()
    hand.step(_("көрсеткіштер есептеліп жатыр…"))
    counted = hand.desk.measures_book(book, notes, problems)
    alarms = incomplete(counted["problems"])
    told = listed(hand, listing.measures(counted["measures"], counted["notes"], alarms), alarms)
    front_live.refresh(hand.book, hand.desk.summary(book), book.today)
    return told
