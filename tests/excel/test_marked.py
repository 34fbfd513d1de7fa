"""Marks without a spreadsheet program: the copy shows what the button would, and the rest is the officer's, byte for byte."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import python_calamine
import xlsxwriter

from conftest import Run
from ubb4.book.finding import Finding
from ubb4.excel import listing
from ubb4.excel.marked import write_copy
from ubb4.excel.marked.cells import paint

TOUCHED = re.compile(
    r"xl/(workbook|styles)\.xml|\[Content_Types\]\.xml|.*\.rels|xl/worksheets/sheet\d+\.xml|xl/comments\d*\.xml|xl/drawings/vmlDrawing\d+\.vml"
)


def _found(cell: str, severity: str = "error", sheet: str = "Sheet1", message: str = 'хабар <&> "тырнақша"') -> Finding:
    return Finding("code", severity, "p", sheet, cell, 1, "c", message, "не істеу", "норма")


def _copy(source: Path, target: Path, *found: Finding) -> openpyxl.Workbook:
    write_copy(source, target, found, listing.findings(found, {"error": 1, "warning": 0, "info": 0}, ["ескертпе"], ["ТОЛЫҚ ЕМЕС"]))
    return openpyxl.load_workbook(target)


def _values(path: Path) -> dict[str, Any]:
    book = python_calamine.CalamineWorkbook.from_path(str(path))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


@pytest.fixture
def foreign(tmp_path: Path) -> Path:
    """A workbook of an officer's own: notes, a chart, a picture, a table, colours, conditional formats, a sheet of our name."""
    from PIL import Image

    path, picture = tmp_path / "foreign.xlsx", tmp_path / "p.png"
    Image.new("RGB", (30, 30), (200, 0, 0)).save(picture)
    with xlsxwriter.Workbook(str(path)) as book:
        sheet, other = book.add_worksheet("Sheet1"), book.add_worksheet("Ескертпелер")
        green = book.add_format({"bg_color": "#00FF00", "bold": True, "num_format": "dd.mm.yyyy"})
        sheet.write("A1", "тақырып")
        sheet.write_number("B2", 46000, green)
        sheet.write_formula("C2", "=B2*2", None, 92000)
        sheet.write("D9", "соңы")
        sheet.write_comment("B2", "өз ескертпем", {"author": "иесі"})
        sheet.write_comment("A1", "тағы бірі")
        sheet.insert_image("F2", str(picture))
        sheet.add_table("H1:I4", {"name": "Tab"})
        sheet.conditional_format("B2:B9", {"type": "data_bar"})
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=Sheet1!$B$2:$B$3"})
        other.insert_chart("A1", chart)
    return path


def test_the_officers_parts_are_taken_over_byte_for_byte(foreign: Path, tmp_path: Path) -> None:
    target = tmp_path / "copy.xlsx"
    book = _copy(foreign, target, _found("B2"), _found("B2", "warning"), _found("C2", "info"), _found("G7"), _found("B4", "warning"))
    with zipfile.ZipFile(foreign) as old, zipfile.ZipFile(target) as new:
        assert new.testzip() is None
        assert new.namelist()[: len(old.namelist())] == old.namelist()
        changed = [name for name in old.namelist() if old.read(name) != new.read(name)]
        assert all(TOUCHED.fullmatch(name) for name in changed), changed
        assert not any("chart" in name or "media" in name or "table" in name for name in changed)
        sizes = {entry.filename: (entry.CRC, entry.compress_size) for entry in new.infolist()}
        assert all(sizes[e.filename] == (e.CRC, e.compress_size) for e in old.infolist() if e.filename not in changed)
    sheet = book["Sheet1"]
    assert sheet["B2"].fill.fgColor.rgb == "FFFFC7CE", "the worst of two"
    assert (sheet["B2"].number_format, sheet["B2"].font.b, sheet["B2"].value.year) == ("dd.mm.yyyy", True, 2025)
    assert sheet["B2"].comment.text.startswith('өз ескертпем\n———\nҮББ №4 · қате: хабар <&> "тырнақша"\n→ не істеу\n§ норма')
    assert sheet["A1"].comment.text == "тағы бірі"
    assert sheet["C2"].value == "=B2*2"
    for cell, rgb in (("C2", "FFDDEBF7"), ("G7", "FFFFC7CE"), ("B4", "FFFFEB9C")):
        assert sheet[cell].fill.fgColor.rgb == rgb
        assert sheet[cell].comment.text.startswith("ҮББ №4 · ")
    assert book.sheetnames == ["Sheet1", "Ескертпелер", "Ескертпелер (2)"]
    before, after = _values(foreign), _values(target)
    assert [row[:9] for row in after["Sheet1"]][: len(before["Sheet1"])] == before["Sheet1"]


def test_the_list_is_that_of_the_button(foreign: Path, tmp_path: Path) -> None:
    sheet = _copy(foreign, tmp_path / "copy.xlsx", _found("B2"), _found("C2", "info"))["Ескертпелер (2)"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0][0] == "Ескертпелер"
    assert rows[3][0] == "ТОЛЫҚ ЕМЕС"
    assert rows[4][0] == "• ескертпе"
    assert rows[6] == ["№", "Түрі", "Парақ", "Ұяшық", "Не дұрыс емес", "Не істеу керек", "Негізі", "Жаңа", "Шешім", "Шешімнің себебі", "id"]
    assert rows[7] == [1, "қате", "Sheet1", "B2", 'хабар <&> "тырнақша"', "не істеу", "норма", None, None, None, None]
    assert sheet.auto_filter.ref == "A7:K9"
    assert sheet.column_dimensions["K"].hidden, "what a finding is known by is not for eyes"
    assert sheet["D8"].hyperlink.location == "'Sheet1'!B2"
    assert sheet["B8"].fill.fgColor.rgb == "FFFFC7CE"
    assert sheet.row_dimensions[8].height > 15, "no program is there to fit the rows: they have their height"


@pytest.mark.parametrize("name", ["medcentre.kk", "medcentre.ru", "akimat.kk"])
def test_the_command(ubb4: Run, demo: Path, tmp_path: Path, name: str) -> None:
    source, target = demo / f"{name}.xlsx", tmp_path / "белгіленген.xlsx"
    before = source.read_bytes()
    wanted = json.loads(ubb4("check", source, "--today", "2026-08-10", "--format", "json").stdout)["files"][0]["findings"]
    done = ubb4("check", source, "--marked", target, "--today", "2026-08-10", "--lang", name[-2:])
    assert done.returncode == (1 if any(each["severity"] == "error" for each in wanted) else 0)
    assert source.read_bytes() == before
    book = openpyxl.load_workbook(target)
    marked = {(sheet.title, cell.coordinate) for sheet in book for row in sheet.iter_rows() for cell in row if cell.comment}
    assert marked == {(each["sheet"], each["cell"]) for each in wanted if each["cell"]}
    again = json.loads(ubb4("check", target, "--today", "2026-08-10", "--format", "json").stdout)["files"][0]["findings"]
    assert again == wanted, "the marks find nothing new"
    refused = ubb4("check", source, "--marked", target)
    assert refused.returncode == 2
    assert "бар файл ауыстырылмайды" in refused.stdout


def test_what_cannot_be_marked_is_told(ubb4: Run, demo: Path, tmp_path: Path) -> None:
    source = demo / "medcentre.kk.xlsx"
    assert "сол түрінде ғана" in ubb4("check", source, "--marked", tmp_path / "a.ods").stdout
    two = ubb4("check", source, source, "--marked", tmp_path / "b.xlsx")
    assert two.returncode == 2
    assert "бір ғана файлмен" in two.stderr
    assert list(tmp_path.glob("*.xlsx")) == []


def _restyle(style: int, severity: str) -> int:
    return style + 100


@pytest.mark.parametrize(
    ("part", "wanted"),
    [
        (
            b'<x:worksheet><x:sheetData><x:row r="2"><x:c r="A2" s="3"/><x:c r="C2"/></x:row></x:sheetData></x:worksheet>',
            (
                b'<x:worksheet><x:sheetData><x:row r="1"><x:c r="A1" s="100"/></x:row><x:row r="2"><x:c r="A2" s="103"/>'
                b'<x:c r="B2" s="100"/><x:c r="C2" s="100"/></x:row><x:row r="5"><x:c r="AA5" s="100"/></x:row></x:sheetData></x:worksheet>'
            ),
        ),
        (
            b'<worksheet><sheetData><row r="2" ht="9"/></sheetData></worksheet>',
            (
                b'<worksheet><sheetData><row r="1"><c r="A1" s="100"/></row><row r="2" ht="9"><c r="A2" s="100"/><c r="B2" s="100"/>'
                b'<c r="C2" s="100"/></row><row r="5"><c r="AA5" s="100"/></row></sheetData></worksheet>'
            ),
        ),
    ],
)
def test_cells_are_found_or_put_in(part: bytes, wanted: bytes) -> None:
    cells = {"AA5": "info", "C2": "error", "A2": "error", "B2": "error", "A1": "error"}
    assert paint(part, cells, _restyle, "Sheet1")[0] == wanted


def test_rows_without_numbers_are_counted(foreign: Path, tmp_path: Path) -> None:
    bare = tmp_path / "bare.xlsx"
    with zipfile.ZipFile(foreign) as old, zipfile.ZipFile(bare, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, re.sub(rb'<row r="\d+"', b"<row", data) if name.endswith("sheet1.xml") else data)
    _copy(bare, tmp_path / "copy.xlsx", _found("B2"))
    assert openpyxl.load_workbook(tmp_path / "copy.xlsx").worksheets[0]["B2"].comment is not None


def test_libreoffice_opens_the_copy(foreign: Path, tmp_path: Path) -> None:
    pytest.importorskip("xlwings_libreoffice")
    import xlwings as xw

    _copy(foreign, tmp_path / "copy.xlsx", _found("B2"), _found("G7", "warning"))
    with xw.App(visible=False, add_book=False) as app, app.books.open(tmp_path / "copy.xlsx") as book:
        sheet = book.sheets["Sheet1"]
        assert sheet["B2"].color == listing.COLOURS["error"]
        assert sheet["B2"].note.text.startswith("өз ескертпем")
        assert sheet["G7"].note.text.startswith("ҮББ №4 · ескерту")
        assert len(sheet.notes) == 3
        assert len(sheet.pictures) == 1
