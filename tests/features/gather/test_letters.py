"""Letters back: to whom is known, each with his own file alone, and never a word of what a cell holds."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from docx import Document

from conftest import Run

from .conftest import DAY, book, risks
from .test_roster import TREE, toml

SECRET = "Құпиясөзова Сырмақ"


@pytest.fixture
def letters(tmp_path: Path, ubb4: Run) -> Path:
    rows = risks("T1", "T2")
    rows["risks"][1]["analysis"] = SECRET
    book(tmp_path / "in" / "school.xlsx", "№ 1 мектеп", rows, bin="000000000003")
    book(tmp_path / "in" / "edu.xlsx", "Білім басқармасы", risks("T1"), bin="000000000002")
    book(tmp_path / "in" / "by-name.xlsx", "Ауыл округі", risks("T1"))
    book(tmp_path / "in" / "confirmed.xlsx", "Ауылдық округ", risks("T9"))
    book(tmp_path / "in" / "stranger.xlsx", "Мүлде бөтен ұйым", risks("T1"))
    (tmp_path / "in" / "by-name.xlsx").unlink()
    done = ubb4(
        "gather", tmp_path / "in", "--bodies", toml(tmp_path / "bodies.toml", TREE), "--letters", tmp_path / "хаттар", "--by", "2026-11-10", "--today", DAY
    )
    assert done.returncode == 0, done.stderr
    assert "3 хат дайын" in done.stdout
    assert "1 жіберуші" in done.stdout
    return tmp_path / "хаттар"


def test_a_folder_a_body_with_its_own_file_alone(letters: Path) -> None:
    folders = {each.name: sorted(file.name for file in each.iterdir()) for each in letters.iterdir() if each.is_dir()}
    assert folders == {
        "002_Білім_басқармасы": ["edu.xlsx", "Письмо.docx"], "003_1_мектеп": ["school.xlsx", "Хат.docx"],
        "004_Ауыл_округі": ["confirmed.xlsx", "Хат.docx"],
    }  # fmt: skip


def test_the_page_tells_cells_and_a_day_and_nothing_of_what_they_hold(letters: Path) -> None:
    document = Document(str(letters / "003_1_мектеп" / "Хат.docx"))
    text = "\n".join([*(each.text for each in document.paragraphs), *(cell.text for table in document.tables for row in table.rows for cell in row.cells)])
    text = text.replace("\xa0", " ")
    assert "№ 1 мектеп" in text
    assert "2026 жылғы «10» қараша" in text
    assert "Тәуекелдер" in text
    assert "B6" in text
    assert SECRET.split()[0] not in text
    assert "бөтен" not in text
    russian = "\n".join(each.text for each in Document(str(letters / "002_Білім_басқармасы" / "Письмо.docx")).paragraphs).replace("\xa0", " ")
    assert "«10» ноября 2026 года" in russian


def test_addresses_stand_in_one_list_and_nowhere_else(letters: Path) -> None:
    with (letters / "addresses.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter=";"))
    assert {row["folder"]: row["email"] for row in rows} == {"002_Білім_басқармасы": "edu@example.kz", "003_1_мектеп": "", "004_Ауыл_округі": ""}
    assert int(rows[1]["errors"]) > 0
    for path in letters.rglob("*.docx"):
        assert b"example.kz" not in path.read_bytes()


def test_no_cell_of_the_list_is_a_formula(tmp_path: Path, ubb4: Run) -> None:
    book(tmp_path / "in" / "x.xlsx", "=HYPERLINK(1)", risks("T1"), bin="000000000003")
    bodies = toml(tmp_path / "b.toml", [{"name_kk": "=HYPERLINK(1)", "bin": "000000000003", "email": "@SUM(1)"}])
    done = ubb4("gather", tmp_path / "in", "--bodies", bodies, "--letters", tmp_path / "out", "--today", DAY)
    assert done.returncode == 0, done.stderr
    line = (tmp_path / "out" / "addresses.csv").read_text("utf-8-sig").splitlines()[1]
    assert not any(cell.startswith(("=", "@", "+", "-")) for cell in line.split(";"))
