"""What a reviewer found with fresh eyes: each case once went wrong without a word."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwings as xw

from xlwings_libreoffice.model import errors


def test_what_the_views_show_is_saved_of_a_book_behind_another(app: xw.App, tmp_path: Path) -> None:
    path = tmp_path / "views.xlsx"
    made = openpyxl.Workbook()
    made.active.freeze_panes, made.active.sheet_view.zoomScale = "B2", 70
    made.active.sheet_view.showGridLines = False
    made.create_sheet("Two").freeze_panes = "A3"
    made.save(path)
    first, other = app.books.open(path), app.books.add()
    first.sheets[0]["A1"].value = 2
    first.save()
    first.close()
    other.close()
    views = [(sheet.freeze_panes, sheet.sheet_view.showGridLines) for sheet in openpyxl.load_workbook(path)]
    assert views == [("B2", False), ("A3", True)]


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("=Tab[@N]*2", 2), ("=SUM(Tab[[#All],[N]])", 6), ("=Tab[[#Headers],[N]]", "N"), ("=COUNTA(Tab)", 6),
        ("=COUNTA(Tab[#All])", 8), ("=ROWS(Tab[#Data])", 3), ("=SUM(Tab[N])", 6), ("=COUNTA(Tab[[Name]:[N]])", 6),
        ("=CEILING(-2.5,-2)", -4), ("=CEILING(-2.5,2)", -2), ("=FLOOR(-2.5,2)", -4), ("=FLOOR(-2.5,-2)", -2),
        ("=ROUND(EFFECT(0.1,4),6)", 0.103813), ("=SKEW.P(B2:B4)", 0), ("=ROUND(BINOM.DIST.RANGE(10,0.5,3),7)", 0.1171875),
        ('=IF("a"="A",1,0)', 1),
    ],
)  # fmt: skip
def test_formulas_mean_what_they_mean_in_excel(book: xw.Book, formula: str, value: Any) -> None:
    sheet = book.sheets[0]
    sheet["A1"].value = [["Name", "N"], ["a", 1], ["b", 2], ["c", 3]]
    sheet.tables.add(sheet["A1:B4"], name="Tab")
    sheet["D2"].value = formula
    assert sheet["D2"].value == value
    assert sheet["D2"].formula == formula


def test_a_table_without_its_name_is_refused(book: xw.Book) -> None:
    with pytest.raises(NotImplementedError, match="table's name"):
        book.sheets[0]["D2"].value = "=[@N]*2"


def test_an_apostrophe_is_no_number_format(book: xw.Book) -> None:
    cell = book.sheets[0]["A1"]
    cell.value = "'007"
    assert (cell.value, cell.formula, cell.number_format) == ("007", "007", "General")
    cell.value = 12
    assert cell.value == 12
    cells = book.sheets[0]["B1:B2"]
    cells.value = [["'007"], ["Jan 5"]]
    cells.value = [[1], ["=1+1"]]
    assert cells.value == [1, 2]


def test_one_formula_for_many_cells_is_filled(book: xw.Book) -> None:
    sheet = book.sheets[0]
    sheet["A1"].value = [[1], [2], [3]]
    sheet["B1:B3"].value = "=A1*2"
    assert sheet["B1:B3"].value == [2, 4, 6]


def test_a_filter_after_clear_keeps_the_header(book: xw.Book) -> None:
    sheet = book.sheets[0]
    sheet["D1"].value = [["h", "n"], ["a", 1], ["b", 2]]
    area = sheet["D1:E3"]
    area.autofilter.apply_values(1, ["a"])
    area.autofilter.clear()
    area.autofilter.apply_values(1, ["b"])
    assert [sheet.range((row, 1)).rows.hidden for row in (1, 2, 3)] == [False, True, False]


@pytest.mark.parametrize(("text", "hidden"), [("A*", [2]), ("*l", [1]), ("*m*", [2]), ("=A*", [2])])
def test_a_filter_with_wildcards(book: xw.Book, tmp_path: Path, text: str, hidden: list[int]) -> None:
    sheet = book.sheets[0]
    sheet["A1"].value = [["h"], ["Almaty"], ["Oral"]]
    sheet["A1:A3"].autofilter.apply_comparison(1, "equal_to", text)
    assert [row for row in (1, 2) if sheet.range((row + 1, 1)).rows.hidden] == hidden
    book.save(tmp_path / "wild.xlsx")
    (column,) = openpyxl.load_workbook(tmp_path / "wild.xlsx").worksheets[0].auto_filter.filterColumn
    assert column.customFilters.customFilter[0].val == text.removeprefix("=")


CHANGES = {
    "clear": lambda cell: cell.clear(),
    "clear_contents": lambda cell: cell.clear_contents(),
    "value": lambda cell: setattr(cell, "value", 1),
    "number_format": lambda cell: setattr(cell, "number_format", "0"),
    "color": lambda cell: setattr(cell, "color", (255, 0, 0)),
    "font": lambda cell: setattr(cell.font, "bold", True),
    "insert": lambda cell: cell.insert("down"),
    "delete": lambda cell: cell.delete("up"),
    "merge": lambda cell: cell.resize(2, 2).merge(),
    "add_note": lambda cell: cell.add_note("x"),
    "add_hyperlink": lambda cell: cell.add_hyperlink("https://example.kz", "x"),
    "copy": lambda cell: cell.copy(cell.offset(0, 1)),
    "formula_array": lambda cell: setattr(cell, "formula_array", "=1"),
    "sheet": lambda cell: cell.sheet.clear(),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_protected_sheet_refuses_each_change(book: xw.Book, change: str) -> None:
    sheet = book.sheets[0]
    sheet["A1"].value = "x"
    sheet["B5"].api.Locked = False
    sheet.api.Protect("құпия")
    with pytest.raises(errors.SheetProtected, match="'Sheet1' is protected"):
        CHANGES[change](sheet["A1"])
    sheet["B5"].value = 4
    assert (sheet["A1"].value, sheet["B5"].value) == ("x", 4)


def test_merging_keeps_the_first_value_only(book: xw.Book) -> None:
    sheet = book.sheets[0]
    sheet["F1"].value = [[None, 2], [3, 4]]
    sheet["F1:G2"].merge()
    sheet["F1:G2"].unmerge()
    assert sheet["F1:G2"].value == [[2, None], [None, None]]


def test_links_are_there_in_the_file(book: xw.Book, tmp_path: Path) -> None:
    sheet = book.sheets[0]
    path = tmp_path / "links.xlsx"
    book.save(path)
    for row, address in enumerate(("x.xlsx", "Sheet1!B2", "https://қазақ.kz/a", "mailto:a@example.kz"), 1):
        sheet.range((row, 1)).add_hyperlink(address, "t")
    sheet["C1:C2"].add_hyperlink("https://example.kz/", "t")
    book.save()
    saved = openpyxl.load_workbook(path).worksheets[0]
    assert saved["A1"].hyperlink.target.endswith("x.xlsx")
    assert saved["A2"].hyperlink.location == "Sheet1!B2"
    assert saved["A3"].hyperlink.target == "https://xn--80aau21bd.kz/a"
    assert {saved[cell].hyperlink.target for cell in ("C1", "C2")} == {"https://example.kz/"}


@pytest.mark.parametrize("name", ["x:y", "'q", "a/b", "x" * 32])
def test_a_sheet_name_that_excel_refuses(book: xw.Book, name: str) -> None:
    with pytest.raises(ValueError, match="sheet"):
        book.sheets[0].name = name
    with pytest.raises(ValueError, match="sheet"):
        book.sheets.add(name)
    assert book.sheet_names == ["Sheet1"]


def test_a_table_that_excel_refuses(book: xw.Book) -> None:
    sheet = book.sheets[0]
    sheet["A1"].value = [["a", "b"], [1, 2]]
    for name in ("a b", "A1", "1x"):
        with pytest.raises(ValueError, match="table's name"):
            sheet.tables.add(sheet["A1:B2"], name=name)
    sheet.tables.add(sheet["A1:B2"], name="First")
    with pytest.raises(ValueError, match="overlap"):
        sheet.tables.add(sheet["B2:C3"], name="Second")
    assert sheet["B2"].value == 2


def test_letters_outside_the_basic_plane_keep_their_text(book: xw.Book, tmp_path: Path) -> None:
    cell = book.sheets[0]["A1"]
    cell.value = "😀abc"
    cell.characters[1:2].font.bold = True
    book.save(tmp_path / "emoji.xlsx")
    assert openpyxl.load_workbook(tmp_path / "emoji.xlsx").worksheets[0]["A1"].value == "😀abc"


def test_a_data_bar_with_automatic_ends(book: xw.Book, tmp_path: Path) -> None:
    cells = book.sheets[0]["A1:A3"]
    cells.value = [[1], [2], [3]]
    assert cells.conditional_formats.add_data_bar("#0000ff").type == "data_bar"


def test_a_file_of_another_kind_is_told(app: xw.App, tmp_path: Path) -> None:
    path = tmp_path / "text.xlsx"
    path.write_text("a letter")
    before = len(app.books)
    with pytest.raises(errors.LibreOfficeError, match="another kind"):
        app.books.open(path)
    assert len(app.books) == before


def test_a_protected_structure_is_kept(book: xw.Book) -> None:
    book.sheets.add("Two")
    book.api.protect("құпия")
    for change in (
        lambda: book.sheets.add("Three"),
        lambda: book.sheets["Two"].delete(),
        lambda: setattr(book.sheets["Two"], "name", "x"),
        lambda: book.sheets["Two"].copy(),
    ):
        with pytest.raises(errors.SheetProtected, match="structure"):
            change()
    assert sorted(book.sheet_names) == ["Sheet1", "Two"]
    book.api.unprotect("құпия")
    book.sheets["Two"].delete()
