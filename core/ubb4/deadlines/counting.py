"""From a due rule and the day of its event to dates, each with its rule in words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from ubb4.base.text import gettext as _
from ubb4.law.days import Calendar, add_months, quarter_end, quarter_of, short_date
from ubb4.law.project import Due


def counted(due: Due, event: date, calendar: Calendar, policy: str, roll: bool) -> Iterator[tuple[date, str, str]]:
    """(day, the rule in words, the title) of each date that one event fixes; a periodic rule is counted from the year's start."""
    title = _(due.title)
    if due.within:
        for end in _ends(event.year, due.within):
            period = _period(end, due.within)
            yield end, _("{period} ішінде, соңғы күні — {end}", period=period, end=short_date(end)), f"{title} — {period}"
    elif due.every and due.span is not None:
        end = date(event.year, 12, 31)
        day = calendar.start_of(end, due.span)
        yield day, _("{end} күніне дейін {n} жұмыс күні (екі шеті саналады)", end=short_date(end), n=due.span), title
    elif due.every:
        yield from _periods(due, event, calendar, roll, title)
    elif due.working_days is not None and due.before:
        day = calendar.before(event, due.working_days, policy)
        words = _(
            "{event} күнінен кері {n} жұмыс күні, сол күннің өзі саналмайды",
            event=short_date(event),
            n=due.working_days,
        )
        if policy == "clear_days":
            words += _(" (толық күндер: бір күн ерте)")
        yield day, words, title
    elif due.working_days is not None:
        day = calendar.after(event, due.working_days)
        yield (
            day,
            _(
                "{event} күнінен кейін {n} жұмыс күні, сол күннің өзі саналмайды",
                event=short_date(event),
                n=due.working_days,
            ),
            title,
        )
    elif due.months is not None:
        sign = -1 if due.before else 1
        yield (
            add_months(event, sign * due.months),
            _("{event} күнінен {n} ай", event=short_date(event), n=due.months),
            title,
        )
    elif due.days is not None:
        sign = -1 if due.before else 1
        yield (
            event + timedelta(days=sign * due.days),
            _("{event} күнінен {n} күнтізбелік күн", event=short_date(event), n=due.days),
            title,
        )


MONTHS = {"month": 1, "quarter": 3, "year": 12}


def _ends(year: int, period: str) -> list[date]:
    """The last days of a year's periods."""
    months = MONTHS[period]
    return [add_months(date(year, 1, 1), months * number) - timedelta(days=1) for number in range(1, 12 // months + 1)]


def _periods(due: Due, event: date, calendar: Calendar, roll: bool, title: str) -> Iterator[tuple[date, str, str]]:
    months = MONTHS[due.every]
    day_of_month = due.day or 1
    if due.every == "quarter":
        end = quarter_end(*quarter_of(event))
    else:
        end = add_months(date(event.year, event.month if months == 1 else 1, 1), months) - timedelta(days=1)
    times = due.times or 12 // months
    for __ in range(times):
        strict = (end + timedelta(days=1)).replace(day=day_of_month)
        day = calendar.next_working(strict) if roll else strict
        period = _period(end, due.every)
        yield (
            day,
            _("{period} аяқталған соң келесі айдың {day}-күні", period=period, day=day_of_month),
            f"{title} — {period}",
        )
        end = add_months(end + timedelta(days=1), months) - timedelta(days=1)


def _period(end: date, every: str) -> str:
    if every == "quarter":
        roman = ("I", "II", "III", "IV")[quarter_of(end)[1] - 1]
        return _("{year} жылғы {roman} тоқсан", year=end.year, roman=roman)
    return _("{year} жылғы {month}-ай", year=end.year, month=end.month) if every == "month" else str(end.year)


