"""Reading: each kind of bad file has its own sentence; nothing is guessed, nothing hangs, nothing is lost."""

from __future__ import annotations

import json
import warnings
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from openpyxl import load_workbook

from conftest import Run
from ubb4.base.errors import WorkbookError
from ubb4.desk.opened import Options
from ubb4.excel import file
from ubb4.law.register import COMPUTED, DATES_SHEET, DAYS_SHEET

HEADERS = ["Талдау №", "Талдау объектісі", "Талдаудың басталуы", "Талдаудың аяқталуы"]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A small workbook made by hand: an error, a formula, hidden rows, the table away from A1."""
    path = tmp_path / "кітап.xlsx"
    workbook = xlsxwriter.Workbook(str(path))
    day = workbook.add_format({"num_format": "dd.mm.yyyy"})
    sheet = workbook.add_worksheet("Талдаулар")
    sheet.write_row(5, 2, HEADERS)
    sheet.write_row(6, 2, ["A1", "Бірінші"])
    sheet.write_datetime(6, 4, date(2026, 6, 1), day)
    sheet.write_datetime(6, 5, date(2026, 7, 13), day)
    sheet.write_row(7, 2, ["A2", "Екінші"])
    sheet.write_formula(7, 4, "=1/0", day, "#DIV/0!")
    sheet.write_datetime(7, 5, date(2026, 7, 13), day)
    sheet.write_row(8, 2, ["A3", "Үшінші"])
    sheet.set_row(8, None, None, {"hidden": True})
    sheet.write_datetime(8, 4, date(2026, 6, 1), day)
    sheet.write_datetime(8, 5, date(2026, 7, 13), day)
    workbook.close()
    return path


def _findings(ubb4: Run, path: Path) -> dict[str, set[str]]:
    answer = json.loads(ubb4("check", path, "--format", "json", "--today", "2026-05-01").stdout)
    found: dict[str, set[str]] = {}
    for finding in answer["files"][0]["findings"]:
        found.setdefault(finding["code"], set()).add(finding["cell"])
    return found


def test_what_the_fast_reader_does_not_show(book: Path, ubb4: Run) -> None:
    found = _findings(ubb4, book)
    assert found["cell-error"] == {"E8"}
    assert found["hidden-row"] == {"A9"}
    assert "required" not in found  # one cell, one finding


def test_cells_agree_with_another_reader(book: Path) -> None:
    rows = file.read(book).sheets[0].rows
    witness = load_workbook(book)["Талдаулар"]
    for number, row in enumerate(rows, 1):
        for place, value in enumerate(row, 1):
            seen = witness.cell(number, place).value
            seen = seen.date() if hasattr(seen, "date") else seen
            assert (value or None) == (None if isinstance(seen, str) and seen.startswith("=") else seen)


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("empty.xlsx", b"", "empty"),
        ("page.xls", b"<html><table><tr><td>1</td></tr></table></html>", "wrong-kind"),
        ("list.xlsx", "№;Атауы\n1;Бір\n".encode("cp1251", "replace"), "wrong-kind"),
        ("broken.xlsx", b"PK\x03\x04" + b"\0" * 100, "damaged"),
        ("broken.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "damaged"),
    ],
)
def test_bad_files_have_their_own_sentence(name: str, content: bytes, code: str, tmp_path: Path, ubb4: Run) -> None:
    (tmp_path / name).write_bytes(content)
    done = ubb4("check", tmp_path / name, "--format", "json")
    answer = json.loads(done.stdout)
    assert answer["files"][0]["error"]["code"] == code
    assert name in answer["files"][0]["error"]["message"]
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def _with_part(source: Path, target: Path, name: str, data: bytes) -> None:
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            if entry != name:
                new.writestr(entry, old.read(entry))
        new.writestr(name, data)


def test_a_zip_bomb_is_not_opened(book: Path, tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.xlsx"
    _with_part(book, bomb, "xl/media/image1.png", b"\0" * (200 << 20))
    with pytest.raises(WorkbookError) as told:
        file.read(bomb)
    assert told.value.code == "zip-bomb"


def test_a_stray_cell_at_the_end_of_the_sheet(book: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(book) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").replace(b'ref="C6:F9"', b'ref="A1:XFD1048576"')
    _with_part(book, tmp_path / "far.xlsx", "xl/worksheets/sheet1.xml", sheet)
    assert file.read(tmp_path / "far.xlsx") == file.read(book), "a box that is only declared holds nothing"


def test_a_formula_saved_without_a_value(book: Path, tmp_path: Path, ubb4: Run) -> None:
    with zipfile.ZipFile(book) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").replace(b"<v>#DIV/0!</v>", b"").replace(b' t="e"', b"")
    _with_part(book, tmp_path / "bare.xlsx", "xl/worksheets/sheet1.xml", sheet)
    assert _findings(ubb4, tmp_path / "bare.xlsx")["formula-without-value"] == {"E8"}


def test_a_password_is_told(book: Path, tmp_path: Path, ubb4: Run) -> None:
    from msoffcrypto.format.ooxml import OOXMLFile

    with book.open("rb") as source, (tmp_path / "locked.xlsx").open("wb") as target:
        OOXMLFile(source).encrypt("құпия", target)
    done = ubb4("check", tmp_path / "locked.xlsx", "--format", "json")
    assert json.loads(done.stdout)["files"][0]["error"]["code"] == "password"
    assert done.returncode == 2


def test_no_register_sheet(tmp_path: Path, ubb4: Run) -> None:
    workbook = xlsxwriter.Workbook(str(tmp_path / "other.xlsx"))
    workbook.add_worksheet("Смета").write_row(0, 0, ["Атауы", "Сома"])
    workbook.close()
    answer = json.loads(ubb4("check", tmp_path / "other.xlsx", "--format", "json").stdout)
    assert answer["files"][0]["error"]["code"] == "no-register"


def test_one_bad_file_does_not_hide_the_others(book: Path, tmp_path: Path, ubb4: Run) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"PK\x03\x04")
    (tmp_path / "~$lock.xlsx").write_bytes(b"x")
    done = ubb4("check", tmp_path, "--format", "json")
    answer = json.loads(done.stdout)
    assert [each["error"] is None for each in answer["files"]] == [False, True]
    assert done.returncode == 2


def test_a_file_that_takes_too_long(book: Path, ubb4: Run) -> None:
    done = ubb4("check", book, "--format", "json", UBB4_SECONDS="0.0")
    assert json.loads(done.stdout)["files"][0]["error"]["code"] == "timeout"
    assert done.returncode == 2


def test_a_reader_that_dies_is_told(tmp_path: Path, book: Path, ubb4: Run) -> None:
    (tmp_path / "sitecustomize.py").write_text("import os, sys\nif 'ubb4.worker.child' in ' '.join(sys.orig_argv):\n    os._exit(9)\n", "utf-8")
    done = ubb4("check", book, "--format", "json", PYTHONPATH=str(tmp_path))
    assert json.loads(done.stdout)["files"][0]["error"]["code"] == "crashed"
    assert done.returncode == 2


def test_code_beside_the_workbook_is_never_run(book: Path, ubb4: Run, tmp_path: Path) -> None:
    for name in ("ubb4", "json", "python_calamine", "project1_risk"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('foreign code ran')", "utf-8")
    import subprocess
    import sys

    done = subprocess.run(
        [str(Path(sys.executable).parent / "ubb4"), "check", str(book), "--format", "json"],
        capture_output=True, encoding="utf-8", cwd=tmp_path,
    )  # fmt: skip
    assert "foreign" not in done.stdout + done.stderr
    assert json.loads(done.stdout)["files"][0]["error"] is None


def test_a_text_that_starts_with_a_sign_stays_a_text(tmp_path: Path, ubb4: Run) -> None:
    (tmp_path / "rows.toml").write_text('risks = [{ id = "T1", analysis = "A1", risk = "=HYPERLINK(1)", cause = "+1" }]\n', "utf-8")
    done = ubb4("new", "f.xlsx", "--kind", "quasi_state", "--fill", tmp_path / "rows.toml")
    assert done.returncode == 0, done.stderr
    cell = load_workbook(tmp_path / "f.xlsx")["Тәуекелдер"]["E5"]
    assert (cell.value, cell.data_type) == ("=HYPERLINK(1)", "s")


def test_a_workbook_of_a_disabled_plugin_is_incomplete(demo: Path, ubb4: Run, tmp_path: Path) -> None:
    assert ubb4("plugins", "new", "other_plan").returncode == 0
    with zipfile.ZipFile(demo / "akimat.kk.xlsx") as archive:
        strings = archive.read("xl/sharedStrings.xml").decode()
    assert "project1_risk" in strings
    changed = strings.replace(">project1_risk<", ">project1_risk,project9_other<").encode()
    _with_part(demo / "akimat.kk.xlsx", tmp_path / "two.xlsx", "xl/sharedStrings.xml", changed)
    done = ubb4("check", tmp_path / "two.xlsx", "--format", "json", "--today", "2026-08-10")
    answer = json.loads(done.stdout)
    assert not answer["complete"]
    assert answer["problems"][0]["plugin"] == "project9_other"
    assert done.returncode == 3


def test_column_letters() -> None:
    from ubb4.book.finding import cell_name
    from ubb4.excel.parts import column_number

    assert [cell_name(1, n) for n in (1, 26, 27, 702, 703, 16384)] == ["A1", "Z1", "AA1", "ZZ1", "AAA1", "XFD1"]
    assert all(column_number(cell_name(1, n)[:-1]) == n for n in range(1, 16385, 7))


@pytest.mark.parametrize("twin", ["xl/workbook.xml", "XL/Workbook.xml"])
def test_two_parts_of_one_name_are_refused(twin: str, demo: Path, tmp_path: Path) -> None:
    path = tmp_path / "twins.xlsx"
    path.write_bytes((demo / "medcentre.kk.xlsx").read_bytes())
    with warnings.catch_warnings(), zipfile.ZipFile(path, "a") as archive:
        warnings.simplefilter("ignore")  # zipfile warns of what is made here
        archive.writestr(twin, "<workbook/>")
    with pytest.raises(WorkbookError, match="аттас екі бөлік"):
        file.read(path)


def test_sheets_of_a_plugin_that_is_not_enabled_make_it_incomplete(demo: Path, ubb4: Run, tmp_path: Path) -> None:
    """Judged by the sheets: the workbook was made to say of itself that it knows nothing of the plugin, and a settings file in the folder disables it."""
    (tmp_path / "ubb4.toml").write_text('[plugins]\nenabled = ["project1_risk"]\n', "utf-8")
    with zipfile.ZipFile(demo / "region.kk.xlsx") as archive:
        strings = archive.read("xl/sharedStrings.xml")
    said = b"project1_risk,project2_law,project3_compliance,project4_culture"
    assert said in strings
    _with_part(demo / "region.kk.xlsx", tmp_path / "silent.xlsx", "xl/sharedStrings.xml", strings.replace(said, b"project1_risk"))
    done = ubb4("check", tmp_path / "silent.xlsx", "--format", "json", "--today", "2026-08-10", UBB4_SETTINGS="")
    answer = json.loads(done.stdout)
    assert done.returncode == 3
    assert {each["plugin"] for each in answer["problems"]} == {"project2_law", "project3_compliance", "project4_culture"}
    assert any(str(tmp_path / "ubb4.toml") in note for note in answer["files"][0]["notes"]), "the settings in force are named"


def test_what_the_reader_says_of_itself_is_for_the_log(book: Path, tmp_path: Path, ubb4: Run) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import sys\nif 'ubb4.worker.child' in ' '.join(sys.orig_argv):\n    sys.stderr.write('thread panicked at src/lib.rs\\n')\n", "utf-8"
    )
    log = tmp_path / "own.log"
    done = ubb4("check", book, "--today", "2026-05-01", PYTHONPATH=str(tmp_path), UBB4_LOG=str(log))
    assert "panicked" not in done.stdout + done.stderr
    assert "panicked" in log.read_text("utf-8")


def test_a_child_that_dies_of_a_file_reads_it_once_more_with_care(book: Path, tmp_path: Path, ubb4: Run) -> None:
    code = (
        "import os, sys\nif 'ubb4.worker.child' in ' '.join(sys.orig_argv):\n"
        "    import python_calamine\n    load = python_calamine.CalamineWorkbook.from_path\n"
        "    class Dies(python_calamine.CalamineWorkbook):\n        from_path = staticmethod(lambda path: os._exit(9))\n"
        "        from_filelike = staticmethod(python_calamine.CalamineWorkbook.from_filelike)\n"
        "    python_calamine.CalamineWorkbook = Dies\n"
    )
    (tmp_path / "sitecustomize.py").write_text(code, "utf-8")
    done = ubb4("check", book, "--format", "json", "--today", "2026-05-01", PYTHONPATH=str(tmp_path))
    plain = ubb4("check", book, "--format", "json", "--today", "2026-05-01")
    assert json.loads(done.stdout)["files"] == json.loads(plain.stdout)["files"]


@pytest.mark.parametrize("kind", ["fods", "no mimetype", "spaces in ods"])
def test_open_documents_of_other_writers(kind: str, demo: Path, tmp_path: Path) -> None:
    """LibreOffice writes; what is changed afterwards is what Gnumeric and SheetJS do."""
    import subprocess

    source = demo / "district.kk.xlsx"
    to = "fods:OpenDocument Spreadsheet Flat XML" if kind == "fods" else "ods"
    subprocess.run(["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", to, "--outdir", tmp_path, source],
                   check=True, capture_output=True, timeout=180)  # fmt: skip
    path = tmp_path / f"district.kk.{to[:4].rstrip(':')}"
    if kind != "fods":
        with zipfile.ZipFile(path) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        if kind == "no mimetype":
            del parts["mimetype"]
        else:
            parts["content.xml"] = parts["content.xml"].replace(b"<table:table-cell", b"\n  <table:table-cell")
        with zipfile.ZipFile(path, "w") as archive:
            for name, data in parts.items():
                archive.writestr(name, data)
    assert _typed(path) == _typed(source)


def _typed(path: Path) -> dict[str, list[list[Any]]]:
    """What people typed: whoever writes the file anew counts formulas by its own day."""
    found = {}
    for sheet in file.read(path).sheets:
        if sheet.name not in ("Басты бет", DATES_SHEET, DAYS_SHEET):
            ends = [place for row in sheet.rows for place, cell in enumerate(row) if isinstance(cell, str) and cell.startswith(COMPUTED)]
            rows = [[cell for cell in row[: min(ends, default=None)] if cell not in ("", None)] for row in sheet.rows]
            found[sheet.name] = [row for row in rows if row]
    return found


def test_a_format_that_hides_errors_never_calls_a_cell_empty(demo: Path, tmp_path: Path) -> None:
    """LibreOffice writes the .xls; one required cell shows an error there, which the reader cannot tell from an empty one."""
    import subprocess

    from ubb4.desk.check import check
    from ubb4.desk.desk import Desk

    book = load_workbook(demo / "company.kk.xlsx")
    sheet = book["Оқыту"]
    sheet["C6"].value = "=1/0"
    book.save(tmp_path / "x.xlsx")
    subprocess.run(["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", "xls", "--outdir", tmp_path, tmp_path / "x.xlsx"],
                   check=True, capture_output=True, timeout=180)  # fmt: skip
    found = check(Desk(Options(date(2026, 8, 10))).read(tmp_path / "x.xls")).findings
    assert [each.code for each in found if each.sheet == "Оқыту" and each.cell == "C6"] == ["not-seen"]
    assert not [each for each in found if each.code == "required"]
