"""What the formulas come to, as `due` says it: stored beside them, for LibreOffice and Protected View show stored values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ubb4.book.table import Table
from ubb4.book.typed import parse_term
from ubb4.deadlines.deadline import Deadline, state_words
from ubb4.deadlines.due import Instance, subject_of
from ubb4.excel.computed import days
from ubb4.excel.computed.cells import EMPTY, FIRST_ROW, Places, no_calendar
from ubb4.excel.computed.rules import RANK, Line, Pair
from ubb4.excel.computed.subjects import FILLED, PERIOD, SUBJECT
from ubb4.excel.layout import Plan


@dataclass(frozen=True)
class Nearest:
    """The deadline of several that comes first: what is overdue before what is ahead, then what was late, then what was in time."""

    day: date | None = None
    warned: date | None = None
    state: str = ""
    overdue: int = 0
    ahead: int = 0


class Values:
    """The values of one workbook."""

    def __init__(self, plan: Plan, places: Places) -> None:
        self.places = places
        self.book = plan.book
        self.first, self.last = days.span(plan)
        self.words = state_words()
        self._by_row: dict[tuple[str, str, int | None, int], dict[int, Deadline]] = {}
        self._alone: dict[tuple[str, int | None, int], Deadline] = {}
        self._groups: dict[tuple[str, int | None, str], list[Deadline]] = {}
        for each in plan.instances:
            self._keep(each)

    def _keep(self, each: Instance) -> None:
        subtask = each.deadline.subtask
        if each.row is None:
            self._alone[subtask, each.rule, each.number] = each.deadline
            return
        register = each.row.table.register.name
        self._by_row.setdefault((register, subtask, each.rule, each.number), {})[each.row.number] = each.deadline
        self._groups.setdefault((subtask, each.rule, register), []).append(each.deadline)

    def looked(self, register: str, name: str) -> dict[int, Any]:
        """By row, what a column of subjects or periods comes to."""
        table = self.book.tables.get(register)
        if table is None:
            return {}
        if name == SUBJECT:
            return {row.number: subject_of(self.book, row) or EMPTY for row in table}
        if name.startswith(FILLED):
            return self._filled(table, name.removeprefix(FILLED))
        terms = {row.number: parse_term(row[name.removeprefix(PERIOD)]) for row in table}
        return {number: term.ends_on for number, term in terms.items() if term.ends_on is not None and term.kind in ("date", "quarter")}

    def _filled(self, table: Table, column: str) -> dict[int, Any]:
        """The day of each row, an empty one that of the last row above which has one, also below the rows that were begun."""
        found, day, days_of = dict[int, Any](), None, {row.number: row.date(column) for row in table}
        for number in range(FIRST_ROW, self.places.last_row(table.register.name) + 1):
            day = days_of.get(number) or day
            found[number] = EMPTY if day is None else day
        return found

    def of_pair(self, pair: Pair) -> dict[int, tuple[Any, Any]]:
        """(day, state) of a pair by row."""
        return {row: self._shown(deadline) for row, deadline in self._of(pair).items()}

    def events(self, pair: Pair) -> dict[int, Any]:
        """The day of a pair's event by row."""
        return {row: deadline.event_day for row, deadline in self._of(pair).items()}

    def _of(self, pair: Pair) -> dict[int, Deadline]:
        return self._by_row.get((pair.register, pair.rule.subtask.id, pair.rule.place, pair.number), {})

    def of_map(self, subtask: str, row: int) -> tuple[Any, Any]:
        return self._shown(self._by_row.get(("map", subtask, None, 0), {}).get(row))

    def of_line(self, line: Line) -> tuple[Any, Any]:
        return self._shown(self._alone.get((line.rule.subtask.id, line.rule.place, line.number)))

    def near_line(self, line: Line) -> Nearest:
        return self._nearest(filter(None, [self._alone.get((line.rule.subtask.id, line.rule.place, line.number))]))

    def near_rows(self, subtask: str, rule: int | None, register: str) -> Nearest:
        """The nearest among the rows of a register."""
        return self._nearest(self._groups.get((subtask, rule, register), ()))

    def nearest(self, found: Sequence[Nearest]) -> Nearest:
        """The nearest of several, each the nearest of its own."""
        there = [each for each in found if each.day is not None]
        return min(there, key=lambda each: (RANK.index(each.state), each.day)) if there else Nearest()

    def _nearest(self, deadlines: Iterable[Deadline]) -> Nearest:
        there = [each for each in deadlines if self._reached(each) and each.state in RANK]
        if not there:
            return Nearest()
        best = min(there, key=lambda each: (RANK.index(each.state), each.day))
        count = {state: sum(each.state == state for each in there) for state in RANK}
        return Nearest(best.day, best.warned, best.state, count["overdue"], count["due"])

    def _shown(self, deadline: Deadline | None) -> tuple[Any, Any]:
        if deadline is None:
            return EMPTY, EMPTY
        return (deadline.day, self.words[deadline.state]) if self._reached(deadline) else (no_calendar(), EMPTY)

    def _reached(self, deadline: Deadline) -> bool:
        """Whether the sheet of days holds the deadline's day and that of its event."""
        event = deadline.event_day or self.first
        return deadline.day is not None and self.first <= deadline.day <= self.last and self.first <= event <= self.last
