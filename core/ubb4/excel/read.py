"""A workbook as it was read: from a file, or from one that is open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class ReadSheet:
    """A sheet; rows start at A1. `errors` and `unvalued` are by (row, column), both from 1."""

    name: str
    rows: Sequence[Sequence[Any]]
    visible: bool
    hidden_rows: frozenset[int] = frozenset()
    errors: Mapping[tuple[int, int], str] = field(default_factory=dict)
    unvalued: Mapping[tuple[int, int], str] = field(default_factory=dict)


@dataclass(frozen=True)
class ReadWorkbook:
    """A workbook read whole, and what could not be seen in it."""

    sheets: tuple[ReadSheet, ...]
    unseen: tuple[str, ...] = ()
