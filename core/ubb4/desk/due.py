"""Deadlines of an opened workbook, or of events that are given without one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from ubb4.base.errors import UseError
from ubb4.base.problem import Problem
from ubb4.base.text import gettext as _
from ubb4.deadlines.deadline import Deadline
from ubb4.deadlines.due import deadlines
from ubb4.desk.desk import Desk
from ubb4.desk.gathered import name_of, problems_of
from ubb4.desk.opened import Opened


@dataclass(frozen=True)
class Counted:
    """Deadlines in order of day, notes, and what could not be counted."""

    deadlines: tuple[Deadline, ...]
    notes: tuple[str, ...]
    problems: tuple[Problem, ...]

    def to_json(self) -> dict[str, Any]:
        return {
            "deadlines": [each.to_json() for each in self.deadlines], "notes": list(self.notes),
            "problems": [problem.to_json() for problem in self.problems],
        }  # fmt: skip


def due(opened: Opened) -> Counted:
    """Every date that the workbook's events fix."""
    if opened.parts:
        return _of_parts(opened, [due(part) for part in opened.parts])
    problems = list[Problem]()
    found = deadlines(opened.book, opened.projects, roll=opened.book.roll, problems=problems)
    return Counted(tuple(found), opened.notes, (*opened.problems, *problems))


def _of_parts(opened: Opened, parts: Sequence[Counted]) -> Counted:
    found = [replace(each, body=name_of(part)) for part, counted in zip(opened.parts, parts, strict=True) for each in counted.deadlines]
    found.sort(key=lambda each: (each.day is None, each.day or date.max, each.subtask, each.body, each.subject))
    return Counted(tuple(found), opened.notes, problems_of(opened, [each.problems for each in parts]))


def due_of_events(desk: Desk, given: Mapping[str, Sequence[date]]) -> Counted:
    """What given days fix, without a workbook."""
    opened = desk.empty()
    projects = [plugin.project for plugin in opened.toolkit.plugins]
    known = {due.event for project in projects for s in project.subtasks for due in s.due if due.event}
    for name in given:
        if name not in known:
            events = ", ".join(sorted(known))
            raise UseError(_("«{name}» оқиғасы белгісіз. Белгілі оқиғалар: {events}.", name=name, events=events), "unknown-event")
    problems = list[Problem]()
    found = deadlines(opened.book, projects, given, opened.book.roll, problems=problems)
    return Counted(tuple(found), (), tuple(problems))
