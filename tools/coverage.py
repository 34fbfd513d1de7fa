"""docs/coverage.md: every subtask and annex of the instruction, and what serves it; made from the plugins alone.

python tools/coverage.py            # write it
python tools/coverage.py --check    # exit 1 where it is not fresh
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from ubb4.base.settings import Settings
from ubb4.base.text import gettext as _
from ubb4.base.text import speaking
from ubb4.law.project import Form, Subtask
from ubb4.plugins.found import installed
from ubb4.plugins.hearing import hear
from ubb4.plugins.plugin import Plugin

PAGE = Path(__file__).resolve().parent.parent / "docs" / "coverage.md"
ANNEXES = 6
HEAD = """# What serves each subtask and annex

Made by `tools/coverage.py` from the plugins; a test keeps it fresh. Lines are those of `instruction-2024.kk.txt`. Where a cell is empty
it says why: **not in the instruction**, with the lines that were read, or **confirmed by another body**.

| subtask | register | rules | deadline | form | button | notebook |
|---|---|---|---|---|---|---|
"""
ANNEX_HEAD = """
| annex | title | subtasks | form | button |
|---|---|---|---|---|
"""


def page() -> str:
    """The whole page, in English."""
    own = tuple(sorted(name for name, point in installed().items() if point.dist is not None and point.dist.name == "ubb4"))
    toolkit = hear(Settings(enabled=own))
    with speaking("en"):
        rows = [_row(plugin, subtask) for plugin in toolkit.plugins for subtask in plugin.project.subtasks]
        annexes = [_annex(number, toolkit.plugins) for number in range(1, ANNEXES + 1)]
        common = f"\nEvery subtask also has the map's date (sheet “{_('Карта')}”), the checks of its registers' columns, keys and references, and the notebooks of the shelf.\n"
    return HEAD + "".join(rows) + common + ANNEX_HEAD + "".join(annexes)


def _row(plugin: Plugin, subtask: Subtask) -> str:
    registers = [r for r in plugin.project.registers if subtask.id in r.subtasks]
    names = {register.name for register in registers}
    rules = [r for r in plugin.rules if subtask.id in r.source or names.intersection(r.registers) or (not r.registers and registers)]
    forms = [form for form in plugin.project.forms if subtask.id in form.subtasks]
    cells = [
        f"{subtask.id} {_(subtask.title)}",
        _list(f"`{register.name}`" for register in registers),
        str(len(rules)),
        _list(_(due.title) for due in subtask.due) or _why(subtask, "no term"),
        _list(f"`{form.id}`" for form in forms) or _why(subtask, "no document"),
        _list(_buttons(plugin, forms)) or _why(subtask, "no document"),
        _list(f"`{path.stem}`" for path in plugin.project.notebooks) or _why(subtask, "no study"),
    ]
    return f"| {' | '.join(cells)} |\n"


def _why(subtask: Subtask, what: str) -> str:
    return "confirmed by another body" if subtask.confirmed_elsewhere else f"not in the instruction: {what}, lines {subtask.lines}"


def _buttons(plugin: Plugin, forms: Iterable[Form]) -> Iterable[str]:
    ids = {form.id for form in forms}
    return (_(button.label) for button in plugin.project.buttons if button.run.split()[0] == "report" and button.run.split()[1] in ids)


def _annex(number: int, plugins: Iterable[Plugin]) -> str:
    for plugin in plugins:
        form = plugin.project.form(f"annex{number}")
        if form is not None:
            return f"| {number} | {_(form.title)} | {', '.join(form.subtasks)} | `{form.id}` | {_list(_buttons(plugin, [form]))} |\n"
    raise SystemExit(f"annex {number}: no form")


def _list(texts: Iterable[str]) -> str:
    return "<br>".join(dict.fromkeys(texts))


def main() -> None:
    """Write the page, or tell whether it is fresh."""
    made = page()
    if "--check" in sys.argv:
        sys.exit(0 if PAGE.is_file() and PAGE.read_text("utf-8") == made else "docs/coverage.md is not fresh: python tools/coverage.py")
    PAGE.write_text(made, "utf-8", newline="\n")


if __name__ == "__main__":
    main()
