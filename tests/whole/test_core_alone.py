"""The core knows nothing of project 1: it runs with `plugins/` not on the path and no entry point."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from conftest import ROOT

CODE = """
import sys, importlib.metadata as metadata
sys.path[:] = [p for p in sys.path if "plugins" not in p]
sys.path.insert(0, {core!r})
metadata.entry_points = lambda **_: metadata.EntryPoints()
sys.meta_path[:] = [f for f in sys.meta_path if "editable" not in type(f).__module__]
from ubb4.desk.desk import Desk
from ubb4.desk.opened import Options
from ubb4.plugins.hearing import hear
from ubb4.base.settings import Settings
assert hear(Settings()).plugins == ()
assert hear(Settings(enabled=("project1_risk",))).problems[0].plugin == "project1_risk"
try:
    import project1_risk
except ImportError:
    print("alone")
import pytest
sys.exit(pytest.main(["-q", "-p", "no:cacheprovider", "-p", "no:xdist", *{tests!r}]))
"""


def test_the_core_runs_alone(tmp_path: Path) -> None:
    rooms = ("law/test_days", "book/test_typed", "base/test_spelling", "law/test_edition", "law/test_wellformed")
    tests = [str(ROOT / "tests" / f"{name}.py") for name in rooms]
    code = CODE.format(core=str(ROOT / "core"), tests=tests)
    done = subprocess.run([sys.executable, "-S", "-c", SITE + code], capture_output=True, encoding="utf-8", cwd=tmp_path)
    assert "alone" in done.stdout, done.stderr
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]


# site-packages without its .pth files, so that no editable install puts plugins/ on the path
SITE = f"import sys; sys.path.append({str(Path(sys.prefix) / 'lib' / f'python{sys.version_info[0]}.{sys.version_info[1]}' / 'site-packages')!r})\n"
