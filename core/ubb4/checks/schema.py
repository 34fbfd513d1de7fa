"""Every row against its register's JSON Schema: jsonschema-rs is the gate, jsonschema words the rows that fail.

A register's schema is a conjunction over its columns (the grammar allows nothing else), so the gate judges a whole column of
values in one call; a row fails where one of its columns does, or a required one is empty.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

import jsonschema_rs

from ubb4.base.text import gettext as _
from ubb4.book.finding import Finding
from ubb4.book.table import Table
from ubb4.law.register import Column, Register


def gate_schema(register: Register) -> dict[str, Any]:
    """The schema that both validators judge by: links are judged by their pattern, not by `format`."""
    schema: dict[str, Any] = json.loads(json.dumps(dict(register.schema)))
    for column in schema["properties"].values():
        if column.get("format") == "uri":
            del column["format"]
    return schema


class Gate:
    """The fast validator of a register, compiled once."""

    def __init__(self, schema: Mapping[str, Any]) -> None:
        self._required = frozenset(schema["required"])
        self._columns = {
            name: jsonschema_rs.validator_for({"type": "array", "items": part}, validate_formats=True) for name, part in schema["properties"].items()
        }
        self._dates = {n for n, p in schema["properties"].items() if p.get("format") == "date" or p.get("x-type") == "term"}

    def failing(self, columns: Mapping[str, Sequence[Any]]) -> dict[int, list[str]]:
        """The places of the rows that break the schema, each with the columns that do; None is an empty cell."""
        failing: dict[int, list[str]] = {}
        for name, values in columns.items():
            bad = self._bad(name, values)
            if bad:
                for index in [index for index, value in enumerate(values) if value in bad]:
                    failing.setdefault(index, []).append(name)
        return failing

    def _bad(self, name: str, values: Sequence[Any]) -> set[Any]:
        """The values of a column that break its schema, the empty one among them where the column is required."""
        few = len(values) > 1_000 and len(set(values[:1_000])) < 500
        judged = list(set(values)) if few else values
        bad: set[Any] = set()
        if None in judged:
            bad = {None} if name in self._required else bad
            judged = [value for value in judged if value is not None]
        plain = [_SOME_DAY if type(value) is date else value for value in judged] if name in self._dates else judged
        if not self._columns[name].is_valid(plain):
            bad |= {judged[int(error.instance_path[0])] for error in self._columns[name].iter_errors(plain)}
        return bad


_SOME_DAY = "2000-01-01"  # a date that was understood is a date to the gate, whichever it is


def reference(schema: Mapping[str, Any]) -> Any:
    """The reference validator, judge of the words."""
    from jsonschema import Draft202012Validator

    return Draft202012Validator(schema, format_checker=_format_checker())


@cache
def _format_checker() -> Any:
    from jsonschema import FormatChecker

    return FormatChecker(formats=["date"])


def _one_column(schema: Mapping[str, Any], name: str) -> dict[str, Any]:
    """The register's schema with one column left: what it says of a cell is what the whole says."""
    required = [name] if name in schema["required"] else []
    return {**schema, "properties": {name: schema["properties"][name]}, "required": required}


_gates: dict[int, tuple[Register, dict[str, Any], Gate]] = {}
_MOST = 500  # registers whose gates are kept


def _gate(register: Register) -> tuple[dict[str, Any], Gate]:
    """The schema of a register and its gate, compiled once for a register: a worker judges the same ones in every file."""
    kept = _gates.get(id(register))
    if kept is None or kept[0] is not register:
        if len(_gates) >= _MOST:
            _gates.clear()
        schema = gate_schema(register)
        kept = _gates[id(register)] = register, schema, Gate(schema)
    return kept[1], kept[2]


def judge(table: Table) -> Iterator[Finding]:
    """Schema findings of a table, each at its cell."""
    if not len(table):
        return
    schema, gate = _gate(table.register)
    failing = gate.failing(table.data)
    judges = {name: reference(_one_column(schema, name)) for name in {name for names in failing.values() for name in names}}
    for index in sorted(failing):
        for name in failing[index]:
            if (index, name) in table.bad:
                continue
            value, column = table.data[name][index], table.register.column(name)
            cell = {} if value is None else {name: _SOME_DAY if isinstance(value, date) else value}
            for error in judges[name].iter_errors(cell):
                message, hint = _words(error.validator, error.validator_value, column, value)
                number, address = table.place(index, name)
                yield Finding(
                    code=_CODES.get(error.validator, error.validator),
                    severity="error",
                    plugin=table.register.plugin,
                    sheet=table.sheet,
                    cell=address,
                    row=number,
                    column=name,
                    message=message,
                    hint=hint,
                    source=_(column.source or table.register.source),
                )


_CODES = {
    "required": "required", "enum": "not-in-list", "maxLength": "too-long", "minLength": "too-short",
    "minimum": "too-small", "maximum": "too-large", "pattern": "bad-pattern", "format": "not-a-date",
    "type": "wrong-type",
}  # fmt: skip


def _words(keyword: str, wanted: Any, column: Column, value: Any) -> tuple[str, str]:
    title = _(column.title)
    if keyword == "required":
        return _("«{title}» толтырылмаған.", title=title), _("Ұяшықты толтырыңыз. {hint}", hint=_(column.hint)).strip()
    if keyword == "maxLength":
        return (
            _("Мәтін тым ұзын: {length} таңба.", length=len(str(value))),
            _("Ең көбі {wanted} таңба; толық мәтінді құжатқа жазыңыз.", wanted=wanted),
        )
    if keyword == "minLength":
        return _("Мәтін тым қысқа."), _("Кемінде {wanted} таңба жазыңыз.", wanted=wanted)
    if keyword == "minimum":
        return _("Сан {wanted} мәнінен кіші.", wanted=f"{wanted:g}"), _("Санды тексеріңіз.")
    if keyword == "maximum":
        return _("Сан {wanted} мәнінен үлкен.", wanted=f"{wanted:g}"), _("Санды тексеріңіз.")
    if keyword == "pattern" and column.type == "link":
        return (
            _("Сілтеменің жазылуы дұрыс емес: «{value}».", value=value),
            _("https:// деп басталатын толық мекенжайды жазыңыз."),
        )
    if keyword == "format":
        return _("«{value}» күн емес.", value=value), _("Күнді 31.12.2026 үлгісімен жазыңыз.")
    if keyword == "enum":
        labels = "; ".join(column.label(choice) for choice in column.choices)
        return _("«{value}» тізімде жоқ.", value=value), _("Тізімнен таңдаңыз: {labels}.", labels=labels)
    if keyword == "type":
        return _("«{title}» бағанындағы мән түрі дұрыс емес: «{value}».", title=title, value=value), _(column.hint)
    return _("«{title}» бағанының жазылу үлгісі бұзылған: «{value}».", title=title, value=value), _(column.hint)
