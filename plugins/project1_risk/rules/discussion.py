"""The public discussion of the results and its minutes."""

from __future__ import annotations

from collections.abc import Iterator

from project1_risk.rules.chain import of_analysis
from ubb4 import Book, Edition, Found, rule, short_date
from ubb4 import gettext as _


@rule("discussions", "analyses", source="нұсқаулық, P1.T2.S2")
def discussion_late(book: Book, law: Edition) -> Iterator[Found]:
    """The discussion is held inside the analysis, at least 5 working days before its end."""
    limit = law.limit("discuss")
    for row in book["discussions"]:
        start, end, held = of_analysis(book, row, "starts_on"), of_analysis(book, row, "ends_on"), row.date("held_on")
        if not (end and held):
            continue
        back = book.back(end, limit.days)
        if held > back.last:
            yield row.found(
                "held_on",
                _("Талқылау {held} өткен, соңғы күні {last} еді.", held=short_date(held), last=back),
                _("Күнді тексеріңіз. Есептелуі: талдау аяқталатын {end} күнінен кері {n} жұмыс күні.", end=short_date(end), n=limit.days),
                limit=limit,
            )
        elif start and held < start:
            yield row.found(
                "held_on",
                _("Талқылау талдау басталғанға ({start}) дейін өткен.", start=short_date(start)),
                _("Күнін тексеріңіз."),
            )


@rule("discussions", "announcements", source="нұсқаулық, P1.T2.S1, P1.T2.S2", severity="warning")
def minutes_day_differs(book: Book, law: Edition) -> Iterator[Found]:
    """The minutes bear the day for which the discussion was announced."""
    for row in book["discussions"]:
        minutes = row.date("minutes_on")
        announced = [
            each.date("discussion_on") for each in book["announcements"].where(subject="discussion", analysis=row["analysis"]) if each.date("discussion_on")
        ]
        if minutes and announced and minutes not in announced:
            yield row.found(
                "minutes_on",
                _("Хаттама күні {minutes}, ал талқылау {announced} күніне хабарландырылған.",
                  minutes=short_date(minutes), announced=short_date(announced[-1])),
                _("Талқылау кейінге қалса, жаңа күнін хабарландырып, жазыңыз; әйтпесе хаттама күнін тексеріңіз."),
            )  # fmt: skip


@rule("discussions", "analyses", source="тәжірибе (нұсқаулықта мерзім талқылаудың өткізілуіне ғана берілген)", severity="info")
def minutes_after_end(book: Book, law: Edition) -> Iterator[Found]:
    """The minutes of the discussion are not dated after the end of the analysis."""
    for row in book["discussions"]:
        end, minutes = of_analysis(book, row, "ends_on"), row.date("minutes_on")
        if end and minutes and minutes > end:
            yield row.found(
                "minutes_on",
                _(
                    "Хаттама күні ({minutes}) талдау аяқталған күннен ({end}) кейін.",
                    minutes=short_date(minutes),
                    end=short_date(end),
                ),
                _("Мерзім хаттамаға емес, талқылауға берілген: талқылау күнін тексеріңіз."),
            )
