"""Months, quarters and shares that the instruction asks for, each with what is missing."""

from __future__ import annotations

from project4_culture.periods import ROMAN, months_over, quarters_over
from project4_culture.rules import events, meetings, prevention, promotion, training
from project4_culture.rules.social_order import parts
from ubb4 import Book, Edition, Measure, Measured, Row, measure, percent
from ubb4 import gettext as _


def _share(done: float, of: float, rows: tuple[Row, ...] = (), missing: tuple[Row, ...] = (), notes: tuple[str, ...] = ()) -> Measured:
    return Measured(percent(done, of, 2) if of else None, done, of, rows, missing, notes)


@measure("meetings", title="Отырыс өткен тоқсандар", subtask="P4.T1.S1", unit="percent")
def quarters_met(book: Book, law: Edition) -> Measured:
    """Share of the quarters that are over in which every commission met."""
    over, held = quarters_over(book), meetings.held_quarters(book)
    met = [number for number in over if held and all(number in quarters for quarters in held.values())]
    rows = tuple(row for row in book["meetings"] if row.date("held_on"))
    silent = ", ".join(ROMAN[number - 1] for number in over if number not in met)
    return _share(len(met), len(over), rows, notes=(_("Отырыс енгізілмеген тоқсандар: {quarters}.", quarters=silent),) if silent else ())


@measure("order_totals", title="Сыбайлас жемқорлыққа қарсы тақырыптың МӘТ-тегі үлесі", subtask="P4.T1.S2", unit="percent")
def order_share(book: Book, law: Edition) -> Measured:
    """Share of the social order of the report year that is on anti-corruption subjects, by sums."""
    rows = tuple(row for row in book["order_totals"] if row.number_of("year") == book.year)
    return _share(sum(row.number_of("anticorruption") or 0 for row in rows), sum(row.number_of("total") or 0 for row in rows), rows)


@measure("social_order", title="Сыбайлас жемқорлыққа қарсы МӘТ, теңге", subtask="P4.T1.S2")
def order_sum(book: Book, law: Edition) -> Measured:
    """The sum of the parts of the report year, tenge."""
    rows = tuple(row for row in book["social_order"] if row.number_of("year") == book.year)
    return Measured(parts(book).get(book.year, 0.0), rows=rows)


@measure("headcount", "trained", title="Сыбайлас жемқорлыққа қарсы оқудан өткен қызметшілер", subtask="P4.T2.S1", unit="percent")
def trained_share(book: Book, law: Edition) -> Measured:
    """Share of servants trained in the report year, persons with a certificate, of the latest headcount."""
    total, __ = training.headcount(book)
    rows = tuple(training.trained(book))
    counted = set(rows)
    return _share(len(rows), total, rows, tuple(row for row in book["trained"] if row not in counted))


@measure("headcount", "online_course", title="Онлайн-курстан өткен қызметшілер", subtask="P4.T2.S2", unit="percent")
def course_share(book: Book, law: Edition) -> Measured:
    """Share of servants who passed the online course, of the latest headcount."""
    total, __ = training.headcount(book)
    rows = tuple(training.persons([row for row in book["online_course"] if row.date("passed_on")]))
    return _share(len(rows), total, rows)


@measure("online_course", title="Онлайн-курстан өткен, қызметке алғаш кіргендер", subtask="P4.T2.S2", unit="percent")
def entrants_share(book: Book, law: Edition) -> Measured:
    """Share of new entrants who passed the online course."""
    every = training.persons([row for row in book["online_course"] if row["new_entrant"] == "yes"])
    passed = tuple(row for row in every if row.date("passed_on"))
    there = set(passed)
    return _share(len(passed), len(every), passed, tuple(row for row in every if row not in there))


@measure("events", title="Іс-шара өткен айлар", subtask="P4.T2.S3", unit="percent")
def months_filled(book: Book, law: Edition) -> Measured:
    """Share of the months that are over with an event."""
    over, held = months_over(book), events.held_months(book)
    silent = ", ".join(f"{month:02}" for month in over if month not in held)
    rows = tuple(row for row in book["events"] if row.date("held_on"))
    notes = (_("Іс-шара енгізілмеген айлар: {months}.", months=silent),) if silent else ()
    return _share(sum(month in held for month in over), len(over), rows, notes=notes)


@measure("prevention", "positions", title="Алдын алу жұмысымен қамтылған лауазымдар", subtask="P4.T2.S4", unit="percent")
def exposed_covered(book: Book, law: Edition) -> Measured:
    """Share of the exposed positions of project 1's register with preventive work."""
    known = prevention.exposed(book)
    covered = {each for row in book["prevention"] for each in prevention.matches(row, known)}
    every = [row for rows in known.values() for row in rows]
    return _share(len(covered), len(every), tuple(row for row in every if row in covered), tuple(row for row in every if row not in covered))


@measure("adopted_acts", "promotion", title="Түсіндірілген нормативтік құқықтық актілер", subtask="P4.T3.S1", unit="percent")
def acts_explained(book: Book, law: Edition) -> Measured:
    """Share of the acts adopted this year that an event explains."""
    missing = tuple(promotion.unexplained(book, "adopted_acts"))
    lacking = set(missing)
    rows = tuple(row for row in book["adopted_acts"] if row.key is not None and row not in lacking)
    return _share(len(rows), len(rows) + len(missing), rows, missing)


ALL: tuple[Measure, ...] = tuple(value for value in list(vars().values()) if isinstance(value, Measure))
