"""How cells look, as another reader sees it in the file."""

from __future__ import annotations

import pytest
import xlwings as xw

from conftest import Saved

COLOR = (30, 100, 200)


@pytest.mark.proves("Range.color", "Range.set_colors")
def test_colours(sheet: xw.Sheet, saved: Saved) -> None:
    sheet["A1:B2"].color = COLOR
    sheet["B2"].color = None
    sheet["C1"].color = "#ff8000"
    sheet["D1:F1"].set_colors([[(1, 2, 3), ..., None]])
    assert (sheet["A1"].color, sheet["B2"].color, sheet["C1"].color, sheet["D1"].color) == (COLOR, None, (255, 128, 0), (1, 2, 3))
    assert sheet["A1:C1"].color is None, "mixed"
    file = saved(sheet.book)["Sheet1"]
    assert file["A1"].fill.start_color.rgb == "FF1E64C8"
    assert file["B2"].fill.fill_type is None
    assert file["D1"].fill.start_color.rgb == "FF010203"


@pytest.mark.proves("Range.font", "Font.bold", "Font.italic", "Font.size", "Font.color", "Font.name", "Font.api")
def test_fonts(sheet: xw.Sheet, saved: Saved) -> None:
    sheet["A1:A3"].value = [["а"], ["б"], ["в"]]
    font = sheet["A1:A2"].font
    font.bold, font.italic, font.size, font.color, font.name = True, True, 14.5, COLOR, "Arial"
    assert (font.bold, font.italic, font.size, font.color, font.name) == (True, True, 14.5, COLOR, "Arial")
    assert font.api.CharWeight == 150.0
    mixed = sheet["A1:A3"].font
    assert (mixed.bold, mixed.italic, mixed.size, mixed.color) == (None,) * 4
    seen = saved(sheet.book)["Sheet1"]["A2"].font
    assert (seen.b, seen.i, seen.sz, seen.color.rgb, seen.name) == (True, True, 14.5, "FF1E64C8", "Arial")


@pytest.mark.proves("Range.characters", "Characters.text", "Characters.font", "Characters.api")
def test_parts_of_a_text(sheet: xw.Sheet, saved: Saved) -> None:
    import zipfile

    sheet["A1"].value = "Қалың жіңішке"
    sheet["A1"].characters[:5].font.bold = True
    sheet["A1"].characters[-1].font.color = (255, 0, 0)
    assert sheet["A1"].characters[6:].text == "жіңішке"
    assert sheet["A1"].characters[:5].font.bold is True
    assert sheet["A1"].characters[6:8].font.bold is False
    assert sheet["A1"].characters.api.getString() == "Қалың жіңішке"
    saved(sheet.book)
    with zipfile.ZipFile(sheet.book.fullname) as file:
        strings = file.read("xl/sharedStrings.xml").decode()
    assert '<b val="true"/>' in strings or '<b val="1"/>' in strings or "<b/>" in strings
    assert "FFFF0000" in strings


@pytest.mark.proves("Range.number_format")
@pytest.mark.parametrize("code", [
    "General", "0.00", "#,##0", "0%", "@", "dd.mm.yyyy", "yyyy-mm-dd hh:mm:ss", "mm/dd/yy;@", "[h]:mm:ss", "#,##0.00;[Red]-#,##0.00",
    '"№"0', "0.00E+00", "# ??/??", '#,##0.00" ₸"', "h:mm AM/PM", "d mmm yyyy",
])  # fmt: skip
def test_number_formats(sheet: xw.Sheet, saved: Saved, code: str) -> None:
    sheet["A1:B2"].number_format = code
    sheet["A1"].raw_value = 45000.5
    assert sheet["A1:B2"].number_format.replace("[RED]", "[Red]") == code
    seen = saved(sheet.book)["Sheet1"]["A1"].number_format
    assert seen.replace("\\", "").replace('"', "").lower() in (code.replace('"', "").lower(), code.replace('"', "").lower() + ";@") or code == "mm/dd/yy;@"
    sheet["B2"].number_format = "0.000"
    assert sheet["A1:B2"].number_format is None


@pytest.mark.proves("Range.horizontal_alignment", "Range.vertical_alignment", "Range.wrap_text", "Range.adjust_indent")
@pytest.mark.parametrize(("across", "seen"), [("left", "left"), ("center", "center"), ("right", "right"), ("justify", "justify"),
                                              ("distributed", "distributed"), ("fill", "fill"), ("general", "general")])  # fmt: skip
@pytest.mark.parametrize("down", ["top", "center", "bottom", "justify", "distributed"])
def test_alignment(sheet: xw.Sheet, saved: Saved, across: str, seen: str, down: str) -> None:
    cells = sheet["A1:B2"]
    cells.horizontal_alignment, cells.vertical_alignment, cells.wrap_text = across, down, True
    assert (cells.horizontal_alignment, cells.vertical_alignment, cells.wrap_text) == (across, down, True)
    sheet["D1"].adjust_indent(2)
    file = saved(sheet.book)["Sheet1"]
    alignment = file["B2"].alignment
    kept = "bottom" if down == "justify" else down  # LibreOffice 7.4 writes "justify" down as "bottom"
    assert (alignment.horizontal or "general", alignment.vertical or "bottom", alignment.wrap_text) == (seen, kept, True)
    assert (file["D1"].alignment.horizontal, file["D1"].alignment.indent) == ("left", 2)
    sheet["D1"].adjust_indent(-5)
    assert saved(sheet.book, "again.xlsx")["Sheet1"]["D1"].alignment.indent == 0


def test_what_has_no_equal_is_refused(sheet: xw.Sheet) -> None:
    with pytest.raises(NotImplementedError, match="center_across_selection"):
        sheet["A1"].horizontal_alignment = "center_across_selection"
    with pytest.raises(NotImplementedError, match="slant_dash_dot"):
        sheet["A1"].borders["edge_top"].line_style = "slant_dash_dot"


@pytest.mark.proves("Range.borders", "Borders.api", "Borders.color", "Borders.line_style", "Borders.set", "Borders.weight", "Border.api",
                    "Border.color", "Border.line_style", "Border.weight")  # fmt: skip
@pytest.mark.parametrize(("style", "weight", "seen"), [
    ("continuous", "thin", "thin"), ("continuous", "medium", "medium"), ("continuous", "thick", "thick"), ("continuous", "hairline", "hair"),
    ("dash", "thin", "dashed"), ("dot", "thin", "dotted"), ("dash_dot", "thin", "dashDot"),
    ("dash_dot_dot", "thin", "dashDotDot"),
])  # fmt: skip
def test_borders(sheet: xw.Sheet, saved: Saved, style: str, weight: str, seen: str) -> None:
    borders = sheet["B2:C3"].borders
    borders.set("all", line_style=style, color=COLOR, weight=weight)
    assert (borders.line_style, borders.color) == (style, COLOR)
    assert borders.weight == weight
    side = borders["edge_left"]
    assert (side.line_style, side.color) == (style, COLOR)
    assert side.weight == weight
    assert side.api.Color == 0x1E64C8
    assert borders.api.IsTopLineValid
    file = saved(sheet.book)["Sheet1"]
    for cell, name in (("B2", "left"), ("C3", "right"), ("B2", "top"), ("C3", "bottom"), ("B2", "right"), ("B2", "bottom")):
        line = getattr(file[cell].border, name)
        assert (line.style, line.color.rgb) == (seen, "FF1E64C8"), (cell, name)
    assert file["D2"].border.right.style is None
    borders.set("everything", line_style=None)
    assert saved(sheet.book, "again.xlsx")["Sheet1"]["B2"].border.left.style is None


def test_double_borders(sheet: xw.Sheet, saved: Saved) -> None:
    sheet["B2"].borders["edge_top"].line_style = "double"
    assert sheet["B2"].borders["edge_top"].line_style == "double"
    assert saved(sheet.book)["Sheet1"]["B2"].border.top.style == "double"


def test_one_border_leaves_the_others(sheet: xw.Sheet, saved: Saved) -> None:
    cells = sheet["B2:C3"]
    cells.borders["edge_bottom"].weight = "medium"
    cells.borders["diagonal_up"].color = (255, 0, 0)
    assert cells.borders["edge_top"].line_style == "none"
    assert cells.borders.line_style is None, "mixed"
    file = saved(sheet.book)["Sheet1"]
    assert (file["B3"].border.bottom.style, file["B2"].border.bottom.style) == ("medium", None)
    assert file["B2"].border.diagonalUp
    assert file["B2"].border.diagonal.color.rgb == "FFFF0000"


@pytest.mark.proves("Range.column_width", "Range.row_height", "Range.width", "Range.height", "Range.left", "Range.top", "Range.autofit",
                    "RangeRows.autofit", "RangeColumns.autofit")  # fmt: skip
def test_sizes(sheet: xw.Sheet, saved: Saved) -> None:
    sheet["B:C"].column_width = 20.5
    sheet["2:3"].row_height = 33
    assert (sheet["B1:C1"].column_width, sheet["A2:A3"].row_height) == (20.57, 33.0)
    assert sheet["A1:C1"].column_width is None, "mixed"
    assert (sheet["A2:A3"].height, sheet["C1"].left, sheet["A4"].top) == pytest.approx(
        (66.0, sheet["A1"].width + sheet["B1"].width, sheet["A1"].height + 66), abs=0.15
    )
    file = saved(sheet.book)["Sheet1"]
    assert file.row_dimensions[2].height == pytest.approx(33, abs=0.1)
    assert file.column_dimensions["B"].width == pytest.approx(20.57, abs=1)  # of its own normal font
    sheet["B1"].value = "ұзақ мәтін " * 9
    sheet["B1"].columns.autofit()
    assert sheet["B1"].column_width > 50
    sheet["B2"].wrap_text = True
    sheet["B2"].rows.autofit()
    assert sheet["B2"].row_height < 33
    sheet["B:C"].autofit()


@pytest.mark.proves("Range.row_hidden", "Range.column_hidden", "RangeRows.hidden", "RangeColumns.hidden")
def test_hidden_rows_and_columns(sheet: xw.Sheet, saved: Saved) -> None:
    sheet["A1"].value = [[1, 2, 3]] * 5
    sheet["2:3"].rows.hidden = True
    sheet["B:B"].columns.hidden = True
    assert sheet["A2:A3"].rows.hidden is True
    assert sheet["A2:A4"].rows.hidden is None
    assert sheet["A1"].rows.hidden is False
    assert sheet["B1"].columns.hidden is True
    assert sheet["A2"].rows.rng.impl.row_hidden
    assert sheet["B2"].columns.rng.impl.column_hidden
    file = saved(sheet.book)["Sheet1"]
    assert file.row_dimensions[2].hidden
    assert file.column_dimensions["B"].hidden


@pytest.mark.proves("Range.group", "Range.ungroup", "Range.arg1_input")
def test_outlines(sheet: xw.Sheet, saved: Saved) -> None:
    sheet["A1"].value = [[1] * 4] * 6
    sheet["2:4"].group()
    sheet["B:C"].group()
    sheet["6:6"].group()
    sheet["6:6"].ungroup()
    file = saved(sheet.book)["Sheet1"]
    assert [file.row_dimensions[row].outlineLevel for row in (1, 2, 4, 6)] == [0, 1, 1, 0]
    assert file.column_dimensions["B"].outlineLevel == 1


@pytest.mark.proves("Range.merge", "Range.unmerge", "Range.merge_area", "Range.merge_cells")
def test_merging(sheet: xw.Sheet, saved: Saved) -> None:
    sheet["A1:C1"].merge()
    sheet["A3:B5"].merge(across=True)
    sheet["D1:D4"].merge()
    sheet["D1:D4"].unmerge()
    assert (sheet["A1"].merge_cells, sheet["D1"].merge_cells, sheet["A1:D1"].merge_cells) == (True, False, None)
    assert sheet["A1"].merge_area.address == "$A$1:$C$1"
    assert sorted(map(str, saved(sheet.book)["Sheet1"].merged_cells.ranges)) == ["A1:C1", "A3:B3", "A4:B4", "A5:B5"]


@pytest.mark.proves("Range.clear", "Range.clear_contents", "Range.clear_formats")
def test_clearing(sheet: xw.Sheet, saved: Saved) -> None:
    for cell in ("A1", "B1", "C1"):
        sheet[cell].value = 5
        sheet[cell].color = COLOR
        sheet[cell].add_note("ескертпе")
        sheet[cell].data_validation.set_list(["5", "6"])
    sheet["A1"].clear_contents()
    sheet["B1"].clear_formats()
    sheet["C1"].clear()
    file = saved(sheet.book)["Sheet1"]
    assert (file["A1"].value, file["A1"].fill.fill_type, file["A1"].comment.text) == (None, "solid", "ескертпе")
    assert (file["B1"].value, file["B1"].fill.fill_type, file["B1"].comment.text) == (5, None, "ескертпе")
    assert (file["C1"].value, file["C1"].fill.fill_type, file["C1"].comment) == (None, None, None)
    assert sheet["B1"].data_validation.type == "list", "a validation is no format"


@pytest.mark.proves("Range.api")
def test_protection(sheet: xw.Sheet, saved: Saved) -> None:
    sheet["A1:A5"].api.Locked = False
    sheet["B1"].api.FormulaHidden = True
    assert sheet["A1"].api.Locked is False
    sheet.api.Protect(Password="")
    assert sheet.api.ProtectContents
    sheet["A1"].value = 1
    with pytest.raises(xw.XlwingsError):
        sheet["C1"].value = 1
    file = saved(sheet.book)["Sheet1"]
    assert file.protection.sheet
    assert (file["A1"].protection.locked, file["B1"].protection.hidden, file["C1"].protection.locked) == (False, True, True)
    sheet.api.Unprotect()
    sheet["C1"].value = 1


@pytest.mark.proves("Range.add_hyperlink", "Range.hyperlink")
def test_hyperlinks(sheet: xw.Sheet, saved: Saved) -> None:
    sheet["A1"].add_hyperlink("https://example.kz/заң", "Заң")
    assert (sheet["A1"].value, sheet["A1"].hyperlink) == ("Заң", "https://example.kz/заң")
    assert saved(sheet.book)["Sheet1"]["A1"].hyperlink.target == "https://example.kz/заң"
    with pytest.raises(Exception, match="hyperlink"):
        sheet["B1"].hyperlink  # noqa: B018
