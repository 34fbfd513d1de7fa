"""Rows that an event begins: what the law asks after «analysis from 2 March to 10 April» stands in the registers at once, its days as drafts.

Which rows they are is the edition's (`[[start]]`).  A row that is there already is not begun again; a day that nobody has fixed yet is the last one
that the law allows, and is told as a draft.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from ubb4.base.errors import UseError
from ubb4.base.months import month_name
from ubb4.base.spelling import folded
from ubb4.base.text import gettext as _
from ubb4.book.memory import book_of
from ubb4.book.table import Table
from ubb4.book.typed import parse_date, parse_term
from ubb4.deadlines.deadline import Deadline
from ubb4.deadlines.due import instances
from ubb4.desk.opened import Opened
from ubb4.desk.renew import organisation_of, values_of
from ubb4.law.register import Column, Register
from ubb4.law.start import DUES, Start, StartRow

EVERY, QUARTERS, MONTHS, ENDED = "*", "quarters", "months", "quarters ended"


@dataclass
class Begun:
    """Rows by register, in the order of the edition, and which of their columns are drafts."""

    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    drafts: list[tuple[str, int, str]] = field(default_factory=list)

    def __len__(self) -> int:
        return sum(map(len, self.rows.values()))


def starts(opened: Opened) -> list[Start]:
    """The events that the projects of a workbook know."""
    return [start for project in opened.projects for start in project.starts]


def begun(opened: Opened, start: Start, given: Mapping[str, Any]) -> Begun:
    """The rows that are not there yet; UseError where something is not given."""
    lacking = [name for name in start.given if given.get(name) in (None, "")]
    if lacking:
        raise UseError(_("Берілмегені: {names}.", names=", ".join(lacking)), "not-given")
    found, keys = Begun(), dict[str, Any](given)
    for line in start.rows:
        table = opened.book.tables.get(line.register)
        if table is None or not table.present:  # the workbook has no such sheet
            continue
        for values, drafts in _lines(opened, start, line, found, keys):
            _add(found, table, line.register, values, drafts, keys)
    return found


def _add(found: Begun, table: Table, name: str, values: dict[str, Any], drafts: Sequence[str], keys: dict[str, Any]) -> None:
    register = table.register
    mine = found.rows.setdefault(name, [])
    same = next((each for each in [*(values_of(row) for row in table), *mine] if _holds(each, values, drafts, register)), None)
    if same is None:
        if register.key and register.key not in values and (key := next_key(table, [str(each.get(register.key, "")) for each in mine])):
            values = {register.key: key, **values}
        found.drafts += [(name, len(mine), column) for column in drafts]
        mine.append(values)
        same = values
    if register.key:
        keys[name] = same.get(register.key)


def _holds(row: Mapping[str, Any], values: Mapping[str, Any], drafts: Sequence[str], register: Register) -> bool:
    """Whether a row says all of this already; a draft may have been replaced by the actual day."""
    own = [name for name in values if name not in drafts]
    wanted = register.unique if register.unique and set(register.unique) <= set(values) else own
    return bool(wanted) and all(_same(register.column(name), row.get(name), values[name]) for name in wanted)


def _same(column: Column, one: Any, other: Any) -> bool:
    if column.type == "term" and one not in (None, ""):
        return parse_term(one) == parse_term(other)
    return folded(str(one)) == folded(str(other))


def _lines(opened: Opened, start: Start, line: StartRow, found: Begun, keys: dict[str, Any]) -> Iterator[tuple[dict[str, Any], list[str]]]:
    register = opened.book[line.register].register
    if line.of == DUES:
        for due in _dues(opened, found, str(keys.get(start.about, ""))):
            yield _filled(line.values, {**keys, "title": due.title, "day": due.warned})
        return
    choices = [[(name, each) for each in _each(opened, found, register.column(name), source)] for name, source in line.each.items()]
    for chosen in product(*choices):
        values, drafts = _filled(line.values, {**keys, **dict(chosen)})
        yield {**values, **dict(chosen)}, drafts


def _each(opened: Opened, found: Begun, column: Column, source: str) -> list[Any]:
    """Every choice of the column, every key of a register, new ones too, or every quarter or month of the workbook's year, those that have ended alone."""
    book = opened.book
    if source == MONTHS:
        return [f"{month_name(month)} {book.year}" for month in range(1, 13)]
    if source in (QUARTERS, ENDED):
        ended = 4 if book.today.year > book.year else (book.today.month - 1) // 3 if book.today.year == book.year else 0
        last = 4 if source == QUARTERS else ended
        return [_("{roman} тоқсан {year}", roman=roman, year=book.year) for roman in ("I", "II", "III", "IV")[:last]]
    if source == EVERY:
        return list(column.choices)
    if source.startswith("="):
        return [each for each in source[1:].split() if each in opened.applying]
    table = book[source]
    key = str(table.register.key)
    return [value for value in (*table.data[key], *(row.get(key) for row in found.rows.get(source, ()))) if value is not None]


_FIELD = re.compile(r"\{([a-z_.]+)\}")


def _filled(values: Mapping[str, str], known: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """The values with what is known put in, and which of them are drafts: last days that nobody has fixed."""
    row, drafts = dict[str, Any](), list[str]()
    for name, text in values.items():
        whole = _FIELD.fullmatch(text)
        value: Any = text
        if whole and whole[1].endswith(".last"):  # the last day of a period: {quarter.last}
            value = parse_term(known.get(whole[1].removesuffix(".last"))).ends_on
        elif whole:
            value = known.get(whole[1])
        if value in (None, ""):
            continue
        if whole and (whole[1].endswith(".last") or whole[1] == "day"):
            drafts.append(name)
        row[name] = value
    return row, drafts


def _dues(opened: Opened, found: Begun, subject: str) -> list[Deadline]:
    """The days that the law fixes about what was begun, by the rows as they would stand."""
    book = opened.book
    rows = {name: [*(values_of(row) for row in table), *found.rows.get(name, ())] for name, table in book.tables.items() if table.register.layout == "table"}
    after = book_of(opened.toolkit.registers, rows, organisation_of(book))
    after.today, after.policy, after.roll = book.today, book.policy, book.roll
    counted = [each.deadline for each in instances(after, opened.projects, roll=book.roll, problems=[])]
    return [each for each in counted if each.subject == subject and each.day is not None and each.event != "map.due_on"]


_NUMBERED = re.compile(r"(.*?)(\d+)")
_EXAMPLE = re.compile(r"\b([A-ZА-ЯӘҒҚҢӨҰҮҺІ]+)\d+\b")


def next_key(table: Table, more: Sequence[str] = ()) -> str:
    """The number after the greatest one, in the pattern of the last row; empty for a register without a key. `more`: keys that are given already."""
    if table.register.key is None:
        return ""
    column = table.register.column(table.register.key)
    if column.choices or column.reference or column.type != "text":
        return ""
    keys = [*(str(value) for value in table.data[column.name] if value is not None), *more]
    matched = [found for found in map(_NUMBERED.fullmatch, keys) if found]
    if not matched:
        example = _EXAMPLE.search(_(column.hint))
        return f"{example[1]}1" if example else "1"
    prefix, digits = matched[-1].groups()
    greatest = max(int(found[2]) for found in matched if found[1] == prefix)
    return f"{prefix}{greatest + 1:0{len(digits) if digits.startswith('0') else 1}d}"


def given_of(values: Mapping[str, str | None]) -> dict[str, Any]:
    """What a command was given, days understood; UseError for a day that is none."""
    found = dict[str, Any]()
    for name, value in values.items():
        if value is None:
            continue
        found[name] = value
        if name in ("from", "to"):
            day = parse_date(value)
            if day is None:
                raise UseError(_("--{name}: «{value}» күн емес: 2026-03-02 немесе 02.03.2026 түрінде жазыңыз.", name=name, value=value), "not-a-day")
            found[name] = day
    return found
