"""The front page's summary: a plain sentence of measures, and how far a measure is from its target.

[[summary]]
measure = "trained_share"
text = "Оқыған қызметшілер: {trained_share.numerator} / {trained_share.denominator}."
target = "training_share"          # a limit of the edition, or a number
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ubb4.base.text import gettext as _
from ubb4.law.edition import Edition
from ubb4.law.project import Project
from ubb4.law.subtask import Summary
from ubb4.measures.figures import Figure, Shown, decimal, unit_words
from ubb4.measures.measure import Measured


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence; `share` is percent of the target, None where there is no target or nothing to count."""

    measure: str
    subtask: str
    text: str
    share: float | None
    target: str


class _All(dict[str, Shown]):
    """Measures that were not counted are shown as a dash."""

    def __missing__(self, name: str) -> Shown:
        return Shown(Measured(None))


def lines(projects: Iterable[Project], figures: Iterable[Figure], kind: str | None) -> Iterator[Line]:
    """The sentences of every project whose subtasks apply to the kind of body, in order."""
    counted = {figure.measure.name: figure for figure in figures}
    shown = _All({name: Shown(figure.measured) for name, figure in counted.items()})
    for project in projects:
        applying = {subtask.id for subtask in project.subtasks if subtask.applies_to(kind)}
        for each in project.summary:
            figure = counted.get(each.measure)
            if each.subtask not in applying:
                continue
            value = figure.measured.value if figure else None
            goal = target_of(each, project.edition)
            text = _(each.text).format_map(shown) if value is not None else f"{_(each.title)}: {_('есептейтін дерек жоқ')}"
            share = None if value is None or not goal else min(100.0, round(100 * value / goal, 1))
            unit = unit_words().get(figure.measure.unit, "") if figure else ""
            yield Line(each.measure, each.subtask, text, share, f"{_('мақсат')}: {decimal(goal)}{unit}" if goal else "")


def goals(projects: Iterable[Project]) -> dict[str, float]:
    """The number to reach of each measure that has one, by name."""
    found = {each.measure: target_of(each, project.edition) for project in projects for each in project.summary if each.target}
    return {name: goal for name, goal in found.items() if goal is not None}


def below(values: Mapping[str, float | None], wanted: Mapping[str, float]) -> int:
    """How many measures were counted and do not reach their number."""
    return sum((value := values.get(name)) is not None and value < goal for name, goal in wanted.items())


def target_of(summary: Summary, law: Edition) -> float | None:
    """The number to reach: a limit of the edition by name, a number, or none."""
    if isinstance(summary.target, str):
        return law.limit(summary.target).value if summary.target else None
    return float(summary.target)
