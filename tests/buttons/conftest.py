"""Every press of these tests is on the strict spreadsheet, which is written to as Excel is, and in `make long` on LibreOffice, which takes a whole
workbook at once; test_lists.py and test_begun.py press on both always."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlwings as xw

import strict as strict_spreadsheet
from ubb4 import buttons
from ubb4.buttons import entry
from ubb4.buttons.pressed import Hand, Told
from ubb4.desk.opened import Options

Press = Callable[[str], Told]
TODAY = Options(date(2026, 8, 10))


@pytest.fixture(autouse=True, params=["strict", pytest.param("plain", marks=pytest.mark.long)])
def strict(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> strict_spreadsheet.Strict:
    """What the spreadsheet is asked to be during a press, and what it refused."""
    state = strict_spreadsheet.Strict()
    if request.param == "strict":
        for module, name in ((buttons, "run"), (entry, "press_on")):
            monkeypatch.setattr(module, name, _pressed(getattr(module, name), state))
    return state


def _pressed(call: Any, state: strict_spreadsheet.Strict) -> Any:
    def pressed(*arguments: Any, **named: Any) -> Any:
        with strict_spreadsheet.spreadsheet(state):
            return call(*arguments, **named)

    return pressed


@pytest.fixture
def book(app: xw.App, demo: Path, tmp_path: Path) -> Iterator[xw.Book]:
    """A copy of the demonstration, open."""
    copy = tmp_path / "medcentre.kk.xlsx"
    copy.write_bytes((demo / copy.name).read_bytes())
    with app.books.open(copy) as opened:
        yield opened


@pytest.fixture
def press(app: xw.App) -> Press:
    """Run a button's command line on the workbook in front."""
    return lambda line: buttons.run(line, Hand(app, TODAY))
