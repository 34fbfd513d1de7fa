"""`ubb4 reconcile` and `ubb4 summary-act`, as an officer runs them: lists, a person's decisions, annex 3."""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from conftest import Run
from ubb4.contract import text_of

HEAD = ["Санаты", "ЕРДР №", "Құқық бұзушылық күні", "Құқық бұзушының лауазымы", "Ф.И.О. правонарушителя", "Залал, теңге"]
THEIRS: list[list[Any]] = [
    # Q1: the same in every field that the list has
    ["қылмыстық", "267600000000001", datetime(2025, 11, 18), "рұқсат беру бөлімінің бас маманы", "Үлгібаев Сынақ Мысалұлы", 250000],
    # Q2: no patronymic, another sum
    ["әкімшілік", None, datetime(2026, 1, 15), "бақылау бөлімінің инспекторы", "Сынақов Ерлан", 45000],
    # theirs alone
    ["қылмыстық", "267600000000055", datetime(2026, 2, 2), "жүргізуші", "Мысалқұл Бөгде Үлгіұлы", 10000],
]


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """The list that the authorised body sent: another sheet name, a title above, Russian headers among Kazakh ones."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Сведения 2026"
    sheet.append(["Сведения о коррупционных правонарушениях"])
    sheet.append([])
    sheet.append(HEAD)
    for row in THEIRS:
        sheet.append(row)
    book.save(tmp_path / "list.xlsx")
    return tmp_path / "list.xlsx"


def _reconciled(ubb4: Run, demo: Path, other: Path, out: Path) -> Any:
    source = demo / "department.kk.xlsx"
    before = hashlib.sha256(source.read_bytes()).hexdigest()
    done = ubb4("reconcile", source, "--with", other, "-o", out, "--today", "2026-10-20")
    assert done.returncode == 0, done.stderr
    assert "бірдей — 1, айырмашылығы бар — 1, тек бізде — 6, тек оларда — 1" in done.stdout
    assert hashlib.sha256(source.read_bytes()).hexdigest() == before
    return openpyxl.load_workbook(out)


def test_three_lists(ubb4: Run, demo: Path, other: Path, tmp_path: Path) -> None:
    book = _reconciled(ubb4, demo, other, tmp_path / "out.xlsx")
    assert book.sheetnames == ["Бірдей", "Айырмашылығы бар", "Бір жақта ғана", "_ubb4"]
    differ = [[cell.value for cell in row] for row in book["Айырмашылығы бар"].iter_rows(min_row=5)]
    assert differ[0][-4:] == ["Құқық бұзушының Т.А.Ә.\nЗалал, теңге", "Сынақов Ерлан Үлгіұлы\n40\xa0000", "Сынақов Ерлан\n45\xa0000", None]
    assert book["Айырмашылығы бар"].data_validations.dataValidation[0].formula1 == '"бір құқық бұзушылық,екі бөлек құқық бұзушылық"'


def _decide(path: Path, answers: dict[str, list[str]]) -> None:
    book = openpyxl.load_workbook(path)
    for sheet, given in answers.items():
        rows = [row for row in book[sheet].iter_rows(min_row=5) if row[-1].value is None and row[0].value is not None]
        for row, answer in zip(rows, given, strict=True):
            row[-1].value = answer
    book.save(path)


def test_annex_3_from_what_a_person_decided(ubb4: Run, demo: Path, other: Path, tmp_path: Path) -> None:
    out, act = tmp_path / "out.xlsx", tmp_path / "act.docx"
    _reconciled(ubb4, demo, other, out)
    asked = ("reconcile", demo / "department.kk.xlsx", "--with", other, "--decided", out, "-o", act, "--today", "2026-10-20")
    undecided = ubb4(*asked)
    assert undecided.returncode == 2
    assert "2 жол бойынша шешім жазылмаған" in undecided.stderr
    assert not act.exists()
    _decide(out, {"Айырмашылығы бар": ["бір құқық бұзушылық"], "Бір жақта ғана": ["енгізу"]})
    done = ubb4(*asked)
    assert done.returncode == 0, done.stderr
    text = text_of(act.read_bytes())
    assert "САЛЫСТЫРУ АКТІСІ" in text
    assert text.count("Екі тараптың мәліметінде де бар.") == 2
    assert "Салыстырылған органның мәліметінде ғана бар." not in text  # theirs has no act in force in the report year


def test_a_list_that_changed_since_is_refused(ubb4: Run, demo: Path, other: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.xlsx"
    _reconciled(ubb4, demo, other, out)
    book = openpyxl.load_workbook(other)
    assert book.worksheets[0]["A4"].value == "қылмыстық"
    book.worksheets[0]["A4"].value = "әкімшілік"
    book.save(other)
    done = ubb4("reconcile", demo / "department.kk.xlsx", "--with", other, "--decided", out, "-o", tmp_path / "a.docx")
    assert done.returncode == 2
    assert "Қайта салыстырыңыз" in done.stderr


def test_nothing_is_written_over_and_a_strange_list_is_told(ubb4: Run, demo: Path, other: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.xlsx"
    out.write_bytes(b"mine")
    done = ubb4("reconcile", demo / "department.kk.xlsx", "--with", other, "-o", out)
    assert (done.returncode, out.read_bytes()) == (2, b"mine")
    book = openpyxl.Workbook()
    book.save(tmp_path / "empty.xlsx")
    done = ubb4("reconcile", demo / "department.kk.xlsx", "--with", tmp_path / "empty.xlsx", "-o", tmp_path / "x.xlsx")
    assert done.returncode == 2
    assert "empty.xlsx: тізімнің бағандары танылмады" in done.stderr


def test_cells_of_the_list_that_were_not_understood_are_no_success(ubb4: Run, demo: Path, other: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(other)
    book.worksheets[0]["C5"].value = "жақында"
    book.save(other)
    done = ubb4("reconcile", demo / "department.kk.xlsx", "--with", other, "-o", tmp_path / "x.xlsx", "--today", "2026-10-20")
    assert done.returncode == 1
    assert "Сведения 2026!C5" in done.stderr


def test_one_act_of_many_workbooks(ubb4: Run, demo: Path, tmp_path: Path) -> None:
    act = tmp_path / "act.docx"
    files = [demo / f"{body}.ru.xlsx" for body in ("department", "district", "hospital")]
    done = ubb4("summary-act", *files, "-o", act, "--lang", "ru", "--today", "2026-10-20", UBB4_LANG="ru")
    assert done.returncode == 0, done.stderr
    assert "книг — 3, строк — 13" in done.stdout
    text = text_of(act.read_bytes())
    assert text.startswith("Приложение")
    assert "Департамент по Примерной области Образцового министерства" in text
    assert "«Примерная областная больница»" in text
    again = ubb4("summary-act", files[0], files[0], "-o", tmp_path / "b.docx", "--today", "2026-10-20")
    assert "бір құқық бұзушылық екі рет кірген сияқты" in again.stderr  # told, and both are kept
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"PK")
    refused = ubb4("summary-act", broken, tmp_path / "gone.xlsx", "-o", tmp_path / "c.docx")
    assert refused.returncode == 2
    assert "broken.xlsx" in refused.stderr
    assert "gone.xlsx" in refused.stderr
    assert not (tmp_path / "c.docx").exists()
