"""Check: the cells marked, the findings listed on a sheet of their own."""

from __future__ import annotations

from dataclasses import replace

from ubb4.base.problem import incomplete
from ubb4.base.text import gettext as _
from ubb4.buttons.pressed import Hand, Told, listed, news
from ubb4.desk.check import check
from ubb4.excel import added, listing, marks
from ubb4.excel import kept as _kept
from ubb4.excel.listing import clipped


def run(hand: Hand, words: list[str]) -> Told:
    """Nothing is written before the whole result is there."""
    opened = hand.read()
    hand.step(_("парақтар тексеріліп жатыр…"))
    checked = check(opened)
    alarms = incomplete(checked.problems)
    with hand.writing():
        kept = _kept.read(hand.book)
        decisions, was = added.decided(hand.book, kept), kept.seen if "findings" in kept.sheets else None
        marked = marks.mark(hand.book, checked.findings, hand.step)
        remarks = news(opened, checked.notes)
        if marked.left_out:
            remarks.append(_("Белгі алғашқы {most} ұяшыққа қойылды, тағы {more} ұяшық осы тізімде ғана.", most=marks.MOST, more=marked.left_out))
        if marked.without_note:
            remarks.append(_("Талқылауы бар ұяшыққа түсініктеме қосылмайды, тек түсі өзгертілді: {cells}.", cells=", ".join(marked.without_note)))
        hand.step(_("тізім жазылып жатыр…"))
        seen = {each.id: (each.sheet, each.cell, clipped(each.message)) for each in checked.findings}
        answer = listing.findings(checked.findings, checked.counts, remarks, alarms, was)
        return listed(hand, answer, alarms, lambda kept: replace(kept, decisions=decisions, seen=seen))
