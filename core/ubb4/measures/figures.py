"""Measures + Book -> numbers, each with its rows."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from ubb4.base.errors import PluginError
from ubb4.base.problem import Problem, guarded
from ubb4.base.text import N_
from ubb4.base.text import gettext as _
from ubb4.book.book import Book
from ubb4.book.table import Row
from ubb4.law.edition import Edition
from ubb4.measures.measure import Measure, Measured


@dataclass(frozen=True, slots=True)
class Figure:
    """A measure with its value; `value` of Measured is None where there is nothing to count."""

    plugin: str
    measure: Measure
    measured: Measured

    def to_json(self) -> dict[str, Any]:
        return {
            "plugin": self.plugin,
            "name": self.measure.name,
            "title": _(self.measure.title),
            "subtask": self.measure.subtask,
            "unit": self.measure.unit,
            "value": self.measured.value,
            "numerator": self.measured.numerator,
            "denominator": self.measured.denominator,
            "rows": [_place(row) for row in self.measured.rows],
            "missing": [_place(row) for row in self.measured.missing],
            "notes": list(self.measured.notes),
        }


class Shown:
    """A measure in a sentence or a form: `{name}`, `{name.numerator}`, `{name.denominator}`; `missing` how many rows lack it,
    `rows` and `lacking` the rows themselves, as `seen` shows them."""

    def __init__(self, measured: Measured, seen: Callable[[Row], Any] = lambda row: row) -> None:
        self._rows, self._lacking, self._seen, self.notes = measured.rows, measured.missing, seen, measured.notes
        self.numerator, self.denominator = decimal(measured.numerator), decimal(measured.denominator)
        self.missing = decimal(len(measured.missing))
        self._value = decimal(measured.value)

    @property
    def rows(self) -> list[Any]:
        return [self._seen(row) for row in self._rows]

    @property
    def lacking(self) -> list[Any]:
        return [self._seen(row) for row in self._lacking]

    def __str__(self) -> str:
        return self._value

    def __format__(self, spec: str) -> str:
        return self._value


def by_name(found: Iterable[Figure], measures: Iterable[Measure]) -> dict[str, Measured]:
    """Every measure by name; one that was not counted has no value."""
    return {measure.name: Measured(None) for measure in measures} | {each.measure.name: each.measured for each in found}


UNITS = ("count", "percent", "days", "working_days", "score")


def unit_words() -> dict[str, str]:
    """What stands behind a number of each unit, in the language in use."""
    # with its space another message than the choice «жұмыс күні» of the calendar: a number of days is written otherwise than one day
    return {"percent": " %", "days": " " + _("күн"), "working_days": _(" жұмыс күні"), "score": " " + _("балл")}


def half_up(value: Fraction | float, places: int) -> float:
    """A number rounded as people round, a half up: 3,125 is 3,13."""
    scale: int = 10**places
    return math.floor(Fraction(value) * scale + Fraction(1, 2)) / scale


def percent(part: float, whole: float, places: int = 1) -> float:
    """The share of a part in a whole (not 0), in per cent, counted exactly and then rounded with a half up."""
    return half_up(Fraction(part) * 100 / Fraction(whole), places)


def decimal(value: float | None) -> str:
    """A number as texts show it: 44,5; a dash for none."""
    if value is None:
        return "—"
    text = f"{value:.10g}"
    if "e" in text:  # a sum of many billions, or next to nothing
        text = f"{value:.4f}".rstrip("0").rstrip(".")
    return text.replace(".", ",")


def _place(row: Row) -> dict[str, Any]:
    return {"sheet": row.table.sheet, "row": row.number, "key": None if row.key is None else str(row.key)}


UNMEASURED = N_("«{name}» көрсеткіші есептелмеді: {error}")


def figures(book: Book, measures: Iterable[tuple[str, Edition, Sequence[Measure]]]) -> tuple[list[Figure], list[Problem]]:
    """Every measure whose registers are there, and what could not be counted."""
    found, problems = list[Figure](), list[Problem]()
    for plugin, law, each in measures:
        for measure in each:
            if all(name in book for name in measure.registers):
                with guarded(problems, plugin, UNMEASURED, name=measure.name):
                    measured: object = measure.function(book, law)
                    if not isinstance(measured, Measured):
                        raise PluginError(_("Measured емес, {kind} қайтарды: return Measured(…) деп жазыңыз.", kind=type(measured).__name__))
                    found.append(Figure(plugin, measure, measured))
    return found, problems
