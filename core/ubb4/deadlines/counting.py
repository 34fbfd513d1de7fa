"""From a due rule and the day of its event to dates, each with its rule in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from ubb4.base.months import ALONE
from ubb4.base.text import gettext as _
from ubb4.base.text import language
from ubb4.law.days import Calendar, add_months, short_date
from ubb4.law.subtask import Due

_ONE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Dated:
    """A date that an event fixes: the rule in words, the title; of a periodic one the first and last day of its period.

    `safe` is the earlier day by the other reading of "N working days before", where this one is not the earlier.
    """

    day: date
    rule: str
    title: str
    first: date | None = None
    last: date | None = None
    safe: date | None = None


def counted(due: Due, event: date, calendar: Calendar, policy: str, roll: bool) -> Iterator[Dated]:
    """Each date that one event fixes; a periodic rule is counted from the year's start."""
    title = _(due.title)
    if due.within:
        for first, end in _spans(event.year, due.within):
            period = period_words(end, due.within)
            yield Dated(end, _("{period} ішінде, соңғы күні — {end}", period=period, end=short_date(end)), f"{title} — {period}", first, end)
    elif due.every and due.span is not None:
        first, end = date(event.year, 1, 1), date(event.year, 12, 31)
        day = calendar.start_of(end, due.span)
        yield Dated(day, _("{end} күніне дейін {n} жұмыс күні (бірінші және соңғы күні қоса есептеледі)", end=short_date(end), n=due.span), title, first, end)
    elif due.every:
        yield from _periods(due, event, calendar, roll, title)
    else:
        yield _once(due, event, calendar, policy, title)


def _once(due: Due, event: date, calendar: Calendar, policy: str, title: str) -> Dated:
    """The one day before or after an event."""
    if due.working_days is not None and due.before:
        back = calendar.back(event, due.working_days, policy)
        words = _("{event} күнінен кері {n} жұмыс күні, сол күннің өзі саналмайды", event=short_date(event), n=due.working_days)
        if back.last == back.safe:
            nth = calendar.before(event, due.working_days)
            return Dated(back.last, words + _("; толық күндермен саналды, {n}-күнмен санағанда {nth}", n=due.working_days, nth=short_date(nth)), title)
        words += _("; толық күндермен санағанда {clear}: осы күннен кешіктірмей орындаған сенімді", clear=short_date(back.safe))
        return Dated(back.last, words, title, safe=back.safe)
    if due.working_days is not None:
        day = calendar.after(event, due.working_days)
        return Dated(day, _("{event} күнінен кейін {n} жұмыс күні, сол күннің өзі саналмайды", event=short_date(event), n=due.working_days), title)
    sign = -1 if due.before else 1
    if due.months is not None:
        months = due.months
        words = _("{event} күнінен {n} ай бұрын", event=short_date(event), n=months) if due.before else _(
            "{event} күнінен кейін {n} ай", event=short_date(event), n=months
        )  # fmt: skip
        return Dated(add_months(event, sign * months), words, title)
    days = due.days or 0
    words = _("{event} күнінен {n} күнтізбелік күн бұрын", event=short_date(event), n=days) if due.before else _(
        "{event} күнінен кейін {n} күнтізбелік күн", event=short_date(event), n=days
    )  # fmt: skip
    return Dated(event + timedelta(days=sign * days), words, title)


MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}


def _spans(year: int, period: str) -> Iterator[tuple[date, date]]:
    """The first and last days of a year's periods."""
    months, first = MONTHS[period], date(year, 1, 1)
    for __ in range(12 // months):
        following = add_months(first, months)
        yield first, following - _ONE
        first = following


def _periods(due: Due, event: date, calendar: Calendar, roll: bool, title: str) -> Iterator[Dated]:
    """A day of the month after each period, from the one in which the event lies."""
    months = MONTHS[due.every]
    first = next(first for first, last in _spans(event.year, due.every) if first <= event <= last)
    for __ in range(due.times or 12 // months):
        following = add_months(first, months)
        strict, end = following.replace(day=due.day or 1), following - _ONE
        period = period_words(end, due.every)
        day = calendar.next_working(strict) if roll else strict
        words = _("{period} аяқталған соң келесі айдың {day}-күні", period=period, day=due.day or 1)
        if day != strict:
            words += _(" ({strict} — демалыс күні: келесі жұмыс күні)", strict=short_date(strict))
        yield Dated(day, words, f"{title} — {period}", first, end)
        first = following


def period_words(end: date, every: str) -> str:
    """A period that ends on a day, in words."""
    if every in ("quarter", "half"):
        number = end.month // MONTHS[every]
        roman = ("I", "II", "III", "IV")[number - 1]
        return (
            _("{year} жылғы {roman} тоқсан", year=end.year, roman=roman)
            if every == "quarter"
            else _("{year} жылғы {roman} жартыжылдық", year=end.year, roman=roman)
        )
    return _("{year} жылғы {month}", year=end.year, month=ALONE[language()][end.month - 1]) if every == "month" else str(end.year)
