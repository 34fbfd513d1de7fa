"""A periodic deadline is fulfilled inside its own period: rows drawn over three years against a count written for this test."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import BUNDLED
from ubb4.base.problem import Problem
from ubb4.base.settings import Settings
from ubb4.book.memory import book_of
from ubb4.deadlines.deadline import Deadline
from ubb4.deadlines.due import deadlines
from ubb4.law.subtask import Due
from ubb4.plugins.hearing import hear

TOOLKIT = hear(Settings(enabled=tuple(BUNDLED)))
MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}
ROMAN = ("I", "II", "III", "IV")
PERIODIC = [
    pytest.param(plugin, subtask, due, id=f"{subtask.id}-{due.title[:20]}")
    for plugin in TOOLKIT.plugins
    for subtask in plugin.project.subtasks
    for due in subtask.due
    if due.every or due.within
]
TODAY = date(2026, 11, 20)
days = st.dates(date(2025, 1, 1), date(2027, 12, 31))


def _end(year: int, number: int, months: int) -> date:
    following = number * months + 1
    return date(year + (following > 12), (following - 1) % 12 + 1, 1) - timedelta(days=1)


def _counted(book: Any, plugin: Any, subtask: Any, due: Due) -> list[Deadline]:
    problems = list[Problem]()
    found = deadlines(book, [plugin.project], problems=problems)
    assert problems == []
    return [each for each in found if each.subtask == subtask.id and each.title.startswith(due.title) and each.event == due.event and each.day]


def test_there_are_such_deadlines() -> None:
    assert len(PERIODIC) >= 5
    assert {param.values[0].name for param in PERIODIC} >= {"project1_risk", "project3_compliance", "project4_culture"}  # type: ignore[attr-defined]


@pytest.mark.parametrize(("plugin", "subtask", "due"), [each for each in PERIODIC if not each.values[2].event])  # type: ignore[attr-defined]
def test_a_date_fulfils_its_own_period_alone(plugin: Any, subtask: Any, due: Due) -> None:
    register, __, column = due.done[0].partition(".")

    @given(st.lists(days, max_size=6))
    def agrees(dates: list[date]) -> None:
        rows = [{column: day, **due.where} for day in dates]
        book = book_of(TOOLKIT.registers, {register: rows}, {"year": 2026, "kind": None})
        book.today = TODAY
        months = MONTHS[due.every or due.within]
        ends = [_end(2026, number, months) for number in range(1, 12 // months + 1)]
        inside = []
        for number, end in enumerate(ends):
            first = ends[number - 1] + timedelta(days=1) if number else date(2026, 1, 1)
            inside.append(any(first <= day <= end and (not due.within or day <= TODAY) for day in dates))
        found = sorted(_counted(book, plugin, subtask, due), key=lambda each: each.day or date.max)
        assert [each.done_on is not None for each in found] == inside
        assert not [each for each, held in zip(found, inside, strict=True) if each.state == "done" and not held]

    agrees()


def test_a_row_fulfils_the_quarter_that_it_names() -> None:
    """Monitoring: the row says which quarter it is for; a month, a year or a half is none."""
    plugin = next(each for each in TOOLKIT.plugins if each.name == "project1_risk")

    @given(
        st.lists(
            st.tuples(
                st.integers(2025, 2027),
                st.integers(1, 4),
                st.sampled_from(["{r} тоқсан {y}", "{n} квартал {y} года", "{y}", "наурыз {y}", "II жартыжылдық {y}"]),
                days,
            ),
            max_size=6,
        )
    )
    def agrees(drawn: list[tuple[int, int, str, date]]) -> None:
        rows = {
            "analyses": [{"id": "A1", "object": "Жер", "starts_on": date(2026, 1, 5), "ends_on": date(2026, 1, 30)}],
            "results": [{"analysis": "A1", "note_signed_on": date(2026, 2, 2)}],
            "risks": [{"id": "T1", "analysis": "A1", "risk": "Тәуекел"}],
            "plan": [{"id": "M1", "risk": "T1", "measure": "Шара"}],
            "monitoring": [
                {"plan": "M1", "quarter": form.format(y=year, n=number, r=ROMAN[number - 1]), "received_on": day} for year, number, form, day in drawn
            ],
        }
        known = {register.name: register for register in TOOLKIT.registers}
        rows = {name: [{key: value for key, value in row.items() if key in known[name].by_name} for row in each] for name, each in rows.items()}
        book = book_of(TOOLKIT.registers, rows, {"year": 2026, "kind": None})
        book.today = TODAY
        due = next(each for s in plugin.project.subtasks for each in s.due if each.every == "quarter" and each.period)
        subtask = next(s for s in plugin.project.subtasks if due in s.due)
        named = {(year, number) for year, number, form, __ in drawn if "тоқсан" in form or "квартал" in form}
        for each in _counted(book, plugin, subtask, due):
            assert each.day is not None
            end = each.day.replace(day=1) - timedelta(days=1)
            if each.done_on is not None:
                assert (end.year, end.month // 3) in named

    agrees()
