"""PDF by Word, over COM as Windows knows it; Word itself is a stand-in that refuses what Word refuses (stand_in_word.py). Never tried with the real one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from on_windows import NEEDED, Windows, of_windows

pytestmark = NEEDED
FAILS = "import json\nfrom ubb4.documents import by_word\nfrom ubb4.base.errors import UseError\n"


@pytest.fixture
def word(apart: Windows, tmp_path: Path) -> Path:
    """The folder where the stand-in writes down what it was asked."""
    python = apart.installed / "python"
    shutil.copyfile(python / "pythonw.exe", python / "WINWORD.EXE")
    place = tmp_path / "word"
    place.mkdir()
    shutil.copyfile(Path(__file__).with_name("stand_in_word.py"), place / "stand_in_word.py")
    done = apart.run(python / "python.exe", "-X", "utf8", of_windows(place / "stand_in_word.py"), "register")
    assert done.returncode == 0, done.stderr
    return place


def _papers(folder: Path, *names: str) -> list[Path]:
    for name in names:
        (folder / name).write_bytes(b"PK")
    return [folder / name for name in names]


def _call(apart: Windows, code: str) -> object:
    return apart.python(FAILS + code)


def test_word_makes_the_pdf_hidden_silent_and_without_macros(apart: Windows, word: Path, tmp_path: Path) -> None:
    files = _papers(tmp_path, "анықтама.docx", "жоспар.docx")
    code = (
        "from pathlib import Path\nfrom ubb4.documents.pdf import to_pdf\n"
        f"made = to_pdf([Path(p) for p in {[of_windows(each) for each in files]!r}], Path({of_windows(tmp_path / 'pdf')!r}))\n"
        "print(json.dumps([made.program, made.instead, [p.name for p in made.files]]))"
    )
    assert _call(apart, code) == ["Microsoft Word", "", ["анықтама.pdf", "жоспар.pdf"]]
    assert (tmp_path / "pdf" / "анықтама.pdf").read_bytes() == "%PDF-1.7 stand-in: анықтама".encode()
    told = (word / "word.log").read_text("utf-8").splitlines()
    assert told == [
        "started", "opened анықтама.docx", "exported анықтама.docx", "opened жоспар.docx", "exported жоспар.docx", "quit visible=False alerts=0 macros=3",
    ]  # fmt: skip


def test_a_word_that_hangs_is_ended_in_time(apart: Windows, word: Path, tmp_path: Path) -> None:
    (paper,) = _papers(tmp_path, "hang.docx")
    code = (
        "from pathlib import Path\nby_word._FIRST, by_word._EACH = 12, 0\n"
        f"try:\n by_word.convert([Path({of_windows(paper)!r})], Path({of_windows(tmp_path)!r})); print('0')\n"
        "except UseError as error: print(json.dumps([error.message, len(by_word._running())]))"
    )
    message, left = _call(apart, code)  # type: ignore[misc]
    assert message == "Microsoft Word уақытында жауап бермеді: ол жабылды."
    assert left == 0


def test_a_word_that_is_in_use_is_left_alone(apart: Windows, word: Path, tmp_path: Path) -> None:
    (paper,) = _papers(tmp_path, "анықтама.docx")
    (word / "busy").touch()
    code = (
        "from pathlib import Path\n"
        f"try:\n by_word.convert([Path({of_windows(paper)!r})], Path({of_windows(tmp_path)!r})); print('0')\n"
        "except UseError as error: print(json.dumps(error.message))"
    )
    assert "Microsoft Word PDF жасай алмады" in str(_call(apart, code))
    assert (word / "word.log").read_text("utf-8").splitlines() == ["started"], "neither opened nor quit"
