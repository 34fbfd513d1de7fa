"""A block of values on its way into the sheet: understood as typed, written in as few calls as can be."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from ..cells import formulas, values

if TYPE_CHECKING:
    from ..cells.range import Range

TEXT, LOGICAL = 256, 1024  # com.sun.star.util.NumberFormat
Format = tuple[int, int, int, int, int, int]
"""Top, left, bottom, right of an area, the key of its number format and the format's kind."""


class Plan:
    """A block on its way into the sheet: what to write, and which cells get which number format."""

    def __init__(self, area: Range, formats: list[Format]) -> None:
        self.area = area
        self.formats = formats
        self.null_date = area.null_date
        self.looks: dict[str, list[tuple[int, int]]] = {}  # format -> cells, from 0 within the area
        self.as_text: list[tuple[int, int]] = []  # text that setFormulaArray would take for a number
        self.has_formulas = False
        self.rows: list[tuple[Any, ...]] = []
        self._tables: frozenset[str] | None = None

    def tables(self) -> frozenset[str]:
        """The names of the workbook's tables, asked for once."""
        if self._tables is None:
            self._tables = frozenset(name.lower() for name in self.area.sheet.book.document.DatabaseRanges.ElementNames)
        return self._tables

    def _kind_at(self, row: int, column: int) -> tuple[int, int]:
        """The number format's key and type of a cell."""
        row, column = row + self.area.row - 1, column + self.area.column - 1
        for first_row, first_column, last_row, last_column, key, kind in self.formats:
            if first_row <= row <= last_row and first_column <= column <= last_column:
                return key, kind
        return 0, 0

    def take(self, block: list[list[Any]]) -> None:
        uniform = len(self.formats) == 1
        key, kind = self.formats[0][4:] if uniform else (0, 0)
        general, textual, logical = key % 10000 == 0, bool(kind & TEXT), bool(kind & LOGICAL)
        meanings: dict[str, values.Typed | None] = {}
        for r, line in enumerate(block):
            out: list[Any] = []
            for c, value in enumerate(line):
                if not uniform:
                    key, kind = self._kind_at(r, c)
                    general, textual, logical = key % 10000 == 0, bool(kind & TEXT), bool(kind & LOGICAL)
                shown = ""
                of = type(value)
                if of is str and value:
                    if textual:
                        value = value[1:] if value[0] == "'" else value
                        self.as_text.append((r, c))
                    elif value[0] == "'":
                        value = value[1:]
                        self.as_text.append((r, c))
                    elif value[0] == "=" and len(value) > 1:
                        value = formulas.to_calc(value, self.tables)
                        self.has_formulas = True
                    else:
                        if value not in meanings:
                            meanings[value] = values.typed(value, self.null_date)
                        meaning = meanings[value]
                        if meaning is not None:
                            value, shown = meaning
                            if type(value) is str:
                                self.has_formulas = True
                            of = type(value)
                if of is bool:
                    value, shown = (str(value).upper(), "") if textual else (float(value), "BOOLEAN")
                elif of is dt.datetime or of is dt.date:
                    midnight = of is dt.date or value.time() == dt.time()
                    value, shown = values.serial(value, self.null_date), values.DATE if midnight else values.DATE_TIME
                elif of is float and textual and value != "":
                    value = f"{value:.15g}"
                    self.as_text.append((r, c))
                elif of is float and logical and not shown:
                    shown = values.GENERAL  # it held a truth value; a number there would be read as one
                if shown and (general or shown == "BOOLEAN" or (logical and shown == values.GENERAL)) and not (general and shown == values.GENERAL):
                    self.looks.setdefault(shown, []).append((r, c))
                out.append(value)
            self.rows.append(tuple(out))

    def carry_out(self) -> None:
        area, document = self.area, self.area.sheet.book.document
        rows = tuple(self.rows)
        if self.has_formulas:
            # setFormulaArray takes text as typed in; a quotation mark keeps it text, and gives "@" where it looks
            # like a number, so such text is put in by itself afterwards
            late = set(self.as_text)
            rows = tuple(
                tuple(
                    value if type(value) is float or value == "" else "" if (r, c) in late
                    else value if value[0] == "=" else "'" + value
                    for c, value in enumerate(row)
                )
                for r, row in enumerate(rows)
            )  # fmt: skip
            area.job("put", area.uno, rows, True)
            for r, c, height in runs(self.as_text):
                part = area.part(r, c, height, 1)
                part.job("put", part.uno, tuple((self.rows[r + down][c],) for down in range(height)), False)
        else:
            area.job("put", area.uno, rows, False)
        if any(type(value) is str and value for row in rows for value in row):
            self._plain_again()
        if self.looks:
            places = {
                code: [(area.row - 1 + r, area.column - 1 + c, area.row - 2 + r + height, area.column - 1 + c)
                       for r, c, height in runs(cells)]
                for code, cells in self.looks.items()
            }  # fmt: skip
            area.job("set_formats", document, area.sheet.uno, places)

    def _plain_again(self) -> None:
        """Calc gives "@" to a text that looks like a number; in Excel an apostrophe is no number format."""
        area, document = self.area, self.area.sheet.book.document
        general = [each for each in self.formats if each[4] % 10000 == 0]
        places = []
        for top, left, bottom, right, _, kind in area.job("formats", document, area.uno):
            for at in general if kind & TEXT else ():
                place = max(top, at[0]), max(left, at[1]), min(bottom, at[2]), min(right, at[3])
                if place[0] <= place[2] and place[1] <= place[3]:
                    places.append(place)
        if places:
            area.job("set_formats", document, area.sheet.uno, {values.GENERAL: places})


def runs(cells: list[tuple[int, int]]) -> list[tuple[int, int, int]]:
    """Cells joined into pieces of columns -> [(row, column, height)]."""
    out: list[tuple[int, int, int]] = []
    for column, row in sorted((column, row) for row, column in cells):
        if out and out[-1][1] == column and out[-1][0] + out[-1][2] == row:
            out[-1] = (out[-1][0], column, out[-1][2] + 1)
        else:
            out.append((row, column, 1))
    return out
