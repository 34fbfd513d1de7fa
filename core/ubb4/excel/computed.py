"""Columns right of a register's own that a formula fills: the name behind each number that a reference column holds.

The cell keeps the plain number; nobody types in a computed column, and no reader takes it for the register's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ubb4.base.text import gettext as _
from ubb4.base.text import language
from ubb4.book.finding import cell_name
from ubb4.excel.layout import HEADER_ROW, Plan, column_cells
from ubb4.excel.style import Styles
from ubb4.law.register import COMPUTED, Column, Register

_WIDTH = 34.0


class _EmptyText(str):
    """A formula's value that is an empty text: XlsxWriter takes a plain one for no value at all, and readers then do not know it from a formula
    that was never counted."""

    __slots__ = ()
    __hash__ = str.__hash__

    def __eq__(self, other: object) -> bool:
        return self is other


EMPTY = _EmptyText()


class Names:
    """Writes them on the sheets of one workbook, with the values that the formulas come to."""

    def __init__(self, plan: Plan, styles: Styles) -> None:
        self.plan, self.styles = plan, styles

    def write(self, sheet: Any, register: Register, columns: Sequence[Column], last: int) -> None:
        """For each reference column of the sheet one more, from the first row to the last that has borders."""
        rows = self.plan.rows.get(register.name, ())
        place = len(columns)
        for at, column in enumerate(columns):
            found = self._named(column)
            if found is None:
                continue
            target, key, named = found
            known = {str(row.get(key)): row.get(named.name) for row in self.plan.rows.get(target.name, ())}
            sheet.set_column(place, place, _WIDTH, self.styles["computed"])
            sheet.write_string(HEADER_ROW, place, COMPUTED + _(named.title), self.styles["computed_head"])
            keys, names = (column_cells(target, each) for each in (key, named.name))
            for number in range(HEADER_ROW + 1, last + 1):
                cell = cell_name(number + 1, at + 1)
                formula = f'=IF({cell}="","",IFERROR(INDEX({names},MATCH({cell},{keys},0)),""))'
                # with its value: LibreOffice and Protected View show that one
                sheet.write_formula(number, place, formula, self.styles["computed"], _value(rows, number - HEADER_ROW - 1, column, known, named))
            place += 1

    def _named(self, column: Column) -> tuple[Register, str, Column] | None:
        """Where a reference leads: the register, its key, and the column that names its rows; None where nothing does."""
        target = next((each for each in self.plan.registers if column.reference and each.name == column.reference[0]), None)
        if target is None or column.reference is None:
            return None
        key = column.reference[1]
        named = next((c for c in target.columns if c.name != key and c.required and c.type == "text" and not c.choices and not c.reference), None)
        own = next((c for c in target.columns if named and c.name == named.name.removesuffix("_kk") + f"_{language()}"), named)
        return (target, key, own) if own else None


def _value(rows: Sequence[Mapping[str, Any]], index: int, column: Column, known: Mapping[str, Any], named: Column) -> str:
    key = rows[index].get(column.name) if index < len(rows) else None
    found = known.get(str(key)) if key is not None else None
    return named.label(str(found)) if found is not None else EMPTY
