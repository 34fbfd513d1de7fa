"""The first workbook by its button, on both spreadsheets: asked for on a sheet, made of the answers, all mistakes told at once; PDF and help by theirs."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pytest
import xlwings as xw

from strict import Strict
from ubb4 import buttons
from ubb4.base import settings, text
from ubb4.base.errors import UseError
from ubb4.buttons.pressed import Hand, Told
from ubb4.desk.opened import Options
from ubb4.excel.questions import answers

TODAY = Options(date(2026, 8, 10))
Press = Callable[[str], Told]


@pytest.fixture(params=["strict", "plain"])
def strict(strict: Strict) -> Strict:
    """Here both always: each has its own way to open and close."""
    return strict


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, app: xw.App) -> Iterator[Path]:
    """The user's documents and files of a moment; what a test opened is closed."""
    monkeypatch.setattr(settings, "own_documents", lambda: tmp_path / "documents")
    monkeypatch.setattr(settings, "own_scratch", lambda: tmp_path / "scratch")
    yield tmp_path
    for book in list(app.books):
        if str(book.fullname).startswith(str(tmp_path)):
            book.close()


def _asking(app: xw.App) -> xw.Book:
    (found,) = [each for each in app.books if answers(each, "new") is not None]
    return found


def test_two_presses_make_the_first_workbook(app: xw.App, press: Press, places: Path) -> None:
    assert press("new").quiet
    page = _asking(app).sheets[0]
    assert page.range("A4").value == "Ұйымның толық ресми атауы"
    assert page.range("B7").value == 2026
    page.range("B4").value = "Вымышленный акимат"
    page.range("B5").value = "Аудан (қала) әкімдігі"
    page.range("B6").value = "орысша"
    page.range("B8:B11").value = [["иә"], ["жоқ"], ["жоқ"], ["иә"]]
    told = press("new")
    made = places / "documents" / "ТБН № 4 2026.xlsx"
    assert str(made) in told.text
    assert app.books.active.name == made.name
    assert not [each for each in app.books if answers(each, "new") is not None], "the questions are closed"
    meta = dict(row[:2] for row in openpyxl.load_workbook(made)["_ubb4"].iter_rows(values_only=True))
    assert (meta["language"], meta["plugins"]) == ("ru", "project1_risk,project4_culture")
    opened = Hand(app, TODAY).read()
    assert opened.book.kind == "district_akimat"
    assert opened.book.body_name("ru") == "Вымышленный акимат"
    assert opened.book.year == 2026


def test_every_wrong_answer_is_told_at_once_and_nothing_is_made(app: xw.App, press: Press, places: Path) -> None:
    press("new")
    page = _asking(app).sheets[0]
    page.range("B5").value = "министрлік"
    page.range("B6").value = "неміс"
    page.range("B7").value = "былтыр"
    page.range("B8:B11").value = [["жоқ"], ["жоқ"], ["мүмкін"], ["жоқ"]]
    with pytest.raises(UseError) as told:
        press("new")
    lines = told.value.message.split("\n")
    assert [line.partition(":")[0] for line in lines[1:]] == ["B4", "B5", "B6", "B7", "B10"]
    assert not (places / "documents").exists()
    page.range("B10").value = "жоқ"
    with pytest.raises(UseError, match="кемінде бір жоба"):
        press("new")


def test_a_second_workbook_of_a_year_gets_a_number_and_the_first_stays(app: xw.App, press: Press, places: Path) -> None:
    for _n in range(2):
        press("new")
        page = _asking(app).sheets[0]
        page.range("B4:B5").value = [["Ойдан шығарылған ұйым"], ["Мемлекеттік ұйым"]]
        press("new")
    assert sorted(path.name for path in (places / "documents").iterdir()) == ["№ 4 ҮББ 2026 (2).xlsx", "№ 4 ҮББ 2026.xlsx"]


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_answers_are_understood_in_the_language_they_were_asked_in(language: str, app: xw.App, press: Press, places: Path) -> None:
    with text.speaking(language):
        press("new")
        page = _asking(app).sheets[0]
        page.range("B4").value = "X"
        page.range("B5").value = text.gettext("Мемлекеттік ұйым")
        assert not press("new").bad
    assert Hand(app, TODAY).read().book.kind == "state_organisation"


def test_without_a_program_the_questions_are_opened_by_the_system(places: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr("click.launch", opened.append)
    told: Told = buttons.run("new", Hand(None, Options(TODAY.today)))
    assert opened == [str(places / "scratch" / "Жаңа кітап.xlsx")]
    assert told.quiet


def test_help_opens_the_section_of_the_sheet_in_front(app: xw.App, book: xw.Book, press: Press, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    opened: list[str] = []
    monkeypatch.setattr("click.launch", opened.append)
    (tmp_path / "manual").mkdir()
    (tmp_path / "manual" / "officer.kk.html").write_text("x")
    monkeypatch.setattr("ubb4.base.manual.shipped", lambda name: tmp_path / name)
    book.sheets["Хабарландырулар"].activate()
    press("help")
    (tmp_path / "manual" / "officer.kk.html").unlink()
    assert opened == [(tmp_path / "manual" / "officer.kk.html").resolve().as_uri() + "#register-announcements"]
    with pytest.raises(UseError, match="make manual"):
        press("help")


def test_papers_made_last_get_their_pdf_once(app: xw.App, book: xw.Book, press: Press, tmp_path: Path) -> None:
    with pytest.raises(UseError, match="құжат жоқ"):
        press("pdf")
    press("report note")
    (folder,) = (tmp_path / "құжаттар").iterdir()
    told = press("pdf")
    assert "LibreOffice" in told.text
    assert [path.stem for path in folder.glob("*.pdf")] == [path.stem for path in folder.glob("*.docx")]
    assert (next(folder.glob("*.pdf"))).read_bytes()[:5] == b"%PDF-"
    assert press("pdf").quiet
    shutil.rmtree(folder)
