"""A workbook as it was read -> a plain .xlsx with the same sheets and values: an open one with its unsaved changes, for what reads files."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

from ubb4.base.files import whole
from ubb4.book.workbook import Sheet, Workbook


def write(workbook: Workbook, path: Path) -> None:
    """Write it; what hides a sheet or a row, and which cells show an error, is kept, looks and formulas are not."""
    import xlsxwriter

    with whole(path) as scratch:
        book = xlsxwriter.Workbook(str(scratch), {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "constant_memory": True})
        days = {False: book.add_format({"num_format": "dd.mm.yyyy"}), True: book.add_format({"num_format": "dd.mm.yyyy hh:mm"})}
        made = [(_sheet(book, each, days), each.visible) for each in workbook.sheets]
        first = next((sheet for sheet, visible in made if visible), None)
        if first is not None:
            first.activate()
            first.set_first_sheet()
        for sheet, visible in made:
            if not visible and first is not None:
                sheet.hide()
        book.close()


def _sheet(book: Any, each: Sheet, days: Any) -> Any:
    sheet = book.add_worksheet(each.name)
    for number, row in enumerate(each.rows):
        if number + 1 in each.hidden_rows:
            sheet.set_row(number, None, None, {"hidden": True})
        for place, value in enumerate(row):
            error = each.errors.get((number + 1, place + 1))
            if error:
                sheet.write_formula(number, place, "=NA()", None, error)
            elif isinstance(value, bool):
                sheet.write_boolean(number, place, value)
            elif isinstance(value, date):
                timed = isinstance(value, datetime) and (value.hour, value.minute, value.second) != (0, 0, 0)
                sheet.write_datetime(number, place, value, days[timed])
            elif isinstance(value, int | float):
                sheet.write_number(number, place, value)
            elif value not in (None, ""):
                sheet.write_string(number, place, str(value))
    return sheet
