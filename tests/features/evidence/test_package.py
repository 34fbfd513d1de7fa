"""The package: whole or absent, the same bytes again, and one changed byte is found."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import tomllib
import warnings
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from conftest import ROOT, Run
from ubb4.base.errors import UseError
from ubb4.contract import text_of
from ubb4.features.evidence import signing, verify

PACK = """
import io, os, sys, zipfile
from pathlib import Path
from ubb4.features.evidence import package
def CHECKLISTS(digest):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", digest)
    return {"checklist.docx": out.getvalue(), "checklist.xlsx": b"x"}
left = int(sys.argv[1])
def written():
    global left
    left -= 1
    if left == 0:
        os._exit(9)
packed = package.Packed({"1/a.pdf": b"one", "1/b.pdf": b"two"}, [{"path": "1/a.pdf"}, {"path": "1/b.pdf"}])
package.write(packed, Path(sys.argv[2]), {"body": "b"}, lambda packed, digest: CHECKLISTS(digest), written)
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
            assert verify.verify(out).wrong == ()
        else:
            absent += 1
        if done.returncode == 0:
            break
        assert done.returncode == 9
    assert absent >= 5, "five files at least were begun"
    assert whole == 2, "after the last write, and when nothing ends the program"


def test_the_year_packs_into_a_folder_to_upload(package: Path) -> None:
    manifest = json.loads((package / verify.MANIFEST).read_text("utf-8"))
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
    assert verify.verify(package).digest in words
    assert "ЖОҚ" in words
    sheet = load_workbook(package / "checklist.xlsx").worksheets[0]
    shown = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert verify.verify(package).digest in str(shown)
    assert {row[0] for row in shown} > set(manifest["missing"])
    assert len(manifest["left_out"]) == 1
    assert "D30" not in {each["id"] for each in manifest["documents"]}


def test_the_same_documents_give_the_same_bytes(year: Path, package: Path, tmp_path: Path) -> None:
    for name in ("a.zip", "b.zip"):
        assert _ubb4("pack", year / "region.kk.xlsx", "-o", tmp_path / name, "--today", TODAY, cwd=year).returncode == 1
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    assert verify.verify(tmp_path / "a.zip") == verify.verify(package)
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        archive.extractall(tmp_path / "unpacked")
    assert verify.verify(tmp_path / "unpacked").wrong == ()


@pytest.fixture
def copy(package: Path, tmp_path: Path) -> Path:
    shutil.copytree(package, tmp_path / "p")
    return tmp_path / "p"


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_one_changed_byte_is_found_wherever_it_is(package: Path, data: st.DataObject) -> None:
    contents = verify._read_folder(package)[0]
    name = data.draw(st.sampled_from(sorted(name for name, each in contents.items() if each)))
    place = data.draw(st.integers(0, len(contents[name]) - 1))
    changed = bytearray(contents[name])
    changed[place] ^= data.draw(st.integers(1, 255))
    path = package / name
    try:
        path.write_bytes(changed)
        assert verify.verify(package).wrong
    finally:
        path.write_bytes(contents[name])
    assert verify.verify(package).wrong == ()


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
            verify.verify(tmp_path / name)
    outside = tmp_path / "outside.zip"
    with zipfile.ZipFile(outside, "w") as archive:
        archive.writestr(verify.MANIFEST, '{"documents": []}')
        archive.writestr(verify.SEAL, "")
        archive.writestr("../evil.txt", "x")
    assert ("../evil.txt", "unsafe") in verify.verify(outside).wrong


def test_a_package_that_swells_is_not_opened(tmp_path: Path) -> None:
    """100 MB of nothing in 100 KB."""
    swollen = tmp_path / "swollen.zip"
    with zipfile.ZipFile(swollen, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(verify.MANIFEST, '{"documents": []}')
        archive.writestr("01/a.pdf", bytes(100 << 20))
    with pytest.raises(UseError, match="тым үлкен"):
        verify.verify(swollen)


def _zip(source: dict[str, bytes], target: Path, twice: tuple[str, bytes] | None = None) -> Path:
    with warnings.catch_warnings(), zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")  # zipfile warns of the second entry of a name: that is what is made here
        for name, data in ([twice] if twice else []) + list(source.items()):
            archive.writestr(name, data)
    return target


def test_verify_is_not_led_astray(package: Path, tmp_path: Path) -> None:
    """Packages altered so that every hash which is written in them still fits."""
    whole = verify._read_folder(package)[0]
    mark = hashlib.sha256(b"evil").hexdigest()
    sealed = whole[verify.SEAL].decode()
    altered = {
        "a file of one's own in the seal": {**whole, "evil.exe": b"evil", verify.SEAL: f"{sealed}{mark}  evil.exe\n".encode()},
        "no checklist": {
            **{name: data for name, data in whole.items() if name not in verify.CHECKLISTS}, verify.SEAL: (sealed.splitlines()[0] + "\n").encode(),
        },
    }  # fmt: skip
    manifest = json.loads(whole[verify.MANIFEST])
    changed = json.dumps({**manifest, "missing": []}, ensure_ascii=False).encode()
    lines = [f"{hashlib.sha256(changed).hexdigest()}  {verify.MANIFEST}", *sealed.splitlines()[1:]]
    altered["another manifest, sealed again"] = {**whole, verify.MANIFEST: changed, verify.SEAL: ("\n".join(lines) + "\n").encode()}
    for number, (what, contents) in enumerate(altered.items()):
        assert verify.verify(_zip(contents, tmp_path / f"{number}.zip")).wrong, what
    first = next(name for name in whole if "/" in name)
    assert (first, "extra") in verify.verify(_zip(whole, tmp_path / "twice.zip", (first, b"FORGED"))).wrong
    shutil.copytree(package, tmp_path / "linked")
    (tmp_path / "linked" / "etc").symlink_to("/etc")
    assert ("etc", "extra") in verify.verify(tmp_path / "linked").wrong
    good = bytearray(_zip(whole, tmp_path / "good.zip").read_bytes())
    good[200:240] = bytes(40)
    (tmp_path / "good.zip").write_bytes(good)
    with pytest.raises(UseError, match="бүлінген"):
        verify.verify(tmp_path / "good.zip")


def _rows(demo: Path, target: Path, *rows: dict[str, str]) -> Path:
    """The hospital's workbook with these confirming documents."""
    workbook = load_workbook(demo / "medcentre.kk.xlsx")
    sheet = workbook["Растайтын құжаттар"]
    columns = {str(cell.value).split(" *")[0]: cell.column for cell in sheet[4]}
    for number, row in enumerate(rows, 5):
        for title, value in row.items():
            sheet.cell(number, columns[title]).value = value
    workbook.save(target)
    return target


def test_no_document_is_dropped_in_silence_and_no_closed_one_is_packed(ubb4: Run, demo: Path, tmp_path: Path) -> None:
    for name in ("ашық.pdf", "жабық.pdf", "ескі.pdf"):
        (tmp_path / name).write_bytes(name.encode())
    (tmp_path / "outside").symlink_to("/etc")
    book = _rows(
        demo, tmp_path / "k.xlsx",
        {"№": "D1", "Қосалқы тапсырмалар": "p1.t1.s1, P1.T1.S2", "Файлдары": "ашық.pdf"},
        {"№": "D2", "Қосалқы тапсырмалар": "P1.T1.S3", "Файлдары": "жабық.pdf", "Құпиялылығы": "ҚБПҮ"},
        {"№": "D3", "Қосалқы тапсырмалар": "P1.T2.S1"},
        {"№": "D4", "Қосалқы тапсырмалар": "талдау", "Файлдары": "ашық.pdf"},
        {"№": "D5", "Қосалқы тапсырмалар": "P1.T2.S2", "Файлдары": "ескі.pdf; ашық.pdf"},
    )  # fmt: skip
    for id_ in ("D5", "D9"):
        assert ubb4("evidence", "add", "ескі.pdf", "--subtask", "P1.T2.S2", "--id", id_, "--book", book).returncode == 0
    done = ubb4("pack", book, "-o", "p", "--today", "2026-08-10")
    assert done.returncode == 1
    for said in ("D2: ҚБПҮ", "D3: файлы да", "D4: қосалқы тапсырманың нөмірі", "D5: бұл файлдар жаңа нұсқаға", "D9: бумада бар"):
        assert said in done.stderr, said
    packed = [path.name for path in (tmp_path / "p").glob("*/*/*/*")]
    assert sorted(packed) == ["01 D5_v1_ескі.pdf", "01 ашық.pdf", "01 ашық.pdf"]
    book = _rows(demo, tmp_path / "l.xlsx", {"№": "D1", "Қосалқы тапсырмалар": "P1.T1.S1", "Файлдары": "outside/hostname"})
    refused = ubb4("pack", book, "-o", "q", "--today", "2026-08-10")
    assert refused.returncode == 2
    assert "бумадан тыс" in refused.stderr


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


def test_a_signature_is_that_of_minisign(package: Path, tmp_path: Path) -> None:
    """Debian's own minisign verifies what ubb4 signed, and ubb4 what minisign signed; a changed manifest has no signature."""
    key, public = tmp_path / "k.key", tmp_path / "k.pub"
    subprocess.run(["minisign", "-G", "-W", "-p", public, "-s", key], check=True, capture_output=True)
    mine = tmp_path / "пакет"
    shutil.copytree(package, mine)
    manifest = mine / verify.MANIFEST
    signed = signing.sign(mine, manifest.read_bytes(), key, lambda: "")
    done = subprocess.run(["minisign", "-V", "-m", manifest, "-x", signed, "-p", public], capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    assert "Signature and comment signature verified" in done.stdout
    told = _ubb4("pack", "--verify", mine, "--key", public, cwd=tmp_path)
    assert told.returncode == 0, told.stdout
    assert "Қолтаңба дұрыс" in told.stdout
    subprocess.run(["minisign", "-S", "-W", "-m", manifest, "-x", signed, "-s", key], check=True, capture_output=True)
    assert signing.holds(mine, manifest.read_bytes(), public)
    assert not signing.holds(mine, manifest.read_bytes() + b" ", public)
    other = tmp_path / "o.pub"
    subprocess.run(["minisign", "-G", "-W", "-p", other, "-s", tmp_path / "o.key"], check=True, capture_output=True)
    told = _ubb4("pack", "--verify", mine, "--key", other, cwd=tmp_path)
    assert told.returncode == 1
    assert "ҚОЛТАҢБА СӘЙКЕС КЕЛМЕЙДІ" in told.stdout
    signed.unlink()
    assert _ubb4("pack", "--verify", mine, "--key", public, cwd=tmp_path).returncode == 2


def test_the_command_signs_and_asks_for_nothing_where_the_key_is_open(year: Path, tmp_path: Path) -> None:
    subprocess.run(["minisign", "-G", "-W", "-p", tmp_path / "k.pub", "-s", tmp_path / "k.key"], check=True, capture_output=True)
    done = _ubb4("pack", year / "region.kk.xlsx", "-o", tmp_path / "p.zip", "--sign", tmp_path / "k.key", "--today", TODAY, cwd=year)
    assert "Қолтаңба: " in done.stdout
    assert (tmp_path / "p.zip.minisig").is_file()
    assert "Қолтаңба дұрыс" in _ubb4("pack", "--verify", tmp_path / "p.zip", "--key", tmp_path / "k.pub", cwd=tmp_path).stdout
    wrong = _ubb4("pack", year / "region.kk.xlsx", "-o", tmp_path / "q.zip", "--sign", tmp_path / "k.pub", "--today", TODAY, cwd=year)
    assert wrong.returncode == 2
    assert "кілт ашылмады" in wrong.stderr
    assert "Traceback" not in wrong.stderr
