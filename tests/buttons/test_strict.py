"""What Excel refuses: the strict spreadsheet refuses it, and each button answers with its result or one sentence."""

from __future__ import annotations

import importlib
import sys
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlwings as xw

import strict as strict_spreadsheet
from conftest import BODIES, alone
from strict import REFUSALS, ComError, Strict
from ubb4 import buttons
from ubb4.base import settings
from ubb4.base.errors import UseError, WorkbookError
from ubb4.book.decisions import DECISION, decision_words
from ubb4.buttons import entry
from ubb4.buttons.pressed import Hand, Told
from ubb4.desk.opened import Options
from ubb4.excel import added, busy
from ubb4.excel.entered import Entry, enter
from ubb4.excel.listing import TOP
from ubb4.plugins.hearing import hear

TODAY = Options(date(2026, 8, 10))
CELL = "C5"
SHEET = "Хабарландырулар"


@pytest.fixture(params=["strict"])
def strict(strict: Strict) -> Strict:
    """Here the spreadsheet is strict always."""
    return strict


@pytest.fixture
def file(demo: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "medcentre.kk.xlsx"
    copy.write_bytes((demo / "medcentre.kk.xlsx").read_bytes())
    return copy


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the windows say that nobody can see here."""
    found: list[str] = []
    monkeypatch.setattr(xw.App, "alert", lambda app, prompt, **_: (found.append(prompt), "no")[1])
    monkeypatch.setattr("click.launch", found.append)
    monkeypatch.setattr("ubb4.excel.window.box", lambda text, bad: found.append(text))
    return found


def _press(app: xw.App, line: str) -> Told:
    return buttons.run(line, Hand(app, TODAY))


def _conversation(path: Path, sheet: str, cell: str) -> None:
    """A threaded comment as Excel writes one: a part of its own, and a note for programs that do not know it."""
    kind = "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"
    thread = (
        '<?xml version="1.0" encoding="UTF-8"?><ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
        f'<threadedComment ref="{cell}" dT="2026-08-01T09:00:00.00" personId="{{00000000-0000-0000-0000-000000000001}}" '
        'id="{00000000-0000-0000-0000-000000000002}"><text>?</text></threadedComment></ThreadedComments>'
    )
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    number = parts["xl/workbook.xml"].decode().split("<sheet ")[1:]
    place = next(n for n, each in enumerate(number, 1) if f'name="{sheet}"' in each)
    rels = f"xl/worksheets/_rels/sheet{place}.xml.rels"
    relation = f'<Relationship Id="rId99" Type="{kind}" Target="../threadedComments/threadedComment1.xml"/></Relationships>'
    parts[rels] = parts[rels].decode().replace("</Relationships>", relation).encode()
    parts["xl/threadedComments/threadedComment1.xml"] = thread.encode()
    types = '<Override PartName="/xl/threadedComments/threadedComment1.xml" ContentType="application/vnd.ms-excel.threadedcomments+xml"/></Types>'
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].decode().replace("</Types>", types).encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


def _provoked(book: xw.Book, app: xw.App, strict: Strict) -> dict[str, Callable[[], Any]]:
    """For each line of the table, what Excel would refuse."""
    sheet, locked = book.sheets[SHEET], book.sheets["Тәуекелдер"]

    def read_only() -> None:
        strict.read_only = True
        book.save()

    def busy_now() -> None:
        strict.busy = 1
        sheet["A1"].color = (1, 2, 3)

    def loose(do: Callable[[], Any]) -> Callable[[], Any]:
        def done() -> None:
            book.api.Unprotect("")
            try:
                do()
            finally:
                book.api.Protect("", True, False)

        return done

    def hide_all() -> None:
        for each in book.sheets:
            each.visible = False

    return {
        "structure": lambda: book.sheets.add("жаңа"),
        "locked-cell": lambda: setattr(locked["A5"], "value", 1),
        "protected-note": lambda: locked["A5"].add_note("x"),
        "special-cells": lambda: locked["A1:B5"].get_special_cells("visible"),
        "second-note": lambda: (sheet["A9"].add_note("x"), sheet["A9"].impl.add_note("y")),
        "note-on-a-thread": lambda: sheet[CELL].add_note("x"),
        "long-text": lambda: setattr(sheet["A9"], "value", "x" * 32_768),
        "sheet-name": loose(lambda: book.sheets.add("x" * 32)),
        "last-sheet": loose(hide_all),
        "hidden-sheet": lambda: book.sheets["_ubb4"].activate(),
        "read-only": read_only,
        "busy": busy_now,
        "move-very-hidden": loose(lambda: book.sheets.add("жаңа", after=book.sheets[-1])),
        "typed-list": lambda: sheet["A9"].data_validation.set_list(["а", "ә"]),
        "filtered-block": lambda: (setattr(sheet["A9"].rows, "hidden", True), setattr(sheet["A8:A10"], "value", [[1], [2], [3]])),
    }


@pytest.mark.parametrize("id", REFUSALS)
def test_the_strict_spreadsheet_refuses_what_its_table_says(id: str, app: xw.App, file: Path, strict: Strict) -> None:
    _conversation(file, SHEET, CELL)
    with app.books.open(file) as book:
        if id in ("locked-cell", "protected-note", "special-cells"):
            book.sheets["Тәуекелдер"].api.Protect()
        with strict_spreadsheet.spreadsheet(strict), pytest.raises(ComError) as refused:
            _provoked(book, app, strict)[id]()
        assert refused.value.args[2][2] == f"[{id}]"
        assert strict.refused == [id]


@pytest.mark.parametrize("body", [pytest.param(each, marks=pytest.mark.long) for each in BODIES])
@pytest.mark.parametrize("lang", ["kk", pytest.param("ru", marks=pytest.mark.long)])
def test_every_button_works_on_a_locked_workbook(body: str, lang: str, app: xw.App, demo: Path, tmp_path: Path, strict: Strict, said: list[str]) -> None:
    """With the structure locked as Excel keeps it: every button of the tab does its work or says one sentence, and nothing is refused on the way."""
    copy = tmp_path / f"{body}.{lang}.xlsx"
    copy.write_bytes((demo / copy.name).read_bytes())
    with app.books.open(copy) as book:
        for button in hear(settings.read()).buttons:
            entry.press_on(app, button.id)
            assert strict.refused == [], button.id
            assert book.api.isProtected(), button.id
            alone(app, book)
    assert not [each for each in said if "Ішкі қате" in each]


def test_a_cell_with_a_conversation_gets_its_colour_and_the_list_says_so(app: xw.App, file: Path, strict: Strict) -> None:
    _conversation(file, SHEET, CELL)
    with app.books.open(file) as book:
        before = book.sheets[SHEET][CELL].color
        told = _press(app, "check")
        assert f"{SHEET}!{CELL}" in told.text
        assert "Талқылауы бар" in told.text
        assert book.sheets[SHEET][CELL].color != before
        assert strict.refused == []
        assert sum(len(sheet.notes) for sheet in book.sheets) > 5, "the other cells have their notes"
        _press(app, "unmark")
        assert book.sheets[SHEET][CELL].color == before


def test_a_program_that_is_busy_for_a_moment_is_waited_for(app: xw.App, file: Path, strict: Strict) -> None:
    with app.books.open(file):
        strict.busy = 3
        assert not _press(app, "check").bad
        assert strict.refused == ["busy"] * 3


def test_a_program_that_stays_busy_is_told_in_one_sentence(app: xw.App, file: Path, strict: Strict, said: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(busy, "PATIENCE", 0.3)
    with app.books.open(file) as book:
        names = book.sheet_names
        strict.busy = 10_000
        assert entry.press_on(app, "check") == entry.FAILED
        assert "ұяшықты өңдеуді" in said[-1]
        assert book.sheet_names == names


def test_protected_view_is_told(app: xw.App, file: Path, strict: Strict) -> None:
    with app.books.open(file):
        strict.protected_view = True
        with pytest.raises(WorkbookError, match="қорғалған көріністе"):
            _press(app, "check")


def test_a_sheet_that_only_a_macro_can_show_is_hidden(app: xw.App, file: Path, strict: Strict) -> None:
    with app.books.open(file) as book:
        strict.very_hidden = {SHEET}
        _press(app, "check")
        listed = added.find(book, "findings")
        assert listed is not None
        assert ["оқылмады" in str(row[4]) for row in added.table(listed) if row[2] == SHEET] == [True]


def test_a_protected_sheet_is_named_and_nothing_stays(app: xw.App, file: Path, strict: Strict) -> None:
    with app.books.open(file) as book:
        names = book.sheet_names
        book.sheets[SHEET].api.Protect("құпия")
        with pytest.raises(UseError, match=f"«{SHEET}» парағы қорғалған"):
            _press(app, "check")
        assert book.sheet_names == names
        assert not any(sheet.notes for sheet in book.sheets)
        assert not _press(app, "due").bad


def test_a_new_row_on_a_protected_sheet_is_one_sentence(app: xw.App, file: Path, strict: Strict, said: list[str]) -> None:
    with app.books.open(file) as book:
        book.sheets["Тәуекелдер"].activate()
        book.sheets["Тәуекелдер"].api.Protect()
        for each in hear(settings.read()).buttons:
            if each.run == "row":
                assert entry.press_on(app, each.id) == entry.FAILED
        assert "қабылдамады" in said[-1]


def test_a_text_of_any_length_is_listed(app: xw.App, file: Path, strict: Strict) -> None:
    with app.books.open(file) as book:
        book.sheets[SHEET]["C5"].value = "ұзын " * 6_500
        assert not _press(app, "check").bad
        listed = added.find(book, "findings")
        assert listed is not None
        assert any(str(row[3]) == "C5" for row in added.table(listed))


def test_the_last_press_is_taken_back_but_for_what_was_changed_since(app: xw.App, file: Path) -> None:
    """Excel forgets its steps when code changes a cell: the workbook keeps what stood before."""
    with app.books.open(file) as book:
        sheet = book.sheets["Тәуекелдер"]
        sheet.activate()
        _press(app, "row")
        place = f"A{book.selection.row}"
        assert sheet[place].value
        sheet[place].value = "менікі"
        assert f"Тәуекелдер!{place}" in _press(app, "back").text
        assert sheet[place].value == "менікі"
        assert "Қайтаратын ештеңе жоқ" in _press(app, "back").text


def test_what_is_entered_over_hidden_rows_stands_where_it_belongs(app: xw.App, file: Path, strict: Strict) -> None:
    """A register is a table with a filter; Excel would put the first value of a block into every row that is seen."""
    with app.books.open(file) as book:
        sheet = book.sheets[SHEET]
        sheet["A21"].rows.hidden = True
        with strict_spreadsheet.spreadsheet(strict):
            enter(book, [Entry(SHEET, row, 1, f"ж{row}") for row in (20, 21, 22)])
        assert [sheet[f"A{row}"].value for row in (20, 21, 22)] == ["ж20", "ж21", "ж22"]
        assert _press(app, "back").text
        assert [sheet[f"A{row}"].value for row in (20, 21, 22)] == [None] * 3
        assert strict.refused == []


def test_what_was_entered_before_a_refusal_is_taken_back_too_and_texts_stay_texts(app: xw.App, file: Path, strict: Strict) -> None:
    with app.books.open(file) as book:
        sheet = book.sheets["Тәуекелдер"]
        sheet["A20"].value = "'007"
        book.sheets[SHEET].api.Protect()
        with strict_spreadsheet.spreadsheet(strict), pytest.raises(ComError):
            enter(book, [Entry("Тәуекелдер", 20, 1, "8"), Entry(SHEET, 20, 1, "9")])
        assert sheet["A20"].value == "8"
        _press(app, "back")
        assert sheet["A20"].value == "007"


def test_an_officers_filter_on_the_list_stays_in_force_whatever_he_has_chosen(app: xw.App, file: Path, strict: Strict) -> None:
    with app.books.open(file) as book:
        _press(app, "check")
        listed = added.find(book, "findings")
        assert listed is not None
        kind = next(str(row[1]) for row in added.table(listed))
        listed.tables[0].autofilter.apply_comparison(2, "equal_to", kind)
        _press(app, "check")
        (criteria,) = [each for each in listed.tables[0].autofilter.criteria if each.type != "none"]
        assert kind in (criteria.values or [criteria.value1])
        assert strict.refused == []


def test_the_answers_of_the_list_stand_in_cells_that_nobody_sees(app: xw.App, file: Path, strict: Strict) -> None:
    with app.books.open(file) as book:
        _press(app, "check")
        listed = added.find(book, "findings")
        assert listed is not None
        answers = [str(each) for each in listed.used_range[0, 1:].value if each]
        assert answers == [word for word in decision_words().values() if word]
        rule = listed.range((TOP + 2, DECISION + 1)).data_validation
        assert rule.type == "list"
        assert "$1:$" in str(rule.source), rule.source
        assert listed.used_range[:, -1].columns.hidden


# steps along xlwings' own object model, and what it keeps in Python
ALONG = {"Sheet.name", "Sheet.book", "Sheet.range", "Book.app", "Book.name", "Book.sheets", "Range.sheet", "Range.options=", "Range.max_cells_per_read",
         "Range.max_cells_per_write"}  # fmt: skip


def test_a_check_asks_excel_little_of_each_sheet(app: xw.App, file: Path, strict: Strict, monkeypatch: pytest.MonkeyPatch) -> None:
    """Through COM a call costs a millisecond and more: values come by whole ranges, and no cell that bears no finding is asked for."""
    calls: list[str] = []
    for module in ("cells.range", "model.sheet", "model.sheets", "model.book", "cells.notes", "objects.table", "objects.tables"):
        for kind in list(vars(importlib.import_module(f"xlwings_libreoffice.{module}")).values()):
            if isinstance(kind, type) and kind.__module__ == f"xlwings_libreoffice.{module}":
                _counted(kind, calls, monkeypatch)
    with app.books.open(file) as book:
        sheets = len(book.sheets)
        _press(app, "check")  # the first one makes the list
        calls.clear()
        _press(app, "check")
        asked = [each for each in calls if each not in ALONG]
        assert 100 < len(asked) <= 40 * sheets, f"{len(asked)} calls for {sheets} sheets"
        assert len(calls) <= 90 * sheets, f"{len(calls)} with the steps along the object model"


def _counted(kind: type, calls: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Note what xlwings asks of the engine: what the engine asks of itself would be no call to Excel."""
    read, write = kind.__getattribute__, kind.__setattr__

    def getattribute(self: Any, member: str) -> Any:
        if not member.startswith("_") and sys._getframe(1).f_globals.get("__name__", "").startswith("xlwings."):
            calls.append(f"{kind.__name__}.{member}")
        return read(self, member)

    def setattribute(self: Any, member: str, value: Any) -> None:
        if sys._getframe(1).f_globals.get("__name__", "").startswith("xlwings."):
            calls.append(f"{kind.__name__}.{member}=")
        write(self, member, value)

    monkeypatch.setattr(kind, "__getattribute__", getattribute)
    monkeypatch.setattr(kind, "__setattr__", setattribute)
