"""What is told in a window fits it: a few lines and a count; the rest stands on a sheet of the workbook."""

from __future__ import annotations

import logging
import textwrap
from collections.abc import Sequence
from dataclasses import replace

from ubb4.base.errors import Ubb4Error
from ubb4.base.text import gettext as _
from ubb4.buttons.pressed import Hand, Told
from ubb4.excel import added
from ubb4.excel.listing import Listing

LINES = 5
_WIDE = 90  # letters of a line


def fitted(hand: Hand, told: Told) -> Told:
    """The same, cut to a window."""
    lines = [line for line in told.text.split("\n") if line.strip()]
    shown = list[str]()
    for line in lines:
        if _height([*shown, line]) > LINES:
            break
        shown.append(line)
    if told.quiet or len(shown) == len(lines):
        return told
    logging.getLogger("ubb4.press").info("whole: %s", told.text)
    shown = shown or [textwrap.shorten(lines[0], _WIDE * LINES, placeholder="…")]
    left = len(lines) - len(shown)
    if told.listed:
        return replace(told, text="\n".join([*shown, _("… тағы {n} жол сол парақта.", n=left)]))
    if not _has_workbook(hand):
        return replace(told, text="\n".join([*shown, _("… тағы {n} жол журналда.", n=left)]))
    if not told.question:  # the sheet is made when it is asked for: most answers are read in the window
        text = "\n".join([*shown, _("… тағы {n} жол.", n=left)])
        return replace(told, text=text, question=_("Барлығын «{sheet}» парағында ашу керек пе?", sheet=_("Жауап")), then=lambda: _open(hand, lines))
    try:
        name = added.put(hand.book, _sheet(lines))
    except Ubb4Error:  # no workbook takes a sheet: the log has all of it
        return replace(told, text="\n".join([*shown, _("… тағы {n} жол журналда.", n=left)]))
    return replace(told, text="\n".join([*shown, _("… тағы {n} жол «{sheet}» парағында.", n=left, sheet=name)]))


def _has_workbook(hand: Hand) -> bool:
    """Whether there is a workbook in front that could take a sheet."""
    try:
        return hand.app is not None and bool(hand.book.name)
    except Ubb4Error:
        return False


def _open(hand: Hand, lines: Sequence[str]) -> None:
    hand.book.sheets[added.put(hand.book, _sheet(lines))].activate()


def _height(lines: Sequence[str]) -> int:
    return sum(max(1, -(-len(line) // _WIDE)) for line in lines)


def _sheet(lines: Sequence[str]) -> Listing:
    rows = [[number, line] for number, line in enumerate(lines, 1)]
    return Listing("answer", _("Жауап"), _("{n} жол", n=len(rows)), [], [], ("№", _("Мәтін")), (6, 120), rows, {})
