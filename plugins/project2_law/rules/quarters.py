"""A quarter without facts is said in words: not by silence, and not against the registers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from ubb4 import Book, Edition, Found, Row, parse_term, quarter_end, quarter_of, rule
from ubb4 import gettext as _

Quarter = tuple[int, int]
_ROMAN = ("I", "II", "III", "IV")


def facts(book: Book, entry: Any) -> dict[Quarter, list[Row]]:
    """The facts of a subtask by the quarter of the first date that each has."""
    found: dict[Quarter, list[Row]] = defaultdict(list)
    for row in book.tables.get(entry["register"], ()):
        day = next((day for name in entry["dates"] if (day := row.date(name))), None)
        if day:
            found[quarter_of(day)].append(row)
    return found


def _said(book: Book) -> dict[tuple[str, Quarter], Row]:
    said = {}
    for row in book["statements"]:
        ends_on = parse_term(row["quarter"]).ends_on
        if row["subtask"] and ends_on:
            said[str(row["subtask"]), quarter_of(ends_on)] = row
    return said


@rule("statements", source="есеп беру тәжірибесі (нұсқаулықта №2 жобаның кезеңділігі көрсетілмеген)", severity="info")
def quarter_is_silent(book: Book, law: Edition) -> Iterator[Found]:
    """Each quarter that is over has its facts or the words that there were none."""
    said = _said(book)
    for entry in law.tables["quarterly"]:
        if entry["register"] not in book:
            continue
        there = facts(book, entry)
        silent = [
            _ROMAN[number - 1]
            for number in (1, 2, 3, 4)
            if quarter_end(book.year, number) < book.today and not there.get((book.year, number)) and (entry["subtask"], (book.year, number)) not in said
        ]
        if silent:
            sheet = book[entry["register"]].sheet
            yield book["statements"].found(
                "subtask",
                _("«{sheet}» бойынша {quarters} тоқсанда факт та, «факт анықталған жоқ» деген жазба да жоқ.",
                  sheet=sheet, quarters=", ".join(silent)),
                _("Осы параққа {subtask} үшін тоқсанның нәтижесін жазыңыз.", subtask=entry["subtask"]),
            )  # fmt: skip


@rule("statements", source="нұсқаулық, №2 жоба")
def statement_contradicts(book: Book, law: Edition) -> Iterator[Found]:
    """What is said of a quarter is what the register holds."""
    entries = {entry["subtask"]: entry for entry in law.tables["quarterly"]}
    for (subtask, quarter), row in _said(book).items():
        entry = entries.get(subtask)
        if entry is None or entry["register"] not in book:
            continue
        rows = facts(book, entry).get(quarter, [])
        sheet = book[entry["register"]].sheet
        if row["result"] == "none" and rows:
            numbers = ", ".join(str(each.number) for each in rows[:10])
            yield row.found(
                "result",
                _("«Факт анықталған жоқ» делінген, бірақ «{sheet}» парағында осы тоқсанның жолдары бар: {rows}.", sheet=sheet, rows=numbers),
                _("Жазбаны немесе жолдардың күнін түзетіңіз."),
            )
        elif row["result"] == "facts" and not rows:
            yield row.found(
                "result",
                _("«Факт анықталды» делінген, бірақ «{sheet}» парағында осы тоқсанның жолы жоқ.", sheet=sheet),
                _("Фактіні реестрге жазыңыз немесе жазбаны түзетіңіз."),
            )


@rule("statements", source="нұсқаулық, №2 жоба")
def quarter_not_understood(book: Book, law: Edition) -> Iterator[Found]:
    """The quarter of a statement is a quarter of the report year."""
    for row in book["statements"]:
        if row["quarter"] is None:
            continue
        term = parse_term(row["quarter"])
        if term.kind != "quarter" or term.ends_on is None or term.ends_on.year != book.year:
            yield row.found(
                "quarter",
                _("«{text}» есепті жылдың тоқсаны емес.", text=row["quarter"]),
                _("Былай жазыңыз: I тоқсан {year}.", year=book.year),
            )
