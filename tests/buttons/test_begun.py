"""What an event begins, one row upright, what has gone and comes back: in the open workbook and by the command."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import xlwings as xw

from strict import Strict
from ubb4.base.errors import UseError
from ubb4.buttons.pressed import Told
from ubb4.desk.opened import Options
from ubb4.excel import added, structure
from ubb4.excel.listing import TOP

TODAY = Options(date(2026, 8, 10))
Press = Callable[[str], Told]


@pytest.fixture(params=["strict", "plain"])
def strict(strict: Strict) -> Strict:
    """Here both always: each has its own way to write."""
    return strict


def test_the_button_begins_what_the_row_in_hand_is_about(book: xw.Book, press: Press) -> None:
    with pytest.raises(UseError, match="оқиғаның жолын таңдаңыз"):
        press("start")
    sheet = book.sheets["Кесте"]
    sheet.activate()
    last = max(n for n, row in enumerate(sheet.range((1, 1), (40, 3)).options(ndim=2).value, 1) if row[0])
    sheet.range((last + 1, 1)).value = ["Сатып алу", date(2026, 10, 2), date(2026, 11, 10)]
    sheet.range((last + 1, 1)).select()
    press("start")
    rows = book.sheets["Талдаулар"].range((1, 1), (40, 2)).options(ndim=2).value
    assert [row for row in rows if row[1] == "Сатып алу"], "the analysis stands among the others"
    plan = book.sheets["Жұмыс жоспары"]
    cells = plan.range((1, 1), (60, 7)).options(ndim=2).value
    begun = next(n for n, row in enumerate(cells, 1) if row[1] == "Жария талқылауды өткізу" and row[0] not in ("A1", None))
    drafts = [note for note in plan.notes if note.location.row == begun]
    assert drafts
    assert "жоба" in drafts[0].text
    assert "қажет жолдардың бәрі бар" in press("start").text


def test_what_was_begun_is_taken_back_with_the_look_of_its_drafts(book: xw.Book, press: Press) -> None:
    sheet, plan = book.sheets["Кесте"], book.sheets["Жұмыс жоспары"]
    sheet.activate()
    last = max(n for n, row in enumerate(sheet.range((1, 1), (40, 3)).options(ndim=2).value, 1) if row[0])
    sheet.range((last + 1, 1)).value = ["Сатып алу", date(2026, 10, 2), date(2026, 11, 10)]
    sheet.range((last + 1, 1)).select()
    places = [(row, column) for row in range(8, 26) for column in range(1, 8)]

    def look() -> tuple[object, ...]:
        return (plan.range((1, 1), (60, 7)).formula, {each.location.address: each.text for each in plan.notes}, [plan.range(each).color for each in places])

    before = look()
    press("start")
    assert look() != before
    press("back")
    after = look()
    assert [(p, a, b) for p, a, b in zip(places, before[2], after[2], strict=True) if a != b] == []
    assert after == before


def test_a_row_is_shown_upright_and_written_back(book: xw.Book, press: Press) -> None:
    sheet = book.sheets["Хабарландырулар"]
    sheet.activate()
    sheet["A5"].select()
    before = sheet.range((5, 1), (5, 9)).value
    press("form")
    form = book.sheets.active
    assert form.name == "Бір жол"
    rows = added.table(form)
    assert [row[1] for row in rows][:2] == ["Талдау №", "Не туралы"]
    line = next(n for n, row in enumerate(rows) if row[1] == "Талқылау орны мен уақыты")
    form.range((TOP + 2 + line, 3)).value = "мәжіліс залы"
    assert "1" in press("form").text
    assert book.sheets.active.name == "Хабарландырулар"
    after = sheet.range((5, 1), (5, 9)).value
    changed = [n for n, pair in enumerate(zip(before, after, strict=True)) if pair[0] != pair[1]]
    assert [after[n] for n in changed] == ["мәжіліс залы"], "what was not touched stays as it was"
    assert "Бір жол" not in book.sheet_names


def test_a_cell_that_changed_meanwhile_is_not_overwritten(book: xw.Book, press: Press) -> None:
    sheet = book.sheets["Хабарландырулар"]
    sheet.activate()
    sheet["A5"].select()
    press("form")
    form = book.sheets.active
    line = next(n for n, row in enumerate(added.table(form)) if row[1] == "Талқылау орны мен уақыты")
    cell = str(added.table(form)[line][4])
    form.range((TOP + 2 + line, 3)).value = "менікі"
    sheet[cell].value = "әріптестің мәні"
    told = press("form")
    assert told.bad
    assert cell in told.text
    assert sheet[cell].value == "әріптестің мәні"


def test_what_has_gone_comes_back_empty_at_its_place(book: xw.Book, press: Press) -> None:
    assert "Бәрі орнында" in press("restore").text
    heads = book.sheets["Хабарландырулар"].range((4, 1), (4, 9)).value
    with structure.unlocked(book):
        book.sheets["Хабарландырулар"].range("D:D").delete("left")
        book.sheets["Топ"].delete()
        book.sheets["Талқылаулар"].visible = False
    told = press("restore")
    assert "«Топ» парағы" in told.text
    assert book.sheets["Хабарландырулар"].range((4, 1), (4, 9)).value == heads
    assert book.sheets["Талқылаулар"].visible
    assert "Топ" in book.sheet_names
    assert "Бәрі орнында" in press("restore").text


def test_deadlines_go_to_a_calendar_program(book: xw.Book, press: Press, tmp_path: Path) -> None:
    press("calendar")
    (file_,) = tmp_path.glob("*.ics")
    text = file_.read_text("utf-8")
    assert text.count("BEGIN:VEVENT") == text.count("END:VEVENT") > 0
    assert "VERSION:2.0" in text


def test_blank_rows_are_not_printed(book: xw.Book, press: Press) -> None:
    press("printing")
    sheet = book.sheets["Тәуекелдер"]
    area = str(sheet.page_setup.print_area)
    last = int(area.rpartition("$")[2])
    values = sheet.range((1, 1), (60, 2)).options(ndim=2).value
    assert last == max(n for n, row in enumerate(values, 1) if row[0])


@pytest.mark.parametrize(("body", "told"), [("hospital", True), ("akimat", False)])
def test_a_document_that_is_not_asked_of_a_body_is_told(app: xw.App, demo: Path, tmp_path: Path, press: Press, body: str, told: bool) -> None:
    copy = tmp_path / f"{body}.kk.xlsx"
    copy.write_bytes((demo / copy.name).read_bytes())
    with app.books.open(copy):
        assert ("осы орган түрінен талап етпейді" in press("report annex1").text) == told
