"""Kazakh endings of numbers: what a reader of Kazakh wrote down, and a law for all up to a thousand."""

from __future__ import annotations

import io
import re

import pytest
from babel.messages.pofile import read_po

from conftest import ROOT
from ubb4.base import text
from ubb4.base.numbers import at_time, from_own, own

WRITTEN = {
    0: "0-і", 1: "1-і", 2: "2-сі", 3: "3-і", 4: "4-і", 5: "5-і", 6: "6-сы", 7: "7-сі", 8: "8-і", 9: "9-ы", 10: "10-ы", 16: "16-сы", 20: "20-сы", 30: "30-ы",
    40: "40-ы", 50: "50-і", 60: "60-ы", 70: "70-і", 80: "80-і", 90: "90-ы", 100: "100-і", 119: "119-ы", 120: "120-сы", 200: "200-і", 1000: "1000-ы", 1005: "1005-і",
}  # fmt: skip


@pytest.mark.parametrize(("number", "written"), WRITTEN.items())
def test_so_many_of_them(number: int, written: str) -> None:
    assert own(number) == written


def test_every_number_follows_its_last_word() -> None:
    for number in range(1, 1001):
        last = number % 10 or number % 100 or (100 if number % 1000 else 1000)
        assert own(number).partition("-")[2] == WRITTEN[last].partition("-")[2], number


@pytest.mark.parametrize(
    ("day", "written"),
    [(5, "5-інен"), (9, "9-ынан"), (10, "10-ынан"), (20, "20-сынан"), (2, "2-сінен"), (6, "6-сынан"), (31, "31-інен"), (15, "15-інен"), (30, "30-ынан")],
)
def test_from_a_day(day: int, written: str) -> None:
    assert from_own(day) == written


def test_a_number_with_a_part_is_left() -> None:
    assert own(9.5) == "9.5"


@pytest.mark.parametrize(
    ("n", "ru", "en"),
    [
        (1, "1 рабочий день", "1 working day"),
        (2, "2 рабочих дня", "2 working days"),
        (5, "5 рабочих дней", "5 working days"),
        (11, "11 рабочих дней", "11 working days"),
        (21, "21 рабочий день", "21 working days"),
        (112, "112 рабочих дней", "112 working days"),
        (2.5, "2.5 рабочих дня", "2.5 working days"),
    ],
)
def test_a_word_beside_a_number_in_a_translation(n: float, ru: str, en: str, monkeypatch: pytest.MonkeyPatch) -> None:
    words = {"ru": "{n} {n:рабочий день|рабочих дня|рабочих дней}", "en": "{n} {n:working day|working days}"}
    monkeypatch.setattr(text, "translation", lambda message, language: words[language])
    for language, wanted in (("ru", ru), ("en", en)):
        with text.speaking(language):
            assert text.gettext("{n} жұмыс күні", n=n) == wanted


def test_no_russian_message_has_a_bare_plural_beside_a_number() -> None:
    """«3 рабочих дней»: a word that bends stands beside a number only in a form that follows it."""
    bare = re.compile(r"\{(?:n|most|more|done|days|count|number)\} (?:рабочи|календарн|дн|день|месяц|мес\.|строк|ячеек|файл|знак|балл|цифр|документ)")
    found = []
    for path in (*ROOT.glob("core/ubb4/locale/ru/*/*.po"), *ROOT.glob("plugins/*/locale/ru/*/*.po"), *ROOT.glob("notebooks/locale/ru/*/*.po")):
        found += [
            (path.name, entry.string) for entry in read_po(io.BytesIO(path.read_bytes()), "ru") if isinstance(entry.string, str) and bare.search(entry.string)
        ]
    assert found == []


@pytest.mark.parametrize(
    ("time", "written"), [("10:00", "10:00-де"), ("15:30", "15:30-да"), ("9:15", "9:15-те"), ("11:40", "11:40-та"), ("12:45", "12:45-те"), ("түсте", "түсте")]
)
def test_at_an_hour(time: str, written: str) -> None:
    assert at_time(time) == written
