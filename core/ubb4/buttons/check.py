"""Check: the cells marked, the findings listed on a sheet of their own."""

from __future__ import annotations

from ubb4.base.problem import incomplete
from ubb4.base.text import gettext as _
from ubb4.buttons.pressed import Hand, Told, listed
from ubb4.desk.check import check
from ubb4.excel import listing, marks


def run(hand: Hand, words: list[str]) -> Told:
    """Nothing is written before the whole result is there."""
    opened = hand.read()
    hand.step(_("парақтар тексеріліп жатыр…"))
    checked = check(opened)
    alarms = incomplete(checked.problems)
    marked = marks.mark(hand.book, checked.findings, hand.step)
    remarks = list(checked.notes)
    if marked.left_out:
        remarks.append(_("Белгі алғашқы {most} ұяшыққа қойылды, тағы {more} ұяшық осы тізімде ғана.", most=marks.MOST, more=marked.left_out))
    if marked.without_note:
        remarks.append(_("Талқылауы бар ұяшыққа түсініктеме қосылмайды, тек түсі өзгертілді: {cells}.", cells=", ".join(marked.without_note)))
    hand.step(_("тізім жазылып жатыр…"))
    return listed(hand, listing.findings(checked.findings, checked.counts, remarks, alarms), alarms)
