"""Look-alike letters, spaces, quotes: compared alike, reported, never changed silently."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ubb4.base.spelling import folded, has_odd_spaces, is_mixed, mixed_words, nearest, to_cyrillic


@pytest.mark.parametrize("word", ["iшкi", "тiзбесi", "Iле", "hәм", "Öскемен", "əлем", "Cepикoв", "Ѳскемен"])
def test_words_of_two_scripts_are_found(word: str) -> None:
    assert is_mixed(word)
    assert not is_mixed(to_cyrillic(word))


@pytest.mark.parametrize("text", ["ТОО «ABC»", "ISO 37001", "ішкі талдау", "https://example.kz/анонс", "T1", ""])
def test_scripts_side_by_side_are_not_mixed(text: str) -> None:
    assert not is_mixed(text)
    assert mixed_words(text) == []


def test_what_compares_alike() -> None:
    assert folded("Iшкi  талдау\u00a0№ 1:") == folded("ішкі талдау № 1")
    assert folded("“Кесте”") == folded("«кесте»")
    assert folded("іс–шара") == folded("Іс-шара")
    assert folded("T1") == folded("t1") == folded("Т1") == folded("т1")
    assert folded("CO\u2060") == folded("со") == folded("СО")


@pytest.mark.parametrize("text", ["а  б", " а", "а ", "а\u00a0б", "а\tб"])
def test_odd_spaces(text: str) -> None:
    assert has_odd_spaces(text)


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert folded(folded(text)) == folded(text)


def test_the_nearest_wording() -> None:
    assert nearest("Орындалган", ["орындалды", "орындалуда", "орындалмады"]) in ("орындалуда", "орындалды")
    assert nearest("мүлде басқа", ["орындалды"]) is None


@given(st.text(st.sampled_from("AaBbCcEeIiKkMmOoPpTtXx0123456789-/. АВСЕНІКМОРТХ"), max_size=8))
def test_case_never_makes_two_keys(text: str) -> None:
    assert folded(text.upper()) == folded(text.lower()) == folded(text)
