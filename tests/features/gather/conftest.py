"""Regions to gather: the demonstration's bodies as they are, and made-up ones of a few rows."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import ubb4
from ubb4.desk.new import new_workbook
from ubb4.desk.opened import Options

DAY = "2026-10-20"
TODAY = date(2026, 10, 20)
COUNTING = {"today": DAY, "policy": None, "roll": None}


def book(
    path: Path, name: str, rows: Mapping[str, Sequence[Mapping[str, Any]]] | None = None, plugins: Sequence[str] = ("project1_risk",), **more: Any
) -> Path:
    """A small workbook of a body."""
    organisation = {"name_kk": name, "name_ru": name, "kind": "regional_department", "year": 2026, **more}
    path.parent.mkdir(parents=True, exist_ok=True)
    new_workbook(path, organisation, rows or {}, list(plugins), Options(TODAY))
    return path


def risks(*numbers: str) -> dict[str, list[dict[str, Any]]]:
    """An analysis with its risks, a measure against each."""
    return {
        "analyses": [{"id": "A1", "object": "Сатып алу бөлімі", "starts_on": date(2026, 2, 2), "ends_on": date(2026, 3, 2)}],
        "risks": [{"id": number, "analysis": "A1", "risk": f"{number} тәуекелі"} for number in numbers],
        "plan": [{"id": f"S{number}", "risk": number, "measure": "Шара"} for number in numbers],
    }


@pytest.fixture(scope="session")
def laid(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration bodies, written once."""
    place = tmp_path_factory.mktemp("bodies")
    ubb4.demonstration(place)
    (place / "region.xlsx").unlink()  # it has the name of another one's body
    return place


@pytest.fixture
def folder(laid: Path, tmp_path: Path) -> Path:
    """The demonstration bodies, each sent once."""
    return Path(shutil.copytree(laid, tmp_path / "өңір"))
