"""Measures of an opened workbook."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ubb4.base.problem import Problem
from ubb4.desk.opened import Opened
from ubb4.measures.figures import Figure


@dataclass(frozen=True)
class Taken:
    """Measures with their proof, notes, and what could not be counted."""

    figures: tuple[Figure, ...]
    notes: tuple[str, ...]
    problems: tuple[Problem, ...]

    def to_json(self) -> dict[str, Any]:
        return {
            "measures": [each.to_json() for each in self.figures], "notes": list(self.notes),
            "problems": [problem.to_json() for problem in self.problems],
        }  # fmt: skip


def measures(opened: Opened) -> Taken:
    """Every number that the instruction asks for."""
    found, failed = opened.figures
    return Taken(tuple(found), opened.notes, (*opened.problems, *failed))
