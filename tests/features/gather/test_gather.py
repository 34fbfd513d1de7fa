"""One workbook of many: what is right in the parts is right in the whole, and nothing is lost on the way.

The witnesses are openpyxl, which counts the rows of the senders' own files, and LibreOffice, which opens what was written.
"""

from __future__ import annotations

import json
import re
import subprocess
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from conftest import Run
from ubb4.desk.check import check
from ubb4.desk.desk import Desk
from ubb4.desk.due import due
from ubb4.desk.measures import measures
from ubb4.desk.opened import Opened, Options
from ubb4.features.gather import gather
from ubb4.law.register import COMPUTED

from .conftest import COUNTING, DAY, TODAY, book, risks


def gathered(places: list[Path], out: Path, **more: Any) -> gather.Gathered:
    """Gather files and write the workbook, as the command does."""
    found = gather.gather(gather.Asked([str(each) for each in places], COUNTING, **more))
    gather.WRITERS["book"](found, out, None)
    return found


def opened(path: Path) -> Opened:
    return Desk(Options(TODAY)).read(path)


def _said(findings: list[dict[str, Any]]) -> Counter[tuple[str, ...]]:
    """Findings by what does not depend on where a row lies: sheets and row numbers in a message are those of the workbook in hand."""
    plain = [re.sub(r"\d+-жол|: [\d, ]+\.$", "", re.sub(r"«[^»]*» (?=парағ|бойынша)", "", each["message"])) for each in findings]
    return Counter((each["code"], each["severity"], each["column"], message) for each, message in zip(findings, plain, strict=True))


def test_a_region_has_every_finding_of_its_parts_and_no_other(folder: Path, tmp_path: Path, ubb4: Run) -> None:
    whole = tmp_path / "жинақ.xlsx"
    done = ubb4("gather", folder, "-o", whole, "--today", DAY)
    assert done.returncode == 0, done.stderr
    parts = json.loads(ubb4("check", folder, "--today", DAY, "--format", "json").stdout)
    region = json.loads(ubb4("check", whole, "--today", DAY, "--format", "json").stdout)
    ours = [finding for each in parts["files"] for finding in each["findings"]]
    theirs = region["files"][0]["findings"]
    assert _said(ours) == _said(theirs)
    assert region["problems"] == parts["problems"]
    by_body = Counter(each["body"] for each in theirs)
    assert len(by_body) == sum(bool(each["findings"]) for each in parts["files"])


def test_deadlines_and_measures_of_a_region_are_those_of_its_parts(folder: Path, tmp_path: Path) -> None:
    whole = tmp_path / "whole.xlsx"
    gathered([folder], whole)
    parts = [opened(path) for path in sorted(folder.glob("*.xlsx"))]
    ours = Counter((each.subtask, each.title, each.day, each.state, each.rule) for part in parts for each in due(part).deadlines)
    theirs = Counter((each.subtask, each.title, each.day, each.state, each.rule) for each in due(opened(whole)).deadlines)
    assert ours == theirs
    for figure in measures(opened(whole)).figures:
        same = [each.measured for part in parts for each in measures(part).figures if each.measure.name == figure.measure.name]
        if figure.measure.unit == "count":
            assert figure.measured.value == sum(each.value or 0 for each in same), figure.measure.name
        if figure.measure.unit == "percent" and figure.measured.value is not None:
            part, of = sum(each.numerator or 0 for each in same), sum(each.denominator or 0 for each in same)
            assert abs(figure.measured.value - 100 * part / of) <= 0.005, figure.measure.name


def _rows(path: Path, sheet: str) -> list[tuple[Any, ...]]:
    """The filled rows below the head of a sheet, as openpyxl reads them."""
    found = load_workbook(path, read_only=True)
    if sheet not in found.sheetnames:
        return []
    return [row for row in found[sheet].iter_rows(min_row=5, values_only=True) if any(each not in (None, "") and not str(each).startswith("=") for each in row)]


def _own_rows(path: Path, sheet: str) -> list[tuple[Any, ...]]:
    """The rows of a sender's sheet without the columns that formulas fill."""
    found = load_workbook(path, read_only=True)
    if sheet not in found.sheetnames:
        return []
    heads = next(found[sheet].iter_rows(min_row=4, max_row=4, values_only=True))
    own = next((place for place, head in enumerate(heads) if str(head).startswith(COMPUTED)), len(heads))
    rows = (row[:own] for row in found[sheet].iter_rows(min_row=5, values_only=True))
    return [row for row in rows if any(each not in (None, "") for each in row)]


def test_every_row_of_every_sheet_is_there_with_its_sender(folder: Path, tmp_path: Path) -> None:
    whole = tmp_path / "whole.xlsx"
    found = gathered([folder], whole)
    counted = 0
    for register in found.toolkit.registers:
        if register.layout != "table" or register.name == "calendar":
            continue
        parts = [len(_own_rows(path, register.sheet_name())) for path in sorted(folder.glob("*.xlsx"))]
        rows = _rows(whole, register.sheet_name())
        assert len(rows) == sum(parts), register.name
        counted += len(rows)
        own = len(register.laid()) if rows else 0
        for row in rows:
            code, __, file, sheet, number = row[-6:-1]
            assert code in {entry.code for entry in found.merged.entries}
            assert (folder / file).is_file()
            assert sheet == register.sheet_name()
            assert number >= 5
            assert len(row) >= own + 6
    assert counted > 200


def test_rows_are_traced_to_their_cells(folder: Path, tmp_path: Path) -> None:
    whole = tmp_path / "whole.xlsx"
    gathered([folder], whole)
    for row in _rows(whole, "Тәуекелдер"):
        file, sheet, number = row[-4:-1]
        there = load_workbook(folder / file, read_only=True)[sheet]
        origin = next(there.iter_rows(min_row=number, max_row=number, values_only=True))
        assert str(row[0]).split("-", 1)[1] == str(origin[0])
        assert row[4] == origin[4]


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(st.sampled_from(["T1", "T2", "T3", "1", "Т4"]), unique=True, max_size=4), min_size=1, max_size=4))
def test_totals_are_a_plain_count(tmp_path_factory: pytest.TempPathFactory, bodies: list[list[str]]) -> None:
    """Bodies that number their rows alike stay apart, and the whole counts what a hand would."""
    place = tmp_path_factory.mktemp("region")
    for number, each in enumerate(bodies):
        book(place / "in" / f"{number}.xlsx", f"Ұйым {number}", risks(*each))
    whole = place / "whole.xlsx"
    gathered([place / "in"], whole)
    region = opened(whole)
    told = {figure.measure.name: figure.measured for figure in measures(region).figures}
    assert told["risks_count"].value == sum(len(each) for each in bodies)
    assert told["risks_covered"].denominator == sum(len(each) for each in bodies)
    assert told["risks_covered"].numerator == told["risks_covered"].denominator
    keys = [row.key for row in region.book["risks"]]
    assert len(keys) == len(set(keys)) == sum(len(each) for each in bodies)
    for row in region.book["plan"]:
        assert region.book.referred(row, "risk") is not None
    parts = [opened(path) for path in sorted((place / "in").glob("*.xlsx"))]
    ours = Counter((each.code, each.message) for part in parts for each in check(part).findings if "жол" not in each.message)
    assert ours == Counter((each.code, each.message) for each in check(region).findings if "жол" not in each.message)


def test_faults_of_a_part_stand_at_its_rows_in_the_whole(tmp_path: Path) -> None:
    rows = risks("T1", "T2")
    rows["risks"][1]["analysis"] = "A9"
    rows["analyses"][0]["starts_on"] = "31.02.2026"
    rows["plan"] += [{"id": "ST1", "risk": "T1; T2", "measure": "Тағы бір шара"}]
    book(tmp_path / "in" / "one.xlsx", "Бірінші ұйым", rows)
    book(tmp_path / "in" / "two.xlsx", "Екінші ұйым", risks("T1"))
    whole = tmp_path / "whole.xlsx"
    gathered([tmp_path / "in"], whole)
    region = opened(whole)
    found = {each.code: each for each in check(region).findings}
    assert found["dangling-reference"].body == "Бірінші ұйым"
    assert found["dangling-reference"].message == "«A9» «Талдаулар» парағында жоқ."
    assert found["not-a-date"].message == "«31.02.2026» күн емес."
    assert found["duplicate"].body == "Бірінші ұйым"
    sheet = load_workbook(whole)[found["dangling-reference"].sheet]
    assert sheet[found["dangling-reference"].cell].value == "001-A9"
    assert [row.raw("risk") for row in region.book["plan"]][2] == "001-T1; 001-T2"


def test_a_row_without_a_sender_is_told(tmp_path: Path) -> None:
    book(tmp_path / "in" / "one.xlsx", "Бірінші ұйым", risks("T1"))
    whole = tmp_path / "whole.xlsx"
    gathered([tmp_path / "in"], whole)
    changed = load_workbook(whole)
    changed["Тәуекелдер"]["A6"] = "T7"
    changed.save(whole)
    found = [each for each in check(opened(whole)).findings if each.code == "row-without-sender"]
    assert [(each.sheet, each.cell) for each in found] == [("Тәуекелдер", "A6")]


def test_a_region_is_gathered_again_above_it(tmp_path: Path) -> None:
    for number in (1, 2):
        book(tmp_path / f"r{number}" / "one.xlsx", f"Бірінші ұйым {number}", risks("T1"))
        book(tmp_path / f"r{number}" / "two.xlsx", f"Екінші ұйым {number}", risks("T1", "T2"))
        gathered([tmp_path / f"r{number}"], tmp_path / "up" / f"region{number}.xlsx")
    whole = tmp_path / "centre.xlsx"
    found = gathered([tmp_path / "up"], whole)
    assert [entry.own_name("kk") for entry in found.merged.entries] == ["Бірінші ұйым 1", "Екінші ұйым 1", "Бірінші ұйым 2", "Екінші ұйым 2"]
    assert {figure.measure.name: figure.measured.value for figure in measures(opened(whole)).figures}["risks_count"] == 6
    ours = Counter(each.code for path in sorted(tmp_path.glob("r?/*.xlsx")) for each in check(opened(path)).findings)
    assert ours == Counter(each.code for each in check(opened(whole)).findings)


@pytest.mark.parametrize("lang", ["kk", "ru"])
def test_the_annexes_of_the_whole(folder: Path, tmp_path: Path, ubb4: Run, lang: str) -> None:
    whole = tmp_path / "whole.xlsx"
    gathered([folder], whole)
    from docx import Document

    for number in range(1, 7):
        out = tmp_path / f"annex{number}.docx"
        done = ubb4("report", f"annex{number}", whole, "-o", out, "--lang", lang, "--today", DAY)
        assert done.returncode == 0, done.stderr
        assert len(Document(str(out)).tables) or len(Document(str(out)).paragraphs)
    facts, parts = _facts(tmp_path / "annex3.docx"), Counter[str]()
    for part in sorted(folder.glob("*.xlsx")):
        if "offences" in opened(part).book:
            assert ubb4("report", "annex3", part, "-o", tmp_path / "part.docx", "--lang", lang, "--today", DAY).returncode == 0
            parts += _facts(tmp_path / "part.docx")
    assert facts == parts  # nobody's fact is there that no part has, and each stands as often as in the parts


def _facts(path: Path) -> Counter[str]:
    """The facts of a reconciliation act without their numbers."""
    from docx import Document

    rows = [[cell.text for cell in row.cells] for table in Document(str(path)).tables for row in table.rows]
    return Counter(text for row in rows for text in row if re.match(r"\d+\. ", text) for text in [re.sub(r"^\d+\. ", "", text)])


def test_what_cannot_be_read_is_told_and_the_rest_is_there(folder: Path, tmp_path: Path, ubb4: Run) -> None:
    (folder / "бұзық.xlsx").write_bytes(b"PK\x03\x04 not a workbook")
    (folder / "бос.xlsx").write_bytes(b"")
    whole = tmp_path / "whole.xlsx"
    done = ubb4("gather", folder, "-o", whole, "--today", DAY)
    assert done.returncode == 2
    assert "бос.xlsx оқылмады: бос.xlsx: файл бос" in done.stderr
    again = ubb4("check", whole, "--today", DAY, "--format", "json")
    assert again.returncode == 3
    told = json.loads(again.stdout)
    assert not told["complete"]
    assert {each["message"].split()[0] for each in told["problems"]} == {"бос.xlsx", "бұзық.xlsx"}


def test_nothing_is_written_where_nothing_was_read(tmp_path: Path, ubb4: Run) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "бос.xlsx").write_bytes(b"")
    done = ubb4("gather", tmp_path / "in", "-o", tmp_path / "whole.xlsx")
    assert done.returncode == 2
    assert "бос.xlsx" in done.stderr
    assert not (tmp_path / "whole.xlsx").exists()


def test_a_gathering_never_takes_the_place_of_what_it_reads(tmp_path: Path, ubb4: Run) -> None:
    own = book(tmp_path / "in" / "one.xlsx", "Ұйым", risks("T1"))
    before = own.read_bytes()
    done = ubb4("gather", tmp_path / "in", "-o", own)
    assert done.returncode == 2
    assert own.read_bytes() == before


def test_copies_and_older_versions_are_set_aside_and_named(tmp_path: Path) -> None:
    import os
    import shutil

    old = book(tmp_path / "in" / "ескі.xlsx", "Ұйым", risks("T1", "T2", "T3"))
    new = book(tmp_path / "in" / "жаңа.xlsx", "Ұйым", risks("T1", "T2", "T3", "T5"))
    other = book(tmp_path / "in" / "басқа.xlsx", "Ұйым", {"risks": [{"id": "R1", "risk": "Мүлде басқа тәуекел"}]})
    shutil.copy(new, tmp_path / "in" / "көшірме.xlsx")
    os.utime(old, (1_700_000_000, 1_700_000_000))
    whole = tmp_path / "whole.xlsx"
    found = gathered([tmp_path / "in"], whole)
    assert {(each.file, each.why) for each in found.merged.left} == {("ескі.xlsx", "older"), ("көшірме.xlsx", "copy")}
    assert {entry.file for entry in found.merged.entries} == {new.name, other.name}
    assert all(entry.file in entry.name for entry in found.merged.entries)  # of one name: told apart by their files
    told = list(found.told())
    assert any("ескі.xlsx" in each and "жаңа.xlsx" in each for each in told)
    assert any("басқа.xlsx" in each and "бөлек" in each for each in told)
    assert any("ескі.xlsx" in note for note in opened(whole).notes)


def test_libreoffice_opens_it_and_its_links_lead_somewhere(folder: Path, tmp_path: Path) -> None:
    whole = tmp_path / "whole.xlsx"
    gathered([folder], whole)
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path / "lo"), str(whole)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    again = load_workbook(tmp_path / "lo" / "whole.xlsx")
    assert again.sheetnames == load_workbook(whole, read_only=True).sheetnames
    formulas = [cell.value for row in again["Тәуекелдер"].iter_rows(min_row=5) for cell in row if str(cell.value).startswith("=")]
    assert formulas
    assert all("HYPERLINK" in each for each in formulas)
    links = [cell.value for row in again["Көрсеткіштер жиынтығы"].iter_rows(min_row=5, max_row=5) for cell in row if "HYPERLINK" in str(cell.value)]
    place = re.search(r"#'?([^'!]+)'?!A(\d+)", str(links[0]))
    assert place is not None
    assert again[place[1]].cell(int(place[2]), 1).value


def test_the_same_workbook_twice_has_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    gathered([folder], tmp_path / "one.xlsx")
    gathered([folder], tmp_path / "two.xlsx")
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()
