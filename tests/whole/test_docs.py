"""Pages that are made from the plugins are fresh, and say of every empty cell why it is empty."""

from __future__ import annotations

import re
import subprocess
import sys

from conftest import ROOT


def test_the_coverage_page_is_fresh() -> None:
    done = subprocess.run([sys.executable, str(ROOT / "tools" / "coverage.py"), "--check"], capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr


def test_every_subtask_and_annex_is_there_and_no_cell_is_empty() -> None:
    page = (ROOT / "docs" / "coverage.md").read_text("utf-8")
    rows = [[cell.strip() for cell in line.strip("|\n").split("|")] for line in page.splitlines() if line.startswith("| ")]
    subtasks = [row for row in rows if re.match(r"P\d\.T\d\.S\d", row[0])]
    assert len({row[0].split()[0] for row in subtasks}) == len(subtasks) == 39
    assert [row[0] for row in rows if row[0].isdigit()] == ["1", "2", "3", "4", "5", "6"]
    for row in (*subtasks, *(row for row in rows if row[0].isdigit())):
        assert all(row), row
        for cell in row:
            if cell.startswith("not"):
                assert re.fullmatch(r"not in the instruction: no (term|document|study), lines \d+–\d+", cell), cell
