"""Which rows of two lists are one offence: on lists made from seeds that were not used in making the rule."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from made.offences import two_lists
from project2_law.matching import Pair, Record, Weights, pairs
from project2_law.plugin import provide_project

WEIGHTS = Weights.of(provide_project().edition.tables["matching"][0])


def _records(rows: list[dict[str, Any]]) -> list[Record]:
    return [Record.of(n, row["erdr"], row["person"], row["position"], row["offence_on"]) for n, row in enumerate(rows)]


@pytest.mark.parametrize("seed", range(7_001, 7_021))
def test_true_pairs_are_found_and_no_false_one(seed: int) -> None:
    made = two_lists(seed)
    found = {(pair.ours, pair.theirs) for pair in pairs(_records(made.ours), _records(made.theirs), WEIGHTS)}
    assert not found - made.pairs
    assert len(found & made.pairs) >= 0.98 * len(made.pairs)


def _row(person: str, day: date = date(2026, 3, 10), post: str = "бас маман", number: str | None = None) -> dict[str, Any]:
    return {"person": person, "position": post, "offence_on": day, "erdr": number}


def _paired(one: dict[str, Any], other: dict[str, Any]) -> Pair | None:
    return next(iter(pairs(_records([one]), _records([other]), WEIGHTS)), None)


@pytest.mark.parametrize(
    "other",
    [
        _row("Yлгiбaeв Сынақ Мысалұлы"),  # letters of another script
        _row("Улгибаев Сынак Мысалулы"),  # letters that a Russian keyboard lacks
        _row("Үлгібаев Сынақ"),
        _row("Үлгібаве Сынақ Мысалұлы"),
        _row("Үлгібаев Сынақ Мысалұлы", date(2026, 10, 3)),
    ],
)
def test_a_slip_does_not_part_them(other: dict[str, Any]) -> None:
    pair = _paired(_row("Үлгібаев Сынақ Мысалұлы"), other)
    assert pair is not None
    assert not pair.by_number


@pytest.mark.parametrize(
    "other",
    [
        _row("Үлгібаев Сынақ Мысалұлы", date(2026, 3, 11)),  # another day
        _row("Үлгібаев Сынақ Мысалұлы", post="ауыл әкімі"),
        _row("Үлгібаев Данияр Мысалұлы"),
        _row("Мысалов Сынақ Мысалұлы"),
    ],
)
def test_a_namesake_stays_apart(other: dict[str, Any]) -> None:
    assert _paired(_row("Үлгібаев Сынақ Мысалұлы"), other) is None


def test_a_register_number_ties_them_but_not_two_accused_of_one_case() -> None:
    number = "267600000000001"
    tied = _paired(_row("Үлгібаев Сынақ", number=number), _row("Үлгбаев Сынкқ", date(2026, 4, 1), "маман", f"№ {number}"))
    assert tied is not None
    assert tied.by_number
    assert _paired(_row("Үлгібаев Сынақ", number=number), _row("Мысалов Ерлан", number=number)) is None
    assert _paired(_row("Үлгібаев Сынақ", number=number), _row("Үлгібаев Сынақ", number="267600000000999")) is None


def test_nobody_is_paired_twice() -> None:
    twins = [_row("Үлгібаев Сынақ Мысалұлы"), _row("Үлгібаев Сынақ Мысалұлы")]
    assert len(pairs(_records(twins), _records(twins[:1]), WEIGHTS)) == 1
