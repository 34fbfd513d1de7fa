"""Rule and Measure, and the decorators that make them from a plain function.

    @rule("analyses", source="P1.T1.S3")
    def announced_late(book: Book, law: Edition) -> Iterator[Found]:
        ...

A rule yields `row.found(column, message)` and never raises on user data.  It is run only when every register
it names is enabled.  A measure returns `Measured`, a number that can show its rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ubb4.book.book import Book
    from ubb4.book.finding import Finding
    from ubb4.book.table import Row
    from ubb4.law.edition import Edition


@dataclass(frozen=True, slots=True)
class Found:
    """What a rule found, before the check names its code and plugin."""

    finding: Finding


RuleFunction = Callable[["Book", "Edition"], Iterator[Found]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A named function over the book; `code` is the function's name with hyphens."""

    function: RuleFunction
    registers: tuple[str, ...]
    source: str
    severity: str = "error"

    @property
    def code(self) -> str:
        return self.function.__name__.replace("_", "-")

    @property
    def title(self) -> str:
        return (self.function.__doc__ or "").strip()


def rule(*registers: str, source: str, severity: str = "error") -> Callable[[RuleFunction], Rule]:
    """Make a rule of a function; `registers` are those it cannot do without."""

    def make(function: RuleFunction) -> Rule:
        return Rule(function, registers, source, severity)

    return make


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


MeasureFunction = Callable[["Book", "Edition"], Measured]


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


def of_module(kind: type, names: Iterable[object]) -> list[object]:
    """The rules or measures among a module's values, in order of definition."""
    return [value for value in names if isinstance(value, kind)]
