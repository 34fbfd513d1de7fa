"""Values and formulas: what goes in comes out, and other programs read the same from the file."""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path
from typing import Any

import pytest
import xlwings as xw

from conftest import Saved

KAZAKH = "Әә Ғғ Ққ Ңң Өө Ұұ Үү Һһ Іі — «сыбайлас жемқорлық» ₸"


@pytest.mark.proves("Range.raw_value", "Range.options", "Range.value", "Range.shape", "Book.save", "Range.row", "Range.column")
@pytest.mark.parametrize("value", [
    1.5, -3.0, 1e15, True, False, "text", KAZAKH, dt.datetime(2024, 4, 15), dt.datetime(2024, 4, 15, 13, 45, 30),
    dt.datetime(1900, 3, 1), dt.datetime(9999, 12, 31), "a\nb", " кеңістік ", "'", "=",
])  # fmt: skip
def test_a_value_comes_back(sheet: xw.Sheet, saved: Saved, value: Any) -> None:
    sheet["B3"].value = value
    assert sheet["B3"].value == (value if value != "'" else None)
    assert (sheet["B3"].row, sheet["B3"].column, sheet["B3"].shape) == (3, 2, (1, 1))
    saved(sheet.book)


@pytest.mark.parametrize(("typed", "value", "form"), [
    ("00123", 123.0, "General"), ("123", 123.0, "General"), ("-1.50", -1.5, "General"), ("10%", 0.1, "0%"),
    ("12.5%", 0.125, "0.00%"), ("1,234", 1234.0, "#,##0"), ("(5)", -5.0, "General"), ("1e3", 1000.0, "0.00E+00"),
    ("2024-04-15", dt.datetime(2024, 4, 15), "m/d/yyyy"), ("4/15/2024", dt.datetime(2024, 4, 15), "m/d/yyyy"),
    ("15-Apr-2024", dt.datetime(2024, 4, 15), "d-mmm-yy"), ("TRUE", True, None), ("1 1/2", 1.5, "# ?/?"),
    ("12:30", dt.datetime(1899, 12, 30, 12, 30), "h:mm"),
])  # fmt: skip
def test_text_is_taken_as_if_typed(sheet: xw.Sheet, saved: Saved, typed: str, value: Any, form: str | None) -> None:
    sheet["A1"].value = typed
    assert sheet["A1"].value == value
    assert form is None or sheet["A1"].number_format == form
    saved(sheet.book)


@pytest.mark.parametrize("text", ["15.04.2024", "12.3.4", "1-2-3-4", "№5", "2024-13-40", "1/0/0", "АБВ-12", "(5", "5)", "1 2", "+", "-", "."])
def test_other_text_stays(sheet: xw.Sheet, saved: Saved, text: str) -> None:
    sheet["A1"].value = text
    assert sheet["A1"].value == text
    saved(sheet.book)


@pytest.mark.parametrize("text", ["000123456789", "=1+1", "2024-04-15", "10%", "TRUE"])
def test_a_text_cell_keeps_text(sheet: xw.Sheet, saved: Saved, text: str) -> None:
    sheet["A1:B2"].number_format = "@"
    sheet["A1"].value = [[text, "x"], [5, True]]
    assert sheet["A1:B2"].value == [[text, "x"], ["5", "TRUE"]]
    assert saved(sheet.book)["Sheet1"]["A1"].data_type == "s"


def test_a_quotation_mark_keeps_text(sheet: xw.Sheet) -> None:
    sheet["A1"].value = [["'00123", "=1+1", "'=x"]]
    assert sheet["A1:C1"].value == ["00123", 2.0, "=x"]


def test_what_a_cell_held_before_does_not_colour_what_comes(sheet: xw.Sheet) -> None:
    sheet["A1"].value = True
    sheet["A1"].value = 5
    assert sheet["A1"].value == 5.0
    sheet["A2"].value = dt.datetime(2024, 4, 15)
    sheet["A2"].value = 45000
    assert sheet["A2"].value == dt.datetime(2023, 3, 15), "a date cell shows a number as a date, as in Excel"


@pytest.mark.proves("Range.formula", "Range.formula2", "Range.formula_array", "Range.has_array", "App.calculate")
def test_formulas(sheet: xw.Sheet, saved: Saved) -> None:
    sheet["A1"].value = [[1, 4], [2, 5], [3, 6]]
    sheet["C1"].formula = "=SUM(A1:B1,10)"
    sheet["C2"].formula2 = '=IF(A2>1,"иә; жоқ","no, no")'
    sheet["C3"].formula_array = "=SUM(A1:A3*B1:B3)"
    sheet.book.app.calculate()
    assert sheet["C1:C3"].value == [15.0, "иә; жоқ", 32.0]
    assert sheet["C1:C2"].formula == (("=SUM(A1:B1,10)",), ('=IF(A2>1,"иә; жоқ","no, no")',))
    assert sheet["C3"].formula_array == "=SUM(A1:A3*B1:B3)"
    assert sheet["C3"].has_array
    assert not sheet["C1"].has_array
    book = saved(sheet.book)
    assert book["Sheet1"]["C1"].value == "=SUM(A1:B1,10)"
    assert book["Sheet1"]["C3"].value.text == "=SUM(A1:A3*B1:B3)"


@pytest.mark.parametrize("formula", [
    "=A1", "=SUM(A:A)", "=SUM(1:1)", "=$A$1+A$1+$A1", "=Sheet2!A1", "='Екінші парақ'!A1:B2", '="a,b;c"&"x""y"', "=-A1^2%",
    "=IF(TRUE,1,FALSE)", "=SUM({1,2;3,4})", "=SUM((A1,B1))", "=A1<>B1", "=IFERROR(1/0,\"қате\")", "=EDATE(A1,3)",
    "=VLOOKUP(A1,Sheet2!$A$1:$B$9,2,FALSE)", "=PI()*2", "=COUNTIFS(A:A,\">0\",B:B,\"x\")", "=PDURATION(1,2,3)",
    "=DURATION(1,2,3,4,5)", "=CONVERT(1,\"m\",\"ft\")", "=ERROR.TYPE(A1)", "=SUMPRODUCT(--(A1:A3=1))", "=TRUE", "=#N/A",
    "=NETWORKDAYS(A1,B1)", "=LOOKUP(2,1/(A1:A9<>\"\"),A1:A9)", "=A1:A3 A2:B2",
])  # fmt: skip
def test_a_formula_reads_as_it_was_written(book: xw.Book, formula: str) -> None:
    sheet = book.sheets[0]
    book.sheets.add("Sheet2", after=sheet)
    book.sheets.add("Екінші парақ", after=sheet)
    sheet["D5"].formula = formula
    assert sheet["D5"].formula == formula
    sheet["D6"].value = [["x", formula]]
    assert sheet["E6"].formula == formula


def test_one_formula_in_many_cells_moves_its_references(sheet: xw.Sheet) -> None:
    sheet["A1"].value = [[1], [2], [3]]
    sheet["B1:C3"].formula = "=$A1*2+A$1"
    assert sheet["B1:C3"].formula == (("=$A1*2+A$1", "=$A1*2+B$1"), ("=$A2*2+A$1", "=$A2*2+B$1"), ("=$A3*2+A$1", "=$A3*2+B$1"))


def test_other_workbooks_are_refused_by_name(sheet: xw.Sheet) -> None:
    with pytest.raises(NotImplementedError, match="other workbooks"):
        sheet["A1"].formula = "=[Other.xlsx]Sheet1!A1+1"


def test_errors(sheet: xw.Sheet, saved: Saved) -> None:
    sheet["A1"].value = [["=1/0", "=NA()", "=NoSuch()", "=#NUM!", "=#REF!", '=VALUE("x")', 7]]
    names = ["#DIV/0!", "#N/A", "#NAME?", "#NUM!", "#REF!", "#VALUE!", 7.0]
    assert sheet["A1:G1"].options(err_to_str=True).value == names
    assert sheet["A1:G1"].value == [None] * 6 + [7.0]
    many = [["=1/0", "=NA()"]] * 200
    sheet["A3"].value = many
    assert sheet["A3"].resize(200, 2).options(err_to_str=True).value == [["#DIV/0!", "#N/A"]] * 200
    assert [one.name for one in sheet.book.sheets] == ["Sheet1"], "the sheet that computes kinds of errors is gone"
    saved(sheet.book)


def test_1904(tmp_path: Path, app: xw.App) -> None:
    import openpyxl
    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    made = openpyxl.Workbook()
    made.epoch = CALENDAR_MAC_1904
    made.active["A1"] = dt.datetime(2024, 4, 15, 12, 0)
    made.save(tmp_path / "mac.xlsx")
    with app.books.open(tmp_path / "mac.xlsx") as book:
        assert book.sheets[0]["A1"].value == dt.datetime(2024, 4, 15, 12)
        book.sheets[0]["A2"].value = dt.datetime(2030, 1, 2, 3, 4, 5)
        assert book.sheets[0]["A2"].value == dt.datetime(2030, 1, 2, 3, 4, 5)
        book.save()
    assert openpyxl.load_workbook(tmp_path / "mac.xlsx").active["A2"].value == dt.datetime(2030, 1, 2, 3, 4, 5)


@pytest.mark.parametrize("rows", [2_000, pytest.param(10_000, marks=pytest.mark.long)])
def test_many_cells(rows: int, sheet: xw.Sheet, saved: Saved) -> None:
    chance = random.Random(4)
    kinds = [lambda: chance.random() * 1e6, lambda: f"мәтін {chance.randrange(999)}", lambda: chance.random() < 0.5,
             lambda: dt.datetime(2020, 1, 1) + dt.timedelta(days=chance.randrange(3000)), lambda: None]  # fmt: skip
    block = [[chance.choice(kinds)() for _ in range(10)] for _ in range(rows)]
    block[0][0] = block[-1][-1] = "шет"
    sheet["A1"].value = block
    assert sheet["A1"].expand("table").shape <= (rows, 10)
    assert sheet.used_range.value == block
    saved(sheet.book)


def test_numpy_and_pandas_values(sheet: xw.Sheet) -> None:
    numpy, pandas = pytest.importorskip("numpy"), pytest.importorskip("pandas")
    sheet["A1"].value = [[numpy.float64(1.5), numpy.int32(2), numpy.nan, numpy.datetime64("2024-04-15"), pandas.NaT, pandas.NA]]
    assert sheet["A1:F1"].value == [1.5, 2.0, None, dt.datetime(2024, 4, 15), None, None]
    frame = pandas.DataFrame({"күні": pandas.to_datetime(["2024-01-01", "2024-02-29"]), "сан": [1.0, 2.5]})
    sheet["A3"].options(index=False).value = frame
    back = sheet["A3"].options(pandas.DataFrame, index=False, expand="table").value
    assert back["күні"].tolist() == frame["күні"].tolist()
    assert back["сан"].tolist() == [1.0, 2.5]


def test_options_of_reading(sheet: xw.Sheet) -> None:
    sheet["A1"].value = [[1, None], [dt.datetime(2024, 4, 15), "x"]]
    read = sheet["A1:B2"].options(numbers=int, empty="жоқ", dates=dt.date).value
    assert read == [[1, "жоқ"], [dt.date(2024, 4, 15), "x"]]


@pytest.mark.proves("Range.expand", "Range.end", "Range.current_region", "Sheet.used_range")
def test_blocks_are_found(sheet: xw.Sheet) -> None:
    sheet["B2"].value = [["a", "b", "c"], [1, 2, 3], [4, 5, 6]]
    assert sheet["B2"].expand().address == "$B$2:$D$4"
    assert sheet["B2"].expand("down").address == "$B$2:$B$4"
    assert sheet["B2"].end("right").address == "$D$2"
    assert sheet["D4"].end("up").address == "$D$2"
    assert sheet["A1"].end("down").address == "$A$1048576"
    assert sheet["C3"].current_region.address == "$B$2:$D$4"
    assert sheet.used_range.address == "$B$2:$D$4"


def test_a_jagged_block_is_refused(sheet: xw.Sheet) -> None:
    with pytest.raises(ValueError, match="same number"):
        sheet["A1"].raw_value = [[1, 2], [3]]


def test_too_many_cells_at_once_are_refused(sheet: xw.Sheet) -> None:
    with pytest.raises(NotImplementedError, match="cells at once"):
        sheet.cells.value  # noqa: B018


def test_a_whole_column_takes_one_value(sheet: xw.Sheet) -> None:
    sheet["A1:A100000"].value = 7
    assert sheet["A99999"].value == 7.0
