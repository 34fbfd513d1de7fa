"""With the real LibreOffice: a workbook filled in it, and documents as it prints them."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from conftest import ROOT, Run
from ubb4.contract import text_of
from ubb4.documents.pdf import to_pdf

# Stand-ins of the same widths for the two fonts of the forms and the sheets: a machine may hold either or both.
TIMES, ARIAL = {"Tinos", "LiberationSerif"}, {"Arimo", "LiberationSans"}

INSTALL = "sudo apt-get install libreoffice-calc libreoffice-writer python3-uno fonts-croscore poppler-utils"


def _python_with_uno() -> str | None:
    for python in ("/usr/bin/python3", shutil.which("python3")):
        if python and subprocess.run([python, "-c", "import uno"], capture_output=True).returncode == 0:
            return python
    return None


@pytest.fixture(scope="module")
def office() -> str:
    """LibreOffice with what these tests need; missing parts are left out and named, in CI they are a failure."""
    soffice = shutil.which("soffice")
    missing = [name for name in ("soffice", "pdffonts", "pdftotext", "pdftoppm") if shutil.which(name) is None]
    missing += [] if _python_with_uno() else ["python3-uno"]
    if missing or soffice is None:
        reason = f"left out, missing: {', '.join(missing)}; to install: {INSTALL}"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return soffice


@pytest.fixture(scope="module")
def filled(office: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The stem of a workbook with Russian headers, filled through UNO and saved as .xlsx and .ods."""
    from datetime import date

    from ubb4.base import text
    from ubb4.desk.new import new_workbook
    from ubb4.desk.opened import Options

    folder = tmp_path_factory.mktemp("filled")
    organisation = {"name_ru": "Больница", "kind": "quasi_state", "year": 2026}
    with text.speaking("ru"):
        new_workbook(folder / "t.xlsx", organisation, {}, ["project1_risk"], Options(date(2026, 5, 1)))
    python = _python_with_uno() or "python3"
    script = str(ROOT / "tests" / "office_fill.py")
    subprocess.run([python, script, office, str(folder / "t.xlsx"), str(folder / "filled")], check=True, timeout=120)
    return folder / "filled"


@pytest.mark.parametrize("suffix", [".xlsx", ".ods"])
def test_a_workbook_filled_by_hand(filled: Path, suffix: str, ubb4: Run) -> None:
    done = ubb4("check", f"{filled}{suffix}", "--format", "json", "--today", "2026-05-10")
    answer = json.loads(done.stdout)
    assert answer["files"][0]["error"] is None, answer
    found = {(f["code"], f["sheet"], f["cell"]) for f in answer["files"][0]["findings"]}
    expected = {
        ("date-as-text", "Анализы", "G5"),
        ("date-as-text", "Анализы", "H5"),
        ("date-as-text", "Анализы", "I5"),
        ("mixed-letters", "Анализы", "B6"),
        ("date-as-text", "Анализы", "H6"),
        ("not-in-list", "Анализы", "E7"),
        ("not-a-date", "Анализы", "H7"),
        ("hidden-row", "Анализы", "A7"),
        ("duplicate", "Анализы", "A8"),
        ("analysis-ends-before-start", "Анализы", "I8"),
        ("dangling-reference", "План", "B6"),
        ("mixed-letters", "План", "C6"),
        ("vague-term", "План", "F6"),
        ("required", "План", "E7"),
        ("vague-term", "План", "F7"),
        ("hidden-row", "План", "A7"),
    }
    assert expected <= found, expected - found
    assert done.returncode == 1


def test_an_old_workbook_tells_what_cannot_be_seen(filled: Path, ubb4: Run) -> None:
    answer = json.loads(ubb4("check", f"{filled}.xls", "--format", "json", "--today", "2026-05-10").stdout)
    found = {(f["code"], f["cell"]) for f in answer["files"][0]["findings"]}
    assert {("not-seen", ""), ("not-a-date", "H7"), ("duplicate", "A8"), ("dangling-reference", "B6")} <= found
    assert "hidden-row" not in {code for code, __ in found}


def test_documents_as_they_print(office: str, demo: Path, ubb4: Run, tmp_path: Path) -> None:
    """Every document of the demonstration as PDF: one font family, no text cut, nothing left of the template."""
    made: list[Path] = []
    for body, language in (("medcentre", "kk"), ("akimat", "ru")):
        done = ubb4("report", "all", demo / f"{body}.{language}.xlsx", "-o", tmp_path / body, "--lang", language, "--pdf")
        assert done.returncode == 0, done.stderr
        made += sorted((tmp_path / body).glob("*.pdf"))
    assert len(made) == len(list(tmp_path.glob("*/*.docx"))) > 15
    for path in made:
        fonts = subprocess.run(["pdffonts", str(path)], capture_output=True, encoding="utf-8", check=True).stdout
        families = {re.sub(r"^[A-Z]{6}\+|-.*$", "", line.split()[0]) for line in fonts.splitlines()[2:]}
        assert families <= TIMES, (path.name, families)
        printed = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, encoding="utf-8", check=True).stdout
        assert not re.search(r"None|\{\{|\{%", printed), path.name
        letters = re.sub(r"[\s-]+", "", printed)
        lost = [word for word in re.findall(r"\w{4,}", text_of(path.with_suffix(".docx").read_bytes())) if word not in letters]
        assert lost == [], path.name


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_no_text_is_cut_in_the_sheets(office: str, demo: Path, language: str, tmp_path: Path) -> None:
    """Every word of every filled cell and header is on the printed pages of the workbook."""
    from openpyxl import load_workbook

    (pdf,) = to_pdf([demo / f"medcentre.{language}.xlsx"], tmp_path).files
    printed = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, encoding="utf-8", check=True).stdout
    fonts = subprocess.run(["pdffonts", str(pdf)], capture_output=True, encoding="utf-8", check=True).stdout
    assert {re.sub(r"^[A-Z]{6}\+|-.*$", "", line.split()[0]) for line in fonts.splitlines()[2:]} <= ARIAL
    letters = re.sub(r"\s+", "", printed)
    lost = []
    for sheet in load_workbook(demo / f"medcentre.{language}.xlsx"):
        if sheet.sheet_state == "visible":
            printed_cells = sheet.print_area.rpartition("!")[2] if sheet.print_area else sheet.dimensions
            for row in sheet[printed_cells]:  # what formulas fill right of a register is not printed
                for cell in row:
                    words = re.findall(r"\w{5,}", cell.value) if isinstance(cell.value, str) and not cell.value.startswith(("=", "http")) else []
                    lost += [(sheet.title, cell.coordinate, word) for word in words if word not in letters and word[:5] not in letters]
    assert lost == []
