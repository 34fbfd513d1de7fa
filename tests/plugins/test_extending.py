"""A plugin that needs another: deadlines, forms and columns over its registers; gone when it is disabled, the data kept."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from ubb4.base.settings import Settings
from ubb4.desk.check import check
from ubb4.desk.desk import Desk
from ubb4.desk.due import due
from ubb4.desk.new import new_workbook
from ubb4.desk.opened import Options
from ubb4.plugins.hearing import hear

TOML = """
number = 91
title = "Аудит"
needs = ["project1_risk"]

[edition]
id = "2024"
year = 2024
source = "ішкі тәртіп"

[[task]]
id = "P91.T1"
title = "Аудит"

[[task.subtask]]
id = "P91.T1.S1"
title = "Талдауды тексеру"
evidence = "қорытынды"
source = "ішкі тәртіп"

[[task.subtask.due]]
title = "Аудиторды хабардар ету"
before = "analyses.starts_on"
working_days = 3
done = "analyses.auditor_told_on"
source = "ішкі тәртіп"
"""
EXTENSION = {
    "$schema": "https://json-schema.org/draft/2020-12/schema", "$comment": "ішкі тәртіп", "title": "Аудит", "description": "Талдаулар парағына баған.",
    "type": "object", "x-extends": "analyses", "required": [], "additionalProperties": False,
    "properties": {"auditor_told_on": {"type": "string", "format": "date", "title": "Аудитор хабардар", "x-class": "service"}},
}  # fmt: skip
PLUGIN = """
from collections.abc import Iterable, Iterator
from ubb4 import Book, Edition, Found, Project, Rule, hookimpl, rule

@rule("analyses", source="ішкі тәртіп")
def auditor_not_told(book: Book, law: Edition) -> Iterator[Found]:
    \"\"\"The auditor is told of every analysis.\"\"\"
    for row in book["analyses"]:
        if row.empty("auditor_told_on"):
            yield row.found("auditor_told_on", "Аудитор хабардар емес.", "Күнін жазыңыз.")

@hookimpl
def provide_project() -> Project:
    return Project.read("risk_audit")

@hookimpl
def provide_rules() -> Iterable[Rule]:
    return [auditor_not_told]
"""
OPTIONS = Options(date(2026, 6, 1))


@pytest.fixture(scope="module", autouse=True)
def _installed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    shelf = tmp_path_factory.mktemp("extension")
    edition = shelf / "risk_audit" / "editions" / "2024"
    (edition / "registers").mkdir(parents=True)
    (edition / "project.toml").write_text(TOML, "utf-8")
    (edition / "registers" / "audited.schema.json").write_text(json.dumps(EXTENSION, ensure_ascii=False), "utf-8")
    (shelf / "risk_audit" / "__init__.py").write_text("")
    (shelf / "risk_audit" / "plugin.py").write_text(PLUGIN, "utf-8")
    info = shelf / "risk_audit-0.1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: risk_audit\nVersion: 0.1\n")
    (info / "entry_points.txt").write_text("[ubb4]\nrisk_audit = risk_audit.plugin\n")
    sys.path.insert(0, str(shelf))
    yield
    sys.path.remove(str(shelf))


ROWS = {
    "analyses": [
        {"id": "A1", "object": "Жер", "starts_on": date(2026, 4, 6), "ends_on": date(2026, 4, 24), "auditor_told_on": date(2026, 4, 1)},
        {"id": "A2", "object": "Су", "starts_on": date(2026, 5, 18), "ends_on": date(2026, 5, 29)},
    ]
}


@pytest.mark.parametrize("order", [("project1_risk", "risk_audit"), ("risk_audit", "project1_risk")])
def test_it_extends_a_register_and_counts_over_it(order: tuple[str, str], tmp_path: Path) -> None:
    toolkit = hear(Settings(enabled=order))
    assert toolkit.problems == ()
    register = next(each for each in toolkit.registers if each.name == "analyses")
    assert register.columns[-1].name == "auditor_told_on"
    path = tmp_path / "book.xlsx"
    assert new_workbook(path, {"year": 2026, "kind": "regional_akimat", "name_kk": "Үлгі"}, ROWS, None, OPTIONS, toolkit) == []
    opened = Desk(OPTIONS, toolkit).read(path)
    found = [each for each in check(opened).findings if each.plugin == "risk_audit"]
    assert [(each.code, each.row) for each in found] == [("auditor-not-told", 6)]
    mine = [each for each in due(opened).deadlines if each.subtask == "P91.T1.S1" and each.event == "analyses.starts_on"]
    assert [(each.subject, each.state) for each in mine] == [("A1", "done"), ("A2", "overdue")]

    alone = hear(Settings(enabled=("project1_risk",)))
    again = Desk(OPTIONS, alone).read(path)
    notes = [each for each in again.book.findings if each.code == "column-unknown"]
    assert [each.severity for each in notes] == ["info"]
    assert "сақталады" in notes[0].message, "the officer's data stay"


def test_it_rests_without_the_plugin_that_it_needs() -> None:
    toolkit = hear(Settings(enabled=("risk_audit", "project2_law")))
    assert [plugin.name for plugin in toolkit.plugins] == ["project2_law"]
    (problem,) = toolkit.problems
    assert problem.plugin == "risk_audit"
    assert "ubb4 plugins enable project1_risk" in problem.message


def test_its_types_are_whole(tmp_path: Path) -> None:
    shelf = next(Path(each) for each in sys.path if (Path(each) / "risk_audit").is_dir())
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(tmp_path), "-p", "risk_audit"], cwd=shelf, capture_output=True, encoding="utf-8"
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, ""), done.stdout[-3000:]
