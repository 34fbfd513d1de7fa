"""Free text goes out only when a person has read it: what was decided of each text, and what is still to be read.

A text is known by its own words, so one that was changed since is asked about again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from ubb4.base.spelling import may_name_somebody
from ubb4.book.table import Row
from ubb4.book.typed import parse_term
from ubb4.law.register import Column

WITHHELD = "—"


def is_free(column: Column, text: str) -> bool:
    """Whether a person must release the text: whatever was typed and is no choice, key, day or number; a surname alone looks like any word."""
    if column.type == "link":
        return may_name_somebody(text)
    if column.type == "term":
        return may_name_somebody(text) or parse_term(text).ends_on is None
    return column.type in ("long", "text", "reference", "person") and not column.choices and _WORD.search(text) is not None


_WORD = re.compile(r"[^\W\d_]{2}")  # T1 and 41-ө are no words


@dataclass
class Release:
    """What was decided of each text, by whom and when where that was told; every text that was asked about, with where it stands."""

    decided: Mapping[str, bool] = field(default_factory=dict)
    by: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    asked: dict[str, tuple[str, str, str]] = field(default_factory=dict)

    @property
    def pending(self) -> dict[str, tuple[str, str, str]]:
        """The texts that are still to be read."""
        return {text: place for text, place in self.asked.items() if self.decided.get(text_key(text)) is None}

    def __call__(self, row: Row, column: Column, text: str) -> str:
        """The text, a dash where it stays inside, nothing while it is not decided."""
        unread = (row.index, column.name) in row.table.bad  # a cell that was not understood may hold anything
        if not text or not (unread or is_free(column, text)):
            return text
        answer = self.decided.get(text_key(text))
        number, cell = row.table.place(row.index, column.name)
        self.asked.setdefault(text, (row.table.sheet, cell or str(number), column.title))
        return text if answer else WITHHELD if answer is False else ""


def text_key(text: str) -> str:
    """A text as it is known again: however many spaces part its words."""
    return " ".join(text.split())
