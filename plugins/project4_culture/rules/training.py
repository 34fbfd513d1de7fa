"""Training of servants: the share asked for a year, a certificate a person, new entrants."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from datetime import date

from project4_culture.periods import until_over
from ubb4 import Book, Edition, Found, Row, decimal, folded, percent, rule, short_date
from ubb4 import gettext as _


def headcount(book: Book) -> tuple[int, list[Row]]:
    """Servants of all bodies in the report year, the latest count of each, and the rows taken."""
    latest: dict[str, Row] = {}
    for row in book["headcount"]:
        day, body = row.date("counted_on"), folded(str(row["body"] or ""))
        if day is None or day.year != book.year or day > book.today or row.number_of("servants") is None:
            continue
        before = latest.get(body)
        if before is None or (before.date("counted_on") or date.min) < day:
            latest[body] = row
    return int(sum(row.number_of("servants") or 0 for row in latest.values())), list(latest.values())


def persons(rows: Sequence[Row]) -> list[Row]:
    """The first row of each person: one who was trained twice counts once."""
    seen: set[str] = set()
    found = []
    for row in rows:
        name = folded(str(row["person"] or ""))
        if name and name not in seen:
            seen.add(name)
            found.append(row)
    return found


def trained(book: Book) -> list[Row]:
    """One row a person who ended a training in the report year and has a certificate."""
    return persons(
        [row for row in book["trained"] if (day := row.date("until_on")) and day.year == book.year and day <= book.today and not row.empty("certificate")]
    )


@rule("headcount", "trained", source="нұсқаулық, P4.T2.S1: кемінде 5 % (жылына)")
def trained_below_share(book: Book, law: Edition) -> Iterator[Found]:
    """At least 5 % of the servants are trained in a year; until the year is over it is a warning."""
    limit = law.limit("trained_share")
    total, rows = headcount(book)
    if not total:
        yield book["headcount"].found(
            "servants",
            _("Есепті жылдағы қызметшілер саны жоқ: оқығандардың үлесі тексерілмеді."),
            _("Санын және қай күнге екенін жазыңыз."),
            severity=until_over(book),
        )
        return
    done, wanted = len(trained(book)), math.ceil(total * limit.value / 100)
    if done < wanted:
        days = sorted({short_date(day) for row in rows if (day := row.date("counted_on"))})
        yield book["trained"].found(
            "person",
            _("Сертификатпен оқығаны — {done}, қызметші — {total} ({share} %), керегі — кемінде {percent} %, яғни {wanted}.",
              done=done, total=total, share=decimal(percent(done, total, 2)), percent=decimal(limit.value), wanted=wanted),
            _("Тағы {n} қызметшіні оқуға жіберіңіз. Қызметшілер саны {days} күнге алынды.", n=wanted - done, days=", ".join(days)),
            limit=limit,
            severity=until_over(book),
        )  # fmt: skip


@rule("trained", source="нұсқаулық, P4.T2.S1: сертификаттардың электрондық нұсқасы")
def trained_without_certificate(book: Book, law: Edition) -> Iterator[Found]:
    """Who was trained has a certificate, and its electronic copy."""
    for row in book["trained"]:
        day = row.date("until_on")
        if day is None or day > book.today:
            continue
        if row.empty("certificate"):
            yield row.found("certificate", _("Сертификаттың нөмірі жоқ: оқыған қызметші саналмайды."), _("Нөмірін сертификаттан жазыңыз."))
        if row.empty("file"):
            message = _("Сертификаттың электрондық нұсқасы көрсетілмеген.")
            yield row.found("file", message, _("Файлдың атын немесе сілтемесін жазыңыз."), severity="warning")


@rule("trained", source="нұсқаулық, P4.T2.S1: әр адамға бір сертификат")
def certificate_twice(book: Book, law: Edition) -> Iterator[Found]:
    """A certificate belongs to one person; a person who was trained twice counts once, and that is told."""
    first: dict[tuple[str, str], Row] = {}
    for column, message, hint, severity in (
        ("certificate", _("Сертификат № {value} {row}-жолда да көрсетілген."), _("Нөмірін сертификаттан тексеріңіз."), "error"),
        ("person", _("Осы қызметші {row}-жолда да көрсетілген: бір рет саналады."), _("Екі адам болса, әкесінің атын жазыңыз."), "warning"),
    ):
        for row in book["trained"]:
            value = row[column]
            if isinstance(value, str):
                before = first.setdefault((column, folded(value)), row)
                if before != row:
                    yield row.found(column, message.format(value=value, row=before.number), hint, severity=severity)


@rule("trained", source="нұсқаулық, P4.T2.S1: жылына")
def trained_in_another_year(book: Book, law: Edition) -> Iterator[Found]:
    """A training ends in the report year, and after it began."""
    for row in book["trained"]:
        since, until = row.date("since_on"), row.date("until_on")
        if until and until.year != book.year:
            yield row.found(
                "until_on",
                _("Оқу {day} аяқталған, есепті жыл — {year}: саналмайды.", day=short_date(until), year=book.year),
                _("Жылын тексеріңіз немесе жолды тиісті жылдың кітабына көшіріңіз."),
            )
        elif since and until and until < since:
            message = _("Оқудың соңы ({until}) басынан ({since}) бұрын.", until=short_date(until), since=short_date(since))
            yield row.found("until_on", message, _("Күндерді сертификаттан жазыңыз."))


@rule("online_course", source="нұсқаулық, P4.T2.S2: мемлекеттік қызметке алғаш түскендер")
def new_entrant_not_passed(book: Book, law: Edition) -> Iterator[Found]:
    """Every new entrant has passed the online course, after entering service."""
    for row in book["online_course"]:
        entered, passed = row.date("entered_on"), row.date("passed_on")
        if row["new_entrant"] != "yes":
            continue
        if row.empty("passed_on"):
            yield row.found("passed_on", _("Қызметке алғаш кірген, бірақ онлайн-курстан өтпеген."), _("Курстан өткен күнді жазыңыз."))
        elif entered and passed and passed < entered:
            message = _("Курстан {passed} өткен, қызметке {entered} кірген.", passed=short_date(passed), entered=short_date(entered))
            yield row.found("passed_on", message, _("Күндерді тексеріңіз."), severity="warning")
