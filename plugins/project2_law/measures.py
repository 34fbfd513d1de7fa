"""Numbers that forms, the front page and notebooks name."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

from project2_law.rules.acts import counted_on
from project2_law.rules.heads import last_day
from ubb4 import Book, Edition, Measure, Measured, Row, half_up, measure, percent


def _facts(book: Book, category: str) -> Measured:
    rows = tuple(row for row in book["offences"] if row["category"] == category and (day := counted_on(row)) and day.year == book.year)
    return Measured(float(len(rows)), rows=rows)


@measure("offences", title="Әкімшілік сыбайлас жемқорлық құқық бұзушылықтар", subtask="P2.T2.S1")
def facts_administrative(book: Book, law: Edition) -> Measured:
    """Administrative offences whose act came into force in the report year."""
    return _facts(book, "administrative")


@measure("offences", title="Қылмыстық сыбайлас жемқорлық құқық бұзушылықтар", subtask="P2.T2.S1")
def facts_criminal(book: Book, law: Edition) -> Measured:
    """Criminal offences whose act came into force, or whose case was ended, in the report year."""
    return _facts(book, "criminal")


@measure("offences", title="Мемлекеттік қызметтің беделін түсіретін құқық бұзушылықтар", subtask="P2.T2.S1")
def facts_discrediting(book: Book, law: Edition) -> Measured:
    """Discrediting offences by disciplinary orders of the report year."""
    return _facts(book, "discrediting")


def _concluded(row: Row) -> bool:
    if row["political"] == "yes":
        return row["resignation"] == "accepted" or (row["resignation"] == "refused" and row["discipline"] is not None)
    return row["discipline"] is not None


@measure("heads", title="Жауапкершілігі қаралып біткен басшылар", subtask="P2.T3.S1", unit="percent")
def heads_concluded(book: Book, law: Edition) -> Measured:
    """Share of heads whose resignation or disciplinary question has its outcome."""
    rows = tuple(book["heads"])
    done = tuple(row for row in rows if _concluded(row))
    share = percent(len(done), len(rows)) if rows else None
    there = set(done)
    return Measured(share, len(done), len(rows), done, tuple(row for row in rows if row not in there))


@measure("heads", title="Заңды күшіне енгеннен шешімге дейінгі орташа күн", subtask="P2.T3.S1", unit="days")
def days_to_conclusion(book: Book, law: Edition) -> Measured:
    """Calendar days from legal force to the order, or to the resignation, on average over the concluded rows."""
    days, rows = 0, []
    for row in book["heads"]:
        end = row.date("order_on") or (row.date("resigned_on") if row["resignation"] == "accepted" else None)
        start = row.date("in_force_on")
        if _concluded(row) and start and end and end >= start:
            days += (end - start).days
            rows.append(row)
    return Measured(half_up(Fraction(days, len(rows)), 1) if rows else None, float(days), float(len(rows)), tuple(rows))


@measure("heads", "gifts", "hired", title="Мерзімі өткен істер", subtask="P2.T3.S1")
def overdue(book: Book, law: Edition) -> Measured:
    """Resignations, transfers of gifts and checks of candidates whose last day is past and which are not done."""
    late: list[Row] = []
    for row in book["heads"]:
        start = row.date("in_force_on")
        waits = row["political"] == "yes" and row.empty("resigned_on") and row.empty("no_resignation")
        if start and waits and book.today > last_day(book, law, start):
            late.append(row)
    for row in book["gifts"]:
        received = row.date("received_on")
        waits = row["kind"] == "gift" and row.empty("act_on")
        if received and waits and book.today > received + timedelta(days=law.limit("gift_transfer").days):
            late.append(row)
    for row in book["hired"] if book.kind != "quasi_state" else ():
        closed = row.date("intake_ended_on")
        days = law.limit("candidate_check").days
        if closed and row.empty("checked_on") and book.today > book.calendar.after(closed, days):
            late.append(row)
    return Measured(float(len(late)), rows=tuple(late))


ALL: tuple[Measure, ...] = tuple(value for value in list(vars().values()) if isinstance(value, Measure))
