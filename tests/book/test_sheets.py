"""Whatever stands in the cells, a book is read to its end: odd values cost their cell, never the workbook."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from conftest import BUNDLED
from ubb4.base.settings import Settings
from ubb4.book.book import Book
from ubb4.book.workbook import Sheet, Workbook
from ubb4.law.register import Register
from ubb4.plugins.hearing import hear

CELLS: some.SearchStrategy[Any] = some.one_of(
    some.none(), some.text(max_size=12), some.floats(), some.integers(), some.booleans(), some.dates(), some.datetimes(), some.times(), some.timedeltas(),
    some.sampled_from(["", " ", "²", "①", "1 000", "1.000", "итого", "*", "=1", "\x00", "\ud800", "IV квартал", "T1, T2", "31.02.2026", 44593.0, -1e308]),
)  # fmt: skip
REGISTERS = [each for each in hear(Settings(enabled=tuple(BUNDLED))).registers if each.layout == "table"]


@pytest.mark.parametrize("register", REGISTERS, ids=lambda register: register.name)
@settings(max_examples=25, deadline=None)
@given(data=some.data())
def test_any_cells_are_read(register: Register, data: some.DataObject) -> None:
    head = [column.title for column in register.columns]
    rows = data.draw(some.lists(some.lists(CELLS, max_size=len(head) + 2), max_size=6))
    blocks = data.draw(some.lists(some.tuples(*[some.integers(1, 9)] * 4).map(lambda b: (min(b[0], b[2]), min(b[1], b[3]), max(b[0], b[2]), max(b[1], b[3])))))
    months = frozenset(data.draw(some.sets(some.tuples(some.integers(1, 9), some.integers(1, 9)))))
    sheet = Sheet(register.sheet_name(), [head, *rows], merged=blocks, months=months, from_1904=data.draw(some.booleans()))
    book = Book.read(Workbook([sheet]), [register])
    table = book.tables[register.name]
    assert table.present
    assert {len(values) for values in table.data.values()} == {len(table.numbers)}
    for column in register.columns:
        table.folded_column(column.name)
        for value in table.data[column.name]:
            assert value is None or isinstance(value, str | int | float | bool | date | datetime | time | timedelta)
            assert value == value, "NaN equals nothing, itself neither"
