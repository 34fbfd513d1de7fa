"""A whole check of an opened workbook: the sheets, the rules of features and plugins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ubb4.base.problem import Problem, incomplete
from ubb4.base.text import gettext as _
from ubb4.book.decisions import decided, known_by
from ubb4.book.finding import Finding, counts, in_order
from ubb4.checks import check as checks
from ubb4.checks.check import PluginRules
from ubb4.desk.desk import Desk
from ubb4.desk.gathered import name_of, problems_of
from ubb4.desk.opened import Opened
from ubb4.plugins.found import OWN


@dataclass(frozen=True)
class Checked:
    """Findings in the order of the workbook, how many of each severity, notes, and what could not be checked."""

    findings: tuple[Finding, ...]
    notes: tuple[str, ...]
    problems: tuple[Problem, ...]

    @property
    def counts(self) -> dict[str, int]:
        return counts(self.findings)

    @property
    def set_aside(self) -> int:
        """How many of them an officer has decided about, with a reason; they stay in the counts."""
        return sum(1 for finding in self.findings if finding.set_aside)

    def to_json(self) -> dict[str, Any]:
        return {
            "findings": [finding.to_json() for finding in self.findings], "counts": self.counts, "set_aside": self.set_aside, "notes": list(self.notes),
            "problems": [problem.to_json() for problem in self.problems],
        }  # fmt: skip


def check(opened: Opened) -> Checked:
    """Everything that is found in a workbook; in a gathered one, what is found in each sender's part, and in the whole only what no part answers for."""
    if opened.parts:
        return _of_parts(opened, [check(part) for part in opened.parts])
    common = opened.toolkit.common.edition
    shared = [PluginRules(OWN, common, feature.rules) for feature in opened.toolkit.features if feature.rules]
    own = [PluginRules(each.name, each.project.edition, each.rules) for each in opened.plugins]
    found = checks.check(opened.book, [*shared, *own], opened.expected(), opened if opened.sender is None else None, _inputs(opened))
    known = decided(known_by(found.findings, opened.book.tables.values()), opened.book.decided)
    return Checked(tuple(known), (*opened.notes, *_unreasoned(known)), (*opened.problems, *found.problems))


def _inputs(opened: Opened) -> dict[str, list[str]]:
    """By register.column, the deadlines that are counted of it."""
    found = dict[str, list[str]]()
    for project in opened.projects:
        for subtask in project.subtasks:
            for due in subtask.due if subtask.id in opened.applying else ():
                for column in filter(None, (due.event, due.period, *due.done)):
                    found.setdefault(column, []).append(_(due.title))
    return found


def _unreasoned(findings: Sequence[Finding]) -> list[str]:
    """A decision without a reason is told, and does not count."""
    number = sum(1 for each in findings if each.decision and not each.reason)
    return [_("Себебі жазылмаған шешім есепке алынбайды: {n}.", n=number)] if number else []


def _of_parts(opened: Opened, parts: Sequence[Checked]) -> Checked:
    findings = decided(known_by(opened.book.findings, opened.book.tables.values()), opened.book.decided)
    for part, checked in zip(opened.parts, parts, strict=True):
        findings += [replace(finding, body=name_of(part)) for finding in checked.findings]
    return Checked(tuple(in_order(findings, opened.book.sheets)), opened.notes, problems_of(opened, [each.problems for each in parts]))


def check_file(desk: Desk, path: Path, marked: Path | None = None) -> Checked:
    """Findings of one file; with `marked`, a copy of the file that shows them too."""
    checked = check(desk.read(path))
    if marked is not None:
        from ubb4.excel import listing
        from ubb4.excel.marked import write_copy

        alarms = incomplete([*desk.toolkit.problems, *checked.problems])
        write_copy(path, marked, checked.findings, listing.findings(checked.findings, checked.counts, checked.notes, alarms))
    return checked
