"""The text of the instruction as it ships, by year: an official document of a state body, in Kazakh."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

_EDITIONS = Path(__file__).parent.parent / "common" / "editions"
_SPAN = re.compile(r"(\d+)(?:\s*[–-]\s*(\d+))?")


@cache
def text(year: int) -> tuple[str, ...]:
    """Its lines, the first at place 0; of the nearest older year where there is none, empty where there is no text at all."""
    years = sorted((int(path.parent.name) for path in _EDITIONS.glob("*/instruction.kk.txt")), reverse=True)
    found = next((each for each in years if each <= year), None)
    return tuple((_EDITIONS / str(found) / "instruction.kk.txt").read_text("utf-8").splitlines()) if found else ()


def passage(lines: str, year: int) -> list[tuple[int, str]]:
    """The lines that a source names («255–266», «284»), each with its number, empty ones left out."""
    whole, found = text(year), list[tuple[int, str]]()
    for span in _SPAN.finditer(lines):
        first, last = int(span[1]), int(span[2] or span[1])
        found += [(number, whole[number - 1].strip()) for number in range(first, min(last, len(whole)) + 1) if whole[number - 1].strip()]
    return found


def holds(quote: str, year: int) -> bool:
    """Whether a quotation stands in the text letter by letter, white space folded, beside hyphens too."""
    return _folded(quote) in _folded(" ".join(text(year)))


def _folded(words: str) -> str:
    return re.sub(r"\s+", " ", words).replace("- ", "-")
