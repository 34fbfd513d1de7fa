"""An open workbook, in the real LibreOffice through xlwings: read as its file is, marked, and put back as it was."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwings as xw

from ubb4.base.text import speaking
from ubb4.book.finding import Finding
from ubb4.desk.check import check
from ubb4.desk.desk import Desk
from ubb4.desk.opened import Options
from ubb4.excel import file, kept, listing, live, marks

pytest.importorskip("xlwings_libreoffice")


@pytest.fixture
def book(app: xw.App, demo: Path, tmp_path: Path) -> Iterator[xw.Book]:
    """The medical centre's demonstration workbook, a copy of its own."""
    path = tmp_path / "medcentre.xlsx"
    path.write_bytes((demo / "medcentre.kk.xlsx").read_bytes())
    with app.books.open(path) as opened:
        yield opened


def _findings(book: xw.Book) -> list[Finding]:
    desk = Desk(Options())
    answer = check(desk.take(live.read(book), book.name))
    return list(answer.findings)


def _looks(path: Path) -> dict[str, Any]:
    """Every cell's value, colour and note, and what else a sheet has."""
    found: dict[str, Any] = {}
    for sheet in openpyxl.load_workbook(path):
        for row in sheet.iter_rows():
            for cell in row:
                colour = cell.fill.start_color.rgb if cell.fill.fill_type else None
                value = getattr(cell.value, "text", cell.value)  # of a formula over arrays openpyxl makes an object
                look = (value, colour, cell.comment.text if cell.comment else None, cell.number_format)
                if look != (None, None, None, "General"):
                    found[f"{sheet.title}!{cell.coordinate}"] = look
        found[sheet.title] = (sheet.sheet_state, sheet.freeze_panes, sorted(map(str, sheet.merged_cells.ranges)), len(sheet.tables))
    return found


@pytest.mark.parametrize("name", ["medcentre.kk", "medcentre.ru", "akimat.kk", "akimat.ru"])
def test_an_open_workbook_is_read_as_its_file(app: xw.App, demo: Path, name: str) -> None:
    path = demo / f"{name}.xlsx"
    with speaking(name[-2:]), app.books.open(path) as book:
        desk = Desk(Options())
        of_file = check(desk.take(file.read(path), path.name))
        of_book = check(desk.take(live.read(book), path.name))
    assert of_book.findings == of_file.findings
    assert of_book.problems == of_file.problems


def test_errors_and_hidden_rows_are_seen(app: xw.App) -> None:
    book = app.books.add()
    sheet = book.sheets[0]
    sheet["B2"].value = [["=1/0", "'#N/A"], [1, 2], [3, 4]]
    sheet["3:3"].rows.hidden = True
    (read,) = live.read(book).sheets
    assert read.rows[0] == [None, None, None]
    assert read.errors == {(2, 2): "#DIV/0!"}
    assert read.hidden_rows == {3}
    book.close()


@pytest.mark.filterwarnings("ignore:.* extension is not supported:UserWarning")  # LibreOffice writes data bars in Excel 2010's way
def test_marks_go_on_and_come_off(book: xw.Book, tmp_path: Path) -> None:
    before = tmp_path / "before.xlsx"
    book.save(before)
    findings = _findings(book)
    cells = {(one.sheet, one.cell) for one in findings if one.cell}
    front = book.sheets[2]
    front.activate()
    front["B9"].select()
    assert marks.mark(book, findings).cells == len(cells) > 5
    assert (book.sheets.active, book.selection.address) == (front, "$B$9")
    for one in findings:
        if one.cell:
            cell = book.sheets[one.sheet][one.cell]
            assert cell.color in listing.COLOURS.values()
            assert one.message in cell.note.text
    marked = tmp_path / "marked.xlsx"
    book.save(marked)
    assert openpyxl.load_workbook(marked)[kept.SHEET].sheet_state == "hidden"
    assert _looks(marked) != _looks(before)
    assert [one.to_json() for one in _findings(book)] == [one.to_json() for one in findings], "marks find nothing new"
    assert marks.mark(book, findings).cells == len(cells), "a second check marks anew, not twice"
    assert marks.unmark(book) == len(cells)
    assert (book.sheets.active, book.selection.address) == (front, "$B$9")
    after = tmp_path / "after.xlsx"
    book.save(after)
    assert _looks(after) == _looks(before)
    with zipfile.ZipFile(before) as one, zipfile.ZipFile(after) as other:
        assert sorted(one.namelist()) == sorted(other.namelist())
    assert marks.unmark(book) == 0


def test_what_the_officer_did_meanwhile_stays(app: xw.App) -> None:
    book = app.books.add()
    sheet = book.sheets[0]
    sheet["A1"].value = [["а"], ["б"], ["в"], ["г"]]
    sheet["A1"].color, sheet["A2"].color = (1, 2, 3), (4, 5, 6)
    sheet["A1"].add_note("менің ескертпем")
    found = [Finding("x", "error", "p", "Sheet1", f"A{row}", row, "c", f"хабар {row}") for row in (1, 2, 3, 4)]
    assert marks.mark(book, found).cells == 4
    assert sheet["A1"].note.text.startswith("менің ескертпем")
    sheet["A2"].color = (9, 9, 9)
    sheet["A3"].note.text = "өзім жаздым"
    sheet["A4"].note.delete()
    sheet["1:1"].insert("down")
    assert marks.unmark(book) == 4
    assert [sheet[f"A{row}"].color for row in (2, 3)] == [(1, 2, 3), (9, 9, 9)]
    assert sheet["A2"].note.text == "менің ескертпем"
    assert sheet["A3"].note is None
    assert sheet["A4"].note.text == "өзім жаздым"
    book.close()
