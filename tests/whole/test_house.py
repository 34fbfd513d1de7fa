"""The house is as its page says: every module in a room, a first line each, no circle, no module too long."""

from __future__ import annotations

import sys

import grimp
import pytest

from conftest import BUNDLED, ROOT

sys.path.insert(0, str(ROOT / "tools"))
import house  # type: ignore[import-not-found]

CORE = ROOT / "core" / "ubb4"
DOORS = {"__init__.py", "__main__.py", "press.py"}


def test_the_page_is_fresh() -> None:
    assert house.PAGE.read_text("utf-8") == house.page(), "run: python tools/house.py"


def test_every_module_lies_in_a_room_of_the_page() -> None:
    rooms = {room for __, rooms in house.LAYERS for room in rooms}
    assert {path.name for path in CORE.glob("*.py")} == DOORS
    here = {path.name for path in CORE.iterdir() if (path / "__init__.py").is_file()} - {"common", "features"}
    here |= {f"features/{path.name}" for path in (CORE / "features").iterdir() if (path / "__init__.py").is_file()}
    assert here == {room for room in rooms if not room.endswith(".py")}


def test_every_room_and_module_says_what_it_is_for() -> None:
    paths = [path for path in CORE.rglob("*.py") if "calc" not in path.parts]
    assert len(paths) > 150
    assert [str(path) for path in paths if len(house.first_line(path)) < 15] == []


@pytest.mark.parametrize("root", ["core", "plugins", "engines/xlwings_libreoffice/xlwings_libreoffice", "tools"])
def test_no_module_is_over_300_lines(root: str) -> None:
    long = {str(path): n for path in (ROOT / root).rglob("*.py") if (n := len(path.read_text("utf-8").splitlines())) > 300}
    assert long == {}


def test_there_is_no_circle() -> None:
    """Tarjan's strongly connected components over every import, those for types alone too."""
    graph = grimp.build_graph("ubb4", *BUNDLED, exclude_type_checking_imports=False)
    number, low, stack, circles = dict[str, int](), dict[str, int](), list[str](), list[list[str]]()

    def visit(module: str) -> None:
        number[module] = low[module] = len(number)
        stack.append(module)
        for target in sorted(graph.find_modules_directly_imported_by(module)):
            if target not in number:
                visit(target)
                low[module] = min(low[module], low[target])
            elif target in stack:
                low[module] = min(low[module], number[target])
        if low[module] == number[module]:
            part = stack[stack.index(module) :]
            del stack[stack.index(module) :]
            circles.extend([part] if len(part) > 1 else [])

    for module in sorted(graph.modules):
        if module not in number:
            visit(module)
    assert len(number) > 200
    assert circles == []
