"""Values and rows as official documents word them: dates, sums, and the sentence that a phrase makes of a row."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from ubb4.base.months import MONTHS
from ubb4.base.numbers import at_time
from ubb4.base.text import N_, language
from ubb4.base.text import gettext as _
from ubb4.book.typed import parse_term, period_of
from ubb4.deadlines.counting import period_words
from ubb4.law.days import quarter_of
from ubb4.law.edition import FIELD, Part, Phrase
from ubb4.law.register import Column


def shown(column: Column, value: Any) -> str:
    """A value as documents print it: 31.12.2026, 44,5, 2 500 000, 2026 жылғы III тоқсан, a choice in the language in use."""
    if value is None:
        return ""
    if isinstance(value, date):
        return value.strftime("%d.%m.%Y")
    if isinstance(value, float | int) and not isinstance(value, bool):
        return money(value) if column.type == "money" else f"{value:,.10g}".replace(",", "\u00a0").replace(".", ",")
    if column.type == "term" and (named := period_of(str(value))) is not None and named.ends_on and named.kind != "year":
        return period_words(named.ends_on, named.kind)
    return column.label(str(value)) if column.choices else str(value)


def money(value: float) -> str:
    """A sum as documents print it: 2 500 000; 1 750 000,50."""
    return f"{value:,.2f}".removesuffix(".00").replace(",", "\u00a0").replace(".", ",")


def cut(texts: Sequence[str], most: int, between: str = "; ") -> str:
    """Texts in one line; a long list is cut and says how many more there are."""
    more = " " + _("және тағы {n}", n=len(texts) - most) if len(texts) > most else ""
    return between.join(texts[:most]) + more


# kk: the month, and the month in the locative (on that day)
def long_date(day: date | None, year: int, on: bool = False) -> str:
    """A signature blank: 2026 жылғы «07» сәуір; «07» апреля 2026 года; a line to write on where there is no date.

    `on` is running text, in the locative: 2026 жылғы 7 сәуірде; 7 апреля 2026 года.
    """
    if day is None:
        blank = {"kk": "{y}\u00a0жылғы\u00a0«____»\u00a0__________", "ru": "«____»\u00a0__________ {y}\u00a0года"}
        return blank.get(language(), "____ ______________ {y}").format(y=year)
    if on:
        return _in_words(day, "kk-on" if language() == "kk" else language())
    month = MONTHS[language()][day.month - 1]
    if language() == "kk":
        return f"{day.year}\u00a0жылғы\u00a0«{day:%d}»\u00a0{month}"
    return f"«{day:%d}»\u00a0{month} {day.year}\u00a0года" if language() == "ru" else f"{day.day} {month} {day.year}"


def _in_words(day: date, months: str) -> str:
    month = MONTHS[months][day.month - 1]
    if language() == "kk":
        return f"{day.year} жылғы {day.day} {month}"
    return f"{day.day} {month} {day.year}" + (" года" if language() == "ru" else "")


def in_words(day: date | None, year: int) -> str:
    """Running text and headings: 2026 жылғы 7 сәуір; 7 апреля 2026 года."""
    return long_date(None, year) if day is None else _in_words(day, language())


def of_date(day: date) -> str:
    """As an attribute: 2026 жылғы 12 қаңтардағы; от 12 января 2026 года."""
    if language() == "kk":
        at = _in_words(day, "kk-on")
        return at + ("ғы" if at.endswith("а") else "гі")
    return f"от {in_words(day, day.year)}" if language() == "ru" else in_words(day, day.year)


_AND = ("мен", "мен", "бен", "мен", "мен", "мен", "мен", "бен", "пен", "мен", "мен", "мен")  # by the sound that a month ends on


def period(first: date | None, last: date | None, year: int) -> str:
    """A period in running text: 2026 жылғы 1 қаңтар мен 30 қыркүйек аралығында; с 1 января по 30 сентября 2026 года."""
    one, other = in_words(first, year), in_words(last, year)
    if first is None or last is None:
        return {"kk": f"{one} мен {other} аралығында", "ru": f"с {one} по {other}"}.get(language(), f"from {one} to {other}")
    months = MONTHS[language()]
    if language() == "kk":
        end = other if first.year != last.year else f"{last.day} {months[last.month - 1]}"
        return f"{one} {_AND[first.month - 1]} {end} аралығында"
    begin = one if first.year != last.year else f"{first.day} {months[first.month - 1]}"
    return f"с {begin} по {other}" if language() == "ru" else f"from {begin} to {other}"


_IN_QUARTER = (
    N_("{year} жылғы I тоқсанда"), N_("{year} жылғы II тоқсанда"), N_("{year} жылғы III тоқсанда"), N_("{year} жылғы IV тоқсанда"),
)  # fmt: skip


def _quarter(text: str) -> str:
    ends_on = parse_term(text).ends_on
    if ends_on is None:
        return text
    year, number = quarter_of(ends_on)
    return _(_IN_QUARTER[number - 1], year=year)


_FORMS: dict[str, Callable[[Any], str]] = {
    "": str,
    "long": lambda value: in_words(day, 0) if (day := getattr(value, "day", None)) else str(value),
    "on": lambda value: long_date(day, 0, on=True) if (day := getattr(value, "day", None)) else str(value),
    "at": lambda value: at_time(str(value)) if language() == "kk" else str(value),
    "quarter": lambda value: _quarter(str(value)),
    "money": lambda value: _("{sum} теңге", sum=value),
    "inside": lambda value: str(value).strip().rstrip(".;"),
}
_PLACE = re.compile(FIELD.pattern.replace(r"(?::\w+)?", r"(?::(\w+))?"))
_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
_SPACES = re.compile(r"[ \t\r\n]+")  # not the one that keeps «№ 5» and «2 500 000» on a line
_BEFORE_SIGN = re.compile(r"\s+([,.;:)])")


def told(phrase: Phrase, view: Any) -> str:
    """The sentence of one row; `[…]` in a part is left out when a field within it is empty."""
    pieces = [_capital(piece) for part in phrase.parts if _holds(part, view) and (piece := _filled(_(part.text), view)) is not None]
    text = _BEFORE_SIGN.sub(r"\1", _SPACES.sub(" ", " ".join(pieces)).strip(" ")).replace("№ ", "№\u00a0")
    return _capital(text)


def _capital(text: str) -> str:
    """Every part of a phrase is a sentence, and begins as one."""
    return text[:1].upper() + text[1:]


def _of(view: Any, path: str) -> Any:
    """A field of a view, or of the rows that it refers to; those of several rows are joined."""
    name, __, further = path.partition(".")
    field = getattr(view, name)
    if not further:
        return field
    found = [each for target in field.targets() if (each := getattr(target, further))]
    return found[0] if len(found) == 1 else "; ".join(map(str, found))


def _holds(part: Part, view: Any) -> bool:
    return all(
        any(bool(value) if key == "filled" else not value if key == "empty" else value.key == key for key in keys)
        for name, keys in part.when.items()
        for value in [getattr(view, name)]
    )


def _filled(text: str, view: Any) -> str | None:
    """The text with its fields, None when one outside brackets is empty."""
    text = _OPTIONAL.sub(lambda found: found[1] if all(_of(view, path) for path in FIELD.findall(found[1])) else "", text)
    if not all(_of(view, path) for path in FIELD.findall(text)):
        return None
    return _PLACE.sub(lambda found: _FORMS[found[2] or ""](_of(view, found[1])), text)
