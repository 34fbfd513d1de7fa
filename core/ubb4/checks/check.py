"""Book + rules -> findings: the schema of every row, keys, references, ranges, then the plugins' rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ubb4.base.problem import Problem, failure, guarded
from ubb4.base.spelling import nearest
from ubb4.base.text import N_
from ubb4.base.text import gettext as _
from ubb4.book.book import Book
from ubb4.book.finding import Finding, Found, in_order
from ubb4.book.table import Row, Table, keys_of
from ubb4.checks import pairs
from ubb4.checks.numbers import numbers
from ubb4.checks.rule import Rule
from ubb4.checks.schema import judge
from ubb4.law.edition import Edition
from ubb4.law.register import Register


@dataclass(frozen=True, slots=True)
class PluginRules:
    """The rules of one plugin, with the law that they go by."""

    plugin: str
    edition: Edition
    rules: Sequence[Rule]


@dataclass
class Checked:
    """What a check found, and what it could not check."""

    findings: list[Finding] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


UNREAD = N_("«{sheet}» парағы толық тексерілмеді: {error}")
UNRULED = N_("«{code}» ережесі тексерілмеді: {error}")


def check(
    book: Book, rules: Iterable[PluginRules], expected: Iterable[Register], opened: object = None, inputs: Mapping[str, Sequence[str]] | None = None
) -> Checked:
    """Every finding of a book.  `expected` are the registers that this kind of body fills; `opened` is what rules of the whole opened
    workbook are given beside the book: where there is none they are not run; `inputs` says by register.column which deadlines are counted of it."""
    checked = Checked(list(book.findings))
    for table in book.tables.values():
        for act in _OF_TABLE if table.present else ():
            with guarded(checked.problems, table.register.plugin, UNREAD, sheet=table.sheet):
                checked.findings += list(act(table, book))
    checked.findings += _missing(book, expected)
    lacking = [(table, name, values) for table in book.tables.values() for name, values in table.watch().items()]
    unchecked: dict[tuple[str, str], list[str]] = {
        (each.sheet, name): list(dict.fromkeys((inputs or {}).get(f"{each.register.name}.{name}", ()))) for each, name, __ in lacking
    }
    for group in rules:
        for rule in group.rules:
            if all(name in book for name in rule.registers) and not (rule.whole and opened is None):
                for *__, values in lacking:
                    values.asked = False
                _run(rule, group, book, opened, checked)
                for each, name, values in lacking:
                    if values.asked and (norm := _(rule.source)) not in unchecked[each.sheet, name]:
                        unchecked[each.sheet, name].append(norm)
    checked.findings = [_unchecked(finding, unchecked) for finding in checked.findings]
    checked.findings = in_order((_unseen(each, book) for each in checked.findings) if book.blind else checked.findings, book.sheets)
    return checked


MOST_NAMED = 5


def _unchecked(finding: Finding, unchecked: Mapping[tuple[str, str], Sequence[str]]) -> Finding:
    """A column that is gone is an error where something is judged by it: that cannot be said, and silence would be a false all-clear."""
    if finding.code != "column-missing":
        return finding
    names = unchecked.get((finding.sheet, finding.column), ())
    if not names:
        return finding
    told = "; ".join(names[:MOST_NAMED]) + ("; …" if len(names) > MOST_NAMED else "")
    return replace(finding, severity="error", message=f"{finding.message} {_('Тексерілмегені: {names}.', names=told)}")


def _unseen(finding: Finding, book: Book) -> Finding:
    """Of a format that hides errors an empty cell is not called empty: it was not seen what it shows."""
    if finding.code != "required":
        return finding
    message = _("Ұяшық бос немесе қате көрсетеді: .{kind} форматында ажыратылмайды, тексерілмеді.", kind=book.blind)
    return replace(finding, code="not-seen", severity="warning", message=message, hint=_(".xlsx түрінде сақтап, қайта тексеріңіз."))


UNRULED_ROW = N_("«{code}» ережесі {sheet} парағының {row}-жолында тексерілмеді: {error}")
MOST_FAILURES = 25  # rows of one rule: past that the rule itself is at fault


def _run(rule: Rule, group: PluginRules, book: Book, opened: object, checked: Checked) -> None:
    """A rule's findings. A row on which it fails is named and left out, and the rule is run again without it."""
    left_out: list[tuple[Table, int]] = []
    try:
        while not _ran(rule, group, book, opened, checked, left_out):
            continue
    finally:
        for table, index in left_out:
            table.left_out.discard(index)


def _ran(rule: Rule, group: PluginRules, book: Book, opened: object, checked: Checked, left_out: list[tuple[Table, int]]) -> bool:
    given = (book, group.edition, opened) if rule.whole else (book, group.edition)
    row: Row | None = None
    try:
        found = [_named(each, rule, group.plugin) for each in rule.function(*given)]
    except Exception as error:
        row = _failed_row(error)
        if row is None or row.index in row.table.left_out or len(left_out) >= MOST_FAILURES:
            checked.problems.append(failure(group.plugin, UNRULED, error, code=rule.code))
            return True
        checked.problems.append(failure(group.plugin, UNRULED_ROW, error, code=rule.code, sheet=row.table.sheet, row=row.number))
        row.table.left_out.add(row.index)
        left_out.append((row.table, row.index))
        return False
    checked.findings += found
    return True


def _named(found: Found, rule: Rule, plugin: str) -> Finding:
    finding = found.finding
    return replace(finding, code=rule.code, plugin=plugin, severity=finding.severity or rule.severity, source=_(finding.source or rule.source))


def _failed_row(error: Exception) -> Row | None:
    """The row that a rule had in hand when it failed: the innermost one among the variables of its frames."""
    row, trace = None, error.__traceback__
    while trace is not None:
        held = [value for value in trace.tb_frame.f_locals.values() if isinstance(value, Row)]
        row, trace = held[-1] if held else row, trace.tb_next
    return row


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
                _("«{value}» қайталанған: {row}-жолда бар.", value=shown, row=table.numbers[before]),
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
                    _("«{near}» деп жазғыңыз келді ме?", near=near) if near else _("«{sheet}» парағындағы нөмірді жазыңыз.", sheet=target.sheet),
                )


def _missing(book: Book, expected: Iterable[Register]) -> Iterator[Finding]:
    told = {each.sheet for each in book.findings if each.code == "sheet-not-read"}
    for register in expected:
        name = register.sheet_name()
        if register.name not in book and name not in told:
            there = name in book.sheets
            near = None if there else nearest(name, [each for each in book.sheets if each not in _used(book)])
            yield Finding(
                "sheet-missing",
                "error" if book.meta.get("template") else "warning",  # our own template had it; of another's workbook nobody knows
                register.plugin,
                name,
                "",
                None,
                "",
                _("«{sheet}» парағы бар, бірақ танылмады: ол тексерілмеді.", sheet=name)
                if there
                else _("«{sheet}» парағы табылмады: ол тексерілмеді.", sheet=name),
                _("Парақ жасырылған болса, көрсетіңіз; баған атауларын үлгідегідей қалпына келтіріңіз.")
                if there
                else _("«{near}» парағының атын түзетіңіз.", near=near)
                if near
                else _("Парақты үлгіден (ubb4 new) көшіріңіз немесе атын қалпына келтіріңіз."),
                _(register.source),
            )


# what is asked of every sheet that is there
_OF_TABLE: tuple[Callable[[Table, Book], Iterable[Finding]], ...] = (
    lambda table, book: judge(table),
    lambda table, book: _keys(table),
    lambda table, book: _references(table, book),
    lambda table, book: numbers(table),
    lambda table, book: pairs.findings(table, book),
)


def _used(book: Book) -> set[str]:
    return {table.sheet for table in book.tables.values() if table.present}
