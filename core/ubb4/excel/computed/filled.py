"""A worksheet of XlsxWriter that can hold one formula for a whole column: the file says it once, and every cell has its own stored value."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from ubb4.excel.computed.cells import ABOVE, EMPTY, ROW, serial


class Shared(NamedTuple):
    """A cell of such a column; the first one carries the formula and the cells that share it."""

    format: Any
    value: Any
    number: int
    formula: str = ""
    cells: str = ""


class FilledSheet(Worksheet):  # type: ignore[misc]
    """Formulas here name no function that Excel 2010 lacks: they are written as they are."""

    def __init__(self) -> None:
        super().__init__()
        self._shared = 0

    def fill_down(self, first: int, last: int, place: int, formula: str, style: Any, values: Mapping[int, Any], otherwise: Any = EMPTY) -> None:
        """One formula from the first to the last row (as Excel counts), made for the row in hand; `values` are what it comes to, by row."""
        self._check_dimensions(first - 1, place)
        self._check_dimensions(last - 1, place)
        text, cells = (
            formula.replace(ROW, str(first)).replace(ABOVE, str(first - 1)).removeprefix("="),
            f"{xl_rowcol_to_cell(first - 1, place)}:{xl_rowcol_to_cell(last - 1, place)}",
        )
        for row in range(first, last + 1):
            of_first = (text, cells) if row == first else ("", "")
            self.table[row - 1][place] = Shared(style, stored(values.get(row, otherwise)), self._shared, *of_first)
        self._shared += 1

    def fill_down_arrays(self, first: int, last: int, place: int, formula: str, style: Any, values: Mapping[int, Any]) -> None:
        """The same with a formula that looks through arrays: every cell carries its own."""
        for row in range(first, last + 1):
            self.write_array_formula(row - 1, place, row - 1, place, formula.replace(ROW, str(row)), style, stored(values.get(row, EMPTY)))

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        return formula.removeprefix("=")

    def _write_cell(self, row: int, col: int, cell: Any) -> None:
        if not isinstance(cell, Shared):
            super()._write_cell(row, col, cell)
            return
        kind = ' t="str"' if isinstance(cell.value, str) else ""
        of_first = f' ref="{cell.cells}"' if cell.formula else ""
        formula = f">{self._escape_data(cell.formula)}</f>" if cell.formula else "/>"
        value = self._escape_data(cell.value) if kind else cell.value
        place, style = xl_rowcol_to_cell(row, col), cell.format._get_xf_index()
        self.fh.write(f'<c r="{place}" s="{style}"{kind}><f t="shared"{of_first} si="{cell.number}"{formula}<v>{value}</v></c>')


def stored(value: Any) -> Any:
    """A value as a cell stores it."""
    return serial(value) if isinstance(value, date) and not isinstance(value, datetime) else value


def put(sheet: Any, row: int, place: int, formula: str, style: Any, value: Any, array: bool = False) -> None:
    """A formula with its value, on a row as Excel counts."""
    if array:
        sheet.write_array_formula(row - 1, place, row - 1, place, formula, style, stored(value))
    else:
        sheet.write_formula(row - 1, place, formula, style, stored(value))
