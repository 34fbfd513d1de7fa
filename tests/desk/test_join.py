"""Copies of a workbook that several people filled come back into one: rows by key, empty cells filled, conflicts told."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from conftest import BUNDLED, Run
from ubb4.base.settings import Settings
from ubb4.book.memory import book_of
from ubb4.desk.join import joined
from ubb4.desk.new import new_workbook
from ubb4.desk.opened import Options
from ubb4.plugins.hearing import hear

ORGANISATION = {"name_kk": "Мысал", "kind": "district_akimat", "year": 2026}


def _book(path: Path, **rows: Any) -> Path:
    new_workbook(path, ORGANISATION, rows, BUNDLED, Options(date(2026, 7, 1)))
    return path


def test_rows_come_back_by_key(tmp_path: Path, ubb4: Run) -> None:
    main = _book(tmp_path / "main.xlsx", analyses=[{"id": "T1", "object": "Емхана"}], risks=[{"id": "R1", "analysis": "T1", "unit": "Бөлім"}])
    first = _book(
        tmp_path / "first.xlsx",
        analyses=[{"id": "T1", "object": "Емхана", "starts_on": date(2026, 3, 2)}, {"id": "T2", "object": "Қойма"}],
        announcements=[{"analysis": "T1", "subject": "start", "place": "сайт"}],
    )
    second = _book(
        tmp_path / "second.xlsx",
        analyses=[{"id": "T1", "object": "Аурухана"}],
        risks=[{"id": "R1", "analysis": "T1", "unit": "Бөлім", "risk": "Кезек"}],
        announcements=[{"analysis": "T1", "subject": "start", "published_on": date(2026, 2, 10)}],
    )
    done = ubb4("join", main, first, second, "-o", tmp_path / "all.xlsx", "--list", tmp_path / "list.xlsx", "--format", "json", "--today", "2026-07-01")
    assert done.returncode == 1, done.stderr
    taken = json.loads(done.stdout)["taken"]
    assert [(each["what"], each["part"], each["title"], each["ours"], each["theirs"]) for each in taken if each["what"] == "conflict"] == [
        ("conflict", "second.xlsx", "Талдау объектісі", "Емхана", "Аурухана")
    ]
    assert {(each["what"], each["register"], each["key"]) for each in taken if each["what"] != "conflict"} == {
        ("filled", "analyses", "T1"), ("added", "analyses", "T2"), ("added", "announcements", ""), ("filled", "announcements", ""), ("filled", "risks", "R1"),
    }  # fmt: skip
    told = ubb4("diff", main, tmp_path / "all.xlsx", "--format", "json")
    changed = {(each["what"], each["register"], each["key"], each["new"]) for each in json.loads(told.stdout)["changes"] if each["register"] != "announcements"}
    assert changed == {
        ("changed", "analyses", "T1", "02.03.2026"), ("added", "analyses", "T2", "T2 · Қойма"), ("changed", "risks", "R1", "Кезек"),
    }  # fmt: skip
    assert (tmp_path / "list.xlsx").exists()


def test_nothing_is_written_over(tmp_path: Path, ubb4: Run) -> None:
    main = _book(tmp_path / "main.xlsx")
    done = ubb4("join", main, main, "-o", main)
    assert done.returncode == 2
    assert "үстіне жазылмайды" in done.stderr


_TEXTS = st.sampled_from(["", "а", "б", "в"])
_ROWS = st.lists(
    st.fixed_dictionaries({"id": st.sampled_from(["R1", "R2", "R3"]), "unit": _TEXTS, "risk": _TEXTS}), max_size=4, unique_by=lambda row: row["id"]
)


@given(_ROWS, st.lists(_ROWS, max_size=3))
def test_every_value_is_in_the_workbook_or_among_the_conflicts(main: list[dict[str, str]], parts: list[list[dict[str, str]]]) -> None:
    """Nothing is lost: what a copy holds stands in the result, or is told beside what stands there."""
    registers = [each for each in hear(Settings(enabled=tuple(BUNDLED))).registers if each.name in ("organisation", "risks")]
    books = [book_of(registers, {"risks": rows}, ORGANISATION) for rows in (main, *parts)]
    found = joined(books[0], [(str(n), book) for n, book in enumerate(books[1:])])
    rows = {row["id"]: row for row in found.rows.get("risks", ())}
    for row in main:
        assert all(rows[row["id"]].get(name) == value for name, value in row.items() if value)
    for number, part in enumerate(parts):
        for row in part:
            for name in ("unit", "risk"):
                told = [each for each in found.conflicts if (each.part, each.key, each.theirs) == (str(number), row["id"], row[name])]
                assert not row[name] or rows[row["id"]].get(name) == row[name] or told
