"""One register alone in a workbook of its own, to be filled in: a list that is no part of an officer's workbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook

from ubb4.base.files import whole
from ubb4.base.text import gettext as _
from ubb4.excel.layout import BLANK_ROWS, CHECKED_ROWS, HEADER_ROW, put, wide
from ubb4.excel.style import Styles
from ubb4.law.register import Register


def write(path: Path, register: Register, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write the workbook: heads, hints, lists of choices, the rows given."""
    with whole(path) as scratch:
        book = Workbook(str(scratch), {"strings_to_formulas": False, "strings_to_urls": False})
        book.set_properties({"title": _(register.title), "author": "ubb4", "created": datetime(2024, 1, 1)})
        styles, sheet = Styles(book), book.add_worksheet(register.sheet_name())
        sheet.set_row(0, 28, styles["title"])
        sheet.write_string(0, 0, _(register.title), styles["title"])
        sheet.write_string(1, 0, _(register.description), styles["back-about"])
        sheet.set_row(HEADER_ROW, 36)
        last = HEADER_ROW + max(len(rows), BLANK_ROWS)
        for place, column in enumerate(register.columns):
            sheet.set_column(place, place, wide(column), styles[column.type])
            sheet.write_string(HEADER_ROW, place, _(column.title), styles["required" if column.required else "optional"])
            for number in range(HEADER_ROW + 1, last + 1):
                index = number - HEADER_ROW - 1
                put(sheet, number, place, column, rows[index].get(column.name) if index < len(rows) else None, styles.get(column.type, boxed=True))
            hint: dict[str, Any] | None = (
                {"validate": "any", "input_title": _(column.title)[:32], "input_message": _(column.hint)[:255]} if column.hint else None
            )
            if column.choices:
                hint = {
                    "validate": "list",
                    "source": [column.label(each) for each in column.choices],
                    **({} if hint is None else {"input_message": _(column.hint)[:255]}),
                }
            if hint is not None:
                sheet.data_validation(HEADER_ROW + 1, place, CHECKED_ROWS, place, hint)
        sheet.freeze_panes(HEADER_ROW + 1, 1)
        sheet.autofilter(HEADER_ROW, 0, last, len(register.columns) - 1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.hide_gridlines(2)
        book.close()
