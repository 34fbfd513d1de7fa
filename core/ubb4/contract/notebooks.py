"""A shipped notebook has no outputs, a head that can be shown, parameters, a heading above what it shows."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ubb4.base.text import LANGUAGES, translation
from ubb4.features.notebook.shelf import TAKES, parameters, source
from ubb4.plugins.plugin import Plugin


def of_notebooks(plugin: Plugin) -> Iterator[str]:
    """Every notebook keeps what `notebook_complaints` says, and the plugin's first button of notebooks leads to one that is there."""
    for path in plugin.project.notebooks:
        yield from notebook_complaints(path, plugin.project.edition.limits)
    called = [words[1] for button in plugin.project.buttons if (words := button.run.split())[0] == "notebook" and len(words) == 2]
    names = {path.stem for path in plugin.project.notebooks}
    yield from (f"button: no notebook {name}" for name in called if name not in names)
    if names and not called:
        yield f"notebooks {', '.join(sorted(names))}: no button"


_UNFIT = re.compile(r'[<>:"/\\|?*]')  # in a file's name, on Windows


def notebook_complaints(path: Path, limits: Mapping[str, Any]) -> Iterator[str]:
    """What a shipped notebook lacks: no outputs, a head that can be shown, parameters, a heading above what it shows."""
    notebook = json.loads(path.read_text("utf-8"))
    place = f"notebook {path.name}"
    told = notebook["metadata"].get("ubb4", {})
    codes = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    if any(cell["outputs"] or cell["execution_count"] is not None for cell in codes):
        yield f"{place}: has outputs"
    if not told.get("title") or not told.get("about") or told.get("takes") not in TAKES:
        yield f"{place}: metadata.ubb4 wants title, about and takes ({', '.join(TAKES)})"
    if any(_UNFIT.search(translation(told.get("title", ""), language)) for language in LANGUAGES):
        yield f"{place}: its title cannot be a file's name"
    known = parameters(notebook)
    wanted = {"workbook": {"file", "lang", "today", "policy", "evidence"}, "folder": {"file", "lang", "today", "policy"}}.get(told.get("takes"), {"lang"})
    if not wanted <= set(known):
        yield f"{place}: its parameters lack {', '.join(sorted(wanted - set(known)))}"
    if not any(cell["cell_type"] == "markdown" and source(cell).startswith("## ") for cell in notebook["cells"]):
        yield f"{place}: no heading"
    for cell in codes:
        for name in re.findall(r'\.limit\("(\w+)"\)', source(cell)):
            if name not in limits:
                yield f"{place}: no limit {name}"
