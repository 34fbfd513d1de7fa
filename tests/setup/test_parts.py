"""What comes from outside: pinned, signed, listed with its licence; what is not as pinned ends the build."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pefile
import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from on_windows import NEEDED, Windows, folder, installer, signing, windows

pytestmark = NEEDED


def test_the_bill_is_one_that_its_schema_takes_and_names_every_package(here: Windows) -> None:
    text = (here.installed / "bom.json").read_text("utf-8")
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    bill = json.loads(text)
    listed = {each["name"]: each for each in bill["components"]}
    site = here.installed / "python" / "Lib" / "site-packages"
    there = {re.match(r"(?m)[\s\S]*?^Name: (\S+)", path.read_text("utf-8"))[1] for path in site.glob("*.dist-info/METADATA")}  # type: ignore[index]
    assert there <= set(listed)
    assert set(listed) - there == {"CPython", *(each["name"] for each in folder.PARTS["inside"])}
    assert all(each["licenses"] for each in listed.values())


def test_every_part_has_the_text_of_its_licence_in_the_folder(here: Windows) -> None:
    bill = json.loads((here.installed / "bom.json").read_text("utf-8"))
    laid = {path.name: path for path in (here.installed / "licences").iterdir() if path.is_dir()}
    inside = {each["name"] for each in folder.PARTS["inside"] if "text" not in each}  # in CPython's own text
    for part in bill["components"]:
        if part["name"] not in inside:
            texts = list(laid[f"{part['name']}-{part['version']}"].iterdir())
            assert sum(path.stat().st_size for path in texts) > 200, part["name"]
    python = next(path for name, path in laid.items() if name.startswith("CPython"))
    words = (python / "LICENSE.txt").read_text("utf-8")
    assert "libffi" in words
    assert "bzip2" in words


def test_lgpl_parts_can_be_replaced(here: Windows) -> None:
    """They lie as folders of source that Python imports, and the text says how."""
    bill = json.loads((here.installed / "bom.json").read_text("utf-8"))
    names = [each["name"] for each in bill["components"] if "LGPL" in json.dumps(each["licenses"])]
    said = (here.installed / "licences" / "README.txt").read_text("utf-8")
    assert names == ["docxtpl"]
    for name in names:
        assert list((here.installed / "python" / "Lib" / "site-packages" / name).glob("*.py"))
        assert name in said


def test_python_bears_its_makers_signature_and_a_changed_one_is_refused(here: Windows, tmp_path: Path) -> None:
    program = tmp_path / "python.exe"
    shutil.copyfile(here.installed / "python" / "python.exe", program)
    folder.verify(program)
    data = bytearray(program.read_bytes())
    data[len(data) // 3] ^= 1
    program.write_bytes(data)
    with pytest.raises(SystemExit, match=r"python\.exe: its signature was not verified"):
        folder.verify(program)


# libraries of Microsoft's compiler: a new Windows has none of them; what starts a debugger within another program is never run here
REDISTRIBUTED = ("msvc", "vcruntime", "concrt", "vcomp", "mfc")
NEVER_RUN = "pydevd_attach_to_process"


def _asked_for(laid: Path) -> dict[str, str]:
    """The libraries that programs in a folder ask Windows for, each with one that asks."""
    asked = dict[str, str]()
    for path in sorted((laid / "python").rglob("*")):
        if path.suffix.lower() in (".exe", ".dll", ".pyd") and NEVER_RUN not in path.parts:
            with pefile.PE(str(path), fast_load=True) as program:
                program.parse_data_directories([pefile.DIRECTORY_ENTRY["IMAGE_DIRECTORY_ENTRY_IMPORT"]], import_dllnames_only=True)
                asked |= {each.dll.decode().lower(): path.name for each in getattr(program, "DIRECTORY_ENTRY_IMPORT", ())}
    return asked


def _lacking(laid: Path, pc: Windows) -> dict[str, str]:
    """Those that are neither in the folder nor Windows' own, as wine's authors fill a PC's system32."""
    there = {path.name.lower() for path in laid.rglob("*") if path.suffix.lower() in (".dll", ".pyd")}
    own = {path.name.lower() for path in (pc.prefix / "drive_c" / "windows" / "system32").iterdir()}
    assert len(own) > 300
    there |= {name for name in own if not name.startswith(REDISTRIBUTED)}
    asked = _asked_for(laid)
    assert {"kernel32.dll", "python313.dll"} <= set(asked)
    return {name: by for name, by in asked.items() if name not in there and not name.startswith("api-ms-win-")}


def test_every_library_that_a_program_asks_for_is_there(here: Windows) -> None:
    assert not _lacking(here.installed, here)


@pytest.mark.long
def test_every_library_that_the_larger_installation_asks_for_is_there(here: Windows, tmp_path: Path) -> None:
    assert not _lacking(folder.make(tmp_path / "whole", True), here)


def test_an_archive_that_is_not_the_pinned_one_is_refused(here: Windows, tmp_path: Path) -> None:
    own = tmp_path / "python-3.13.2-embed-amd64.zip"
    with zipfile.ZipFile(own, "w") as archive:
        archive.write(here.installed / "python" / "python.exe", "python.exe")
    with pytest.raises(SystemExit, match="SHA-256"):
        folder.lay_python(tmp_path / "python", own, "0" * 64)
    with pytest.raises(SystemExit, match="SHA256=... is needed"):
        folder.lay_python(tmp_path / "again", own)


def test_every_file_of_python_is_pinned(here: Windows) -> None:
    """All but the list of paths, which is ours."""
    laid = {path.name for path in (here.installed / "python").iterdir() if path.is_file()}
    assert laid == set(folder.PARTS["python"]["files"])
    paths = (here.installed / "python" / "python313._pth").read_text("ascii").split()
    assert paths == ["python313.zip", ".", "Lib\\site-packages", "import", "site"]


def test_the_archive_bears_the_time_of_the_commit_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same files, written on another day and in another order, make the same bytes."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    made = []
    for number, names in enumerate((("a.txt", "b.txt"), ("b.txt", "a.txt"))):
        laid = tmp_path / str(number)
        laid.mkdir()
        for name in names:
            (laid / name).write_text(name)
            os.utime(laid / name, (10**9 + number, 10**9 + number))
        installer.archive(tmp_path / f"{number}.zip", laid, "ubb4")
        made.append((tmp_path / f"{number}.zip").read_bytes())
    assert made[0] == made[1]


def test_the_owner_signs_with_a_certificate_of_his_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A certificate made for the test: another program's verifier takes the signed installer by it, and by no other."""
    key, certificate, bundle = (str(tmp_path / name) for name in ("key.pem", "certificate.pem", "owner.pfx"))
    openssl = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30", "-subj", "/CN=Test", "-addext", "extendedKeyUsage=codeSigning"]
    subprocess.run([*openssl, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    subprocess.run(["openssl", "pkcs12", "-export", "-inkey", key, "-in", certificate, "-out", bundle, "-passout", "pass:сыр"], check=True, capture_output=True)
    copy = tmp_path / "setup.exe"
    shutil.copyfile(windows.installer(), copy)
    monkeypatch.setenv("UBB4_SIGN_PASSWORD", "бөтен")
    with pytest.raises(SystemExit, match=r"setup\.exe was not signed"):
        signing.sign(copy, bundle)
    assert copy.read_bytes() == windows.installer().read_bytes()
    monkeypatch.setenv("UBB4_SIGN_PASSWORD", "сыр")
    signing.sign(copy, bundle)
    verify = ["osslsigncode", "verify", "-ignore-crl", "-ignore-cdp", "-in", str(copy), "-CAfile"]
    assert subprocess.run([*verify, certificate], capture_output=True).returncode == 0
    assert subprocess.run([*verify, str(folder.MICROSOFT)], capture_output=True).returncode != 0
