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


BARE = """
import sys, importlib.metadata as metadata
sys.path[:] = [p for p in sys.path if "plugins" not in p]
sys.path.insert(0, {core!r})
sys.meta_path[:] = [f for f in sys.meta_path if "editable" not in type(f).__module__]

class NoFeatures:
    def find_spec(self, name, path=None, target=None):
        if name == "ubb4.features" or name.startswith("ubb4.features."):
            raise ModuleNotFoundError(name)

sys.meta_path.insert(0, NoFeatures())
from pathlib import Path
from datetime import date
sys.path.insert(0, {plugins!r})
points = [metadata.EntryPoint("project1_risk", "project1_risk.plugin", "ubb4")]
metadata.entry_points = lambda **_: points
import ubb4.plugins.found as found
found.entry_points = lambda **_: points
from ubb4.base.settings import Settings
from ubb4.desk.check import check
from ubb4.desk.desk import Desk
from ubb4.desk.documents import Asked, make
from ubb4.desk.due import due
from ubb4.desk.measures import measures
from ubb4.desk.new import new_workbook
from ubb4.desk.opened import Options
from ubb4.plugins.hearing import hear
import ubb4.buttons.check, ubb4.buttons.due, ubb4.buttons.measures, ubb4.buttons.report, ubb4.buttons.row, ubb4.buttons.explain
from ubb4.cli import root
toolkit = hear(Settings(enabled=("project1_risk",)))
assert toolkit.features == () and not [p for p in toolkit.problems if p.plugin != "project1_risk"], toolkit.problems
options = Options(date(2026, 6, 1))
new_workbook(Path("b.xlsx"), {{"year": 2026, "kind": "regional_akimat", "name_kk": "U"}}, {{}}, None, options, toolkit)
opened = Desk(options, toolkit).read(Path("b.xlsx"))
assert check(opened).findings is not None and due(opened).deadlines and measures(opened).figures
assert make(opened, Asked("schedule"), lambda name: Path(name), single=True).made
assert not [name for name in sys.modules if name.startswith("ubb4.features")]
names = root.list_commands(None)
assert "check" in names and "publish" not in names and "pack" not in names, names
print("bare")
"""


def test_the_kernel_runs_without_features(tmp_path: Path) -> None:
    """`features/` not on the path, project 1 alone beside it: new, check, due, measures, report and the buttons' modules."""
    code = BARE.format(core=str(ROOT / "core"), plugins=str(ROOT / "plugins"))
    done = subprocess.run([sys.executable, "-S", "-c", SITE + code], capture_output=True, encoding="utf-8", cwd=tmp_path)
    assert done.stdout.strip().endswith("bare"), done.stdout[-2000:] + done.stderr[-3000:]
