"""What most people would write, for the benchmark: prints the cells found wrong.

python peers.py openpyxl+jsonschema|frictionless BOOK FOLDER
"""

from __future__ import annotations

import json
import sys
from datetime import date, datetime
from pathlib import Path

from make_register import COLUMNS, KINDS, STATES, TITLES, schema


def openpyxl_and_jsonschema(book: str) -> list[str]:
    """Rows by openpyxl, each judged by jsonschema, then keys, references and order of dates in plain Python."""
    from jsonschema import Draft202012Validator, FormatChecker
    from openpyxl import load_workbook

    rules = json.loads(json.dumps(schema()))
    for column, labels in (("kind", KINDS), ("state", STATES)):
        rules["properties"][column]["enum"] = list(labels.values())
    validator = Draft202012Validator(rules, format_checker=FormatChecker(["date"]))
    rows = load_workbook(book, read_only=True).active.iter_rows(min_row=2, values_only=True)
    cells, seen, data = [], {}, []
    for number, row in enumerate(rows, 2):
        record = {
            name: value.date().isoformat() if isinstance(value, datetime) else value for name, value in zip(COLUMNS, row, strict=True) if value is not None
        }
        data.append(record)
        for error in validator.iter_errors(record):
            missing = next((name for name in COLUMNS if f"'{name}' is a required" in error.message), None)
            cells.append(_cell(missing or str(error.absolute_path[0]), number))
        for column in ("starts_on", "ends_on"):
            day = _day(record.get(column))
            if day and not date(2020, 1, 1) <= day <= date(2030, 12, 31):
                cells.append(_cell(column, number))
        start, end = _day(record.get("starts_on")), _day(record.get("ends_on"))
        if start and end and end < start:
            cells.append(_cell("ends_on", number))
        if record.get("id") in seen:
            cells.append(_cell("id", number))
        seen.setdefault(record.get("id"), number)
    cells += [_cell("parent", n) for n, record in enumerate(data, 2) if record.get("parent") not in seen]
    return cells


def frictionless(book: str, folder: str) -> list[str]:
    """The same rules as a Table Schema; order of dates is a row constraint."""
    from frictionless import Checklist, Resource, Schema, checks, validate
    from frictionless.resources import TableResource

    kinds = {"starts_on": "date", "ends_on": "date", "count": "integer", "sum": "number"}
    fields = []
    for name, title in zip(COLUMNS, TITLES, strict=True):
        part = schema()["properties"][name]  # type: ignore[index]
        rules: dict[str, object] = {"required": name in schema()["required"]}  # type: ignore[operator]
        if "maxLength" in part:
            rules["maxLength"] = part["maxLength"]
        if "pattern" in part:
            rules["pattern"] = part["pattern"]
        if name in ("kind", "state"):
            rules["enum"] = list((KINDS if name == "kind" else STATES).values())
        if name == "starts_on":
            rules |= {"minimum": "2020-01-01", "maximum": "2030-12-31"}
        if name == "id":
            rules["unique"] = True
        fields.append({"name": title, "type": kinds.get(name, "string"), "constraints": rules})
    keys = [{"fields": ["Негізгі №"], "reference": {"resource": "", "fields": ["№"]}}]
    table = Schema.from_descriptor({"fields": fields, "foreignKeys": keys})
    resource: Resource = TableResource(path=Path(book).name, basepath=folder, schema=table)
    report = validate(
        resource,
        checklist=Checklist(checks=[checks.row_constraint(formula="Аяқталуы >= Басталуы")]),
        limit_errors=10**6,
    )
    cells = []
    for row, field, kind in report.flatten(["rowNumber", "fieldNumber", "type"]):
        place = field or {"foreign-key": 8, "row-constraint": 5}.get(kind, 1)
        if row:
            cells.append(f"{chr(64 + place)}{row}")
    return cells


def _cell(column: str, number: int) -> str:
    return f"{chr(65 + COLUMNS.index(column))}{number}"


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


if __name__ == "__main__":
    act, path, where = sys.argv[1:4]
    print("\n".join(frictionless(path, where) if act == "frictionless" else openpyxl_and_jsonschema(path)))
