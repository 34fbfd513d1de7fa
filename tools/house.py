"""docs/house.md: the page of the house, made of the folders and of the first line of each room and module."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CORE = ROOT / "core" / "ubb4"
PAGE = ROOT / "docs" / "house.md"
# high to low, as the contract in pyproject.toml has them
LAYERS = (
    ("doors", ("__main__.py", "press.py", "contract")),
    ("features", ("features/evidence", "features/public", "features/analyst", "features/notebook", "features/gather", "features/yearmap", "features/addin")),
    ("halls", ("cli", "buttons", "worker")),
    ("the desk", ("desk",)),
    ("who is heard", ("plugins",)),
    ("Excel and Word", ("excel", "documents")),
    ("checks, deadlines, measures", ("checks", "deadlines", "measures")),
    ("the book", ("book",)),
    ("the law", ("law",)),
    ("the ground", ("base",)),
)


def first_line(path: Path) -> str:
    """What a module or a room says of itself, in its first sentence."""
    source = path / "__init__.py" if path.is_dir() else path
    words = ast.get_docstring(ast.parse(source.read_text("utf-8"))) or ""
    return " ".join(words.split("\n\n")[0].split())


def page() -> str:
    lines = [
        "# The house",
        "",
        "One page: which room is for what, and what each module in it says of itself. A room imports only from rooms below it, type-only imports too;",
        "`make test` keeps it (import-linter, no circle anywhere) and keeps this page as the folders are (`python tools/house.py`).",
        "",
        "A plugin imports the face alone: `from ubb4 import …` (`core/ubb4/__init__.py`). What all projects share is a folder in the shape of a plugin:",
        "`core/ubb4/common/`. The engine that lets xlwings drive LibreOffice knows nothing of this house: `engines/xlwings_libreoffice/`.",
        "",
        "| to find | go to |",
        "|---|---|",
        "| a register, a form, a deadline, a title | `plugins/<project>/editions/<year>/` |",
        "| a rule of a project | `plugins/<project>/rules/` |",
        "| how sheets and cells are read | `core/ubb4/excel/file.py`, `core/ubb4/book/` |",
        "| working days | `core/ubb4/law/days.py`, `core/ubb4/law/calendar/` |",
        "| what formulas fill in a new workbook | `core/ubb4/excel/computed/` |",
        "| marks in the cells | `core/ubb4/excel/marks.py` (open), `core/ubb4/excel/marked/` (a copy) |",
        "| the ribbon | `core/ubb4/features/addin/ribbon.py` |",
        "| the seal of a package | `core/ubb4/features/evidence/verify.py` |",
        "| what a button does | `core/ubb4/buttons/`, a feature's `button.py` |",
        "",
    ]
    for name, rooms in LAYERS:
        lines += [f"## {name[0].upper()}{name[1:]}", ""]
        for room in rooms:
            path = CORE / room
            lines += [f"**`{room}`** — {first_line(path)}", ""]
            if path.is_dir():
                lines += [f"- `{each}` {first_line(path / each)}" for each in modules(path)] + [""]
    return "\n".join(lines).rstrip() + "\n"


def modules(room: Path) -> list[str]:
    """The modules and rooms within a room."""
    own = [path.name for path in sorted(room.glob("*.py")) if path.name != "__init__.py"]
    return own + [path.name for path in sorted(room.iterdir()) if (path / "__init__.py").is_file()]


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
    sys.stdout.write(f"{PAGE}\n")
