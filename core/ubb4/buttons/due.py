"""Deadlines: every date that the events fix, with how it was counted, on a sheet of their own."""

from __future__ import annotations

from ubb4.buttons.hand import Hand, Told, incomplete
from ubb4.excel import answers, listing
from ubb4.text import gettext as _


def run(hand: Hand, words: list[str]) -> Told:
    book, notes, problems = hand.read()
    hand.step(_("мерзімдер саналып жатыр…"))
    counted = hand.desk.due_book(book, notes, problems)
    found, alarms = counted["deadlines"], incomplete(counted["problems"])
    listed = listing.deadlines(found, counted["notes"], alarms)
    name = answers.put(hand.book, listed)
    return Told(
        "\n".join([listed.summary + ".", *alarms, *listed.remarks]),
        bad=bool(alarms),
        question=_("Тізімі — «{sheet}» парағында. Ашу керек пе?", sheet=name),
        then=lambda: hand.book.sheets[name].activate(),
    )

