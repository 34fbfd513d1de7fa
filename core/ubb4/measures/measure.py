"""A measure: a number that the instruction asks for, made of a plain function, and what it was counted from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from ubb4.book.book import Book
from ubb4.book.table import Row
from ubb4.law.edition import Edition


@dataclass(frozen=True, slots=True)
class Measured:
    """A number and what it was counted from.  `value` is None when there is nothing to count; `notes` are sentences: the rule
    that it follows, the reading chosen, what would lift it."""

    value: float | None
    numerator: float | None = None
    denominator: float | None = None
    rows: tuple[Row, ...] = field(default=())
    missing: tuple[Row, ...] = field(default=())
    notes: tuple[str, ...] = field(default=())


MeasureFunction = Callable[[Book, Edition], Measured]


@dataclass(frozen=True, slots=True)
class Measure:
    """A number that the instruction asks for; `unit` is count, percent, working_days or score."""

    function: MeasureFunction
    title: str
    unit: str
    subtask: str
    registers: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.function.__name__


def measure(*registers: str, title: str, subtask: str, unit: str = "count") -> Callable[[MeasureFunction], Measure]:
    """Make a measure of a function; forms and notebooks call it by the function's name."""

    def make(function: MeasureFunction) -> Measure:
        return Measure(function, title, unit, subtask, registers)

    return make
