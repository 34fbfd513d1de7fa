"""The turn of a year: what lasts goes over, nothing hangs in the air, every row is accounted for, the older workbook stays as it was."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.chart import BarChart, Reference

from conftest import BODIES, Run
from ubb4.base import settings
from ubb4.desk.desk import Desk
from ubb4.desk.diff import changes
from ubb4.desk.opened import Options
from ubb4.desk.renew import renewed
from ubb4.law.register import Register
from ubb4.plugins.hearing import hear

TOOLKIT = hear(settings.read())
REGISTERS = list(TOOLKIT.registers)


def _book(path: Path, day: date = date(2026, 12, 20)) -> Any:
    return Desk(Options(day)).read(path).book


@pytest.mark.parametrize("register", REGISTERS, ids=lambda register: register.name)
def test_every_register_says_what_it_does_at_the_turn_of_a_year(register: Register) -> None:
    assert "x-renew" in register.schema
    names = {each.name: each for each in REGISTERS}
    for rule in register.renew:
        word, __, what = rule.partition(" ")
        if word in ("until", "while"):
            assert register.column(what).is_date
        elif word == "since":
            assert register.column(what).is_number
        elif word in ("with", "without", "unless"):
            other = names[what.partition(".")[0]]
            assert register.reference_to(other.name) or other.reference_to(register.name)
            if word == "unless":
                column, __, value = what.partition(".")[2].partition("=")
                assert value in other.column(column).choices


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("language", ["kk", "ru"])
def test_nothing_hangs_in_the_air_and_every_row_is_accounted_for(body: str, language: str, demo: Path, tmp_path: Path, ubb4: Run) -> None:
    old, new = demo / f"{body}.{language}.xlsx", tmp_path / "2027.xlsx"
    before = old.read_bytes()
    done = ubb4("renew", old, "-o", new, "--format", "json", "--today", "2026-12-20")
    assert done.returncode == 0, done.stderr
    assert old.read_bytes() == before
    told = {each["sheet"]: each for each in json.loads(done.stdout)["registers"]}
    was, now = _book(old), _book(new)
    assert now.year == was.year + 1
    for name, table in was.tables.items():
        if table.register.layout == "table" and len(table) and name != "map":
            assert told[table.sheet]["carried"] + told[table.sheet]["left"] + told[table.sheet]["drafts"] == len(table)
            assert told[table.sheet]["carried"] + told[table.sheet]["drafts"] <= len(now[name])
    for name, table in now.tables.items():
        for row in table:
            for column in table.register.columns:
                if column.reference and row.raw(column.name) is not None and was.all_referred(was[name].by_key.get(row.key, row), column.name):
                    assert now.all_referred(row, column.name), f"{name}.{column.name}: {row.raw(column.name)}"
    assert now.meta["language"] == language


@pytest.mark.parametrize("body", BODIES)
def test_the_newest_template_of_the_same_year_loses_no_cell(body: str, demo: Path, tmp_path: Path, ubb4: Run) -> None:
    old, new = demo / f"{body}.kk.xlsx", tmp_path / "same.xlsx"
    done = ubb4("renew", old, "-o", new, "--year", str(_book(old).year), "--today", "2026-12-20")
    assert done.returncode == 0, done.stderr
    assert [each for each in changes(_book(old), _book(new)) if each.register != "map"] == []


def test_what_is_done_stays_behind_and_what_is_open_goes(demo: Path) -> None:
    book = _book(demo / "akimat.kk.xlsx")
    done = {row["measure"] for row in book["monitoring"] if row["status"] == "done"}
    told = renewed(book, book.year + 1)
    assert done
    assert {row["id"] for row in told.rows["plan"]} == {row["id"] for row in book["plan"]} - done
    assert {row["measure"] for row in told.rows["monitoring"]}.isdisjoint(done)
    assert all("starts_on" not in row and "ends_on" not in row for row in told.rows["schedule"])  # drafts have no days yet
    assert told.organisation["year"] == book.year + 1


def test_a_certificate_that_expires_stays_behind(demo: Path) -> None:
    book = _book(demo / "region.kk.xlsx")
    told = renewed(book, 2027)
    until = {row["id"]: row["valid_until"] for row in book["certificates"]}
    assert {row["id"] for row in told.rows.get("certificates", ())} == {id for id, day in until.items() if day is None or day >= date(2027, 1, 1)}
    assert len(told.rows["entities"]) == len(book["entities"])


def test_years_go_on(demo: Path, tmp_path: Path, ubb4: Run) -> None:
    files = [demo / "region.kk.xlsx", tmp_path / "2027.xlsx", tmp_path / "2028.xlsx"]
    for old, new, day in ((files[0], files[1], "2026-12-20"), (files[1], files[2], "2027-12-20")):
        assert ubb4("renew", old, "-o", new, "--today", day).returncode == 0
    assert [_book(path).year for path in files] == [2026, 2027, 2028]
    checked = json.loads(ubb4("check", files[2], "--today", "2028-01-20", "--format", "json").stdout)
    codes = {finding["code"] for finding in checked["files"][0]["findings"]}
    assert not codes & {"dangling-reference", "duplicate", "not-a-date", "column-missing", "sheet-missing"}


def test_what_no_new_workbook_holds_is_told(demo: Path, tmp_path: Path, ubb4: Run) -> None:
    old = tmp_path / "old.xlsx"
    book = load_workbook(demo / "akimat.kk.xlsx")
    mine = book.create_sheet("Менің парағым")
    mine["A1"] = "маңызды"
    chart = BarChart()
    chart.add_data(Reference(mine, min_col=1, min_row=1))
    mine.add_chart(chart, "C3")
    book.save(old)
    done = ubb4("renew", old, "--dry-run", "--today", "2026-12-20")
    assert done.returncode == 0, done.stderr
    assert "Менің парағым" in done.stderr
    assert "диаграммалар" in done.stderr
    assert "--dry-run" in done.stdout


@pytest.mark.parametrize("arguments", [[], ["-o", "x.xlsx", "--dry-run"]])
def test_one_of_the_two_is_needed(demo: Path, ubb4: Run, arguments: list[str]) -> None:
    done = ubb4("renew", demo / "akimat.kk.xlsx", *arguments)
    assert done.returncode == 2
    assert "--dry-run" in done.stderr


def test_a_file_that_is_there_is_not_written_over(demo: Path, tmp_path: Path, ubb4: Run) -> None:
    (tmp_path / "there.xlsx").write_bytes(b"x")
    done = ubb4("renew", demo / "akimat.kk.xlsx", "-o", tmp_path / "there.xlsx")
    assert done.returncode == 2
    assert (tmp_path / "there.xlsx").read_bytes() == b"x"
