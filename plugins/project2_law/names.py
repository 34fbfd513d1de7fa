"""Names as people type them: і or и, look-alike letters, swapped letters, a patronymic left out."""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from ubb4 import folded

# Kazakh letters that Russian keyboards lack are typed as their neighbours
_NEAR = str.maketrans("іүұөқғңәһёэй", "иууокгнахееи")
_NOT_LETTERS = re.compile(r"[^\w\s]|\d|_")


@lru_cache(maxsize=50_000)
def alike(text: str) -> str:
    """The form in which two names are compared: one script, one case, near letters as one, no signs."""
    return " ".join(_NOT_LETTERS.sub(" ", folded(text).translate(_NEAR)).split())


@lru_cache(maxsize=50_000)
def parts(name: str) -> tuple[str, str, str]:
    """(surname, given name, patronymic) of a full name as `alike` gives it; empty where there is none."""
    words = alike(name).split()
    return (
        words[0] if words else "",
        words[1] if len(words) > 1 else "",
        " ".join(words[2:]),
    )


def word_likeness(first: str, second: str) -> float:
    """1 for one word, 0.9 with one slip (a letter more, less, other, or two swapped), else 0."""
    if first == second:
        return 1.0
    short = min(len(first), len(second))
    return 0.9 if short > 2 and OSA.distance(first, second, score_cutoff=1) <= 1 else 0.0


def near(first: str, second: str) -> float:
    """1 for one word, down to 0.7 for one typed with several slips, else 0."""
    return fuzz.ratio(first, second, score_cutoff=70) / 100


def same_person(first: str, second: str, least: float) -> bool:
    """Whether two spellings are probably one person: each word alike, the patronymic perhaps left out; `least` in percent."""
    one, two = parts(first), parts(second)
    if not (one[1] and two[1]) or not (word_likeness(one[0], two[0]) and word_likeness(one[1], two[1])):
        return False
    shared = 3 if one[2] and two[2] else 2
    if shared == 3 and not word_likeness(one[2], two[2]):
        return False
    return fuzz.ratio(" ".join(one[:shared]), " ".join(two[:shared])) >= least
