"""A workbook as a reader gives it: sheets of cells, and where in a sheet the head of a register stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from itertools import chain
from typing import Any

from ubb4.base.spelling import folded
from ubb4.book.rows import filled
from ubb4.law.register import Register

LIKE = 0.6  # a sheet with more of a register's headers is taken for it
_SEARCHED_ROWS, FAR_ROWS = 25, 200  # a head further down is looked for where the name says that it is there


@dataclass(frozen=True)
class Sheet:
    """A sheet as a reader gives it: rows start at A1, empty cells are '' or None; `errors` and `unvalued` (formulas without a saved value)
    are by (row, column), both from 1; `merged` blocks are (top, left, bottom, right), `totals` the rows of totals of its tables, `months` the
    cells whose format shows a day as its month, `from_1904`: numbers of days count from 1904."""

    name: str
    rows: Sequence[Sequence[Any]]
    visible: bool = True
    hidden_rows: frozenset[int] = frozenset()
    errors: Mapping[tuple[int, int], str] = field(default_factory=dict)
    unvalued: Mapping[tuple[int, int], str] = field(default_factory=dict)
    merged: Sequence[tuple[int, int, int, int]] = ()
    totals: frozenset[int] = frozenset()
    months: frozenset[tuple[int, int]] = frozenset()
    from_1904: bool = False
    _seen: _Seen = field(init=False, default_factory=lambda: _Seen(), repr=False, compare=False)

    @property
    def seen(self) -> _Seen:
        """What was seen of these very rows."""
        if self._seen.rows is not self.rows:
            self._seen.renew(self.rows)
        return self._seen

    def __reduce__(self) -> tuple[Any, ...]:
        """What was seen is no part of what crosses to another process."""
        return Sheet, tuple(getattr(self, each.name) for each in fields(self) if each.init)

    def texts(self, within: int) -> list[dict[str, int]]:
        """The texts of the first rows, in which a head is looked for: folded once for all registers."""
        texts = self.seen.texts
        for row in self.rows[len(texts) : within]:
            texts.append(folded_texts(row))
        return texts[:within]

    def every(self, within: int) -> frozenset[str]:
        """All of those texts together."""
        every = self.seen.every
        if within not in every:
            every[within] = frozenset(chain.from_iterable(self.texts(within)))
        return every[within]


class _Seen:
    """The texts of a sheet's first rows, and the heads that registers have in it."""

    def __init__(self) -> None:
        self.renew(())

    def renew(self, rows: Sequence[Sequence[Any]]) -> None:
        """Begin again with other rows."""
        self.rows = rows
        self.texts: list[dict[str, int]] = []
        self.every: dict[int, frozenset[str]] = {}
        self.heads: dict[tuple[int, int], tuple[Register, tuple[int, dict[str, int]]]] = {}


@dataclass(frozen=True)
class Workbook:
    """A workbook read whole: its sheets in order, what could not be seen in it, sheets that were not read for a cell
    that is too far, and cells far from the rest that were left out, by sheet."""

    sheets: Sequence[Sheet]
    unseen: Sequence[str] = ()
    too_far: Mapping[str, str] = field(default_factory=dict)
    strays: Mapping[str, Sequence[str]] = field(default_factory=dict)
    blind: str = ""  # the format, where it hides which cells show an error: an empty cell may be one
    decided: Mapping[str, Any] = field(default_factory=dict)  # `Decision` by what a finding is known by, of an open workbook


def matches(sheets: Sequence[Sheet], registers: Sequence[Register]) -> dict[int, Sheet]:
    """Which sheet holds which register: by the sheet's exact name, by a title or synonym, else by most of its headers; in every case with
    headers, for a name alone makes no register."""
    found: dict[int, Sheet] = {}
    rest = list(sheets)
    for exact in (True, False):
        for sheet in list(rest):
            name = folded(sheet.name)
            for place, register in enumerate(registers):
                if place not in found and name in (register.sheet_names if exact else register.names) and _belongs(sheet, register):
                    found[place] = sheet
                    rest.remove(sheet)
                    break
    for sheet in rest:
        best, most = None, LIKE
        for n, register in enumerate(registers):
            share = likeness(sheet, register) if n not in found else 0.0
            if share > most:
                best, most = n, share
        if best is not None:
            found[best] = sheet
    return dict(sorted(found.items()))


def _belongs(sheet: Sheet, register: Register) -> bool:
    """Whether a sheet of the right name holds anything of the register; an empty one does."""
    if register.layout == "form":
        return True
    return bool(header(sheet, register)[1]) or not any(filled(row) for row in sheet.rows) or bool(header(sheet, register, FAR_ROWS)[1])


def likeness(sheet: Sheet, register: Register) -> float:
    """The share of a register's headers that a sheet has; 0 for fewer than three."""
    hits = header(sheet, register)[1] if register.layout == "table" else {}
    return len(hits) / len(register.columns) if len(hits) >= 3 else 0.0


def header(sheet: Sheet, register: Register, within: int = _SEARCHED_ROWS) -> tuple[int, dict[str, int]]:
    """(row number, {column name: column number}) of the row that holds most of the register's headers, headers of a second line below
    it among them."""
    heads = sheet.seen.heads
    kept = heads.get((id(register), within))
    if kept is None or kept[0] is not register:
        kept = heads[id(register), within] = register, _find_header(sheet, register, within)
    return kept[1]


def _find_header(sheet: Sheet, register: Register, within: int) -> tuple[int, dict[str, int]]:
    best: tuple[int, dict[str, int]] = (0, {})
    for number, texts in enumerate(sheet.texts(within) if not register.headed.keys().isdisjoint(sheet.every(within)) else (), 1):
        hits = _hits(texts, register) if len(texts) > len(best[1]) and not texts.keys().isdisjoint(register.headed) else {}
        if len(hits) > len(best[1]):
            best = number, hits
    number, hits = best
    if number and number < len(sheet.rows):
        below = {name: place for name, place in _hits(folded_texts(sheet.rows[number]), register).items() if name not in hits}
        if below and all(not isinstance(cell, str) or not cell.strip() or place in below.values() for place, cell in enumerate(sheet.rows[number], 1)):
            return number + 1, hits | below
    return best


def _hits(texts: Mapping[str, int], register: Register) -> dict[str, int]:
    """The columns whose header is among a row's texts, the first of several, in the register's order."""
    hits: dict[str, int] = {}
    for text, place in texts.items():
        for name in register.headed.get(text, ()):
            hits[name] = min(place, hits.get(name, place))
    return {name: hits[name] for name in register.by_name if name in hits} if hits else hits


def folded_texts(row: Sequence[Any]) -> dict[str, int]:
    """A row's texts, folded, each with its first place, from 1."""
    texts: dict[str, int] = {}
    if not any(row):  # most rows of a new register
        return texts
    for place, cell in enumerate(row, 1):
        if isinstance(cell, str) and cell:
            texts.setdefault(folded(cell), place)
    return texts
