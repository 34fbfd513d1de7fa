"""A long day: two hundred presses with edits between them on two workbooks; nothing dies, nothing grows, nothing is lost."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest
import xlwings as xw

from strict import Strict
from ubb4.base import settings
from ubb4.buttons import entry
from ubb4.excel import kept, window
from ubb4.plugins.hearing import hear

PRESSES = 200
# a page of charts starts a kernel and a browser: it has its own tests, and takes the time of a hundred presses
LEFT_OUT = ("new", "help", "pdf", "notebook", "language", "renew", "pack", "evidence", "refresh", "addin")


@pytest.fixture(params=["plain"])
def strict(strict: Strict) -> Strict:
    """On LibreOffice alone: it is its memory and its undo that are looked at."""
    return strict


def _memory(pid: int) -> int:
    """Kilobytes of a process and what it started."""
    text = Path(f"/proc/{pid}/status").read_text("utf-8")
    return int(next(line for line in text.splitlines() if line.startswith("VmRSS")).split()[1])


@pytest.mark.long
def test_two_hundred_presses(app: xw.App, demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(4)
    monkeypatch.setattr(xw.App, "alert", lambda self, text, title, buttons, mode: chance.choice(["yes", "no"]) if buttons == "yes_no" else "ok")
    monkeypatch.setattr("click.launch", lambda path: None)
    buttons = [each.id for each in hear(settings.read()).buttons if not each.run.startswith(LEFT_OUT)]
    assert len(buttons) > 15
    with xw.App(visible=False, add_book=False) as own:
        books = [own.books.open(shutil.copy(demo / name, tmp_path / name)) for name in ("medcentre.kk.xlsx", "akimat.kk.xlsx")]
        typed: dict[tuple[str, str, str], str] = {}
        memory = []
        for number in range(PRESSES):
            book = chance.choice(books)
            book.activate()
            own.impl.books.activate(book.impl)
            sheet = book.sheets[chance.choice(["Талдаулар", "Тәуекелдер", "Хабарландырулар", "Жоспар"])]
            sheet.activate()
            row = chance.randrange(5, 9)
            sheet[f"A{row}"].select()
            if chance.random() < 0.3:  # the officer works between the presses, far from the rows
                place, value = f"H{chance.randrange(150, 190)}", f"жазба {number}"
                sheet[place].value = value
                typed[book.name, sheet.name, place] = value
            id = chance.choice(buttons)
            assert entry.press_on(own, id) in (entry.DONE, entry.FAILED), id
            titles = book.impl.document.UndoManager.getAllUndoActionTitles()
            assert book.impl.document.isProtected(), (number, id)
            assert len(titles) <= 100
            if number == 40:
                memory.append(_memory(own.pid))
        memory.append(_memory(own.pid))
        for book in books:
            book.activate()
            own.impl.books.activate(book.impl)
            assert entry.press_on(own, "unmark") == entry.DONE
            assert not any(
                note.text.rstrip().endswith("]") and "[ubb4:" in note.text for sheet in book.sheets if sheet.name != kept.SHEET for note in sheet.notes
            )
            book.save()
        for (name, sheet, place), value in typed.items():
            there = next(each for each in books if each.name == name).sheets[sheet][place].value
            assert there in (value, None), "what was typed is there, or the button that takes back took it back"
        assert memory[1] <= memory[0] * 1.1, f"soffice grew from {memory[0]} to {memory[1]} kB"


def test_a_press_that_is_stopped_leaves_the_workbook_as_it_was(app: xw.App, demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """«Тоқтату» between the marks and the list: LibreOffice's undo takes back what was done of the press."""
    real = window.step

    def stopped(of: xw.App | None, text: str) -> None:
        if "тізім" in text:
            window.cancelled.set()
        real(of, text)

    monkeypatch.setattr(window, "step", stopped)
    said: list[str] = []
    monkeypatch.setattr(xw.App, "alert", lambda self, text, title, buttons, mode: said.append(text))
    with app.books.open(shutil.copy(demo / "medcentre.kk.xlsx", tmp_path / "m.xlsx")) as book:
        names = book.sheet_names
        colours = {cell: book.sheets["Хабарландырулар"][cell].color for cell in ("C5", "C6", "D5")}
        assert entry.press_on(app, "check") == entry.DONE
        assert not said, "one line on the status bar, no window"
        assert book.sheet_names == names
        assert not any(sheet.notes for sheet in book.sheets)
        assert {cell: book.sheets["Хабарландырулар"][cell].color for cell in colours} == colours
        assert book.impl.document.isProtected()
        monkeypatch.setattr(window, "step", real)
        assert entry.press_on(app, "check") in (entry.DONE, entry.FAILED)
        assert book.sheet_names != names, "the next press works"
