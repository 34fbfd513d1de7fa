"""What the map's command asks of the guarded worker: to match a file to the subtasks, and to enter what was confirmed."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Any

from ubb4.base.text import gettext as _
from ubb4.desk.new import made_again
from ubb4.desk.opened import Opened
from ubb4.desk.renew import renewed
from ubb4.features.yearmap import decided
from ubb4.features.yearmap.lines import lines
from ubb4.features.yearmap.matching import matches
from ubb4.law.subtask import Subtask


def match(desk: Any, request: dict[str, Any]) -> dict[str, Any]:
    """Write the list of matches."""
    opened, path = desk.read(Path(request["file"])), Path(request["map"])
    found = lines(path, desk.cells)
    matched = matches(_subtasks(opened), found)
    decided.write(Path(request["out"]), matched, found, _digests(request))
    numbers = {how: sum(each.how == how for each in matched) for how in ("sure", "asked", "missing")}
    return {**numbers, "lines": len(found), "problems": [each.to_json() for each in opened.problems]}


def enter(desk: Any, request: dict[str, Any]) -> dict[str, Any]:
    """Write a new workbook with what was confirmed in its map; what stood there otherwise is told."""
    opened, path = desk.read(Path(request["file"])), Path(request["decided"])
    entries, waiting = decided.read(desk.cells(path), path.name, _digests(request))
    told = renewed(opened.book, opened.book.year)
    rows: dict[str, list[dict[str, Any]]] = {name: [dict(row) for row in each] for name, each in told.rows.items()}
    changed = list[str]()
    for entry in entries:
        row = next((each for each in rows.setdefault("map", []) if each.get("subtask") == entry.subtask), None)
        if row is None:
            row = {"subtask": entry.subtask}
            rows["map"].append(row)
        for name, value in (("name_kk", entry.name_kk), ("name_ru", entry.name_ru), ("due_on", entry.due_on)):
            if value and row.get(name) not in (None, "", value):
                changed.append(_("{subtask}: «{old}» орнына «{new}»", subtask=entry.subtask, old=row[name], new=value))
            if value:
                row[name] = value
    problems = [*opened.problems, *made_again(Path(request["out"]), opened, told.organisation, rows)]
    return {"entered": len(entries), "waiting": waiting, "changed": changed, "problems": [each.to_json() for each in problems]}


def _subtasks(opened: Opened) -> list[Subtask]:
    return [subtask for project in opened.projects for subtask in project.subtasks if subtask.applies_to(opened.book.kind)]


def _digests(request: dict[str, Any]) -> dict[str, str]:
    return {name: sha256(Path(request[name]).read_bytes()).hexdigest() for name in ("file", "map")}
