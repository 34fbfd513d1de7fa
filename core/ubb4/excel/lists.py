"""A workbook of plain lists: an answer to be read, filtered and, where it has a column of choices, filled in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from ubb4.base.files import whole
from ubb4.excel.style import TEAL, Styles, lines_of

_HEAD = 3  # from 0: title, what it is, a thin band, headings


@dataclass(frozen=True)
class ListSheet:
    """One sheet: headings with their widths in characters, rows, and the choices of a column by its place."""

    name: str
    title: str
    about: str
    headings: Sequence[tuple[str, float]]
    rows: Sequence[Sequence[Any]]
    choices: Mapping[int, Sequence[str]] = field(default_factory=dict)


def write_lists(path: Path, sheets: Sequence[ListSheet], meta: Mapping[str, str]) -> None:
    """Write the workbook; `meta` goes on the hidden sheet by which it is known again."""
    from xlsxwriter import Workbook

    with whole(path) as scratch:
        book = Workbook(str(scratch), {"strings_to_formulas": False, "strings_to_urls": False})
        book.set_properties({"author": "ubb4", "created": datetime(2024, 1, 1), "comments": ""})
        styles = Styles(book)
        for each in sheets:
            _sheet(book.add_worksheet(each.name[:31]), each, styles)
        hidden = book.add_worksheet("_ubb4")
        for number, pair in enumerate(meta.items()):
            hidden.write_row(number, 0, pair)
        hidden.very_hidden()
        book.close()


def _sheet(sheet: Any, each: ListSheet, styles: Styles) -> None:
    sheet.hide_gridlines(2)
    sheet.set_row(0, 28, styles["title"])
    sheet.write_string(0, 0, each.title, styles["title"])
    sheet.set_row(1, 32)
    sheet.merge_range(1, 0, 1, max(1, len(each.headings) - 1), each.about, styles["about"])
    for place, (heading, width) in enumerate(each.headings):
        sheet.set_column(place, place, width)
        sheet.write_string(_HEAD, place, heading, styles["required" if place in each.choices else "optional"])
    sheet.set_row(_HEAD, 32)
    for number, row in enumerate(each.rows, _HEAD + 1):
        for place, value in enumerate(row):
            _put(sheet, number, place, value, styles)
        lines = max(lines_of(str(value), each.headings[place][1]) for place, value in enumerate(row))
        sheet.set_row(number, 13.5 * lines + 6)
    last = _HEAD + max(1, len(each.rows))
    for place, labels in each.choices.items():
        sheet.data_validation(_HEAD + 1, place, last, place, {"validate": "list", "source": list(labels)})
    sheet.autofilter(_HEAD, 0, last, len(each.headings) - 1)
    sheet.freeze_panes(_HEAD + 1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(_HEAD)
    sheet.set_tab_color(TEAL)


def _put(sheet: Any, row: int, place: int, value: Any, styles: Styles) -> None:
    if value is None or value == "":
        sheet.write_blank(row, place, None, styles.get("text", boxed=True))
    elif isinstance(value, date):
        sheet.write_datetime(row, place, value, styles.get("date", boxed=True))
    elif isinstance(value, int | float):
        sheet.write_number(row, place, value, styles.get("number", boxed=True))
    else:
        sheet.write_string(row, place, str(value), styles.get("text", boxed=True))
