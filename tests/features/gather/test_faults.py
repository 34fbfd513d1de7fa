"""What goes wrong on the way: the run ends, names what failed, and loses nothing else."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from openpyxl import load_workbook

from conftest import Run

from .conftest import DAY, book, risks

UBB4 = [sys.executable, "-m", "ubb4"]


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """Four hundred workbooks of forty bodies."""
    place = tmp_path / "in"
    first = [book(place / f"{number:03}.xlsx", f"Ұйым {number:03}", risks("T1")) for number in range(40)]
    for number in range(40, 400):
        os.link(first[number % 40], place / f"{number:03}.xlsx")
    return place


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_ctrl_c_keeps_what_is_done_and_a_second_run_goes_on(many: Path, tmp_path: Path, ubb4: Run) -> None:
    out, store = tmp_path / "whole.xlsx", tmp_path / "store"
    command = subprocess.Popen(
        [*UBB4, "gather", str(many), "-o", str(out), "--store", str(store), "--today", DAY], stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
    )
    end = time.monotonic() + 60
    while len(list(store.glob("cache/*"))) < 12 and time.monotonic() < end:
        time.sleep(0.05)
    command.send_signal(signal.SIGINT)
    __, why = command.communicate(timeout=60)
    assert command.returncode == 130, why
    done = re.search(r"400 файлдың (\d+) файлы оқылды", why)
    assert done is not None, why
    assert 10 < int(done[1]) < 400
    assert "Traceback" not in why
    states = [row[3] for row in load_workbook(out)["Кім жіберді"].iter_rows(min_row=5, values_only=True)]
    assert states.count("оқылмады") == 400 - int(done[1])
    again = ubb4("gather", many, "-o", tmp_path / "again.xlsx", "--store", store, "--today", DAY)
    assert again.returncode == 0, again.stderr
    known = re.search(r"Өзгермеген (\d+) файл", again.stderr)
    assert known is not None
    assert int(known[1]) >= int(done[1]) - 10  # copies have one answer


def test_a_file_that_hangs_its_reader_is_named(tmp_path: Path, ubb4: Run) -> None:
    for number in range(3):
        book(tmp_path / "in" / f"{number}.xlsx", f"Ұйым {number}", risks("T1"))
    done = ubb4("gather", tmp_path / "in", "-o", tmp_path / "whole.xlsx", "--today", DAY, UBB4_SECONDS="0.01")
    assert done.returncode == 2
    assert "тым ұзаққа созылды" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "whole.xlsx").exists()  # all of them: nothing was read


def test_a_folder_that_goes_away_is_told_and_the_rest_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from ubb4.features.gather import reading

    from .conftest import COUNTING

    for number in range(3):
        book(tmp_path / "in" / f"{number}.xlsx", f"Ұйым {number}", risks("T1"))
    found, __ = reading.files([str(tmp_path / "in")])
    (tmp_path / "in" / "1.xlsx").unlink()  # between the listing and the reading
    done = reading.read(found, COUNTING, None, True)
    assert ["ok" in answer for __, __, answer in done.answers] == [True, False, True]
    assert "1.xlsx" in done.answers[1][2]["error"]["message"]


def test_two_gatherings_into_one_file_leave_one_whole(tmp_path: Path) -> None:
    for name, numbers in (("a", "12"), ("b", "345")):
        for number in numbers:
            book(tmp_path / name / f"{number}.xlsx", f"Ұйым {number}", risks("T1"))
    out = tmp_path / "whole.xlsx"
    commands = [
        subprocess.Popen([*UBB4, "gather", str(tmp_path / name), "-o", str(out), "--today", DAY], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        for name in "ab"
    ]
    assert [command.wait(120) for command in commands] == [0, 0]
    for command in commands:
        assert command.stderr is not None
        command.stderr.close()
    rows = [row[0] for row in load_workbook(out)["Ұйымдар"].iter_rows(min_row=5, values_only=True) if row[0]]
    assert rows in (["Ұйым 1", "Ұйым 2"], ["Ұйым 3", "Ұйым 4", "Ұйым 5"])
    assert not [each for each in tmp_path.iterdir() if each.name.startswith(".")]


def test_a_poisoned_workbook_changes_nothing_of_the_others(tmp_path: Path, ubb4: Run) -> None:
    rows = risks("T1")
    rows["risks"][0]["risk"] = '=HYPERLINK("http://evil.example","басыңыз")'
    rows["analyses"][0]["object"] = "+cmd|' /C calc'!A0"
    book(tmp_path / "in" / "poison.xlsx", "=1+1", rows)
    book(tmp_path / "in" / "plain.xlsx", "Ұйым", risks("T1"))
    done = ubb4("gather", tmp_path / "in", "-o", tmp_path / "whole.xlsx", "--today", DAY)
    assert done.returncode == 0, done.stderr
    whole = load_workbook(tmp_path / "whole.xlsx")
    typed = {
        cell.data_type
        for sheet in whole
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str) and ("evil" in cell.value or "calc" in cell.value)
    }
    assert typed == {"s"} or typed == {"inlineStr"}
    formulas = [cell.value for sheet in whole for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert formulas
    assert all(str(each).startswith("=HYPERLINK(") for each in formulas)
    assert not any("evil" in str(each) for each in formulas)


def _both(tmp_path: Path, ubb4: Run, name: str = "whole.xlsx") -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """(code, column) of every finding of the parts, and of the whole."""
    import json

    assert ubb4("gather", tmp_path / "in", "-o", tmp_path / name, "--today", DAY).returncode == 0
    answers = [json.loads(ubb4("check", place, "--today", DAY, "--format", "json").stdout) for place in (tmp_path / "in", tmp_path / name)]
    ours, theirs = (sorted((each["code"], each["column"]) for file in answer["files"] for each in file["findings"]) for answer in answers)
    return ours, theirs


def test_rows_in_which_nothing_can_be_read_stay_rows(tmp_path: Path, ubb4: Run) -> None:
    path = book(tmp_path / "in" / "dash.xlsx", "Ұйым", risks("T1"))
    changed = load_workbook(path)
    changed["Тәуекелдер"]["A6"] = "-"
    changed["Жоспар"]["B6"] = "—"
    for number in range(5, 24):
        changed["Басты бет"].cell(number, 3).value = None  # nothing is left of the front page
    changed.save(path)
    ours, theirs = _both(tmp_path, ubb4)
    assert ours == theirs
    assert ("required", "analysis") in ours or ("required", "risk") in ours
    assert ("required", "kind") in ours


def test_a_missing_front_page_is_told_in_the_whole(tmp_path: Path, ubb4: Run) -> None:
    path = book(tmp_path / "in" / "nofront.xlsx", "Ұйым", risks("T1"))
    changed = load_workbook(path)
    del changed["Басты бет"]
    changed.save(path)
    ours, theirs = _both(tmp_path, ubb4)
    assert ours == theirs
    assert ("sheet-missing", "") in ours


def test_cells_that_show_an_error_are_empty_to_every_rule(tmp_path: Path, ubb4: Run) -> None:
    path = book(tmp_path / "in" / "e.xlsx", "Ұйым", risks("T1", "T2"))
    changed = load_workbook(path)
    changed["Жоспар"]["B5"] = "=1/0"  # a formula without a saved value
    changed["Тәуекелдер"]["A6"] = "=NOSUCH()"
    changed.save(path)
    ours, theirs = _both(tmp_path, ubb4)
    assert ours == theirs
    assert {"formula-without-value"} <= {code for code, __ in ours}


def test_values_filled_down_are_told_once(tmp_path: Path, ubb4: Run) -> None:
    rows = {"schedule": [{"object": f"Бөлім {n}", **({"approved_on": "09.01.1906"} if n == 1 else {})} for n in (1, 2, 3)]}
    book(tmp_path / "in" / "fd.xlsx", "Ұйым", rows)
    ours, theirs = _both(tmp_path, ubb4)
    assert ours == theirs


def test_the_history_knows_subtasks_and_numbers_of_bodies_alone(tmp_path: Path) -> None:
    from ubb4.features.gather import gather, store

    from .conftest import COUNTING

    rows = {"evidence": [{"id": "D1", "subtasks": "P1.T1.S1; Иванов ЖСН 900101300123", "title": "Құжат"}]}
    book(tmp_path / "in" / "x.xlsx", "Ұйым", rows, bin="Иванов")
    found = gather.gather(gather.Asked([str(tmp_path / "in")], COUNTING))
    told = list(store.figures(found.merged))
    assert {row[6] for row in told if row[5] == "evidence"} == {"P1.T1.S1"}
    assert not any("иванов" in str(value).lower() or "900101300123" in str(value) for row in told for value in row)


def test_numbers_of_another_body_are_for_a_person_to_look_at(tmp_path: Path, ubb4: Run) -> None:
    from .test_roster import toml

    roster = toml(
        tmp_path / "b.toml",
        [{"name_kk": "«А» АҚ", "bin": "111111111111", "email": "a@example.kz"}, {"name_kk": "«Б» АҚ", "bin": "222222222222", "email": "b@example.kz"}],
    )
    book(tmp_path / "in" / "A.xlsx", "«А» АҚ", risks("T1"), bin="111111111111")
    book(tmp_path / "in" / "B.xlsx", "«Б» АҚ", risks("T1"), bin="111111111111")
    done = ubb4("gather", tmp_path / "in", "-o", tmp_path / "w.xlsx", "--bodies", roster, "--letters", tmp_path / "L", "--today", DAY)
    assert done.returncode == 0, done.stderr
    assert [sorted(each.name for each in folder.iterdir()) for folder in (tmp_path / "L").iterdir() if folder.is_dir()] == [["A.xlsx", "Хат.docx"]]
    bodies = [row[0] for row in load_workbook(tmp_path / "w.xlsx")["Ұйымдар"].iter_rows(min_row=5, values_only=True) if row[0]]
    assert bodies == ["«А» АҚ", "«Б» АҚ"]
    again = ubb4("gather", tmp_path / "in", "-o", tmp_path / "v.xlsx", "--today", DAY)  # without a roster
    assert "111111111111" in again.stderr
    assert "2 кітап" in again.stdout


def test_two_years_of_one_body_stay_apart(tmp_path: Path, ubb4: Run) -> None:
    from .test_roster import toml

    roster = toml(tmp_path / "b.toml", [{"name_kk": "Ұйым", "bin": "111111111111"}])
    for year in (2025, 2026):
        book(tmp_path / "in" / f"{year}.xlsx", "Ұйым", risks("T1"), bin="111111111111", year=year)
    done = ubb4("gather", tmp_path / "in", "-o", tmp_path / "w.xlsx", "--bodies", roster, "--letters", tmp_path / "L", "--today", DAY)
    assert done.returncode == 0, done.stderr
    codes = [row[-6] for row in load_workbook(tmp_path / "w.xlsx")["Тәуекелдер"].iter_rows(min_row=5, values_only=True) if row[0]]
    assert len(set(codes)) == 2
    assert len([each for each in (tmp_path / "L").iterdir() if each.is_dir()]) == 2
    second = ubb4("gather", tmp_path / "in", "--bodies", roster, "--letters", tmp_path / "L", "--today", DAY)
    assert second.returncode == 2
    assert "бос емес" in second.stderr


@pytest.mark.parametrize("planted", [["hello"], [""], ['{"code":"1","name":"x","file":"y","left":"z"}']])
def test_a_planted_sheet_makes_no_gathered_workbook(tmp_path: Path, ubb4: Run, planted: list[str]) -> None:
    path = book(tmp_path / "in" / "p.xlsx", "Ұйым", risks("T1"))
    changed = load_workbook(path)
    changed.create_sheet("_ubb4_senders").append(planted)
    changed.save(path)
    ours, theirs = _both(tmp_path, ubb4)
    assert [each for each in ours if each[0] != "sheet-not-read"] == [each for each in theirs if each[0] != "sheet-not-read"]
    assert not {"row-without-sender"} & {code for code, __ in ours}


def test_references_that_grow_too_long_are_not_cut(tmp_path: Path) -> None:
    from ubb4.book.gathered import MOST, own, prefixed

    long = ";".join(["T1"] * 10_000)
    assert prefixed(long, "017") == long
    assert own(prefixed("T1; T2\nT3", "017"), "017") == "T1; T2\nT3"
    assert len(prefixed(";".join(["T1"] * 4_000), "017")) <= MOST


def test_what_could_not_be_checked_is_in_the_exit_code(tmp_path: Path, ubb4: Run) -> None:
    path = book(tmp_path / "in" / "x.xlsx", "Ұйым", risks("T1"))
    changed = load_workbook(path)
    meta = changed["_ubb4"]
    for row in meta.iter_rows():
        if row[0].value == "plugins":
            row[1].value = f"{row[1].value},project9_unknown"
    changed.save(path)
    done = ubb4("gather", tmp_path / "in", "-o", tmp_path / "w.xlsx", "--today", DAY)
    assert done.returncode == 3
    assert "x.xlsx: " in done.stderr
    assert "project9_unknown" in done.stderr
