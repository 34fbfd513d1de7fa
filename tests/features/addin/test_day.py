"""An officer's day on a screen, with a real mouse: grey buttons while a press works, a workbook that is closed meanwhile, one step of undo, the
language of the workbook, a list that keeps its filter, the helper that lives and ends."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import on_screen
from conftest import ROOT
from on_screen import Office, Screen, wait_for
from ubb4.base import settings, text
from ubb4.buttons import helper
from ubb4.excel import added
from ubb4.excel.listing import TOP
from ubb4.features.addin import install
from ubb4.plugins.hearing import hear

MISSING = on_screen.missing()
pytestmark = [
    pytest.mark.skipif(bool(MISSING) and os.environ.get("CI") != "true", reason=f"not installed: {', '.join(MISSING)}"),
]
PICTURES = ROOT / "build" / "screens"


@pytest.fixture(scope="module")
def screen() -> Iterator[Screen]:
    PICTURES.mkdir(parents=True, exist_ok=True)
    with on_screen.screen(PICTURES) as made:
        yield made


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return on_screen.own_settings(tmp_path_factory.mktemp("day"))


@pytest.fixture(autouse=True)
def shared(environment: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests see the settings that the buttons see."""
    for name, value in environment.items():
        monkeypatch.setenv(name, value)


@pytest.fixture(scope="module")
def office(screen: Screen, environment: dict[str, str]) -> Iterator[Office]:
    folder = Path(environment["XDG_CONFIG_HOME"]).parent
    with pytest.MonkeyPatch.context() as patch:
        for name, value in environment.items():
            patch.setenv(name, value)
        extension = folder / "ubb4.oxt"
        text.use("kk", chosen=False)  # as `ubb4 addin install` finds it where nobody has chosen
        extension.write_bytes(install.build_extension(hear(settings.read())))
        text.use("kk")
        made = Office(screen, extension, folder, environment)
        try:
            yield made
        finally:
            made.end()


def _open(office: Office, source: Path, folder: Path) -> Path:
    path = Path(shutil.copy(source, folder / source.name))
    office.open(path)
    wait_for(lambda: office.bar(), "the toolbar")
    return path


def test_buttons_are_grey_while_one_works_and_awake_after_it(office: Office, screen: Screen, demo: Path, tmp_path: Path) -> None:
    _open(office, demo / "medcentre.kk.xlsx", tmp_path)
    wait_for(lambda: office.awake("Тексеру"), "an awake button")
    assert not office.awake("Тоқтату"), "nothing to stop"
    office.press("Тексеру")
    wait_for(lambda: screen.windows("^ҮББ №4$"), "the window")
    assert not office.awake("Мерзімдер"), "grey while the press waits for an answer"
    assert office.awake("Тоқтату")
    office.answer("Escape", "20-grey")
    wait_for(lambda: office.awake("Мерзімдер"), "awake again")


def test_a_workbook_that_is_closed_meanwhile_is_one_sentence_and_the_buttons_wake(office: Office, screen: Screen, demo: Path, tmp_path: Path) -> None:
    _open(office, demo / "akimat.kk.xlsx", tmp_path)
    wait_for(lambda: office.awake("Тексеру"), "an awake button")
    office.press("Тексеру")
    for book in list(office.app.books):
        book.close()
    other = tmp_path / "other"
    other.mkdir()
    _open(office, demo / "medcentre.kk.xlsx", other)
    try:
        wait_for(lambda: office.awake("Тексеру"), "awake buttons in the other workbook")
    finally:
        screen.picture("21-closed")
    assert not screen.windows("^ҮББ №4$"), "no window stands behind the others"
    office.press("Мерзімдер")
    office.answer("Escape")
    assert added.find(office.app.books.active, "deadlines") is not None, "the next press works"


def test_one_press_is_one_step_of_undo(office: Office, screen: Screen, demo: Path, tmp_path: Path) -> None:
    _open(office, demo / "medcentre.kk.xlsx", tmp_path)
    book = office.app.books.active
    names = book.sheet_names
    manager = book.impl.document.UndoManager
    before = list(manager.getAllUndoActionTitles())
    office.press("Тексеру")
    office.answer("Escape")
    assert list(manager.getAllUndoActionTitles()) == ["ҮББ №4", *before]
    screen.press("ctrl+z")
    wait_for(lambda: book.sheet_names == names, "everything taken back by Ctrl+Z")
    assert not any(sheet.notes for sheet in book.sheets)


def test_the_tab_speaks_the_language_of_the_workbook(office: Office, screen: Screen, demo: Path, tmp_path: Path) -> None:
    _open(office, demo / "medcentre.ru.xlsx", tmp_path)
    wait_for(lambda: "Проверить" in office.bar(), "Russian buttons for a Russian workbook")
    office.press("Проверить")
    office.answer("Escape", "22-russian")
    listed = added.find(office.app.books.active, "findings")
    assert listed is not None
    assert listed.name == "Замечания"
    _open(office, demo / "medcentre.kk.xlsx", tmp_path)
    wait_for(lambda: "Тексеру" in office.bar(), "Kazakh ones for a Kazakh workbook")


def test_an_officer_filter_stays_in_force(office: Office, demo: Path, tmp_path: Path) -> None:
    _open(office, demo / "medcentre.kk.xlsx", tmp_path)
    office.press("Тексеру")
    office.answer("Escape")
    listed = added.find(office.app.books.active, "findings")
    assert listed is not None
    listed.tables[0].autofilter.apply_values(2, ["қате"])
    office.press("Тексеру")
    office.answer("Escape")
    rows = listed.range((TOP + 2, 1), listed.used_range.last_cell).options(ndim=2, empty="").value
    for number, row in enumerate(rows, TOP + 2):
        if row[0]:
            assert listed[f"{number}:{number}"].rows.hidden == (row[1] != "қате"), (number, row[1])


def test_the_helper_lives_between_presses_and_ends_when_asked(office: Office, demo: Path, tmp_path: Path) -> None:
    _open(office, demo / "medcentre.kk.xlsx", tmp_path)
    file = settings.own_folder() / helper.FILE
    wait_for(file.is_file, "the helper's sign of life")
    pid = json.loads(file.read_text("utf-8"))["pid"]
    office.press("Мерзімдер")
    office.answer("Escape")
    assert json.loads(file.read_text("utf-8"))["pid"] == pid, "the same one"
    assert helper.stop() == pid
    wait_for(lambda: not Path(f"/proc/{pid}").exists() or "Z" in Path(f"/proc/{pid}/stat").read_text(), "ended")
    office.press("Мерзімдер")
    office.answer("Escape")
    assert json.loads(file.read_text("utf-8"))["pid"] != pid, "the next press starts one anew"
