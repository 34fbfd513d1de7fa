"""Every press of these tests is on the strict spreadsheet, which is written to as Excel is, and in `make long` on LibreOffice, which takes a whole
workbook at once; test_lists.py and test_begun.py press on both always."""

from __future__ import annotations

from typing import Any

import pytest

import strict as strict_spreadsheet
from ubb4 import buttons
from ubb4.buttons import entry


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
