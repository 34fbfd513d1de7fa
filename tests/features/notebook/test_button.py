"""The button of analysis, pressed in the real LibreOffice: the workbook as it stands, its page beside it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import xlwings as xw

from conftest import BUNDLED
from ubb4 import buttons
from ubb4.base import text
from ubb4.base.errors import UseError
from ubb4.base.settings import Settings
from ubb4.buttons import entry
from ubb4.buttons.pressed import Hand, Told
from ubb4.desk.opened import Options
from ubb4.plugins.hearing import hear


@pytest.fixture
def book(app: xw.App, demo: Path, tmp_path: Path) -> Iterator[xw.Book]:
    copy = tmp_path / "кітап.xlsx"
    copy.write_bytes((demo / "region.kk.xlsx").read_bytes())
    with app.books.open(copy) as opened:
        yield opened


def _press(app: xw.App, line: str) -> Told:
    return buttons.run(line, Hand(app, Options(date(2026, 10, 20))))


def test_every_project_has_its_button() -> None:
    for plugin in hear(Settings(enabled=tuple(BUNDLED))).plugins:
        called = [button for button in plugin.project.buttons if button.run.startswith("notebook ")]
        assert [button.label for button in called] == ["Талдау беті"]
        assert not called[0].menu


def test_the_page_is_of_the_workbook_as_it_stands(app: xw.App, book: xw.Book, tmp_path: Path) -> None:
    before = (tmp_path / "кітап.xlsx").read_bytes()
    told = _press(app, "notebook risks")
    page = tmp_path / "кітап Сыбайлас жемқорлық тәуекелдерін талдау.html"
    assert page.is_file()
    assert str(page) in told.text
    assert (told.quiet, told.bad, told.question) == (True, False, "")
    assert told.then is not None, "the page is opened at once"
    assert "кітап.xlsx <code>" in page.read_text("utf-8"), "a saved workbook is read from its file"
    sheet = book.sheets["Тәуекелдер"]
    unit = next(place for place in range(20) if str(sheet[3, place].value).startswith("Құрылымдық"))
    sheet[4, unit].value = "Жаңа ашылған бөлім"
    with text.speaking("ru"):
        told = _press(app, "notebook risks")
    fresh = tmp_path / "кітап Анализ коррупционных рисков.html"
    html = fresh.read_text("utf-8")
    assert "Жаңа ашылған бөлім" in html, "what is not saved yet is there"
    assert "кітап (копия открытой книги).xlsx <code>" in html
    assert "Карта рисков</h2>" in html
    assert (tmp_path / "кітап.xlsx").read_bytes() == before
    assert book.sheets["Тәуекелдер"][4, unit].value == "Жаңа ашылған бөлім"
    again = _press(app, "notebook risks")
    assert (tmp_path / "кітап Сыбайлас жемқорлық тәуекелдерін талдау (2).html").is_file(), again.text


def test_a_page_that_is_not_whole_is_told_in_a_window(app: xw.App, book: xw.Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "ubb4.toml").write_text('[plugins]\nenabled = ["project1_risk"]\n', "utf-8")
    monkeypatch.setenv("UBB4_SETTINGS", str(tmp_path / "ubb4.toml"))
    told = _press(app, "notebook risks")
    assert (told.quiet, told.bad) == (False, True)
    assert "project4_culture" in told.text
    with pytest.raises(UseError, match="Бары: risks"):
        _press(app, "notebook culture")


def test_pressed_through_the_door_the_page_opens(app: xw.App, book: xw.Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr("click.launch", opened.append)
    assert entry.press_on(app, "p4_analysis") == entry.DONE
    assert opened == [str(tmp_path / "кітап Сыбайлас жемқорлыққа қарсы мәдениетті талдау.html")]
