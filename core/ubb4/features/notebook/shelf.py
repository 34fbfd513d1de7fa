"""The notebooks that come with the toolkit: those of the enabled plugins by their projects, and the shelf across projects."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ubb4.base.errors import PluginError, UseError
from ubb4.base.shipped import shipped
from ubb4.base.text import gettext as _
from ubb4.base.text import translation
from ubb4.features.analyst import SHELF, bind_shelf
from ubb4.plugins.toolkit import Toolkit

PARAMETERS = "parameters"  # papermill's tag, which other tools know too
TAKES = ("workbook", "folder", "nothing")


@dataclass(frozen=True)
class Template:
    """A notebook: `takes` tells what it is run on, `plugin` is empty for one of the shelf and for one's own, `needs` names plugins whose
    registers it reads."""

    name: str
    path: Path
    title: str
    about: str = ""
    takes: str = "workbook"
    plugin: str = ""
    own: bool = False
    needs: tuple[str, ...] = ()

    def read(self) -> dict[str, Any]:
        """The notebook as data."""
        return _read(self.path)


def templates(toolkit: Toolkit) -> list[Template]:
    """Every notebook that comes with the enabled plugins and with the core; the shelf's texts are bound."""
    bind_shelf()
    enabled = {plugin.name for plugin in toolkit.plugins}
    return [
        *(_template(path, plugin.name) for plugin in toolkit.plugins for path in plugin.project.notebooks),
        *(each for path in sorted(shipped(SHELF).glob("*.ipynb")) if enabled.issuperset((each := _template(path)).needs)),
    ]


def find(toolkit: Toolkit, name: str) -> Template:
    """A notebook by its name, or one's own by the path of its .ipynb; UseError names those that there are."""
    if name.lower().endswith(".ipynb"):
        bind_shelf()
        return _template(Path(name), own=True)
    known = templates(toolkit)
    for each in known:
        if each.name == name:
            return each
    raise UseError(_("«{name}» дәптері жоқ. Бары: {known}.", name=name, known=", ".join(each.name for each in known)), "no-notebook-name")


def _template(path: Path, plugin: str = "", own: bool = False) -> Template:
    told = _read(path).get("metadata", {}).get("ubb4", {})
    return Template(
        path.stem, path, told.get("title", path.stem), told.get("about", ""), told.get("takes", "workbook"), plugin, own, tuple(told.get("needs", ()))
    )


def _read(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise UseError(_("{file} оқылмады: {error}", file=path, error=error.strerror or error), "no-notebook-file") from error
    except ValueError as error:
        raise UseError(_("{file}: бұл Jupyter дәптері емес: {error}", file=path.name, error=error), "no-notebook-file") from error
    if not isinstance(found, dict) or not isinstance(found.get("cells"), list):
        raise UseError(_("{file}: бұл Jupyter дәптері емес: {error}", file=path.name, error="cells"), "no-notebook-file")
    return found


def source(cell: Mapping[str, Any]) -> str:
    """The text of a cell, which a file may keep as lines."""
    return "".join(cell["source"])


def spoken(notebook: dict[str, Any], language: str) -> dict[str, Any]:
    """The notebook in a language: its cells of words, and what its code says in `_("…")`; what has no translation stays."""
    cells = []
    for cell in notebook["cells"]:
        text = source(cell)
        said = translation(text, language) if cell["cell_type"] == "markdown" else _said(text, language) if cell["cell_type"] == "code" else text
        cells.append({**cell, "source": said})
    return {**notebook, "cells": cells}


def _said(code: str, language: str) -> str:
    try:
        tree = ast.parse(code)
    except SyntaxError:
        return code  # a cell of one's own with magics
    literals = [
        node.args[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_" and node.args and isinstance(node.args[0], ast.Constant)
    ]
    lines = [line.encode() for line in code.splitlines(keepends=True)]  # columns are counted in bytes
    for each in sorted(literals, key=lambda node: (node.lineno, node.col_offset), reverse=True):
        if isinstance(each.value, str) and each.end_lineno == each.lineno:
            line = lines[each.lineno - 1]
            said = json.dumps(translation(each.value, language), ensure_ascii=False).encode()
            lines[each.lineno - 1] = line[: each.col_offset] + said + line[each.end_col_offset :]
    return b"".join(lines).decode()


def parameters(notebook: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters that a notebook takes, with their defaults: the plain assignments of the cell tagged «parameters»."""
    for cell in notebook["cells"]:
        if PARAMETERS in cell.get("metadata", {}).get("tags", ()):
            return {name: value for __, name, value in _assigned(source(cell))}
    return {}


def _assigned(code: str) -> Iterator[tuple[ast.Assign, str, Any]]:
    try:
        lines = ast.parse(code).body
    except SyntaxError as error:
        raise PluginError(_("Параметрлер ұяшығы Python емес: {error}", error=error.msg)) from error
    for line in lines:
        if isinstance(line, ast.Assign) and len(line.targets) == 1 and isinstance(line.targets[0], ast.Name):
            try:
                yield line, line.targets[0].id, ast.literal_eval(line.value)
            except ValueError:
                continue  # a computed value is no parameter


def given(notebook: dict[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """The notebook with parameters set in its tagged cell; UseError for one that it does not take."""
    known = parameters(notebook)
    strange = sorted(set(values) - set(known))
    if strange:
        raise UseError(_("Дәптерде {names} деген параметр жоқ. Бары: {known}.", names=", ".join(strange), known=", ".join(known) or "—"), "no-parameter")
    cells = []
    for cell in notebook["cells"]:
        if PARAMETERS in cell.get("metadata", {}).get("tags", ()):
            cell = {**cell, "source": _set(source(cell), values)}
        cells.append(cell)
    return {**notebook, "cells": cells}


def _set(code: str, values: Mapping[str, Any]) -> str:
    """The cell's code with new values; what stands beside them, comments too, stays."""
    lines = code.splitlines()
    for line, name, __ in reversed(list(_assigned(code))):
        if name in values:
            first, last = line.lineno - 1, (line.end_lineno or line.lineno) - 1
            tail = lines[last].encode()[line.end_col_offset or 0 :].decode()
            lines[first : last + 1] = [f"{name} = {values[name]!r}{tail}"]
    return "\n".join(lines)


def value(text: str) -> Any:
    """A parameter as it is typed on a command line: a number, True or a list where it is one, else a text."""
    try:
        return ast.literal_eval(text)
    except (ValueError, SyntaxError):
        return text


def pairs(words: Iterable[str]) -> dict[str, Any]:
    """NAME=VALUE words as parameters."""
    found = {}
    for word in words:
        name, equals, text = word.partition("=")
        if not equals or not re.fullmatch(r"[A-Za-z_]\w*", name):
            raise UseError(_("-p name=value түрінде беріледі: {word}", word=word))
        found[name] = value(text)
    return found
