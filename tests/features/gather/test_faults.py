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
