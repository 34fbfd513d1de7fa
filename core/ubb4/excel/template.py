"""A new workbook for an organisation: front page, a sheet a register, map, calendar, hidden lists and versions."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_rowcol_to_cell

from ubb4.base.files import whole
from ubb4.base.text import gettext as _
from ubb4.excel.front import write_front
from ubb4.excel.style import DEEP, TEAL, Styles, lines_of
from ubb4.law.project import Project
from ubb4.law.register import Column, Register
from ubb4.measures.sentences import Line

HEADER_ROW = 3  # from 0: title, description, a thin band, header
BLANK_ROWS = 40
CHECKED_ROWS = 50_000  # a region has some 20,000 servants
META, LISTS = "_ubb4", "_lists"


@dataclass(frozen=True)
class Plan:
    """What goes into a workbook.  `rows` are values by register and column; `next_days` by subtask: (day, words);
    `summary` the sentences about them as they stood on `day`."""

    common: Project
    projects: Sequence[Project]
    organisation: Mapping[str, Any]
    rows: Mapping[str, Sequence[Mapping[str, Any]]] = field(default_factory=dict)
    next_days: Mapping[str, tuple[date | None, str]] = field(default_factory=dict)
    meta: Mapping[str, str] = field(default_factory=dict)
    summary: Sequence[Line] = ()
    day: date = field(default_factory=date.today)

    @property
    def kind(self) -> str | None:
        kind = self.organisation.get("kind")
        return str(kind) if kind else None

    @property
    def registers(self) -> list[Register]:
        """The registers of this kind of body, projects first, then the shared ones."""
        own = [r for project in self.projects for r in project.registers_for(self.kind)]
        return own + [r for r in self.common.registers if r.layout == "table"]


class _Book(Workbook):  # type: ignore[misc]
    """XlsxWriter's workbook with a locked structure (no password), which it has no call for."""

    def _write_book_views(self) -> None:
        self._xml_empty_tag("workbookProtection", [("lockStructure", "1")])
        super()._write_book_views()


def write(path: Path, plan: Plan) -> None:
    """Write the workbook; the file appears whole or not at all."""
    with whole(path) as scratch:
        book = _Book(
            str(scratch), {"strings_to_formulas": False, "strings_to_urls": False, "default_date_format": "dd.mm.yyyy"}
        )
        book.set_properties(
            {"title": _("№4 ҮББ жұмыс кітабы"), "author": "ubb4", "created": datetime(2024, 1, 1), "comments": ""}
        )
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
        self.lists: dict[tuple[str, ...], str] = {}

    def write(self) -> None:
        front = self.book.add_worksheet(self.front_name)
        sheets = [(register, self.book.add_worksheet(register.sheet_name())) for register in self.plan.registers]
        self.list_sheet = self.book.add_worksheet(LISTS)
        meta = self.book.add_worksheet(META)
        write_front(front, self.plan, self.styles, self)
        for register, sheet in sheets:
            self._register(sheet, register)
        for number, (name, value) in enumerate(self.plan.meta.items()):
            meta.write_row(number, 0, [name, value])
        self.list_sheet.very_hidden()
        meta.very_hidden()
        front.activate()

    def name(self, name: str, row: int, place: int) -> None:
        """Give a cell of the front page a name of the workbook."""
        sheet = self.front_name.replace("'", "''")
        self.book.define_name(name, f"='{sheet}'!{xl_rowcol_to_cell(row, place, True, True)}")

    def _register(self, sheet: Any, register: Register) -> None:
        rows = self.plan.rows.get(register.name, ())
        columns = register.laid(rows)
        last = HEADER_ROW + max(len(rows) + (10 if rows else 0), BLANK_ROWS if not rows else 0)
        self._head(sheet, register, columns)
        for place, column in enumerate(columns):
            kind = "given" if (register.name, column.name) == ("map", "heading") else column.type
            sheet.set_column(place, place, wide(column), self.styles[kind])
            boxed = self.styles.get(kind, boxed=True)
            for number in range(HEADER_ROW + 1, last + 1):
                index = number - HEADER_ROW - 1
                value = rows[index].get(column.name) if index < len(rows) else None
                put(sheet, number, place, column, value, boxed)
            self.validate(sheet, register, column, HEADER_ROW + 1, place, HEADER_ROW + CHECKED_ROWS)
        for number, values in enumerate(rows, HEADER_ROW + 1):
            texts = ((column_text(c, values.get(c.name)), wide(c)) for c in columns if not c.is_date)
            sheet.set_row(number, _height(texts))
        heads = [
            {"header": _(column.title), "header_format": self.styles["required" if column.required else "optional"]}
            for column in columns
        ]
        table = {"name": f"ubb4_{register.name}", "columns": heads, "style": None, "autofilter": True}
        sheet.add_table(HEADER_ROW, 0, last, len(columns) - 1, table)
        for place, head in enumerate(heads):
            sheet.write_string(HEADER_ROW, place, str(head["header"]), head["header_format"])
        sheet.set_row(
            HEADER_ROW, _height(((h["header"], wide(c)) for h, c in zip(heads, columns, strict=True)), bold=True)
        )
        sheet.freeze_panes(HEADER_ROW + 1, 1)
        self._page(sheet, register, columns, last)

    def _head(self, sheet: Any, register: Register, columns: Sequence[Column]) -> None:
        styles, last = self.styles, len(columns) - 1
        back = f"internal:'{self.front_name}'!A1"
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

    def validate(self, sheet: Any, register: Register, column: Column, row: int, place: int, last: int) -> None:
        """Drop-down, input hint and error alert of a column."""
        rule = self._rule(register, column)
        hint = _(column.hint)
        rule |= {"ignore_blank": True, "input_title": _cut(_(column.title), 32), "input_message": _cut(hint, 255)}
        if not hint:
            del rule["input_title"], rule["input_message"]
        if rule["validate"] == "any" and not hint:
            return
        sheet.data_validation(row, place, last, place, rule)

    def _rule(self, register: Register, column: Column) -> dict[str, Any]:
        stop = {"error_title": _cut(_(column.title), 32), "error_type": "stop"}
        if column.type == "date":
            low, high = (date.fromisoformat(column.schema[k]) for k in ("x-minimum", "x-maximum"))
            message = _("Күнді 31.12.2026 үлгісімен жазыңыз.")
            return {
                "validate": "date",
                "criteria": "between",
                "minimum": low,
                "maximum": high,
                "error_message": message,
                **stop,
            }
        if column.is_number:
            least = column.schema.get("minimum", 0)
            kind = "integer" if column.type == "integer" else "decimal"
            message = _("Санмен жазыңыз.")
            return {"validate": kind, "criteria": ">=", "value": least, "error_message": message, **stop}
        if column.choices:
            message = _("Тізімнен таңдаңыз.")
            return {"validate": "list", "source": f"={self._list(column)}", "error_message": message, **stop}
        target = self._target(column)
        if target:
            message = _("Бұл нөмір басқа парақта жоқ. Сонда да қалдырасыз ба?")
            return {"validate": "list", "source": target, "error_message": message, **stop, "error_type": "warning"}
        if "maxLength" in column.schema:
            most = column.schema["maxLength"]
            message = _("Ең көбі {most} таңба.", most=most)
            return {"validate": "length", "criteria": "<=", "value": most, "error_message": message, **stop}
        return {"validate": "any"}

    def _target(self, column: Column) -> str:
        """The cells of the key that a reference column chooses from."""
        for register in self.plan.registers if column.reference else ():
            if column.reference and register.name == column.reference[0]:
                place = [each.name for each in register.columns].index(column.reference[1])
                letter = chr(65 + place)
                first = HEADER_ROW + 2
                return f"='{register.sheet_name()}'!${letter}${first}:${letter}${HEADER_ROW + CHECKED_ROWS}"
        return ""

    def _list(self, column: Column) -> str:
        """The defined name of a drop-down's choices on the hidden sheet."""
        labels = tuple(column.label(key) for key in column.choices)
        if labels not in self.lists:
            place = len(self.lists)
            name = f"ubb4_list_{place + 1}"
            self.list_sheet.write_column(0, place, labels)
            letter = chr(65 + place // 26 - 1) * (place >= 26) + chr(65 + place % 26)
            self.book.define_name(name, f"={LISTS}!${letter}$1:${letter}${len(labels)}")
            self.lists[labels] = name
        return self.lists[labels]


def put(sheet: Any, row: int, place: int, column: Column, value: Any, style: Any) -> None:
    """Write a value as its column wants it; text is never taken for a formula."""
    if value is None or value == "":
        sheet.write_blank(row, place, None, style)
    elif isinstance(value, date | datetime):
        sheet.write_datetime(row, place, value, style)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        if column.is_number or column.is_date:
            sheet.write_number(row, place, value, style)
        else:
            sheet.write_string(row, place, str(value), style)
    else:
        sheet.write_string(row, place, column.label(str(value)), style)


def wide(column: Column) -> float:
    """A column's width in characters: as its schema says, and never too narrow for the longest word of its header."""
    return max(column.width, *(len(word) * 1.25 + 2.5 for word in _(column.title).split()))


def column_text(column: Column, value: Any) -> str:
    """A value as it is seen in its cell."""
    return "" if value is None else column.label(str(value))


def _height(texts: Any, bold: bool = False) -> float:
    """The height in points that the longest wrapped text of a row needs."""
    lines = max(lines_of(text, width * (0.82 if bold else 1.0)) for text, width in texts)
    return 13.5 * lines + 8


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
