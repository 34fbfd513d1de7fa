"""Rows of a sheet that are no rows of a register: numbers under the heads, totals, headings of sections, notes below.

They are passed over and told, never counted; what merged cells cover has the value of the block.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from ubb4.base.spelling import folded
from ubb4.base.text import N_

NUMBERING, TOTAL, SECTION, NOTE = "numbering", "total", "section", "note"
SENTENCES = {
    NUMBERING: N_("Бағандардың нөмірлері көрсетілген жол: реестрдің жолы емес, өткізілді."),
    TOTAL: N_("Қорытынды жол: реестрдің жолы емес, саналмады."),
    SECTION: N_("Бөлім тақырыбы: реестрдің жолы емес, өткізілді."),
    NOTE: N_("Кестенің астындағы мәтін: реестрдің жолы емес, өткізілді."),
}
_LONG = 25  # letters of a text that stands alone below a table: no key is so long


@cache
def _words() -> dict[str, tuple[str, ...]]:
    data = tomllib.loads((Path(__file__).parent / "words.toml").read_text("utf-8"))["rows"]
    return {name: tuple(folded(word) for word in words) for name, words in data.items()}


def filled(row: Sequence[Any]) -> bool:
    """Whether a row holds something that an eye sees."""
    return any(map(_is_seen, row))


def _is_seen(cell: Any) -> bool:
    return cell is not None and (not isinstance(cell, str) or bool(cell.strip()))


def strange(
    rows: Sequence[Sequence[Any]],
    numbers: Sequence[int],
    places: Sequence[int],
    totals: frozenset[int],
    merged: Sequence[tuple[int, int, int, int]],
    keyed: bool,
) -> dict[int, str]:
    """From the place of a row that is none to why; `places` are the register's columns, from 1, `keyed` where the first holds short keys."""
    found: dict[int, str] = {}
    wide = {top: right - left + 1 for top, left, bottom, right in merged if top == bottom and right - left >= 2}
    starts = {word[:4] for word in _words()["totals"]}
    initials = {word[0] for word in starts}
    for index, (row, number) in enumerate(zip(rows, numbers, strict=True)):
        if index and number not in totals and number not in wide and not _may_be_total(row, starts, initials):
            continue  # most rows of a long register are passed by a glance
        cells = [row[place - 1] for place in places if place <= len(row)]
        texts = list(filter(_is_seen, row))
        if index == 0 and _is_numbering(cells):
            found[index] = NUMBERING
        elif number in totals or _is_total(texts):
            found[index] = TOTAL
        elif len(texts) == 1 and isinstance(texts[0], str) and wide.get(number, 0) >= max(3, len(places) // 2):
            found[index] = SECTION
    for index in range(len(rows) - 1, -1, -1):  # from below, as long as each row is one text alone
        if index in found:
            continue
        texts = list(filter(_is_seen, rows[index]))
        if len(places) < 3 or len(texts) != 1 or not isinstance(texts[0], str):
            break
        if not _is_note(texts[0]) and not (keyed and len(texts[0]) >= _LONG and rows[index][places[0] - 1] == texts[0]):
            break
        found[index] = NOTE
    return found


def _may_be_total(row: Sequence[Any], starts: set[str], initials: set[str]) -> bool:
    first = next((cell for cell in row if cell is not None and cell != ""), None)
    if not isinstance(first, str):
        return False
    letter = first[0]  # most rows begin with one that no word of totals begins with
    if letter.isalnum() and letter.casefold() not in initials and folded(letter) not in initials:
        return False
    return folded(first[:12])[:4] in starts


def _is_numbering(cells: Sequence[Any]) -> bool:
    """1 2 3 … under the heads, one after the other, at least three."""
    shown = [str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str("" if cell is None else cell).strip() for cell in cells]
    values = [text for text in shown if text]
    if len(values) < 3 or not all(text.isdecimal() for text in values):
        return False
    first = int(values[0])
    return first in (0, 1) and [int(text) for text in values] == list(range(first, first + len(values)))


def _is_total(texts: Sequence[Any]) -> bool:
    """A row whose first text is a word of totals; a row of a register has more beside it than numbers."""
    if not texts or not isinstance(texts[0], str):
        return False
    first = folded(texts[0])
    named = any(first == word or first.startswith((f"{word} ", f"{word}:")) for word in _words()["totals"])
    return named and all(isinstance(cell, int | float) for cell in texts[1:])


def _is_note(text: str) -> bool:
    return text.lstrip().startswith("*") or any(folded(text).startswith(word) for word in _words()["notes"])


def spread(column: list[Any], numbers: Sequence[int], place: int, merged: Sequence[tuple[int, int, int, int]]) -> Iterator[tuple[int, int]]:
    """Give the rows that a merged block covers its value -> (place of the block's first row, rows that it covers)."""
    where: Mapping[int, int] = {number: index for index, number in enumerate(numbers)}
    for top, left, bottom, right in merged:
        if not left <= place <= right or bottom == top or top not in where:
            continue
        covered = [where[number] for number in range(top + 1, bottom + 1) if number in where]
        if not covered or column[where[top]] in (None, ""):
            continue
        for index in covered:
            if column[index] in (None, ""):
                column[index] = column[where[top]]
        yield where[top], len(covered)
