"""Working days of Kazakhstan: counted on a sorted array, each skipped day shown with the act behind it.

The day of the event does not count.  "N working days before" is the N-th working day back (policy
`nth_day`) or one day earlier (`clear_days`).  A length "at most N working days" counts both ends.
"""

from __future__ import annotations

import tomllib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from ubb4.base.errors import Ubb4Error
from ubb4.base.text import gettext as _

POLICIES = ("nth_day", "clear_days")
ROLLS = ("next", "strict")  # a calendar date on a day off: the next working day, or that very day
_ONE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DayNote:
    """A day that differs from the plain week: `kind` is off or working; `source` is the act."""

    day: date
    kind: str
    name: str
    source: str

    @property
    def working(self) -> bool:
        return self.kind == "working"


@dataclass(frozen=True, slots=True)
class Skipped:
    """A day that a count passed over, why, and the act."""

    day: date
    reason: str
    source: str

    def to_json(self) -> dict[str, str]:
        return {"day": self.day.isoformat(), "reason": self.reason, "source": self.source}


@dataclass(frozen=True, slots=True)
class Back:
    """The last day by a policy, and the safer one: full working days between."""

    last: date
    safe: date

    def __str__(self) -> str:
        if self.safe == self.last:
            return short_date(self.last)
        return _("{last} (толық күндермен санағанда {safe})", last=short_date(self.last), safe=short_date(self.safe))


class CalendarRange(Ubb4Error, ValueError):
    """A date lies outside the years that the calendar knows."""


class Calendar:
    """Working days of the years in its data, any single day overridden by the officer's own sheet."""

    def __init__(self, notes: Iterable[DayNote], years: Mapping[int, bool], version: str = "", overrides: int = 0) -> None:
        self.version = version
        self.overrides = overrides
        self.years = dict(years)
        self._notes = {note.day: note for note in notes}
        first, last = date(min(years), 1, 1), date(max(years), 12, 31)
        span = (last - first).days + 1
        self._days = [day for day in (first + timedelta(days=n) for n in range(span)) if self._works(day)]

    def _works(self, day: date) -> bool:
        note = self._notes.get(day)
        return note.working if note else day.weekday() < 5

    def with_overrides(self, notes: Iterable[DayNote]) -> Calendar:
        """The same calendar with single days changed (sheet «Күнтізбе»)."""
        changed = list(notes)
        if not changed:
            return self
        return Calendar([*self._notes.values(), *changed], self.years, self.version, len(changed))

    def is_working(self, day: date) -> bool:
        """Whether the day is a working day."""
        self._within(day)
        return self._works(day)

    def after(self, day: date, working_days: int) -> date:
        """The N-th working day after a day, which itself does not count."""
        self._within(day)
        return self._at(bisect_right(self._days, day) + working_days - 1)

    def before(self, day: date, working_days: int, policy: str = "nth_day") -> date:
        """The last day that leaves N working days before a day, by a counting policy."""
        if policy not in POLICIES:
            raise ValueError(policy)
        self._within(day)
        return self._at(bisect_left(self._days, day) - working_days - (policy == "clear_days"))

    def back(self, day: date, working_days: int, policy: str) -> Back:
        """The last day that leaves N working days before a day, by both readings of the words."""
        return Back(self.before(day, working_days, policy), self.before(day, working_days, "clear_days"))

    def end_of(self, start: date, working_days: int) -> date:
        """The day on which a span of N working days ends, both ends counted."""
        self._within(start)
        return self._at(bisect_left(self._days, start) + working_days - 1)

    def start_of(self, end: date, working_days: int) -> date:
        """The day on which a span of N working days that ends on `end` starts, both ends counted."""
        self._within(end)
        return self._at(bisect_right(self._days, end) - working_days)

    def between(self, start: date, end: date) -> int:
        """Working days from start to end, both ends counted; 0 when end lies before start."""
        self._within(start)
        self._within(end)
        return max(0, bisect_right(self._days, end) - bisect_left(self._days, start))

    def last_working(self, day: date) -> date:
        """The day itself, or the last working day before it."""
        self._within(day)
        return self._at(bisect_right(self._days, day) - 1)

    def next_working(self, day: date) -> date:
        """The day itself, or the first working day after it."""
        self._within(day)
        return self._at(bisect_left(self._days, day))

    def skipped(self, start: date, end: date) -> list[Skipped]:
        """The non-working days and the unusual working days strictly between two days, with their acts."""
        low, high = min(start, end), max(start, end)
        found = []
        for day in (low + timedelta(days=n) for n in range(1, (high - low).days)):
            note = self._notes.get(day)
            if note:
                found.append(Skipped(day, _(note.name), _(note.source)))
            elif day.weekday() >= 5:
                found.append(Skipped(day, _("демалыс күні"), ""))
        return found

    def unconfirmed(self, *days: date) -> list[int]:
        """Years among the days' span whose acts on moved days are not known yet."""
        span = range(min(days).year, max(days).year + 1)
        return [year for year in span if not self.years.get(year, False)]

    def notes(self, year: int) -> list[DayNote]:
        """The unusual days of a year, in order."""
        return sorted((note for note in self._notes.values() if note.day.year == year), key=lambda note: note.day)

    def _within(self, day: date) -> None:
        if day.year not in self.years:
            raise CalendarRange(
                _(
                    "Күнтізбеде {year} жыл жоқ ({first}–{last} бар): күнді тексеріңіз.",
                    year=day.year,
                    first=min(self.years),
                    last=max(self.years),
                )
            )

    def _at(self, place: int) -> date:
        if not 0 <= place < len(self._days):
            raise CalendarRange(_("Есептелген күн күнтізбенің жылдарынан шығып кетті."))
        return self._days[place]


@cache
def kazakhstan() -> Calendar:
    """The five-day week of Kazakhstan, from `calendar/kz.toml`."""
    data = tomllib.loads((Path(__file__).parent / "calendar" / "kz.toml").read_text("utf-8"))
    years = {entry["year"]: bool(entry["confirmed"]) for entry in data["year"]}
    notes = [DayNote(e["date"], e["kind"], e["name"], e["source"]) for e in data["day"]]
    return Calendar(notes, years, data["version"])


def short_date(day: date) -> str:
    """A day as sentences show it: 31.12.2026."""
    return f"{day.day:02}.{day.month:02}.{day.year:04}"


def add_months(day: date, months: int) -> date:
    """The same day some months later, or the last day of that month."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    first_of_next = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return min(date(year, month + 1, min(day.day, 28)) + timedelta(days=max(0, day.day - 28)), first_of_next - _ONE)


def quarter_of(day: date) -> tuple[int, int]:
    """(year, quarter) of a day."""
    return day.year, (day.month + 2) // 3


def quarter_end(year: int, quarter: int) -> date:
    """The last day of a calendar quarter."""
    return add_months(date(year, 3 * quarter - 2, 1), 3) - _ONE
