"""A deadline: a day that an event fixes, and how it was counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ubb4.base.text import gettext as _
from ubb4.law.days import Skipped, short_date

STATES = ("overdue", "late", "due", "done", "unknown")


def state_words() -> dict[str, str]:
    """What a state is called in the language in use."""
    return {
        "done": _("уақытында"), "late": _("кешіккен"), "due": _("алда"), "overdue": _("мерзімі өткен"),
        "unknown": _("белгісіз"),
    }  # fmt: skip


def working(deadline: Deadline) -> list[str]:
    """How a deadline was counted, a line each: days left out with their act, weekends, notes."""
    named = [skip for skip in deadline.skipped if skip.source]
    lines = [f"– {short_date(skip.day)} {skip.reason} ({skip.source})" for skip in named]
    weekends = len(deadline.skipped) - len(named)
    lines += ["– " + _("демалыс күндері: {n}", n=weekends)] if weekends else []
    return [*lines, *(f"! {note}" for note in deadline.notes)]


def shown(day: date | None) -> str:
    """A day as people write it: 31.12.2026, or a dash."""
    return short_date(day) if day else "—"


@dataclass(frozen=True, slots=True)
class Deadline:
    """A date that an event fixes.  `day` None: the date is not known, `rule` says why.

    `state`: done (in time), late (done after the day), due, overdue (not done), unknown.  `projected`: the event has
    not happened, the day is counted from the last day allowed for it.  `latest_start`: the last working day on which
    the work can still be done.  `safe`: the earlier day by the other reading of "N working days before", where there is one.  `body`: the sender, in a
    gathered workbook.  `sheet` and `row`: where its event stands, empty where no row fixes it.
    """

    project: str
    subtask: str
    title: str
    day: date | None
    event: str
    event_day: date | None
    rule: str
    source: str
    state: str
    skipped: tuple[Skipped, ...] = ()
    subject: str = ""
    done_on: date | None = None
    latest_start: date | None = None
    projected: bool = False
    notes: tuple[str, ...] = ()
    safe: date | None = None
    body: str = ""
    sheet: str = ""
    row: int | None = None

    @property
    def warned(self) -> date | None:
        """The day that is warned by: the safer of two readings."""
        return self.safe or self.day

    @property
    def is_open(self) -> bool:
        """Whether it has a day and waits for what fulfils it."""
        return self.warned is not None and self.state in ("due", "overdue")

    def to_json(self) -> dict[str, Any]:
        def day(value: date | None) -> str | None:
            return value.isoformat() if value else None

        return {
            "project": self.project, "subtask": self.subtask, "title": self.title, "day": day(self.day),
            "event": self.event, "event_day": day(self.event_day), "rule": self.rule,
            "skipped": [each.to_json() for each in self.skipped], "state": self.state, "source": self.source,
            "subject": self.subject, "done_on": day(self.done_on), "latest_start": day(self.latest_start),
            "projected": self.projected, "notes": list(self.notes), "safe": day(self.safe), "sheet": self.sheet, "row": self.row,
        } | ({"body": self.body} if self.body else {})  # fmt: skip

    @classmethod
    def of_json(cls, data: Mapping[str, Any]) -> Deadline:
        """The deadline that another process wrote as JSON."""
        days = {name: date.fromisoformat(data[name]) if data[name] else None for name in ("day", "event_day", "done_on", "latest_start", "safe")}
        skipped = tuple(Skipped(date.fromisoformat(each["day"]), each["reason"], each["source"]) for each in data["skipped"])
        return cls(**{**data, **days, "skipped": skipped, "notes": tuple(data["notes"])})
