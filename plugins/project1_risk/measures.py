"""Numbers that forms and notebooks name."""

from __future__ import annotations

from fractions import Fraction

from ubb4 import Book, Edition, Measure, Measured, half_up, measure, percent


def _count(book: Book, register: str) -> Measured:
    rows = tuple(book[register])
    return Measured(float(len(rows)), rows=rows)


def _share(part: list[object], whole: list[object]) -> float | None:
    return percent(len(part), len(whole)) if whole else None


@measure("analyses", title="Жүргізілген ішкі талдаулар", subtask="P1.T1.S2")
def analyses_count(book: Book, law: Edition) -> Measured:
    """Analyses that start in the report year."""
    rows = tuple(row for row in book["analyses"] if (day := row.date("starts_on")) and day.year == book.year)
    return Measured(float(len(rows)), rows=rows)


@measure("risks", title="Анықталған тәуекелдер", subtask="P1.T2.S3")
def risks_count(book: Book, law: Edition) -> Measured:
    """Risks found."""
    return _count(book, "risks")


@measure("risks", "plan", title="Іс-шарамен қамтылған тәуекелдер", subtask="P1.T3.S1", unit="percent")
def risks_covered(book: Book, law: Edition) -> Measured:
    """Share of risks that have a measure in the plan."""
    rows = list(book["risks"])
    covered = [row for row in rows if book.related("plan", row)]
    there = set(covered)
    missing = tuple(row for row in rows if row not in there)
    return Measured(_share([*covered], [*rows]), len(covered), len(rows), tuple(covered), missing)


@measure("plan", "monitoring", title="Орындалған іс-шаралар", subtask="P1.T3.S3", unit="percent")
def measures_done(book: Book, law: Edition) -> Measured:
    """Share of measures whose monitoring says done, with a document and the risk removed in full."""
    rows = list(book["plan"])
    done = [
        row for row in rows if any(each["status"] == "done" and each["removed"] == "fully" and each["document"] for each in book.related("monitoring", row))
    ]
    there = set(done)
    missing = tuple(row for row in rows if row not in there)
    return Measured(_share([*done], [*rows]), len(done), len(rows), tuple(done), missing)


@measure("positions", title="Тәуекелге шалдыққан лауазымдар", subtask="P1.T4.S1")
def positions_count(book: Book, law: Edition) -> Measured:
    """Exposed positions in the register."""
    return _count(book, "positions")


@measure("analyses", title="Талдаудың орташа ұзақтығы", subtask="P1.T1.S2", unit="working_days")
def average_length(book: Book, law: Edition) -> Measured:
    """Working days an analysis takes on average, both ends counted."""
    rows = [row for row in book["analyses"] if row.date("starts_on") and row.date("ends_on")]
    days = [book.calendar.between(row.date("starts_on"), row.date("ends_on")) for row in rows]
    value = half_up(Fraction(sum(days), len(days)), 1) if days else None
    return Measured(value, float(sum(days)), float(len(days)), tuple(rows))


ALL: tuple[Measure, ...] = tuple(value for value in list(vars().values()) if isinstance(value, Measure))
