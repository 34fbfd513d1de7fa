"""Quarters and months of the report year, and dates as sentences show them."""

from __future__ import annotations

from datetime import date, timedelta

from ubb4 import Book, add_months, quarter_end

ROMAN = ("I", "II", "III", "IV")


def quarters_over(book: Book) -> list[int]:
    """The quarters of the report year that are over, by number."""
    return [number for number in (1, 2, 3, 4) if quarter_end(book.year, number) < book.today]


def months_over(book: Book) -> list[int]:
    """The months of the report year that are over, by number."""
    return [month for month in range(1, 13) if month_end(book.year, month) < book.today]


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return add_months(date(year, month, 1), 1) - timedelta(days=1)


def until_over(book: Book) -> str:
    """The severity of what a year still lacks: a warning until the year is over, then the rule's own."""
    return "" if date(book.year, 12, 31) < book.today else "warning"
