"""The texts of a package, gathered from its code and data into gettext catalogues (.po, .mo) for ru and en.

From code: `_("…")`, `source=` of a rule or a finding, `title=` of a measure.  From data: what `project.toml`, the
registers and the calendar show to a reader.
"""

from __future__ import annotations

import ast
import io
import json
import tomllib
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ubb4.base.files import write_bytes
from ubb4.base.text import LANGUAGES, SOURCE

_CALLS = {"_", "N_", "gettext"}
_SHOWN_KEYS = {"title", "evidence", "source", "label", "menu", "tip", "text", "reading", "place", "name", "verb", "dative", "genitive"}
_SHOWN_SCHEMA = ("title", "x-sheet", "description", "$comment")


def messages(root: Path) -> dict[str, list[str]]:
    """Every Kazakh text of a package, and the files in which it stands, in order of appearance."""
    found: dict[str, list[str]] = {}
    for path in sorted(root.rglob("*.py")):
        for message in _of_code(path):
            found.setdefault(message, []).append(path.relative_to(root).as_posix())
    data: list[tuple[Path, Iterator[str]]] = [
        *((path, _of_toml(tomllib.loads(path.read_text("utf-8")))) for path in sorted(root.glob("editions/*/*.toml"))),
        *((path, _of_toml(tomllib.loads(path.read_text("utf-8")))) for path in sorted(root.glob("common/editions/*/*.toml"))),
        *((path, _of_toml(tomllib.loads(path.read_text("utf-8")))) for path in sorted(root.rglob("calendar/*.toml"))),
        *((path, _of_schema(json.loads(path.read_text("utf-8")))) for path in sorted(root.rglob("registers/*.schema.json"))),
        *((path, _of_notebook(json.loads(path.read_text("utf-8")))) for path in notebooks(root)),
    ]
    for path, texts in data:
        for message in texts:
            found.setdefault(message, []).append(path.relative_to(root).as_posix())
    return {message: places for message, places in found.items() if any(letter.isalpha() for letter in message)}


def notebooks(root: Path) -> list[Path]:
    """The notebooks of a package, or of a shelf of notebooks."""
    return sorted((*root.glob("editions/*/notebooks/*.ipynb"), *root.glob("*.ipynb")))


def _of_notebook(notebook: Mapping[str, Any]) -> Iterator[str]:
    """Title, purpose and cells of words of a notebook, and what its code says."""
    told = notebook["metadata"].get("ubb4", {})
    yield from (told[key] for key in ("title", "about") if told.get(key))
    for cell in notebook["cells"]:
        text = "".join(cell["source"])  # lines, or one text
        if cell["cell_type"] == "markdown":
            yield text
        elif cell["cell_type"] == "code":
            yield from _said(ast.parse(text))


def _of_code(path: Path) -> Iterator[str]:
    tree = ast.parse(path.read_text("utf-8"))
    yield from _said(tree)
    if path.name == "__init__.py" and path.parent.name == "cli":
        yield from _of_commands(tree)


def _said(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if name in _CALLS and node.args and isinstance(node.args[0], ast.Constant) and isinstance(node.args[0].value, str):
            yield node.args[0].value
        for keyword in node.keywords:  # a norm may be named by the rule or by one finding of it
            shown = keyword.arg == "source" or (keyword.arg == "title" and name == "measure")
            if shown and isinstance(keyword.value, ast.Constant) and isinstance(keyword.value.value, str):
                yield keyword.value.value


def _of_commands(tree: ast.AST) -> Iterator[str]:
    """The purposes of the commands, which stand in a table and not in calls."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Dict):
            for value in node.values:
                if isinstance(value, ast.Tuple) and isinstance(value.elts[-1], ast.Constant):
                    yield str(value.elts[-1].value)


def _of_toml(data: Any) -> Iterator[str]:
    if isinstance(data, dict):
        for key, value in data.items():
            if isinstance(value, str) and key in _SHOWN_KEYS and not (key == "name" and "working_days" in data):
                if (key != "name" or "kind" in data) and (key != "reading" or "text" in data):
                    yield value
            elif key == "unknown":
                yield from value
            elif key not in ("words", "limit") or key == "limit":
                yield from _of_toml(value)
    elif isinstance(data, list):
        for each in data:
            yield from _of_toml(each)


def _of_schema(schema: dict[str, Any]) -> Iterator[str]:
    for part in (schema, *schema["properties"].values()):
        for key in _SHOWN_SCHEMA:
            if isinstance(part.get(key), str):
                yield part[key]
        yield from part.get("x-labels", ())


def update(root: Path, domain: str) -> dict[str, int]:
    """Bring the catalogues up to date; returns how many texts each language still lacks."""
    from babel.messages.catalog import Catalog
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po, write_po

    wanted = messages(root)
    lacking = {}
    for language in LANGUAGES:
        if language == SOURCE:
            continue
        folder = root / "locale" / language / "LC_MESSAGES"
        path = folder / f"{domain}.po"
        old = read_po(io.BytesIO(path.read_bytes()), language) if path.is_file() else Catalog(language)
        new = Catalog(language, domain=domain, header_comment="", fuzzy=False)
        new.creation_date = new.revision_date = datetime(2026, 1, 1, tzinfo=UTC)
        for message, places in wanted.items():
            before = old.get(message)
            string = before.string if before is not None else ""
            new.add(message, string, locations=[(place, 0) for place in dict.fromkeys(places)])
        lacking[language] = sum(1 for entry in new if entry.id and not entry.string)
        text, binary = io.BytesIO(), io.BytesIO()
        write_po(text, new, width=0, omit_header=False, include_lineno=False, sort_output=False)
        write_mo(binary, new)
        write_bytes(path, text.getvalue())
        write_bytes(path.with_suffix(".mo"), binary.getvalue())
    return lacking
