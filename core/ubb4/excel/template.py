"""A new workbook for an organisation: front page, a sheet a register, map, calendar, hidden lists and versions."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook

from ubb4.base.files import whole
from ubb4.base.text import gettext as _
from ubb4.book.book import META_SHEET
from ubb4.excel.carried import OnSheet, Writer
from ubb4.excel.computed import days
from ubb4.excel.computed.cells import Places
from ubb4.excel.computed.columns import Columns
from ubb4.excel.computed.dates import Dates
from ubb4.excel.computed.filled import FilledSheet
from ubb4.excel.computed.marks import Marks
from ubb4.excel.computed.names import Names
from ubb4.excel.computed.rules import Formulas, Rules
from ubb4.excel.computed.subjects import Subjects
from ubb4.excel.computed.values import Values
from ubb4.excel.front import write_front
from ubb4.excel.layout import BLANK_ROWS, CHECKED_ROWS, HEADER_ROW, Plan, column_text, put, quoted, wide
from ubb4.excel.style import DEEP, TEAL, Styles, lines_of
from ubb4.excel.validation import Validation
from ubb4.law.register import DATES_SHEET, DAYS_SHEET, Column, Register


class _Book(Workbook):  # type: ignore[misc]
    """XlsxWriter's workbook with a locked structure (no password), which it has no call for."""

    worksheet_class = FilledSheet

    def _write_book_views(self) -> None:
        self._xml_empty_tag("workbookProtection", [("lockStructure", "1")])
        super()._write_book_views()


def write(path: Path, plan: Plan) -> None:
    """Write the workbook; the file appears whole or not at all."""
    with whole(path) as scratch:
        book = _Book(str(scratch), {"strings_to_formulas": False, "strings_to_urls": False, "default_date_format": "dd.mm.yyyy"})
        book.set_properties({"title": _("№4 ҮББ жұмыс кітабы"), "author": "ubb4", "created": datetime(2024, 1, 1), "comments": ""})
        book.formats[0].set_font_name("Arial")
        book.formats[0].set_font_size(10)
        for name, value in plan.meta.items():
            book.set_custom_property(f"ubb4 {name}", value)
        _Writer(book, plan).write()
        book.close()


class _Writer:
    def __init__(self, book: Any, plan: Plan) -> None:
        self.book, self.plan, self.styles = book, plan, Styles(book)
        self.front_name = plan.common.registers[0].sheet_name()
        self.validation = Validation(book, plan, self.front_name)
        self.places = Places(plan)
        names = Names(plan, self.places, self.styles)
        rules = Rules(self.places, Subjects(self.places))
        rules.read(plan.projects, plan.kind)
        self.formulas, values = Formulas(rules), Values(plan, self.places)
        self.dates = Dates(plan, self.places, self.formulas, values, self.styles)
        self.columns = Columns(self.places, self.formulas, values, names, self.styles)

    def write(self) -> None:
        front = self.book.add_worksheet(self.front_name)
        sheets = [(register, self.book.add_worksheet(register.sheet_name())) for register in self.plan.registers]
        dates, working_days = (self.book.add_worksheet(_(name)) for name in (DATES_SHEET, DAYS_SHEET))
        Writer(self.book).sheets(self.plan.carried, [sheet.get_name() for sheet in self.book.worksheets()])
        lists = self.validation.hide_lists()
        meta = self.book.add_worksheet(META_SHEET)
        self.dates.write(dates)
        write_front(front, self.plan, self.styles, self.validation, self.dates)
        marks = Marks(self.places, self.formulas, {register.name: self.validation.keys_of(register) for register, __ in sheets if register.key}, self.styles)
        for register, sheet in sheets:
            self._register(sheet, register)
            marks.write(sheet, register)
        days.write(working_days, self.book, self.plan, self.styles, self.places)
        for name, cells in self.places.defined():
            self.book.define_name(name, cells)
        for number, (name, value) in enumerate(self.plan.meta.items()):
            meta.write_row(number, 0, [name, value])
        lists.very_hidden()
        meta.very_hidden()
        front.activate()

    def _register(self, sheet: Any, register: Register) -> None:
        rows = self.plan.rows.get(register.name, ())
        columns = register.laid(rows)
        last = HEADER_ROW + max(len(rows) + (10 if rows else 0), BLANK_ROWS if not rows else 0)
        self._head(sheet, register, columns)
        carried = OnSheet(self.plan.carried, register.name)
        for place, column in enumerate(columns):
            kind = "given" if (register.name, column.name) == ("map", "heading") else column.type
            width, options = carried.column(column.name, wide(column))
            sheet.set_column(place, place, width, self.styles[kind], options)
            for number in range(HEADER_ROW + 1, last + 1):
                index = number - HEADER_ROW - 1
                look = carried.look(index, column.name)
                value = rows[index].get(column.name) if index < len(rows) else None
                put(sheet, number, place, column, value, self.styles.get(kind, boxed=True, colour=look.colour))
                if look.note:
                    sheet.write_comment(number, place, look.note)
            self.validation.validate(sheet, register, column, HEADER_ROW + 1, place, HEADER_ROW + CHECKED_ROWS)
        for number, values in enumerate(rows, HEADER_ROW + 1):
            texts = ((column_text(c, values.get(c.name)), wide(c)) for c in columns if not c.is_date)
            sheet.set_row(number, _height(texts))
        heads = [{"header": _(column.title), "header_format": self.styles["required" if column.required else "optional"]} for column in columns]
        table = {"name": f"ubb4_{register.name}", "columns": heads, "style": None, "autofilter": True}
        sheet.add_table(HEADER_ROW, 0, last, len(columns) - 1, table)
        for place, head in enumerate(heads):
            sheet.write_string(HEADER_ROW, place, str(head["header"]), head["header_format"])
        shown = [(str(h["header"]), wide(c)) for h, c in zip(heads, columns, strict=True)]
        sheet.set_row(HEADER_ROW, _height([*shown, *self.columns.write(sheet, register)], bold=True))
        right = len(columns) + len(self.places.right[register.name])
        carried.write_extra(sheet, HEADER_ROW + 1, right, self.styles["optional"], self.styles["date"])
        sheet.freeze_panes(HEADER_ROW + 1, 1)
        self._page(sheet, register, columns, last)

    def _head(self, sheet: Any, register: Register, columns: Sequence[Column]) -> None:
        styles, last = self.styles, len(columns) - 1
        back = f"internal:{quoted(self.front_name)}!A1"
        widths = [wide(column) for column in columns]
        sheet.set_row(0, 28, styles["title"])
        sheet.write_string(0, 0, _(register.title), styles["title"])
        about = f"{_(register.description)}  § {_(register.source)}"
        shown = min(sum(widths), 130)
        sheet.set_row(1, 14 * math.ceil(len(about) / (shown * 1.05)) + 6, styles["about"])
        merged = next((n for n in range(len(widths)) if sum(widths[: n + 1]) >= shown), last)
        if merged:
            sheet.merge_range(1, 0, 1, merged, about, styles["about"])
        else:
            sheet.write_string(1, 0, about, styles["about"])
        sheet.set_row(2, 16)
        sheet.write_url(2, 0, back, styles["back"], f"← {self.front_name}")

    def _page(self, sheet: Any, register: Register, columns: Sequence[Column], last: int) -> None:
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(math.ceil(sum(wide(column) for column in columns) / 200), 0)
        sheet.set_margins(0.4, 0.4, 0.5, 0.6)
        sheet.repeat_rows(HEADER_ROW)
        sheet.print_area(0, 0, last, len(columns) - 1)
        sheet.set_footer("&L&8&A&R&8&P / &N")
        sheet.set_tab_color(DEEP if register.plugin == "common" else TEAL)


def _height(texts: Any, bold: bool = False) -> float:
    """The height in points that the longest wrapped text of a row needs."""
    lines = max(lines_of(text, width * (0.82 if bold else 1.0)) for text, width in texts)
    return 13.5 * lines + 8
