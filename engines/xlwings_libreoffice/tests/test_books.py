"""Apps and workbooks: opening, saving, exporting, macros."""

from __future__ import annotations

import subprocess
from pathlib import Path

import openpyxl
import pytest
import xlwings as xw

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
