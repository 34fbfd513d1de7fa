"""What an officer added beside the rows goes over to the newer workbook: no cell, colour, note, width or sheet of his own is lost in silence."""

from __future__ import annotations

import random
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter

from conftest import BUNDLED, Run
from ubb4.desk.desk import Desk
from ubb4.desk.new import new_workbook
from ubb4.desk.opened import Options

DAY = date(2026, 7, 1)
COLOURS = ("FFCC99", "B7E1CD", "C9DAF8")
RISKS = "Тәуекелдер"


def _filled(path: Path) -> Path:
    risks = [{"id": f"R{n}", "analysis": "T1", "unit": "Бөлім", "risk": f"Тәуекел {n}"} for n in range(1, 9)]
    new_workbook(
        path,
        {"name_kk": "Мысал", "kind": "district_akimat", "year": 2026},
        {"analyses": [{"id": "T1", "object": "Емхана"}], "risks": risks},
        BUNDLED,
        Options(DAY),
    )
    return path


def _decorated(path: Path, seed: int) -> dict[str, Any]:
    """An officer's year: colours, notes, a column and sheets of his own, one column wider, one hidden."""
    chance, book = random.Random(seed), openpyxl.load_workbook(path)
    sheet, marks = book[RISKS], dict[str, tuple[str, str]]()
    for row in range(5, 13):
        for column in range(1, 8):
            if chance.random() < 0.2:
                colour, note = chance.choice(COLOURS), chance.choice(["", f"тексерілді {row}"])
                cell = sheet.cell(row, column)
                cell.fill = PatternFill("solid", fgColor=colour)
                if note:
                    cell.comment = Comment(note, "маман")
                marks[cell.coordinate] = (colour, note)
    place = sheet.max_column + 1
    sheet.cell(4, place).value = "Менің белгім"
    own = {row: chance.choice([f"кім {row}", row * 1.5, datetime(2026, 3, row)]) for row in range(5, 13) if chance.random() < 0.7}
    for row, value in own.items():
        sheet.cell(row, place).value = value
    sheet.column_dimensions["E"].width = 61
    sheet.column_dimensions["F"].hidden = True
    mine, cells = book.create_sheet("Менің есебім"), dict[str, Any]()
    for __ in range(40):
        address = f"{get_column_letter(chance.randrange(1, 12))}{chance.randrange(1, 60)}"
        mine[address] = cells[address] = chance.choice([f"=мәтін {address}"[1:], chance.randrange(100_000) / 100, datetime(2026, 5, 5), True, "әке"])
    mine["A100"], cells["A100"] = "=SUM(B1:B60)", "=SUM(B1:B60)"
    mine["C3"].font, mine["C3"].fill = Font(bold=True), PatternFill("solid", fgColor="B7E1CD")
    mine["C3"].comment = Comment("ескертпем", "маман")
    mine.merge_cells("M1:N2")
    mine.column_dimensions["B"].width = 40
    hidden = book.create_sheet("Қойма")
    hidden["A1"], hidden.sheet_state = "жасырын", "hidden"
    book.save(path)
    return {"marks": marks, "own": own, "cells": cells}


@pytest.mark.parametrize("seed", range(6))
def test_nothing_of_the_officers_is_lost(seed: int, tmp_path: Path, ubb4: Run) -> None:
    old, new = _filled(tmp_path / "old.xlsx"), tmp_path / "new.xlsx"
    made = _decorated(old, seed)
    before = old.read_bytes()
    done = ubb4("renew", old, "-o", new, "--year", "2026", "--today", "2026-07-01")
    assert done.returncode == 0, done.stderr
    assert old.read_bytes() == before
    book = openpyxl.load_workbook(new)
    sheet = book[RISKS]
    for address, (colour, note) in made["marks"].items():
        cell = sheet[address]
        assert cell.fill.start_color.rgb[-6:] == colour, address
        assert (cell.comment.text if cell.comment else "") == note, address
    plain = {cell.coordinate for row in sheet["A5:G12"] for cell in row if cell.fill.fill_type == "solid" and cell.fill.start_color.rgb[-6:] in COLOURS}
    assert plain == set(made["marks"]), "no cell is coloured that was not"
    place = next(cell.column for cell in sheet[4] if cell.value == "Менің белгім")
    assert {row: sheet.cell(row, place).value for row in range(5, 13) if sheet.cell(row, place).value is not None} == made["own"]
    assert sheet.column_dimensions["E"].width == pytest.approx(61, abs=1)
    assert sheet.column_dimensions["F"].hidden
    mine = book["Менің есебім"]
    assert {address: mine[address].value for address in made["cells"]} == made["cells"]
    assert mine["C3"].font.b
    assert mine["C3"].comment.text == "ескертпем"
    assert [str(each) for each in mine.merged_cells.ranges] == ["M1:N2"]
    assert mine.column_dimensions["B"].width == pytest.approx(40, abs=1)
    assert (book["Қойма"].sheet_state, book["Қойма"]["A1"].value) == ("hidden", "жасырын")


def test_marks_of_a_check_are_not_the_officers(tmp_path: Path, ubb4: Run) -> None:
    """A marked copy is renewed as if it had not been marked."""
    old = _filled(tmp_path / "old.xlsx")
    book = openpyxl.load_workbook(old)
    book[RISKS]["E6"].value = None
    book.save(old)
    ubb4("check", old, "--marked", tmp_path / "marked.xlsx", "--today", "2026-07-01")
    done = ubb4("renew", tmp_path / "marked.xlsx", "-o", tmp_path / "new.xlsx", "--year", "2026", "--today", "2026-07-01")
    assert done.returncode == 0, done.stderr
    new = openpyxl.load_workbook(tmp_path / "new.xlsx")
    assert not [cell.coordinate for row in new[RISKS].iter_rows() for cell in row if cell.comment]


def test_a_row_that_moves_keeps_what_it_bears(tmp_path: Path, ubb4: Run) -> None:
    """Into the next year only some rows go: the colour goes with its row, not with its place."""
    old = tmp_path / "old.xlsx"
    rows = {"positions": [{"body": "Әкімдік", "unit": f"Бөлім {n}", "position": f"Маман {n}"} for n in range(3)]}
    new_workbook(old, {"name_kk": "Мысал", "kind": "district_akimat", "year": 2026}, rows, BUNDLED, Options(DAY))
    book = openpyxl.load_workbook(old)
    sheet = book["Лауазымдар"]
    sheet["B7"].fill = PatternFill("solid", fgColor="FFCC99")
    book.save(old)
    done = ubb4("renew", old, "-o", tmp_path / "new.xlsx", "--today", "2026-12-20")
    assert done.returncode == 0, done.stderr
    opened = Desk(Options(DAY)).read(tmp_path / "new.xlsx")
    kept = [row["unit"] for row in opened.book["positions"]]
    new = openpyxl.load_workbook(tmp_path / "new.xlsx")["Лауазымдар"]
    coloured = [cell.value for cell in new["B"] if cell.fill.fill_type == "solid" and cell.fill.start_color.rgb[-6:] == "FFCC99"]
    assert coloured == (["Бөлім 2"] if "Бөлім 2" in kept else [])
