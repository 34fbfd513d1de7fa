"""Preventive work with servants in exposed positions: the positions are those of project 1's register."""

from __future__ import annotations

from collections.abc import Iterator

from ubb4 import Book, Edition, Found, Row, folded, rule, short_date
from ubb4 import gettext as _


def exposed(book: Book) -> dict[str, list[Row]]:
    """Rows of the register of exposed positions by position, as it is compared; empty where there is no such register."""
    found: dict[str, list[Row]] = {}
    for row in book.tables.get("positions", ()):
        if isinstance(row["position"], str):
            found.setdefault(folded(row["position"]), []).append(row)
    return found


def matches(row: Row, known: dict[str, list[Row]]) -> list[Row]:
    """The exposed positions that a row of preventive work names: by position, and by unit where both give one."""
    rows = known.get(folded(str(row["position"])), []) if row["position"] else []
    unit = row["unit"]
    if isinstance(unit, str):
        return [each for each in rows if not isinstance(each["unit"], str) or folded(each["unit"]) == folded(unit)]
    return rows


@rule("prevention", source="нұсқаулық, P4.T2.S4: тізілімге енгізілген лауазымдарды атқаратын адамдармен")
def position_not_exposed(book: Book, law: Edition) -> Iterator[Found]:
    """Persons of preventive work hold positions of the register of exposed positions; where there is none, that is told."""
    known = exposed(book)
    if not known:
        yield book["prevention"].found(
            "position",
            _("Тәуекелге шалдыққан лауазымдар тізбесі (№1 жоба) бұл кітапта жоқ: лауазымдар тексерілмеді."),
            _("№1 жобаның плагинін қосып, тізбені осы кітапта толтырыңыз."),
            severity="info",
        )
        return
    for row in book["prevention"]:
        if row["position"] is None or matches(row, known):
            continue
        there = folded(str(row["position"])) in known
        yield row.found(
            "unit" if there else "position",
            _("«{position}» лауазымы тізбеде бар, бірақ басқа бөлімшеде.", position=row["position"]) if there
            else _("«{position}» лауазымы тәуекелге шалдыққан лауазымдар тізбесінде жоқ.", position=row["position"]),
            _("Лауазымды тізбедегідей жазыңыз немесе тізбеге қосыңыз."),
        )  # fmt: skip


@rule("prevention", source="нұсқаулық, P4.T2.S4: растайтын құжаттар кросс-платформаға жүктеледі", severity="warning")
def prevention_without_document(book: Book, law: Edition) -> Iterator[Found]:
    """Preventive work has its confirming document, and lies in the report year."""
    for row in book["prevention"]:
        day = row.date("held_on")
        if row.empty("document"):
            yield row.found("document", _("Растайтын құжаты көрсетілмеген."), _("Файлдың атын немесе нөмірін жазыңыз."))
        if day and (day.year != book.year or day > book.today):
            message = _("{day} күні есепті жылдың өткен күні емес.", day=short_date(day))
            yield row.found("held_on", message, _("Жылын тексеріңіз."), severity="error")
