"""The installer over an older version, beside a team's settings, for all users, and away again: the files are looked at, never the exit code alone."""

from __future__ import annotations

import shutil
import subprocess
import time
import zipfile
from pathlib import Path

import pytest

from conftest import ROOT
from on_windows import NEEDED, Windows, of_windows, until, windows

pytestmark = NEEDED
UNINSTALL = r"Software\Microsoft\Windows\CurrentVersion\Uninstall\ubb4"


def _bytes(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file() and "__pycache__" not in path.parts}


def test_over_an_older_version_settings_stay_and_nothing_old_is_left(apart: Windows) -> None:
    site = apart.installed / "python" / "Lib" / "site-packages"
    (site / "ubb4" / "left_over.py").write_text("raise SystemExit(99)")
    (site / "ubb4" / "press.py").write_text("of an older version")
    apart.addin.write_bytes(b"of an older version")
    apart.settings.mkdir(parents=True, exist_ok=True)
    (apart.settings / "ubb4.toml").write_text('[plugins]\nenabled = ["project2_law"]\n[text]\nlanguage = "ru"\n')
    book = apart.user / "Documents" / "ubb4" / "кітап.xlsx"
    book.write_bytes(b"an officer's own")
    apart.install("/LANG=kk")
    kept = apart.registry("HKEY_CURRENT_USER", r"Software\VB and VBA Program Settings\ubb4\tab")
    assert kept is not None
    assert kept["state"].startswith("ru;"), "the language that the officer has chosen, not that of the installer"
    assert not (site / "ubb4" / "left_over.py").exists()
    assert (site / "ubb4" / "press.py").read_bytes() == (ROOT / "core" / "ubb4" / "press.py").read_bytes()
    assert apart.addin.read_bytes()[:2] == b"PK"
    assert 'enabled = ["project2_law"]' in (apart.settings / "ubb4.toml").read_text("utf-8")
    assert book.read_bytes() == b"an officer's own"
    assert apart.ubb4("plugins", "list").stdout.startswith("project2_law  включён")


def test_nothing_is_touched_while_a_program_holds_a_file(apart: Windows) -> None:
    """As Excel holds the add-in: a silent run waits, then leaves everything as it was."""
    (apart.installed / "python" / "Lib" / "site-packages" / "ubb4" / "press.py").write_text("of an older version")
    before = _bytes(apart.installed)
    held = apart.addin
    code = (
        "import sys, time, win32file, win32con\n"
        f"h = win32file.CreateFile({of_windows(held)!r}, win32con.GENERIC_READ, 0, None, win32con.OPEN_EXISTING, 0, None)\n"
        "print('held', flush=True); time.sleep(120)"
    )
    asked = [windows.WINE, str(windows.FOLDER / "python.exe"), "-I", "-X", "utf8", "-c", code]
    with subprocess.Popen(asked, env=apart.environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8") as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline().strip() == "held"
        begun = time.monotonic()
        apart.install("/WAIT=3")
        assert time.monotonic() - begun >= 2
        assert _bytes(apart.installed) == before
        holder.kill()
    apart.install("/WAIT=3")
    assert _bytes(apart.installed) != before, "closed, it goes on"


def test_a_teams_choice_lies_beside_the_installer(apart: Windows, tmp_path: Path) -> None:
    """It holds where the user has no settings; what the user chooses later is written into his own, which begin with it."""
    stick = tmp_path / "stick"
    stick.mkdir()
    shutil.copyfile(windows.installer(), stick / "setup.exe")
    (stick / "ubb4.toml").write_text('[plugins]\nenabled = ["project3_compliance"]\n')
    apart.install("/LANG=ru", beside=stick / "setup.exe")
    assert (apart.installed / "ubb4.toml").is_file()
    done = apart.ubb4("doctor")
    assert "project3_compliance" in done.stdout, done.stdout + done.stderr
    assert "project1_risk" not in done.stdout
    assert {path.stem for path in apart.menu.glob("*.lnk")} == {"Новая книга", "Руководство", "Состояние", "Папка с книгами", "Командная строка (ubb4)"}
    apart.settings.mkdir(parents=True, exist_ok=True)
    (apart.settings / "ubb4.toml").write_text('[plugins]\nenabled = ["project2_law"]\n[text]\nlanguage = "en"\n')
    apart.install("/LANG=ru")
    kept = apart.registry("HKEY_CURRENT_USER", r"Software\VB and VBA Program Settings\ubb4\tab")
    assert kept is not None
    assert kept["state"].startswith("en;"), "an update over a team's choice goes by what the user has chosen since"


def test_a_strangers_python_is_left_where_it_is(apart: Windows) -> None:
    tools = apart.prefix / "drive_c" / "Tools"
    (tools / "python").mkdir(parents=True)
    (tools / "python" / "mine.txt").write_text("of somebody else")
    assert apart.install(r"/D=C:\Tools") == 4
    assert (tools / "python" / "mine.txt").read_text() == "of somebody else"
    assert not (tools / "ubb4.cmd").exists()


def test_where_python_does_not_start_nothing_is_left_that_looks_installed(apart: Windows) -> None:
    """As under a policy: its library is kept from it."""
    (apart.installed / "ubb4.cmd").unlink()  # one that was broken off, and is begun anew
    assert apart.install(WINEDLLOVERRIDES="mscoree,mshtml,python313=") == 6
    assert not apart.installed.exists()
    assert not apart.menu.exists()
    assert apart.registry("HKEY_CURRENT_USER", UNINSTALL) is None


def test_the_tab_goes_even_where_python_does_not_start_any_more(apart: Windows) -> None:
    apart.run(apart.installed / "uninstall.exe", "/S", WINEDLLOVERRIDES="mscoree,mshtml,python313=")
    assert until(lambda: not apart.installed.exists())
    assert not apart.addin.exists()


def test_a_task_of_the_system_installs_for_all_or_not_at_all(apart: Windows) -> None:
    place = r"C:\windows\system32\config\systemprofile\AppData\Local"
    (apart.prefix / "drive_c" / place.removeprefix("C:\\").replace("\\", "/")).mkdir(parents=True)
    folders = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Explorer\User Shell Folders"
    apart.run("reg", "add", folders, "/v", "Local AppData", "/t", "REG_EXPAND_SZ", "/d", place, "/f")
    for option in ("-k", "-w"):  # the folders count from the next start but one
        subprocess.run([Path(windows.WINE).with_name("wineserver64"), option], env=apart.environment(), check=False, timeout=60)
        apart.run("cmd", "/c", "exit")
    assert apart.install("/LANG=kk") == 8
    assert not list((apart.prefix / "drive_c" / "windows" / "system32" / "config").rglob("ubb4.cmd"))


def test_the_archive_is_unpacked_anywhere_and_puts_itself_in_place(apart: Windows) -> None:
    (archive,) = (windows.HOME / "dist").glob("ubb4-*-windows.zip")
    place = apart.prefix / "drive_c" / "mine (old) & new"
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(place)
    apart.addin.unlink()
    done = apart.run("cmd", typed=f'"{of_windows(place / "ubb4" / "install.cmd")}" --lang ru\r\n')
    assert apart.addin.read_bytes()[:2] == b"PK", done.stdout + done.stderr
    assert until(lambda: (apart.settings / "Cache" / "Новая книга.xlsx").is_file()), "the questions, in the language that was asked for"
    lone = place / "install.cmd"  # as Explorer takes it alone out of an archive
    shutil.copyfile(place / "ubb4" / "install.cmd", lone)
    assert "Unpack the whole archive" in apart.run("cmd", typed=f'"{of_windows(lone)}"\r\n\r\n').stdout


@pytest.mark.long
def test_a_part_that_is_not_asked_for_is_left_out(apart: Windows) -> None:
    apart.addin.unlink()
    apart.install("/COMPONENTS=calc")
    assert not apart.addin.exists()
    apart.install("/COMPONENTS=excel,calc")
    assert apart.addin.is_file()


@pytest.mark.long
def test_for_all_users(apart: Windows) -> None:
    """Into Program Files, the add-in where Excel starts it for everybody."""
    excel = apart.prefix / "drive_c" / "Office"
    excel.mkdir()
    key = r"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"
    apart.run("reg", "add", key, "/ve", "/t", "REG_SZ", "/d", r"C:\Office\EXCEL.EXE", "/f")
    apart.install("/ALLUSERS", "/LANG=kk")
    placed = apart.prefix / "drive_c" / "Program Files" / "ubb4"
    assert (placed / "python" / "python.exe").is_file()
    assert (excel / "XLSTART" / "ubb4.xlam").read_bytes()[:2] == b"PK"
    found = apart.registry("HKEY_LOCAL_MACHINE", UNINSTALL)
    assert found is not None
    assert found["InstallLocation"] == r"C:\Program Files\ubb4"
    assert "/ALLUSERS" in found["UninstallString"]
    before = apart.addin.stat().st_mtime_ns
    assert apart.install("/LANG=kk") == 7, "no second one for a user beside it"
    assert apart.addin.stat().st_mtime_ns == before
    doctor = [placed / "python" / "python.exe", "-I", "-X", "utf8", "-m", "ubb4", "addin", "doctor"]
    assert "✗ addin.copies" in apart.run(*doctor).stdout, "the user's own is a second one"
    apart.addin.unlink()
    told = apart.run(*doctor).stdout
    assert "✓ addin.present" in told
    assert "✗" not in told
    refused = apart.run(placed / "python" / "python.exe", "-I", "-X", "utf8", "-m", "ubb4", "addin", "install")
    assert refused.returncode == 2
    assert "екіншісі" in refused.stderr
    assert not apart.addin.exists()
    apart.settings.mkdir(parents=True, exist_ok=True)
    (apart.settings / "ubb4.toml").write_text('[plugins]\nenabled = ["project2_law"]\n')
    told = apart.run(*doctor).stdout
    assert "? addin.unchanged" in told, "the administrator's is of other plugins than this user's: no reason for a second one"
    assert "✗" not in told
    apart.run(placed / "uninstall.exe", "/S")
    assert until(lambda: not placed.exists())
    assert not (excel / "XLSTART" / "ubb4.xlam").exists()
    assert apart.registry("HKEY_LOCAL_MACHINE", UNINSTALL) is None
    assert apart.installed.is_dir(), "the user's own installation is another one"


def test_uninstalled_it_leaves_workbooks_and_settings(apart: Windows) -> None:
    apart.settings.mkdir(parents=True, exist_ok=True)
    (apart.settings / "ubb4.toml").write_text('[text]\nlanguage = "ru"\n')
    for name in ("commands.json", "helper.json", "helper.stop"):  # what commands and buttons write by the way
        (apart.settings / name).write_text("{}")
    (apart.installed / "python.old").mkdir()
    book = apart.user / "Documents" / "ubb4" / "кітап.xlsx"
    book.write_bytes(b"an officer's own")
    kept = apart.registry("HKEY_CURRENT_USER", r"Software\VB and VBA Program Settings\ubb4\tab")
    assert kept is not None
    assert kept["state"].startswith("--;"), "nobody has chosen a language: each workbook is spoken to in its own"
    apart.run(apart.installed / "uninstall.exe", "/S")
    assert until(lambda: not apart.installed.exists())
    assert until(lambda: apart.registry("HKEY_CURRENT_USER", UNINSTALL) is None)
    assert not apart.addin.exists()
    assert not apart.menu.exists()
    assert [path.name for path in apart.settings.rglob("*")] == ["ubb4.toml"]
    assert book.read_bytes() == b"an officer's own"
    assert apart.registry("HKEY_CURRENT_USER", r"Software\ubb4") is None
    assert apart.registry("HKEY_CURRENT_USER", r"Software\VB and VBA Program Settings\ubb4\tab") is None


@pytest.mark.long
@pytest.mark.timeout(2400)
def test_the_same_inputs_give_the_same_bytes(tmp_path: Path) -> None:
    """Two builds in two folders, one after the other."""
    import sys

    for name in ("one", "other"):
        subprocess.run([sys.executable, str(ROOT / "tools" / "setup" / "make.py"), "--out", str(tmp_path / name)], check=True)
    assert _bytes(tmp_path / "one") == _bytes(tmp_path / "other")
