"""The text of the instruction as it ships, by year: an official document of a state body, in Kazakh, and our plain translations line by line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_EDITIONS = Path(__file__).parent.parent / "common" / "editions"
SUBTASK = re.compile(r"P\d+\.T\d+\.S\d+")
_CITED = re.compile(r"\d+(?:[–-]\d+)?(?=-жол)|(?:(?<=строка )|(?<=строки )|(?<=line )|(?<=lines ))\d+(?:[–-]\d+)?")  # as a norm says it in each language
_SPAN = re.compile(r"(\d+)(?:\s*[–-]\s*(\d+))?")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the text: its number, its words, and what they say in another language (empty in Kazakh)."""

    number: int
    words: str
    translation: str = ""


@cache
def text(year: int, language: str = "kk") -> tuple[str, ...]:
    """Its lines, the first at place 0; of the nearest older year where there is none, empty where there is no text at all."""
    years = sorted((int(path.parent.name) for path in _EDITIONS.glob(f"*/instruction.{language}.txt")), reverse=True)
    found = next((each for each in years if each <= year), None)
    return tuple((_EDITIONS / str(found) / f"instruction.{language}.txt").read_text("utf-8").splitlines()) if found else ()


def passage(lines: str, year: int, language: str = "kk") -> list[Line]:
    """The lines that a source names («255–266», «284»), empty ones left out; each line once."""
    whole, other, numbers = text(year), text(year, language) if language != "kk" else (), dict[int, None]()
    for span in _SPAN.finditer(lines):
        first, last = int(span[1]), int(span[2] or span[1])
        numbers |= dict.fromkeys(number for number in range(first, min(last, len(whole)) + 1) if whole[number - 1].strip())
    return [Line(number, whole[number - 1].strip(), other[number - 1].strip() if other else "") for number in numbers]


def cited(source: str, lines_of: Mapping[str, str]) -> list[str]:
    """The lines that a norm cites («…, 284-жол», «…, строка 284», «P2.T1.S1»); `lines_of` gives those of a subtask."""
    named = [lines_of[id] for id in dict.fromkeys(SUBTASK.findall(source)) if id in lines_of]
    return _CITED.findall(source) or named


def holds(quote: str, year: int) -> bool:
    """Whether a quotation stands in the text letter by letter, white space folded, beside hyphens too."""
    return _folded(quote) in _folded(" ".join(text(year)))


def _folded(words: str) -> str:
    return re.sub(r"\s+", " ", words).replace("- ", "-")
