"""From cells as the reader gave them to typed columns: nothing guessed, everything odd reported at its cell.

Works on whole columns: the usual case (a column of one type, no odd letter) costs a few passes in C.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from ubb4.base.spelling import folded, nearest
from ubb4.base.text import gettext as _
from ubb4.book.odd import Report, cleaned, inspect
from ubb4.book.typed import date_of_serial, is_unclear_number, meant_month, number_of_day, parse_date, parse_number, parse_term
from ubb4.law.days import short_date
from ubb4.law.register import Column


def convert(column: Column, values: Sequence[Any], report: Report, from_1904: bool = False) -> list[Any]:
    """A column's typed values; `report` is called for each odd cell; `from_1904`: bare numbers of days count from 1904."""
    if str in set(map(type, values)) and (column.type in ("date", "term") or column.is_number):
        cleaned(values := list(values), report)
    if column.type == "date":
        return _dates(column, values, report, from_1904)
    if column.is_number:
        return _numbers(column, values, report)
    if column.type == "term":
        return _terms(column, values, report, from_1904)
    texts = _texts(column, values, report)
    if column.reference:  # «T3 · закупки», as a list shows it, is T3
        return [text.partition(" · ")[0].strip() if isinstance(text, str) and " · " in text and ";" not in text else text for text in texts]
    return _choices(column, texts, report) if column.choices else texts


def _texts(column: Column, values: Sequence[Any], report: Report) -> list[Any]:
    if set(map(type, values)) - {str, type(None)}:
        values = [_as_text(value) for value in values]
    cleaned(texts := list(values), report)
    need = column.required
    # by a glance, for a hundred thousand ids are asked: what begins with a letter or a digit may at most say that there is nothing
    maybe = [text for text in set(texts) if text is not None and len(text) <= 20 and not (text[:1].isalnum() and (not need or text[-1].isdigit()))]
    for text in maybe if not column.choices else ():
        if is_blank(text) or (column.required and says_none(text)):
            texts = [None if each == text else each for each in texts]
    inspect(texts, report)
    return texts


def _as_text(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.strftime("%d.%m.%Y") if value.time() == time() else value.strftime("%d.%m.%Y %H:%M")
    return value.strftime("%d.%m.%Y") if isinstance(value, date) else str(value)


def _choices(column: Column, texts: list[Any], report: Report) -> list[Any]:
    known = column.choice_of
    keys = {text: known.get(folded(text)) for text in set(texts) if text is not None}
    if None not in keys.values():
        return [keys[text] if text is not None else None for text in texts]
    out: list[Any] = [keys.get(text) for text in texts]
    labels = [column.label(choice) for choice in column.choices]
    unknown = {text for text, key in keys.items() if key is None}
    for index, text in [(index, text) for index, text in enumerate(texts) if text in unknown]:
        near = nearest(text, labels)
        report(
            index,
            "not-in-list",
            "error",
            _("«{value}» тізімде жоқ.", value=text),
            _("«{near}» деп жазғыңыз келді ме?", near=near) if near else _("Тізімнен таңдаңыз: {labels}.", labels="; ".join(labels)),
            True,
        )
        out[index] = text
    return out


def _dates(column: Column, values: Sequence[Any], report: Report, from_1904: bool = False) -> list[Any]:
    out = list(values)
    if not set(map(type, values)) <= {date, type(None)}:
        for index, value in enumerate(values):
            if type(value) is not date and value is not None:
                out[index] = value.date() if isinstance(value, datetime) else _date(index, value, report, from_1904)
    low, high = column.range
    days = {value for value in out if type(value) is date}
    if days and not (low <= min(days) and max(days) <= high):
        for index, value in enumerate(out):
            if type(value) is date and not low <= value <= high:
                report(
                    index, "date-out-of-range", "error",
                    _("{date} күні {low} – {high} аралығында емес.", date=short_date(value), low=short_date(low), high=short_date(high)),
                    _("Жылын тексеріңіз."), True,
                )  # fmt: skip
    return out


def _date(index: int, value: Any, report: Report, from_1904: bool) -> Any:
    if isinstance(value, str) and is_blank(value):
        return None
    found = (
        parse_date(value)
        if isinstance(value, str)
        else date_of_serial(value, from_1904)
        if isinstance(value, float | int) and not isinstance(value, bool)
        else None
    )
    if found:
        report(
            index,
            "date-as-text",
            "warning",
            _("Күн мәтін немесе сан түрінде жазылған: «{value}».", value=_as_text(value)),
            _("Күн ретінде жазыңыз: {date}.", date=found.strftime("%d.%m.%Y")),
            False,
        )
        return found
    month = meant_month(value) if isinstance(value, str) else None
    report(
        index,
        "not-a-date",
        "error",
        _("«{value}» күн емес.", value=_as_text(value)),
        _("Ай «{month}» болса керек; күнді 31.12.2026 үлгісімен жазыңыз.", month=month) if month else _("Күнді 31.12.2026 үлгісімен жазыңыз."),
        True,
    )
    return _as_text(value)


def _numbers(column: Column, values: Sequence[Any], report: Report) -> list[Any]:
    out = list(values)
    if not set(map(type, values)) <= {float, int, type(None)}:
        for index, value in enumerate(values):
            if type(value) not in (float, int, type(None)):
                out[index] = _number(index, value, report)
    if not all(math.isfinite(value) for value in out if type(value) is float):
        for index, value in enumerate(out):
            if type(value) is float and not math.isfinite(value):
                report(index, "not-a-number", "error", _("«{value}» сан емес.", value=value), _("Санмен жазыңыз."), True)
                out[index] = str(value)
    if column.type == "integer":
        return [int(v) if type(v) is float and v.is_integer() else v for v in out]
    return out


def _number(index: int, value: Any, report: Report) -> Any:
    if (meant := number_of_day(value)) is not None:
        report(
            index,
            "number-as-date",
            "info",
            _("Сан күн пішімінде көрсетілген: {n} деп оқылды.", n=_shown(meant)),
            _("Ұяшықтың пішімін санға ауыстырыңыз."),
            False,
        )
        return meant
    value = _as_text(value) or ""
    if is_blank(value):
        return None
    found = parse_number(value)
    if found is None and is_unclear_number(value):
        message = _("«{value}» екі түрлі оқылады: нүкте мыңдықты да, бөлшекті де білдіруі мүмкін.", value=value.strip())
        report(index, "unclear-number", "error", message, _("Мыңдықтарды бос орынмен жазыңыз (250 000) немесе бөлшегін толық жазыңыз (250,00)."), True)
        return value
    if found is None:
        report(index, "not-a-number", "error", _("«{value}» сан емес.", value=value), _("Санмен жазыңыз."), True)
        return value
    message = _("Сан мәтін түрінде жазылған: «{value}».", value=value)
    report(index, "number-as-text", "warning", message, _("Сан ретінде жазыңыз: {number}.", number=_shown(found)), False)
    return found


def _shown(number: float) -> str:
    """A number as a person types it: 1 234 567,8."""
    text = f"{number:,.10f}".rstrip("0").rstrip(".") if number != int(number) else f"{int(number):,}"
    return text.replace(",", " ").replace(".", ",")


@cache
def _blank() -> tuple[frozenset[str], frozenset[str]]:
    data = tomllib.loads((Path(__file__).parent / "words.toml").read_text("utf-8"))["blank"]
    return frozenset("".join(data["signs"])), frozenset(folded(word) for word in data["words"])


def is_blank(text: str) -> bool:
    """Whether a text looks empty: spaces of any kind, characters that nobody sees, a dash."""
    plain = folded(text)
    return not plain or set(plain) <= _blank()[0]


def says_none(text: str) -> bool:
    """Whether a text says that there is nothing: нет, жоқ."""
    return folded(text) in _blank()[1]


def _terms(column: Column, values: Sequence[Any], report: Report, from_1904: bool) -> list[Any]:
    out: list[Any] = []
    for index, value in enumerate(values):
        if isinstance(value, datetime):
            value = value.date()
        elif isinstance(value, str) and is_blank(value):
            value = None
        elif isinstance(value, time | timedelta):
            value = _as_text(value)
        elif isinstance(value, float | int):
            typed, value = value, date_of_serial(value, from_1904) or _as_text(value)
            if isinstance(value, date):
                message = _("Күн мәтін немесе сан түрінде жазылған: «{value}».", value=_as_text(typed))
                report(index, "date-as-text", "warning", message, _("Күн ретінде жазыңыз: {date}.", date=short_date(value)), False)
        out.append(value if value not in ("", None) else None)
    texts = [value if isinstance(value, str) else None for value in out]
    inspect(texts, report)
    for index, text in enumerate(texts):
        term = parse_term(text) if text else None
        if term is None or text is None:
            continue
        if term.is_vague:
            report(
                index,
                "vague-term",
                "warning",
                _("«{value}» деген мерзім бақылауға келмейді.", value=text),
                _("Нақты күнді, тоқсанды немесе кезеңділікті жазыңыз, мысалы «III тоқсан 2026»."),
                False,
            )
        elif term.kind == "unknown":
            report(
                index,
                "unknown-term",
                "warning",
                _("«{value}» мерзімі түсініксіз: тексерілмеді.", value=text),
                _("Күнді (31.12.2026) немесе «III тоқсан 2026» үлгісімен жазыңыз."),
                False,
            )
    return out
