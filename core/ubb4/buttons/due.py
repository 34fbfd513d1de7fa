"""Deadlines: every date that the events fix, with how it was counted, on a sheet of their own."""

from __future__ import annotations

from datetime import date
from typing import Any

from ubb4.buttons.hand import Hand, Told, incomplete
from ubb4.deadline import state_words, working
from ubb4.excel import answers
from ubb4.text import gettext as _

_FILLS = {"overdue": (255, 199, 206), "late": (255, 235, 156), "due": (221, 235, 247), "done": (226, 239, 218)}


def run(hand: Hand, words: list[str]) -> Told:
    book, notes, problems = hand.read()
    hand.step(_("мерзімдер саналып жатыр…"))
    counted = hand.desk.due_book(book, notes, problems)
    found, alarms = counted["deadlines"], incomplete(counted["problems"])
    states = state_words()
    numbers = {state: sum(1 for each in found if each["state"] == state) for state in states}
    summary = ", ".join(f"{states[state]}: {number}" for state, number in numbers.items() if number)
    remarks = [f"• {note}" for note in counted["notes"]]
    name = answers.put(hand.book, _answer(found, summary or _("мерзім жоқ"), remarks, alarms))
    return Told(
        "\n".join([(summary or _("мерзім жоқ")) + ".", *alarms, *remarks]),
        bad=bool(alarms),
        question=_("Тізімі — «{sheet}» парағында. Ашу керек пе?", sheet=name),
        then=lambda: hand.book.sheets[name].activate(),
    )


def _answer(found: list[dict[str, Any]], summary: str, remarks: list[str], alarms: list[str]) -> answers.Answer:
    states = state_words()
    rows: list[list[Any]] = [
        [
            number, states[each["state"]], _day(each["day"]), each["subtask"], each["subject"], each["title"],
            "\n".join([each["rule"], *working(each)]), _day(each["latest_start"]), _day(each["done_on"]), each["source"],
        ]
        for number, each in enumerate(found, 1)
    ]  # fmt: skip
    return answers.Answer(
        kind="deadlines",
        title=_("Мерзімдер"),
        summary=summary,
        remarks=remarks,
        alarms=alarms,
        headings=(
            "№", _("Күйі"), _("Мерзімі"), _("Тапсырма"), _("Жол"), _("Не істеу керек"), _("Қалай саналды"),
            _("Бастаудың соңғы күні"), _("Орындалды"), _("Негізі"),
        ),
        widths=(6, 15, 12, 11, 8, 36, 62, 13, 12, 44),
        rows=rows,
        fills={n: _FILLS[each["state"]] for n, each in enumerate(found) if each["state"] in _FILLS},
    )  # fmt: skip


def _day(day: str | None) -> date | str:
    return date.fromisoformat(day) if day else "—"
