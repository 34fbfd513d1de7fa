"""Lists to work with: what an officer decides lasts, what is new is told, a press is taken back whole, and no list hides an error."""

from __future__ import annotations

import json
import time
import warnings
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
import xlwings as xw

from conftest import Run
from strict import Strict
from ubb4.buttons import copies, fitted
from ubb4.buttons.pressed import Hand, Told
from ubb4.desk.opened import Options
from ubb4.excel import added, kept
from ubb4.excel.listing import TOP

TODAY = Options(date(2026, 8, 10))
Press = Callable[[str], Told]


@pytest.fixture(params=["strict", "plain"])
def strict(strict: Strict) -> Strict:
    """Here both always: each has its own way to write."""
    return strict


def _list(book: xw.Book, kind: str = "findings") -> xw.Sheet:
    sheet = added.find(book, kind)
    assert sheet is not None
    return sheet


def _decide(book: xw.Book, number: int, decision: str, reason: str) -> tuple[str, str]:
    """Type a decision into the list, as an officer does -> the place of the finding."""
    sheet = _list(book)
    rows = sheet.used_range.options(ndim=2, empty="").value
    line = next(n for n, row in enumerate(rows, 1) if row[0] == number)
    sheet.range((line, 9)).value, sheet.range((line, 10)).value = decision, reason
    return str(rows[line - 1][2]), str(rows[line - 1][3])


def _row_of(book: xw.Book, place: tuple[str, str]) -> list[object]:
    return next(row for row in added.table(_list(book)) if (row[2], row[3]) == place)


def test_a_decision_lasts_until_the_value_changes_and_never_hides_an_error(book: xw.Book, press: Press, ubb4: Run) -> None:
    first = press("check")
    number = next(row[0] for row in added.table(_list(book)) if row[1] == "қате" and row[3])
    place = _decide(book, int(number), "кейінге қалдырылды", "актінің түпнұсқасы мұрағатта")
    again = press("check")
    assert again.text.splitlines()[0] == first.text.splitlines()[0], "a decision takes nothing out of the counts"
    assert _row_of(book, place)[8:10] == ["кейінге қалдырылды", "актінің түпнұсқасы мұрағатта"]
    assert "Шешілгені: 1" in str(_list(book).range((4, 1)).value)
    press("unmark")
    assert added.find(book, "findings") is None
    press("check")
    assert _row_of(book, place)[8] == "кейінге қалдырылды", "it is kept though the list was taken away"
    book.save()
    answer = ubb4("check", book.fullname, "--today", "2026-08-10", "--format", "json")
    told = json.loads(answer.stdout)["files"][0]["findings"]
    mine = next(each for each in told if (each["sheet"], each["cell"]) == place)
    assert (mine["decision"], mine["reason"], mine["severity"]) == ("later", "актінің түпнұсқасы мұрағатта", "error")
    assert answer.returncode == 1, "the exit code is that of errors"
    cell = book.sheets[place[0]][place[1]]
    was, cell.value = cell.value, "'өзгерген мән"
    press("check")
    rows = [row for row in added.table(_list(book)) if (row[2], row[3]) == place]
    assert all(row[8] == "" for row in rows), "another value: the decision lapses"
    cell.value = was


def test_a_decision_without_a_reason_does_not_count(book: xw.Book, press: Press) -> None:
    press("check")
    place = _decide(book, 1, "бізге қатысты емес", "")
    told = press("check")
    assert "Себебі жазылмаған шешім есепке алынбайды: 1" in told.text
    assert "Шешілгені" not in str(_list(book).range((4, 1)).value)
    assert _row_of(book, place)[8] == "бізге қатысты емес", "what was chosen stays, for the reason to be added"


def test_what_is_new_and_what_has_gone_is_told(book: xw.Book, press: Press) -> None:
    press("check")
    assert not any(row[7] for row in added.table(_list(book))), "the first check has nothing to compare with"
    sheet = book.sheets["Хабарландырулар"]
    gone = next(row for row in added.table(_list(book)) if row[2] == "Хабарландырулар" and row[3])
    place, was = str(gone[3]), sheet[str(gone[3])].value
    book.sheets["Тәуекелдер"]["A5"].value = None  # a key that others refer to
    sheet[place].value = "2026-05-15"
    press("check")
    rows = added.table(_list(book))
    assert [row for row in rows if row[7] == "жаңа"]
    assert "жаңасы — " in str(_list(book).range((4, 1)).value)
    sheet[place].value = was


def test_a_list_is_written_anew_in_its_place(book: xw.Book, press: Press) -> None:
    press("check")
    names = book.sheet_names
    press("due")
    press("check")
    assert [name for name in book.sheet_names if name != "Мерзімдер тізімі"] == names, "no second list, none moved"
    sheet = _list(book)
    assert [str(value) for value in sheet.range((TOP + 1, 1), (TOP + 1, 4)).value] == ["№", "Түрі", "Парақ", "Ұяшық"]
    assert len(sheet.tables) == 1


def test_the_saved_list_is_a_table_to_work_with(book: xw.Book, press: Press, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """Witness: openpyxl reads the file that the program saved."""
    press("check")
    press("due")
    book.save(tmp_path / "saved.xlsx")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # of LibreOffice's own extensions openpyxl says that it does not know them
        saved = openpyxl.load_workbook(tmp_path / "saved.xlsx")
    for name in ("Ескертпелер", "Мерзімдер тізімі"):
        sheet = saved[name]
        assert sheet.freeze_panes == f"A{TOP + 2}", name
        if request.node.callspec.params["strict"] == "plain":  # what LibreOffice keeps of a table that was made as Excel's is no matter of ours
            assert [each.name for each in book.sheets[name].tables] == [f"ubb4_{'findings' if name == 'Ескертпелер' else 'deadlines'}"]
            assert sheet.auto_filter.ref or sheet.tables, name
    days = [cell for row in saved["Мерзімдер тізімі"].iter_rows(min_row=TOP + 2, min_col=3, max_col=3) for cell in row if cell.value]
    assert len(days) > 10
    assert all(cell.is_date for cell in days), "true dates"
    folded = [number for number, row in saved["Мерзімдер тізімі"].row_dimensions.items() if row.outlineLevel]
    assert folded
    assert all(saved["Мерзімдер тізімі"].row_dimensions[number].hidden for number in folded), "what is done is folded"
    listed = saved["Ескертпелер"]
    (rule,) = [str(each.formula1) for each in listed.data_validations.dataValidation]
    # in Excel the answers stand in cells that nobody sees, in LibreOffice within the rule
    answers = rule if '"' in rule else str([cell.value for row in listed[rule.rpartition("!")[2].replace("$", "")] for cell in row])
    assert "кейінге қалдырылды" in answers, "a decision is chosen"


def test_one_press_is_one_step_back(book: xw.Book, press: Press, strict: Strict, request: pytest.FixtureRequest) -> None:
    """In LibreOffice by its own undo; where code clears the steps, by the button."""
    sheet = book.sheets["Тәуекелдер"]
    names, colours = book.sheet_names, {cell: sheet[cell].color for cell in ("A5", "B5", "C5")}
    press("check")
    assert book.sheet_names != names
    press("back")
    assert [name for name in book.sheet_names if name != kept.SHEET] == names
    assert {cell: sheet[cell].color for cell in colours} == colours
    assert not any(each.notes for each in book.sheets if each.name == "Тәуекелдер")
    sheet.activate()
    press("row")
    cell = book.selection.address.replace("$", "")
    new = sheet[f"A{cell[1:]}"]
    assert new.value
    press("back")
    assert new.value is None


def test_copies_make_a_ring(tmp_path: Path) -> None:
    file = tmp_path / "кітап.xlsx"
    made = []
    for number in range(13):
        file.write_bytes(f"{number}".encode())
        made.append(copies.keep(file))
        assert copies.keep(file) is None, "nothing has changed since"
        time.sleep(0.01)
    left = sorted(copies.folder_of(file).iterdir(), key=lambda path: path.stat().st_mtime_ns)
    assert len(left) == copies.MOST
    assert left[-1].read_bytes() == b"12"
    own = copies.folder_of(file) / "кітап менікі.xlsx"
    own.write_bytes(b"mine")
    file.write_bytes(b"13")
    copies.keep(file)
    assert own.read_bytes() == b"mine", "what is not ours stays"
    assert copies.keep(None) is None


def test_a_press_that_writes_keeps_a_copy(book: xw.Book, press: Press) -> None:
    file = Path(book.fullname)
    before = file.read_bytes()
    press("check")
    (copy,) = copies.folder_of(file).iterdir()
    assert copy.read_bytes() == before
    press("explain")
    press("check")
    assert len(list(copies.folder_of(file).iterdir())) == 1


@pytest.mark.parametrize("lines", [1, 5, 6, 40])
def test_a_window_holds_five_lines_and_a_count(app: xw.App, book: xw.Book, lines: int) -> None:
    hand = Hand(app, TODAY)
    told = fitted.fitted(hand, Told("\n".join(f"жол {n}" for n in range(lines))))
    shown = told.text.splitlines()
    assert len(shown) == min(lines, fitted.LINES + 1)
    if lines > fitted.LINES:
        assert f"тағы {lines - fitted.LINES} жол" in shown[-1]
        assert told.question
        assert told.then is not None
        told.then()
        rows = [row[1] for row in added.table(_list(book, "answer"))]
        assert rows == [f"жол {n}" for n in range(lines)], "the rest stands on a sheet"
    long = fitted.fitted(hand, Told("ұзын " * 400))
    assert len(long.text) < 700
