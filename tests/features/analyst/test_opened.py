"""Reading in Python: typed frames that agree with what the commands say."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook

import ubb4
from conftest import BODIES, Run, wanted
from ubb4.base.errors import UseError


@pytest.mark.parametrize("body", BODIES)
def test_frames_agree_with_the_commands(body: str, ubb4: Run, demo: Path) -> None:
    import ubb4 as face

    path, day = demo / f"{body}.kk.xlsx", wanted(body)["today"]
    book = face.open(path, today=day)
    found = book.findings()
    assert sorted(zip(found["code"], found["cell"], strict=True)) == sorted((each["code"], each["cell"]) for each in wanted(body)["finding"])
    said = json.loads(ubb4("due", path, "--today", day.isoformat(), "--format", "json").stdout)["deadlines"]
    due = book.deadlines()
    assert [None if pd.isna(each) else each.date().isoformat() for each in due["day"]] == [each["day"] for each in said]
    assert str(due["day"].dtype).startswith("datetime64")
    measured = json.loads(ubb4("measures", path, "--today", day.isoformat(), "--format", "json").stdout)
    said = measured["measures"] if "measures" in measured else measured["files"][0]["measures"]
    frame = book.measures()
    assert [None if pd.isna(each) else float(each) for each in frame["value"]] == [each["value"] for each in said]
    assert [len(each) for each in frame["rows"]] == [len(each["rows"]) for each in said]


def test_every_register_is_typed_and_its_rows_are_the_sheets(demo: Path) -> None:
    book = ubb4.open(demo / "region.ru.xlsx", today=date(2026, 10, 20), lang="ru")
    sheets = load_workbook(demo / "region.ru.xlsx", read_only=True, data_only=True)
    filled = 0
    for name in book:
        register = book[name].table.register
        frame = book[name].frame()
        assert list(frame.columns) == [column.name for column in register.columns]
        for column in register.columns:
            kind = str(frame[column.name].dtype)
            wanted_kind = (
                "category"
                if column.choices
                else {"date": "datetime64[s]", "integer": "Int64", "number": "Float64", "money": "Float64"}.get(column.type, "string")
            )
            assert kind == wanted_kind, (name, column.name)
        if len(frame) and not book[name].table.form_rows and name != "organisation":
            filled += 1
            sheet = sheets[frame.attrs["sheet"]]
            table = book[name].table
            for index, row in enumerate(frame.index[:3]):
                for column in register.columns:
                    if column.type == "date" and (cell := table.place(index, column.name)[1]):
                        there, here = sheet[cell].value, frame.at[row, column.name]
                        assert (there is None and pd.isna(here)) or there.date() == here.date()
    assert filled > 20


def test_labels_titles_and_what_is_not_there(demo: Path) -> None:
    book = ubb4.open(demo / "region.ru.xlsx", lang="ru")
    origin = book["cartogram_map"].frame()["origin"]
    assert list(origin.cat.categories) == ["внешний анализ", "обращение граждан", "СМИ"]
    assert set(book["cartogram_map"].frame(labels=False)["origin"]) == {"external", "appeals", "media"}
    assert "Риск, актуальный для региона" in book["cartogram_map"].frame(titles=True).columns
    assert book["cartogram_map"].frame().attrs["sources"]["risk"].startswith("инструкция")
    with pytest.raises(UseError, match="Бары|Есть"):
        book["no_such"]
    alone = ubb4.open(demo / "company.kk.xlsx")
    assert len(alone["plan"]) == len(alone["plan"].frame()) == 0


def test_pandas_comes_only_with_the_first_frame(demo: Path) -> None:
    script = f"import sys, ubb4; b = ubb4.open({str(demo / 'company.kk.xlsx')!r}); assert 'pandas' not in sys.modules; b['entities'].frame(); assert 'pandas' in sys.modules"
    subprocess.run([sys.executable, "-W", "ignore", "-c", script], check=True)


def test_references_are_followed_and_proofs_are_rows(demo: Path) -> None:
    book = ubb4.open(demo / "region.ru.xlsx", today=date(2026, 10, 20), lang="ru")
    names = set(book["entities"].frame()["name_ru"])
    followed = book["trainings"].frame(follow={"entity": "name_ru"})["entity"]
    assert set(followed) <= names
    assert len(set(followed)) > 5
    share = book.measures().set_index("name").loc["share_s9"]
    assert book.counted("share_s9", "entities") == [int(place.rpartition("!")[2]) for place in share["rows"]]
    assert len(book.counted("share_s9", "entities", missing=True)) == share["denominator"] - share["numerator"]
    assert book.counted("share_s9", "documents") == []
    subtasks = book.subtasks()
    assert len(subtasks) == 39
    assert subtasks.loc[subtasks["documents"] > 0, "subtask"].tolist() == [] or len(book["evidence"])
    assert book.limit("trained_share").value == 5
    with pytest.raises(UseError, match="Предела «no_such» нет"):
        book.limit("no_such")


def test_an_extra_column_is_read_only_where_it_stands(demo: Path, tmp_path: Path) -> None:
    path = tmp_path / "r.xlsx"
    book = load_workbook(demo / "region.kk.xlsx")
    sheet = book["Тәуекелдер"]
    heads = [cell.value for cell in sheet[4]]
    assert not any(str(head).startswith(("Ықтималдығы", "Салдары")) for head in heads)
    sheet.cell(4, len(heads) + 1, "Ықтималдығы")
    sheet.cell(4, len(heads) + 2, "Последствия")
    for row, value in ((5, 5), (6, 1), (7, 9)):
        sheet.cell(row, len(heads) + 1, value)
        sheet.cell(row, len(heads) + 2, 2)
    book.save(path)
    found = ubb4.open(path, today=date(2026, 10, 20))
    risks = found["risks"].frame()
    assert risks["likelihood"].tolist()[:2] == [5, 1]
    assert risks["impact"].tolist()[:3] == [2, 2, 2]
    findings = found.findings()
    assert {(each.column, each.cell[-1]) for each in findings.itertuples() if each.column in ("likelihood", "impact")} == {("likelihood", "7")}, (
        "9 is out of 1–5"
    )
    plain = ubb4.open(demo / "region.kk.xlsx", today=date(2026, 10, 20))
    assert plain["risks"].frame()["likelihood"].isna().all()
    assert not any("Ықтималдығы" in each for each in plain.findings()["message"])
