"""The wheel alone, in an empty environment, runs the README's lines."""

from __future__ import annotations

import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import xlwings

HERE = Path(__file__).parent.parent


def test_the_wheel_stands_alone(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "pip", "wheel", "-q", "--no-build-isolation", "--no-deps", "--no-index", "-w", str(tmp_path), str(HERE)]
    subprocess.run(command, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert "xlwings_libreoffice/bridge/far/far.py" in names
    assert not any(name.startswith(("tests", "ubb4")) for name in names)
    place = tmp_path / "empty"
    venv.create(place, with_pip=True)
    python = str(place / "bin" / "python")
    subprocess.run([python, "-m", "pip", "install", "-q", "--no-index", "--no-deps", str(wheel)], check=True, capture_output=True)
    # xlwings is its one requirement; it is lent from here, because a test needs no network
    (site,) = (place / "lib").glob("python*/site-packages")
    (site / "xlwings").symlink_to(Path(xlwings.__file__).parent)
    code = (HERE / "README.md").read_text(encoding="utf-8").partition("```python\n")[2].partition("```")[0]
    done = subprocess.run([python, "-c", code], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "есеп.xlsx").exists()
