"""Quarterly meetings of the commission: the schedule, and what was held."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from project4_culture.periods import ROMAN, quarters_over
from ubb4 import Book, Edition, Found, folded, parse_term, quarter_of, rule, short_date
from ubb4 import gettext as _


def held_quarters(book: Book) -> dict[str, set[int]]:
    """From a commission, as it is compared, to the quarters of the report year in which it met."""
    found: dict[str, set[int]] = defaultdict(set)
    for row in book["meetings"]:
        day = row.date("held_on")
        quarters = found[folded(str(row["commission"] or ""))]
        if day and day.year == book.year and day <= book.today:
            quarters.add(quarter_of(day)[1])
    return found


@rule("meetings", source="нұсқаулық, P4.T1.S1: тоқсан сайынғы отырыстар")
def quarter_without_meeting(book: Book, law: Edition) -> Iterator[Found]:
    """Every commission meets in every quarter that is over."""
    over = quarters_over(book)
    meetings = held_quarters(book) or {"": set()}
    names = {folded(str(row["commission"])): str(row["commission"]) for row in book["meetings"] if row["commission"]}
    for commission, quarters in meetings.items():
        silent = [ROMAN[number - 1] for number in over if number not in quarters]
        if silent:
            name = f"{names[commission]}: " if commission in names else ""
            yield book["meetings"].found(
                "held_on",
                name + _("{year} жылғы {quarters} тоқсанда өткізілген отырыс енгізілмеген.", year=book.year, quarters=", ".join(silent)),
                _("Отырыстың күнін, хаттамасын жазыңыз."),
            )


@rule("meetings", source="нұсқаулық, P4.T1.S1")
def meeting_outside_quarter(book: Book, law: Edition) -> Iterator[Found]:
    """A meeting is planned and held in the quarter that its row names."""
    for row in book["meetings"]:
        ends_on = parse_term(row["quarter"]).ends_on
        for column in ("planned_on", "held_on"):
            day = row.date(column)
            if day and ends_on and quarter_of(day) != quarter_of(ends_on):
                yield row.found(
                    column,
                    _("{day} күні «{quarter}» кезеңіне жатпайды.", day=short_date(day), quarter=row["quarter"]),
                    _("Тоқсанды немесе күнді түзетіңіз."),
                )


@rule("meetings", source="нұсқаулық, P4.T1.S1: бекітілген кесте", severity="warning")
def meeting_not_as_scheduled(book: Book, law: Edition) -> Iterator[Found]:
    """A meeting is held on the day of the approved schedule."""
    for row in book["meetings"]:
        planned, held = row.date("planned_on"), row.date("held_on")
        if planned and held and planned != held:
            yield row.found(
                "held_on",
                _("Отырыс {held} өткен, кестеде {planned}.", held=short_date(held), planned=short_date(planned)),
                _("Кестеге өзгеріс енгізілсе, оның күнін жазыңыз."),
            )
        elif planned and row.empty("held_on") and planned < book.today:
            yield row.found(
                "held_on",
                _("Кестедегі күн ({planned}) өткен, отырыстың өткені жазылмаған.", planned=short_date(planned)),
                _("Өткізілген күнді жазыңыз."),
            )


@rule("meetings", source="кітаптың өзі: күндер бір-біріне қайшы")
def minutes_before_meeting(book: Book, law: Edition) -> Iterator[Found]:
    """Minutes, where there are any, are not dated before the meeting; the instruction asks the schedule and information, not minutes."""
    for row in book["meetings"]:
        held, minutes = row.date("held_on"), row.date("minutes_on")
        if held and minutes and minutes < held:
            message = _("Хаттама ({minutes}) отырыстан ({held}) бұрын жазылған.", minutes=short_date(minutes), held=short_date(held))
            yield row.found("minutes_on", message, _("Күндерді хаттамамен салыстырыңыз."))
