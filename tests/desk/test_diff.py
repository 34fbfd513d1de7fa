"""Two versions of a workbook: every change at its cell, nothing else; openpyxl makes the newer one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from conftest import Run
from ubb4.base import settings as own
from ubb4.book.memory import book_of
from ubb4.desk.diff import changes
from ubb4.plugins.hearing import hear

DAY = "2026-10-20"


def _changed(demo: Path, tmp_path: Path) -> tuple[Path, Path]:
    old, new = demo / "akimat.kk.xlsx", tmp_path / "new.xlsx"
    book = load_workbook(old)
    risks = book["Тәуекелдер"]
    risks["E5"] = "Басқаша жазылған тәуекел"
    plan = book["Жоспар"]
    for cell in plan[5]:
        cell.value = None
    book["Басты бет"]["C5"] = "Мысал  облысының әкімдігі "
    last = max(row for row in range(5, 40) if risks.cell(row, 1).value) + 1
    risks.cell(last, 1).value = "T99"
    risks.cell(last, 5).value = "Жаңа тәуекел"
    book.save(new)
    return old, new


def test_each_change_stands_at_its_cell(demo: Path, tmp_path: Path, ubb4: Run) -> None:
    old, new = _changed(demo, tmp_path)
    done = ubb4("diff", old, new, "--format", "json")
    assert done.returncode == 1, done.stderr
    told = json.loads(done.stdout)["changes"]
    assert {(each["what"], each["register"], each["cell"]) for each in told} >= {("changed", "risks", "E5")}
    (changed,) = [each for each in told if each["what"] == "changed"]
    assert changed["new"] == "Басқаша жазылған тәуекел"
    assert changed["key"] == "T1"
    assert [(each["register"], each["key"]) for each in told if each["what"] == "added"] == [("risks", "T99")]
    assert [(each["register"], bool(each["key"])) for each in told if each["what"] == "gone"] == [("plan", True)]


def test_the_list_says_the_same(demo: Path, tmp_path: Path, ubb4: Run) -> None:
    old, new = _changed(demo, tmp_path)
    out = tmp_path / "өзгерістер.xlsx"
    done = ubb4("diff", old, new, "-o", out)
    assert "Айырмашылық: 3." in done.stdout
    rows = list(load_workbook(out).active.iter_rows(min_row=5, values_only=True))
    assert [row[2] for row in rows] == [each.split("  ")[2] for each in done.stdout.splitlines() if each.startswith("  ")]


def test_a_workbook_and_itself_do_not_differ(demo: Path, ubb4: Run) -> None:
    done = ubb4("diff", demo / "akimat.kk.xlsx", demo / "akimat.kk.xlsx")
    assert (done.returncode, done.stdout.strip()) == (0, "Айырмашылық жоқ.")


def test_two_languages_of_one_body_differ_in_words_alone(demo: Path, ubb4: Run) -> None:
    told = json.loads(ubb4("diff", demo / "akimat.kk.xlsx", demo / "akimat.ru.xlsx", "--format", "json").stdout)["changes"]
    assert {each["what"] for each in told if each["register"] in ("analyses", "risks", "plan", "recommendations")} == {"changed"}  # the same keys


ROWS = st.dictionaries(st.sampled_from(["T1", "T2", "T3", "Т4"]), st.sampled_from(["а", "ә", "б  в"]), max_size=4)


@settings(max_examples=60)
@given(ROWS, ROWS)
def test_changes_are_those_of_a_dictionary(before: dict[str, str], after: dict[str, str]) -> None:
    registers = [each for each in hear(own.read()).registers if each.name in ("organisation", "risks")]

    def made(rows: dict[str, str]) -> Any:
        return book_of(registers, {"risks": [{"id": key, "risk": text} for key, text in rows.items()]}, {})

    told = list(changes(made(before), made(after)))
    assert {each.key for each in told if each.what == "added"} == set(after) - set(before)
    assert {each.key for each in told if each.what == "gone"} == set(before) - set(after)
    assert {each.key for each in told if each.what == "changed"} == {key for key in set(before) & set(after) if before[key] != after[key]}


@pytest.mark.parametrize("place", ["old", "new"])
def test_a_file_that_cannot_be_read_is_one_sentence(demo: Path, tmp_path: Path, ubb4: Run, place: str) -> None:
    (tmp_path / "бос.xlsx").write_bytes(b"")
    files = [demo / "akimat.kk.xlsx", tmp_path / "бос.xlsx"]
    done = ubb4("diff", *(files if place == "new" else reversed(files)))
    assert done.returncode == 2
    assert "файл бос" in done.stderr
    assert "Traceback" not in done.stderr
