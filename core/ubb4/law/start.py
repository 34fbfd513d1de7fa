"""What an event begins: the rows that it needs in several registers, with the days that the law fixes, as an edition says them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

DUES = "dues"


@dataclass(frozen=True, slots=True)
class StartRow:
    """One row, or several: `each` says by column every key of another register, every `quarters` or `months` of the year (`quarters ended`: those
    that have), or «=A B», those of these that apply; `of` dues: one row for every day that the law fixes about the event. In `values` stand {names of what was given}, {register} for the key of the row begun there, {day} and {title} of a due."""

    register: str
    values: Mapping[str, str] = field(default_factory=dict)
    each: Mapping[str, str] = field(default_factory=dict)
    of: str = ""


@dataclass(frozen=True, slots=True)
class Start:
    """An event with what is to be given about it: by name the column of `register`, whose row in hand tells it; `about` the register
    whose begun row the days are about."""

    id: str
    title: str
    rows: tuple[StartRow, ...]
    register: str = ""
    given: Mapping[str, str] = field(default_factory=dict)
    about: str = ""


def read_start(entry: Mapping[str, Any]) -> Start:
    """A `[[start]]` table of a project's file."""
    return Start(**{**entry, "rows": tuple(StartRow(**row) for row in entry["rows"])})
