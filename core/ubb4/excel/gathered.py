"""A gathered workbook on disk: sheets to look at, then every register with the rows of all senders, written row after row."""

from __future__ import annotations

import math
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook

from ubb4.base.errors import UseError
from ubb4.base.files import whole
from ubb4.base.text import gettext as _
from ubb4.book.book import META_SHEET
from ubb4.book.gathered import BODIES, EMPTY_ROW, ORIGIN, SENDERS, TOLD, keyed, prefixed
from ubb4.excel.grid import FOLDER, Grid, hyperlink, in_file, inside, serial, too_long, write_grid
from ubb4.excel.layout import HEADER_ROW, quoted, wide
from ubb4.excel.style import DEEP, GOLD, TEAL, Styles, lines_of
from ubb4.law.register import COMPUTED, Column, Register

ROWS = 1_048_576 - HEADER_ROW - 1
_ORIGIN_WIDTHS = (10, 34, 26, 18, 9, 10)


@dataclass(frozen=True)
class Sent:
    """What one sender gives: values by register and column, a day as a list of one ISO text."""

    code: str
    name: str
    file: str
    tables: Mapping[str, Mapping[str, Any]]
    organisation: Mapping[str, Sequence[Any]]


@dataclass(frozen=True)
class Plan:
    """What goes into a gathered workbook: `folder` is where all files lie, `grids` are sheets to look at, `senders` and `told` the rows of the two hidden ones."""

    organisation: Register
    values: Mapping[str, Any]
    about: str
    folder: str
    registers: Sequence[Register]
    sent: Sequence[Sent]
    grids: Sequence[Grid]
    senders: Iterable[Sequence[str]]
    told: Iterable[Sequence[Any]]
    meta: Mapping[str, str] = field(default_factory=dict)


def write(path: Path, plan: Plan) -> None:
    """Write the workbook; the file appears whole or not at all.  UseError where a register has more rows than a sheet of Excel."""
    for register in plan.registers:
        if sum(len(each.tables[register.name]["numbers"]) for each in plan.sent if register.name in each.tables) > ROWS:
            raise UseError(too_long(register.sheet_name()), "too-long")
    with whole(path) as scratch, tempfile.TemporaryDirectory(prefix="ubb4-", ignore_cleanup_errors=True) as folder:
        options = {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "default_date_format": "dd.mm.yyyy",
            "tmpdir": folder,
        }
        book = Workbook(str(scratch), options)
        book.set_properties({"title": _("№ 4 ҮББ жиынтық кітап"), "author": "ubb4", "created": datetime(2024, 1, 1), "comments": ""})
        book.formats[0].set_font_name("Arial")
        book.formats[0].set_font_size(10)
        styles = Styles(book)
        front = plan.organisation.sheet_name()
        _front(book, plan, styles, front)
        for grid in plan.grids:
            sheet = book.add_worksheet(grid.name)
            sheet.set_tab_color(GOLD)
            write_grid(book, sheet, grid, styles, front)
        _register(book, _Bodies(plan), styles, front)
        for register in plan.registers:
            _register(book, _Rows(register, plan.sent), styles, front)
        _hidden(book, SENDERS, plan.senders)
        _hidden(book, TOLD, plan.told)
        _hidden(book, META_SHEET, plan.meta.items())
        book.close()


def _front(book: Any, plan: Plan, styles: Styles, name: str) -> None:
    sheet = book.add_worksheet(name)
    sheet.set_tab_color(GOLD)
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 52)
    sheet.set_column(1, 1, 70)
    sheet.set_row(0, 34, styles["title"])
    sheet.write_string(0, 0, _("№ 4 үлгілік базалық бағыт: жиынтық кітап"), styles["title"])
    sheet.set_row(1, 18)
    sheet.write_string(1, 0, plan.about, styles["back-about"])
    row = 3
    for column in plan.organisation.columns:
        sheet.write_string(row, 0, _(column.title), styles["label"])
        value = plan.values.get(column.name)
        style = styles["field-number" if column.is_number else "field"]
        if isinstance(value, int | float):
            sheet.write_number(row, 1, value, style)
        else:
            sheet.write_string(row, 1, column.label(str(value)) if value else "", style)
        row += 1
    row += 1
    sheet.write_string(row, 0, _("Файлдар жатқан бума (көшірілсе, осы ұяшықты өзгертіңіз)"), styles["label"])
    sheet.write_string(row, 1, plan.folder, styles["field"])
    book.define_name(FOLDER, f"={quoted(name)}!$B${row + 1}")
    row += 2
    for grid in plan.grids:
        sheet.set_row(row, 13.5 * lines_of(grid.about, 70) + 4)
        sheet.write_formula(row, 0, hyperlink(inside(grid.name, 1), grid.title), styles["cell-link"], grid.title)
        sheet.write_string(row, 1, grid.about, styles["cell"])
        row += 1
    for register in plan.registers:
        title = _(register.title)
        number = sum(len(each.tables[register.name]["numbers"]) for each in plan.sent if register.name in each.tables)
        sheet.write_formula(row, 0, hyperlink(inside(register.sheet_name(), 1), title), styles["cell-link"], title)
        sheet.write_string(row, 1, _("{n} жол", n=number), styles["cell"])
        row += 1
    sheet.fit_to_pages(1, 0)
    sheet.set_paper(9)
    sheet.activate()


class _Rows:
    """A register's columns and the rows of all senders."""

    def __init__(self, register: Register, sent: Sequence[Sent]) -> None:
        self.name, self.title, self.about = register.sheet_name(), _(register.title), f"{_(register.description)}  § {_(register.source)}"
        self.sent = [each for each in sent if register.name in each.tables]
        self._register = register
        filled = {name for each in self.sent for name in each.tables[register.name]["columns"]}
        self.columns = [column for column in register.columns if not column.extra or column.name in filled]
        self._keyed = set(keyed(register))

    def of(self, each: Sent) -> tuple[list[list[Any]], Sequence[int], str]:
        """A sender's values by column, the numbers of its rows, its sheet."""
        table = each.tables[self._register.name]
        found = []
        for column in self.columns:
            values = table["columns"].get(column.name) or [None] * len(table["numbers"])
            found.append([prefixed(value, each.code) for value in values] if column.name in self._keyed else _ready(column, values))
        return found, table["numbers"], table["sheet"]


class _Bodies:
    """The sheet of bodies: the organisation's columns, a row a sender."""

    def __init__(self, plan: Plan) -> None:
        self.name, self.title, self.about = _(BODIES), _("Кітабы жиналған ұйымдар"), _("Әр жіберушінің «Басты бет» парағындағы мәліметі")
        self.sent, self.columns = plan.sent, list(plan.organisation.columns)

    def of(self, each: Sent) -> tuple[list[list[Any]], Sequence[int], str]:
        return [_ready(column, each.organisation.get(column.name) or [None]) for column in self.columns], [1], ""


def _ready(column: Column, values: Sequence[Any]) -> list[Any]:
    """Values as the sheet takes them: choices by their label, days by their number in a list of one."""
    if column.choices:
        labels = {key: column.label(key) for key in column.choices}
        return [labels.get(value, value) if isinstance(value, str) else value for value in values]
    if list in set(map(type, values)):
        return [[serial(date.fromisoformat(value[0]))] if isinstance(value, list) else value for value in values]
    return list(values)


def _register(book: Any, rows: _Rows | _Bodies, styles: Styles, front: str) -> None:
    sheet = book.add_worksheet(rows.name)
    sheet.set_tab_color(TEAL if isinstance(rows, _Rows) else DEEP)
    columns, own = rows.columns, len(rows.columns)
    for place, column in enumerate(columns):
        sheet.set_column(place, place, wide(column), styles.get(column.type if column.type != "date" else "text", flat=True))
    for place, width in enumerate(_ORIGIN_WIDTHS, own):
        sheet.set_column(place, place, width, styles.get("computed", flat=True))
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.repeat_rows(HEADER_ROW)
    sheet.fit_to_pages(math.ceil((sum(wide(column) for column in columns) + sum(_ORIGIN_WIDTHS)) / 220), 0)
    sheet.freeze_panes(HEADER_ROW + 1, 1)
    sheet.set_row(0, 28, styles["title"])
    sheet.write_string(0, 0, rows.title, styles["title"])
    sheet.write_string(1, 0, rows.about, styles["back-about"])
    sheet.write_formula(2, 0, hyperlink(f"#{quoted(front)}!A1", f"← {front}"), styles["back"], f"← {front}")
    sheet.set_row(HEADER_ROW, 42)
    for place, column in enumerate(columns):
        sheet.write_string(HEADER_ROW, place, _(column.title), styles["required" if column.required else "optional"])
    for place, title in enumerate(ORIGIN.values(), own):
        sheet.write_string(HEADER_ROW, place, COMPUTED + _(title), styles["computed_head"])
    last = _body(sheet, rows, styles)
    if last > HEADER_ROW:
        sheet.autofilter(HEADER_ROW, 0, last, own + len(ORIGIN) - 1)


def _body(sheet: Any, rows: _Rows | _Bodies, styles: Styles) -> int:
    number, dated, grey, link = HEADER_ROW, styles["date"], styles.get("computed", flat=True), styles["back"]
    string, numeric, formula = sheet.write_string, sheet.write_number, sheet.write_formula
    for each in rows.sent:
        columns, numbers, origin = rows.of(each)
        filled = [(place, values) for place, values in enumerate(columns) if any(value is not None for value in values)]
        own, first = len(columns), next(place for place, column in enumerate(rows.columns) if not column.choices)
        for index, line in enumerate(numbers):
            number += 1
            if not any(values[index] is not None for __, values in filled):
                string(number, first, EMPTY_ROW)
            for place, values in filled:
                value = values[index]
                if value is None:
                    continue
                if type(value) is str:
                    string(number, place, value)
                elif type(value) is list:
                    numeric(number, place, value[0], dated)
                else:
                    numeric(number, place, value)
            string(number, own, each.code, grey)
            string(number, own + 1, each.name, grey)
            string(number, own + 2, each.file, grey)
            if origin:
                string(number, own + 3, origin, grey)
                numeric(number, own + 4, line, grey)
            formula(number, own + 5, hyperlink(in_file(each.file, origin, f"A{line}"), "→"), link, "→")
    return number


def _hidden(book: Any, name: str, rows: Iterable[Sequence[Any]]) -> None:
    sheet = book.add_worksheet(name)
    sheet.very_hidden()
    for number, row in enumerate(rows):
        for place, value in enumerate(row):
            if isinstance(value, int):
                sheet.write_number(number, place, value)
            elif value:
                sheet.write_string(number, place, value)
