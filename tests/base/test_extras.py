"""A package that this installation lacks: what brings it is said, and it is what would bring it."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from conftest import ROOT
from ubb4.base import extras
from ubb4.base.errors import UseError

EXTRAS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "ubb4.cmd").write_text("")
    monkeypatch.setattr("sys.prefix", str(tmp_path / "python"))


@pytest.mark.parametrize("ask", [extras.load, extras.ask])
def test_an_environment_of_python_is_told_the_line(ask: object) -> None:
    assert callable(ask)
    with pytest.raises(UseError, match=r'^Бұл жұмыс үшін no_such_package керек\. Орнату: pip install "ubb4\[store\]"$'):
        ask("no_such_package", "store")


@pytest.mark.usefixtures("installed")
def test_an_installation_of_windows_has_no_pip() -> None:
    for extra in sorted({*EXTRAS} - {"dev"}):
        with pytest.raises(UseError) as told:
            extras.load("no_such_package", extra)
        assert ("ubb4-setup-…-notebooks.exe" in told.value.message) == (extra in extras.LARGER)


def test_what_the_larger_installer_brings_is_in_its_lock() -> None:
    locked = set(re.findall(r"^([a-z0-9-]+)==", (ROOT / "requirements-notebook.lock").read_text("utf-8"), re.MULTILINE))
    for extra in extras.LARGER:
        assert {re.split(r"[<>=\[]", each)[0] for each in EXTRAS[extra]} <= locked, extra


def test_what_is_there_is_given() -> None:
    assert extras.load("json.decoder", "store").JSONDecoder
    extras.ask("json", "store")
