"""The prefix that all tests look at, and a copy of it for those that install and uninstall."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from on_windows import Windows, windows


@pytest.fixture(scope="session")
def here() -> Windows:
    """The prefix that all share: nothing is changed in it."""
    return Windows(windows.HOME / "prefix")


@pytest.fixture
def apart(tmp_path: Path) -> Iterator[Windows]:
    """A copy of it, to be installed over and uninstalled."""
    subprocess.run(["cp", "-a", "--reflink=auto", str(windows.HOME / "prefix"), str(tmp_path / "prefix")], check=True)
    made = Windows(tmp_path / "prefix")
    yield made
    subprocess.run([Path(windows.WINE).with_name("wineserver64"), "-k"], env=made.environment(), check=False)
    shutil.rmtree(tmp_path / "prefix", ignore_errors=True)
