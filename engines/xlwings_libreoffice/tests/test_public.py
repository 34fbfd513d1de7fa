"""What xlwings builds itself on the engine: addresses, indexing, shorthand."""

from __future__ import annotations

import datetime as dt
import subprocess
from pathlib import Path

import pytest
import xlwings as xw

import xlwings_libreoffice
from conftest import Saved
from xlwings_libreoffice.cells import address


@pytest.mark.proves("Range.address", "Range.get_address", "Range.sheet", "Range.count", "Range.size", "Range.rows", "Range.columns", "Range.resize",
                    "Range.offset", "Range.last_cell", "RangeRows.count", "RangeColumns.count", "App.range", "Sheet.range")  # fmt: skip
def test_addresses(app: xw.App, book: xw.Book) -> None:
    sheet = book.sheets[0]
    cells = sheet["B2:D5"]
    assert (cells.address, cells.sheet, cells.count, cells.size) == ("$B$2:$D$5", sheet, 12, 12)
    assert cells.get_address(False, False) == "B2:D5"
    assert cells.get_address(external=True) == f"'[{book.name}]Sheet1'!$B$2:$D$5"
    assert (cells.rows.count, cells.columns.count) == (4, 3)
    assert cells.rows[1].address == "$B$3:$D$3"
    assert cells.columns[-1].address == "$D$2:$D$5"
    assert [row.address for row in sheet["A1:A2"].rows] == ["$A$1", "$A$2"]
    assert cells.resize(1, 2).address == "$B$2:$C$2"
    assert cells.offset(1, 1).address == "$C$3:$E$6"
    assert cells.last_cell.address == "$D$5"
    assert app.range("C3").address == "$C$3"
    assert sheet["Sheet1!A1"].address == "$A$1"
    for text in ("", "A0", "ZZZZ1", "жоқ", "A1:"):
        with pytest.raises((ValueError, IndexError)):
            sheet.range(text)
    with pytest.raises(IndexError):
        sheet.range((1_048_577, 1))


@pytest.mark.parametrize("text", ["A1", "$B$2:$D$5", "A:C", "2:7", "XFD1048576"])
def test_addresses_come_back(text: str) -> None:
    area = address.parse(text)
    assert area is not None
    assert address.render(area).replace("$", "") == text.replace("$", "")


@pytest.mark.proves("Apps.active", "Apps.count", "App.properties", "Engine.activate", "Book.notes", "Book.selection", "Book.sheet_names",
                    "Book.set_mock_caller", "Names.count", "Notes.count", "Sheet.to_pdf")  # fmt: skip
def test_collections(app: xw.App, book: xw.Book, tmp_path: Path) -> None:
    xw.engines["libreoffice"].activate()
    assert xw.apps.active.engine.name == "libreoffice"
    assert xw.apps.count == len(xw.apps)
    with app.properties(calculation="manual"):
        assert app.calculation == "manual"
    sheet = book.sheets[0]
    sheet["A1"].add_note("бір")
    sheet["B2"].select()
    assert (book.notes.count, book.selection.address, book.sheet_names, book.names.count) == (1, "$B$2", ["Sheet1"], 0)
    book.set_mock_caller()
    assert xw.Book.caller() == book
    sheet["A1"].value = "бетте"
    sheet.to_pdf(tmp_path / "s.pdf")
    assert "бетте" in subprocess.run(["pdftotext", tmp_path / "s.pdf", "-"], capture_output=True, text=True, check=True).stdout


@pytest.mark.proves("AutoFilterCriteria.field", "AutoFilterCriteria.operator", "AutoFilterCriteria.value1", "AutoFilterCriteria.value2",
                    "AutoFilterCriteria.count", "AutoFilterCriteria.percent", "Table.update", "Font.set", "Borders.clear")  # fmt: skip
def test_shorthand(sheet: xw.Sheet, saved: Saved) -> None:
    pandas = pytest.importorskip("pandas")
    sheet["A1"].value = [["a", "b"], [1, 2], [3, 4]]
    found = sheet["A1:B3"].autofilter
    found.apply_comparison(1, "between", 1, 2)
    found.apply_top_items(2, 1)
    one, two = found.criteria
    assert (one.field, one.operator, one.value1, one.value2, two.count) == (1, "between", "1", "2", 1)
    found.apply_top_percent(2, 50)
    assert found.criteria[1].percent == 50.0
    found.clear()
    table = sheet.tables.add(sheet["D1:E2"], name="T")
    table.update(pandas.DataFrame({"x": [1.0, 2.0, 3.0]}, index=pandas.Index(["а", "б", "в"], name="i")))
    assert table.range.value == [["i", "x"], ["а", 1.0], ["б", 2.0], ["в", 3.0]]
    sheet["G1"].font.set(bold=True, color="#112233")
    sheet["G1"].borders.set("outside", line_style="continuous")
    sheet["G1"].borders.clear()
    file = saved(sheet.book)["Sheet1"]["G1"]
    assert (file.font.b, file.font.color.rgb, file.border.left.style) == (True, "FF112233", None)


@pytest.mark.proves("DataValidation.set_whole_number", "DataValidation.set_decimal", "DataValidation.set_date", "DataValidation.set_time",
                    "DataValidation.set_text_length", "DataValidation.set_custom")  # fmt: skip
def test_validations_by_their_names(sheet: xw.Sheet, saved: Saved) -> None:
    sheet["A1"].data_validation.set_whole_number("greater_than", 0)
    sheet["A2"].data_validation.set_decimal("less_than", 1.5)
    sheet["A3"].data_validation.set_date("greater_than", dt.date(2024, 1, 1))
    sheet["A4"].data_validation.set_time("less_than", dt.time(9))
    sheet["A5"].data_validation.set_text_length("equal_to", 12)
    sheet["A6"].data_validation.set_custom("=ISNUMBER(A6)")
    file = {str(rule.sqref): rule.type for rule in saved(sheet.book)["Sheet1"].data_validations.dataValidation}
    assert file == {"A1": "whole", "A2": "decimal", "A3": "date", "A4": "time", "A5": "textLength", "A6": "custom"}


def test_five_lines_of_the_readme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
    code = text.partition("```python\n")[2].partition("```")[0]
    monkeypatch.chdir(tmp_path)
    exec(compile(code, "README.md", "exec"), {})
    assert (tmp_path / "есеп.xlsx").exists()
    assert xlwings_libreoffice.__version__ in (Path(__file__).parent.parent / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_compatibility_table_is_current() -> None:
    import importlib.util

    here = Path(__file__).parent.parent
    spec = importlib.util.spec_from_file_location("compatibility", here / "compatibility.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    text, counts = module.table()
    assert counts["not tested"] == 0
    assert (here / "COMPATIBILITY.md").read_text(encoding="utf-8") == text, "run compatibility.py"
