"""Table (columns of values) and Row (a view): a register as it was filled in one sheet.

Values are kept as typed apart from dates, numbers and choices, which become `date`, `float`/`int` and the
choice's key.  A cell that could not be understood keeps its raw value and stands in `bad`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from ubb4.base.spelling import folded
from ubb4.book.finding import Finding, Found, cell_name
from ubb4.law.edition import Limit
from ubb4.law.register import Register

Value = Any  # str, date, float, int or None


class Absent(list[Value]):
    """The values of a column that the sheet lacks, all None; it remembers that they were asked for."""

    asked = False

    def __getitem__(self, index: Any) -> Any:
        self.asked = True
        return super().__getitem__(index)

    def __iter__(self) -> Iterator[Value]:
        self.asked = True
        return super().__iter__()


@dataclass
class Table:
    """The rows of one register.  `numbers` are the sheet's row numbers, `letters` the column numbers (from 1), `left_out` the places of
    rows that are passed over for now."""

    register: Register
    sheet: str
    data: dict[str, list[Value]]
    numbers: Sequence[int]
    letters: dict[str, int]
    header_row: int = 0
    present: bool = True
    bad: set[tuple[int, str]] = field(default_factory=set)
    form_rows: dict[str, int] = field(default_factory=dict)
    left_out: set[int] = field(default_factory=set)
    _folded: dict[str, list[Value]] = field(default_factory=dict)
    _referring: dict[str, dict[Value, list[int]]] = field(default_factory=dict)

    @classmethod
    def absent(cls, register: Register) -> Table:
        """The table of a register whose sheet is not in the workbook: no rows."""
        empty: dict[str, list[Value]] = {column.name: [] for column in register.columns}
        return cls(register, register.sheet_name(), empty, [], {}, present=False)

    def __len__(self) -> int:
        return len(self.numbers)

    def __iter__(self) -> Iterator[Row]:
        return (Row(self, index) for index in range(len(self.numbers)) if index not in self.left_out)

    def column(self, name: str) -> list[Value]:
        """The values of a column, one a row, None where the cell is empty or was not understood."""
        values, bad = self.data[name], [index for index, column in self.bad if column == name]
        if bad:
            values = list(values)
            for index in bad:
                values[index] = None
        return values

    def row(self, index: int) -> Row:
        return Row(self, index)

    def where(self, **wanted: Value) -> list[Row]:
        """Rows whose columns hold the wanted values; texts are compared folded."""
        columns = [(self.data[name], _comparable(value)) for name, value in wanted.items()]
        return [Row(self, index) for index in range(len(self.numbers)) if all(_comparable(column[index]) == value for column, value in columns)]

    @cached_property
    def by_key(self) -> dict[Value, Row]:
        """From a folded key to the first row that bears it."""
        found: dict[Value, Row] = {}
        if self.register.key:
            for index, value in enumerate(self.data[self.register.key]):
                if value is not None:
                    found.setdefault(_comparable(value), Row(self, index))
        return found

    def folded_column(self, name: str) -> list[Value]:
        """A column as it is compared (`folded`), every reader of it by the same measure."""
        if name not in self._folded:
            self._folded[name] = [folded(value) if isinstance(value, str) else value for value in self.data[name]]
        return self._folded[name]

    def referring(self, column: str) -> dict[Value, list[int]]:
        """From a folded key to the places of the rows whose reference column names it."""
        if column not in self._referring:
            found: dict[Value, list[int]] = {}
            for index, value in enumerate(self.data[column]):
                for key in keys_of(value) if value is not None else ():
                    found.setdefault(key, []).append(index)
            self._referring[column] = found
        return self._referring[column]

    @property
    def next_row(self) -> int:
        """The number of the sheet's row below the last one."""
        return max([self.header_row, *self.numbers]) + 1

    def watch(self) -> dict[str, Absent]:
        """The columns that the sheet lacks, each of which tells from now on whether it is asked for."""
        found = dict[str, Absent]()
        if not self.present or not len(self) or self.register.layout == "form":
            return found
        for column in self.register.laid():
            if column.name not in self.letters:
                self.data[column.name] = found[column.name] = Absent(self.data[column.name])
                self._folded.pop(column.name, None)
        return found

    def find(self, key: Value) -> Row | None:
        """The row with a key, or None."""
        return self.by_key.get(_comparable(key)) if key is not None else None

    def found(self, column: str, message: str, hint: str = "", *, limit: Limit | None = None, severity: str = "") -> Found:
        """A finding about the whole register, at the header of a column."""
        self.register.column(column)
        letter = self.letters.get(column)
        finding = Finding(
            "", severity or (limit.severity if limit else ""), self.register.plugin, self.sheet,
            cell_name(self.header_row, letter) if letter else "", self.header_row or None, column, message, hint,
            limit.source if limit else "",
        )  # fmt: skip
        return Found(finding)

    def place(self, index: int, column: str) -> tuple[int, str]:
        """(sheet row, Excel address) of a cell; the address is empty when the sheet lacks the column."""
        number = self.form_rows.get(column, self.numbers[index] if self.numbers else self.header_row)
        letter = self.letters.get(column)
        return number, cell_name(number, letter) if letter else ""


_SEPARATORS = re.compile(r"[;\n]")


def keys_of(value: Value) -> list[Value]:
    """The keys that a reference cell names: several may stand in one cell, apart by «;» or a new line."""
    if not isinstance(value, str):
        return [value]
    if ";" not in value and "\n" not in value:
        return [folded(value)]
    return [folded(part) for part in _SEPARATORS.split(value) if part.strip()]


def _comparable(value: Value) -> Value:
    return folded(value) if isinstance(value, str) else value


class Row:
    """One row of a table: values by column name, and where each of them lies."""

    __slots__ = ("index", "table")

    def __init__(self, table: Table, index: int) -> None:
        self.table = table
        self.index = index

    def __getitem__(self, column: str) -> Value:
        """The column's value, None when the cell is empty or was not understood."""
        bad = self.table.bad
        return None if bad and (self.index, column) in bad else self.table.data[column][self.index]

    def raw(self, column: str) -> Value:
        """The value as it was typed, understood or not."""
        return self.table.data[column][self.index]

    def empty(self, column: str) -> bool:
        """Whether nothing is typed in the cell."""
        return self.table.data[column][self.index] is None

    def __repr__(self) -> str:
        return f"<Row {self.number} of {self.table.register.name}>"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Row) and other.table is self.table and other.index == self.index

    def __hash__(self) -> int:
        return hash((id(self.table), self.index))

    @property
    def number(self) -> int:
        """The sheet's row number, from 1."""
        return self.table.numbers[self.index]

    @property
    def key(self) -> Value:
        return self[self.table.register.key] if self.table.register.key else None

    def date(self, column: str) -> Value:
        """The column's date, or None when it is empty or was not understood."""
        value = self[column]
        return None if isinstance(value, str) else value

    def number_of(self, column: str) -> float | None:
        """The column's number, or None when it is empty or was not understood."""
        value = self[column]
        return float(value) if isinstance(value, int | float) else None

    def label(self, column: str) -> str:
        """The value as the reader of the language in use sees it; empty text for an empty cell."""
        value = self[column]
        if value is None:
            return ""
        return self.table.register.column(column).label(value) if isinstance(value, str) else str(value)

    def found(
        self,
        column: str,
        message: str,
        hint: str = "",
        *,
        limit: Limit | None = None,
        severity: str = "",
        source: str = "",
    ) -> Found:
        """A finding at this row's cell; a limit brings its severity and its source."""
        self.table.register.column(column)
        number, cell = self.table.place(self.index, column)
        return Found(
            Finding(
                code="",
                severity=severity or (limit.severity if limit else ""),
                plugin=self.table.register.plugin,
                sheet=self.table.sheet,
                cell=cell,
                row=number,
                column=column,
                message=message,
                hint=hint,
                source=source or (limit.source if limit else ""),
            )
        )
