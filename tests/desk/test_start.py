"""`ubb4 start`: the rows of an event with the days of the law; and what a missing column hides is said."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from conftest import BODIES, BUNDLED, Run
from ubb4.base.settings import Settings
from ubb4.book.memory import book_of
from ubb4.desk.desk import Desk
from ubb4.desk.opened import Options
from ubb4.desk.renew import organisation_of, values_of
from ubb4.desk.start import begun
from ubb4.excel import file
from ubb4.law.start import Start
from ubb4.plugins.hearing import hear

TODAY = Options(date(2026, 8, 10))


def _rows(path: Path, register: str) -> list[dict[str, object]]:
    table = Desk(TODAY).take(file.read(path), path.name, path).book[register]
    return [{name: row[name] for name in table.data} for row in table]


# counted by hand on the calendar of 2026 from the days that the instruction fixes: 2 October and 10 November
BY_HAND = {
    "Талдаудың басталғаны туралы хабарландыру": date(2026, 9, 17),
    "Жария талқылау күні туралы хабарландыру": date(2026, 10, 23),
    "Жария талқылауды өткізу": date(2026, 11, 2),
    "Талдамалық анықтамаға қол қою": date(2026, 11, 24),
}


def test_the_command_begins_an_analysis_in_a_new_copy(ubb4: Run, demo: Path, tmp_path: Path) -> None:
    source, out = demo / "medcentre.kk.xlsx", tmp_path / "жаңа.xlsx"
    before = source.read_bytes()
    words = ("start", "analysis", source, "-o", out, "--from", "2026-10-02", "--to", "10.11.2026", "--object", "Сатып алу", "--today", "2026-08-10")
    answer = json.loads(ubb4(*words, "--format", "json").stdout)
    assert source.read_bytes() == before
    assert {each["register"]: each["rows"] for each in answer["begun"]} == {
        "schedule": 1, "analyses": 1, "announcements": 2, "discussions": 1, "work_plan": len(_rows(out, "work_plan")) - len(_rows(source, "work_plan")),
    }  # fmt: skip
    new = _rows(out, "analyses")[-1]
    assert (new["object"], new["starts_on"], new["ends_on"]) == ("Сатып алу", date(2026, 10, 2), date(2026, 11, 10))
    plan = {str(row["work"]): row["ends_on"] for row in _rows(out, "work_plan") if row["analysis"] == new["id"]}
    assert {title: plan.get(title) for title in BY_HAND} == BY_HAND
    sheet = openpyxl.load_workbook(out)["Жұмыс жоспары"]
    drafts = [cell for row in sheet.iter_rows() for cell in row if cell.comment and "жоба" in cell.comment.text]
    assert len(drafts) == len(plan), "each day that the law gives is marked as a draft"
    assert not any(row["published_on"] for row in _rows(out, "announcements") if row["analysis"] == new["id"]), "nothing is said to have happened"
    assert ubb4(*words).returncode == 2, "nothing is written over"


def test_what_is_there_is_not_begun_again(ubb4: Run, demo: Path, tmp_path: Path) -> None:
    words = ("--from", "2026-10-02", "--to", "2026-11-10", "--object", "Сатып алу", "--today", "2026-08-10", "--format", "json")
    ubb4("start", "analysis", demo / "medcentre.kk.xlsx", "-o", tmp_path / "1.xlsx", *words)
    again = json.loads(ubb4("start", "analysis", tmp_path / "1.xlsx", "-o", tmp_path / "2.xlsx", *words).stdout)
    assert again["begun"] == []


@pytest.mark.parametrize(("words", "said"), [
    (("nosuch",), "деген оқиға жоқ"), (("analysis", "--from", "31.02.2026"), "күн емес"), (("analysis", "--object", "x"), "Берілмегені: from, to"),
])  # fmt: skip
def test_a_wrong_start_is_one_sentence(ubb4: Run, demo: Path, tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    done = ubb4("start", words[0], demo / "medcentre.kk.xlsx", "-o", tmp_path / "x.xlsx", *words[1:])
    assert done.returncode == 2
    assert said in done.stderr
    assert not (tmp_path / "x.xlsx").exists()


def test_a_column_that_has_gone_is_an_error_that_names_what_was_not_checked(ubb4: Run, demo: Path, tmp_path: Path) -> None:
    """Witness: another program takes the column away."""
    book = openpyxl.load_workbook(demo / "medcentre.kk.xlsx")
    sheet = book["Хабарландырулар"]
    place = next(cell.column for cell in sheet[4] if str(cell.value).startswith("Нақты жарияланған күн"))
    for row in range(4, sheet.max_row + 1):
        sheet.cell(row, place).value = None
    book.save(tmp_path / "x.xlsx")
    done = ubb4("check", tmp_path / "x.xlsx", "--today", "2026-08-10", "--format", "json")
    found = [each for each in json.loads(done.stdout)["files"][0]["findings"] if each["code"] == "column-missing"]
    mine = next(each for each in found if each["sheet"] == "Хабарландырулар")
    assert mine["severity"] == "error"
    assert "Тексерілмегені: " in mine["message"]
    assert "Талдаудың басталғаны туралы хабарландыру" in mine["message"]
    assert done.returncode == 1


STARTS = [start for plugin in hear(Settings(enabled=tuple(BUNDLED))).plugins for start in plugin.project.starts]


@pytest.mark.parametrize("start", STARTS, ids=lambda start: start.id)
@pytest.mark.parametrize("body", BODIES)
def test_every_start_begins_what_is_lacking_and_nothing_twice(demo: Path, body: str, start: Start) -> None:
    """New data is asked the same before anyone writes a test for it."""
    path = demo / f"{body}.kk.xlsx"
    opened = Desk(TODAY, hear(Settings(enabled=tuple(BUNDLED)))).take(file.read(path), path.name, path)
    given = {"object": "Сатып алу", "from": date(2026, 10, 2), "to": date(2026, 11, 10)}
    found = begun(opened, start, given)
    for name, rows in found.rows.items():
        register = opened.book[name].register
        for row in rows:
            assert set(row) <= set(register.by_name)
    whole = {
        name: [*(values_of(row) for row in opened.book[name]), *found.rows.get(name, ())]
        for name in opened.book.tables
        if name in opened.book and name != "organisation"
    }
    after = replace(opened, book=book_of(opened.toolkit.registers, whole, organisation_of(opened.book)))
    after.book.today, after.book.policy, after.book.roll = opened.book.today, opened.book.policy, opened.book.roll
    again = begun(after, start, given)
    assert not len(again), again.rows
