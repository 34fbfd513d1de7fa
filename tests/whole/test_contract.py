"""The contract itself refuses: a rule without a firing cell, without a near miss, a field that nothing provides, ..."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ubb4.plugins.scaffold import scaffold

CODE = "import sys; from pathlib import Path; from ubb4 import contract; print('\\n'.join(contract.complaints(sys.argv[1], Path(sys.argv[2]))))"


@pytest.fixture
def plugin(tmp_path: Path) -> Path:
    """A fresh plugin's folder, importable as if installed."""
    scaffold(tmp_path / "fresh_plan")
    info = tmp_path / "fresh_plan" / "fresh_plan-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: fresh-plan\nVersion: 1.0\n", "utf-8")
    (info / "entry_points.txt").write_text("[ubb4]\nfresh_plan = fresh_plan.plugin\n", "utf-8")
    return tmp_path / "fresh_plan"


def _complaints(plugin: Path) -> str:
    command = [sys.executable, "-c", CODE, "fresh_plan", str(plugin / "tests" / "books" / "fresh_plan.toml")]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", env={**os.environ, "PYTHONPATH": str(plugin)})
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_a_fresh_plugin_keeps_it(plugin: Path) -> None:
    assert _complaints(plugin) == ""


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("tests/books/fresh_plan.toml", "fires = ", "# ", "no cell at which it fires"),
        ("tests/books/fresh_plan.toml", "misses = ", "# ", "no near miss"),
        ("tests/books/fresh_plan.toml", "ends_on6", "ends_on9", "no such cell"),
        ("tests/books/fresh_plan.toml", 'fires = ["fresh_plan_items!ends_on5"]', 'fires = ["fresh_plan_items!ends_on6"]', "does not fire"),
        ("tests/books/fresh_plan.toml", "ends_on = 2026-03-02", "ends_on = 2026-03-01", "fires"),
        ("tests/books/fresh_plan.toml", "ends-before-start", "ends-after-start", "no rule"),
        ("fresh_plan/rules.py", '"starts_on", "ends_on")', '"ends_on", "starts_on")', "does not fire"),
        ("fresh_plan/rules.py", "Күндерді тексеріңіз.", "Күндерді қайта тексеріңіз.", "no ru translation"),
        ("fresh_plan/editions/2024/project.toml", 'run = "report fresh-plan-list"', 'run = "report nosuch"', "no form nosuch"),
        ("fresh_plan/editions/2024/project.toml", 'run = "report fresh-plan-list"', 'run = "dance"', "no command dance"),
        ("fresh_plan/measures.py", "P97.T1.S1", "P97.T1.S2", "measure fresh_plan_items_count: P97.T1.S2: мұндай қосалқы тапсырма жоқ"),
    ],
)  # fmt: skip
def test_what_it_refuses(file: str, old: str, new: str, said: str, plugin: Path) -> None:
    path = plugin / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    assert said in _complaints(plugin)


def test_a_form_that_names_what_nothing_provides(plugin: Path) -> None:
    from ubb4.documents.template import build

    path = plugin / "fresh_plan" / "editions" / "2024" / "forms" / "fresh-plan-list.kk.docx"
    path.write_bytes(build("{{ org.nosuch }}"))
    assert "form fresh-plan-list.kk" in _complaints(plugin)
