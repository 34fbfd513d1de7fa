"""The grammar of a plugin's files, as JSON Schema: every mistake named with its file and key.

A stamp of the checked files' contents would be a second truth, so the check runs at each load; jsonschema-rs
keeps it below a millisecond a file.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema_rs

from ubb4.base.errors import PluginError
from ubb4.base.spelling import folded, nearest
from ubb4.base.text import gettext as _

if TYPE_CHECKING:
    pass

GRAMMAR = Path(__file__).parent / "grammar"


@cache
def _validator(name: str) -> Any:
    return jsonschema_rs.validator_for(json.loads((GRAMMAR / f"{name}.schema.json").read_text("utf-8")))


@cache
def _forbidden() -> frozenset[str]:
    data = tomllib.loads((GRAMMAR / "forbidden.toml").read_text("utf-8"))
    return frozenset(folded(word) for word in data["words"])


def _plain(data: Any) -> Any:
    """TOML dates as ISO text, so that a JSON Schema can judge them."""
    if isinstance(data, dict):
        return {key: _plain(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_plain(value) for value in data]
    return data.isoformat() if isinstance(data, date) else data


def _judge(name: str, data: Any, path: Path) -> None:
    complaints = []
    for error in _validator(name).iter_errors(data):
        key = ".".join(str(part) for part in error.instance_path)
        complaints.append(f"{path}: {key or '(root)'}: {error.message}{_meant(name, error)}")
    if complaints:
        raise PluginError("\n".join(complaints))


def _meant(name: str, error: Any) -> str:
    """The question after an unknown key: the nearest one that stands at its place."""
    unknown = re.findall(r"'([\w-]+)'", error.message) if "unexpected" in error.message else []
    place: Any = json.loads((GRAMMAR / f"{name}.schema.json").read_text("utf-8"))
    for step in list(error.schema_path)[:-1]:
        if isinstance(place, dict) and "$ref" in place:
            return ""
        place = place[int(step)] if isinstance(place, list) else place.get(str(step), {})
    known = list(place.get("properties", {})) if isinstance(place, dict) else []
    near = {each: nearest(each, known, least=70) for each in unknown} if known else {}
    asked = [_("«{near}» деп жазғыңыз келді ме?", near=found) for found in near.values() if found]
    return " " + " ".join(asked) if asked else ""


def check_project(data: Mapping[str, Any], path: Path) -> None:
    """Judge a `project.toml`; PluginError names every wrong key."""
    _judge("project", _plain(data), path)


def check_register(path: Path) -> None:
    """Judge a register's schema; a column for a reporter's identity is refused."""
    try:
        schema = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise PluginError(f"{path}: {error}") from error
    _judge("register", schema, path)
    complaints = []
    for name, column in schema["properties"].items():
        words = folded(f"{name} {column['title']} {' '.join(column.get('x-synonyms', ()))}").replace("_", " ")
        if any(word in words for word in _forbidden()):
            complaints.append(
                _(
                    "{file}: {key}: хабарлаған адамның жеке басын көрсететін бағанға жол берілмейді.",
                    file=path,
                    key=f"properties.{name}",
                )
            )
        if len(column.get("x-labels", column.get("enum", ()))) != len(column.get("enum", ())):
            complaints.append(f"{path}: properties.{name}: x-labels: one label for each choice")
    extras = [bool(column.get("x-extra")) for column in schema["properties"].values()]
    if extras != sorted(extras) or any(schema["properties"][name].get("x-extra") for name in schema["required"] if name in schema["properties"]):
        complaints.append(f"{path}: x-extra: an extra column stands last and is not required")
    grid = [schema["properties"].get(name, {}) for name in schema.get("x-grid", ())]
    if grid and not ("x-ref" in grid[0] and "enum" in grid[1]):
        complaints.append(f"{path}: x-grid: a reference column, then a column of choices")
    for key in (schema.get("x-key"), *schema.get("x-unique", ()), *schema.get("x-fill-down", ()), *schema["required"]):
        if key is not None and key not in schema["properties"]:
            complaints.append(f"{path}: {key}: no such column")
    if complaints:
        raise PluginError("\n".join(complaints))
