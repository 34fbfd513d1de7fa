"""Monthly events of the ethics commissioner, and the reason for their audience."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from project4_culture.periods import months_over
from ubb4 import Book, Edition, Found, Row, folded, month_name, parse_term, rule, short_date
from ubb4 import gettext as _


def held_months(book: Book) -> set[int]:
    """The months of the report year in which an event was held."""
    return {day.month for row in book["events"] if (day := row.date("held_on")) and day.year == book.year and day <= book.today}


@rule("events", source="нұсқаулық, P4.T2.S3: ай сайынғы")
def month_without_event(book: Book, law: Edition) -> Iterator[Found]:
    """Every month that is over has an event."""
    held = held_months(book)
    silent = [month_name(month) for month in months_over(book) if month not in held]
    if silent:
        yield book["events"].found(
            "month",
            _("{year} жылғы мына айларда іс-шара енгізілмеген: {months}.", year=book.year, months=", ".join(silent)),
            _("Әр айға кемінде бір іс-шара жазыңыз."),
        )


@rule("events", source="нұсқаулық, P4.T2.S3")
def event_outside_month(book: Book, law: Edition) -> Iterator[Found]:
    """An event was held in the month that its row names, and not in the future."""
    for row in book["events"]:
        day, ends_on = row.date("held_on"), parse_term(row["month"]).ends_on
        if day and ends_on and (day.year, day.month) != (ends_on.year, ends_on.month):
            message = _("{day} күні «{month}» айына жатпайды.", day=short_date(day), month=row["month"])
            yield row.found("held_on", message, _("Айды немесе күнді түзетіңіз."))
        elif day and day > book.today:
            yield row.found("held_on", _("{day} күні әлі келген жоқ.", day=short_date(day)), _("Өткен соң жазыңыз немесе жылын тексеріңіз."))


@rule("events", source="нұсқаулық, P4.T2.S3: аудиторияны және оның санын … негізге ала отырып айқындайды")
def audience_without_grounds(book: Book, law: Edition) -> Iterator[Found]:
    """The reason for the audience is told in its own words, and how many took part."""
    for row in book["events"]:
        for column, message in (
            ("grounds", _("Аудиторияны таңдаудың негізі сөзбен жазылмаған.")),
            ("participants", _("Қатысушылар саны жазылмаған.")),
        ):
            if row.empty(column):
                yield row.found(column, message, _("Қандай өтініш, жарияланым немесе зерттеу екенін, неше адам қатысқанын жазыңыз."))


@rule("events", source="нұсқаулық, P4.T2.S3: растайтын құжаттар кросс-платформаға жүктеледі", severity="warning")
def event_without_document(book: Book, law: Edition) -> Iterator[Found]:
    """An event that was held has a confirming document."""
    for row in book["events"]:
        day = row.date("held_on")
        if day and day <= book.today and row.empty("document"):
            yield row.found("document", _("Растайтын құжаты көрсетілмеген."), _("Файлдың атын немесе нөмірін жазыңыз."))


@rule("events", source="есепке алу тәжірибесі (нұсқаулықта талап жоқ)", severity="warning")
def event_counted_twice(book: Book, law: Edition) -> Iterator[Found]:
    """The same event is not counted in projects 3 and 4, nor twice in this one."""
    seen: dict[tuple[date, str], Row] = {}
    for name, column in (("trainings", "topic"), ("events", "topic"), ("promotion", "title")):
        for row in book.tables.get(name, ()):
            day, topic = row.date("held_on"), row[column]
            if day is None or not isinstance(topic, str):
                continue
            before = seen.setdefault((day, folded(topic)), row)
            if before != row and name != "trainings":
                yield row.found(
                    column,
                    _("Осы іс-шара «{sheet}» парағының {row}-жолында да бар.", sheet=before.table.sheet, row=before.number),
                    _("Іс-шараны бір рет қана есепке алыңыз; екеуі бөлек болса, айырмашылығын тақырыбында көрсетіңіз."),
                )
