"""Commands over many workbooks: folders, results in the order of the files, what was done before Ctrl-C kept, notes once."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from conftest import Run

COPIES = 14


@pytest.fixture(scope="module")
def folder(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("many")
    for number in range(COPIES):
        shutil.copy(demo / f"{('akimat', 'company')[number % 2]}.kk.xlsx", made / f"{number:02}.xlsx")
    (made / "07.xlsx").write_bytes(b"no workbook")
    return made


def test_many_children_answer_in_the_order_of_the_files(folder: Path, ubb4: Run) -> None:
    many = json.loads(ubb4("check", folder, "--format", "json", "--today", "2026-10-20").stdout)
    assert [Path(each["file"]).name for each in many["files"]] == [f"{number:02}.xlsx" for number in range(COPIES)]
    for name in ("00.xlsx", "01.xlsx"):
        (alone,) = json.loads(ubb4("check", folder / name, "--format", "json", "--today", "2026-10-20").stdout)["files"]
        assert [each["findings"] for each in many["files"] if Path(each["file"]).name == name] == [alone["findings"]]
    assert [Path(each["file"]).name for each in many["files"] if each["error"]] == ["07.xlsx"]


@pytest.mark.parametrize("command", ["due", "measures"])
def test_they_take_folders_and_name_what_could_not_be_read(command: str, folder: Path, ubb4: Run) -> None:
    done = ubb4(command, folder, "--format", "json", "--today", "2026-10-20")
    told = json.loads(done.stdout)
    assert done.returncode == 2
    assert told["complete"] is False
    key = "deadlines" if command == "due" else "measures"
    assert [bool(each[key]) for each in told["files"]] == [number != 7 for number in range(COPIES)]
    (alone,) = [json.loads(ubb4(command, folder / "00.xlsx", "--format", "json", "--today", "2026-10-20").stdout)[key]]
    assert told["files"][0][key] == alone


def test_a_note_is_told_once_with_the_number_of_files(folder: Path, ubb4: Run) -> None:
    done = ubb4("measures", folder, "--today", "2026-10-20")
    notes = [line for line in done.stderr.splitlines() if line.startswith("•")]
    assert len(notes) == len(set(notes)) < 6
    assert any("файл)" in each for each in notes)


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_ctrl_c_keeps_what_is_done_and_leaves_nobody(folder: Path, tmp_path: Path) -> None:
    big = tmp_path / "many"
    big.mkdir()
    for number in range(1500):
        os.link(folder / "00.xlsx", big / f"{number:04}.xlsx")
    code = "import sys; sys.argv[0] = 'ubb4'; from ubb4.__main__ import main; main()"
    command = subprocess.Popen([sys.executable, "-c", code, "check", str(big), "--quiet"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8")
    time.sleep(3)
    command.send_signal(signal.SIGINT)
    said, why = command.communicate(timeout=30)
    assert command.returncode == 130, why
    assert "Тоқтатылды: 1500 файлдың" in why
    done = int(why.partition("1500 файлдың ")[2].split()[0])
    assert said.count(str(big)) == done < 1500
    assert "Traceback" not in why
    children = subprocess.run(["pgrep", "-f", f"ubb4.worker.child.*{big}"], capture_output=True, encoding="utf-8").stdout
    assert children == ""
