"""Commands killed at any moment: what was there is as it was, what was to be made is whole or not there, and nothing stays lying.

A dozen kills in every run, five hundred in `make long` (`UBB4_KILLS`).
"""

from __future__ import annotations

import hashlib
import os
import random
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from ubb4.base.scratch import PREFIX
from ubb4.base.text import N_, translation

EVERY_RUN, LONG = 7, int(os.environ.get("UBB4_KILLS", "500"))
UNFINISHED = N_("АЯҚТАЛМАҒАН")
# what is asked, and what it leaves: a file, a folder, a folder that is marked while it grows
COMMANDS = {
    "new": (["new", "new.xlsx", "--kind", "quasi_state", "--year", "2026", "--body", "Орган"], "new.xlsx"),
    "marking": (["check", "book.xlsx", "--marked", "marked.xlsx", "--today", "2026-08-10"], "marked.xlsx"),
    "report": (["report", "plan", "book.xlsx", "-o", "plan.docx"], "plan.docx"),
    "report all": (["report", "all", "book.xlsx", "-o", "all", "--today", "2026-08-10"], "all"),
    "pack": (["pack", "book.xlsx", "-o", "pack.zip"], "pack.zip"),
    "publish": (["publish", "book.xlsx", "-o", "site"], "site.мәтіндер.xlsx"),
    "evidence": (["evidence", "add", "file.pdf", "--book", "book.xlsx", "--subtask", "P1.T2.S2"], "book.evidence"),
}


def _states(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir()) if path.is_file()}


def _whole(path: Path) -> bool:
    """Whether an Office file or package can be read to its last byte."""
    with zipfile.ZipFile(path) as archive:
        return archive.testzip() is None


def _killed(words: list[str], folder: Path, after: float) -> bool:
    """Start the command and end it, its children too, without a word -> whether it was still running."""
    process = subprocess.Popen(
        [sys.executable, "-m", "ubb4", *words], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        process.wait(after)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return True
    return False


@pytest.mark.parametrize("number", [pytest.param(n, marks=[] if n < EVERY_RUN else [pytest.mark.long]) for n in range(LONG)])
def test_a_killed_command_leaves_nothing_half_made(number: int, demo: Path, tmp_path: Path) -> None:
    rng = random.Random(number)
    name = list(COMMANDS)[number % len(COMMANDS)]
    words, target = COMMANDS[name]
    (tmp_path / "book.xlsx").write_bytes((demo / "medcentre.kk.xlsx").read_bytes())
    (tmp_path / "file.pdf").write_bytes(b"%PDF-1.4 " + bytes(200_000))
    before = _states(tmp_path)
    _killed(words, tmp_path, rng.uniform(0.25, 1.1))
    time.sleep(0.05)
    assert {key: value for key, value in _states(tmp_path).items() if key in before} == before, "what was there is as it was"
    made = tmp_path / target
    if made.is_file():
        assert _whole(made), f"{name}: {target} is half-made"
    elif made.is_dir() and name == "report all":
        documents = list(made.glob("*.docx"))
        assert all(map(_whole, documents))
        # whole, or marked as unfinished
        marks = {f"{translation(UNFINISHED, language)}.txt" for language in ("kk", "ru", "en")}
        assert len(documents) >= 5 or any((made / mark).exists() for mark in marks) or not documents
    done = subprocess.run(
        [sys.executable, "-m", "ubb4", "new", "after.xlsx", "--kind", "quasi_state", "--year", "2026", "--body", "x"], cwd=tmp_path, capture_output=True
    )
    assert done.returncode == 0
    assert not list(tmp_path.glob(f"{PREFIX}*")), "the next command in the folder has taken it away"


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_that_nobody_kills_makes_its_target(name: str, demo: Path, tmp_path: Path) -> None:
    """Else the kills above would be of commands that refuse at once."""
    words, target = COMMANDS[name]
    (tmp_path / "book.xlsx").write_bytes((demo / "medcentre.kk.xlsx").read_bytes())
    (tmp_path / "file.pdf").write_bytes(b"%PDF-1.4 " + bytes(2_000))
    assert not _killed(words, tmp_path, 120)
    assert (tmp_path / target).exists(), sorted(path.name for path in tmp_path.iterdir())
