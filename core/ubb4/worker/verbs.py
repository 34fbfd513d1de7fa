"""The kernel's own verbs, as a request of another process asks them: each imports what it needs, for most requests need little."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any


def _check(desk: Any, request: dict[str, Any]) -> dict[str, Any]:
    from ubb4.desk.check import check_file

    return check_file(desk, Path(request["file"]), Path(request["marked"]) if request.get("marked") else None).to_json()


def _due(desk: Any, request: dict[str, Any]) -> dict[str, Any]:
    from ubb4.desk.due import due, due_of_events

    if request.get("file"):
        return due(desk.read(Path(request["file"]))).to_json()
    return due_of_events(desk, {name: [date.fromisoformat(day) for day in days] for name, days in request["events"].items()}).to_json()


def _measures(desk: Any, request: dict[str, Any]) -> dict[str, Any]:
    from ubb4.desk.measures import measures

    return measures(desk.read(Path(request["file"]))).to_json()


def _report(desk: Any, request: dict[str, Any]) -> dict[str, Any]:
    from ubb4.desk import texts
    from ubb4.desk.documents import Asked, make

    out, folder, released = request.get("out"), request.get("folder"), request.get("released")
    release = texts.read_texts(desk.cells(Path(released)), Path(released).name) if released else None
    asked = Asked(request["form"], request["languages"], request.get("key"), bool(request.get("depersonalised")), release)
    made = make(desk.read(Path(request["file"])), asked, lambda name: Path(out) if out else Path(folder or "") / name, bool(out))
    answer = made.to_json()
    if made.release is not None:
        answer |= texts.asked_beside(Path(out or folder or ""), made.release)
    return answer


def _diff(desk: Any, request: dict[str, Any]) -> dict[str, Any]:
    from ubb4.desk.diff import changes
    from ubb4.desk.texts import write_changes

    old, new = desk.read(Path(request["with"])), desk.read(Path(request["file"]))
    found = list(changes(old.book, new.book))
    if request.get("out"):
        write_changes(Path(request["out"]), found, Path(request["with"]).name, Path(request["file"]).name)
    problems = [each.to_json() for each in (*old.problems, *new.problems)]
    return {"changes": [each.to_json() for each in found], "problems": problems, "notes": []}


def _renew(desk: Any, request: dict[str, Any]) -> dict[str, Any]:
    from ubb4.desk.new import made_again
    from ubb4.desk.renew import renewed

    old = desk.read(Path(request["file"]))
    told = renewed(old.book, request["year"] or old.book.year + 1)
    problems, carried = list(old.problems), told.carried(Path(request["file"]), old.book)
    told = replace(told, lost=[*told.lost, *carried.lost])
    if request["out"]:
        problems += made_again(Path(request["out"]), old, told.organisation, told.rows, carried)
    year = int(told.organisation["year"])
    return {**told.to_json(), "year": year, "language": old.book.meta.get("language", ""), "problems": [each.to_json() for each in problems], "notes": []}


def _start(desk: Any, request: dict[str, Any]) -> dict[str, Any]:
    from ubb4.base.errors import UseError
    from ubb4.base.text import gettext as _
    from ubb4.desk.new import made_again
    from ubb4.desk.renew import renewed
    from ubb4.desk.start import begun, given_of, starts
    from ubb4.excel.carried import drafts_of

    path = Path(request["file"])
    opened = desk.read(path)
    known = {start.id: start for start in starts(opened)}
    if request["what"] not in known:
        raise UseError(_("«{what}» деген оқиға жоқ. Бары: {known}.", what=request["what"], known=", ".join(known)), "no-start")
    found = begun(opened, known[request["what"]], given_of(request["given"]))
    told = renewed(opened.book, opened.book.year)  # everything of the same year goes over
    carried = drafts_of(told.carried(path, opened.book), found.drafts, {name: len(rows) for name, rows in told.rows.items()})
    rows = {name: [*told.rows.get(name, ()), *found.rows.get(name, ())] for name in {**told.rows, **found.rows}}
    problems = [*opened.problems, *made_again(Path(request["out"]), opened, told.organisation, rows, carried)]
    return {
        "begun": [{"register": name, "sheet": opened.book[name].sheet, "rows": len(rows)} for name, rows in found.rows.items() if rows],
        "problems": [each.to_json() for each in problems],
        "notes": carried.lost,
    }


def _join(desk: Any, request: dict[str, Any]) -> dict[str, Any]:
    from ubb4.base import text
    from ubb4.desk.join import joined
    from ubb4.desk.new import made_again
    from ubb4.desk.texts import write_taken

    main = desk.read(Path(request["file"]))
    parts = [(Path(path).name, desk.read(Path(path))) for path in request["parts"]]
    told = joined(main.book, [(name, part.book) for name, part in parts])
    problems = [*main.problems, *(problem for __, part in parts for problem in part.problems)]
    problems += made_again(Path(request["out"]), main, told.organisation, told.rows)
    if request.get("list"):
        with text.speaking(main.book.meta.get("language") or text.language()):
            write_taken(Path(request["list"]), told.taken)
    return {"taken": [each.to_json() for each in told.taken], "problems": [each.to_json() for each in problems], "notes": []}


VERBS: dict[str, Callable[[Any, dict[str, Any]], dict[str, Any]]] = {
    "check": _check, "due": _due, "measures": _measures, "report": _report, "diff": _diff, "renew": _renew, "join": _join, "start": _start,
}  # fmt: skip
