"""Measures: every number with its working on a sheet of its own; the front page's sentences are brought up to date."""

from __future__ import annotations

from ubb4.base.problem import incomplete
from ubb4.base.text import gettext as _
from ubb4.buttons.pressed import Hand, Told, listed, news
from ubb4.desk.measures import measures
from ubb4.excel import front_live, listing


def run(hand: Hand, words: list[str]) -> Told:
    """The whole list is there before a sheet is touched."""
    opened = hand.read()
    hand.step(_("көрсеткіштер есептеліп жатыр…"))
    taken, (lines, unsaid) = measures(opened), opened.summary()
    alarms = incomplete([*taken.problems, *unsaid])
    with hand.writing():
        told = listed(hand, listing.measures(taken.figures, news(opened, taken.notes), alarms), alarms)
        front_live.refresh(hand.book, lines, opened.book.today)
    return told
