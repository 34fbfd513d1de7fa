"""What is done with cells: inserting, copying, pasting, filling, sorting, searching."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import xlwings as xw

from conftest import Saved

COLOR = (10, 200, 30)


@pytest.mark.proves("Range.insert", "Range.delete")
def test_insert_and_delete(sheet: xw.Sheet, saved: Saved) -> None:
    sheet["A1"].value = [[1, 2, 3], [4, 5, 6]]
    sheet["E1"].formula = "=SUM(A1:C2)"
    sheet["A1:B1"].insert("down")
    assert sheet["A1:C3"].value == [[None, None, 3.0], [1.0, 2.0, 6.0], [4.0, 5.0, None]]
    sheet["A1:B1"].delete("up")
    sheet["2:2"].insert("down")
    sheet["A:A"].insert("right")
    assert sheet["B1:D3"].value == [[1.0, 2.0, 3.0], [None] * 3, [4.0, 5.0, 6.0]]
    assert sheet["F1"].formula == "=SUM(B1:D3)"
    sheet["2:2"].delete()
    sheet["A:A"].delete()
    assert sheet["A1:C2"].value == [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]
    sheet["A1"].delete("left")
    assert sheet["A1:B1"].value == [2.0, 3.0]
    sheet["A2"].color = COLOR
    sheet["1:1"].insert("down", copy_origin="format_from_right_or_below")
    sheet["3:3"].insert("down", copy_origin="format_from_right_or_below")
    file = saved(sheet.book)["Sheet1"]
    assert file["A3"].fill.start_color.rgb == "FF0AC81E"
    assert file["A1"].fill.fill_type is None


@pytest.mark.proves("Range.copy", "Range.copy_from", "Range.move")
def test_copy_and_move(book: xw.Book, saved: Saved) -> None:
    one, two = book.sheets[0], book.sheets.add("two")
    one["A1"].value = [[1, "=A1*10"], [2, "=A2*10"]]
    one["A1:B1"].color = COLOR
    one["A1:B2"].copy(two["C3"])
    assert two["C3:D4"].formula == (("1", "=C3*10"), ("2", "=C4*10"))
    one["A1"].copy(one["A5:A8"])
    assert one["A5:A8"].value == [1.0] * 4
    one["D1"].copy_from(one["A1:B2"], copy_type="values", transpose=True)
    assert one["D1:E2"].formula == (("1", "2"), ("10", "20"))
    one["D5"].copy_from(one["A1"], copy_type="formats")
    assert (one["D5"].color, one["D5"].value) == (COLOR, None)
    one["G1"].formula = "=B2"
    one["A1:B2"].move(one["A20"])
    assert one["G1"].formula == "=B21", "formulas follow"
    file = saved(book)
    assert file["two"]["C3"].fill.start_color.rgb == "FF0AC81E"
    assert file["Sheet1"]["B21"].value == "=A21*10"


def test_copy_to_another_workbook(app: xw.App, book: xw.Book) -> None:
    book.sheets[0]["A1"].value = [[1, "екі"]]
    book.sheets[0]["A1"].color = COLOR
    other = app.books.add()
    book.sheets[0]["A1:B1"].copy(other.sheets[0]["C5"])
    assert other.sheets[0]["C5:D5"].value == [1.0, "екі"]
    assert other.sheets[0]["C5"].color == COLOR


@pytest.mark.proves("Range.paste")
@pytest.mark.parametrize(("kind", "value", "colored", "form", "noted"), [
    (None, "=A1*2", True, "0.00", True), ("all", "=A1*2", True, "0.00", True), ("values", "10", False, "General", False),
    ("formulas", "=A1*2", False, "General", False), ("formats", "", True, "0.00", False), ("comments", "", False, "General", True),
    ("values_and_number_formats", "10", False, "0.00", False), ("formulas_and_number_formats", "=A1*2", False, "0.00", False),
    ("all_except_borders", "=A1*2", True, "0.00", True), ("all_using_source_theme", "=A1*2", True, "0.00", True),
])  # fmt: skip
def test_paste_special(sheet: xw.Sheet, kind: str | None, value: str, colored: bool, form: str, noted: bool) -> None:
    sheet["A1"].value = 5
    cell = sheet["A2"]
    cell.formula = "=A1*2"
    cell.color, cell.number_format = COLOR, "0.00"
    cell.add_note("ескертпе")
    cell.borders["edge_top"].weight = "thin"
    cell.copy()
    target = sheet["C2"]
    target.paste(kind)
    expected = value.replace("A1", "C1")
    assert target.formula == expected
    assert (target.color == COLOR) is colored
    assert target.number_format == form
    assert (target.note is not None) is noted
    assert (target.borders["edge_top"].line_style == "continuous") is (colored and kind != "all_except_borders")


@pytest.mark.parametrize(("operation", "result"), [("add", 12.0), ("subtract", 8.0), ("multiply", 20.0), ("divide", 5.0)])
def test_paste_with_an_operation(sheet: xw.Sheet, operation: str, result: float) -> None:
    sheet["A1"].value = [[2], [10]]
    sheet["A1"].copy()
    sheet["A2"].paste("values", operation=operation)
    assert sheet["A2"].value == result


def test_paste_skips_blanks_and_transposes(sheet: xw.Sheet) -> None:
    sheet["A1"].value = [[1, None, 3]]
    sheet["A5"].value = [[7], [8], [9]]
    sheet["A1:C1"].copy()
    sheet["A5"].paste("values", skip_blanks=True, transpose=True)
    assert sheet["A5:A7"].value == [1.0, 8.0, 3.0]


def test_paste_widths_and_validations(sheet: xw.Sheet) -> None:
    sheet["A1"].column_width = 33
    sheet["A1"].data_validation.set_list(["иә", "жоқ"])
    sheet["A1"].copy()
    sheet["D4"].paste("column_widths")
    sheet["E4"].paste("validation")
    assert sheet["D1"].column_width == 33
    assert sheet["E4"].data_validation.source == "иә,жоқ"
    with pytest.raises(NotImplementedError, match="all_merging"):
        sheet["F1"].paste("all_merging_conditional_formats")


def test_nothing_to_paste(app: xw.App, sheet: xw.Sheet) -> None:
    app.cut_copy_mode = False
    with pytest.raises(ValueError, match="nothing to paste"):
        sheet["A1"].paste()


@pytest.mark.proves("Range.autofill")
@pytest.mark.parametrize(("start", "kind", "expected"), [
    ([5], "fill_default", [5, 5, 5, 5]), ([1, 3], "fill_default", [1, 3, 5, 7]), ([5], "fill_series", [5, 6, 7, 8]),
    ([1, 2], "fill_copy", [1, 2, 1, 2]), ([1, 2], "fill_values", [1, 2, 1, 2]), ([1, 2], "linear_trend", [1, 2, 3, 4]),
    ([1, 2], "growth_trend", [1, 2, 4, 8]), (["Акт 1"], "fill_default", ["Акт 1", "Акт 2", "Акт 3", "Акт 4"]),
])  # fmt: skip
def test_autofill(sheet: xw.Sheet, start: list[Any], kind: str, expected: list[Any]) -> None:
    cells = sheet["B2"].resize(len(start), 1)
    cells.value = [[value] for value in start]
    cells.autofill(sheet["B2:B5"], kind)
    assert sheet["B2:B5"].value == pytest.approx(expected)
    across = sheet["D2"].resize(1, len(start))
    across.value = start
    across.autofill(sheet["D2:G2"], kind)
    assert sheet["D2:G2"].value == pytest.approx(expected)


@pytest.mark.parametrize(("kind", "expected"), [
    ("fill_default", [(1, 31), (2, 1), (2, 2)]), ("fill_days", [(1, 31), (2, 1), (2, 2)]), ("fill_weekdays", [(1, 31), (2, 1), (2, 2)]),
    ("fill_months", [(1, 31), (2, 29), (3, 31)]),
])  # fmt: skip
def test_autofill_of_dates(sheet: xw.Sheet, kind: str, expected: list[tuple[int, int]]) -> None:
    sheet["A1"].value = dt.datetime(2024, 1, 31)
    sheet["A1"].autofill(sheet["A1:A3"], kind)
    assert sheet["A1:A3"].value == [dt.datetime(2024, month, day) for month, day in expected]


def test_autofill_of_formats_backwards_and_refusals(sheet: xw.Sheet) -> None:
    sheet["A5"].value = 1
    sheet["A5"].color = COLOR
    sheet["A5"].autofill(sheet["A3:A5"], "fill_formats")
    assert (sheet["A3"].color, sheet["A3"].value) == (COLOR, None)
    sheet["B4"].value = [[2], [1]]
    sheet["B4:B5"].autofill(sheet["B2:B5"], "linear_trend")
    assert sheet["B2:B5"].value == [4.0, 3.0, 2.0, 1.0]
    sheet["C1"].value = dt.datetime(2023, 5, 1)
    sheet["C1"].autofill(sheet["C1:C3"], "fill_years")
    assert [day.year for day in sheet["C1:C3"].value] == [2023, 2024, 2025]
    with pytest.raises(NotImplementedError, match="flash_fill"):
        sheet["A1"].autofill(sheet["A1:A3"], "flash_fill")
    with pytest.raises(ValueError, match="one direction"):
        sheet["A1"].autofill(sheet["B2:C3"])


@pytest.mark.proves("Range.sort")
def test_sort(sheet: xw.Sheet, saved: Saved) -> None:
    sheet["A1"].value = [["аты", "саны"], ["б", 2], ["а", 3], ["в", 1], ["а", 1], [None, 9]]
    sheet["A3"].color = COLOR
    sheet["A1:B6"].sort([1, 2], ascending=[True, False], has_headers=True)
    assert sheet["A1:B6"].value == [["аты", "саны"], ["а", 3.0], ["а", 1.0], ["б", 2.0], ["в", 1.0], [None, 9.0]]
    assert saved(sheet.book)["Sheet1"]["A2"].fill.start_color.rgb == "FF0AC81E", "formats go with their cells"
    sheet["B2:B6"].sort(1, ascending=False)
    assert sheet["B2:B6"].value == [9.0, 3.0, 2.0, 1.0, 1.0]


@pytest.mark.proves("Range.remove_duplicates")
def test_remove_duplicates(sheet: xw.Sheet) -> None:
    sheet["A1"].value = [["х"], ["а"], ["А"], ["б"], ["а"], ["в"]]
    sheet["A8"].value = "төменде"
    sheet["A1:A6"].remove_duplicates(1, has_headers=True)
    assert sheet["A1:A8"].value == ["х", "а", "б", "в", None, None, None, "төменде"]
    sheet["C1"].value = [[1, "=C1"], [1, "=C2"], [2, "=C3"]]
    sheet["C1:D3"].remove_duplicates(1)
    assert sheet["C1:D3"].formula == (("1", "=C1"), ("2", "=C2"), ("", ""))


@pytest.mark.proves("Range.get_special_cells")
def test_special_cells(sheet: xw.Sheet) -> None:
    sheet["A1"].value = [[1, "мәтін", True, "=1+1", "=1/0", None, '="x"']]
    sheet["A2"].value = "соңы"

    def found(*kind: str) -> list[str]:
        return [area.address for area in sheet["A1:G2"].get_special_cells(*kind)]

    assert found("constants", "numbers") == ["$A$1"]
    assert found("constants", "text") == ["$A$2", "$B$1"] or found("constants", "text") == ["$B$1", "$A$2"]
    assert found("constants", "logical") == ["$C$1"]
    assert found("constants", "errors") == []
    assert found("formulas", "numbers") == ["$D$1"]
    assert found("formulas", "errors") == ["$E$1"]
    assert found("formulas", "text") == ["$G$1"]
    assert "$F$1:$F$2" in found("blanks") or "$F$1" in found("blanks")
    sheet["1:1"].rows.hidden = True
    assert found("visible") == ["$A$2:$G$2"]


@pytest.mark.proves("Range.find", "Range.replace_all")
def test_find_and_replace(sheet: xw.Sheet, saved: Saved) -> None:
    sheet["A1"].value = [["Алма", "алмұрт"], ["қара алма", 15], ["Алма", "100%"]]
    cells = sheet["A1:B3"]
    assert cells.find("алма").address == "$A$1"
    assert cells.find("алма", match_case=True).address == "$A$2"
    assert cells.find("Алма", whole=True, direction="backward").address == "$A$3"
    assert cells.find("алмұрт", order="columns").address == "$B$1"
    assert cells.find("15").address == "$B$2"
    assert cells.find("қ*а", whole=True).address == "$A$2"
    assert cells.find("жоқ") is None
    cells.replace_all("Алма", "Өрік", match_case=True)
    assert sheet["A1:A3"].value == ["Өрік", "қара алма", "Өрік"]
    cells.replace_all("Өрік", "Жүзім", whole=True)
    assert saved(sheet.book)["Sheet1"]["A3"].value == "Жүзім"
