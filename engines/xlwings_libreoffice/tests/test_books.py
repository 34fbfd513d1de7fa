"""Apps, workbooks, sheets: opening, saving, moving about."""

from __future__ import annotations

import subprocess
from pathlib import Path

import openpyxl
import pytest
import xlwings as xw
from conftest import Saved

import xlwings_libreoffice


@pytest.mark.proves("Books.add", "Books.open", "Books.active", "Books.app", "Books.api", "Book.name", "Book.fullname", "Book.close",
                    "Book.app", "Book.api", "Book.activate", "Book.sheets", "Book.save", "App.books", "Book.names")  # fmt: skip
def test_open_change_save(app: xw.App, tmp_path: Path) -> None:
    path = tmp_path / "Қазақша атауы бар кітап.xlsx"
    made = openpyxl.Workbook()
    made.active["A1"] = "бар"
    made.save(path)
    book = app.books.open(path)
    other = app.books.add()
    assert app.books.active == other
    book.activate()
    assert app.books.active == book
    assert app.books[book.name] == book
    assert (book.name, book.fullname) == (path.name, str(path))
    assert book.app == app
    assert book.impl.api.URL.startswith("file://")
    assert app.books.api is not None
    assert len(book.names) == 0
    book.sheets[0]["A2"].value = "қосылды"
    book.save()
    book.close()
    assert path.name not in [one.name for one in app.books]
    assert openpyxl.load_workbook(path).active["A2"].value == "қосылды"
    assert sorted(one.name for one in tmp_path.iterdir()) == [path.name], "no lock file, no half file"
    other.close()


@pytest.mark.parametrize("ending", [".xlsx", ".xlsm", ".xltx", ".xls", ".xlt", ".ods", ".csv", ".html"])
def test_kinds_of_files(book: xw.Book, tmp_path: Path, ending: str) -> None:
    book.sheets[0]["A1"].value = ["әріп", 1.5]
    book.save(tmp_path / f"кітап{ending}")
    assert book.name == f"кітап{ending}"
    assert (tmp_path / f"кітап{ending}").stat().st_size > 10


def test_csv_comes_back(app: xw.App, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("аты,саны\nҚайрат,5\n", encoding="utf-8")
    with app.books.open(tmp_path / "a.csv") as book:
        assert book.sheets[0]["A1:B2"].value == [["аты", "саны"], ["Қайрат", 5.0]]


@pytest.mark.parametrize("ending", [".xlsb", ".xla", ".xltm"])
def test_kinds_that_cannot_be_written_are_named(book: xw.Book, tmp_path: Path, ending: str) -> None:
    with pytest.raises(NotImplementedError, match=ending):
        book.save(tmp_path / f"a{ending}")
    with pytest.raises(ValueError, match="Unknown kind"):
        book.save(tmp_path / "a.docx")


def test_a_password_opens_and_closes(book: xw.Book, app: xw.App, tmp_path: Path) -> None:
    book.sheets[0]["A1"].value = "құпия"
    book.save(tmp_path / "p.xlsx", password="сөз")
    book.close()
    with pytest.raises(xlwings_libreoffice.LibreOfficeError, match="password"):
        app.books.open(tmp_path / "p.xlsx", password="басқа")
    assert (tmp_path / "p.xlsx").read_bytes()[:4] == b"\xd0\xcf\x11\xe0", "encrypted: no longer a plain zip"
    with app.books.open(tmp_path / "p.xlsx", password="сөз") as again:
        assert again.sheets[0]["A1"].value == "құпия"


def test_a_file_that_is_no_workbook(app: xw.App, tmp_path: Path) -> None:
    (tmp_path / "bad.xlsx").write_bytes(b"PK\x03\x04 nothing")
    with pytest.raises(xlwings_libreoffice.LibreOfficeError, match=r"bad\.xlsx"):
        app.books.open(tmp_path / "bad.xlsx")


def test_a_place_that_cannot_be_written(book: xw.Book, tmp_path: Path) -> None:
    with pytest.raises(xlwings_libreoffice.LibreOfficeError, match="could not save"):
        book.save(tmp_path / "no such folder" / "a.xlsx")


def test_read_only_is_kept(app: xw.App, tmp_path: Path) -> None:
    path = tmp_path / "r.xlsx"
    openpyxl.Workbook().save(path)
    with app.books.open(path, read_only=True) as book, pytest.raises(xlwings_libreoffice.LibreOfficeError):
        book.save()
    with pytest.raises(NotImplementedError, match="corrupt_load"):
        app.books.open(path, corrupt_load=2)


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


@pytest.mark.proves("App.activate", "App.alert", "App.api", "App.calculation", "App.cut_copy_mode", "App.display_alerts", "App.enable_events",
                    "App.engine", "App.hwnd", "App.interactive", "App.path", "App.pid", "App.screen_updating", "App.selection", "App.startup_path",
                    "App.status_bar", "App.version", "App.visible", "Engine.apps", "Engine.name", "Engine.type", "Apps.keys", "Apps.cleanup",
                    "Range.select", "Range.copy")  # fmt: skip
def test_an_app_tells_about_itself(app: xw.App, book: xw.Book) -> None:
    app.activate()
    assert xw.apps.active == app
    assert app.pid in xw.apps.keys()  # noqa: SIM118
    xw.apps.cleanup()
    assert app.pid in xw.apps.keys()  # noqa: SIM118
    assert (app.engine.name, app.engine.type) == ("libreoffice", "desktop")
    assert app in list(app.engine.apps)
    assert Path(f"/proc/{app.pid}/cmdline").read_bytes().startswith(app.path.encode())
    assert app.version.major >= 7
    assert isinstance(app.hwnd, int)
    assert Path(app.startup_path).parent.is_dir()
    assert app.api.getCurrentFrame is not None
    for flag in ("display_alerts", "enable_events", "interactive", "screen_updating"):
        setattr(app, flag, False)
        assert getattr(app, flag) is False
        setattr(app, flag, True)
    sheet = book.sheets[0]
    sheet["A1"].value = [[1, "=A1*2"]]
    app.calculation = "manual"
    sheet["A1"].value = 5
    assert sheet["B1"].value == 2.0
    app.calculation = "automatic"
    app.impl.calculate()
    assert sheet["B1"].value == 10.0
    sheet["B2:C3"].select()
    assert app.selection.address == "$B$2:$C$3"
    app.status_bar = "Есептелуде"
    assert app.status_bar == "Есептелуде"
    app.status_bar = False
    sheet["A1"].copy()
    assert app.cut_copy_mode == "copy"
    app.cut_copy_mode = False
    assert app.cut_copy_mode is None
    app.visible = False
    assert app.visible is False
    with pytest.raises(xlwings_libreoffice.LibreOfficeError, match="nobody"):
        app.alert("Жалғастыру керек пе?", buttons="yes_no")
    app.impl.alert_answers["yes_no"] = "no"
    assert app.alert("Жалғастыру керек пе?", buttons="yes_no") == "no"


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


@pytest.mark.proves("Book.to_pdf", "Sheet.to_html", "Range.to_png", "Range.to_pdf", "Range.copy_picture")
def test_pictures_and_pages(book: xw.Book, tmp_path: Path) -> None:
    from PIL import Image

    sheet = book.sheets[0]
    sheet["A1"].value = [["Қағида", "Саны"], ["бір", 1]]
    sheet["A1:B1"].color = (255, 200, 0)
    book.sheets.add("#жасырын", after=sheet)["A1"].value = "басылмайды"
    book.to_pdf(tmp_path / "a.pdf")
    text = subprocess.run(["pdftotext", tmp_path / "a.pdf", "-"], capture_output=True, text=True, check=True).stdout
    assert "Қағида" in text
    assert "басылмайды" not in text
    book.to_pdf(tmp_path / "min.pdf", quality="minimum")
    sheet["A1:A2"].to_pdf(tmp_path / "b.pdf")
    text = subprocess.run(["pdftotext", tmp_path / "b.pdf", "-"], capture_output=True, text=True, check=True).stdout
    assert "Қағида" in text
    assert "Саны" not in text
    sheet["A1:B2"].to_png(tmp_path / "c.png")
    picture = Image.open(tmp_path / "c.png").convert("RGB")
    assert picture.getpixel((3, 3)) == (255, 200, 0)
    assert abs(picture.width - sheet["A1:B2"].width * 96 / 72 * 2) < 10
    sheet["A1:B2"].copy_picture()
    sheet.to_html(tmp_path / "d.html")
    page = (tmp_path / "d.html").read_text(encoding="utf-8")
    assert "Қағида" in page
    assert "басылмайды" not in page


@pytest.mark.proves("Macro.run", "App.macro", "Book.macro")
def test_macros_run(app: xw.App, book: xw.Book) -> None:
    libraries = book.impl.document.BasicLibraries
    if not libraries.hasByName("Standard"):
        libraries.createLibrary("Standard")
    libraries.getByName("Standard").insertByName("Module1", "Function Twice(x)\nTwice = x * 2\nEnd Function\n"
                                                 "Sub Put(cell)\ncell.String = \"макрос\"\nEnd Sub")  # fmt: skip
    assert book.macro("Module1.Twice").run(21) == 42
    assert app.macro("Twice")(1.5) == 3.0
    book.macro("Put")(book.sheets[0]["B2"])
    assert book.sheets[0]["B2"].value == "макрос"
    with pytest.raises(xlwings_libreoffice.LibreOfficeError, match="no macro"):
        book.macro("Жоқ")()


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
