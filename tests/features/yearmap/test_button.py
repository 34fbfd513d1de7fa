"""The map's button in the open workbook: a list to confirm, then the names and days of the map in their cells."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import openpyxl
import pytest
import xlwings as xw

from ubb4 import buttons
from ubb4.base.errors import UseError
from ubb4.buttons.pressed import Hand
from ubb4.desk.opened import Options

TODAY = Options(date(2026, 1, 15))
LINES = "1. Ішкі талдау жүргізу кестесін бекіту – 02.03.2026 дейін\n2. Бүкіл басқа нәрсе – 05.03.2026 дейін\n"


def test_the_list_is_confirmed_and_entered(app: xw.App, demo: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(demo / "medcentre.kk.xlsx", tmp_path / "кітап.xlsx"))
    with app.books.open(path) as book:
        hand = Hand(app, TODAY)
        with pytest.raises(UseError, match="кітаптың жанына қойып"):
            buttons.run("yearmap", hand)
        (tmp_path / "жылдық карта.txt").write_text(LINES, "utf-8")
        told = buttons.run("yearmap", Hand(app, TODAY))
        assert "анық — " in told.text
        (made,) = tmp_path.glob("кітап.карта-тізім*.xlsx")
        confirmed = openpyxl.load_workbook(made)
        sheet = confirmed.worksheets[0]
        for row in sheet.iter_rows(min_row=5):
            row[8].value = "иә" if row[0].value == "P1.T1.S1" else "жоқ"
            if row[0].value == "P1.T1.S1":
                row[2].value, row[4].value = "Кестені бекіту (картадағыдай)", date(2026, 3, 2)
        confirmed.save(made)
        told = buttons.run("yearmap", Hand(app, TODAY))
        assert "енгізілді — 1" in told.text
        rows = book.sheets["Карта"].used_range.options(ndim=2, empty="").value
        mine = next(row for row in rows if "P1.T1.S1" in row)
        assert "Кестені бекіту (картадағыдай)" in mine
        assert any(getattr(cell, "date", lambda: None)() == date(2026, 3, 2) for cell in mine)
        assert buttons.run("back", Hand(app, TODAY)).quiet
        rows = book.sheets["Карта"].used_range.options(ndim=2, empty="").value
        assert "Кестені бекіту (картадағыдай)" not in next(row for row in rows if "P1.T1.S1" in row), "one step takes it back"
