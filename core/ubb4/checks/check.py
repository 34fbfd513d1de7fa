"""Book + rules -> findings: the schema of every row, keys, references, ranges, then the plugins' rules."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from ubb4.base.spelling import nearest
from ubb4.base.text import gettext as _
from ubb4.book.book import Book
from ubb4.book.finding import Finding, in_order
from ubb4.book.table import Table, keys_of
from ubb4.checks import pairs
from ubb4.checks.numbers import numbers
from ubb4.checks.rule import Rule
from ubb4.checks.schema import judge
from ubb4.law.days import CalendarRange
from ubb4.law.edition import Edition
from ubb4.law.register import Register

_log = logging.getLogger("ubb4")


@dataclass(frozen=True, slots=True)
class PluginRules:
    """The rules of one plugin, with the law that they go by."""

    plugin: str
    edition: Edition
    rules: Sequence[Rule]


@dataclass
class Checked:
    """What a check found, and what it could not check: (plugin, sentence)."""

    findings: list[Finding] = field(default_factory=list)
    problems: list[tuple[str, str]] = field(default_factory=list)


def check(book: Book, rules: Iterable[PluginRules], expected: Iterable[Register]) -> Checked:
    """Every finding of a book.  `expected` are the registers that this kind of body fills."""
    checked = Checked(list(book.findings))
    for table in book.tables.values():
        if table.present:
            checked.findings += judge(table)
            checked.findings += _keys(table)
            checked.findings += _references(table, book)
            checked.findings += _ranges(table)
            checked.findings += numbers(table)
            checked.findings += pairs.findings(table, book)
    checked.findings += _missing(book, expected)
    for group in rules:
        for rule in group.rules:
            if all(name in book for name in rule.registers):
                _run(rule, group, book, checked)
    checked.findings = in_order(checked.findings, book.sheets)
    return checked


def _run(rule: Rule, group: PluginRules, book: Book, checked: Checked) -> None:
    try:
        for found in rule.function(book, group.edition):
            finding = found.finding
            checked.findings.append(
                replace(
                    finding,
                    code=rule.code,
                    plugin=group.plugin,
                    severity=finding.severity or rule.severity,
                    source=_(finding.source or rule.source),
                )
            )
    except CalendarRange as error:
        checked.problems.append((group.plugin, f"{rule.code}: {error}"))
    except Exception as error:
        _log.exception("rule %s of %s", rule.code, group.plugin)
        sentence = _("«{code}» ережесі тексерілмеді: {error}", code=rule.code, error=f"{type(error).__name__}: {error}")
        checked.problems.append((group.plugin, sentence))


def _at(table: Table, index: int, column: str, code: str, message: str, hint: str = "") -> Finding:
    number, cell = table.place(index, column)
    source = _(table.register.column(column).source or table.register.source)
    return Finding(code, "error", table.register.plugin, table.sheet, cell, number, column, message, hint, source)


def _keys(table: Table) -> Iterator[Finding]:
    unique = table.register.unique
    if not unique or not all(name in table.letters for name in unique):
        return
    columns = [table.folded_column(name) for name in unique]
    keys: list[Any] = columns[0] if len(columns) == 1 else list(zip(*columns, strict=True))
    if len(set(keys)) == len(keys):
        return
    often = {key for key, times in Counter(keys).items() if times > 1}
    first: dict[Any, int] = {}
    for index, key in [(index, key) for index, key in enumerate(keys) if key in often]:
        if key is None or (isinstance(key, tuple) and None in key):
            continue
        before = first.setdefault(key, index)
        if before != index:
            shown = table.data[unique[-1]][index] if len(unique) == 1 else " · ".join(str(part) for part in key)
            yield _at(
                table,
                index,
                unique[0] if len(unique) == 1 else unique[-1],
                "duplicate",
                _("«{value}» қайталанып тұр: {row}-жолда бар.", value=shown, row=table.numbers[before]),
                _("Артық жолды өшіріңіз немесе нөмірін өзгертіңіз."),
            )


def _references(table: Table, book: Book) -> Iterator[Finding]:
    for column in table.register.columns:
        if column.reference is None or column.reference[0] not in book or column.name not in table.letters:
            continue
        target = book[column.reference[0]]
        values = table.data[column.name]
        doubtful = set(values) - set(target.data[column.reference[1]]) - {None}
        if not doubtful:
            continue
        known = set(target.folded_column(column.reference[1]))
        dangling = {value for value in doubtful if any(key not in known for key in keys_of(value))}
        if not dangling:
            continue
        names = [str(each) for each in set(target.data[column.reference[1]]) if each is not None]
        choices = names if len(names) < 5_000 else []
        for index, value in enumerate(values):
            if value in dangling:
                missing = [key for key in keys_of(value) if key not in known]
                near = nearest(missing[0], choices) if choices else None
                yield _at(
                    table,
                    index,
                    column.name,
                    "dangling-reference",
                    _("«{value}» «{sheet}» парағында жоқ.", value=value, sheet=target.sheet),
                    _("«{near}» деп жазғыңыз келді ме?", near=near)
                    if near
                    else _("«{sheet}» парағындағы нөмірді жазыңыз.", sheet=target.sheet),
                )


def _ranges(table: Table) -> Iterator[Finding]:
    for column in table.register.columns:
        if not column.is_date or not ("x-minimum" in column.schema or "x-maximum" in column.schema):
            continue
        low = date.fromisoformat(column.schema.get("x-minimum", "0001-01-01"))
        high = date.fromisoformat(column.schema.get("x-maximum", "9999-12-31"))
        values = table.column(column.name)
        days = set(values) - {None}
        if not days or (low <= min(days) and max(days) <= high):
            continue
        for index, value in enumerate(values):
            if isinstance(value, date) and not low <= value <= high:
                yield _at(
                    table,
                    index,
                    column.name,
                    "date-out-of-range",
                    _("{date} күні {low} – {high} аралығында емес.", date=value.strftime("%d.%m.%Y"),
                      low=low.strftime("%d.%m.%Y"), high=high.strftime("%d.%m.%Y")),
                    _("Жылын тексеріңіз."),
                )  # fmt: skip


def _missing(book: Book, expected: Iterable[Register]) -> Iterator[Finding]:
    for register in expected:
        if register.name not in book:
            near = nearest(register.sheet_name(), [name for name in book.sheets if name not in _used(book)])
            yield Finding(
                "sheet-missing",
                "warning",
                register.plugin,
                register.sheet_name(),
                "",
                None,
                "",
                _("«{sheet}» парағы табылмады: ол тексерілмеді.", sheet=register.sheet_name()),
                _("«{near}» парағының атын түзетіңіз.", near=near)
                if near
                else _("Парақты үлгіден (ubb4 new) көшіріңіз немесе атын қалпына келтіріңіз."),
                _(register.source),
            )


def _used(book: Book) -> set[str]:
    return {table.sheet for table in book.tables.values() if table.present}
