"""What one workbook gives to a gathering, in the guarded worker: its rows as plain values, and all that was found, counted, due in it.

A day crosses as a list of one text, which no cell is; a workbook that was gathered itself gives each of its senders.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from ubb4.base.files import digest
from ubb4.base.problem import Problem
from ubb4.book.gathered import UNREADABLE, Told
from ubb4.book.table import Table
from ubb4.desk.check import Checked, check
from ubb4.desk.due import due
from ubb4.desk.measures import measures
from ubb4.desk.opened import Opened
from ubb4.excel import xml

_OF_DEADLINE = ("subtask", "title", "day", "state", "subject", "done_on", "safe", "rule")


def asked(desk: Any, request: dict[str, Any]) -> dict[str, Any]:
    """The answer to `gather:part`: `senders`, and the file's digest."""
    path = Path(request["file"])
    opened = desk.read(path)
    return {
        "senders": list(of(opened)),
        "digest": digest(path),
        "saved": saved(path),
    }


def saved(path: Path) -> str:
    """When the workbook was last saved, as it says of itself; empty where it does not."""
    try:
        with zipfile.ZipFile(path) as archive:
            data = xml.utf8(archive.read("docProps/core.xml"))
            found = xml.tree(data).first("modified")
    except (OSError, KeyError, ValueError, zipfile.BadZipFile):
        return ""
    return data[found.inside : found.close].decode("utf-8", "replace").strip()[:40] if found is not None else ""


def of(opened: Opened) -> Iterator[dict[str, Any]]:
    """A workbook's senders: itself, or those that it was gathered from."""
    if opened.parts:
        for part in opened.parts:
            yield _of_one(part)
    else:
        yield _of_one(opened)


def _of_one(opened: Opened) -> dict[str, Any]:
    book, checked, counted, measured = opened.book, check(opened), due(opened), measures(opened)
    problems: list[Problem] = list(dict.fromkeys((*checked.problems, *counted.problems, *measured.problems)))
    register = book.tables["organisation"]
    subtasks = {subtask.id for plugin in opened.toolkit.plugins for subtask in plugin.project.subtasks}
    there = {name: table for name, table in book.tables.items() if table.present and table.register.layout == "table"}
    return {
        "name": {"kk": book.body_name("kk"), "ru": book.body_name("ru")},
        "bin": _number(book.of_profile("bin")),
        "kind": book.kind,
        "year": book.year,
        "language": book.meta.get("language", ""),
        "meta": book.meta,
        "sheets": book.sheets,
        "organisation": _values(register) if register.present else {},
        "organisation_there": register.present,
        "organisation_absent": [name for name in register.register.by_name if name not in register.letters],
        "tables": {name: {"sheet": table.sheet, "numbers": list(table.numbers), "columns": _values(table)} for name, table in there.items()},
        "absent": {name: lacks for name, table in there.items() if (lacks := [each for each in table.register.by_name if each not in table.letters])},
        "origin": {"name": opened.sender.name, "file": opened.sender.file} if opened.sender is not None else None,
        "told": [each.to_row("")[1:] for each in _told(opened, checked)],
        "findings": [each.to_json() for each in checked.findings],
        "deadlines": [{name: value for name, value in each.to_json().items() if name in _OF_DEADLINE} for each in counted.deadlines],
        "measures": [_slim(each.to_json()) for each in measured.figures],
        "applying": sorted(opened.applying),
        "entered": {id: number for id, number in opened.entered.items() if id in subtasks},  # what is typed there may be anything
        "problems": [[each.plugin, each.message] for each in problems],
    }


def _number(value: Any) -> str:
    """A business identification number; nothing for what is none."""
    text = "".join(str(value or "").split())
    return text if len(text) == 12 and text.isdecimal() else ""


def _slim(measure: dict[str, Any]) -> dict[str, Any]:
    """A measure with the rows that it counts by sheet and number: their keys stand in the rows."""
    return {**measure, **{name: [[place["sheet"], place["row"]] for place in measure[name]] for name in ("rows", "missing")}}


def _values(table: Table) -> dict[str, list[Any]]:
    """The columns in which anything stands, ready for JSON."""
    found = {}
    for name, values in table.data.items():
        kinds = set(map(type, values))
        if kinds - {type(None)}:
            found[name] = [[value.isoformat()] if isinstance(value, date) else value for value in values] if date in kinds else list(values)
    for index, name in table.bad:
        if table.data[name][index] is None:
            found.setdefault(name, [None] * len(table.numbers))[index] = UNREADABLE
    return found


def _told(opened: Opened, checked: Checked) -> Iterable[Told]:
    """What the rows do not show again: what was found while the file was read, and by rules that look at the file and its folder."""
    book = opened.book
    whole = {rule.code for offers in opened.toolkit.offers for rule in offers.rules if rule.whole}
    sheets = {table.sheet: table for table in book.tables.values() if table.present}
    places = {name: {number: index for index, number in enumerate(table.numbers)} for name, table in sheets.items()}
    late = [finding for finding in checked.findings if finding.code in whole] if opened.sender is None else []
    for finding in [*book.findings, *late]:
        table = sheets.get(finding.sheet)
        index = places[finding.sheet].get(finding.row or 0) if table is not None else None
        name = table.register.name if table is not None else ""
        if table is not None and table.register.layout == "form":
            index = 0
        unusable = table is not None and index is not None and (index, finding.column) in table.bad
        yield Told(name, finding.sheet, finding.row or 0, unusable, replace(finding, body=""))
