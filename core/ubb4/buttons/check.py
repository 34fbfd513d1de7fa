"""Check: the cells marked, the findings listed on a sheet of their own."""

from __future__ import annotations

from typing import Any

from ubb4.buttons.hand import Hand, Told, incomplete
from ubb4.excel import answers, marks
from ubb4.finding import SEVERITIES, Finding, severity_words
from ubb4.text import gettext as _


def run(hand: Hand, words: list[str]) -> Told:
    """Nothing is written before the whole result is there."""
    book, notes, problems = hand.read()
    hand.step(_("парақтар тексеріліп жатыр…"))
    checked = hand.desk.check_book(book, notes, problems)
    findings = [Finding(**each) for each in checked["findings"]]
    alarms = incomplete(checked["problems"])
    marked = marks.mark(hand.book, findings, hand.step)
    remarks = [f"• {note}" for note in checked["notes"]]
    if marked.left_out:
        remarks.append(
            _("• Белгі алғашқы {most} ұяшыққа қойылды, тағы {more} ұяшық осы тізімде ғана.", most=marks.MOST, more=marked.left_out)
        )
    summary = _("{error} қате, {warning} ескерту, {info} мәлімет", **checked["counts"])
    hand.step(_("тізім жазылып жатыр…"))
    name = answers.put(hand.book, _answer(findings, summary, remarks, alarms))
    return Told(
        "\n".join([summary + ".", *alarms, *remarks]),
        bad=bool(alarms),
        question=_("Тізімі — «{sheet}» парағында. Ашу керек пе?", sheet=name),
        then=lambda: hand.book.sheets[name].activate(),
    )


def _answer(findings: list[Finding], summary: str, remarks: list[str], alarms: list[str]) -> answers.Answer:
    names = severity_words()
    rows: list[list[Any]] = [
        [
            number, names[each.severity], each.sheet, answers.Link(each.sheet, each.cell) if each.sheet else "",
            each.message, each.hint, each.source, each.code,
        ]
        for number, each in enumerate(findings, 1)
    ]  # fmt: skip
    return answers.Answer(
        kind="findings",
        title=_("Ескертпелер"),
        summary=summary,
        remarks=remarks,
        alarms=alarms,
        headings=("№", _("Түрі"), _("Парақ"), _("Ұяшық"), _("Не дұрыс емес"), _("Не істеу керек"), _("Негізі"), _("Коды")),
        widths=(6, 11, 22, 9, 52, 48, 40, 20),
        rows=rows,
        fills={n: marks.COLOURS[each.severity] for n, each in enumerate(findings) if each.severity in SEVERITIES},
    )
