"""A workbook taken whole: read, changed and given a list by one journey each, as the cells themselves say and as openpyxl reads the file."""

from __future__ import annotations

import datetime as dt

import pytest
import xlwings as xw

from conftest import Saved
from xlwings_libreoffice import whole
from xlwings_libreoffice.model.errors import SheetProtected

TITLE = "бір қадам"


@pytest.fixture
def filled(book: xw.Book) -> xw.Book:
    """Every kind of value that a cell can hold, constants and formulas, on two sheets."""
    sheet = book.sheets[0]
    sheet["A1"].value = [["мәтін", 3, 2.5, None], [dt.date(2026, 3, 8), dt.datetime(2026, 3, 8, 9, 30), True, "00123"], [0, 1, False, "2026-03-08"]]
    sheet["A4"].formula = [["=A2+1", "=1/0", "=B1>2", '=""']]
    sheet["A4"].number_format = "dd.mm.yyyy"
    sheet["A6"].value = "соңы"
    sheet["5:5"].rows.hidden = True
    other = book.sheets.add("екінші", after=sheet)
    other["B2"].value = [["Атауы", "→ есептелген"], ["бірі", 7]]
    other["D4000"].value = "алыста"
    other.visible = False
    return book


def test_it_reads_what_the_cells_say(filled: xw.Book) -> None:
    found = {each.name: each for each in whole.read(filled)}
    for sheet in filled.sheets:
        cells = sheet.range((1, 1), sheet.used_range.last_cell).options(ndim=2, err_to_str=True, dates=dt.datetime).value
        assert found[sheet.name].rows == cells
    one, two = found["Sheet1"], found["екінші"]
    assert one.hidden_rows == {5}
    assert one.errors == {(4, 2): "#DIV/0!"}
    assert (one.visible, two.visible) == (True, False)
    assert one.rows[3][0] == dt.datetime(2026, 3, 9), "a formula whose format is that of a day"
    assert one.rows[2][2] is False
    assert one.rows[2][:2] == [0.0, 1.0], "numbers, not truths"


def test_a_sheet_can_end_at_a_heading_and_others_be_left_out(filled: xw.Book) -> None:
    (two,) = whole.read(filled, skip=("Sheet1",), until="→")
    assert two.name == "екінші"
    assert two.rows == [[None, None], [None, "Атауы"], [None, "бірі"]], "what lies right of the heading is not read, nor the rows that it alone has"


def test_changes_are_one_step_back(filled: xw.Book) -> None:
    sheet = filled.sheets[0]
    before = whole.read(filled)
    whole.change(filled, [
        whole.Change(("Sheet1", 1, 1), value="=1+1", colour=(1, 2, 3), note="ескертпе"), whole.Change(("Sheet1", 2, 1), value=dt.date(2026, 5, 1)),
        whole.Change(("Sheet1", 9, 9), value=7.5),
    ], TITLE)  # fmt: skip
    assert (sheet["A1"].value, sheet["A1"].formula, sheet["A1"].color, sheet["A1"].note.text) == ("=1+1", "=1+1", (1, 2, 3), "ескертпе")
    assert not sheet.impl.uno.getCellByPosition(0, 0).getFormula().startswith("=") or sheet.impl.uno.getCellByPosition(0, 0).Type.value == "TEXT"
    assert sheet["A2"].value == dt.datetime(2026, 5, 1)
    assert whole.notes(filled, ["Sheet1"]) == {("Sheet1", 1, 1): "ескертпе"}
    assert whole.colours(filled, [("Sheet1", 1, 1), ("Sheet1", 1, 2)]) == [(1, 2, 3), None]
    assert whole.undo(filled, TITLE)
    assert whole.read(filled) == before
    assert sheet["A1"].color is None
    assert not whole.notes(filled, ["Sheet1"])
    assert not whole.undo(filled, TITLE), "the step before bears another name"


def test_nothing_is_changed_where_something_is_refused(filled: xw.Book) -> None:
    filled.sheets["екінші"].api.Protect("")
    with pytest.raises(SheetProtected):
        whole.change(filled, [whole.Change(("Sheet1", 1, 1), value="жаңа"), whole.Change(("екінші", 2, 2), value="жаңа")], TITLE)
    assert filled.sheets[0]["A1"].value == "мәтін"


def test_a_step_that_fails_is_taken_back(filled: xw.Book) -> None:
    before = whole.read(filled)

    def fail() -> None:
        with whole.step(filled, TITLE):
            whole.change(filled, [whole.Change(("Sheet1", 1, 1), value="жаңа")], TITLE)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert whole.read(filled) == before
    filled.sheets[0]["A1"].value = "офицердікі"
    with pytest.raises(ZeroDivisionError), whole.step(filled, TITLE):
        raise ZeroDivisionError
    assert filled.sheets[0]["A1"].value == "офицердікі", "an empty step takes nothing back"


def _block(rows: int) -> whole.Block:
    head = ["№", "Күні", "Мәтін", "Сілтеме"]
    body = [[n, dt.date(2026, 1, n), f"=жол {n}", ""] for n in range(1, rows + 1)]
    return whole.Block(
        [["Тізім", "", "", ""], head, *body], formulas={(3, 4): '=HYPERLINK("#\'Sheet1\'!A1","A1")'},
        looks=[((2, 1, 2, 4), {"CharWeight": 150.0, "CellBackColor": 0x0D5560}), ((3, 2, rows + 2, 2), {"NumberFormat": "dd.mm.yyyy"})],
        widths=(6, 12, 40, 0), table=("list_of_ours", (2, 1, rows + 2, 4)), freeze=2, folds=[(4, 5)], choices={(3, 3, rows + 2, 3): ("иә", "жоқ")},
    )  # fmt: skip


def test_a_list_is_written_and_saved_as_one(book: xw.Book, saved: Saved) -> None:
    assert whole.write(book, "Тізім", _block(6), TITLE)
    assert book.sheets.active.name == "Sheet1", "the sheet in front stays in front"
    sheet = saved(book)["Тізім"]
    assert [cell.value for cell in sheet[2]] == ["№", "Күні", "Мәтін", "Сілтеме"]
    assert sheet["B3"].value == dt.datetime(2026, 1, 1)
    assert sheet["C3"].value == "=жол 1"
    assert sheet["C3"].data_type == "s", "a text stays text"
    assert sheet.freeze_panes == "A3"
    assert sheet.column_dimensions["D"].hidden
    assert [sheet.row_dimensions[row].hidden for row in (3, 4, 5, 6)] == [False, True, True, False]
    assert sheet.data_validations.dataValidation
    assert book.sheets["Тізім"].tables["list_of_ours"].range.address == "$A$2:$D$8"


def test_a_list_written_anew_keeps_its_filter(book: xw.Book) -> None:
    whole.write(book, "Тізім", _block(6), TITLE)
    sheet = book.sheets["Тізім"]
    sheet.tables[0].autofilter.apply_values(1, ["2", "9"])
    assert not whole.write(book, "Тізім", _block(9), TITLE), "no new sheet"
    hidden = [row for row in range(3, 12) if sheet[f"{row}:{row}"].rows.hidden]
    assert 11 not in hidden, "the ninth row is one that the filter shows"
    assert {3, 6, 7, 8, 9, 10} <= set(hidden)
    assert whole.undo(book, TITLE)
    assert sheet["A10"].value is None


def test_sheets_go_with_their_tables_and_come_back(book: xw.Book) -> None:
    whole.write(book, "Тізім", _block(3), TITLE)
    whole.remove(book, ["Тізім"], TITLE)
    assert book.sheet_names == ["Sheet1"]
    whole.write(book, "Тізім", _block(3), TITLE)
    assert [each.name for each in book.sheets["Тізім"].tables] == ["list_of_ours"]


def test_names_are_found_where_they_are(book: xw.Book) -> None:
    book.names.add("орын", "=Sheet1!$B$3")
    assert whole.names(book, ["орын", "жоқ"]) == {"орын": ("Sheet1", 3, 2)}
