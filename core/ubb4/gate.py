"""Every row against its register's JSON Schema: jsonschema-rs is the gate, jsonschema words the rows that fail."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any

import jsonschema_rs

from ubb4.finding import Finding
from ubb4.register import Column, Register
from ubb4.table import Table
from ubb4.text import gettext as _


def gate_schema(register: Register) -> dict[str, Any]:
    """The schema that both validators judge by: links are judged by their pattern, not by `format`."""
    schema: dict[str, Any] = json.loads(json.dumps(dict(register.schema)))
    for column in schema["properties"].values():
        if column.get("format") == "uri":
            del column["format"]
    return schema


def gate(schema: Mapping[str, Any]) -> Any:
    """The fast validator."""
    return jsonschema_rs.validator_for(dict(schema), validate_formats=True)


@cache
def _format_checker() -> Any:
    from jsonschema import FormatChecker

    return FormatChecker(formats=["date"])


def reference(schema: Mapping[str, Any]) -> Any:
    """The reference validator, judge of the words."""
    from jsonschema import Draft202012Validator

    return Draft202012Validator(schema, format_checker=_format_checker())


_SOME_DAY = "2000-01-01"


def as_json(table: Table) -> list[dict[str, Any]]:
    """The table's rows as JSON objects, empty cells left out; every date that was understood is a date to the gate."""
    names, columns = [], []
    for column in table.register.columns:
        values = table.data[column.name]
        if all(value is None for value in values):
            continue
        if column.type in ("date", "term"):
            values = [_SOME_DAY if isinstance(value, date) else value for value in values]
        names.append(column.name)
        columns.append(values)
    rows = [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]
    for index in {index for values in columns if None in values for index, v in enumerate(values) if v is None}:
        rows[index] = {name: value for name, value in rows[index].items() if value is not None}
    return rows


def judge(table: Table) -> Iterator[Finding]:
    """Schema findings of a table, each at its cell."""
    schema = gate_schema(table.register)
    is_valid = gate(schema).is_valid
    failing = [(index, row) for index, row in enumerate(as_json(table)) if not is_valid(row)]
    if not failing:
        return
    judge_of_words = reference(schema)
    for index, row in failing:
        for error in judge_of_words.iter_errors(row):
            for name in _columns(error, row):
                if (index, name) in table.bad:
                    continue
                column = table.register.column(name)
                message, hint = _words(error.validator, error.validator_value, column, row.get(name))
                number, cell = table.place(index, name)
                yield Finding(
                    code=_CODES.get(error.validator, error.validator),
                    severity="error",
                    plugin=table.register.plugin,
                    sheet=table.sheet,
                    cell=cell,
                    row=number,
                    column=name,
                    message=message,
                    hint=hint,
                    source=_(column.source or table.register.source),
                )


def _columns(error: Any, row: Mapping[str, Any]) -> list[str]:
    if error.validator == "required":
        # jsonschema gives one error a missing name and quotes it in the message only
        return [name for name in error.validator_value if name not in row and f"'{name}'" in error.message]
    return [str(error.absolute_path[0])] if error.absolute_path else []


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
