"""Every button on an open workbook, in the real LibreOffice: what it writes, what it tells, and that nothing else changes."""

from __future__ import annotations

import ast
import importlib.util
import pkgutil
import re
import sys
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwings as xw

import xlwings_libreoffice
from conftest import alone
from ubb4 import buttons
from ubb4.base import settings, text
from ubb4.base.errors import UseError
from ubb4.base.problem import Problem
from ubb4.buttons import entry
from ubb4.buttons.pressed import Hand, Told
from ubb4.deadlines.deadline import state_words
from ubb4.desk.check import check
from ubb4.desk.desk import Desk
from ubb4.desk.due import due
from ubb4.desk.opened import Options
from ubb4.excel import added, calc_list, file, structure
from ubb4.plugins.hearing import hear

TODAY = Options(date(2026, 8, 10))
Press = Callable[[str], Told]


def _open(app: xw.App, path: Path, folder: Path) -> xw.Book:
    copy = folder / path.name
    copy.write_bytes(path.read_bytes())
    return app.books.open(copy)


def _findings(path: Path) -> list[dict[str, Any]]:
    desk = Desk(TODAY)
    found: list[dict[str, Any]] = [each.to_json() for each in check(desk.take(file.read(path), path.name, path)).findings]
    return found


def test_check_lists_what_the_command_finds(book: xw.Book, press: Press) -> None:
    wanted = _findings(Path(book.fullname))
    told = press("check")
    sheet = added.find(book, "findings")
    assert sheet is not None
    assert sheet.name == "Ескертпелер"
    rows = added.table(sheet)
    assert [(row[2], row[3], row[4], row[5], row[6]) for row in rows] == [
        (each["sheet"], each["cell"], each["message"], each["hint"], each["source"]) for each in wanted
    ]
    assert told.text.startswith("7 қате, 5 ескерту, 1 мәлімет.")
    assert sheet["A1"].value == "Ескертпелер"
    links = [formula for row in sheet.used_range.formula for formula in row if str(formula).startswith("=HYPERLINK")]
    assert links[0] == '=HYPERLINK("#\'Хабарландырулар\'!C5","C5")'
    assert len(links) == len(rows)
    assert book.sheets.active.name == "Басты бет", "the officer stays where the officer was"
    assert told.then is not None
    told.then()
    assert book.sheets.active.name == "Ескертпелер"


def test_next_walks_through_the_marked_cells_and_round(book: xw.Book, press: Press) -> None:
    assert press("next").bad, "without a check there is nothing to walk through"
    press("check")
    cells = list(dict.fromkeys((each["sheet"], each["cell"]) for each in _findings(Path(book.fullname)) if each["cell"]))
    seen = []
    for __ in range(len(cells) + 1):
        told = press("next")
        seen.append((book.sheets.active.name, book.selection.address.replace("$", "")))
        assert told.quiet
        assert f"{seen[-1][0]}!{seen[-1][1]}" in told.text
    assert sorted(seen[:-1]) == sorted(cells)
    assert seen[-1] == seen[0]


def test_due_shows_each_date_with_its_working(book: xw.Book, press: Press) -> None:
    press("due")
    sheet = added.find(book, "deadlines")
    assert sheet is not None
    desk = Desk(TODAY)
    path = Path(book.fullname)
    found = due(desk.take(file.read(path), path.name)).deadlines
    rows = added.table(sheet)
    assert len(rows) == len(found) > 10
    words = state_words()

    def told(state: str, day: date | None, subtask: str, title: str, source: str) -> tuple[str, ...]:
        return state, day.isoformat() if day else "", subtask, title, source

    wanted = sorted(told(words[e.state], e.day, e.subtask, e.title, e.source) for e in found)
    assert sorted(told(row[1], row[2].date() if row[2] else None, row[3], row[5], row[9]) for row in rows) == wanted
    rules = {(e.subtask, e.title, e.source): e.rule for e in found}
    assert all(any(row[6].startswith(e.rule) for e in found if e.subtask == row[3]) for row in rows), rules
    urgency = ["мерзімі өткен", "алда", "белгісіз", "кешіккен", "уақытында"]
    places = [urgency.index(row[1]) for row in rows]
    assert places == sorted(places), "overdue first, what is done last"


def test_explain_tells_the_norm_and_the_finding(book: xw.Book, press: Press) -> None:
    press("check")
    book.sheets["Хабарландырулар"].activate()
    book.sheets["Хабарландырулар"]["C6"].select()
    said = press("explain").text
    for part in ("P1.T1.S3", "§ нұсқаулық", "Құжаттағы күн", "Хабарландыру мәтінінде көрсетілген күн.", "күні жоқ"):
        assert part in said
    book.sheets["Басты бет"].activate()
    book.sheets["Басты бет"]["C6"].select()
    assert "Ұйым" in press("explain").text
    with structure.unlocked(book):  # as an officer does who adds a sheet
        book.sheets.add("Жеке парақ", after=book.sheets[-1])
    assert "реестр парағы емес" in press("explain").text


@pytest.mark.parametrize(("sheet", "key"), [("Тәуекелдер", "T14"), ("Хабарландырулар", None), ("Талдаулар", "A2")])
def test_row_gives_the_next_number(book: xw.Book, press: Press, sheet: str, key: str | None) -> None:
    book.sheets[sheet].activate()
    rows = book.sheets[sheet].used_range.options(ndim=2).value
    press("row")
    cell = book.selection
    row = book.sheets[sheet].range((cell.row, 1), (cell.row, 1)).value
    assert row == key
    above = rows[cell.row - 2]
    assert any(above), "the row above is filled"
    assert not any(rows[cell.row - 1]) if cell.row <= len(rows) else True, "the row itself was empty"


def test_row_needs_a_register(book: xw.Book, press: Press) -> None:
    with pytest.raises(Exception, match="реестр парағына"):
        press("row")


def test_reports_stand_beside_the_workbook_and_never_replace(book: xw.Book, press: Press, tmp_path: Path) -> None:
    day = tmp_path / "құжаттар" / "2026-08-10"
    for name in ("Іс-шаралар жоспары, 2026-08-10.docx", "Іс-шаралар жоспары, 2026-08-10 (2).docx"):
        told = press("report plan")
        assert (day / name).is_file(), "named in words, in a folder of the day"
        assert name in told.text
    with text.speaking("ru"):
        press("report note")
    assert (tmp_path / "документы" / "2026-08-10" / "Аналитическая справка, 2026-08-10.docx").is_file()
    every = press("report all")
    assert len(list(day.glob("*.docx"))) == 12
    assert "жасалмады: Жарияламаудың негіздемесі" in every.text


def test_the_row_in_hand_is_the_one_reported(app: xw.App, demo: Path, tmp_path: Path, press: Press) -> None:
    with _open(app, demo / "akimat.kk.xlsx", tmp_path) as book:
        with pytest.raises(Exception, match="бірнеше жол бар"):
            press("report plan")
        sheet = book.sheets["Талдаулар"]
        sheet.activate()
        for row, key in ((5, "A1"), (6, "A2")):
            sheet[f"C{row}"].select()
            assert sheet[f"A{row}"].value == key
            press("report plan")
        risks = book.sheets["Тәуекелдер"]
        risks.activate()
        place = next(r for r in range(5, 20) if risks[f"B{r}"].value == "A2")
        risks[f"A{place}"].select()
        press("report plan")
        assert len(list(tmp_path.rglob("Іс-шаралар жоспары*.docx"))) == 3
        press("report annex1")
        assert [path for path in tmp_path.rglob("*.docx") if "№1 қосымша" in path.name]


def _parts(path: Path) -> dict[str, bytes]:
    """Every part; the stamp of who saved last and when is no content, nor the numbers that LibreOffice draws for the axes
    of a chart and the data bars at each save, nor that it writes a cell as a range of one once a sheet was added and taken away."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if name != "docProps/core.xml"}
    for name in parts:
        if name.startswith("xl/charts/"):
            numbered = re.sub(rb'(<c:(?:axId|crossAx) val=)"\d+"', rb"\1", parts[name])
            parts[name] = re.sub(rb"(\$[A-Z]+\$\d+):\1(?=<)", rb"\1", numbered)
        parts[name] = re.sub(rb"(<x14:id>|x14:cfRule type=\"dataBar\" id=\")\{[0-9A-F-]+\}", rb"\1", parts[name])
    return parts


def _foreign(book: xw.Book, folder: Path) -> None:
    """What an officer may have put into a workbook: a chart, a picture, notes, colours, a filter, a sheet of ours by name."""
    from PIL import Image

    sheet = book.sheets["Хабарландырулар"]
    sheet["C5"].add_note("өз ескертпем")
    sheet["D5"].color = (10, 200, 30)
    picture = folder / "picture.png"
    Image.new("RGB", (40, 20), (200, 0, 0)).save(picture)
    sheet.pictures.add(picture, left=400, top=200)
    own = book.sheets.add("Ескертпелер", after=book.sheets[-1])
    own["A1"].value = [["ай", "саны"], ["қаңтар", 3], ["ақпан", 5]]
    own.charts.add().set_source_data(own["A1:B3"])
    own["A1:B3"].autofilter.apply_values(1, ["қаңтар"])
    book.sheets["Басты бет"].activate()


@pytest.mark.parametrize("foreign", [pytest.param(False, marks=pytest.mark.long), True])
def test_a_workbook_is_the_same_after_unmark(app: xw.App, demo: Path, tmp_path: Path, foreign: bool) -> None:
    source = tmp_path / "source.xlsx"
    source.write_bytes((demo / "medcentre.kk.xlsx").read_bytes())
    if foreign:
        with app.books.open(source) as book:
            with structure.unlocked(book):
                _foreign(book, tmp_path)
            book.save()
    saved = []
    for name, lines in (("untouched.xlsx", ()), ("unmarked.xlsx", ("check", "due", "check", "next", "unmark"))):
        # a LibreOffice of its own: it counts the charts that it has saved in their names
        with xw.App(visible=False, add_book=False) as own, own.books.open(source) as book:
            front = book.sheets.active.name
            for line in lines:
                buttons.run(line, Hand(own, TODAY))
                if line == "check":
                    listed = added.find(book, "findings")
                    assert listed is not None
                    assert listed.name == ("Ескертпелер (2)" if foreign else "Ескертпелер")
            book.sheets[front].activate()  # «next» has walked away
            book.save(tmp_path / name)
            saved.append(_parts(tmp_path / name))
    for parts in saved:  # LibreOffice writes the look of a conditional format once or twice, as it has met it
        parts["xl/styles.xml"] = re.sub(rb"<dxfs.*</dxfs>", b"", parts["xl/styles.xml"], flags=re.DOTALL)
        for name in [each for each in parts if each.startswith("xl/worksheets/sheet")]:
            plain = re.sub(rb' dxfId="\d+"', b"", parts[name])
            parts[name] = re.sub(rb"(</f>|<f[^>]*/>)<v>[^<]*</v>", rb"\1", plain)  # what formulas come to is a matter of the day
    changed = [name for name in saved[0] if saved[0][name] != saved[1].get(name)]
    walked = [name for name in changed if name.startswith("xl/worksheets/sheet")]
    assert list(saved[0]) == list(saved[1])
    assert changed == walked, "no part but the sheets where the cell in hand moved"
    for name in walked:
        one, other = (each[name].decode().split("</sheetViews>") for each in saved)
        assert one[1] == other[1]


def test_a_sheet_that_is_protected_stops_the_marking_and_nothing_stays(book: xw.Book, press: Press) -> None:
    names = book.sheet_names
    book.sheets["Хабарландырулар"].api.Protect("құпия")
    with pytest.raises(UseError, match="«Хабарландырулар» парағы қорғалған"):
        press("check")
    assert book.sheet_names == names
    assert not any(sheet.notes for sheet in book.sheets)


def test_the_lock_of_a_new_workbook_is_lifted_and_set_again(book: xw.Book, press: Press) -> None:
    """The lock that `ubb4 new` sets, as Excel keeps it: every button that changes sheets works, and the lock is there after each press."""
    assert book.api.isProtected(), "the engine brings the lock in when it opens the file"
    for line in ("check", "due", "measures", "check", "unmark"):
        assert not press(line).bad
        assert book.api.isProtected(), line
    with pytest.raises(Exception, match="protected"):
        book.sheets.add("бөгде")


def test_the_lock_is_set_again_after_a_failure(book: xw.Book, press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any) -> None:
        raise RuntimeError("үзілді")

    monkeypatch.setattr(added, "_fill", broken)
    monkeypatch.setattr(calc_list, "write", broken)
    with pytest.raises(RuntimeError):
        press("due")
    assert book.api.isProtected()


def test_a_password_that_the_file_brings_is_told(app: xw.App, demo: Path, tmp_path: Path, press: Press) -> None:
    """Locked with a password by another program: LibreOffice forgets it, Excel does not; nothing is half-done."""
    locked = openpyxl.load_workbook(demo / "medcentre.kk.xlsx")
    locked.security.workbookPassword = "ABCD"
    path = tmp_path / "locked.xlsx"
    locked.save(path)
    with app.books.open(path) as book:
        names = book.sheet_names
        for line in ("check", "due"):
            with pytest.raises(UseError, match="құпиясөзбен"):
                press(line)
        assert book.sheet_names == names
        assert not any(sheet.notes for sheet in book.sheets)


def test_a_workbook_whose_structure_is_protected_is_told(book: xw.Book, press: Press) -> None:
    names = book.sheet_names
    book.api.unprotect("")
    book.api.protect("құпия")
    for line in ("check", "due"):
        with pytest.raises(UseError, match="құрылымы құпиясөзбен қорғалған"):
            press(line)
    assert book.sheet_names == names
    assert not any(sheet.notes for sheet in book.sheets)
    book.api.unprotect("құпия")


def test_a_newer_and_an_older_template_are_told(book: xw.Book, press: Press) -> None:
    cell = next(c for c in book.sheets["_ubb4"]["A1:A9"] if c.value == "template")
    for version, words in (("9", "жаңарақ үлгімен"), ("0", "ескі үлгімен")):
        cell.offset(0, 1).value = "'" + version
        assert words in press("check").text


def test_a_broken_plugin_is_named_and_the_rest_works(app: xw.App, book: xw.Book) -> None:
    hand = Hand(app, TODAY)
    toolkit = hear(settings.read())
    broken = Problem("plan_x", "«plan_x» плагині жүктелмеді")
    hand.__dict__["desk"] = Desk(TODAY, toolkit.__class__(toolkit.common, toolkit.plugins, (broken,)))
    told = buttons.run("check", hand)
    assert told.bad
    assert "ТОЛЫҚ ЕМЕС: plan_x" in told.text
    sheet = added.find(book, "findings")
    assert sheet is not None
    assert "ТОЛЫҚ ЕМЕС: plan_x" in str(sheet["A3"].value)
    assert added.table(sheet)


class Windows:
    """Stands in for the windows that nobody can see here; the test on a screen uses the real ones."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, answer: str = "no") -> None:
        self.said: list[str] = []
        self.answer = answer
        monkeypatch.setattr(xw.App, "alert", self.alert)
        monkeypatch.setattr("click.launch", self.said.append)  # no browser opens

    def alert(self, prompt: str, title: str, buttons: str, mode: str) -> str:
        assert title == "ҮББ №4"
        self.said.append(prompt)
        return self.answer if buttons == "yes_no" else "ok"


def test_every_button_can_be_pressed(app: xw.App, book: xw.Book, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    windows = Windows(monkeypatch)
    for button in hear(settings.read()).buttons:
        if request.node.callspec.params["strict"] == "plain" and button.run.startswith("notebook"):
            continue  # a kernel knows nothing of the program: once is enough
        before = len(windows.said)
        code = entry.press_on(app, button.id)
        assert code in (entry.DONE, entry.FAILED)
        wrong = re.compile("Ішкі қате|Внутренняя ошибка|Internal error")
        assert not any(wrong.search(said) for said in windows.said[before:]), button.id
        alone(app, book)


def test_failures_are_one_sentence(app: xw.App, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    windows = Windows(monkeypatch)
    for other in list(app.books):
        other.close()
    code = entry.press_on(app, "check")
    if request.node.callspec.params["strict"] == "plain":  # LibreOffice: its buttons are grey without a workbook: one was closed while a press worked
        assert code == entry.DONE
        assert "Ашық кітап жоқ" in str(app.status_bar)
        assert not windows.said
    else:
        assert code == entry.FAILED
        assert windows.said[-1].startswith("Ашық кітап жоқ")
    stranger = app.books.add()
    assert entry.press_on(app, "check") == entry.FAILED
    assert "реестр парағы табылмады" in windows.said[-1]
    assert entry.press_on(app, "no_such") == entry.FAILED
    assert "no_such" in windows.said[-1]

    def broken(*arguments: Any) -> None:
        raise RuntimeError("ойдан шығарылған")

    monkeypatch.setattr(buttons, "run", broken)
    assert entry.press_on(app, "check") == entry.FAILED
    assert windows.said[-1].startswith("Ішкі қате: RuntimeError: ойдан шығарылған")
    assert "ubb4.log" in windows.said[-1]
    stranger.close()


@pytest.mark.parametrize("words", [[], ["a b"], ["check", "--hwnd=x"], ["check", "--exec=1"], ["../x"]])
def test_a_strange_call_is_refused(words: list[str], capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "own_folder", lambda: tmp_path)
    monkeypatch.chdir(tmp_path)
    assert entry.press(words) == entry.FAILED
    assert "түсініксіз" in capsys.readouterr().err


def test_the_language_is_kept(app: xw.App, book: xw.Book, press: Press) -> None:
    told = press("language ru")
    assert settings.read().language == "ru"
    assert text.language() == "ru"
    assert "русск" in told.text.casefold()
    text.use("kk")


def _on_windows() -> dict[str, set[str]]:
    """The classes of xlwings' engine for Windows and their members, read from its source: it cannot be imported here."""
    found = importlib.util.find_spec("xlwings")
    assert found is not None
    assert found.origin is not None
    tree = ast.parse((Path(found.origin).parent / "_xlwindows.py").read_text("utf-8"))
    classes = {node.name: node for node in tree.body if isinstance(node, ast.ClassDef)}

    def members(node: ast.ClassDef) -> set[str]:
        own = {each.name for each in node.body if isinstance(each, ast.FunctionDef)}
        own |= {t.id for each in node.body if isinstance(each, ast.Assign) for t in each.targets if isinstance(t, ast.Name)}
        own |= {  # what __init__ sets
            target.attr for each in ast.walk(node) if isinstance(each, ast.Assign)
            for target in each.targets if isinstance(target, ast.Attribute)
        }  # fmt: skip
        for base in node.bases:
            if isinstance(base, ast.Name) and base.id in classes:
                own |= members(classes[base.id])
        return own

    return {name: members(node) for name, node in classes.items()}


@pytest.mark.parametrize("every", [6, pytest.param(1, marks=pytest.mark.long)])
def test_all_that_a_press_asks_for_xlwings_has_on_windows(
    every: int, app: xw.App, book: xw.Book, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    """Excel cannot run here; that each member asked of the engine exists in xlwings' engine for Excel can be seen."""
    Windows(monkeypatch)
    asked: set[tuple[str, str]] = set()

    def watch(kind: type) -> None:
        read = kind.__getattribute__

        def getattribute(self: Any, member: str) -> Any:
            if sys._getframe(1).f_globals.get("__name__", "").startswith("xlwings.") and not member.startswith("__"):
                asked.add((type(self).__name__, member))
            return read(self, member)

        monkeypatch.setattr(kind, "__getattribute__", getattribute)

    for module in pkgutil.walk_packages(xlwings_libreoffice.__path__, "xlwings_libreoffice."):
        if module.name.startswith("xlwings_libreoffice.bridge."):
            continue  # the side that runs inside the office
        for kind in list(vars(importlib.import_module(module.name)).values()):
            if isinstance(kind, type) and kind.__module__.startswith("xlwings_libreoffice.") and not issubclass(kind, BaseException | tuple):
                watch(kind)
    book.sheets["Тәуекелдер"].activate()
    for number, button in enumerate(hear(settings.read()).buttons):
        if number % every == 0 or button.id in ("check", "unmark"):
            assert entry.press_on(app, button.id) in (entry.DONE, entry.FAILED)
            alone(app, book)
    known = _on_windows()
    if request.node.callspec.params["strict"] == "strict":  # LibreOffice takes a whole workbook at once and is asked for no cell
        assert {("Range", "raw_value"), ("Note", "text")} <= asked
    assert ("Book", "sheets") in asked
    missing = {f"{kind}.{member}" for kind, member in asked if kind in known and member not in known[kind]}
    unknown = {kind for kind, __ in asked} - set(known) - {"Engine", "SheetFacade", "RangeFacade", "FacadeOf"}
    assert missing - OWN == set()
    assert unknown == set()


# what the engine for LibreOffice has of its own, asked for by xlwings' main module with a default
OWN = {"Range.max_cells_per_read", "Range.max_cells_per_write", "Range.arg1_input"}
