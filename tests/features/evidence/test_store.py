"""The folder of confirming documents: kept whole, whatever is added and whenever the program ends."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import Run
from ubb4.base.errors import UseError
from ubb4.features.evidence import store

ADD = """
import os, sys
from pathlib import Path
from ubb4.features.evidence import store
left = int(sys.argv[1])
def written():
    global left
    left -= 1
    if left == 0:
        os._exit(9)
folder, *files = map(Path, sys.argv[2:])
store.add(folder, files, "D1", ["P1.T2.S2"], "2026-06-01", written=written)
"""


def _file(folder: Path, name: str, data: bytes = b"data") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def test_ended_at_every_write_the_folder_is_old_or_new(tmp_path: Path) -> None:
    """One program is ended after each write in turn; what is there is always whole, and adding goes on from it."""
    files = [_file(tmp_path, f"{name}.pdf", name.encode() * 900) for name in ("бір", "екі")]
    ended = seen_old = seen_new = 0
    for number in range(1, 20):
        folder = tmp_path / f"{number}.evidence"
        store.add(folder, files[:1], "D1", ["P1.T2.S2"], "2026-05-01")
        done = subprocess.run([sys.executable, "-c", ADD, str(number), str(folder), *map(str, files)])
        found = store.versions(folder)
        assert [each.number for each in found] in ([1], [1, 2])
        assert not [wrong for each in found for wrong in store.changed(folder, each)]
        seen_old, seen_new = seen_old + (len(found) == 1), seen_new + (len(found) == 2)
        again = store.add(folder, files, "D1", ["P1.T2.S2"], "2026-06-02")
        assert again.number == len(found) + 1
        if done.returncode == 0:
            break
        assert done.returncode == 9
        ended += 1
    assert ended == 5, "the scratch folder, two files, the entry, the rename"
    assert seen_old == 4
    assert seen_new == 2


def test_a_new_version_keeps_the_old_one(tmp_path: Path) -> None:
    folder = tmp_path / "к.evidence"
    one = store.add(folder, [_file(tmp_path, "есеп.docx", b"one")], "D1", ["P1.T2.S2", "P1.T3.S2"], "2026-05-01")
    two = store.add(folder, [_file(tmp_path, "есеп.docx", b"two")], "D1", ["P1.T2.S2", "P1.T3.S2"], "2026-05-02")
    assert [path.read_bytes() for version in (one, two) for path in store.paths(folder, version)] == [b"one", b"two"]
    assert store.latest(folder) == {"D1": two}
    assert one.files[0].name == "P1.T2.S2_D1_v1_есеп.docx"
    store.paths(folder, two)[0].write_bytes(b"twO")
    assert [why for __, why in store.changed(folder, two)] == ["changed"]
    store.paths(folder, two)[0].unlink()
    assert [why for __, why in store.changed(folder, two)] == ["missing"]
    assert not list(store.changed(folder, one))


@given(
    st.lists(
        st.text(st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1, max_size=60).filter(lambda t: t not in (".", "..")),
        min_size=1, max_size=4,
    )
)  # fmt: skip
def test_any_names_fit_windows_and_do_not_meet(names: list[str]) -> None:
    taken: set[str] = set()
    for name in names:
        made = store._name(Path(name), ["P1.T2.S2"], "D1", 1, taken)
        assert len(made) <= store.MOST_NAME + 4
        assert made.casefold() not in {each.casefold() for each in taken}
        assert not set(made) & set('<>:"/\\|?*')
        assert made == made.rstrip(". ")
        taken.add(made)


def test_two_files_of_one_name_and_a_name_of_250_letters(tmp_path: Path) -> None:
    long = "ұ" * 120 + ".pdf"  # 240 bytes: the most that this file system takes
    files = [_file(tmp_path / "1", "хаттама.pdf", b"1"), _file(tmp_path / "2", "хаттама.pdf", b"2"), _file(tmp_path, long, b"3")]
    version = store.add(tmp_path / "к.evidence", files, "D1", ["P1.T2.S2"], "2026-05-01")
    assert [path.read_bytes() for path in store.paths(tmp_path / "к.evidence", version)] == [b"1", b"2", b"3"]
    assert len({each.name.casefold() for each in version.files}) == 3
    assert max(len(each.name) for each in version.files) <= store.MOST_NAME
    assert version.files[2].original == long


def test_everything_wrong_is_told_at_once_and_nothing_is_made(tmp_path: Path) -> None:
    folder = tmp_path / "к.evidence"
    files = [tmp_path / "жоқ.pdf", _file(tmp_path, "бос.pdf", b""), tmp_path]
    with pytest.raises(UseError) as told:
        store.add(folder, files, "D/1", [], "2026-05-01")
    lines = told.value.message.splitlines()
    assert len(lines) == 4
    assert "«D/1»" in lines[0]
    assert "мұндай файл жоқ" in lines[1]
    assert "файл бос" in lines[2]
    assert "файл емес" in lines[3]
    assert not folder.exists()


def test_a_version_is_as_open_as_any_folder_and_letters_case_makes_no_new_document(tmp_path: Path) -> None:
    folder = tmp_path / "к.evidence"
    files = [_file(tmp_path / "1", "скан.pdf", b"1"), _file(tmp_path / "2", "скан.pdf", b"2")]
    version = store.add(folder, files, "D1", ["P1.T2.S2"], "2026-05-01")
    assert [each.name for each in version.files] == ["P1.T2.S2_D1_v1_скан.pdf", "P1.T2.S2_D1_v1_скан (2).pdf"]
    (tmp_path / "any").mkdir()
    assert (folder / "D1.v1").stat().st_mode == (tmp_path / "any").stat().st_mode
    assert store.add(folder, files, "d1", ["P1.T2.S2"], "2026-05-02").folder_name == "D1.v2"
    entry = folder / "D1.v2" / store.ENTRY
    for text in ('"x"', entry.read_text("utf-8").replace("P1.T2.S2_D1_v2_скан.pdf", "../../x"), entry.read_text("utf-8").replace('"D1"', '"D7"')):
        entry.write_text(text, "utf-8")
        with pytest.raises(UseError, match="бүлінген"):
            store.versions(folder)


@pytest.mark.parametrize("at", ["open", "fsync", "rename"])
def test_a_full_disk_leaves_nothing_half_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: str) -> None:
    folder = tmp_path / "к.evidence"
    source = _file(tmp_path, "есеп.pdf")

    def full(*arguments: Any, **named: Any) -> Any:
        raise OSError(errno.ENOSPC, "no space")

    target = {"open": (store, "_copied"), "fsync": (os, "fsync"), "rename": (Path, "rename")}[at]
    monkeypatch.setattr(*target, full)
    with pytest.raises(UseError, match="дискіде орын жоқ"):
        store.add(folder, [source], "D1", ["P1.T2.S2"], "2026-05-01")
    assert list(folder.iterdir()) == []


def test_a_damaged_entry_is_one_sentence(tmp_path: Path) -> None:
    folder = tmp_path / "к.evidence"
    version = store.add(folder, [_file(tmp_path, "есеп.pdf")], "D1", ["P1.T2.S2"], "2026-05-01")
    (folder / version.folder_name / store.ENTRY).write_text("{", "utf-8")
    with pytest.raises(UseError, match="бүлінген"):
        store.versions(folder)


def test_the_commands(ubb4: Run, demo: Path, tmp_path: Path) -> None:
    """Add, a new version, the list, and what the check says of a document with no row, changed, or damaged."""
    book = tmp_path / "кітап.xlsx"
    book.write_bytes((demo / "medcentre.kk.xlsx").read_bytes())
    _file(tmp_path, "хаттама.pdf", b"minutes")
    assert "P9.T9.S9" in ubb4("evidence", "add", "хаттама.pdf", "--subtask", "P9.T9.S9").stderr
    added = ubb4("evidence", "add", "хаттама.pdf", "--subtask", "p1.t2.s2", "--subtask", "P1.T3.S2")
    assert added.returncode == 0, added.stderr
    assert "D1 құжаты, 1-нұсқа" in added.stdout
    assert "жолын жазыңыз" in added.stdout
    again = ubb4("evidence", "add", "хаттама.pdf", "--subtask", "P1.T2.S2")
    assert "D1 құжатында бар" in again.stderr + again.stdout, "the same file under another number is told"
    listed = json.loads(ubb4("evidence", "list", "--format", "json").stdout)["documents"]
    assert [(each["id"], each["version"], each["subtasks"]) for each in listed] == [
        ("D1", 1, ["P1.T2.S2", "P1.T3.S2"]), ("D2", 1, ["P1.T2.S2"]),
    ]  # fmt: skip
    found = json.loads(ubb4("check", book, "--format", "json", "--today", "2026-08-10").stdout)["files"][0]["findings"]
    assert [each["code"] for each in found].count("evidence-not-listed") == 2
    (tmp_path / "кітап.evidence" / "D1.v1" / store.ENTRY).write_text("", "utf-8")
    found = json.loads(ubb4("check", book, "--format", "json", "--today", "2026-08-10").stdout)["files"][0]["findings"]
    assert [each["code"] for each in found].count("evidence-damaged") == 1
    assert ubb4("evidence", "list").returncode == 2
    assert ubb4("evidence", "list", "--book", "жоқ.xlsx").returncode == 2
    assert "--copied-on" in ubb4("evidence", "add", "хаттама.pdf", "--subtask", "P1.T2.S2", "--link", "https://example.kz").stderr
    _file(tmp_path, "екінші.xlsx")
    assert "--book" in ubb4("evidence", "list").stderr
