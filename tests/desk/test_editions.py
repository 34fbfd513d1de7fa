"""Each workbook is judged by its own edition: what was right does not become wrong by adding one."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from conftest import BUNDLED, ROOT
from ubb4.base.settings import Settings
from ubb4.desk.check import check
from ubb4.desk.desk import Desk
from ubb4.desk.due import due
from ubb4.desk.measures import measures
from ubb4.desk.new import new_workbook
from ubb4.desk.opened import Options
from ubb4.law.project import Project
from ubb4.plugins.hearing import hear
from ubb4.plugins.toolkit import Toolkit

OPTIONS = Options(date(2026, 6, 1))


def _copied(name: str, folder: Path) -> Path:
    """A copy of a bundled plugin with its first edition alone."""
    root = folder / name
    shutil.copytree(ROOT / "plugins" / name, root, ignore=shutil.ignore_patterns("__pycache__"))
    for later in sorted((root / "editions").glob("[0-9]*"))[1:]:
        shutil.rmtree(later)
    return root


def _with_2026(name: str, folder: Path) -> Path:
    """The same with a second edition, in which every count of working days is four more."""
    root = _copied(name, folder)
    shutil.copytree(root / "editions" / "2024", root / "editions" / "2026")
    path = root / "editions" / "2026" / "project.toml"
    lines = [
        f"working_days = {int(line.split('=')[1]) + 4}" if line.startswith("working_days = ") else "year = 2026" if line == "year = 2024" else line
        for line in path.read_text("utf-8").splitlines()
    ]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return root


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Toolkit, Toolkit]:
    """The toolkit with the edition 2024 alone, and the same with 2026 beside it."""
    heard, found = hear(Settings(enabled=tuple(BUNDLED))), []
    for made in (_copied, _with_2026):
        folder = tmp_path_factory.mktemp("editions")
        plugins = tuple(replace(each, project=Project.read_folder(made(each.name, folder), each.name)) for each in heard.plugins)
        found.append(replace(heard, plugins=plugins))
    return found[0], found[1]


def test_an_edition_that_goes_on_says_only_what_changes(tmp_path: Path) -> None:
    """2026 is read over 2024: a limit that it names is its own, everything else is the older one's; the year is not called unknown."""
    root = _copied("project1_risk", tmp_path)
    older = Project.read_folder(root, "project1_risk")
    one = older.forms[0]
    (root / "editions" / "2026").mkdir()
    (root / "editions" / "2026" / "project.toml").write_text(
        '[edition]\nid = "2026"\nyear = 2026\ncontinues = 2024\nsource = "сынақ редакциясы"\n\n[limit.per_year]\nvalue = 2\n\n'
        f'[[form]]\nid = "{one.id}"\ntitle = "Басқа атауы"\nsubtask = "{one.subtask}"\neach = "{one.each}"\ntemplate = "{one.template}"\nsource = "сынақ"\n',
        "utf-8",
    )
    newer = Project.read_folder(root, "project1_risk", 2026)
    assert (newer.edition.year, newer.edition.limit("per_year").value, newer.edition.limit("analysis").value) == (
        2026,
        2,
        older.edition.limit("analysis").value,
    )
    assert {form.id for form in newer.forms} == {form.id for form in older.forms}
    changed = next(form for form in newer.forms if form.id == one.id)
    assert (changed.title, changed.path("kk")) == ("Басқа атауы", one.path("kk"))
    assert [register.name for register in newer.registers] == [register.name for register in older.registers]
    assert older.of_year(2025) is older


def test_a_workbook_of_2026_is_told_once_what_is_not_known(tmp_path: Path) -> None:
    path = tmp_path / "2026.xlsx"
    new_workbook(path, {"year": 2026, "kind": "regional_akimat", "name_kk": "Үлгі"}, {}, BUNDLED, OPTIONS)
    notes = Desk(OPTIONS).read(path).notes
    assert not [note for note in notes if "арналған нұсқаулық жоқ" in note]
    assert len([note for note in notes if "белгісіз" in note]) == 1


def _answers(toolkit: Toolkit, path: Path) -> dict[str, Any]:
    opened = Desk(OPTIONS, toolkit).read(path)
    return {"check": check(opened).to_json(), "due": due(opened).to_json(), "measures": measures(opened).to_json()}


def _rows(year: int) -> dict[str, Any]:
    return {
        "analyses": [{"id": "A1", "object": "Жер", "order_on": date(year, 3, 2), "starts_on": date(year, 4, 6), "ends_on": date(year, 4, 24)}],
        "announcements": [{"analysis": "A1", "stage": "start", "site_on": date(year, 3, 18)}],
    }


@pytest.mark.parametrize("year", [2024, 2025, 2027])
def test_an_edition_that_is_added_re_judges_no_older_workbook(year: int, both: tuple[Toolkit, Toolkit], tmp_path: Path) -> None:
    alone, with_2026 = both
    path = tmp_path / "book.xlsx"
    known = {register.name: register.by_name for register in alone.registers}
    rows = {name: [{key: value for key, value in row.items() if key in known[name]} for row in each] for name, each in _rows(year).items()}
    organisation = {"year": year, "kind": "regional_akimat", "name_kk": "Үлгі"}
    new_workbook(path, organisation, rows, None, OPTIONS, alone)
    before, after = _answers(alone, path), _answers(with_2026, path)
    assert before["due"]["deadlines"]
    assert after == before, "a workbook keeps its edition until it is renewed"


def test_each_workbook_goes_by_its_year(both: tuple[Toolkit, Toolkit], tmp_path: Path) -> None:
    """Made with both editions at hand: 2024 and 2025 by the older one, 2027 by the newer; said once where a year has none of its own."""
    used = {}
    for year in (2024, 2025, 2027):
        path = tmp_path / f"{year}.xlsx"
        new_workbook(path, {"year": year, "kind": "regional_akimat", "name_kk": "Үлгі"}, {}, None, OPTIONS, both[1])
        opened = Desk(OPTIONS, both[1]).read(path)
        used[year] = {plugin.project.edition.year for plugin in opened.toolkit.plugins}
        said = [note for note in opened.notes if "арналған нұсқаулық жоқ" in note]
        assert len(said) == len(set(said)) == (0 if year == 2024 else len(BUNDLED))
    assert used == {2024: {2024}, 2025: {2024}, 2027: {2026}}


def test_a_broken_older_edition_loses_nobody_else(both: tuple[Toolkit, Toolkit], tmp_path: Path) -> None:
    toolkit = both[1]
    broken = tmp_path / "project4_culture"
    shutil.copytree(toolkit.plugins[-1].project.folder.parent.parent, broken)
    (broken / "editions" / "2024" / "project.toml").write_text("[", "utf-8")
    plugin = replace(toolkit.plugins[-1], project=Project.read_folder(broken, "project4_culture"))
    mixed = replace(toolkit, plugins=(*toolkit.plugins[:-1], plugin))
    path = tmp_path / "2025.xlsx"
    problems = new_workbook(path, {"year": 2025, "kind": "regional_akimat", "name_kk": "Үлгі"}, {}, None, OPTIONS, mixed)
    assert [problem.plugin for problem in problems] == ["project4_culture"]
    opened = Desk(OPTIONS, mixed).read(path)
    assert {each.name for each in opened.toolkit.plugins} == set(BUNDLED) - {"project4_culture"}
    assert "project4_culture" in {problem.plugin for problem in check(opened).problems}
