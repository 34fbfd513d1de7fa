"""ubb4 addin: what it builds, installs for this user alone, examines and takes away again."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import xlwings as xw

from conftest import Run
from ubb4 import buttons
from ubb4.base.errors import UseError
from ubb4.base.settings import Settings
from ubb4.base.text import LANGUAGES
from ubb4.buttons import entry
from ubb4.buttons.pressed import Hand
from ubb4.desk.opened import Options
from ubb4.features.addin import doctor, examined, install, oxt, ribbon, tab
from ubb4.plugins.hearing import hear

OOR = "{http://openoffice.org/2001/registry}"


def test_build_makes_both_and_tells_their_hashes(ubb4: Run, tmp_path: Path) -> None:
    done = ubb4("addin", "build", "-o", tmp_path)
    assert done.returncode == 0, done.stderr
    assert {each.name for each in tmp_path.iterdir()} >= {"ubb4.xlam", "ubb4.oxt"}
    assert done.stdout.count("sha256") == 2
    again = ubb4("addin", "build", "-o", tmp_path)
    assert again.stdout == done.stdout, "the same bytes"


def test_a_broken_plugin_is_named_and_the_rest_is_built(ubb4: Run, tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text('[plugins]\nenabled = ["project1_risk", "no_such"]\n')
    done = ubb4("addin", "build", "-o", tmp_path, UBB4_SETTINGS=str(tmp_path / "own.toml"))
    assert done.returncode == 3
    assert "no_such" in done.stderr
    assert b"p1_plan" in zipfile.ZipFile(tmp_path / "ubb4.oxt").read("Addons.xcu")


def test_the_extension_holds_every_control_in_three_languages(tmp_path: Path) -> None:
    toolkit = hear(Settings(enabled=("project1_risk",)))
    path = tmp_path / oxt.NAME
    path.write_bytes(install.build_extension(toolkit))
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".xcu")):
                ET.fromstring(archive.read(name))
        listed = ET.fromstring(archive.read("META-INF/manifest.xml"))
        named = {each.attrib["{http://openoffice.org/2001/manifest}full-path"] for each in listed}
        assert named <= set(archive.namelist())
        addons = ET.fromstring(archive.read("Addons.xcu"))
        compile(archive.read("python/handler.py"), "handler.py", "exec")
    for control in ribbon.controls(toolkit):
        if control.kind == "button":
            nodes = [
                node for node in addons.iter("node")
                if any(value.text == f"kz.ubb4:{control.id}" for value in node.findall("./prop/value"))
            ]  # fmt: skip
            assert nodes, control.id
            for node in nodes:
                (title,) = (prop for prop in node.findall("prop") if prop.attrib[f"{OOR}name"] == "Title")
                assert tuple(value.text for value in title) == control.label
                assert len(title) == len(LANGUAGES)


@pytest.mark.skipif(shutil.which("unopkg") is None and os.environ.get("CI") != "true", reason="LibreOffice is not installed")
def test_install_and_remove_for_this_user(tmp_path: Path) -> None:
    """In a namespace where nobody is root, for LibreOffice installs no extension for root."""
    alone = ["unshare", "-U"] if os.geteuid() == 0 else []
    environment = {**os.environ, "HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path / ".config"), "UBB4_LANG": "ru"}
    (tmp_path / ".config").mkdir()

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run([*alone, *words], capture_output=True, encoding="utf-8", env=environment, timeout=120)

    done = run(sys.executable, "-m", "ubb4", "addin", "install")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "LibreOffice: расширение установлено" in done.stdout
    assert oxt.ID in run("unopkg", "list").stdout
    state = tmp_path / ".config" / "ubb4" / tab.FILE
    assert state.is_file()
    again = run(sys.executable, "-m", "ubb4", "addin", "install")
    assert again.returncode == 0, "a second time replaces"
    assert run(sys.executable, "-m", "ubb4", "addin", "remove").returncode == 0
    assert oxt.ID not in run("unopkg", "list").stdout
    assert not state.exists()


@pytest.mark.skipif(shutil.which("unopkg") is None and os.environ.get("CI") != "true", reason="LibreOffice is not installed")
def test_what_was_not_installed_is_not_called_installed(ubb4: Run, tmp_path: Path) -> None:
    """As root LibreOffice refuses; as anybody, a profile that cannot be written is told."""
    done = ubb4("addin", "install", HOME="/proc/none", XDG_CONFIG_HOME="/proc/none")
    assert done.returncode == 2
    assert "LibreOffice кеңейтімді орната алмады" in done.stderr


def test_without_excel_and_libreoffice_it_is_said(ubb4: Run, tmp_path: Path) -> None:
    done = ubb4("addin", "install", PATH=str(tmp_path))
    assert done.returncode == 2
    assert "орнататын орын жоқ" in done.stderr
    doctor_ = ubb4("addin", "doctor", PATH=str(tmp_path))
    assert doctor_.returncode == 2
    assert "LibreOffice табылмады" in doctor_.stdout


def test_a_plugin_that_came_after_the_installation_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    one, none = hear(Settings(enabled=("project1_risk",))), hear(Settings(enabled=()))
    assert tab.update(None, one) == [], "nothing was installed by the command: nothing is known of it"
    tab.installed(none)
    assert "p1_plan" in tab.update(None, one)
    tab.installed(one)
    assert tab.update(None, one) == tab.update(None, none) == []


def _ids(machine: examined.Machine, good: bool | None = False) -> list[str]:
    return [line.id for line in doctor.lines(machine) if line.good is good]


def test_doctor_looks_at_what_it_is_given(tmp_path: Path) -> None:
    path = tmp_path / "ubb4.xlam"
    assert _ids(examined.Machine(path)) == ["addin.present"]
    path.write_bytes(b"x")
    assert _ids(examined.Machine(path, frozenset([b"x"]))) == []
    assert _ids(examined.Machine(path, frozenset([b"y"]))) == ["addin.unchanged"]
    (tmp_path / "ubb4.xlam:Zone.Identifier").write_text("[ZoneTransfer]\nZoneId=3")
    assert _ids(examined.Machine(path)) == ["addin.mark_of_the_web"]
    assert _ids(examined.Machine(path, packages={"xlwings": False, "click": True})) == ["addin.mark_of_the_web", "python.packages"]


@pytest.mark.parametrize("version", ["15.0", "16.0"])
@pytest.mark.parametrize(
    ("place", "name", "value", "id"),
    [
        ("Policies\\Microsoft\\Office\\{}\\Excel\\Security", "VBAWarnings", 3, None),  # XLSTART is trusted
        ("Policies\\Microsoft\\Cloud\\Office\\{}\\Excel\\Security", "RequireAddinSig", 1, "policy.RequireAddinSig"),
        ("Policies\\Microsoft\\Office\\{}\\Common", "vbaoff", 1, "policy.vbaoff"),
        ("Policies\\Microsoft\\Office\\{}\\Common\\Security\\Trusted Locations", "allow user locations", 0, "policy.AllowUserLocations"),
        ("Microsoft\\Office\\{}\\Excel\\Security", "VBAWarnings", 2, None),
        ("Policies\\Microsoft\\Office\\{}\\Excel\\Security", "RequireAddinSig", 1, "policy.RequireAddinSig"),
        ("Microsoft\\Office\\{}\\Excel\\Security\\Trusted Locations", "AllLocationsDisabled", 1, "policy.AllLocationsDisabled"),
    ],
)
def test_doctor_knows_the_policies(tmp_path: Path, version: str, place: str, name: str, value: int, id: str | None) -> None:
    path = tmp_path / "ubb4.xlam"
    path.write_bytes(b"x")

    def registry(hive: str, key: str, wanted: str) -> Any:
        return value if (hive, key, wanted) == ("HKCU", "Software\\" + place.format(version), name) else None

    assert _ids(examined.Machine(path, registry=registry)) == ([id] if id else [])


def _machine(tmp_path: Path, values: dict[tuple[str, str], Any], addin: Path | None = None) -> examined.Machine:
    path = tmp_path / "ubb4.xlam"
    path.write_bytes(b"x")
    return examined.Machine(addin or path, registry=lambda hive, key, name: values.get((key, name)))


def test_forbidden_macros_are_in_the_way_only_where_nothing_is_trusted(tmp_path: Path) -> None:
    key = r"Software\Policies\Microsoft\Office\16.0\Excel\Security"
    warned = {(key, "VBAWarnings"): 4}
    assert _ids(_machine(tmp_path, warned)) == []
    assert _ids(_machine(tmp_path, warned), None) == ["policy.VBAWarnings"]
    trusted = {(rf"{key}\Trusted Locations", "AllLocationsDisabled"): 1}
    assert _ids(_machine(tmp_path, warned | trusted)) == ["policy.AllLocationsDisabled", "policy.VBAWarnings"]


@pytest.mark.parametrize("value", ["1", "6"])
@pytest.mark.parametrize("managed", [False, True])
def test_defender_s_rules_block_or_warn_whoever_set_them(tmp_path: Path, value: str, managed: bool) -> None:
    rule = "d4f940ab-401b-4efc-aadc-ad5f3c50688a"
    root = r"SOFTWARE\Policies\Microsoft\Windows Defender"
    by_policy = {(rf"{root}\Windows Defender Exploit Guard\ASR\Rules", rule): value}
    by_intune = {(rf"{root}\Policy Manager", "ASRRules"): f"{rule.upper()}={value}|00000000-0000-0000-0000-000000000000=2"}
    assert _ids(_machine(tmp_path, by_intune if managed else by_policy)) == ["defender.child"]
    off = {(rf"{root}\Policy Manager", "ASRRules"): f"{rule}=2"}
    assert _ids(_machine(tmp_path, off)) == []


APPLOCKER = {(r"SOFTWARE\Policies\Microsoft\Windows\SrpV2\Exe", "EnforcementMode"): 1}
SAFER = {(r"SOFTWARE\Policies\Microsoft\Windows\Safer\CodeIdentifiers", "DefaultLevel"): 0}


@pytest.mark.parametrize(("values", "id"), [(APPLOCKER, "policy.AppLocker"), (SAFER, "policy.Safer")])
def test_rules_about_programs_are_named_where_python_lies_in_a_users_folder(tmp_path: Path, values: dict[tuple[str, str], Any], id: str) -> None:
    """In the way where the buttons' line does not start, to be known where it does; in Program Files, or only watched over, nothing is said."""
    machine = _machine(tmp_path, values)
    machine.python = Path(r"C:\Users\a\AppData\Local\Programs\ubb4\python\pythonw.exe")
    assert id in _ids(machine)
    machine.started = examined.Started("line", 0, "")
    assert id not in _ids(machine)
    assert id in _ids(machine, None)
    machine.python = Path(r"C:\Program Files\ubb4\python\pythonw.exe")
    assert id not in (*_ids(machine), *_ids(machine, None))
    watched = _machine(tmp_path, dict.fromkeys(values, 7))
    assert id not in (*_ids(watched), *_ids(watched, None))


def test_an_add_in_on_a_share_needs_a_policy(tmp_path: Path) -> None:
    class Share(type(tmp_path)):  # type: ignore[misc]  # a path as Windows writes it, which is a file here
        def __str__(self) -> str:
            return "\\\\server\\users\\a\\XLSTART\\ubb4.xlam"

        def is_file(self) -> bool:
            return True

    assert _ids(examined.Machine(Share("x"))) == ["policy.AllowNetworkLocations"] * 2
    allowed = {(rf"Software\Microsoft\Office\{v}\Excel\Security\Trusted Locations", "AllowNetworkLocations"): 1 for v in ("15.0", "16.0")}
    assert _ids(_machine(tmp_path, allowed, Share("x"))) == []


def test_no_excel_is_said_and_nobody_is_told_to_restart_it(tmp_path: Path) -> None:
    machine = _machine(tmp_path, {})
    machine.has_excel = False
    assert _ids(machine, None) == ["excel.present"]


def test_the_doctor_starts_the_very_line_of_the_buttons(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A Python that does not have ubb4, as one where it was installed for the user alone and -I hides it: told, and nothing installed."""
    assert install.started().code == 0
    bare = tmp_path / "bare"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(bare)], check=True)
    monkeypatch.setattr(tab, "interpreter", lambda: str(bare / "bin" / "python"))
    tried = install.started()
    assert tried.code == 1
    assert "No module named" in tried.said
    assert "--user" in doctor.not_started(tried)
    monkeypatch.setattr(install, "xlstart", lambda everyone=False: tmp_path / "XLSTART")
    with pytest.raises(UseError, match="жұмыс істемеді"):
        install.install_addin(b"x")
    assert not (tmp_path / "XLSTART").exists()


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_the_report_for_the_it_department_is_one_text(ubb4: Run, tmp_path: Path, lang: str) -> None:
    done = ubb4("addin", "doctor", "--report", "it.txt", "--lang", lang)
    text = (tmp_path / "it.txt").read_text("utf-8")
    assert "python.line" in text
    assert "-m ubb4.press" in text
    assert all(line in text for line in done.stdout.splitlines() if line.startswith(("✓", "✗", "?")))


def test_buttons_that_need_no_workbook_work_without_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    said: list[str] = []
    monkeypatch.setattr("ubb4.excel.window.box", lambda text, bad: said.append(text))

    def nobody(hwnd: int | None, pipe: str | None) -> None:
        raise UseError("жоқ", "no-app")

    monkeypatch.setattr("ubb4.excel.window.find_app", nobody)
    monkeypatch.chdir(tmp_path)
    assert entry.press(["language_ru", "--hwnd=1"]) == entry.DONE
    assert entry.press(["state", "--hwnd=1"]) in (entry.DONE, entry.FAILED)
    assert "ubb4" in said[-1]
    assert entry.press(["check", "--hwnd=1"]) == entry.FAILED
    assert said[-1].startswith("жоқ")


def test_what_holds_for_the_year_is_told_in_one_place(app: xw.App, demo: Path, tmp_path: Path) -> None:
    """The edition of a year that is not known is told by «Күйі» and on the front page, not by every press."""
    with app.books.open(shutil.copy(demo / "medcentre.kk.xlsx", tmp_path / "m.xlsx")) as book:
        hand = Hand(app, Options(date(2026, 8, 10)))
        standing = hand.read().standing
        assert standing
        assert all(line in buttons.run("addin doctor", hand).text for line in standing)
        front = "\n".join(str(cell) for row in book.sheets[0].used_range.options(ndim=2, empty="").value for cell in row)
        assert all(line in front for line in standing)
        for line in ("check", "due", "measures"):
            told = buttons.run(line, Hand(app, Options(date(2026, 8, 10)))).text
            assert not any(each in told for each in standing), line
