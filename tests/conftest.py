"""What the tests share: a quiet place for settings and logs, the installed command, the demonstration workbooks."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

import in_browser
from ubb4.base import text
from ubb4.plugins.found import installed

settings.register_profile("ubb4", deadline=None)
settings.load_profile("ubb4")
ROOT = Path(__file__).resolve().parent.parent
Run = Callable[..., subprocess.CompletedProcess[str]]
BUNDLED = sorted(name for name, point in installed().items() if point.dist is not None and point.dist.name == "ubb4")
BODIES = sorted(path.parent.name for path in ROOT.glob("examples/*/findings.toml"))


def wanted(body: str) -> dict[str, Any]:
    """What a body's `findings.toml` says: the day, the plugins, exactly these findings."""
    return tomllib.loads((ROOT / "examples" / body / "findings.toml").read_text("utf-8"))


@pytest.fixture(autouse=True)
def _own_place(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No test reads or writes the user's own settings and log; every test starts in Kazakh."""
    place = tmp_path_factory.mktemp("own")
    monkeypatch.setenv("UBB4_SETTINGS", str(place / "ubb4.toml"))
    monkeypatch.setenv("UBB4_LOG", str(place / "ubb4.log"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(place / "config"))
    monkeypatch.setenv("APPDATA", str(place / "config"))
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(place / "jupyter"))  # where Jupyter keeps what it trusts
    monkeypatch.delenv("UBB4_LANG", raising=False)
    text.use("kk")
    yield
    text.use("kk")


@pytest.fixture
def ubb4(tmp_path: Path) -> Run:
    """The installed command, run as a process of its own in an empty folder."""

    def run(*arguments: str | Path, cwd: Path = tmp_path, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "ubb4", *map(str, arguments)],
            capture_output=True, encoding="utf-8", cwd=cwd, env={**os.environ, **environment}, timeout=240,
        )  # fmt: skip

    return run


@pytest.fixture(scope="module")
def app() -> Iterator[Any]:
    """LibreOffice as xlwings sees it."""
    import xlwings

    import xlwings_libreoffice  # noqa: F401 - it makes itself known to xlwings

    with xlwings.App(visible=False, add_book=False) as app:
        yield app


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Headless Chromium with no network."""
    yield from in_browser.driver(tmp_path_factory.mktemp("profile"))


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the demonstration workbooks: every body of `examples/`, kk and ru."""
    from ubb4.desk.new import filling, new_workbook
    from ubb4.desk.opened import Options

    folder = tmp_path_factory.mktemp("demo")
    for body in BODIES:
        for language in ("kk", "ru"):
            with text.speaking(language):
                organisation, rows = filling(str(ROOT / "examples" / body / f"book.{language}.toml"))
                path = folder / f"{body}.{language}.xlsx"
                new_workbook(path, organisation, rows, wanted(body)["plugins"], Options(wanted(body)["today"]))
    return folder


def alone(app: Any, book: Any) -> None:
    """A button that opened a workbook of its own has put it in front: the one that is tested comes back."""
    for other in [each for each in app.books if each.name != book.name]:
        other.close()
    book.activate()
