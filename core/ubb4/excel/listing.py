"""What goes on the sheets that the toolkit adds, findings and deadlines, whoever writes them there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from ubb4.base.text import gettext as _
from ubb4.book.decisions import DECISION, decision_words
from ubb4.book.finding import Finding, severity_words
from ubb4.book.table import Row
from ubb4.deadlines.deadline import Deadline, state_words, working
from ubb4.excel.style import lines_of
from ubb4.measures.figures import Figure, decimal, unit_words

COLOURS = {"error": (255, 199, 206), "warning": (255, 235, 156), "info": (221, 235, 247)}
SET_ASIDE = (226, 232, 240)  # of a finding that somebody has decided about
STATES = {"overdue": COLOURS["error"], "late": COLOURS["warning"], "due": COLOURS["info"], "done": (226, 239, 218)}


LONGEST = 32_000  # characters: a cell of Excel holds 32,767, a note as many


def clipped(text: str) -> str:
    """A text that a cell can hold; three dots where it was cut."""
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


_LITERAL = 255  # characters that Excel takes as one text within a formula


@dataclass(frozen=True)
class Link:
    """A cell of another sheet, to go to by a click; it shows its address, or a text."""

    sheet: str
    cell: str
    text: str = ""

    @property
    def place(self) -> str:
        return "'" + self.sheet.replace("'", "''") + "'!" + (self.cell or "A1")

    @property
    def shown(self) -> str:
        return self.text or self.cell or "→"

    @property
    def formula(self) -> str:
        """As Excel writes it."""
        shown = self.shown if len(self.shown) <= _LITERAL else f"{self.shown[: _LITERAL - 1]}…"
        return '=HYPERLINK("#{}","{}")'.format(self.place.replace('"', '""'), shown.replace('"', '""'))


@dataclass(frozen=True)
class Listing:
    """One such sheet. `rows` hold texts, numbers, dates and `Link`s; `widths` are in characters, 0 for a column that is not seen; `fills` the
    colour of the second cell by row (from 0); `remarks` and `alarms` stand above the table; `choices` are the answers that a column takes;
    `cell_choices` those of single cells (row, column), `as_text` cells in which what is typed stays a text, `folds` the rows (first, last) that one line stands for and opens."""

    kind: str
    title: str
    summary: str
    remarks: Sequence[str]
    alarms: Sequence[str]
    headings: Sequence[str]
    widths: Sequence[float]
    rows: Sequence[Sequence[Any]]
    fills: Mapping[int, tuple[int, int, int]]
    choices: Mapping[int, Sequence[str]] = field(default_factory=dict)
    folds: Sequence[tuple[int, int]] = ()
    cell_choices: Mapping[tuple[int, int], Sequence[str]] = field(default_factory=dict)
    as_text: Sequence[tuple[int, int]] = ()


FOLDED = 4  # so many findings of one kind beside each other are one line that opens
SOON = 14  # days
_MOST_GONE = 5


def findings(
    found: Sequence[Finding], counts: Mapping[str, int], remarks: Sequence[str], alarms: Sequence[str], was: Mapping[str, tuple[str, str, str]] | None = None
) -> Listing:
    """The list of findings, in the order of the workbook; `was`: the findings of the last check, None where there was none."""
    names, decisions = severity_words(), decision_words()
    rows, fills, folds = list[list[Any]](), dict[int, tuple[int, int, int]](), list[tuple[int, int]]()
    number = 0
    for __, run in groupby(found, lambda each: (each.code, each.sheet, each.severity, each.body)):
        some = list(run)
        if len(some) >= FOLDED:
            first = some[0]
            fills[len(rows)] = COLOURS[first.severity]
            said = _("{n} біртектес ескертпе, біріншісі: {message}", n=len(some), message=first.message)
            rows.append(["", names[first.severity], first.sheet, Link(first.sheet, first.cell), said, first.hint, first.source, *[""] * 4])
            folds.append((len(rows), len(rows) + len(some) - 1))
        for each in some:
            number += 1
            fills[len(rows)] = SET_ASIDE if each.set_aside else COLOURS[each.severity]
            rows.append([
                number, names[each.severity], each.sheet, Link(each.sheet, each.cell) if each.sheet else "",
                f"{each.body}: {each.message}" if each.body else each.message, each.hint, each.source,
                _("жаңа") if was is not None and each.id not in was else "", decisions.get(each.decision, ""), each.reason, each.id,
            ])  # fmt: skip
    aside = sum(1 for each in found if each.set_aside)
    lines = [f"• {each}" for each in (*remarks, *(_since(found, was) if was is not None else ()))]
    lines += ["• " + _("Шешілгені: {n}. Олар санда қалады: шешім қатені жоймайды.", n=aside)] if aside else []
    return Listing(
        kind="findings",
        title=_("Ескертпелер"),
        summary=summary(counts),
        remarks=lines,
        alarms=alarms,
        headings=(
            "№", _("Түрі"), _("Парақ"), _("Ұяшық"), _("Не дұрыс емес"), _("Не істеу керек"), _("Негізі"), _("Жаңа"), _("Шешім"), _("Шешімнің себебі"), "id",
        ),
        widths=(6, 13, 20, 10, 50, 44, 34, 11, 18, 30, 0),
        rows=rows,
        fills=fills,
        choices={DECISION: list(decisions.values())},
        folds=folds,
    )  # fmt: skip


def _since(found: Sequence[Finding], was: Mapping[str, tuple[str, str, str]]) -> Iterator[str]:
    """What is new since the last check, and what has gone."""
    now = {each.id for each in found}
    gone = [texts for id, texts in was.items() if id not in now]
    new = sum(1 for each in found if each.id not in was)
    yield _("Өткен тексеруден бері: жаңасы — {new}, жойылғаны — {gone}.", new=new, gone=len(gone))
    for sheet, cell, message in gone[:_MOST_GONE]:
        yield _("Жойылды: {place}: {message}", place=f"{sheet}!{cell}" if cell else sheet, message=message)


def free_name(title: str, taken: Iterable[str]) -> str:
    """The name that the sheet gets: its title, with a number where a sheet of the officer's own bears it."""
    folded = {name.casefold() for name in taken}
    names = [title[:31], *(f"{title[:26]} ({n})" for n in range(2, 100))]
    return next(name for name in names if name.casefold() not in folded)


def summary(counts: Mapping[str, int]) -> str:
    return _("{error} қате, {warning} ескерту, {info} мәлімет", **counts)


def deadlines(found: Sequence[Deadline], remarks: Sequence[str], alarms: Sequence[str], today: date | None = None) -> Listing:
    """The deadlines, each with how it was counted: overdue, soon, later, and what needs nothing any more in one line that opens."""
    states = state_words()
    numbers = {state: sum(1 for each in found if each.state == state) for state in states}
    counted = ", ".join(f"{states[state]}: {number}" for state, number in numbers.items() if number)
    rows, fills, folds = list[list[Any]](), dict[int, tuple[int, int, int]](), list[tuple[int, int]]()
    ordered = sorted(found, key=lambda each: _urgency(each, today or date.today()))
    number = 0
    for state, run in groupby(ordered, lambda each: each.state):
        some = list(run)
        if state in _FOLDED_STATES and len(some) >= FOLDED:
            fills |= {len(rows): STATES[state]} if state in STATES else {}
            said = _("{n} мерзім: {state}", n=len(some), state=states[state])
            rows.append(["", states[state], "", "", "", said, some[0].rule if state == "unknown" else "", "", "", ""])
            folds.append((len(rows), len(rows) + len(some) - 1))
        for each in some:
            number += 1
            fills |= {len(rows): STATES[state]} if state in STATES else {}
            about = "; ".join(filter(None, (each.body, each.subject)))
            rows.append([
                number, states[each.state], each.day or "", each.subtask,
                Link(each.sheet, f"A{each.row}", about or str(each.row)) if each.sheet and each.row else about, each.title,
                "\n".join([each.rule, *working(each)]), each.latest_start or "", each.done_on or "", each.source,
            ])  # fmt: skip
    return Listing(
        kind="deadlines",
        title=_("Мерзімдер тізімі"),
        summary=counted or _("мерзім жоқ"),
        remarks=[f"• {each}" for each in remarks],
        alarms=alarms,
        headings=(
            "№", _("Күйі"), _("Мерзімі"), _("Қосалқы тапсырма"), _("Оқиғаның жолы"), _("Не істеу керек"), _("Қалай саналды"),
            _("Бастаудың соңғы күні"), _("Орындалды"), _("Негізі"),
        ),
        widths=(6, 15, 12, 13, 13, 36, 62, 14, 14, 44),
        rows=rows,
        fills=fills,
        folds=folds,
    )  # fmt: skip


_FOLDED_STATES = ("done", "late", "unknown")


def _urgency(each: Deadline, today: date) -> tuple[int, date, str, str]:
    """Overdue, what to do in the next days, later, unknown, what is done."""
    soon = each.warned is not None and each.warned <= today + timedelta(days=SOON)
    place = {"overdue": 0, "due": 1 if soon else 2, "unknown": 3, "late": 4, "done": 5}[each.state]
    return place, each.warned or date.max, each.subtask, each.subject


def measures(found: Sequence[Figure], remarks: Sequence[str], alarms: Sequence[str]) -> Listing:
    """The measures, each with numerator, denominator and the rows behind it."""
    units = unit_words()
    rows: list[list[Any]] = [
        [
            number, decimal(each.measured.value) + (units.get(each.measure.unit, "") if each.measured.value is not None else ""), each.measure.subtask,
            "\n".join([_(each.measure.title), *each.measured.notes]), _number(each.measured.numerator), _number(each.measured.denominator),
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


def _number(value: Any) -> float | int | str:
    """A count as a number, with which a person can count on."""
    return "" if value is None else int(value) if value == int(value) else float(value)


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


def fits_a_list(labels: Sequence[str]) -> bool:
    """Whether Excel takes them as the text of a drop-down: 255 characters, and a comma parts two answers."""
    return len(",".join(labels)) <= 255 and not any("," in each for each in labels)


TOP = 5  # rows above the headings, always: a table of Excel keeps its filter only where its head stays
ALARMS, REMARKS = 3, 4  # of them, from 1
_TALLEST = 6  # lines: the head stays in sight, and rows are to be seen below it


def top_of(answer: Listing) -> list[str]:
    """The cells above the table."""
    return [answer.title, answer.summary, "\n".join(answer.alarms), "\n".join(answer.remarks), ""]


def height_of(answer: Listing, text: str) -> float:
    """Points that a text over the whole width needs."""
    return 13.5 * min(_TALLEST, lines_of(text, sum(answer.widths))) + 3 if text else 3


def days_of(cells: Sequence[Any]) -> list[tuple[int, int]]:
    """Where a column holds days: the whole of it, or runs (first, last) where other values stand between them."""
    if not any(isinstance(cell, date) for cell in cells):
        return []
    if all(isinstance(cell, date) or cell == "" for cell in cells):
        return [(0, len(cells) - 1)]
    return [(first, last) for first, last, __ in runs({n: (0, 0, 0) for n, cell in enumerate(cells) if isinstance(cell, date)})]


def runs(fills: Mapping[int, tuple[int, int, int]]) -> list[tuple[int, int, tuple[int, int, int]]]:
    """Neighbouring rows of one colour together: (first, last, colour)."""
    found: list[tuple[int, int, tuple[int, int, int]]] = []
    for row, colour in sorted(fills.items()):
        if found and found[-1][1] == row - 1 and found[-1][2] == colour:
            found[-1] = (found[-1][0], row, colour)
        else:
            found.append((row, row, colour))
    return found
