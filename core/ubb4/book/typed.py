"""Dates, numbers and terms as people type them in Kazakh and Russian; unknown wording is never guessed."""

from __future__ import annotations

import math
import re
import tomllib
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from ubb4.base.spelling import folded, nearest
from ubb4.law.days import add_months

_EXCEL_EPOCH = date(1899, 12, 30)
_KK_ENDING = r"(?:ында|інде|нда|нде|да|де|та|те|дан|ден|тан|тен|нан|нен|ның|нің|дың|дің|тың|тің|ға|ге|қа|ке|ын|ін|ы|і)?"
_YEAR_WORD = r"(?:жылғы|жылдың|жылы|жыл|ж\.?|года|году|год|г\.?)?"
_ORDINAL = r"(?:-?(?:ші|шы|е|го|ое|ого))?"  # 1-ші сәуір, 1-е апреля


@cache
def _words() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((Path(__file__).parent / "words.toml").read_text("utf-8"))


@cache
def _months() -> dict[str, int]:
    return {folded(name): number for number, names in enumerate(_words()["months"].values(), 1) for name in names}


@cache
def _short_months() -> dict[str, int]:
    return {folded(name): number for number, names in enumerate(_words()["short_months"].values(), 1) for name in names}


@cache
def _month_pattern() -> str:
    names, short = (sorted(each, key=len, reverse=True) for each in (_months(), _short_months()))
    whole = "(?P<month>" + "|".join(map(re.escape, names)) + ")" + _KK_ENDING
    return f"(?:{whole}|(?P<short>{'|'.join(map(re.escape, short))})\\.?)"


@cache
def _date_patterns() -> tuple[re.Pattern[str], ...]:
    month, day, year = _month_pattern(), rf'"?\s*(?P<day>\d{{1,2}})\s*{_ORDINAL}\s*"?', rf"(?P<year>\d{{4}})\s*{_YEAR_WORD}"
    return tuple(
        re.compile(pattern)
        for pattern in (
            rf"{day}\s*[-.,]?\s*{month}\s*,?\s*{year}",  # «15» наурыз 2026 ж., 15 марта 2026 года
            rf'{year}\s*(?:"\s*")?\s*,?\s*{day}\s*[-.]?\s*{month}',  # 2026 жылғы «15» наурыз
            rf"(?P<day>\d{{1,2}})\s*[.,/-]\s*(?P<number>\d{{1,2}})\s*[.,/-]\s*{year}",  # 15.03.2026ж, 15. 03. 2026
            r"(?P<day>\d{1,2})[./](?P<number>\d{1,2})[./](?P<century>)(?P<year>[23]\d)",  # 15.03.26: a year from 2020 on
            rf'"\s*(?P<day>\d{{1,2}})\s*"\s*(?P<number>\d{{1,2}})\s*\.?\s*{year}',  # «15» 07 2026 года
            r"(?P<year>\d{4})[-./](?P<number>\d{1,2})[-./](?P<day>\d{1,2})",
        )
    )


_CLOCK = re.compile(r",?\s*(?:сағат|в|время)\s*\d{1,2}[.:-]\d{2}(?:\s*-?\s*(?:де|да|те|та|ч\.?|часов))?$|(?<=\d)[tт ]\s*\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?$")
# a moment of another time zone is a day here only at midnight
_MIDNIGHT = re.compile(r"(?<=\d)[tт]00:00(?::00(?:\.0+)?)?(?:z|[+-]\d{2}:?\d{2})$")


@lru_cache(maxsize=20_000)
def parse_date(text: str) -> date | None:
    """A date typed as text, or None when its wording is not known or the day does not exist."""
    plain = _CLOCK.sub("", _MIDNIGHT.sub("", folded(text)))
    for pattern in _date_patterns():
        found = pattern.fullmatch(plain)
        if found:
            parts = found.groupdict()
            month = _months()[parts["month"]] if parts.get("month") else _short_months()[parts["short"]] if parts.get("short") else int(parts["number"])
            try:
                return date(int(parts["year"]) + (2000 if "century" in parts else 0), month, int(parts["day"]))
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


def number_of_day(value: Any) -> float | None:
    """The small number that a cell holds which is shown as a day of 1900 to 1905, or as a time; None for any other value."""
    if isinstance(value, time):
        return (value.hour * 3600 + value.minute * 60 + value.second) / 86400
    if isinstance(value, date) and value.year <= 1905:
        moment = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)
        first = datetime(1899, 12, 31) if moment < datetime(1900, 3, 1) else datetime(1899, 12, 30)  # Excel counts a 29 February 1900
        return (moment - first).total_seconds() / 86400
    return None


def date_of_serial(number: float, year_1904: bool = False) -> date | None:
    """The date behind Excel's day number, for plausible ones only (1990 to 2100)."""
    if not math.isfinite(number) or number != int(number):
        return None
    days = int(number) + (1462 if year_1904 else 0)
    return _EXCEL_EPOCH + timedelta(days=days) if 32_874 <= days <= 73_415 else None


_GROUPED = re.compile(r"-?\d{1,3}(?:[ '’]\d{3})+(?:[.,]\d+)?")
_PLAIN = re.compile(r"-?\d+(?:[.,]\d+)?")
_MONEY = re.compile(r"\s*(?:тг|теңге|тенге|kzt|₸)$")
# one dot or comma and exactly three digits behind it: thousands to one writer, thousandths to another
_UNCLEAR = re.compile(r"-?\d{1,3}[.,]\d{3}")
_BY_SIGN = re.compile(r"-?\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?|-?\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?|-?\d{1,3}(?:\.\d{3})+,\d+|-?\d{1,3}(?:,\d{3})+\.\d+")


def _number_text(text: str) -> str:
    return _MONEY.sub("", folded(text).rstrip(".")).strip().rstrip(".")


def is_unclear_number(text: str) -> bool:
    """Whether a typed number has two readings: «250.000» is 250 or 250 000."""
    return _UNCLEAR.fullmatch(_number_text(text)) is not None and not _number_text(text).lstrip("-").startswith("0")


@lru_cache(maxsize=20_000)
def parse_number(text: str) -> float | None:
    """A number typed as text: «44,5», «1 200 000,50 тг.», «1.200.000,50»; None for words and for what has two readings."""
    plain = _number_text(text)
    if is_unclear_number(text):
        return None
    if _BY_SIGN.fullmatch(plain):
        mark = max(plain.rfind("."), plain.rfind(","))
        decimal = plain[mark] if plain.count(plain[mark]) == 1 else ""
        other = {".": ",", ",": ".", "": plain[mark]}[decimal]
        return float(plain.replace(other, "").replace(",", "."))
    if not (_GROUPED.fullmatch(plain) or _PLAIN.fullmatch(plain)):
        return None
    found = float(re.sub(r"[ '’]", "", plain).replace(",", "."))
    return found if math.isfinite(found) else None


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


# how people write the number of a quarter or a half: the table is the only place, the pattern is made of it
_NUMERALS = {
    **{str(n): n for n in range(1, 5)},
    **{latin: n for n, latin in enumerate(("i", "ii", "iii", "iv"), 1)},
    **{cyrillic: n for n, cyrillic in enumerate(("і", "іі", "ііі", "іv"), 1)},
    **dict(zip(("бірінші", "екінші", "үшінші", "төртінші"), range(1, 5), strict=True)),
    **dict(zip(("первый", "второй", "третий", "четвертый"), range(1, 5), strict=True)),
    **dict(zip(("первое", "второе"), (1, 2), strict=True)),
    "четвёртый": 4,
}
_NUMBER_OF = "(?P<number>" + "|".join(sorted(map(re.escape, _NUMERALS), key=len, reverse=True)) + ")"
FIRST_YEAR, LAST_YEAR = 1990, 2100  # a year outside is a slip of the hand, never a term


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
    month = _YEAR_MONTH.fullmatch(plain)
    if month and 1 <= int(month[2]) <= 12 and FIRST_YEAR <= int(month[1]) <= LAST_YEAR:
        return Term("month", add_months(date(int(month[1]), int(month[2]), 1), 1) - timedelta(days=1))
    period = _period_of(plain)
    if period is not None:
        return period
    for kind, patterns in _phrases().items():
        if any(pattern.search(plain) for pattern in patterns):
            return Term(kind)
    return Term("unknown")


def period_of(text: str) -> Term | None:
    """The month, quarter, half or year that a text names and says nothing beside: «III тоқсан 2026», not «III тоқсанға дейін»."""
    return _period_of(folded(text))


_WORD_OF_PERIOD = {3: r"(?:тоқсан|квартал|кв)\w*\.?", 6: r"(?:жартыжылдық|жарты\s*жыл|полугоди)\w*"}
_YEAR_MONTH = re.compile(r"(\d{4})-(\d{2})")
_KINDS = {1: "month", 3: "quarter", 6: "half", 12: "year"}


@cache
def _period_patterns() -> tuple[tuple[re.Pattern[str], int], ...]:
    """Patterns of periods, each with its months: the year before or after."""
    year, between = rf"(?P<year>\d{{4}})\s*{_YEAR_WORD}", r"\s*,?\s*"
    found = []
    for months, word in _WORD_OF_PERIOD.items():
        numbered = rf"{_NUMBER_OF}\s*-?\s*(?:ші|шы|й|ый|ой|ий|е)?\s*{word}"
        found += [(rf"{numbered}{between}{year}", months), (rf"{year}{between}{numbered}", months)]
    month = rf"{_month_pattern()}(?:\s+айы(?:нда|ның|на)?|\s+месяц)?"
    found += [(rf"{month}{between}{year}", 1), (rf"{year}{between}{month}", 1)]
    found += [(rf"{year}(?:\s*(?:ішінде|бойы|көлемінде))?", 12), (r"в течение (?P<year>\d{4}) года", 12)]
    return tuple((re.compile(pattern), months) for pattern, months in found)


def _period_of(plain: str) -> Term | None:
    """A quarter, half, month or year; None for anything else, unknown for one that there is not (a third half, the year 9999)."""
    for pattern, months in _period_patterns():
        found = pattern.fullmatch(plain)
        if not found:
            continue
        parts, year = found.groupdict(), int(found["year"])
        number = (_months().get(parts["month"]) or _short_months()[parts["short"]]) if months == 1 else _NUMERALS[parts["number"]] if "number" in parts else 1
        if not FIRST_YEAR <= year <= LAST_YEAR or number * months > 12:
            return Term("unknown")
        return Term(_KINDS[months], add_months(date(year, 1, 1), number * months) - timedelta(days=1))
    return None
