"""Sheets, and what belongs to them: names, notes, views."""

from __future__ import annotations

import pytest
import xlwings as xw

from conftest import Saved


@pytest.mark.proves("Sheets.add", "Sheets.active", "Sheets.api", "Sheet.name", "Sheet.index", "Sheet.activate", "Sheet.select", "Sheet.delete",
                    "Sheet.copy", "Sheet.move", "Sheet.visible", "Sheet.book", "Sheet.api", "Sheet.cells", "Sheet.range")  # fmt: skip
def test_sheets(book: xw.Book, saved: Saved) -> None:
    first = book.sheets[0]
    second = book.sheets.add("Екінші", after=first)
    third = book.sheets.add("Үшінші", after=second)
    assert book.sheets.active == third
    first.activate()
    assert book.sheets.active == first
    second.select()
    assert book.sheets.active == second
    third.move(before=first)
    assert [one.name for one in book.sheets] == ["Үшінші", "Sheet1", "Екінші"]
    assert second.index == 3
    first["B2"].value = "көшірме"
    first["B2"].column_width = 30
    copy = first.copy(after=second)
    assert (copy.name, copy["B2"].value, copy["B2"].column_width) == ("Sheet1 (2)", "көшірме", 30)
    copy.name = "Жаңа ат"
    second.visible = False
    assert not second.visible
    with pytest.raises(ValueError, match="hidden"):
        second.activate()
    third.delete()
    assert first.book == book
    assert book.sheets.api.Count == 3
    assert first.api.Name == "Sheet1"
    assert first.cells.shape == (1_048_576, 16_384)
    assert first.range((1, 1), (2, 2)).address == "$A$1:$B$2"
    file = saved(book)
    assert file.sheetnames == ["Sheet1", "Екінші", "Жаңа ат"]
    assert file["Екінші"].sheet_state == "hidden"


def test_a_workbook_keeps_a_visible_sheet(book: xw.Book) -> None:
    with pytest.raises(ValueError, match="at least one"):
        book.sheets[0].visible = False
    with pytest.raises(ValueError, match="at least one"):
        book.sheets[0].delete()
    with pytest.raises(NotImplementedError, match="very hidden"):
        book.sheets[0].visible = 2


def test_a_sheet_goes_to_another_workbook(app: xw.App, book: xw.Book, saved: Saved) -> None:
    book.sheets[0]["A1"].value = "мұнда"
    book.sheets[0]["A1"].color = (1, 2, 3)
    other = app.books.add()
    book.sheets[0].copy(before=other.sheets[0], name="Көшті")
    assert saved(other)["Көшті"]["A1"].fill.start_color.rgb == "FF010203"


def test_kept_objects_survive_what_happens_around_them(book: xw.Book) -> None:
    sheet = book.sheets[0]
    cell = sheet["C5"]
    cell.value = "x"
    sheet["1:3"].delete()
    assert sheet["C2"].value == "x"
    assert cell.value is None, "a kept Range stays at its place; Excel's would move"
    cell.value = "again"
    assert sheet["C5"].value == "again"
    book.sheets.add("before", before=sheet)
    sheet["A1"].value = 1
    assert book.sheets[1]["A1"].value == 1.0


@pytest.mark.proves("Sheet.freeze_panes", "FreezePanes.freeze_at", "FreezePanes.unfreeze", "Sheet.show_gridlines", "Sheet.page_setup",
                    "PageSetup.print_area", "PageSetup.api")  # fmt: skip
def test_views_and_pages(book: xw.Book, saved: Saved) -> None:
    one, two = book.sheets[0], book.sheets.add("two")
    one.freeze_panes.freeze_at("A1:B3")
    two.freeze_panes.freeze_at("1:1")
    two.show_gridlines = False
    assert (one.show_gridlines, two.show_gridlines) == (True, False)
    one.page_setup.print_area = "A1:C9"
    one.page_setup.api.IsLandscape = True
    file = saved(book)
    assert (file["Sheet1"].freeze_panes, file["two"].freeze_panes) == ("C4", "A2")
    assert not file["two"].sheet_view.showGridLines
    assert file["Sheet1"].print_area == "'Sheet1'!$A$1:$C$9"
    one.freeze_panes.unfreeze()
    one.page_setup.print_area = None
    file = saved(book, "again.xlsx")
    assert file["Sheet1"].freeze_panes is None
    assert not file["Sheet1"].print_area


@pytest.mark.proves("Book.json", "Names.add", "Names.api", "Names.contains", "Names.snapshot", "Name.api", "Name.delete", "Name.name",
                    "Name.refers_to", "Name.refers_to_range", "Range.name", "Sheet.names")  # fmt: skip
def test_names(book: xw.Book, saved: Saved) -> None:
    sheet = book.sheets[0]
    sheet["B2:C3"].name = "тізім"
    assert sheet["B2:C3"].name.name == "тізім"
    book.names.add("мөлшер", "=0.5")
    sheet.names.add("жергілікті", "=Sheet1!$D$4")
    assert [name for name, _ in book.names.impl.snapshot()] == ["Sheet1!жергілікті", "мөлшер", "тізім"]
    assert book.names.contains("тізім")
    assert not book.names.contains("жоқ")
    assert book.names["тізім"].refers_to == "=Sheet1!$B$2:$C$3"
    assert book.names["тізім"].refers_to_range == sheet["B2:C3"]
    book.names["тізім"].refers_to = "=Sheet1!$B$2:$C$5"
    book.names["тізім"].name = "тізім2"
    assert book.names["тізім2"].api.Name == "тізім2"
    assert book.names.api.Count == 2
    sheet["A1"].formula = "=мөлшер*4"
    assert sheet["A1"].value == 2.0
    file = saved(book)
    assert file.defined_names["тізім2"].attr_text == "Sheet1!$B$2:$C$5"
    assert file["Sheet1"].defined_names["жергілікті"].attr_text == "Sheet1!$D$4"
    book.names["тізім2"].delete()
    assert "тізім2" not in saved(book, "again.xlsx").defined_names
    with pytest.raises(NotImplementedError, match="json"):
        book.json()


@pytest.mark.proves("Range.add_note", "Range.note", "Note.text", "Note.author", "Note.location", "Note.delete", "Note.api", "Sheet.notes")
def test_notes(book: xw.Book, saved: Saved) -> None:
    sheet = book.sheets[0]
    note = sheet["B2"].add_note("бірінші жол\nекінші жол")
    sheet["A5"].add_note("тағы")
    assert [one.location.address for one in sheet.notes] == ["$B$2", "$A$5"]
    assert book.notes.parent == book
    note.text = "өзгерді"
    assert note.api.getString() == "өзгерді"
    assert isinstance(note.author, str)
    file = saved(book)["Sheet1"]
    assert (file["B2"].comment.text, file["A5"].comment.text) == ("өзгерді", "тағы")
    note.delete()
    assert sheet["B2"].note is None
    assert saved(book, "again.xlsx")["Sheet1"]["B2"].comment is None


@pytest.mark.parametrize(
    "value",
    [[["а", "ә"], ["б", "в"]], [[1.0, 2.0], [3.0, 4.0]], [["а", None], [None, 3.0]], [[None, None], [None, None]], [["=1+1", "'=x"], ["12%", ""]]],
    ids=["texts", "numbers", "mixed", "nothing", "formulas"],
)
def test_what_is_written_keeps_notes_as_in_excel(book: xw.Book, value: list[list[object]]) -> None:
    """LibreOffice's own ways to write a block take the notes of its cells away."""
    sheet = book.sheets[0]
    plain = sheet["F2:G3"]
    area = sheet["B2:C3"]
    for each in (area, plain):
        each.value = [["бұрынғы", 7], [8, "=1+2"]]
    for place in ("B2", "C3"):
        sheet[place].add_note(f"ескерту {place}")
    area.value = value
    plain.value = value
    assert (area.value, area.formula) == (plain.value, plain.formula), "the same as where there is no note"
    assert {note.location.address: note.text for note in sheet.notes} == {"$B$2": "ескерту B2", "$C$3": "ескерту C3"}
    area.formula = ""
    sheet["B2"].value = "x"
    assert len(sheet.notes) == 2
    assert [sheet["B2"].value, sheet["C3"].value] == ["x", None]


@pytest.mark.proves("Sheet.autofit", "Sheet.clear", "Sheet.clear_contents", "Sheet.clear_formats")
def test_a_whole_sheet_at_once(book: xw.Book, saved: Saved) -> None:
    sheet = book.sheets[0]
    sheet["A1"].value = "мұнда өте ұзын мәтін тұр, ол бағанға сыймайды"
    sheet["A1"].color = (1, 2, 3)
    before = sheet["A1"].column_width
    sheet.autofit("columns")
    assert sheet["A1"].column_width > before
    sheet.clear_formats()
    assert (sheet["A1"].color, sheet["A1"].value is None) == (None, False)
    sheet["A1"].color = (1, 2, 3)
    sheet.clear_contents()
    assert (sheet["A1"].color, sheet["A1"].value) == ((1, 2, 3), None)
    sheet["A1"].value = 1
    sheet.clear()
    file = saved(book)["Sheet1"]
    assert (file["A1"].value, file["A1"].fill.fill_type) == (None, None)
