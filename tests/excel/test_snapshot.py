"""An open workbook as a plain file: what is read of it again is what was in front."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from ubb4.book.workbook import Sheet, Workbook
from ubb4.excel import file, snapshot

_TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=30).filter(
    lambda each: each == each.strip() and "_x" not in each
)
_CELL = st.one_of(
    st.none(), st.booleans(), st.integers(-(10**9), 10**9).map(float), st.floats(-1e6, 1e6).map(lambda each: round(each, 4)), _TEXT,
    st.sampled_from(["=1+1", "+7 700", "@x", "http://x.example", "0012", "2026-01-01"]),
    st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1)).map(lambda day: day.replace(hour=0, minute=0, second=0, microsecond=0)),
)  # fmt: skip


def _plain(rows: Any) -> list[list[Any]]:
    """Rows without the empty cells and rows at their ends, which no file keeps."""
    kept = [[value.date() if isinstance(value, datetime) else value for value in row] for row in rows]
    for row in kept:
        while row and row[-1] in (None, ""):
            row.pop()
    while kept and not kept[-1]:
        kept.pop()
    return [[None if value == "" else value for value in row] for row in kept]


@given(st.lists(st.lists(_CELL, max_size=5), max_size=6))
@settings(max_examples=40)
def test_values_survive(tmp_path_factory: Any, rows: list[list[Any]]) -> None:
    path = tmp_path_factory.mktemp("snapshot") / "s.xlsx"
    snapshot.write(Workbook((Sheet("Парақ", rows, True), Sheet("b", [["x"]], True))), path)
    found = file.read(path).sheets[0]
    width = max((len(row) for row in _plain(rows)), default=0)
    assert [row[:width] for row in _plain(found.rows)] == _plain(rows)


def test_hidden_rows_sheets_and_errors_survive(tmp_path: Path) -> None:
    path = tmp_path / "s.xlsx"
    sheet = Sheet("a", [["h"], ["1"], ["2"], [None]], True, frozenset({3}), {(4, 1): "#DIV/0!"})
    snapshot.write(Workbook((Sheet("_ubb4", [["plugins", "project1_risk"]], False), sheet)), path)
    hidden, found = file.read(path).sheets
    assert (hidden.visible, found.visible) == (False, True)
    assert hidden.rows[0] == ["plugins", "project1_risk"]
    assert found.hidden_rows == frozenset({3})
    assert dict(found.errors) == {(4, 1): "#DIV/0!"}


def test_a_whole_workbook_is_checked_as_its_file(demo: Path, tmp_path: Path) -> None:
    from dataclasses import replace
    from datetime import date

    from ubb4.desk.check import check
    from ubb4.desk.desk import Desk
    from ubb4.desk.opened import Options

    for name in ("region.kk.xlsx", "district.ru.xlsx"):
        copy = tmp_path / name
        snapshot.write(file.read(demo / name), copy)
        desk = Desk(Options(date(2026, 10, 20)))
        first, second = (check(replace(desk.read(path), file=None)) for path in (demo / name, copy))
        assert first.findings == second.findings
        assert len(first.findings) > 5
