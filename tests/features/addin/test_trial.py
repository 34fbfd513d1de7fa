"""The trial for a PC with Excel, run on the strict spreadsheet: a good program passes, a faulty one is seen."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import xlwings as xw

import strict
from conftest import Run
from ubb4 import buttons
from ubb4.desk import demonstration
from ubb4.excel import marks
from ubb4.features.addin import trial


@pytest.fixture
def excel(monkeypatch: pytest.MonkeyPatch) -> strict.Strict:
    """Each press is on the strict spreadsheet; documents and pages are not opened."""
    state = strict.Strict()
    call = buttons.run

    def run(*arguments: Any) -> Any:
        with strict.spreadsheet(state):
            return call(*arguments)

    monkeypatch.setattr(buttons, "run", run)
    monkeypatch.setattr("click.launch", lambda path: None)
    return state


@pytest.fixture
def one_body(monkeypatch: pytest.MonkeyPatch) -> None:
    """One body of the demonstration: all of them take minutes."""
    whole = demonstration.demonstration
    monkeypatch.setattr(trial, "demonstration", lambda folder, lang: [each for each in whole(folder, lang=lang) if each.stem == "medcentre"])


@pytest.mark.usefixtures("one_body")
def test_a_good_program_passes_and_the_report_tells_nothing_of_the_pc(app: xw.App, excel: strict.Strict, tmp_path: Path) -> None:
    done = trial.run(app)
    assert done.good, [each for each in done.presses if not each.good]
    assert excel.refused == []
    assert {"check", "due", "unmark", "next", "p1_plan"} <= {each.button for each in done.presses}
    text, data = trial.write(done, tmp_path, ["ubb4 0"], ["✓ addin.present"])
    said = text.read_text("utf-8")
    assert "medcentre · check" in said
    assert str(tmp_path.parent) not in said
    assert str(Path.home()) not in said
    assert len(json.loads(data.read_text("utf-8"))["presses"]) == len(done.presses)


@pytest.mark.usefixtures("one_body")
def test_a_program_that_marks_too_little_is_seen(app: xw.App, excel: strict.Strict, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trial, "_press", _only(trial._press, "check", "unmark"))
    whole = marks.mark
    monkeypatch.setattr(marks, "mark", lambda book, findings, step: whole(book, list(findings)[1:], step))
    wrong = [each for each in trial.run(app).presses if not each.good]
    assert [each.button for each in wrong] == ["check"]
    assert "белгіленген ұяшық" in wrong[0].differs[0]


@pytest.mark.usefixtures("one_body")
def test_a_program_that_refuses_is_told_in_its_words(app: xw.App, excel: strict.Strict, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trial, "_press", _only(trial._press, "check"))
    excel.busy = 10_000
    monkeypatch.setattr("ubb4.excel.busy.PATIENCE", 0.2)
    (one, *_rest) = trial.run(app).presses
    assert not one.good
    assert "бос емес" in one.error


def _only(press: Any, *ids: str) -> Any:
    """The other buttons are not pressed: they are not what is asked here."""

    def pressed(app: Any, book: Any, path: Any, button: Any, *more: Any) -> trial.Press:
        return press(app, book, path, button, *more) if button.id in ids else trial.Press(path.stem, button.id, 0.0)

    return pressed


@pytest.mark.parametrize("words", [("doctor", "--excel-trial", "report"), ("addin", "trial")])
def test_without_excel_it_is_said(ubb4: Run, tmp_path: Path, words: tuple[str, ...]) -> None:
    done = ubb4(*words)
    assert done.returncode == 2
    assert "Excel табылмады" in done.stderr
    assert not list(tmp_path.iterdir())
