"""What a note for the head and a letter back say of a whole workbook: its deadlines by state, its findings by sheet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from ubb4.book.finding import Finding
from ubb4.deadlines.deadline import Deadline, shown
from ubb4.documents.fields import Field
from ubb4.documents.wording import cut

SOON = timedelta(days=30)
MOST = 12  # lines of a table that keeps to its page
CELLS = 15


@dataclass(frozen=True)
class Standing:
    """Deadlines on a day: how many in each state, and lines of a kind for those that are overdue or come soon."""

    found: Sequence[Deadline]
    today: date
    named: Callable[[str], str] = str  # what a deadline is about, in words

    @property
    def day(self) -> Field:
        return Field(shown(self.today), self.today)

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        counted = Counter(each.state for each in self.found)
        return {**dict.fromkeys(("overdue", "late", "done", "due"), 0), **counted, "soon": len(self._soon)}

    @property
    def overdue(self) -> list[dict[str, str]]:
        return self._tables["overdue"][:MOST]

    @property
    def soon(self) -> list[dict[str, str]]:
        return self._tables["soon"][:MOST]

    @property
    def more(self) -> Mapping[str, int]:
        """How many lines a table leaves out."""
        return {name: max(0, len(lines) - MOST) for name, lines in self._tables.items()}

    @cached_property
    def _tables(self) -> Mapping[str, list[dict[str, str]]]:
        return {"overdue": self._lines(each for each in self.found if each.state == "overdue"), "soon": self._lines(self._soon)}

    @cached_property
    def _soon(self) -> list[Deadline]:
        return [each for each in self.found if each.state == "due" and each.warned is not None and each.warned <= self.today + SOON]

    def _lines(self, found: Iterable[Deadline]) -> list[dict[str, str]]:
        """A line a title: its earliest day, and what it is about."""
        kinds: dict[str, list[Deadline]] = {}
        for each in sorted(found, key=lambda each: each.warned or date.max):
            kinds.setdefault(each.title, []).append(each)
        return [
            {"title": title, "day": shown(same[0].warned), "subject": cut(_once(self.named(each.subject) for each in same if each.subject), CELLS)}
            for title, same in kinds.items()
        ]


@dataclass(frozen=True)
class Findings:
    """Findings by sheet: how many of each severity, and the cells, never what they hold; `by` is the day by which they are to be mended, where it is set."""

    found: Sequence[Finding]
    by: date | str = ""

    @property
    def error(self) -> int:
        return sum(each.severity == "error" for each in self.found)

    @property
    def warning(self) -> int:
        return sum(each.severity == "warning" for each in self.found)

    @cached_property
    def sheets(self) -> list[dict[str, Any]]:
        by_sheet: dict[str, list[Finding]] = {}
        for each in self.found:
            if each.severity in ("error", "warning"):
                by_sheet.setdefault(each.sheet, []).append(each)
        return [
            {
                "sheet": sheet or "—", "error": sum(each.severity == "error" for each in here), "warning": sum(each.severity == "warning" for each in here),
                "cells": cut(_once(each.cell for each in here if each.cell), CELLS, ", "),
            }
            for sheet, here in by_sheet.items()
        ]  # fmt: skip


def _once(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(texts))


class Later:
    """What is made when a form first names it."""

    def __init__(self, make: Callable[[], Any]) -> None:
        self._make = make

    @cached_property
    def _made(self) -> Any:
        return self._make()

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self._made, name)
