"""Measures by body and along the tree: ranked by what is overdue and below the norm, every total opened into the rows that it counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ubb4.base.text import N_
from ubb4.base.text import gettext as _
from ubb4.excel.grid import HEAD, Cell, Grid, inside
from ubb4.features.gather.merge import Entry, Merged
from ubb4.features.gather.roster import Body
from ubb4.features.gather.sheets import Places
from ubb4.measures.combined import together
from ubb4.measures.measure import Measure, Measured
from ubb4.measures.sentences import below, goals
from ubb4.plugins.toolkit import Toolkit

RANKED, TREE, COUNTED = N_("Көрсеткіштер жиынтығы"), N_("Бағыныс бойынша"), N_("Саналған жолдар")


@dataclass(frozen=True)
class Known:
    """A measure of the toolkit, and the number to reach, None where there is none."""

    measure: Measure
    plugin: str
    goal: float | None


@dataclass(frozen=True)
class Standing:
    """How a sender stands: how many deadlines are overdue, how many measures below the norm, and the measures by name."""

    entry: Entry
    overdue: int
    below: int
    measured: Mapping[str, Measured]


def known(toolkit: Toolkit) -> list[Known]:
    """The measures in the plugins' order."""
    wanted = goals(plugin.project for plugin in toolkit.plugins)
    return [Known(measure, plugin.name, wanted.get(measure.name)) for plugin in toolkit.plugins for measure in plugin.measures]


def standings(merged: Merged, measures: Sequence[Known]) -> list[Standing]:
    """Every sender, the worst first."""
    wanted = {each.measure.name: each.goal for each in measures if each.goal is not None}
    found = []
    for entry in merged.entries:
        measured = {each["name"]: Measured(each["value"], each["numerator"], each["denominator"]) for each in entry.payload["measures"]}
        short = below({name: each.value for name, each in measured.items()}, wanted)
        found.append(Standing(entry, sum(each["state"] == "overdue" for each in entry.payload["deadlines"]), short, measured))
    return sorted(found, key=lambda each: (-each.overdue, -each.below, each.entry.code))


def ranked(standing: Sequence[Standing], measures: Sequence[Known], totals: Mapping[str, Measured], opened: Mapping[tuple[str, str], int]) -> Grid:
    """A body a row, the worst first; the whole first of all, and a number leads to the rows that it counts."""
    head = [_("Ұйым"), _("Мерзімі өткені"), _("Нормадан төмені"), *(_head(k) for k in measures)]

    def rows() -> Iterator[Sequence[Any]]:
        overall = [_value(totals.get(k.measure.name), k, opened.get((k.measure.name, ""))) for k in measures]
        yield [
            Cell(_("Барлығы"), "project"),
            Cell(sum(each.overdue for each in standing), "project"),
            Cell(sum(each.below for each in standing), "project"),
            *overall,
        ]
        for each in standing:
            values = [_value(each.measured.get(k.measure.name), k, opened.get((k.measure.name, each.entry.code))) for k in measures]
            yield [each.entry.name, Cell(each.overdue, "bad" if each.overdue else "good"), Cell(each.below, "half" if each.below else "good"), *values]

    about = _("Алдымен мерзімі өткені мен нормадан төмені көп ұйымдар; санды басса, ол саналған жолдар ашылады.")
    return Grid(_(RANKED), _("Ұйымдардың көрсеткіштері"), about, head, [40, 11, 11, *[13] * len(measures)], rows(), frozen=3, tall=150)


def tree(merged: Merged, standing: Sequence[Standing], measures: Sequence[Known], lang: str) -> Grid | None:
    """The tree of bodies, each with the numbers of all below it and its own together; None without a tree."""
    roster = merged.roster
    if not any(body.parent for body in roster.bodies):
        return None
    own = by_body(standing)
    head = [
        _("Ұйым (бағыныстыларымен бірге)"),
        _("Жіберді"),
        _("Тізілімде"),
        _("Мерзімі өткені"),
        *(_head(k) for k in measures),
    ]
    gathered: dict[str, list[Standing]] = {}
    listed: dict[str, int] = {}

    def collect(body: Body) -> None:
        for child in roster.below(body):
            collect(child)
        children = roster.below(body)
        gathered[body.code] = [*own.get(body.code, ()), *(each for child in children for each in gathered[child.code])]
        listed[body.code] = 1 + sum(listed[child.code] for child in children)

    for body in roster.bodies:
        if not body.parent:
            collect(body)

    def rows() -> Iterator[Sequence[Any]]:
        for depth, body in roster.tree():
            mine = gathered[body.code]
            style = "project" if roster.below(body) else "cell"
            values = [_value(total([each.measured for each in mine], k.measure), k, None) for k in measures]
            overdue = sum(each.overdue for each in mine)
            yield [
                Cell("    " * depth + body.name(lang), style), Cell(len(mine), style), Cell(listed[body.code], style),
                Cell(overdue, "bad" if overdue else "good"), *values,
            ]  # fmt: skip

    about = _("Әр ұйымның саны өзінің және бағыныстыларының сандарынан құралады.")
    return Grid(_(TREE), _("Көрсеткіштер бағыныс бойынша"), about, head, [46, 9, 9, 11, *[13] * len(measures)], rows(), frozen=1, tall=150)


def _head(known: Known) -> str:
    """A measure's title, and its sign where it is a share."""
    return _(known.measure.title) + ", %" * (known.measure.unit == "percent")


def by_body(standing: Sequence[Standing]) -> dict[str, list[Standing]]:
    """How the workbooks of each body of the roster stand, by its code: there may be one of each year."""
    found: dict[str, list[Standing]] = {}
    for each in standing:
        if each.entry.body is not None:
            found.setdefault(each.entry.body.code, []).append(each)
    return found


def total(parts: Iterable[Mapping[str, Measured]], measure: Measure) -> Measured | None:
    """A measure of several bodies together; None where it was not counted, or is no sum of theirs."""
    mine = [part[measure.name] for part in parts if measure.name in part]
    return together(measure.unit, mine) if mine else None


def _value(measured: Measured | None, known: Known, opened: int | None) -> Cell:
    if measured is None:
        return Cell("", "none")
    style = "none" if measured.value is None else "cell-state" if known.goal is None else "good" if measured.value >= known.goal else "bad"
    to = inside(_(COUNTED), opened) if opened is not None else ""
    return Cell("—" if measured.value is None else measured.value, style, to)


def counted(merged: Merged, measures: Sequence[Known], places: Places) -> tuple[Grid, dict[tuple[str, str], int]]:
    """The rows behind every number, and where those of a measure, of one body or of all, begin on the sheet."""
    firsts: dict[tuple[str, str], int] = {}
    found: list[tuple[Known, Entry, dict[str, Any]]] = []
    number = HEAD + 2
    for each in measures:
        for entry in merged.entries:
            told = next((m for m in entry.payload["measures"] if m["name"] == each.measure.name), None)
            size = len(told["rows"]) + len(told["missing"]) if told is not None else 0
            if told is not None and size:
                firsts.setdefault((each.measure.name, ""), number)
                firsts.setdefault((each.measure.name, entry.code), number)
                found.append((each, entry, told))
                number += size

    def rows() -> Iterator[Sequence[Any]]:
        for each, entry, told in found:
            where = {table["sheet"]: (name, {line: index for index, line in enumerate(table["numbers"])}) for name, table in entry.payload["tables"].items()}
            for name, word, style in (("rows", _("саналды"), "good"), ("missing", _("жетпейді"), "half")):
                for sheet, line in told[name]:
                    register, lines = where.get(sheet, ("", {}))
                    to = places.row(register, entry, lines[line]) if line in lines else ""
                    yield [_(each.measure.title), entry.name, Cell(word, style), entry.file, sheet, line, Cell("→", "cell-link", to) if to else ""]

    head = [_("Көрсеткіш"), _("Ұйым"), _("Қалай"), _("Файл"), _("Парақ"), _("Жол"), _("Жиынтықтағы жолы")]
    about = _("Әр санның артындағы жолдар: саналғаны және жетпейтіні.")
    return Grid(_(COUNTED), _("Саналған жолдар"), about, head, [44, 36, 12, 30, 22, 8, 12], rows()), firsts
