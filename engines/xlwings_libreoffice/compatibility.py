"""Writes COMPATIBILITY.md: every member of xlwings' API, and whether it works on Calc, as the tests show.

A member "works" when a test marked `proves("Class.member")` passes; the suite lets such a test pass only if it used the
member. What differs or is missing is told in `differences.toml`. Usage: python compatibility.py
"""

from __future__ import annotations

import ast
import inspect
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import xlwings.main

HERE = Path(__file__).resolve().parent
TARGET = HERE / "COMPATIBILITY.md"
SKIPPED = {"BookAsync", "Collection", "Ranges", "Engines", "ActiveEngineApps", "ActiveAppBooks", "ActiveBookSheets"}
WORKS, DIFFERS, MISSING, UNKNOWN = "works", "differs", "not in Calc", "not tested"


def proofs() -> set[str]:
    """Every member that a test claims."""
    found: set[str] = set()
    for path in sorted((HERE / "tests").glob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "proves":
                found |= {argument.value for argument in node.args if isinstance(argument, ast.Constant)}  # type: ignore[misc]
    return found


def members() -> Iterator[tuple[str, str]]:
    """(class, member) of xlwings' API, in the order of its source."""
    for name, kind in vars(xlwings.main).items():
        own = inspect.isclass(kind) and kind.__module__ == "xlwings.main" and not name.startswith("_") and name not in SKIPPED
        if not own:
            continue
        for member, value in vars(kind).items():
            if not member.startswith("_") and member != "impl" and (callable(value) or isinstance(value, property | staticmethod | classmethod)):
                yield name, member


def status(kind: str, member: str, proven: set[str], told: dict[str, dict[str, str]]) -> tuple[str, str]:
    """How a member fares, and the words on it."""
    name = f"{kind}.{member}"
    if inspect.iscoroutinefunction(vars(getattr(xlwings.main, kind))[member]):
        return MISSING, "xlwings Lite only"
    for words, about in ((told["missing"], MISSING), (told["differs"], DIFFERS)):
        for key in (name, f"{kind}.*", f"*.{member}"):
            if key in words:
                return about, words[key]
    return (WORKS, "") if name in proven else (UNKNOWN, "")


def table() -> tuple[str, dict[str, int]]:
    """The document, and how many members fare how."""
    told = tomllib.loads((HERE / "differences.toml").read_text(encoding="utf-8"))
    proven, counts, lines, last = proofs(), dict.fromkeys((WORKS, DIFFERS, MISSING, UNKNOWN), 0), [], ""
    for kind, member in members():
        about, words = status(kind, member, proven, told)
        counts[about] += 1
        if kind != last:
            lines += ["", f"## {kind}", "", "| member | on Calc | |", "|---|---|---|"]
            last = kind
        lines.append(f"| `{member}` | {about} | {words} |")
    head = [
        "# What of xlwings works on LibreOffice Calc", "",
        "Made by `compatibility.py` from the tests and `differences.toml`; not written by hand.", "",
        f"xlwings {xlwings.__version__}: " + ", ".join(f"{count} {about}" for about, count in counts.items() if count) + ".", "",
        "\"Works\" means: a test of ours uses it, and an independent reader sees the effect in the saved file, or the test",
        "sees what the method does. \"Differs\" is explained. What is not in Calc raises NotImplementedError with its name.",
        "", "## Everywhere", "", *(f"- {text}" for text in told["everywhere"]["differences"]),
    ]  # fmt: skip
    return "\n".join(head + lines) + "\n", counts


if __name__ == "__main__":
    text, counts = table()
    TARGET.write_text(text, encoding="utf-8")
    print(counts)
    sys.exit(1 if counts[UNKNOWN] else 0)
