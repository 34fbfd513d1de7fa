"""Independent readers: what openpyxl and python-calamine find in a saved file is what Calc has in its cells."""

from __future__ import annotations

import datetime as dt
import math
import warnings
from pathlib import Path
from typing import Any

import openpyxl
import python_calamine
import xlwings as xw
from xlwings.utils import col_name

EMPTY = (None, "")


def plain(value: Any) -> Any:
    """A value as all three say it: numbers as floats, moments as datetimes, nothing as None."""
    if value in EMPTY and not isinstance(value, int | float):
        return None
    if isinstance(value, bool | str):
        return value
    if isinstance(value, int | float):
        return float(value)
    if isinstance(value, dt.datetime):
        return value
    if isinstance(value, dt.date):
        return dt.datetime(value.year, value.month, value.day)
    if isinstance(value, dt.time):
        return dt.datetime(1899, 12, 30, value.hour, value.minute, value.second)
    if isinstance(value, dt.timedelta):
        return dt.datetime(1899, 12, 30) + value
    return value


def opened(path: Path, **options: bool) -> openpyxl.Workbook:
    """A file as openpyxl sees it; what it does not know (data bars' newer half) it says in warnings."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        return openpyxl.load_workbook(path, **options)


def same(one: Any, other: Any) -> bool:
    """Equal; numbers to the fifteen digits that files keep."""
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=1e-14)
    return bool(one == other)


def agree(book: xw.Book, path: Path) -> None:
    """Compare every sheet of an open workbook with its saved file, cell by cell."""
    values = opened(path, data_only=True)
    calamine = python_calamine.CalamineWorkbook.from_path(path)
    for sheet in book.sheets:
        used = sheet.used_range
        ours = sheet.range((1, 1), used.last_cell).options(ndim=2, err_to_str=True).value
        theirs = values[sheet.name]
        rows = calamine.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
        for r, line in enumerate(ours):
            for c, mine in enumerate(line):
                where = f"{sheet.name}!{col_name(c + 1)}{r + 1}"
                mine = plain(mine)
                cell = plain(theirs.cell(r + 1, c + 1).value)
                assert same(cell, mine), f"openpyxl reads {cell!r} at {where}, Calc has {mine!r}"
                if isinstance(mine, str) and mine.startswith("#"):
                    continue  # calamine gives errors as nothing
                other = plain(rows[r][c]) if r < len(rows) and c < len(rows[r]) else None
                assert same(other, mine), f"calamine reads {other!r} at {where}, Calc has {mine!r}"
