"""A stranger's plugin: made by `ubb4 plugins new`, built as a wheel of its own, installed, used; and broken ones."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import xlwings as xw

from conftest import BUNDLED, Run
from ubb4 import buttons
from ubb4.base import settings
from ubb4.buttons.pressed import Hand
from ubb4.contract import text_of
from ubb4.desk.new import new_workbook
from ubb4.desk.opened import Options
from ubb4.plugins.hearing import hear


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the stranger's wheel `fresh_plan` is installed."""
    from ubb4.plugins.scaffold import scaffold

    folder = tmp_path_factory.mktemp("stranger")
    scaffold(folder / "fresh_plan")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-q"]
    subprocess.run([*pip, "wheel", "--no-deps", "--no-build-isolation", "-w", "dist", "./fresh_plan"], cwd=folder, check=True)
    (wheel,) = (folder / "dist").glob("fresh_plan-*.whl")
    subprocess.run([*pip, "install", "--no-deps", "--target", str(folder / "site"), str(wheel)], check=True)
    return folder / "site"


@pytest.fixture
def with_stranger(site: Path, ubb4: Run) -> Callable[..., subprocess.CompletedProcess[str]]:
    def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
        return ubb4(*arguments, PYTHONPATH=str(site))

    return run


def test_it_brings_everything_without_a_line_of_the_core(with_stranger: Run, tmp_path: Path) -> None:
    assert with_stranger("plugins", "enable", "fresh_plan").returncode == 0
    listed = json.loads(with_stranger("plugins", "list", "--format", "json").stdout)
    mine = next(each for each in listed["plugins"] if each["name"] == "fresh_plan")
    assert (mine["state"], mine["version"]) == ("enabled", "0.1.0")
    assert mine["subtasks"] == ["P97.T1.S1"]
    assert (mine["registers"], mine["forms"], mine["buttons"]) == (
        ["fresh_plan_items"],
        ["fresh-plan-list"],
        ["fresh_plan_list"],
    )
    (tmp_path / "rows.toml").write_text(
        "fresh_plan_items = [\n"
        '  { id = "1", title = "Бірінші", starts_on = 2026-06-01, ends_on = 2026-05-01 },\n'
        '  { id = "1", title = "Екінші", starts_on = 2026-06-02, ends_on = 2026-06-03, told_on = 2026-05-20 },\n]\n',
        "utf-8",
    )
    done = with_stranger("new", "s.xlsx", "--kind", "state_organisation", "--year", "2026", "--body", "Ұйым", "--fill", "rows.toml")
    assert done.returncode == 0, done.stderr
    checked = json.loads(with_stranger("check", "s.xlsx", "--format", "json", "--today", "2026-05-21").stdout)
    found = {(f["code"], f["plugin"], f["cell"]) for f in checked["files"][0]["findings"]}
    assert {("ends-before-start", "fresh_plan", "D5"), ("duplicate", "fresh_plan", "A6")} <= found
    due = json.loads(with_stranger("due", "s.xlsx", "--format", "json", "--today", "2026-05-21").stdout)
    days = {each["subject"]: (each["day"], each["state"]) for each in due["deadlines"] if each["event"] == "fresh_plan_items.starts_on"}
    assert days == {"1": ("2026-05-25", "late")} or days["1"][0] in ("2026-05-25", "2026-05-26")
    assert with_stranger("report", "fresh-plan-list", "s.xlsx", "-o", "list.docx").returncode == 0
    assert "Екінші" in text_of((tmp_path / "list.docx").read_bytes())
    measures = json.loads(with_stranger("measures", "s.xlsx", "--format", "json").stdout)
    assert {"fresh_plan_items_count": 2.0}.items() <= {m["name"]: m["value"] for m in measures["measures"]}.items()


def test_its_own_tests_pass(site: Path, tmp_path: Path) -> None:
    project = site.parent / "fresh_plan"
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests"],
        cwd=project, capture_output=True, encoding="utf-8", env={**os.environ, "PYTHONPATH": str(site)},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-3000:]


def test_its_types_are_whole(site: Path, tmp_path: Path) -> None:
    """`mypy --strict` over what the scaffold makes, with the types that the core gives out (py.typed)."""
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(tmp_path / "types"), "-p", "fresh_plan"],
        cwd=site.parent / "fresh_plan", capture_output=True, encoding="utf-8",
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, ""), done.stdout[-3000:]


def test_its_button_is_pressed(site: Path, app: xw.App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the real LibreOffice: the workbook open, the button of a plugin from outside pressed, its document made."""
    monkeypatch.syspath_prepend(str(site))
    settings.write_enabled((*BUNDLED, "fresh_plan"))
    options = Options(date(2026, 5, 21))
    path = tmp_path / "stranger.xlsx"
    rows = {"fresh_plan_items": [{"id": "1", "title": "Бірінші", "starts_on": date(2026, 6, 1), "ends_on": date(2026, 6, 5)}]}
    toolkit = hear(settings.read())
    assert new_workbook(path, {"year": 2026, "kind": "state_organisation", "name_kk": "Ұйым"}, rows, None, options, toolkit) == []
    book = app.books.open(path)
    (button,) = [each for each in toolkit.buttons if each.id == "fresh_plan_list"]
    told = buttons.run(button.run, Hand(app, options))
    assert not told.bad, told.text
    made = list(tmp_path.rglob("*.docx"))
    assert len(made) == 1, told.text
    assert "Бірінші" in text_of(made[0].read_bytes())
    book.close()


def test_a_plugin_not_on_the_list_is_not_loaded(with_stranger: Run, site: Path) -> None:
    listed = json.loads(with_stranger("plugins", "list", "--format", "json").stdout)
    assert {each["name"]: each["state"] for each in listed["plugins"]}["fresh_plan"] == "disabled"
    assert listed["complete"]


def _broken(folder: Path, name: str, plugin: str) -> None:
    (folder / name).mkdir()
    (folder / name / "__init__.py").write_text("", "utf-8")
    (folder / name / "plugin.py").write_text(plugin, "utf-8")
    info = folder / f"{name}-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n", "utf-8")
    (info / "entry_points.txt").write_text(f"[ubb4]\n{name} = {name}.plugin\n", "utf-8")


AT_IMPORT = "raise RuntimeError('no licence server')\n"
IN_RULE = """
from ubb4 import hookimpl, rule
@rule("analyses", source="x")
def divides(book, law):
    yield 1 / 0
@hookimpl
def provide_project():
    from ubb4 import Project
    from pathlib import Path
    return Project.read_folder(Path(__file__).parent, "bad_rule")
@hookimpl
def provide_rules():
    return [divides]
"""
PROJECT = 'number = 8\ntitle = "Бұзық"\n[edition]\nid = "2024"\nyear = 2024\nsource = "x"\n'


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A folder with a plugin that raises at import and one that raises in a rule."""
    folder = tmp_path / "broken"
    folder.mkdir()
    _broken(folder, "bad_import", AT_IMPORT)
    _broken(folder, "bad_rule", IN_RULE)
    edition = folder / "bad_rule" / "editions" / "2024"
    edition.mkdir(parents=True)
    (edition / "project.toml").write_text(PROJECT, "utf-8")
    return folder


@pytest.mark.parametrize(("name", "said"), [("bad_import", "no licence server"), ("bad_rule", "ZeroDivisionError")])
def test_a_broken_plugin_is_named_and_the_rest_works(name: str, said: str, broken: Path, demo: Path, ubb4: Run) -> None:
    assert ubb4("plugins", "enable", name, PYTHONPATH=str(broken)).returncode == 0
    book = demo / "akimat.kk.xlsx"
    done = ubb4("check", book, "--format", "json", "--today", "2026-08-10", PYTHONPATH=str(broken))
    answer = json.loads(done.stdout)
    assert done.returncode == 3
    assert not answer["complete"]
    assert [problem["plugin"] for problem in answer["problems"]] == [name]
    assert said in answer["problems"][0]["message"]
    assert [each["severity"] for each in answer["files"][0]["findings"]] == ["info"]
    table = ubb4("check", book, "--today", "2026-08-10", PYTHONPATH=str(broken))
    assert (table.returncode, name in table.stderr) == (3, True)
    assert "Traceback" not in table.stderr


def test_commands_that_work_when_every_plugin_is_broken(broken: Path, ubb4: Run) -> None:
    path = {"PYTHONPATH": str(broken)}
    assert ubb4("plugins", "enable", "bad_import", **path).returncode == 0
    for own in BUNDLED:
        assert ubb4("plugins", "disable", own, **path).returncode == 0
    listed = ubb4("plugins", "list", "--format", "json", **path)
    assert listed.returncode == 3
    states = {each["name"]: each["state"] for each in json.loads(listed.stdout)["plugins"]}
    assert states == {"bad_import": "broken", "bad_rule": "disabled", **dict.fromkeys(BUNDLED, "disabled")}
    assert ubb4("--help", **path).returncode == 0
    assert ubb4("--version", **path).returncode == 0
    assert ubb4("doctor", **path).returncode == 3
    assert ubb4("plugins", "disable", "bad_import", **path).returncode == 0
    assert ubb4("plugins", "enable", "project1_risk", **path).returncode == 0


def test_two_plugins_with_one_name_are_both_named(broken: Path, ubb4: Run) -> None:
    project = PROJECT + '[[button]]\nid = "P1_NOTE"\nlabel = "Х"\nrun = "check"\n'
    (broken / "bad_rule" / "editions" / "2024" / "project.toml").write_text(project, "utf-8")
    ubb4("plugins", "enable", "bad_rule", PYTHONPATH=str(broken))
    listed = json.loads(ubb4("plugins", "list", "--format", "json", PYTHONPATH=str(broken)).stdout)
    (problem,) = listed["problems"]
    assert "project1_risk" in problem["message"]
    assert "bad_rule" in problem["message"]


def test_a_form_from_outside_runs_no_code(tmp_path: Path, demo: Path) -> None:
    from dataclasses import replace

    from ubb4.base.errors import PluginError
    from ubb4.desk.desk import Desk
    from ubb4.desk.opened import Options
    from ubb4.desk.papers import papers as papers_of
    from ubb4.documents.report import render
    from ubb4.documents.template import build

    desk = Desk(Options())
    papers = papers_of(desk.read(demo / "akimat.kk.xlsx"))
    plugin = desk.toolkit.plugins[0]
    form = replace(plugin.project.forms[0], folder=tmp_path, template="x")
    for field in ("{{ ''.__class__.__mro__ }}", "{{ org.nosuch }}", "{{ nosuch }}", "{{ this.x }}"):
        (tmp_path / "x.kk.docx").write_bytes(build(field))
        with pytest.raises(PluginError, match=r"x\.kk\.docx"):
            render(papers, form, plugin.project.edition, "kk")
    (tmp_path / "x.kk.docx").write_bytes(build("{{ org.name }} <b>&</b>"))
    data = render(papers, form, plugin.project.edition, "kk")
    assert "әкімдігі" in text_of(data)


def test_the_wheel_carries_what_it_needs(tmp_path: Path) -> None:
    from conftest import ROOT

    pip = [
        sys.executable,
        "-m",
        "pip",
        "--disable-pip-version-check",
        "-q",
        "wheel",
        "--no-deps",
        "--no-build-isolation",
    ]
    subprocess.run([*pip, "-w", str(tmp_path), str(ROOT)], check=True)
    (wheel,) = tmp_path.glob("ubb4-*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {
        "ubb4/notebooks/README.md", "ubb4/law/calendar/kz.toml", "ubb4/locale/ru/LC_MESSAGES/ubb4.mo", "ubb4/law/grammar/project.schema.json",
        "project1_risk/editions/2024/forms/plan.kk.docx", "project1_risk/locale/en/LC_MESSAGES/project1_risk.mo",
        "ubb4/plugins/blank/pyproject.toml.in",
    } <= names  # fmt: skip
    assert not any(name.startswith(("tests/", "benchmarks/")) for name in names)
