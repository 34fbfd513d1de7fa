"""A page that leaves the body goes through the same gate as the public page: a person reads its texts first, nothing protected stands on it."""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl
import pytest

from conftest import Run


def _decide(texts: Path, answer: str) -> int:
    book = openpyxl.load_workbook(texts)
    sheet = book.worksheets[0]
    head = next(row for row in sheet.iter_rows() if any(cell.value == "Шешім" for cell in row))
    column = next(cell.column for cell in head if cell.value == "Шешім")
    rows = [row for row in range(head[0].row + 1, sheet.max_row + 1) if sheet.cell(row, column - 1).value]
    for row in rows:
        sheet.cell(row, column).value = answer
    book.save(texts)
    return len(rows)


@pytest.fixture
def book(demo: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(demo / "company.kk.xlsx", tmp_path / "company.xlsx"))


def test_a_shared_page_waits_for_a_person(book: Path, tmp_path: Path, ubb4: Run) -> None:
    asked = ("notebook", "run", "compliance", book, "-o", tmp_path / "c.html", "--today", "2026-10-20", "--shared")
    done = ubb4(*asked)
    assert done.returncode == 1, done.stdout + done.stderr
    assert not (tmp_path / "c.html").exists()
    (texts,) = tmp_path.glob("c.html.*.xlsx")
    assert _decide(texts, "жариялануы мүмкін") > 0
    done = ubb4(*asked, "--released", texts)
    assert done.returncode == 0, done.stdout + done.stderr
    assert (tmp_path / "c.html").is_file()


def test_a_text_that_stays_inside_keeps_the_page_back(book: Path, tmp_path: Path, ubb4: Run) -> None:
    asked = ("notebook", "run", "compliance", book, "-o", tmp_path / "c.html", "--today", "2026-10-20", "--shared")
    ubb4(*asked)
    (texts,) = tmp_path.glob("c.html.*.xlsx")
    _decide(texts, "жарияланбайды")
    done = ubb4(*asked, "--released", texts)
    assert done.returncode == 1
    assert "бұл мәтін жарияланбайды деп шешілген" in done.stdout
    assert not (tmp_path / "c.html").exists()


def test_the_notebook_itself_is_not_shared(book: Path, tmp_path: Path, ubb4: Run) -> None:
    done = ubb4("notebook", "run", "compliance", book, "-o", tmp_path / "c.ipynb", "--shared")
    assert done.returncode == 2
    assert "--shared" in done.stderr
