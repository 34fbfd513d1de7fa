"""The whole way on a real screen: the extension installed, its buttons pressed with the mouse, windows answered, and what is
then in the workbook. The pictures stay in build/screens to be looked at."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import on_screen
from conftest import ROOT
from on_screen import Office, Screen, wait_for
from ubb4.base import settings
from ubb4.base.text import LANGUAGES
from ubb4.excel import added, kept, listing
from ubb4.features.addin import install, tab
from ubb4.plugins.hearing import hear
from ubb4.plugins.toolkit import Toolkit, common_project

MISSING = on_screen.missing()
pytestmark = [
    pytest.mark.skipif(bool(MISSING) and os.environ.get("CI") != "true", reason=f"not installed: {', '.join(MISSING)}"),
]
PICTURES = ROOT / "build" / "screens"


class Desk:
    """LibreOffice on a screen, and the settings that its buttons see."""

    def __init__(self, office: Office, settings: Path, folder: Path) -> None:
        self.office, self.settings, self.folder = office, settings, folder

    def refresh(self, shown: Callable[[], Any], told: str) -> None:
        """Press «Жаңарту» until it shows: the toolbar is laid anew after a press, and a click at that moment is lost."""
        for limit in (15.0, 15.0, 40.0):
            time.sleep(0.5)
            self.office.press("Жаңарту")
            try:
                wait_for(shown, told, limit)
                return
            except AssertionError:
                if limit > 15:
                    raise

    def enable(self, *plugins: str) -> None:
        self.settings.write_text(f"[plugins]\nenabled = {list(plugins)!r}\n", "utf-8")


@pytest.fixture(scope="module")
def screen() -> Iterator[Screen]:
    PICTURES.mkdir(parents=True, exist_ok=True)
    with on_screen.screen(PICTURES) as made:
        yield made


@pytest.fixture(scope="module")
def desk(screen: Screen, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("office")
    environment = on_screen.own_settings(folder)
    with pytest.MonkeyPatch.context() as patch:
        for name, value in environment.items():
            patch.setenv(name, value)
        assert tab.state_file().is_relative_to(folder)
        extension = folder / "ubb4.oxt"
        extension.write_bytes(install.build_extension(hear(settings.read())))
        office = Office(screen, extension, folder, environment)
    try:
        yield Desk(office, Path(environment["UBB4_SETTINGS"]), folder)
    finally:
        office.end()


def test_check_next_deadlines_plan_and_unmark(desk: Desk, demo: Path, tmp_path: Path, screen: Screen) -> None:
    path = Path(shutil.copy(demo / "medcentre.kk.xlsx", tmp_path / "medcentre.xlsx"))
    office = desk.office
    book = office.open(path)
    sheets = book.sheet_names
    office.press("Тексеру")
    office.answer("Return", "1-check")
    listed = added.find(book, "findings")
    assert listed is not None
    assert book.sheets.active == listed, "Return is yes: the list is shown"
    screen.picture("2-findings")
    rows = added.table(listed)
    cells = {(row[2], row[3]) for row in rows}
    assert len(cells) == 10
    for sheet, cell in cells:
        place = book.sheets[sheet][cell]
        assert place.color in listing.COLOURS.values()
        assert "ҮББ №4" in place.note.text
    seen: list[Any] = []
    for step in range(3):
        before = (book.sheets.active.name, book.selection.address)
        office.press("Келесі ескертпе")
        wait_for(lambda before=before: (book.sheets.active.name, book.selection.address) != before, "the next cell")
        seen.append((book.sheets.active.name, book.selection.address.replace("$", "")))
        time.sleep(0.5)
        screen.picture(f"3-next-{step + 1}")
    assert len(set(seen)) == 3
    assert set(seen) <= cells
    office.press("Мерзімдер")
    office.answer("Return", "4-deadlines-told")
    screen.picture("5-deadlines")
    due = added.find(book, "deadlines")
    assert due is not None
    assert len(added.table(due)) > 10
    office.press("Іс-шаралар жоспары")
    office.answer("Escape", "6-plan")
    (plan,) = tmp_path.rglob("Іс-шаралар жоспары*.docx")
    assert plan.stat().st_size > 10_000
    office.press("Белгілерді алып тастау")
    wait_for(lambda: kept.SHEET not in book.sheet_names, "the marks taken back")
    wait_for(lambda: book.sheet_names == sheets, "the sheets taken away")
    assert not any(sheet.notes for sheet in book.sheets)
    book.save()


def test_annex_1_of_the_akimat(desk: Desk, demo: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(demo / "akimat.kk.xlsx", tmp_path / "akimat.xlsx"))
    office = desk.office
    office.open(path)
    office.press("№1 қосымша")
    office.answer("Escape", "7-annex1")
    assert [path for path in tmp_path.rglob("*.docx") if "№1 қосымша" in path.name]
    office.press("Іс-шаралар жоспары")
    office.answer("Return", "8-which-row")
    assert not list(tmp_path.rglob("Іс-шаралар жоспары*")), "several analyses: the officer is asked to stand on one"


def test_a_foreign_workbook_is_grey(desk: Desk, tmp_path: Path) -> None:
    import openpyxl

    other = tmp_path / "other.xlsx"
    openpyxl.Workbook().save(other)
    desk.office.open(other)
    wait_for(lambda: not desk.office.awake("Тексеру"), "grey buttons")
    assert desk.office.awake("Жаңарту")


def test_the_language_is_switched_in_the_menu(desk: Desk, demo: Path, tmp_path: Path, screen: Screen) -> None:
    office = desk.office
    office.open(Path(shutil.copy(demo / "medcentre.kk.xlsx", tmp_path / "m.xlsx")))
    assert office.awake("Тексеру")
    buttons = common_project().buttons
    names = [button.menu or button.label for button in buttons]
    downs = list(dict.fromkeys(names)).index("Тіл")
    for language, word in (("ru", "Проверить"), ("en", "Check"), ("kk", "Тексеру")):
        screen.click(*office.menu("ҮББ №4"))
        time.sleep(0.5)
        screen.press(*["Down"] * (downs + 1), "Right", *["Down"] * LANGUAGES.index(language))
        screen.picture(f"9-menu-{language}")
        screen.press("Return")
        wait_for(lambda word=word: word in office.bar(), f"the button «{word}»")
        screen.picture(f"9-{language}")


def test_a_disabled_plugin_takes_its_group_away(desk: Desk, demo: Path, tmp_path: Path, screen: Screen) -> None:
    office = desk.office
    book = office.open(Path(shutil.copy(demo / "medcentre.kk.xlsx", tmp_path / "m.xlsx")))
    group = {"Талдамалық анықтама", "Іс-шаралар жоспары", "№1 қосымша"}
    assert group <= set(office.bar())
    desk.enable()
    desk.refresh(lambda: not group & set(office.bar()), "no group")
    desk.enable("project1_risk")
    desk.refresh(lambda: group <= set(office.bar()), "the group again")
    desk.enable("project1_risk", "plan_of_mine")
    desk.refresh(lambda: screen.windows("^ҮББ №4$"), "a window")
    office.answer("Return", "10-broken")
    wait_for(lambda: "Жүктелмеді: plan_of_mine" in office.bar(), "the broken one named")
    screen.picture("11-broken-named")
    office.press("Тексеру")
    office.answer("Escape")
    listed = added.find(book, "findings")
    assert listed is not None
    assert any("plan_of_mine" in str(row[0]) for row in listed["A1:A9"].options(ndim=2, empty="").value)
    assert added.table(listed), "the others' rules worked"
    desk.enable("project1_risk")
    desk.refresh(lambda: "Жүктелмеді: plan_of_mine" not in office.bar(), "nothing broken")


def test_one_toolkit_is_shown_alike_in_both_programs() -> None:
    toolkit: Toolkit = hear(settings.Settings(enabled=("project1_risk",)))
    words = install.build_extension(toolkit)
    assert words == install.build_extension(toolkit), "the same bytes"
