"""What lies between a plugin's files: references, columns of deadlines, choices, subtasks, phrases, lists, targets; each complaint
with the nearest name that exists.

A plugin that `needs` others is judged twice: what is its own when it is read, what it names of theirs when all are heard.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ubb4.base.errors import PluginError
from ubb4.base.spelling import nearest
from ubb4.base.text import gettext as _
from ubb4.law.edition import FIELD, Edition, Phrase
from ubb4.law.register import Register
from ubb4.law.start import Start
from ubb4.law.subtask import Due, Form, Subtask, Summary

STATES = frozenset({"filled", "empty"})  # what a part of a phrase may ask of a column beside its choices


@dataclass(frozen=True)
class Parts:
    """What a project was read into, before it is one; `others` are the registers of plugins that it needs."""

    edition: Edition
    subtasks: Sequence[Subtask]
    registers: Sequence[Register]
    forms: Sequence[Form]
    summary: Sequence[Summary]
    others: Mapping[str, Register]
    foreign_subtasks: frozenset[str] = frozenset()
    trusting: bool = False  # what is not found may be a needed plugin's: judged when all are heard
    starts: Sequence[Start] = ()

    @property
    def by_name(self) -> dict[str, Register]:
        return {**self.others, **{register.name: register for register in self.registers}}


def check_together(parts: Parts, path: Path) -> None:
    """PluginError with everything that lies amiss between the files, each with its file and key."""
    complaints = list(between(parts))
    if complaints:
        raise PluginError("\n".join(f"{path}: {complaint}" for complaint in complaints))


def meant(name: str, among: Collection[str]) -> str:
    """The question after the nearest name, or nothing."""
    near = nearest(name, among, least=70) if among else None
    return " " + _("«{near}» деп жазғыңыз келді ме?", near=near) if near else ""


def between(parts: Parts) -> Iterator[str]:
    """Every complaint."""
    registers, own = parts.by_name, {subtask.id for subtask in parts.subtasks}
    subtasks = own | parts.foreign_subtasks
    for subtask in parts.subtasks:
        for due in subtask.due:
            yield from (f"{subtask.id}: due: {each}" for each in _due(due, parts, registers))
    yield from _registers(parts, registers, subtasks)
    for reading in parts.edition.readings.values():
        if reading.value not in reading.options:
            yield f"reading {reading.name}: {reading.value!r} is none of its options"
    for phrase in parts.edition.phrases.values():
        yield from (f"phrase {phrase.id}: {complaint}" for complaint in _phrase(phrase, registers, parts.trusting))
    for line in parts.summary:
        if line.subtask not in subtasks and not parts.trusting:
            yield f"summary {line.measure}: {line.subtask}: no such subtask{meant(line.subtask, subtasks)}"
        if isinstance(line.target, str) and line.target and line.target not in parts.edition.limits:
            yield f"summary {line.measure}: {line.target}: no such limit{meant(line.target, parts.edition.limits)}"
    for form in parts.forms:
        yield from (f"form {form.id}: {each}" for each in _form(form, parts, registers, subtasks))
    for start in parts.starts:
        paths = [f"{start.register}.{column}" for column in start.given.values()] if start.register else []
        paths += [f"{row.register}.{name}" for row in start.rows for name in (*row.values, *row.each)]
        yield from (f"start {start.id}: {each}" for path in paths for each in _column(path, registers, parts.trusting))
    yield from _lists(parts, registers)
    seen: set[str] = set()
    for name in [*(s.id for s in parts.subtasks), *(f"form {f.id}" for f in parts.forms)]:
        if name in seen:
            yield f"{name}: stands twice"
        seen.add(name)


def _column(path: str, registers: Mapping[str, Register], trusting: bool) -> Iterator[str]:
    """A path `register.column` that leads nowhere."""
    register, __, column = path.partition(".")
    if not column:
        yield f"{path}: write register.column"
    elif register not in registers:
        if not trusting:
            yield f"{path}: no such register in this plugin{meant(register, registers)}"
    elif column not in registers[register].by_name:
        yield f"{path}: no such column{meant(column, registers[register].by_name)}"


def _due(due: Due, parts: Parts, registers: Mapping[str, Register]) -> Iterator[str]:
    if due.reading and due.reading not in parts.edition.readings:
        yield f"{due.reading}: no such reading{meant(due.reading, parts.edition.readings)}"
    for path in filter(None, (due.event, due.if_empty, due.period, *due.done)):
        yield from _column(path, registers, parts.trusting)
    yield from _where("event_where", due.event_where, due.event, registers)
    for path in due.done:
        yield from _where("where", due.where, path, registers)
        register = registers.get(path.partition(".")[0])
        if due.match and register is not None and due.match not in register.by_name:
            yield f"match: {register.name}.{due.match}: no such column{meant(due.match, register.by_name)}"


def _where(key: str, wanted: Mapping[str, str], path: str, registers: Mapping[str, Register]) -> Iterator[str]:
    register = registers.get(path.partition(".")[0])
    for name, value in wanted.items() if register is not None else ():
        column = register.by_name.get(name) if register is not None else None
        if column is None:
            yield f"{key}: {name}: no such column{meant(name, register.by_name if register is not None else ())}"
        elif column.choices and value not in column.choices:
            yield f"{key}: {name}: no choice {value}{meant(value, column.choices)}"


def _registers(parts: Parts, registers: Mapping[str, Register], subtasks: Collection[str]) -> Iterator[str]:
    for each in parts.registers:
        for field in each.columns:
            target = registers.get(field.reference[0]) if field.reference else None
            if field.reference and target is not None and target.key != field.reference[1]:
                yield f"{each.name}.{field.name}: x-ref: {'.'.join(field.reference)} is not a key"
        if not parts.trusting:
            yield from (f"{each.name}: x-subtasks: {s}: no such subtask{meant(s, subtasks)}" for s in each.subtasks if s not in subtasks)


def _form(form: Form, parts: Parts, registers: Mapping[str, Register], subtasks: Collection[str]) -> Iterator[str]:
    if not parts.trusting:
        yield from (f"{each}: no such subtask{meant(each, subtasks)}" for each in form.subtasks if each and each not in subtasks)
    if form.each and form.each not in registers and not parts.trusting:
        yield f"each: {form.each}: no such register{meant(form.each, registers)}"
    if form.each in registers:
        yield from (f"when: {each}" for path in form.when for each in _column(path, registers, parts.trusting))
    for language in ("kk", "ru"):
        if not form.path(language).is_file():
            yield f"{form.path(language).name}: no such file"


def _phrase(phrase: Phrase, registers: Mapping[str, Register], trusting: bool) -> Iterable[str]:
    if phrase.register not in registers:
        if not trusting:
            yield f"{phrase.register}: no such register{meant(phrase.register, registers)}"
        return
    columns = registers[phrase.register].by_name
    for part in phrase.parts:
        for path in (*FIELD.findall(part.text), *part.when):
            name, __, further = path.partition(".")
            reference = columns[name].reference if name in columns else None
            target = registers.get(reference[0]) if reference else None
            if name not in columns or (further and (target is None or further not in target.by_name) and not (trusting and target is None)):
                yield f"{phrase.register}.{path}: no such column{meant(name, columns) if name not in columns else ''}"
        for name, keys in part.when.items():
            known = {*columns[name].choices, *STATES} if name in columns else set(keys)
            yield from (f"{name}: no choice {key}{meant(key, known)}" for key in keys if key not in known)


def _lists(parts: Parts, registers: Mapping[str, Register]) -> Iterator[str]:
    """What a plugin shows to everybody: lists over registers and columns that exist, in sections that exist; forms that exist."""
    sections = {entry["number"] for entry in parts.edition.tables.get("public_section", ())}
    forms = {form.id for form in parts.forms}
    for entry in parts.edition.tables.get("public_form", ()):
        if entry["form"] not in forms:
            yield f"public_form {entry['form']}: no such form{meant(str(entry['form']), forms)}"
    for entry in parts.edition.tables.get("public_list", ()):
        place = f"public_list {entry['id']}"
        if entry["section"] not in sections:
            yield f"{place}: no section {entry['section']}"
        register = registers.get(str(entry["register"]))
        if register is None:
            if not parts.trusting:
                yield f"{place}: {entry['register']}: no such register{meant(str(entry['register']), registers)}"
            continue
        for path in entry["columns"]:
            name = str(path).partition(".")[0]
            if name not in register.by_name:
                yield f"{place}: {path}: no such column{meant(name, register.by_name)}"
