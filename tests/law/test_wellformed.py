"""A maker's mistakes are named with file and key, all at once."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from ubb4.base.errors import PluginError
from ubb4.law.project import Project
from ubb4.plugins.scaffold import scaffold


@pytest.fixture
def plugin(tmp_path: Path) -> Path:
    """The folder of a fresh plugin's package."""
    scaffold(tmp_path / "fresh_plan")
    return tmp_path / "fresh_plan" / "fresh_plan"


def _edit(plugin: Path, old: str, new: str) -> None:
    path = plugin / "editions" / "2024" / "project.toml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_a_fresh_plugin_reads(plugin: Path) -> None:
    project = Project.read_folder(plugin, "fresh_plan")
    assert [subtask.id for subtask in project.subtasks] == ["P97.T1.S1"]
    assert [register.name for register in project.registers] == ["fresh_plan_items"]


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("number = 97", 'number = "nine"', "number"),
        ('id = "P97.T1.S1"', 'id = "9.1.1"', "task.0.subtask.0.id"),
        ("working_days = 5", "weeks = 1", "due.0"),
        ("before = ", "when = ", "due.0"),
        ("fresh_plan_items.starts_on", "fresh_plan_items.begin", "no such column"),
        ('subtask = "P97.T1.S1"', 'subtask = "P97.T1.S7"', "no such subtask"),
        ('title = "Жаңа жоба"', "", "title"),
        ('id = "fresh-plan-list"', 'id = "other"', "no such file"),
    ],
)
def test_project_toml_is_checked(plugin: Path, old: str, new: str, key: str) -> None:
    _edit(plugin, old, new)
    with pytest.raises(PluginError) as told:
        Project.read_folder(plugin, "fresh_plan")
    assert "project.toml" in told.value.message
    assert key in told.value.message


@pytest.mark.parametrize(("name", "title"), [("reporter_name", "Аты"), ("who", "Хабарлаған адам"), ("who", "Заявитель")])
def test_a_column_for_a_reporters_identity_is_refused(plugin: Path, name: str, title: str) -> None:
    path = next((plugin / "editions" / "2024" / "registers").glob("*.json"))
    schema = json.loads(path.read_text("utf-8"))
    schema["properties"][name] = {"type": "string", "title": title, "x-class": "personal"}
    path.write_text(json.dumps(schema), "utf-8")
    with pytest.raises(PluginError, match=f"properties.{name}"):
        Project.read_folder(plugin, "fresh_plan")


def test_a_column_without_a_class_is_refused(plugin: Path) -> None:
    path = next((plugin / "editions" / "2024" / "registers").glob("*.json"))
    schema = json.loads(path.read_text("utf-8"))
    del schema["properties"]["title"]["x-class"]
    path.write_text(json.dumps(schema), "utf-8")
    with pytest.raises(PluginError, match=r"properties\.title"):
        Project.read_folder(plugin, "fresh_plan")


def test_the_edition_of_a_year(plugin: Path) -> None:
    shutil.copytree(plugin / "editions" / "2024", plugin / "editions" / "2027")
    _toml = plugin / "editions" / "2027" / "project.toml"
    _toml.write_text(_toml.read_text("utf-8").replace("year = 2024", "year = 2027"), "utf-8")
    project = Project.read_folder(plugin, "fresh_plan")
    assert project.edition.year == 2027
    assert project.of_year(2026).edition.year == 2024
    assert project.of_year(2030).edition.year == 2027
