"""Two lists of offences that overlap, typed by two hands with slips; the true pairs are known."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

# syllables of which surnames and given names are made: nobody's in particular
_HEADS = ["Ах", "Бек", "Жан", "Сер", "Тол", "Мұх", "Қай", "Ерм", "Нұр", "Дос", "Сәт", "Өмі", "Үсе", "Ілі", "Ғаб"]
_MIDDLES = ["мет", "бол", "ғали", "жан", "қан", "тай", "ман", "сұл", "дар", "рах", "лық", "ған", "бай", "ерк", "тас"]
_ENDS = ("ов", "ев", "баев", "беков", "ұлов", "ин")
_GIVEN_ENDS = ("", "гүл", "бек", "жан", "ай", "хан", "ия")
POSTS = (
    "бас маман", "бөлім басшысы", "басқарма басшысы", "жетекші маман", "инспектор", "бас инспектор", "әкімнің орынбасары",
    "бас бухгалтер", "директор", "директордың орынбасары", "кеңсе меңгерушісі", "мемлекеттік сатып алу маманы", "заңгер",
    "ауылдық округ әкімі", "полиция учаскелік инспекторы", "бас дәрігер", "мектеп директоры", "сарапшы", "аудитор", "хатшы",
)  # fmt: skip
_LOOKS = {"а": "a", "о": "o", "е": "e", "с": "c", "р": "p", "х": "x", "у": "y", "і": "i"}


@dataclass
class Two:
    """Rows of both sides, and (our place, their place) of the rows that are one offence."""

    ours: list[dict[str, Any]] = field(default_factory=list)
    theirs: list[dict[str, Any]] = field(default_factory=list)
    pairs: set[tuple[int, int]] = field(default_factory=set)


def two_lists(seed: int, rows: int = 5_000, slips: float = 0.03) -> Two:
    """`rows` on each side: 20 % are on one side only, 30 % have no register number, 5 % of persons share a full name."""
    rng = random.Random(seed)
    surnames = sorted({rng.choice(_HEADS) + rng.choice(_MIDDLES) + rng.choice(_ENDS) for __ in range(900)})
    given = sorted({rng.choice(_HEADS) + rng.choice(_MIDDLES) + rng.choice(_GIVEN_ENDS) for __ in range(400)})
    rng.shuffle(surnames)
    rng.shuffle(given)
    people: list[str] = []

    def person() -> str:
        if people and rng.random() < 0.05:
            return rng.choice(people)
        name = f"{rng.choice(surnames[:300])} {rng.choice(given[:150])} {rng.choice(given[:150])}ұлы"
        people.append(name)
        return name

    def offence() -> dict[str, Any]:
        day = date(2025, 1, 1) + timedelta(days=rng.randrange(700))
        number = "".join(rng.choice("0123456789") for __ in range(15)) if rng.random() >= 0.3 else None
        return {"person": person(), "position": rng.choice(POSTS), "offence_on": day, "erdr": number}

    both = [offence() for __ in range(rows * 8 // 10)]
    found = Two()
    for side, alone in ((found.ours, rows - len(both)), (found.theirs, rows - len(both))):
        marked = [(place, _typed(each, rng, slips)) for place, each in enumerate(both)]
        marked += [(-1, _typed(offence(), rng, slips)) for __ in range(alone)]
        rng.shuffle(marked)
        side += [row | {"of": place} for place, row in marked]
    where = {row["of"]: n for n, row in enumerate(found.theirs) if row["of"] >= 0}
    found.pairs = {(n, where[row["of"]]) for n, row in enumerate(found.ours) if row["of"] >= 0}
    return found


def _typed(row: dict[str, Any], rng: random.Random, slips: float) -> dict[str, Any]:
    """The row as somebody types it: each kind of slip comes with the given chance."""
    row = dict(row)
    words = row["person"].split()
    if rng.random() < slips:
        words[0] = _looks(words[0])
    if rng.random() < slips:
        place = rng.randrange(len(words))
        words[place] = words[place].replace("і", "и") if "і" in words[place] else words[place].replace("ұ", "у")
    if rng.random() < slips:
        place = rng.randrange(2)
        words[place] = _swapped(words[place], rng)
    if rng.random() < slips:
        words = words[:2]
    row["person"] = " ".join(words)
    day = row["offence_on"]
    if rng.random() < slips and day.day <= 12:
        row["offence_on"] = date(day.year, day.day, day.month)
    if rng.random() < slips:
        row["position"] = _swapped(row["position"], rng)
    return row


def _looks(word: str) -> str:
    return "".join(_LOOKS.get(letter, letter) for letter in word)


def _swapped(word: str, rng: random.Random) -> str:
    place = rng.randrange(1, len(word) - 1)
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]
