"""The package: whole or absent, the same bytes again, and one changed byte is found."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from conftest import ROOT, Run
from ubb4 import pack
from ubb4.contract import text_of
from ubb4.errors import UseError

PACK = """
import os, sys
from datetime import date
from pathlib import Path
from ubb4 import pack
left = int(sys.argv[1])
def written():
    global left
    left -= 1
    if left == 0:
        os._exit(9)
packed = pack.Packed({"1/a.pdf": b"one", "1/b.pdf": b"two"}, [{"path": "1/a.pdf"}, {"path": "1/b.pdf"}])
pack.write(packed, Path(sys.argv[2]), {"body": "b"}, lambda packed, digest: {"checklist.docx": digest.encode()}, written)
"""
TODAY = "2026-10-20"


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration region with its confirming documents, as tools/demo.py lays them."""
    sys.path.insert(0, str(ROOT / "tools"))
    from demo_year import lay  # type: ignore[import-not-found]

    folder = tmp_path_factory.mktemp("year")
    lay(folder, "kk")
    return folder


@pytest.fixture(scope="module")
def package(year: Path) -> Path:
    """The year's package, made by the command."""
    done = _ubb4("pack", year / "region.kk.xlsx", "-o", year / "пакет", "--today", TODAY, cwd=year)
    assert done.returncode == 1, done.stdout + done.stderr  # some subtasks still lack a document, and that is told
    assert "ЖОҚ:" in done.stderr
    return year / "пакет"


def _ubb4(*arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "ubb4", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, encoding="utf-8", cwd=cwd, timeout=240)


@pytest.mark.parametrize("suffix", ["", ".zip"])
def test_ended_at_every_write_the_package_is_absent_or_whole(tmp_path: Path, suffix: str) -> None:
    absent = whole = 0
    for number in range(1, 20):
        out = tmp_path / f"{number}{suffix}"
        done = subprocess.run([sys.executable, "-c", PACK, str(number), str(out)])
        if out.exists():
            whole += 1
            assert pack.verify(out).wrong == ()
        else:
            absent += 1
        if done.returncode == 0:
            break
        assert done.returncode == 9
    assert absent >= 5, "five files at least were begun"
    assert whole == 2, "after the last write, and when nothing ends the program"


def test_the_year_packs_into_a_folder_to_upload(package: Path) -> None:
    manifest = json.loads((package / pack.MANIFEST).read_text("utf-8"))
    assert len(manifest["documents"]) > 10
    tasks = sorted(path.name for path in package.glob("1. */P1.T2 *"))
    assert len(tasks) == 1
    folders = [path for path in package.glob("*/*/*") if path.is_dir()]
    assert all(len(path.relative_to(package).as_posix()) < 200 for path in package.rglob("*"))
    named = tomllib.loads((ROOT / "examples" / "region" / "book.kk.toml").read_text("utf-8")).get("map", [])
    for row in named:
        if "name_kk" in row and any(row["subtask"] in path.name for path in folders):
            assert not next(path.name for path in folders if row["subtask"] in path.name).endswith("(нұсқаулық)")
    assert any(path.name.endswith("(нұсқаулық)") for path in folders)
    words = text_of((package / "checklist.docx").read_bytes())
    assert pack.verify(package).digest in words
    assert "ЖОҚ" in words
    sheet = load_workbook(package / "checklist.xlsx").worksheets[0]
    shown = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert pack.verify(package).digest in str(shown)
    assert {row[0] for row in shown} > set(manifest["missing"])
    assert len(manifest["left_out"]) == 1
    assert "D30" not in {each["id"] for each in manifest["documents"]}


def test_the_same_documents_give_the_same_bytes(year: Path, package: Path, tmp_path: Path) -> None:
    for name in ("a.zip", "b.zip"):
        assert _ubb4("pack", year / "region.kk.xlsx", "-o", tmp_path / name, "--today", TODAY, cwd=year).returncode == 1
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    assert pack.verify(tmp_path / "a.zip") == pack.verify(package)
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        archive.extractall(tmp_path / "unpacked")
    assert pack.verify(tmp_path / "unpacked").wrong == ()


@pytest.fixture
def copy(package: Path, tmp_path: Path) -> Path:
    shutil.copytree(package, tmp_path / "p")
    return tmp_path / "p"


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_one_changed_byte_is_found_wherever_it_is(package: Path, data: st.DataObject) -> None:
    contents = pack._read_folder(package)
    name = data.draw(st.sampled_from(sorted(name for name, each in contents.items() if each)))
    place = data.draw(st.integers(0, len(contents[name]) - 1))
    changed = bytearray(contents[name])
    changed[place] ^= data.draw(st.integers(1, 255))
    path = package / name
    try:
        path.write_bytes(changed)
        assert pack.verify(package).wrong
    finally:
        path.write_bytes(contents[name])
    assert pack.verify(package).wrong == ()


def test_verify_tells_changed_missing_and_extra(copy: Path, tmp_path: Path) -> None:
    one, two = sorted(copy.glob("*/*/*/*"))[:2]
    one.write_bytes(one.read_bytes() + b"!")
    two.unlink()
    (copy / "artyq.txt").write_text("артық")
    done = _ubb4("pack", "--verify", copy, cwd=tmp_path)
    assert done.returncode == 1
    assert [line.split("  ")[0] for line in done.stdout.splitlines()[:3]] == ["ӨЗГЕРГЕН", "ЖОҚ", "АРТЫҚ"]
    assert "3 ауытқу" in done.stdout


def test_what_is_no_package_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "broken.zip").write_bytes(b"PK\x03\x04 no zip")
    for name, words in (("empty", "бұл пакет емес"), ("broken.zip", "бүлінген"), ("nothing", "мұндай файл не бума жоқ")):
        with pytest.raises(UseError, match=words):
            pack.verify(tmp_path / name)
    outside = tmp_path / "outside.zip"
    with zipfile.ZipFile(outside, "w") as archive:
        archive.writestr(pack.MANIFEST, '{"documents": []}')
        archive.writestr(pack.SEAL, "")
        archive.writestr("../evil.txt", "x")
    assert ("../evil.txt", "unsafe") in pack.verify(outside).wrong


def test_nothing_is_packed_over_a_file_or_with_a_changed_one(ubb4: Run, year: Path, package: Path, tmp_path: Path) -> None:
    refused = ubb4("pack", year / "region.kk.xlsx", "-o", package, "--today", TODAY)
    assert refused.returncode == 2
    assert "үстіне жазылмайды" in refused.stderr
    shutil.copytree(year, tmp_path / "year")
    kept = sorted((tmp_path / "year" / "region.kk.evidence").glob("*.v1/P*"))
    kept[0].write_bytes(b"other")
    kept[1].unlink()
    refused = ubb4("pack", tmp_path / "year" / "region.kk.xlsx", "-o", tmp_path / "no", "--today", TODAY)
    assert refused.returncode == 2
    assert "қосылғаннан кейін өзгерген" in refused.stderr
    assert "файл жоқ" in refused.stderr
    assert not (tmp_path / "no").exists()
    assert "№9" in ubb4("pack", year / "region.kk.xlsx", "-o", "x.zip", "--project", "9").stderr
