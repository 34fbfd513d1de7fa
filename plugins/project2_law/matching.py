"""Two lists of offences against each other: which rows are one offence, how likely, and in which fields they differ.

Rows are tied by the pre-trial register number where both have one, else by name, post and date; a row has at most one
partner, the likeliest. Nothing is merged here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from project2_law.names import alike, near, parts, word_likeness
from project2_law.rules.heads import register_number

_DIGITS_TYPED_AS_LETTERS = str.maketrans("oOоОlIІіЗзБб", "000011113366")


@dataclass(frozen=True, slots=True)
class Record:
    """What is compared of one row; `place` is its index in its own list."""

    place: int
    number: str
    surname: str
    given: str
    patronymic: str
    post: str
    day: date | None

    @classmethod
    def of(cls, place: int, number: object, name: object, post: object, day: date | None) -> Record:
        digits = register_number(str(number).translate(_DIGITS_TYPED_AS_LETTERS)) if number else ""
        return cls(place, digits, *parts(str(name or "")), alike(str(post or "")), day)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two rows that are probably one offence: likeness in percent, and whether the register number ties them."""

    ours: int
    theirs: int
    likeness: float
    by_number: bool


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each field weighs, in percent, and the least likeness of a proposed pair."""

    surname: float
    given: float
    patronymic: float
    day: float
    post: float
    swapped_day: float
    least: float

    @classmethod
    def of(cls, entry: Mapping[str, float]) -> Weights:
        return cls(**{name: float(entry[name]) for name in cls.__slots__})


def pairs(ours: Sequence[Record], theirs: Sequence[Record], weights: Weights) -> list[Pair]:
    """The pairs at or above the least likeness, each row in one at most, likeliest first."""
    scored = []
    for left, right in _candidates(ours, theirs):
        likeness, by_number = _likeness(left, right, weights)
        if likeness >= weights.least:
            scored.append((likeness, by_number, left.place, right.place))
    scored.sort(key=lambda each: (-each[0], not each[1], each[2], each[3]))
    found, used_ours, used_theirs = [], set(), set()
    for likeness, by_number, left_place, right_place in scored:
        if left_place not in used_ours and right_place not in used_theirs:
            used_ours.add(left_place)
            used_theirs.add(right_place)
            found.append(Pair(left_place, right_place, round(likeness, 1), by_number))
    return found


def _candidates(ours: Sequence[Record], theirs: Sequence[Record]) -> Iterator[tuple[Record, Record]]:
    """Rows that share a number, a name, or a date (day and month perhaps swapped), each couple once."""
    index: dict[object, list[Record]] = defaultdict(list)
    for record in theirs:
        for key in _keys(record):
            index[key].append(record)
    for record in ours:
        seen = set()
        for key in (*_keys(record), *_swapped(record)):
            for other in index.get(key, ()):
                if other.place not in seen:
                    seen.add(other.place)
                    yield record, other


def _keys(record: Record) -> Iterator[object]:
    if record.number:
        yield "number", record.number
    if record.given:
        yield record.surname, record.given
    if record.day:
        yield record.day


def _swapped(record: Record) -> Iterator[date]:
    if record.day and record.day.day <= 12 and record.day.day != record.day.month:
        yield date(record.day.year, record.day.day, record.day.month)


def _likeness(left: Record, right: Record, weights: Weights) -> tuple[float, bool]:
    both = bool(left.number and right.number)
    same_number = both and left.number == right.number
    words = near if same_number else word_likeness  # one case may have several accused: the name still decides
    surname, given = words(left.surname, right.surname), words(left.given, right.given)
    if not surname and not given:
        return 0.0, False
    if both and not same_number and OSA.distance(left.number, right.number, score_cutoff=1) > 1:
        return 0.0, False
    missing = not left.patronymic or not right.patronymic
    patronymic = 0.8 if missing else word_likeness(left.patronymic, right.patronymic)
    day = _day_likeness(left.day, right.day, weights.swapped_day)
    post = 0.7 if not (left.post and right.post) else _post_likeness(left.post, right.post)
    likeness = weights.surname * surname + weights.given * given + weights.patronymic * patronymic + weights.day * day + weights.post * post
    if same_number:
        return (max(likeness, weights.least), True) if surname and given else (min(likeness, weights.least - 1), True)
    if not (surname and given and patronymic and day and post):
        likeness = min(likeness, weights.least - 1)
    return likeness, same_number


def _day_likeness(left: date | None, right: date | None, swapped: float) -> float:
    if left is None or right is None:
        return 0.5 if left is right else 0.0
    if left == right:
        return 1.0
    return swapped if (left.year, left.month, left.day) == (right.year, right.day, right.month) else 0.0


def _post_likeness(left: str, right: str) -> float:
    ratio = fuzz.ratio(left, right, score_cutoff=80)
    return ratio / 100
