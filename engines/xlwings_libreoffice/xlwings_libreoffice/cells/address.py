"""Cell addresses in Excel's A1 notation."""

from __future__ import annotations

import functools
import re

MAX_ROWS = 1_048_576
MAX_COLUMNS = 16_384

_CELL = r"\$?([A-Za-z]{1,3})\$?(\d{1,7})"
_AREA = re.compile(rf"{_CELL}(?::{_CELL})?\Z")
_COLUMNS = re.compile(r"\$?([A-Za-z]{1,3}):\$?([A-Za-z]{1,3})\Z")
_ROWS = re.compile(r"\$?(\d{1,7}):\$?(\d{1,7})\Z")

Area = tuple[int, int, int, int]
"""First row, first column, number of rows, number of columns; the first ones count from 1."""


@functools.cache
def column_name(number: int) -> str:
    """The letters of a column that counts from 1."""
    name = ""
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name


@functools.cache
def column_number(name: str) -> int:
    """The number of a column, from 1."""
    number = 0
    for letter in name.upper():
        number = number * 26 + ord(letter) - 64
    return number


def split_sheet(text: str) -> tuple[str | None, str]:
    """ "'My sheet'!A1" -> ("My sheet", "A1"); without a sheet's name -> (None, text)."""
    if "!" not in text:
        return None, text
    name, _, rest = text.rpartition("!")
    if name.startswith("'") and name.endswith("'"):
        name = name[1:-1].replace("''", "'")
    if "]" in name:
        name = name.rpartition("]")[2]
    return name, rest


def parse(text: str) -> Area | None:
    """The area that an A1 address means, or None when the text is no address."""
    text = text.strip()
    if found := _AREA.match(text):
        left, top, right, bottom = found.groups()
        right, bottom = right or left, bottom or top
        return _area(int(top), column_number(left), int(bottom), column_number(right))
    if found := _COLUMNS.match(text):
        return _area(1, column_number(found[1]), MAX_ROWS, column_number(found[2]))
    if found := _ROWS.match(text):
        return _area(int(found[1]), 1, int(found[2]), MAX_COLUMNS)
    return None


def _area(row1: int, column1: int, row2: int, column2: int) -> Area | None:
    row1, row2 = sorted((row1, row2))
    column1, column2 = sorted((column1, column2))
    if not (row1 >= 1 and row2 <= MAX_ROWS and column2 <= MAX_COLUMNS):
        return None
    return row1, column1, row2 - row1 + 1, column2 - column1 + 1


def render(area: Area, row_absolute: bool = True, column_absolute: bool = True) -> str:
    """The A1 address of an area, in the short form for whole rows and columns."""
    row, column, rows, columns = area
    r, c = "$" * row_absolute, "$" * column_absolute
    last_row, last_column = row + rows - 1, column + columns - 1
    if rows == MAX_ROWS and columns < MAX_COLUMNS:
        return f"{c}{column_name(column)}:{c}{column_name(last_column)}"
    if columns == MAX_COLUMNS:
        return f"{r}{row}:{r}{last_row}"
    first = f"{c}{column_name(column)}{r}{row}"
    return first if rows == columns == 1 else f"{first}:{c}{column_name(last_column)}{r}{last_row}"


_PLAIN_NAME = re.compile(r"[^\W\d][\w.]*\Z")


def quote_sheet(name: str, *, always: bool = False) -> str:
    """A sheet's name as it stands before "!"."""
    if not always and _PLAIN_NAME.match(name) and parse(name) is None:
        return name
    return "'" + name.replace("'", "''") + "'"


def check_sheet_name(name: str) -> None:
    """Raises ValueError for a name that Excel refuses."""
    if not name or len(name) > 31 or any(sign in name for sign in "[]:*?/\\") or name[0] == "'" or name[-1] == "'":
        raise ValueError(f"'{name}': a sheet's name has 1 to 31 characters, none of [ ] : * ? / \\, and no apostrophe at its ends.")
