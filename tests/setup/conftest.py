"""The prefix that all tests look at, and a copy of it for those that install and uninstall."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from on_windows import Windows, windows


def _copy(folder: Path) -> Iterator[Windows]:
    subprocess.run(["cp", "-a", "--reflink=auto", str(windows.HOME / "prefix"), str(folder / "prefix")], check=True)
    made = Windows(folder / "prefix")
    yield made
    subprocess.run([Path(windows.WINE).with_name("wineserver64"), "-k"], env=made.environment(), check=False)
    shutil.rmtree(folder / "prefix", ignore_errors=True)


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Windows]:
    """A PC just after the installation: what is started there writes its log, nothing is installed over it."""
    yield from _copy(tmp_path_factory.mktemp("here"))


@pytest.fixture
def apart(tmp_path: Path) -> Iterator[Windows]:
    """A PC of its own, to be installed over and uninstalled."""
    yield from _copy(tmp_path)
