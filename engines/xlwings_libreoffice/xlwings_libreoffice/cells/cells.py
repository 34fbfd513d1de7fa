"""What the cells of a range hold: values and formulas, always as one block."""

from __future__ import annotations

import datetime as dt
from itertools import chain
from typing import TYPE_CHECKING, Any

from ..model.missing import refuse
from ..model.plan import LOGICAL, Format, Plan
from . import formulas, values
from .address import MAX_COLUMNS

if TYPE_CHECKING:
    from .range import Range

DATE, TIME = 2, 4  # com.sun.star.util.NumberFormat
CALC_ERRORS = {521: "#NULL!", 532: "#DIV/0!", 519: "#VALUE!", 524: "#REF!", 525: "#NAME?", 503: "#NUM!", 32767: "#N/A"}
ERROR_TYPES = dict(enumerate(("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"), start=1))
MOST = 50_000_000  # cells in one block; more would not fit into memory

Block = list[list[Any]]


def error_name(kind: float | None) -> str:
    """What Excel calls an error: `kind` is its ERROR.TYPE, or Calc's own number."""
    names = ERROR_TYPES if kind is not None and kind < 10 else CALC_ERRORS
    return names.get(int(kind) if kind is not None else 519, "#VALUE!")


class Cells:
    """Values and formulas of a Range."""

    def _ranged(self: Any) -> Range:
        found: Range = self
        return found

    @property
    def null_date(self) -> dt.date:
        """The day that counts as 0: 30 December 1899, or 1 January 1904."""
        return self._ranged().sheet.book.null_date

    def _check_size(self) -> None:
        if len(self._ranged()) > MOST:
            refuse(f"a block of {len(self._ranged()):,} cells at once; take sheet.used_range or a smaller range")

    @property
    def raw_value(self) -> Any:
        me = self._ranged()
        if me.empty:
            return None
        self._check_size()
        rows, formats, errors = me.job("data", me.sheet.book.document, me.uno)
        if not formats and not errors:
            kinds = set(map(type, chain.from_iterable(rows)))
            if str in kinds:
                rows = tuple(tuple(None if value == "" else value for value in row) for row in rows)
            return rows[0][0] if me.shape == (1, 1) else rows
        block = [[None if value == "" else value for value in row] for row in rows]
        self._understand(block, formats)
        self._put_errors(block, errors)
        return block[0][0] if me.shape == (1, 1) else tuple(map(tuple, block))

    @raw_value.setter
    def raw_value(self, data: Any) -> None:
        me = self._ranged()
        if me.empty:
            return
        if isinstance(data, list | tuple):
            block = [list(row) if isinstance(row, list | tuple) else [row] for row in data]
            if len({len(row) for row in block}) > 1:
                raise ValueError("All rows must have the same number of values.")
            target = me.part(0, 0, len(block), len(block[0]))
            if len(block) == 1 and me.shape[0] > 1 and me.shape[1] == len(block[0]):
                block, target = block * me.shape[0], me  # one row fills them all, as Excel does
            target._write(block)
        elif len(me) > MOST or me.shape[1] == MAX_COLUMNS:
            me.fill_scalar(data)
        elif isinstance(data, str) and formulas.is_formula(data) and len(me) > 1:
            self._fill_formula(data)
        else:
            me._write([[data] * me.shape[1]] * me.shape[0])

    def _understand(self, block: Block, formats: list[Format]) -> None:
        """Numbers whose format says date or truth value become that."""
        me = self._ranged()
        null_date: dt.date | None = None
        for first_row, first_column, last_row, last_column, _, kind in formats:
            if not kind & (DATE | TIME | LOGICAL):
                continue
            null_date = null_date or self.null_date
            for row in block[first_row - me.row + 1 : last_row - me.row + 2]:
                for column in range(first_column - me.column + 1, last_column - me.column + 2):
                    value = row[column]
                    if type(value) is not float:
                        continue
                    if kind & LOGICAL:
                        row[column] = bool(value)
                    else:
                        row[column] = values.shown_moment(value, null_date)

    def _put_errors(self, block: Block, errors: list[tuple[int, int, tuple[tuple[float, ...], ...]]]) -> None:
        me = self._ranged()
        for row, column, kinds in errors:
            for down, line in enumerate(kinds):
                for right, kind in enumerate(line):
                    block[row - me.row + 1 + down][column - me.column + 1 + right] = values.ERRORS[error_name(kind)]

    def fill_scalar(self, value: Any) -> None:
        """One value into very many cells: Calc copies it, nothing travels."""
        me = self._ranged()
        me.part(0, 0)._write([[value]])
        me.job("copy_down", me.sheet.uno, me.uno)

    def _write(self, block: Block) -> None:
        """Put a block of values in, understood as Excel would when they are typed."""
        me = self._ranged()
        kinds = set(map(type, chain.from_iterable(block)))
        if kinds - {float, str}:
            block = [[values.prepare(value) if type(value) is not float else value for value in row] for row in block]
            kinds = set(map(type, chain.from_iterable(block)))
        document = me.sheet.book.document
        if kinds <= {float}:
            formats = me.job("write_numbers", document, me.uno, tuple(map(tuple, block)))
            if formats is None:
                return
        else:
            formats = me.job("formats", document, me.uno)
        plan = Plan(me, formats)
        plan.take(block)
        plan.carry_out()

    @property
    def formula(self) -> Any:
        me = self._ranged()
        if me.empty:
            return None
        self._check_size()
        rows = me.uno.getFormulaArray()
        excel = [[formulas.to_excel(text) if text[:1] in "={" else _unquoted(text) for text in row] for row in rows]
        return excel[0][0] if me.shape == (1, 1) else tuple(map(tuple, excel))

    @formula.setter
    def formula(self, value: Any) -> None:
        me = self._ranged()
        if me.empty:
            return
        if isinstance(value, list | tuple):
            self.raw_value = value
        elif isinstance(value, str) and formulas.is_formula(value) and len(me) > 1:
            if len(me) > MOST:
                refuse(f"a formula in {len(me):,} cells at once")
            self._fill_formula(value)
        else:
            self.raw_value = value

    def _fill_formula(self, formula: str) -> None:
        """One formula into every cell, its relative references moving."""
        me, shifted = self._ranged(), formulas.shifter(formula)
        me._write([[shifted(row, column) for column in range(me.shape[1])] for row in range(me.shape[0])])

    # Calc 7.4 has no arrays that spill, so both are the same
    formula2 = formula

    @property
    def formula_array(self) -> str | None:
        me = self._ranged()
        text = str(me.uno.ArrayFormula)
        return formulas.to_excel(text) if text else (self.formula if me.shape == (1, 1) else None)

    @formula_array.setter
    def formula_array(self, value: str) -> None:
        self._ranged().uno.setArrayFormula(formulas.to_calc(value if value.startswith("=") else "=" + value))

    @property
    def has_array(self) -> bool:
        me = self._ranged()
        return False if me.empty else bool(me.uno.ArrayFormula)


def _unquoted(text: str) -> str:
    """Calc shows an apostrophe before a text that looks like a number; Excel does not."""
    return text[1:] if text[:1] == "'" and values.typed(text[1:], dt.date(1899, 12, 30)) else text
