"""Dates, numbers and terms as people type them in Kazakh and Russian; unknown wording is never guessed."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache, lru_cache
from pathlib import Path

from ubb4.base.spelling import folded, nearest
from ubb4.law.days import add_months, quarter_end

_EXCEL_EPOCH = date(1899, 12, 30)
_KK_ENDING = r"(?:да|де|та|те|дан|ден|тан|тен|нан|нен|ның|нің|дың|дің|тың|тің|ға|ге|қа|ке|ын|ін|ы|і)?"
_YEAR_WORD = r"(?:жылғы|жылдың|жылы|жыл|ж\.?|года|году|год|г\.?)?"


@cache
def _words() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((Path(__file__).parent / "words.toml").read_text("utf-8"))


@cache
def _months() -> dict[str, int]:
    return {folded(name): number for number, names in enumerate(_words()["months"].values(), 1) for name in names}


@cache
def _month_pattern() -> str:
    names = sorted(_months(), key=len, reverse=True)
    return "(?P<month>" + "|".join(re.escape(name) for name in names) + ")" + _KK_ENDING


@cache
def _date_patterns() -> tuple[re.Pattern[str], ...]:
    month, day, year = _month_pattern(), r'"?\s*(?P<day>\d{1,2})\s*"?', rf"(?P<year>\d{{4}})\s*{_YEAR_WORD}"
    return tuple(
        re.compile(pattern)
        for pattern in (
            rf"{day}\s*[-.,]?\s*{month}\s*,?\s*{year}",  # «15» наурыз 2026 ж., 15 марта 2026 года
            rf'{year}\s*(?:"\s*")?\s*,?\s*{day}\s*[-.]?\s*{month}',  # 2026 жылғы «15» наурыз
            rf"(?P<day>\d{{1,2}})[./-](?P<number>\d{{1,2}})[./-]{year}",  # 15.03.2026ж
            rf'"\s*(?P<day>\d{{1,2}})\s*"\s*(?P<number>\d{{1,2}})\s*\.?\s*{year}',  # «15» 07 2026 года
            r"(?P<year>\d{4})[-./](?P<number>\d{1,2})[-./](?P<day>\d{1,2})(?:[t ]00:00(?::00)?)?",
        )
    )


_CLOCK = re.compile(r",?\s*(?:сағат|в|время)\s*\d{1,2}[.:-]\d{2}(?:\s*-?\s*(?:де|да|те|та|ч\.?|часов))?$")


@lru_cache(maxsize=20_000)
def parse_date(text: str) -> date | None:
    """A date typed as text, or None when its wording is not known or the day does not exist."""
    plain = _CLOCK.sub("", folded(text))
    for pattern in _date_patterns():
        found = pattern.fullmatch(plain)
        if found:
            parts = found.groupdict()
            month = _months()[parts["month"]] if parts.get("month") else int(parts["number"])
            try:
                return date(int(parts["year"]), month, int(parts["day"]))
            except ValueError:
                return None
    return None


def meant_month(text: str) -> str | None:
    """The month's name that a misspelt date probably means."""
    for word in re.findall(r"[^\W\d_]{4,}", folded(text)):
        near = nearest(word, _months(), least=72)
        if near and near != word:
            return near
    return None


def date_of_serial(number: float, year_1904: bool = False) -> date | None:
    """The date behind Excel's day number, for plausible ones only (1990 to 2100)."""
    if not 32_874 <= number <= 73_415 or number != int(number):
        return None
    return _EXCEL_EPOCH + timedelta(days=int(number) + (1462 if year_1904 else 0))


_NUMBER = re.compile(r"-?\d{1,3}(?:[  ]?\d{3})*(?:[.,]\d+)?|-?\d+(?:[.,]\d+)?")


@lru_cache(maxsize=20_000)
def parse_number(text: str) -> float | None:
    """A number typed as text: «44,5», «1 200 000,50 тг.»."""
    plain = re.sub(r"(?:тг|теңге|тенге|kzt|₸)$", "", folded(text)).strip().rstrip(".")
    if not _NUMBER.fullmatch(plain):
        return None
    return float(plain.replace(" ", "").replace("\u00a0", "").replace(",", "."))


@dataclass(frozen=True, slots=True)
class Term:
    """A term as typed.  kind: date, quarter, half, month, year, periodic, count, vague or unknown.

    `ends_on` is the last day that the wording allows; None for periodic, vague and unknown terms.
    """

    kind: str
    ends_on: date | None = None

    @property
    def is_vague(self) -> bool:
        return self.kind == "vague"


_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "і": 1, "іі": 2, "ііі": 3, "іv": 4}
_QUARTER_NUMBER = r"(?P<number>[1-4]|i{1,3}v?|iv|і{1,3}v?|іv|[iі]{1,3})"


@cache
def _phrases() -> dict[str, list[re.Pattern[str]]]:
    return {kind: [re.compile(phrase) for phrase in phrases] for kind, phrases in _words()["terms"].items()}


def parse_term(value: object) -> Term:
    """What a typed term means: «III тоқсан 2026», «тұрақты», «по графику», a date, ..."""
    if isinstance(value, datetime):
        return Term("date", value.date())
    if isinstance(value, date):
        return Term("date", value)
    return _parse_term_text(str(value)) if value not in (None, "") else Term("unknown")


@lru_cache(maxsize=5_000)
def _parse_term_text(text: str) -> Term:
    plain = re.sub(r"^(?:до|к|дейін|не позднее)\s+|\s*(?:дейін|шейін)$", "", folded(text)).strip()
    exact = parse_date(plain)
    if exact:
        return Term("date", exact)
    year = r"(?P<year>\d{4})"
    for pattern, months in (
        (rf"{_QUARTER_NUMBER}\s*-?\s*(?:тоқсан|квартал|кв)\w*\.?\s*{year}\s*{_YEAR_WORD}", 3),
        (rf"{year}\s*{_YEAR_WORD}\s*,?\s*{_QUARTER_NUMBER}\s*-?\s*(?:тоқсан|квартал|кв)\w*\.?", 3),
        (rf"(?P<number>[12]|ii?|іі?)\s*-?\s*(?:жартыжылдық|жарты\s*жыл|полугоди)\w*\s*{year}\s*{_YEAR_WORD}", 6),
        (rf"{year}\s*{_YEAR_WORD}\s*(?P<number>[12]|ii?|іі?)\s*-?\s*(?:жартыжылдық|жарты\s*жыл|полугоди)\w*", 6),
    ):
        found = re.fullmatch(pattern, plain)
        if found:
            number = _ROMAN.get(found["number"]) or int(found["number"])
            return Term("quarter" if months == 3 else "half", quarter_end(int(found["year"]), number * months // 3))
    for pattern in (rf"{_month_pattern()}\s*{year}\s*{_YEAR_WORD}", rf"{year}\s*{_YEAR_WORD}\s*{_month_pattern()}"):
        found = re.fullmatch(pattern, plain)
        if found:
            first = date(int(found["year"]), _months()[found["month"]], 1)
            return Term("month", add_months(first, 1) - timedelta(days=1))
    found = re.fullmatch(
        rf"{year}\s*{_YEAR_WORD}(?:\s*(?:ішінде|бойы|көлемінде))?|в течение {year} года".replace(year, r"(?:\d{4})"),
        plain,
    )
    if found:
        return Term("year", date(int(re.findall(r"\d{4}", plain)[0]), 12, 31))
    for kind, patterns in _phrases().items():
        if any(pattern.search(plain) for pattern in patterns):
            return Term(kind)
    return Term("unknown")
