"""What Calc has not says so by name; nothing is silently ignored."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import xlwings as xw

MISSING: dict[str, Callable[[xw.Sheet], Any]] = {
    "Sheet.pivot_tables": lambda sheet: len(sheet.pivot_tables), "Sheet.comments": lambda sheet: list(sheet.comments),
    "Range.comment": lambda sheet: sheet["A1"].comment, "Range.add_comment": lambda sheet: sheet["A1"].add_comment("x"),
    "Chart.style": lambda sheet: sheet.charts.add().style, "Chart.series": lambda sheet: sheet.charts.add().series,
    "style=": lambda sheet: sheet.charts.add(style=3), "'surface'": lambda sheet: sheet.charts.add(chart_type="surface"),
    "several areas": lambda sheet: sheet["A1,B2"], "spec=": lambda sheet: xw.App(spec="x"),
    "Tables.add": lambda sheet: sheet.tables.add(sheet["A1:B2"], source_type=3),
    "Protect": lambda sheet: sheet.api.Protect(AllowSorting=True), "cut_copy_mode": lambda sheet: setattr(sheet.book.app, "cut_copy_mode", "cut"),
    "Name.name": lambda sheet: setattr(sheet.names.add("n", "=1"), "name", "Other!n"),
}  # fmt: skip


@pytest.mark.parametrize("name", MISSING)
def test_it_is_named(sheet: xw.Sheet, name: str) -> None:
    with pytest.raises(NotImplementedError) as told:
        MISSING[name](sheet)
    assert name in str(told.value)
    assert "xlwings-libreoffice" in str(told.value)
