"""A rule, and the decorator that makes one from a plain function.

    @rule("analyses", source="P1.T1.S3")
    def announced_late(book: Book, law: Edition) -> Iterator[Found]:
        ...

A rule yields `row.found(column, message)` and never raises on user data.  It is run only when every register
it names is there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from ubb4.book.finding import Found

# (book, law), and of a rule of the whole opened workbook (book, law, opened)
RuleFunction = Callable[..., Iterator[Found]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A named function over the book; `code` is the function's name with hyphens.

    One that is `whole` is given the opened workbook too: where its file lies, the toolkit, the documents that it would make.
    """

    function: RuleFunction
    registers: tuple[str, ...]
    source: str
    severity: str = "error"
    whole: bool = False

    @property
    def code(self) -> str:
        return self.function.__name__.replace("_", "-")

    @property
    def title(self) -> str:
        return (self.function.__doc__ or "").strip()


def rule(*registers: str, source: str, severity: str = "error", whole: bool = False) -> Callable[[Any], Rule]:
    """Make a rule of a function; `registers` are those it cannot do without."""

    def make(function: RuleFunction) -> Rule:
        return Rule(function, registers, source, severity, whole)

    return make
