"""The grammar of a plugin's files, as JSON Schema: every mistake named with its file and key.

A stamp of the checked files' contents would be a second truth, so the check runs at each load; jsonschema-rs
keeps it below a millisecond a file.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema_rs

from ubb4.base.errors import PluginError
from ubb4.base.spelling import folded
from ubb4.base.text import gettext as _

if TYPE_CHECKING:
    from ubb4.law.edition import Phrase
    from ubb4.law.project import Project
    from ubb4.law.register import Register

# a column's value in a sentence: {place}, {act_on:on}; one of the row that it refers to: {act.title}
FIELD = re.compile(r"\{(\w+(?:\.\w+)?)(?::\w+)?\}")
_FOLDER = Path(__file__).parent / "grammar"


@cache
def _validator(name: str) -> Any:
    return jsonschema_rs.validator_for(json.loads((_FOLDER / f"{name}.schema.json").read_text("utf-8")))


@cache
def _forbidden() -> frozenset[str]:
    data = tomllib.loads((_FOLDER / "forbidden.toml").read_text("utf-8"))
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
        complaints.append(f"{path}: {key or '(root)'}: {error.message}")
    if complaints:
        raise PluginError("\n".join(complaints))


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


def _phrase(phrase: Phrase, registers: Mapping[str, Register]) -> Iterable[str]:
    if phrase.register not in registers:
        yield f"{phrase.register}: no such register"
        return
    columns = registers[phrase.register].by_name
    for part in phrase.parts:
        for path in (*FIELD.findall(part.text), *part.when):
            name, __, further = path.partition(".")
            reference = columns[name].reference if name in columns else None
            target = registers.get(reference[0]) if reference else None
            if name not in columns or (further and (target is None or further not in target.by_name)):
                yield f"{phrase.register}.{path}: no such column"
        for name, keys in part.when.items():
            known = {*columns[name].choices, "filled", "empty"} if name in columns else set(keys)
            yield from (f"{name}: no choice {key}" for key in keys if key not in known)


def check_together(project: Project, path: Path) -> None:
    """Judge what lies between files: references, due columns, subtasks of registers and forms."""
    complaints = list(_between(project))
    if complaints:
        raise PluginError("\n".join(f"{path}: {complaint}" for complaint in complaints))


def _between(project: Project) -> Iterable[str]:
    registers = {register.name: register for register in project.registers}
    subtasks = {subtask.id for subtask in project.subtasks}
    for subtask in project.subtasks:
        for due in subtask.due:
            if due.reading and due.reading not in project.edition.readings:
                yield f"{subtask.id}: due: {due.reading}: no such reading"
            for event in (due.event, due.if_empty, due.period, *due.done):
                register, __, column = event.partition(".")
                if event and register in registers and column not in registers[register].by_name:
                    yield f"{subtask.id}: due: {event}: no such column"
                if event and not column:
                    yield f"{subtask.id}: due: {event}: write register.column"
                if event and column and register not in registers:
                    yield f"{subtask.id}: due: {event}: no such register in this plugin"
    for each in project.registers:
        for field in each.columns:
            if field.reference and field.reference[0] in registers:
                target = registers[field.reference[0]]
                if target.key != field.reference[1]:
                    yield f"{each.name}.{field.name}: x-ref: {'.'.join(field.reference)} is not a key"
        yield from (f"{each.name}: x-subtasks: {s}: no such subtask" for s in each.subtasks if s not in subtasks)
    for reading in project.edition.readings.values():
        if reading.value not in reading.options:
            yield f"reading {reading.name}: {reading.value!r} is none of its options"
    for phrase in project.edition.phrases.values():
        yield from (f"phrase {phrase.id}: {complaint}" for complaint in _phrase(phrase, registers))
    for each_line in project.summary:
        if each_line.subtask not in subtasks:
            yield f"summary {each_line.measure}: {each_line.subtask}: no such subtask"
        if isinstance(each_line.target, str) and each_line.target and each_line.target not in project.edition.limits:
            yield f"summary {each_line.measure}: {each_line.target}: no such limit"
    for form in project.forms:
        yield from (f"form {form.id}: {each}: no such subtask" for each in form.subtasks if each not in subtasks)
        if form.each and form.each not in registers:
            yield f"form {form.id}: each: {form.each}: no such register"
        for language in ("kk", "ru"):
            if not form.path(language).is_file():
                yield f"form {form.id}: {form.path(language).name}: no such file"
