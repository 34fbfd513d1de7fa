"""What the installer has laid on a PC of somebody with Kazakh letters in the name: files, registry, Start menu, and the commands on the demonstration.

What a real Windows adds (Excel, antivirus, SmartScreen, policies) is not proved here.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from conftest import ROOT
from on_windows import NEEDED, Windows, of_windows, windows
from ubb4.base.shipped import version

pytestmark = NEEDED
UNINSTALL = r"Software\Microsoft\Windows\CurrentVersion\Uninstall\ubb4"


def test_the_folder_is_whole(here: Windows) -> None:
    site = here.installed / "python" / "Lib" / "site-packages"
    for name in ("ubb4.cmd", "uninstall.exe", "bom.json", "licences/README.txt", "python/python.exe", "python/pythonw.exe"):
        assert (here.installed / name).is_file(), name
    for reader in ("officer", "analyst"):
        for language in ("kk", "ru"):
            assert (site / "ubb4" / "manual" / f"{reader}.{language}.html").stat().st_size > 20_000
    assert list((site / "ubb4" / "desk" / "__pycache__").glob("*.cpython-313.pyc")), "compiled once, by the installer"
    assert not (here.installed / "python.new").exists()
    assert not (here.installed / "python.old").exists()
    # the part under another licence, and what antivirus programs flag
    assert not (site / "xlwings" / "pro").exists()
    assert not [path for path in (site / "xlwings").rglob("*") if path.suffix in (".xlam", ".xlsm")]


def test_the_add_in_is_where_excel_starts_it_from(here: Windows) -> None:
    assert here.addin.read_bytes()[:2] == b"PK"


def test_windows_lists_the_program(here: Windows) -> None:
    found = here.registry("HKEY_CURRENT_USER", UNINSTALL)
    assert found is not None
    assert found["DisplayVersion"] == version()
    assert found["InstallLocation"] == r"C:\users\Әсел Қайрат\AppData\Local\Programs\ubb4"
    assert found["UninstallString"] == rf'"{found["InstallLocation"]}\uninstall.exe"'
    assert found["QuietUninstallString"].endswith("/S")
    assert found["EstimatedSize"] > 50_000
    assert here.registry("HKEY_LOCAL_MACHINE", UNINSTALL) is None, "for this user alone"


def test_the_start_menu_leads_to_the_first_workbook_the_manual_the_state_the_folder_and_a_command_line(here: Windows) -> None:
    links = {path.stem: path.read_bytes() for path in here.menu.glob("*.lnk")}
    assert len(links) == 5
    assert sum(b"p\0r\0o\0m\0p\0t\0.\0c\0m\0d\0" in data for data in links.values()) == 1
    asked = [data.decode("utf-16-le", "ignore") + data[1:].decode("utf-16-le", "ignore") for data in links.values()]
    for action in ("new_book", "help", "state"):
        assert sum(f"-m ubb4.press {action} --lang=" in text for text in asked) == 1, action
    assert sum(r"Documents\ubb4" in text for text in asked) == 2, "the folder, and where the command line begins"
    assert (here.user / "Documents" / "ubb4").is_dir()


def test_what_excel_is_reached_by_is_found(here: Windows) -> None:
    """pywin32 has a .pth file of its own, which Python's embeddable package does not read by itself."""
    found = here.python("import json, pythoncom, win32com.client, win32process; print(json.dumps(pythoncom.__file__))")
    assert found.startswith("C:\\users\\")


def test_the_manual_is_opened_by_its_path_and_a_section_by_a_page_that_leads_there(here: Windows) -> None:
    """An address with Kazakh letters in it is none that Windows reads."""
    code = (
        "import json; from pathlib import Path; from ubb4.base.manual import address, on_windows\n"
        "print(json.dumps([on_windows(address()), Path(on_windows(address())).is_file(), Path(on_windows(address('P1.T2.S2'))).read_text('utf-8')]))"
    )
    path, there, leading = here.python(code)
    assert there
    assert path.startswith("C:\\") or "Әсел Қайрат" in path
    assert "officer.kk.html#P1.T2.S2" in leading


def test_on_the_command_line_of_the_start_menu_ubb4_is_a_command(here: Windows) -> None:
    """In the language of the installation, until the officer chooses one."""
    typed = "ubb4 check no.xlsx\r\ncd\r\nexit\r\n"
    told = here.run("cmd", "/c", of_windows(here.installed / "prompt.cmd"), "ru", typed=typed).stdout
    assert "Usage" in told or "Использование" in told or "Команды" in told, told
    assert "no.xlsx" in told
    assert "файла нет" in told or "не найден" in told, told


@pytest.fixture
def book(here: Windows, tmp_path: Path) -> Path:
    """A workbook that ubb4.cmd has made on Windows from a body's rows."""
    target = tmp_path / "кітап.xlsx"
    rows = of_windows(ROOT / "examples" / "medcentre" / "book.kk.toml")
    done = here.ubb4("new", of_windows(target), "--lang", "kk", "--fill", rows, "--today", "2026-10-20")
    assert target.is_file(), done.stderr
    return target


def _linux(*words: object) -> str:
    done = subprocess.run([sys.executable, "-m", "ubb4", *map(str, words)], capture_output=True, encoding="utf-8")
    assert done.returncode in (0, 1), done.stderr
    return done.stdout


def test_the_commands_say_on_windows_what_they_say_on_linux(here: Windows, book: Path, tmp_path: Path) -> None:
    assert "Хабарландырулар" in openpyxl.load_workbook(book).sheetnames
    day = ("--today", "2026-10-20")
    for verb in ("check", "due", "measures"):
        told = json.loads(here.ubb4(verb, of_windows(book), "--format", "json", *(day if verb != "measures" else ())).stdout)
        known = json.loads(_linux(verb, book, "--format", "json", *(day if verb != "measures" else ())))
        assert told["complete"], verb
        for each in (*told.get("files", ()), *known.get("files", ())):
            each.pop("file", None)  # a path is written in the system's own way
        assert told == known, verb
    assert here.ubb4("report", "note", of_windows(book), "-o", of_windows(tmp_path / "анықтама.docx"), *day).returncode == 0
    assert (tmp_path / "анықтама.docx").read_bytes()[:2] == b"PK"
    assert here.ubb4("pack", of_windows(book), "-o", of_windows(tmp_path / "пакет.zip"), *day).returncode in (0, 1)
    verified = subprocess.run([sys.executable, "-m", "ubb4", "pack", "--verify", str(tmp_path / "пакет.zip")], capture_output=True, encoding="utf-8")
    assert verified.returncode == 0, verified.stdout + verified.stderr


def test_the_first_workbook_is_asked_for_in_the_language_of_the_installation(here: Windows) -> None:
    """What the installer starts at its end, and the Start menu; nothing here opens a workbook, which is told."""
    here.run(here.installed / "python" / "pythonw.exe", "-I", "-X", "utf8", "-m", "ubb4.press", "new_book", "--lang=ru")
    asked = here.settings / "Cache" / "Новая книга.xlsx"
    page = openpyxl.load_workbook(asked)["Новая книга"]
    assert page["A4"].value == "Полное официальное название организации"
    assert page["B6"].value == "русский"


def test_the_archive_lists_with_another_program() -> None:
    """7-Zip reads the installer and finds Python and the command in it."""
    done = subprocess.run(["7z", "l", str(windows.installer())], capture_output=True, encoding="utf-8", errors="replace")
    assert done.returncode == 0, done.stdout[-500:]
    for name in ("python.new/python.exe", "ubb4.cmd", "uninstall.exe"):
        assert name in done.stdout.replace("\\", "/"), name
