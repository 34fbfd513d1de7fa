"""The buttons of confirming documents, pressed in LibreOffice: add the row's files, make the package."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import xlwings as xw

from ubb4 import buttons
from ubb4.base.errors import UseError
from ubb4.buttons.pressed import Hand, Told
from ubb4.desk.opened import Options
from ubb4.features.evidence import store, verify

SHEET = "Растайтын құжаттар"


@pytest.fixture
def book(app: xw.App, demo: Path, tmp_path: Path) -> Iterator[xw.Book]:
    copy = tmp_path / "кітап.xlsx"
    copy.write_bytes((demo / "medcentre.kk.xlsx").read_bytes())
    with app.books.open(copy) as opened:
        yield opened


def _press(app: xw.App, line: str) -> Told:
    return buttons.run(line, Hand(app, Options(date(2026, 8, 10))))


def _cell(book: xw.Book, title: str, row: int) -> xw.Range:
    sheet = book.sheets[SHEET]
    heads = [str(value or "").split(" *")[0] for value in sheet["A4:Z4"].value]
    return sheet[row - 1, heads.index(title)]


def test_a_rows_files_are_copied_beside_the_workbook(app: xw.App, book: xw.Book, tmp_path: Path) -> None:
    with pytest.raises(UseError, match="жолында тұрыңыз"):
        _press(app, "evidence")
    book.sheets[SHEET].activate()
    _cell(book, "Қосалқы тапсырмалар", 5).value = "P1.T2.S2; P1.T3.S2"
    _cell(book, "Қосалқы тапсырмалар", 5).select()
    with pytest.raises(UseError, match="файлдың толық орнын жазыңыз"):
        _press(app, "evidence")  # LibreOffice has no window for the choice of files that we could open
    (tmp_path / "скан 1.pdf").write_bytes(b"one")
    (tmp_path / "скан 2.pdf").write_bytes(b"two")
    _cell(book, "Файлдары", 5).value = f'скан 1.pdf\n"{tmp_path / "скан 2.pdf"}"'
    told = _press(app, "evidence")
    assert "D1 құжаты, 1-нұсқа қосылды" in told.text
    (version,) = store.versions(tmp_path / "кітап.evidence")
    assert version.subtasks == ("P1.T2.S2", "P1.T3.S2")
    assert [path.read_bytes() for path in store.paths(tmp_path / "кітап.evidence", version)] == [b"one", b"two"]
    assert _cell(book, "№", 5).value == "D1"
    assert _cell(book, "Файлдары", 5).value == "\n".join(each.name for each in version.files)
    assert not [line for line in _press(app, "check").text.splitlines() if "ТОЛЫҚ ЕМЕС" in line]


def test_what_the_button_has_entered_is_taken_back_and_a_copy_is_kept(app: xw.App, book: xw.Book, tmp_path: Path) -> None:
    book.sheets[SHEET].activate()
    _cell(book, "Қосалқы тапсырмалар", 5).value = "P1.T2.S2"
    (tmp_path / "скан.pdf").write_bytes(b"one")
    _cell(book, "Файлдары", 5).value = "скан.pdf"
    _cell(book, "Файлдары", 5).select()
    _press(app, "evidence")
    assert _cell(book, "№", 5).value == "D1"
    assert list((tmp_path / "кітап.көшірмелер").glob("*.xlsx"))
    _press(app, "back")
    assert _cell(book, "№", 5).value is None
    assert _cell(book, "Файлдары", 5).value == "скан.pdf"


def test_the_package_of_the_open_workbook(app: xw.App, book: xw.Book, tmp_path: Path) -> None:
    (tmp_path / "бұйрық.pdf").write_bytes(b"order")
    for title, value in (("№", "D1"), ("Қосалқы тапсырмалар", "P1.T1.S2"), ("Құжаттың атауы", "Бұйрық"), ("Файлдары", "бұйрық.pdf")):
        _cell(book, title, 5).value = value
    told = _press(app, "pack")
    assert "1 құжат; манифест SHA-256" in told.text
    assert "ЖОҚ: P1.T1.S1" in told.text
    out = tmp_path / "кітап пакет"
    assert verify.verify(out).wrong == ()
    assert [path.name for path in out.glob("*/*/*/*")] == ["01 бұйрық.pdf"]
    again = _press(app, "pack")
    assert verify.verify(out).wrong == ()
    assert "кітап пакет" in again.text
    assert len(list(tmp_path.glob("кітап пакет*"))) == 2, "an older package is never written over"
