"""The demonstrations saved again by other producers: the same findings, deadlines and documents, or «not seen» where the format hides it."""

from __future__ import annotations

import subprocess
import sys
import warnings
from collections import Counter
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from conftest import BODIES, ROOT, wanted
from ubb4.desk.check import check
from ubb4.desk.desk import Desk
from ubb4.desk.due import due
from ubb4.desk.opened import Options
from ubb4.desk.papers import papers
from ubb4.documents import report

sys.path.insert(0, str(ROOT / "tools"))
import producers  # type: ignore[import-not-found]

GNUMERIC = {".xlsx": "Gnumeric_Excel:xlsx2", ".ods": "Gnumeric_OpenCalc:odf", ".xls": "Gnumeric_Excel:excel_biff8"}
FORMATS = {"xlsx": "xlsx:Calc MS Excel 2007 XML", "ods": "ods", "xls": "xls:MS Excel 97", "fods": "fods:OpenDocument Spreadsheet Flat XML"}


def _answers(path: Path, body: str) -> tuple[Any, Any, Any]:
    opened = Desk(Options(wanted(body)["today"])).read(path)
    codes = Counter((each.code, each.cell) for each in check(opened).findings)
    documents = {
        (form.id, str(row.number) if row is not None else ""): papers(opened).words(form, plugin.project.edition, "kk", row, papers(opened).veil(False))
        for plugin in opened.plugins for form in plugin.project.forms if opened.applying.intersection(form.subtasks) for row in report.subjects(form, opened.book)[:2]
    }  # fmt: skip
    return codes, [each.to_json() for each in due(opened).deadlines], documents


LONG = ("xls", "fods", "exceljs", "gnumeric.xlsx", "gnumeric.ods")
PATIENCE = 600  # seconds: Gnumeric takes minutes for the largest workbooks on a slow machine


@pytest.mark.timeout(1200)
@pytest.mark.parametrize("kind", ["openpyxl", "xlsx", "ods", "sheetjs", "gnumeric.xls", *(pytest.param(each, marks=pytest.mark.long) for each in LONG)])
@pytest.mark.parametrize("body", [pytest.param(each, marks=[] if each == "medcentre" else [pytest.mark.long]) for each in BODIES])
def test_the_same_of_another_producer(kind: str, body: str, demo: Path, tmp_path: Path) -> None:
    source = demo / f"{body}.kk.xlsx"
    if kind == "openpyxl":
        path = tmp_path / "saved.xlsx"
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)
            openpyxl.load_workbook(source).save(path)
    elif kind in producers.PINNED:
        path = tmp_path / "saved.xlsx"
        subprocess.run(producers.command(kind, source, path), check=True, capture_output=True, timeout=PATIENCE)
    elif kind.startswith("gnumeric."):
        path = tmp_path / f"saved.{kind.partition('.')[2]}"
        subprocess.run(["ssconvert", f"--export-type={GNUMERIC[path.suffix]}", source, path], check=True, capture_output=True, timeout=PATIENCE)
    else:
        subprocess.run(
            ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", FORMATS[kind], "--outdir", tmp_path, source],
            check=True, capture_output=True, timeout=PATIENCE,
        )  # fmt: skip
        path = tmp_path / f"{body}.kk.{kind}"
    codes, days, documents = _answers(source, body)
    again, days_again, documents_again = _answers(path, body)
    more = {code for code, __ in again - codes}
    assert more <= {"not-seen", *(["number-as-date"] if kind == "gnumeric.xls" else [])}  # so it writes numbers of its own format
    assert {code for code, __ in codes - again} <= ({"required", "hidden-row", "cell-error"} if "not-seen" in more else set())
    assert days_again == days
    assert documents_again == documents
