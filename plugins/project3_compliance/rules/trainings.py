"""Quarterly events of every entity."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from ubb4 import Book, Edition, Found, parse_term, quarter_end, quarter_of, rule, short_date
from ubb4 import gettext as _

ROMAN = ("I", "II", "III", "IV")


def held(book: Book) -> dict[object, set[int]]:
    """From an entity's key, as it is compared, to the quarters of the report year in which it held an event."""
    found: dict[object, set[int]] = defaultdict(set)
    keys = book["trainings"].folded_column("entity")
    for row in book["trainings"]:
        day = row.date("held_on")
        if day and day.year == book.year and day <= book.today:
            found[keys[row.index]].add(quarter_of(day)[1])
    return found


@rule("entities", "trainings", source="нұсқаулық, P3.T1.S1: тоқсан сайын")
def quarter_without_training(book: Book, law: Edition) -> Iterator[Found]:
    """Every entity holds an event in every quarter that is over."""
    over = [number for number in (1, 2, 3, 4) if quarter_end(book.year, number) < book.today]
    events, keys = held(book), book["entities"].folded_column("id")
    for row in book["entities"] if over else ():
        silent = [ROMAN[number - 1] for number in over if number not in events.get(keys[row.index], ())]
        if silent and keys[row.index] is not None:
            yield row.found(
                "id",
                _("{year} жылғы {quarters} тоқсанда іс-шара енгізілмеген.", year=book.year, quarters=", ".join(silent)),
                _("«Оқыту» парағына іс-шараны хаттамасымен жазыңыз."),
            )


@rule("trainings", source="нұсқаулық, P3.T1.S1")
def training_outside_quarter(book: Book, law: Edition) -> Iterator[Found]:
    """An event was held in the quarter that its row names, and not in the future."""
    for row in book["trainings"]:
        day, ends_on = row.date("held_on"), parse_term(row["quarter"]).ends_on
        if day and ends_on and quarter_of(day) != quarter_of(ends_on):
            yield row.found(
                "held_on",
                _("{day} күні «{quarter}» кезеңіне жатпайды.", day=short_date(day), quarter=row["quarter"]),
                _("Тоқсанды немесе күнді түзетіңіз."),
            )
        if day and day > book.today:
            yield row.found("held_on", _("{day} күні әлі келген жоқ.", day=short_date(day)), _("Өткен соң жазыңыз немесе жылын тексеріңіз."))


@rule("trainings", source="нұсқаулық, P3.T1.S1: өткізу туралы хаттама")
def training_without_minutes(book: Book, law: Edition) -> Iterator[Found]:
    """An event that was held is confirmed by minutes with a number and a date."""
    for row in book["trainings"]:
        for column in ("minutes_number", "minutes_on"):
            if row.empty(column) and (day := row.date("held_on")) and day <= book.today:
                title = _(row.table.register.column(column).title)
                yield row.found(column, _("«{title}» толтырылмаған: іс-шара расталмаған.", title=title), _("Хаттамадан жазыңыз."))


@rule("trainings", source="кітаптың өзі: күндер бір-біріне қайшы")
def minutes_before_event(book: Book, law: Edition) -> Iterator[Found]:
    """The minutes are not dated before the event; signed later they confirm it all the same: the event's day counts."""
    for row in book["trainings"]:
        day, minutes = row.date("held_on"), row.date("minutes_on")
        if not day or not minutes:
            continue
        if minutes < day:
            message = _("Хаттама ({minutes}) іс-шарадан ({day}) бұрын жазылған.", minutes=short_date(minutes), day=short_date(day))
            yield row.found("minutes_on", message, _("Күндерді хаттамамен салыстырыңыз."))
