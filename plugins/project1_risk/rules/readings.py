"""What is in time by one reading of "N working days before" alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from project1_risk.rules.chain import of_analysis
from project1_risk.rules.publication import last_day
from ubb4 import Back, Book, Edition, Found, Row, rule, short_date
from ubb4 import gettext as _


@rule("announcements", "analyses", source="нұсқаулық, P1.T1.S3, P1.T2.S1", severity="info")
def announced_by_one_reading(book: Book, law: Edition) -> Iterator[Found]:
    """An announcement keeps its term by both readings of the words "working days before"."""
    for row in book["announcements"]:
        for column in ("stated_on", "published_on"):
            yield from _between(row, column, last_day(book, law, row), row.date(column))


@rule("discussions", "analyses", source="нұсқаулық, P1.T2.S2", severity="info")
def discussed_by_one_reading(book: Book, law: Edition) -> Iterator[Found]:
    """A discussion keeps its term by both readings of the words "working days before"."""
    for row in book["discussions"]:
        end = of_analysis(book, row, "ends_on")
        yield from _between(row, "held_on", book.back(end, law.limit("discuss").days) if end else None, row.date("held_on"))


def _between(row: Row, column: str, back: Back | None, day: date | None) -> Iterator[Found]:
    if back is not None and day is not None and back.safe < day <= back.last:
        yield row.found(
            column,
            _(
                "{day} — N-ші жұмыс күнімен санағанда ғана уақытында; толық күндермен санағанда соңғы күн — {safe}.",
                day=short_date(day),
                safe=short_date(back.safe),
            ),
            _("Нұсқаулықта санау тәсілі көрсетілмеген: бұдан былай ертерек күннен кешіктірмей орындаңыз (мұнда — {safe}).", safe=short_date(back.safe)),
        )
