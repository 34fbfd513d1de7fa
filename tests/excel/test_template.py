"""The new workbook, looked at by another reader: tables, hints, lists, formats, protection, printing."""

from __future__ import annotations

import subprocess
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl import load_workbook

from conftest import BUNDLED, Run
from ubb4.base.settings import Settings
from ubb4.base.text import speaking
from ubb4.desk.check import check
from ubb4.desk.desk import Desk
from ubb4.desk.opened import Options
from ubb4.plugins.hearing import hear

TOOLKIT = hear(Settings(enabled=tuple(BUNDLED)))


@pytest.mark.parametrize("language", ["kk", "ru"])
@pytest.mark.parametrize("kind", ["quasi_state", "regional_akimat"])
def test_every_sheet_is_ready_to_fill(language: str, kind: str, ubb4: Run, tmp_path: Path) -> None:
    done = ubb4("new", "n.xlsx", "--lang", language, "--kind", kind, "--year", "2026", "--body", "Орган")
    assert done.returncode == 0, done.stderr
    book = load_workbook(tmp_path / "n.xlsx")
    assert book.security.lockStructure
    assert not book.security.workbookPassword
    assert [book[name].sheet_state for name in ("_lists", "_ubb4")] == ["veryHidden", "veryHidden"]
    projects = [plugin.project for plugin in TOOLKIT.plugins]
    with speaking(language):
        for register in (register for project in projects for register in project.registers_for(kind)):
            sheet = book[register.sheet_name()]
            (table,) = sheet.tables.values()
            assert [column.name for column in table.tableColumns] == [sheet.cell(4, n + 1).value for n in range(len(register.laid()))]
            assert sheet.freeze_panes == "B5"
            assert sheet.print_title_rows == "$4:$4"
            assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
            rules = {str(rule.sqref).split(":")[0]: rule for rule in sheet.data_validations.dataValidation}
            for place, column in enumerate(register.laid()):
                cell = sheet.cell(5, place + 1)
                rule = rules.get(cell.coordinate)
                if column.type in ("date", "choice") or column.is_number:
                    assert rule is not None
                    assert rule.error
                    assert {"date": "date", "choice": "list"}.get(column.type, "whole" if column.type == "integer" else "decimal") == rule.type
                if column.hint:
                    assert rule is not None
                    assert rule.prompt
                if rule is not None:
                    assert max(part.max_row for part in rule.sqref.ranges) > 20_000, "a region has 20,000 servants"
                if column.name == "id":
                    assert cell.number_format == "@"
                if column.is_date:
                    assert cell.number_format == "dd.mm.yyyy"
    front = book.worksheets[0]
    ids = {cell.value for (cell,) in front.iter_rows(max_col=1) if str(cell.value).startswith("P")}
    assert ids == {subtask.id for project in projects for subtask in project.subtasks if subtask.applies_to(kind)}
    assert ("P1.T5.S1" in ids) is (kind == "regional_akimat")
    links = {cell.hyperlink.location for row in front.iter_rows() for cell in row if cell.hyperlink}
    with speaking(language):
        own = [(id, r) for project in projects for r in project.registers_for(kind) for id in r.subtasks if id in ids]
        first = {id: min((r for other, r in own if other == id), key=lambda r: len(r.subtasks)) for id, __ in own}  # the sheet that is about it alone
        assert links == {f"'{register.sheet_name()}'!A1" for register in first.values()}


def test_versions_lie_in_the_workbook(demo: Path) -> None:
    book = load_workbook(demo / "akimat.kk.xlsx")
    meta = dict(book["_ubb4"].iter_rows(values_only=True))
    assert meta["plugins"] == "project1_risk"
    assert meta["template"] == "2"
    assert meta["edition"] == "2026"
    assert {p.name for p in book.custom_doc_props.props} >= {"ubb4 core", "ubb4 template"}


def test_the_same_input_gives_the_same_bytes(ubb4: Run, tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        assert ubb4("new", name, "--kind", "quasi_state", "--year", "2026", "--today", "2026-05-01").returncode == 0
    one, two = (zipfile.ZipFile(tmp_path / name) for name in ("a.xlsx", "b.xlsx"))
    assert {n: one.read(n) for n in one.namelist()} == {n: two.read(n) for n in two.namelist()}


def test_an_empty_workbook_is_checked_clean_of_errors(ubb4: Run, tmp_path: Path) -> None:
    ubb4("new", "e.xlsx", "--kind", "regional_akimat", "--year", "2026", "--body", "Орган")
    done = ubb4("check", "e.xlsx", "--today", "2026-01-20")
    assert done.returncode == 0, done.stdout


def test_the_map_is_shown_with_its_exact_names(ubb4: Run, tmp_path: Path) -> None:
    (tmp_path / "map.toml").write_text('[[map]]\nsubtask = "P1.T1.S1"\nname_kk = "Кестені бекіту (карта)"\ndue_on = 2026-06-30\n', "utf-8")
    assert ubb4("new", "m.xlsx", "--kind", "quasi_state", "--year", "2026", "--fill", "map.toml").returncode == 0
    front = load_workbook(tmp_path / "m.xlsx").worksheets[0]
    names = {row[0]: row[1] for row in front.iter_rows(values_only=True) if str(row[0]).startswith("P1.")}
    assert names["P1.T1.S1"] == "Кестені бекіту (карта)"
    assert names["P1.T1.S2"].endswith(" *")
    due = ubb4("due", "m.xlsx", "--today", "2026-02-01").stdout
    assert "30.06.2026" in due


@pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")  # openpyxl does not know the bars of the front page
def test_the_name_behind_a_number_stands_beside_the_register(demo: Path, tmp_path: Path) -> None:
    """The value that we write is what LibreOffice computes; the column is nobody's data, with or without its value."""
    source = demo / "region.kk.xlsx"
    written = openpyxl.load_workbook(source, data_only=True)
    subprocess.run(["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", "xlsx", "--outdir", tmp_path, source],
                   check=True, capture_output=True, timeout=180)  # fmt: skip
    computed = openpyxl.load_workbook(tmp_path / "region.kk.xlsx", data_only=True)
    seen = 0
    for sheet in written:
        if sheet.sheet_state == "visible":
            for place in (cell.column for cell in sheet[4] if str(cell.value).startswith("→ ")):
                for row in range(5, sheet.max_row + 1):
                    one, other = sheet.cell(row, place).value, computed[sheet.title].cell(row, place).value
                    assert (one or "") == (other or ""), (sheet.title, row)
                    seen += bool(one)
    assert seen > 10
    unsaved = tmp_path / "no-values.xlsx"
    openpyxl.load_workbook(source).save(unsaved)  # openpyxl writes no values of formulas
    texts = [[(each.sheet, each.cell, each.message) for each in check(Desk(Options(date(2026, 8, 10))).read(path)).findings] for path in (source, unsaved)]
    assert texts[0] == texts[1]
