"""docs/fields.md: each field that the instruction names, the column that holds it, and what says so when it is empty.

python tools/fields.py            # write it
python tools/fields.py --check    # exit 1 where it is not fresh, or a field is without rule and without reason
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from ubb4.base.settings import Settings
from ubb4.base.text import speaking
from ubb4.book.memory import book_of
from ubb4.desk.check import check
from ubb4.desk.opened import Opened, Options
from ubb4.plugins.found import installed
from ubb4.plugins.hearing import hear
from ubb4.plugins.toolkit import Toolkit

HERE = Path(__file__).resolve().parent
PAGE = HERE.parent / "docs" / "fields.md"
TODAY = date(2026, 10, 20)
HEAD = """# Fields that the instruction names

Made by `tools/fields.py` from `tools/fields.toml`; a test keeps it fresh. In each demonstration the column is emptied in every row, and what the
check then says at its cells stands in the third column. Where nothing is said, the reason stands there.

| subtask | field | column | said when it is empty |
|---|---|---|---|
"""
SIGNS = {"error": "error", "warning": "warning", "info": "information"}


def said(toolkit: Toolkit, demos: Mapping[str, Any], where: str) -> list[str]:
    """The rules that speak at a column's cells once it is emptied in every row of the demonstrations that fill it."""
    register, __, column = where.partition(".")
    found: dict[str, str] = {}
    for filled in demos.values():
        rows = filled.get(register)
        if not rows:
            continue
        emptied = {**filled, register: [{key: value for key, value in row.items() if key != column} for row in rows]}
        found |= _at(toolkit, emptied, register, column)
    return [f"`{code}` ({SIGNS[severity]})" for code, severity in sorted(found.items())]


def _at(toolkit: Toolkit, filled: Mapping[str, Any], register: str, column: str) -> dict[str, str]:
    rows = {name: value for name, value in filled.items() if isinstance(value, list)}
    book = book_of(toolkit.registers, rows, filled["organisation"])
    book.today = TODAY
    opened = Opened(book, toolkit, Options(TODAY), Settings())
    return {each.code: each.severity for each in check(opened).findings if each.sheet == book[register].sheet and each.column == column}


def lines() -> Iterator[tuple[str, bool]]:
    """Each line of the table, and whether the field is without rule and without reason."""
    with speaking("kk"):
        toolkit = hear(Settings(enabled=tuple(installed())))
        demos = {path.parent.name: tomllib.loads(path.read_text("utf-8")) for path in sorted(HERE.parent.glob("examples/*/book.kk.toml"))}
        named = tomllib.loads((HERE / "fields.toml").read_text("utf-8"))
        for project, tasks in named.items():
            for task, subtasks in tasks.items():
                for subtask, fields in subtasks.items():
                    for field, given in fields.items():
                        columns, because = (given, "") if isinstance(given, list) else (given["columns"], given["because"])
                        for where in columns:
                            spoken = said(toolkit, demos, where)
                            yield (
                                f"| {project}.{task}.{subtask} | {field} | `{where}` | {'; '.join([*spoken, *([because] if because else [])])} |",
                                not spoken and not because,
                            )


def main() -> int:
    found = list(lines())
    bare = [line for line, silent in found if silent]
    page = HEAD + "\n".join(line for line, __ in found) + "\n"
    if "--check" in sys.argv:
        for line in bare:
            print(line)
        return int(bool(bare) or not PAGE.exists() or PAGE.read_text("utf-8") != page)
    PAGE.write_text(page, "utf-8")
    print(len(found), "fields;", len(bare), "silent")
    for line in bare:
        print(line)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
