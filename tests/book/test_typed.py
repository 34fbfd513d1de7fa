"""Dates, numbers and terms as people type them."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ubb4.base.text import speaking
from ubb4.book.typed import date_of_serial, meant_month, parse_date, parse_number, parse_term
from ubb4.documents.wording import long_date

DATES = {
    "«15» наурыз 2026": "2026-03-15",
    "2026 жылғы 29 маусымда сағат 10.00-де": "2026-06-29",
    "24мамыр 2023 жыл": "2023-05-24",
    "23.05.2023ж": "2023-05-23",
    "04.01.2023 жылдың": "2023-01-04",
    "«15» 07 2026 года": "2026-07-15",
    '2025 жылғы "  " 4 шілде': "2025-07-04",
    "15 марта 2026 г.": "2026-03-15",
    "2024 ж. 15 наурыз": "2024-03-15",
    "15-наурыз, 2024": "2024-03-15",
    "2026-03-15": "2026-03-15",
    "15/03/2026": "2026-03-15",
    "15 мaусым 2026": "2026-06-15",  # a Latin a inside the month
}


@pytest.mark.parametrize(("typed", "wanted"), DATES.items())
def test_known_wordings(typed: str, wanted: str) -> None:
    assert parse_date(typed) == date.fromisoformat(wanted)


@pytest.mark.parametrize("typed", ["кеше", "мамыр", "31.02.2026", "15 мамыс 2026", "15", "тұрақты", "2026 жыл"])
def test_unknown_wordings_are_not_guessed(typed: str) -> None:
    assert parse_date(typed) is None


def test_a_misspelt_month_is_named() -> None:
    assert meant_month("15 мамыс 2026") == "мамыр"


@given(st.dates(date(1990, 1, 1), date(2099, 12, 31)), st.sampled_from(["kk", "ru"]))
def test_what_documents_print_is_read_back(day: date, language: str) -> None:
    with speaking(language):
        assert parse_date(long_date(day, day.year)) == day
    assert parse_date(day.strftime("%d.%m.%Y")) == day


@given(st.text(max_size=40))
def test_no_text_breaks_the_parsers(text: str) -> None:
    parse_date(text)
    parse_number(text)
    parse_term(text)


@pytest.mark.parametrize(
    ("typed", "kind", "ends_on"),
    [
        ("III тоқсан 2026", "quarter", "2026-09-30"),
        ("2026 жылғы ІІІ тоқсан", "quarter", "2026-09-30"),
        ("3-тоқсан 2026", "quarter", "2026-09-30"),
        ("III квартал 2026 года", "quarter", "2026-09-30"),
        ("I жартыжылдық 2026", "half", "2026-06-30"),
        ("қыркүйек 2026", "month", "2026-09-30"),
        ("2026 жыл ішінде", "year", "2026-12-31"),
        ("до 1 сентября 2026 года", "date", "2026-09-01"),
        ("тоқсан сайын", "periodic", None),
        ("не менее двух мероприятий в год", "count", None),
        ("тұрақты", "vague", None),
        ("по графику", "vague", None),
        ("жыл көлемінде", "vague", None),
        ("шығу кезінде", "vague", None),
        ("белгісіз бірдеңе", "unknown", None),
    ],
)
def test_terms(typed: str, kind: str, ends_on: str | None) -> None:
    term = parse_term(typed)
    assert (term.kind, term.ends_on) == (kind, date.fromisoformat(ends_on) if ends_on else None)


@pytest.mark.parametrize(("typed", "wanted"), [("44,5", 44.5), ("1 200 000,50 тг.", 1200000.5), ("12", 12.0), ("1.5", 1.5)])
def test_numbers(typed: str, wanted: float) -> None:
    assert parse_number(typed) == wanted


@pytest.mark.parametrize("typed", ["", "он екі", "12 адам", "1,2,3"])
def test_what_is_no_number(typed: str) -> None:
    assert parse_number(typed) is None


def test_a_day_number_of_excel() -> None:
    assert date_of_serial(46_000) == date(2025, 12, 9)
    assert date_of_serial(44_538, year_1904=True) == date(2025, 12, 9)
    assert date_of_serial(12) is None


_PERIODS = re.compile(
    r"(?:[1-4]|i{1,3}v?|iv|І{1,3}V?|IV|бірінші|третий|[5-9])(?: ?-?(?:ші|шы|й))? (?:тоқсан|квартал|кв\.|жартыжылдық|полугодие) ?[0-9]{4}(?: ж\.| жыл| год)?"
    r"|[0-9]{4} (?:жылғы |жылы |года )?(?:I|II|III|IV|IIV|VI|4|9) (?:тоқсан|квартал|полугодие)"
    r"|(?:наурыз|қыркүйек|декабрь|марта)(?: айы)? [0-9]{4}|[0-9]{4} жылғы (?:ақпан|май)|[0-9]{4}(?: жыл| год)? ?(?:ішінде|бойы)?"
)


@given(st.from_regex(_PERIODS, fullmatch=True))
def test_whatever_the_grammar_makes_is_a_term(text: str) -> None:
    """Drawn from how periods are written, slips and impossible years among them: a kind always, never an error; a day lies in the year that was typed."""
    term = parse_term(text)
    assert term.kind in {"quarter", "half", "month", "year", "unknown", "date", "periodic", "count", "vague"}
    if term.kind in ("quarter", "half", "month", "year"):
        assert term.ends_on is not None
        assert str(term.ends_on.year) in text
        assert (term.ends_on + timedelta(days=1)).day == 1


@pytest.mark.parametrize("typed", ["IIV тоқсан 2026", "IV квартал 9999", "декабрь 9999", "март 0000", "3 полугодие 2026", "5 тоқсан 2026", "0000 жыл", "9999"])
def test_a_period_that_there_is_not_is_unknown(typed: str) -> None:
    assert parse_term(typed).kind == "unknown"
