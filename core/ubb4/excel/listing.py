"""What goes on the sheets that the toolkit adds, findings and deadlines, whoever writes them there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ubb4.base.text import gettext as _
from ubb4.book.finding import SEVERITIES, Finding, severity_words
from ubb4.book.table import Row
from ubb4.deadlines.deadline import Deadline, state_words, working
from ubb4.measures.figures import Figure, decimal, unit_words

COLOURS = {"error": (255, 199, 206), "warning": (255, 235, 156), "info": (221, 235, 247)}
STATES = {"overdue": COLOURS["error"], "late": COLOURS["warning"], "due": COLOURS["info"], "done": (226, 239, 218)}


LONGEST = 32_000  # characters: a cell of Excel holds 32,767, a note as many


def clipped(text: str) -> str:
    """A text that a cell can hold; three dots where it was cut."""
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


@dataclass(frozen=True)
class Link:
    """A cell of another sheet, to go to by a click."""

    sheet: str
    cell: str

    @property
    def place(self) -> str:
        return "'" + self.sheet.replace("'", "''") + "'!" + (self.cell or "A1")

    @property
    def shown(self) -> str:
        return self.cell or "→"


@dataclass(frozen=True)
class Listing:
    """One such sheet. `rows` hold texts, numbers, dates and `Link`s; `widths` are in characters; `fills` the colour of the
    second cell by row (from 0); `remarks` and `alarms` stand above the table."""

    kind: str
    title: str
    summary: str
    remarks: Sequence[str]
    alarms: Sequence[str]
    headings: Sequence[str]
    widths: Sequence[float]
    rows: Sequence[Sequence[Any]]
    fills: Mapping[int, tuple[int, int, int]]


def findings(found: Sequence[Finding], counts: Mapping[str, int], remarks: Sequence[str], alarms: Sequence[str]) -> Listing:
    """The list of findings, in the order of the workbook."""
    names = severity_words()
    rows: list[list[Any]] = [
        [
            number, names[each.severity], each.sheet, Link(each.sheet, each.cell) if each.sheet else "",
            f"{each.body}: {each.message}" if each.body else each.message, each.hint, each.source,
        ]
        for number, each in enumerate(found, 1)
    ]  # fmt: skip
    return Listing(
        kind="findings",
        title=_("Ескертпелер"),
        summary=summary(counts),
        remarks=[f"• {each}" for each in remarks],
        alarms=alarms,
        headings=("№", _("Түрі"), _("Парақ"), _("Ұяшық"), _("Не дұрыс емес"), _("Не істеу керек"), _("Негізі")),
        widths=(6, 17, 22, 9, 52, 48, 40),
        rows=rows,
        fills={n: COLOURS[each.severity] for n, each in enumerate(found) if each.severity in SEVERITIES},
    )


def free_name(title: str, taken: Iterable[str]) -> str:
    """The name that the sheet gets: its title, with a number where a sheet of the officer's own bears it."""
    folded = {name.casefold() for name in taken}
    names = [title[:31], *(f"{title[:26]} ({n})" for n in range(2, 100))]
    return next(name for name in names if name.casefold() not in folded)


def summary(counts: Mapping[str, int]) -> str:
    return _("{error} қате, {warning} ескерту, {info} мәлімет", **counts)


def deadlines(found: Sequence[Deadline], remarks: Sequence[str], alarms: Sequence[str]) -> Listing:
    """The deadlines, each with how it was counted."""
    states = state_words()
    numbers = {state: sum(1 for each in found if each.state == state) for state in states}
    counted = ", ".join(f"{states[state]}: {number}" for state, number in numbers.items() if number)
    rows: list[list[Any]] = [
        [
            number, states[each.state], each.day or "—", each.subtask, "; ".join(filter(None, (each.body, each.subject))), each.title,
            "\n".join([each.rule, *working(each)]), each.latest_start or "—", each.done_on or "—", each.source,
        ]
        for number, each in enumerate(found, 1)
    ]  # fmt: skip
    return Listing(
        kind="deadlines",
        title=_("Мерзімдер тізімі"),
        summary=counted or _("мерзім жоқ"),
        remarks=[f"• {each}" for each in remarks],
        alarms=alarms,
        headings=(
            "№", _("Күйі"), _("Мерзімі"), _("Қосалқы тапсырма"), _("Жол"), _("Не істеу керек"), _("Қалай саналды"),
            _("Бастаудың соңғы күні"), _("Орындалды"), _("Негізі"),
        ),
        widths=(6, 15, 12, 11, 8, 36, 62, 13, 12, 44),
        rows=rows,
        fills={n: STATES[each.state] for n, each in enumerate(found) if each.state in STATES},
    )  # fmt: skip


def measures(found: Sequence[Figure], remarks: Sequence[str], alarms: Sequence[str]) -> Listing:
    """The measures, each with numerator, denominator and the rows behind it."""
    units = unit_words()
    rows: list[list[Any]] = [
        [
            number, decimal(each.measured.value) + (units.get(each.measure.unit, "") if each.measured.value is not None else ""), each.measure.subtask,
            "\n".join([_(each.measure.title), *each.measured.notes]), decimal(each.measured.numerator), decimal(each.measured.denominator),
            _rows(each.measured.rows), _rows(each.measured.missing),
        ]
        for number, each in enumerate(found, 1)
    ]  # fmt: skip
    return Listing(
        kind="measures",
        title=_("Көрсеткіштер"),
        summary=_("{n} көрсеткіш", n=len(found)),
        remarks=[f"• {each}" for each in remarks],
        alarms=alarms,
        headings=("№", _("Мәні"), _("Қосалқы тапсырма"), _("Көрсеткіш"), _("Алымы"), _("Бөлімі"), _("Саналған жолдар"), _("Жетпейтін жолдар")),
        widths=(6, 15, 11, 56, 11, 11, 44, 44),
        rows=rows,
        fills={},
    )


_MOST_ROWS = 60


def _rows(rows: Sequence[Row]) -> str:
    """Rows by sheet: «Басшылар: 5, 6, 9»; a long list is cut and says how long it is."""
    by_sheet: dict[str, list[int]] = {}
    for each in rows:
        by_sheet.setdefault(each.table.sheet, []).append(each.number)
    lines = []
    for sheet, numbers in by_sheet.items():
        more = _(" … барлығы {n}", n=len(numbers)) if len(numbers) > _MOST_ROWS else ""
        lines.append(f"{sheet}: {', '.join(map(str, sorted(set(numbers))[:_MOST_ROWS]))}{more}")
    return "\n".join(lines)
