"""Lines of a map and subtasks of the instruction: which belong together, how likely, and whether a person must be asked.

Names of subtasks differ by a word or two, so likeness alone decides nothing: a match is sure only where no other line and no other subtask is nearly as like.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from ubb4.base.likeness import alike
from ubb4.base.text import in_all
from ubb4.features.yearmap.lines import Line
from ubb4.law.subtask import Subtask

SURE, ASKED, MISSING = "sure", "asked", "missing"
_CERTAIN, _POSSIBLE, _APART = 90.0, 55.0, 3.0  # percent
_NUMBER = re.compile(r"\b[PР]\s?(\d)\.[TТ]\s?(\d)\.[SС]\s?(\d+)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Match:
    """A subtask with the line that is most like it; `line` None where none is."""

    subtask: Subtask
    line: Line | None
    likeness: float
    how: str


def matches(subtasks: Sequence[Subtask], lines: Sequence[Line]) -> list[Match]:
    """A match for every subtask, each line in one at most, likeliest first taken."""
    scores = {(s, n): likeness(subtask, line) for s, subtask in enumerate(subtasks) for n, line in enumerate(lines)}
    taken: dict[int, int] = {}
    for (s, n), score in sorted(scores.items(), key=lambda each: -each[1]):
        if score >= _POSSIBLE and s not in taken and n not in taken.values():
            taken[s] = n
    return [_match(s, subtask, lines, taken.get(s), scores) for s, subtask in enumerate(subtasks)]


def _match(s: int, subtask: Subtask, lines: Sequence[Line], n: int | None, scores: Mapping[tuple[int, int], float]) -> Match:
    if n is None:
        return Match(subtask, None, 0.0, MISSING)
    score = scores[s, n]
    others = max((other for (a, b), other in scores.items() if (a == s) != (b == n)), default=0.0)
    return Match(subtask, lines[n], round(score, 1), SURE if score >= _CERTAIN and score - others >= _APART else ASKED)


def likeness(subtask: Subtask, line: Line) -> float:
    """How like a line is to a subtask, in percent, in whichever language it is written."""
    for text in line.texts:
        number = _NUMBER.search(text)
        if number:
            return 100.0 if subtask.id == f"P{number[1]}.T{number[2]}.S{number[3]}" else 0.0
    titles = [alike(title) for title in in_all(subtask.title)]
    return max((fuzz.token_sort_ratio(alike(text), title) for text in line.texts for title in titles), default=0.0)
