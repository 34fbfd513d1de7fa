"""The scores of project 3 against a plain counting written for this test, over random registers, under every reading."""

from __future__ import annotations

import itertools
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from project3_compliance import measures
from project3_compliance.points import Scale
from ubb4.base.settings import Settings
from ubb4.book.book import Book
from ubb4.book.memory import book_of
from ubb4.plugins.hearing import hear

TOOLKIT = hear(Settings(enabled=("project3_compliance",)))
PROJECT = TOOLKIT.plugins[0].project
DOCUMENTS = [f"S{n}" for n in range(1, 9)]
READINGS = [
    {"score_scope": scope, "score_between_tens": between, "score_below_floor": below}
    for scope, between, below in itertools.product(("S9", "each", "average"), ("step", "linear"), ("formula", "zero"))
]
# a document of an entity: not there; there without a link; there with one; the regulation older than its model
STATE = st.sampled_from(["none", "no", "bare", "linked", "old"])
REGISTERS = st.lists(st.lists(STATE, min_size=8, max_size=8), min_size=2, max_size=14)


def _book(states: list[list[str]]) -> Book:
    rows: dict[str, list[dict[str, Any]]] = {"entities": [], "documents": []}
    for number, mine in enumerate(states):
        rows["entities"].append({"id": f"N{number}", "name_kk": f"Субъект {number}"})
        for document, state in zip(DOCUMENTS, mine, strict=True):
            if state != "none":
                rows["documents"].append(
                    {
                        "entity": f"N{number}", "document": document, "present": "no" if state == "no" else "yes",
                        "approved_on": date(2020, 1, 1) if state == "old" else date(2024, 1, 1),
                        "link": f"https://n{number}.kz/{document}" if state in ("linked", "old") else None,
                    }
                )  # fmt: skip
    return book_of(TOOLKIT.registers, rows, {"year": 2026, "kind": "regional_akimat"})


def _counted(states: list[list[str]]) -> dict[str, int]:
    """How many entities have each document, by hand."""
    found = {}
    for place, document in enumerate(DOCUMENTS):
        found[document] = sum(mine[place] in ("bare", "linked") or (mine[place] == "old" and document != "S1") for mine in states)
    found["S9"] = sum(all(state in ("linked", "old") for state in mine) for mine in states)
    return found


def _points(number: int, total: int, reading: dict[str, str]) -> Fraction:
    """The table of the instruction, read row by row: 100 % is 2, 90 % is 1.8, … each 10 % is 0.2."""
    if reading["score_below_floor"] == "zero" and 2 * number < total:
        return Fraction(0)
    if reading["score_between_tens"] == "linear":
        return Fraction(2 * number, total)
    points = Fraction(0)
    for tenths in range(1, 11):
        if 10 * number >= tenths * total:
            points = Fraction(tenths, 5)
    return points


@pytest.mark.parametrize("reading", READINGS, ids=lambda reading: "-".join(reading.values()))
def test_every_figure_is_the_plain_count(reading: dict[str, str]) -> None:
    law = PROJECT.choosing(reading).edition

    @settings(max_examples=25)
    @given(REGISTERS)
    def agree(states: list[list[str]]) -> None:
        book, counted, total = _book(states), _counted(states), len(states)
        for each in (*measures.SHARES, measures.share_s9):
            document = each.name.removeprefix("share_").upper()
            measured = each.function(book, law)
            assert (measured.numerator, measured.denominator) == (counted[document], total)
            assert measured.value == round(100 * counted[document] / total, 1)
            assert len(measured.rows) == counted[document]
            assert len(measured.rows) + len(measured.missing) == total
        numbers = list(counted.values())
        wanted = {
            "S9": lambda: _points(counted["S9"], total, reading),
            "each": lambda: sum((_points(number, total, reading) for number in numbers), Fraction(0)),
            "average": lambda: _points(sum(numbers), 9 * total, reading),
        }[reading["score_scope"]]()
        score = measures.score.function(book, law)
        assert score.value == round(float(wanted), 3)
        assert len(score.rows) + len(score.missing) == total
        assert any("0,2" in note for note in score.notes)

    agree()


@given(st.integers(1, 700), st.data())
def test_what_lifts_the_score_is_the_least_that_does(total: int, data: st.DataObject) -> None:
    number = data.draw(st.integers(0, total))
    for reading in READINGS:
        scale = Scale.of(PROJECT.choosing(reading).edition)
        lift = scale.lift(number, total)
        gains = [scale.points(more, total) - scale.points(number, total) for more in range(number, total + 1)]
        if lift is None:
            assert not any(gain > 0 for gain in gains)
        else:
            assert gains[lift[0]] == lift[1] > 0
            assert not any(gain > 0 for gain in gains[: lift[0]])


def test_the_printed_table() -> None:
    scale = Scale.of(PROJECT.edition)
    assert [float(scale.points(n, 100)) for n in (100, 90, 80, 70, 60, 50)] == [2, 1.8, 1.6, 1.4, 1.2, 1]
    assert [float(scale.points(n, 100)) for n in (99, 95, 49, 9)] == [1.8, 1.8, 0.8, 0]


def test_one_entity_is_told_that_it_is_no_share() -> None:
    book = book_of(TOOLKIT.registers, {"entities": [{"id": "N1", "name_kk": "А"}], "documents": []}, {"year": 2026, "kind": "quasi_state"})
    for each in (*measures.SHARES, measures.share_s9, measures.score):
        measured = each.function(book, PROJECT.edition)
        assert measured.value is None
        assert "жетекшілік ететін орган" in measured.notes[0]
