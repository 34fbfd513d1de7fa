"""Working days: the published test vectors, laws that hold for every date, agreement with python-holidays."""

from __future__ import annotations

from datetime import date, timedelta

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ubb4.law.days import Calendar, CalendarRange, DayNote, add_months, kazakhstan, quarter_end, quarter_of

VECTORS = """
2024-04-01 2024-03-13 2024-03-12 2024-05-15 2024-04-26 2024-05-04 2024-05-29 2024-06-12 2024-06-17
2024-05-13 2024-04-24 2024-04-23 2024-06-21 2024-06-07 2024-06-14 2024-07-05 2024-07-22 2024-07-25
2024-09-02 2024-08-16 2024-08-15 2024-10-11 2024-09-27 2024-10-04 2024-10-28 2024-11-11 2024-11-14
2025-01-20 2025-01-05 2024-12-31 2025-02-28 2025-02-14 2025-02-21 2025-03-17 2025-04-03 2025-04-08
2025-04-01 2025-03-13 2025-03-12 2025-05-15 2025-04-28 2025-05-06 2025-05-29 2025-06-13 2025-06-18
2025-06-02 2025-05-19 2025-05-16 2025-07-15 2025-06-30 2025-07-08 2025-07-29 2025-08-12 2025-08-15
2026-02-02 2026-01-19 2026-01-16 2026-03-16 2026-02-27 2026-03-06 2026-04-02 2026-04-16 2026-04-21
2026-06-01 2026-05-15 2026-05-14 2026-07-13 2026-06-26 2026-07-03 2026-07-27 2026-08-10 2026-08-13
2026-09-01 2026-08-18 2026-08-17 2026-10-12 2026-09-28 2026-10-05 2026-10-27 2026-11-10 2026-11-13
"""
ROWS = [[date.fromisoformat(day) for day in line.split()] for line in VECTORS.split("\n") if line]
DAYS = st.dates(date(2023, 3, 1), date(2027, 9, 30))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0].isoformat())
def test_the_published_vectors(row: list[date]) -> None:
    start, announce, clear, end, announce_discussion, discuss, sign, plan, publish = row
    calendar = kazakhstan()
    assert calendar.before(start, 10) == announce
    assert calendar.before(start, 10, "clear_days") == clear
    assert calendar.end_of(start, 30) == end
    assert calendar.before(end, 10) == announce_discussion
    assert calendar.before(end, 5) == discuss
    assert calendar.after(end, 10) == sign
    assert calendar.after(sign, 10) == plan
    assert calendar.after(plan, 3) == publish


@pytest.mark.parametrize(
    ("day", "working_days", "wanted"),
    [
        ("2024-04-26", 10, "2024-05-15"),
        ("2024-05-03", 3, "2024-05-10"),
        ("2024-12-30", 3, "2025-01-06"),
        ("2026-03-19", 3, "2026-03-27"),
        ("2026-08-28", 3, "2026-09-02"),
    ],
)
def test_the_other_vectors(day: str, working_days: int, wanted: str) -> None:
    assert kazakhstan().after(date.fromisoformat(day), working_days) == date.fromisoformat(wanted)


def test_the_fifth_of_the_month() -> None:
    off = ["2024-10-05", "2025-04-05", "2025-07-05", "2025-10-05", "2026-04-05", "2026-07-05"]
    assert not any(kazakhstan().is_working(date.fromisoformat(day)) for day in off)
    assert kazakhstan().is_working(date(2025, 1, 5))


def test_the_thirty_first_of_august_2026_is_a_working_day() -> None:
    assert kazakhstan().is_working(date(2026, 8, 31))


@pytest.mark.parametrize(
    ("year", "months"),
    [
        (2024, [21, 21, 17, 22, 20, 20, 22, 21, 21, 22, 21, 21]),
        (2025, [20, 20, 17, 22, 19, 20, 22, 21, 21, 22, 20, 22]),
        (2026, [19, 20, 18, 22, 17, 22, 22, 21, 22, 21, 21, 22]),
    ],
)
def test_working_days_by_month(year: int, months: list[int]) -> None:
    ends = [add_months(date(year, month, 1), 1) - timedelta(days=1) for month in range(1, 13)]
    assert [kazakhstan().between(end.replace(day=1), end) for end in ends] == months


@given(DAYS)
def test_agrees_with_python_holidays(day: date) -> None:
    assert kazakhstan().is_working(day) == holidays.country_holidays("KZ", years=day.year).is_working_day(day)


@given(DAYS, st.integers(1, 60))
def test_counting_forth_and_back(day: date, number: int) -> None:
    calendar = kazakhstan()
    later = calendar.after(day, number)
    assert calendar.between(day + timedelta(days=1), later) == number
    assert calendar.is_working(later)
    earlier = calendar.before(day, number)
    assert calendar.between(earlier, day - timedelta(days=1)) == number
    assert calendar.before(day, number, "clear_days") < earlier


@given(DAYS, st.integers(1, 60))
def test_a_span_counts_both_ends(day: date, number: int) -> None:
    calendar = kazakhstan()
    end = calendar.end_of(day, number)
    assert calendar.between(day, end) == number
    assert calendar.between(calendar.start_of(end, number), end) == number


@given(DAYS, st.integers(1, 40))
def test_skipped_days_explain_the_count(day: date, number: int) -> None:
    calendar = kazakhstan()
    later = calendar.after(day, number)
    off = [each for each in calendar.skipped(day, later) if not calendar.is_working(each.day)]
    assert (later - day).days == number + len(off)


def test_a_holiday_names_its_act() -> None:
    named = {each.day: each for each in kazakhstan().skipped(date(2024, 5, 3), date(2024, 5, 10))}
    assert "17 сәуір" in named[date(2024, 5, 8)].source
    assert named[date(2024, 5, 9)].reason == "Жеңіс күні"


def test_an_override_changes_one_day() -> None:
    changed = kazakhstan().with_overrides([DayNote(date(2026, 8, 31), "off", "жергілікті шешім", "№ 1")])
    assert changed.after(date(2026, 8, 28), 3) == date(2026, 9, 3)
    assert kazakhstan().is_working(date(2026, 8, 31))
    assert changed.overrides == 1


def test_a_year_outside_the_data_is_told() -> None:
    with pytest.raises(CalendarRange, match="2035"):
        kazakhstan().after(date(2035, 1, 1), 3)


def test_years_whose_acts_are_unknown() -> None:
    assert kazakhstan().unconfirmed(date(2026, 12, 1), date(2027, 1, 5)) == [2027]


def test_an_unknown_policy_is_refused() -> None:
    with pytest.raises(ValueError, match="guess"):
        kazakhstan().before(date(2026, 6, 1), 10, "guess")


def test_a_calendar_without_holidays_is_the_plain_week() -> None:
    assert Calendar([], {2026: True}).between(date(2026, 6, 1), date(2026, 6, 7)) == 5


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(-48, 48))
def test_adding_months(day: date, months: int) -> None:
    moved = add_months(day, months)
    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == months
    assert moved.day == day.day or moved.month != (moved + timedelta(days=1)).month


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)))
def test_a_quarter_holds_its_days(day: date) -> None:
    end = quarter_end(*quarter_of(day))
    assert day <= end
    assert add_months(end + timedelta(days=1), -3) <= day
