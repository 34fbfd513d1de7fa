"""Columns right of a register's own that say the name behind each number that a reference column holds.

The cell keeps the plain number; nobody types in a computed column, and no reader takes it for the register's.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ubb4.base.text import gettext as _
from ubb4.base.text import language
from ubb4.excel.computed.cells import EMPTY, FIRST_ROW, Places
from ubb4.excel.layout import HEADER_ROW, Plan, column_cells
from ubb4.excel.style import Styles
from ubb4.law.register import COMPUTED, Column, Register

_NAME = "→name/"
_WIDTH = 34.0


class Names:
    """Writes them on the sheets of one workbook, with the values that the formulas come to."""

    def __init__(self, plan: Plan, places: Places, styles: Styles) -> None:
        self.plan, self.places, self.styles = plan, places, styles
        self._lead: dict[tuple[str, str], tuple[Register, str, Column]] = {}
        for register in places.registers.values():
            for column in register.columns:
                found = self._named(column)
                if column.name in places.own[register.name] and found is not None:
                    places.add(register.name, _NAME + column.name)
                    self._lead[register.name, column.name] = found

    def write(self, sheet: Any, place: int, register: Register, name: str) -> tuple[str, float]:
        """The column of one reference -> its heading and width."""
        column = register.column(name.removeprefix(_NAME))
        target, key, named = self._lead[register.name, column.name]
        known = {str(row.get(key)): row.get(named.name) for row in self.plan.rows.get(target.name, ())}
        sheet.set_column(place, place, _WIDTH, self.styles["computed"])
        sheet.write_string(HEADER_ROW, place, COMPUTED + _(named.title), self.styles["computed_head"])
        keys, names = (column_cells(target, each) for each in (key, named.name))
        values = {row: _value(each, column, known, named) for row, each in enumerate(self.plan.rows.get(register.name, ()), FIRST_ROW)}
        cell = self.places.cell(register.name, column.name)
        formula = f'=IF({cell}="","",IFERROR(INDEX({names},MATCH({cell},{keys},0))&"",""))'
        # with its value: LibreOffice and Protected View show that one
        sheet.fill_down(FIRST_ROW, self.places.last_row(register.name), place, formula, self.styles["computed"], values)
        return COMPUTED + _(named.title), _WIDTH

    def _named(self, column: Column) -> tuple[Register, str, Column] | None:
        """Where a reference leads: the register, its key, and the column that names its rows; None where nothing does."""
        target = next((each for each in self.plan.registers if column.reference and each.name == column.reference[0]), None)
        if target is None or column.reference is None:
            return None
        key = column.reference[1]
        named = next((c for c in target.columns if c.name != key and c.required and c.type == "text" and not c.choices and not c.reference), None)
        own = next((c for c in target.columns if named and c.name == named.name.removesuffix("_kk") + f"_{language()}"), named)
        return (target, key, own) if own else None


def _value(values: Mapping[str, Any], column: Column, known: Mapping[str, Any], named: Column) -> str:
    key = values.get(column.name)
    found = known.get(str(key)) if key is not None else None
    return named.label(str(found)) if found is not None else EMPTY
