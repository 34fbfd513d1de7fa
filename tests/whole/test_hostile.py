"""Hostile values in every column of every register, over everything that the commands do: a finding at the cell, the rest goes on, nothing breaks.

What a program cannot hold (a number that is none, a year before its first, a lone surrogate, a control character) comes from files of other writers.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from conftest import BUNDLED, Run
from ubb4 import contract
from ubb4.base.settings import Settings
from ubb4.base.text import speaking
from ubb4.book.memory import book_of
from ubb4.deadlines.ics import to_ics
from ubb4.desk.check import check
from ubb4.desk.due import due
from ubb4.desk.opened import Opened, Options
from ubb4.desk.papers import papers
from ubb4.documents import report
from ubb4.excel import listing
from ubb4.law.register import Register
from ubb4.plugins.hearing import hear

TOOLKIT = hear(Settings(enabled=tuple(BUNDLED)))
TODAY = date(2026, 8, 10)
VALUES: tuple[Any, ...] = (
    math.nan, math.inf, -math.inf, 1e308, -1, 0, 2958466, True, date(1, 1, 1), date(9999, 12, 31), datetime(1900, 1, 1, 23, 59, 59),
    "\ud800", "\x00", "\x0b", "a\ufffe", "\u202eабв\u202c", "\u200b" * 40, "ж" * 32767, "=1+1", "=HYPERLINK(\"http://x\")", "@SUM(A1)", "{{ this.id }}", "{% for x in y %}",
    "31.02.2026", "0001-01-01", "№", "ǅ", "%s {0} {name}", "A1\nA1", ";;;", "P1.T1.S1;;", "https://[x", "../../../etc/passwd", "CON", "<b>&amp;</b>", " ", "'",
)  # fmt: skip
REGISTERS = [register for register in TOOLKIT.registers if register.layout == "table"]


def _rows(register: Register, value: Any) -> dict[str, list[dict[str, Any]]]:
    """Every register plausible, and in this one a row a column that holds the value there."""
    rows: dict[str, list[dict[str, Any]]] = contract.sample_rows(TOOLKIT.registers, 1)
    (plain,) = rows[register.name]
    rows[register.name] = [
        plain,
        *({**plain, **({register.key: f"Z{n}"} if register.key else {}), column.name: value} for n, column in enumerate(register.columns)),
    ]
    return rows


def _answers(opened: Opened) -> Iterator[Any]:
    """All that a command or a button makes of an opened workbook."""
    checked = check(opened)
    counted = due(opened)
    lines, unsaid = opened.summary()
    yield from (*checked.problems, *counted.problems, *unsaid, *opened.figures[1])
    found = checked.findings
    yield from [
        listing.findings(found, checked.counts, [], []),
        listing.deadlines(counted.deadlines, [], []),
        listing.measures(opened.figures[0], [], []),
        lines,
    ]
    yield to_ics(counted.deadlines, TODAY).encode("utf-8", "surrogatepass")
    yield [each.to_json() for each in found]
    for plugin, form in opened.forms():
        for row in report.subjects(form, opened.book)[-1:]:
            yield papers(opened).words(form, plugin.project.edition, "kk", row, papers(opened).veil(False))


def _outside(problem: Any) -> bool:
    """A day outside the calendar: the rule says that it could not look at that row, as it should."""
    return "Күнтізбеде" in problem.message


@pytest.mark.parametrize("register", REGISTERS, ids=lambda register: register.name)
@pytest.mark.parametrize("share", [pytest.param(36, id="one"), pytest.param(1, id="all", marks=pytest.mark.long)])
def test_no_value_ends_anything(register: Register, share: int) -> None:
    with speaking("kk"):
        for value in VALUES[len(register.name) % share :: share]:
            rows = _rows(register, value)
            book = book_of(TOOLKIT.registers, rows, rows.pop("organisation")[0] | {"year": 2026, "kind": "regional_akimat"})
            book.today = TODAY
            opened = Opened(book, TOOLKIT, Options(TODAY), Settings())
            broken = [each for each in _answers(opened) if type(each).__name__ == "Problem" and not _outside(each)]
            assert broken == [], (ascii(value)[:60], broken[:1])


@pytest.mark.parametrize(
    "value", ["\x0b", "ж" * 32767, -1, 2958466, 1e308, "=1/0", "31.02.2026", "{{ x }}", "../../../etc/passwd"], ids=lambda value: repr(value)[:12]
)
def test_every_command_answers(value: Any, demo: Path, tmp_path: Path, ubb4: Run) -> None:
    """A demonstration whose second row of every register holds the value in every cell, before each command of the terminal."""
    workbook = openpyxl.load_workbook(demo / "region.kk.xlsx")
    for sheet in workbook.worksheets:
        if sheet.sheet_state != "visible" or sheet.max_row < 6:
            continue
        for column in range(2, sheet.max_column + 1):
            cell = sheet.cell(6, column)
            if not isinstance(cell, openpyxl.cell.cell.MergedCell):
                cell.value = value if not isinstance(value, str) else "_x000B_" if value == "\x0b" else value
    path = tmp_path / "hostile.xlsx"
    workbook.save(path)
    today = ("--today", "2026-10-20")
    for command in (
        ("check", path, *today), ("check", path, "--format", "json", "--marked", tmp_path / "marked.xlsx", *today), ("due", path, "--ics", tmp_path / "d.ics", *today),
        ("measures", path, *today), ("report", "all", path, "-o", tmp_path / "papers", *today), ("report", "head-page", path, "-o", tmp_path / "h.docx", *today),
        ("pack", path, "-o", tmp_path / "pack", *today), ("publish", path, "-o", tmp_path / "page", *today), ("evidence", "list", "--book", path),
        ("reconcile", path, "--with", path, "-o", tmp_path / "two.xlsx"), ("summary-act", path, "-o", tmp_path / "sum.docx"),
    ):  # fmt: skip
        done = ubb4(*command)
        assert done.returncode in (0, 1, 2, 3), (command, done.returncode)
        assert "Traceback" not in done.stdout + done.stderr, (command, done.stderr[-2000:])
        assert done.returncode != 2 or done.stderr.strip(), "a refusal says why"
