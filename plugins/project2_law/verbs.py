"""What the guarded child does for this plugin's commands: three lists, annex 3 from the decided ones, a summary act."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from project2_law import matching
from project2_law.compared import compare, records, weights_of
from project2_law.decided import META, decisions
from project2_law.listed import sheets
from ubb4 import Book, Desk, Row, UseError, WorkbookError, book_of, document, write_bytes, write_lists
from ubb4 import gettext as _


def reconcile(desk: Desk, request: dict[str, Any]) -> dict[str, Any]:
    """Three lists into a new workbook: the same, those that differ, and those that one side has alone."""
    lists = compare(desk, Path(request["file"]), Path(request["with"]))
    same = sum(not fields for fields in lists.unlike)
    write_lists(Path(request["out"]), sheets(lists), META | lists.hashes)
    return {
        "same": same, "differ": len(lists.pairs) - same, "only_ours": len(lists.alone[0]), "only_theirs": len(lists.alone[1]),
        "notes": lists.notes, "problems": lists.problems, "unread": lists.unread,
    }  # fmt: skip


def act(desk: Desk, request: dict[str, Any]) -> dict[str, Any]:
    """Annex 3 from the lists in which a person has decided every row that is not the same."""
    lists = compare(desk, Path(request["file"]), Path(request["with"]))
    decided = decisions(desk.cells(Path(request["decided"])), lists.hashes, Path(request["decided"]).name)
    rows, undecided = [], []
    for pair, fields in zip(lists.pairs, lists.unlike, strict=True):
        ours, theirs = lists.ours[pair.ours], lists.theirs[pair.theirs]
        answer = "one" if not fields else decided.pair(ours.number, theirs.number)
        if answer is None:
            undecided.append(f"{ours.number} – {theirs.number}")
        rows.append(_values(ours, "both" if answer == "one" else "ours"))
        if answer == "two":
            rows.append(_values(theirs, "theirs"))
    rows += [_values(row, "ours") for row in lists.alone[0]]
    for row in lists.alone[1]:
        answer = decided.single(row.number)
        if answer is None:
            undecided.append(f"— – {row.number}")
        if answer == "yes":
            rows.append(_values(row, "theirs"))
    if undecided:
        raise UseError(
            _("{n} жол бойынша шешім жазылмаған (біздің жол – олардың жолы): {rows}. Шешімді таңдап, файлды сақтаңыз.",
              n=len(undecided), rows="; ".join(undecided[:20])),
            "undecided",
        )  # fmt: skip
    _write_act(desk, request, lists.book, rows)
    return {"rows": len(rows), "notes": lists.notes, "problems": lists.problems, "unread": lists.unread}


def summary(desk: Desk, request: dict[str, Any]) -> dict[str, Any]:
    """One act of a region, a central body or a committee: the offences of many workbooks, the first one's body approves."""
    books, notes, problems = _books(desk, request["files"])
    first = books[0][1]
    years = [_("{file}: {year} жыл", file=name, year=book.year) for name, book in books if book.year != first.year]
    if years:
        raise UseError(_("Жиынтық акт бір жылға жасалады ({year}): {files}.", year=first.year, files="; ".join(years)))
    empty = [name for name, book in books if "offences" not in book]
    if empty:
        sheet = first["offences"].register.sheet_name()
        raise UseError(_("«{sheet}» парағы жоқ: {files}.", sheet=sheet, files=", ".join(empty)))
    notes += _twice([(name, list(book["offences"])) for name, book in books], weights_of(desk))
    rows = [
        {**_values(row, None), "body": row.raw("body") or (book.body_name(request["document_language"]) or None)}
        for __, book in books
        for row in book["offences"]
    ]
    _write_act(desk, request, first, rows)
    return {"rows": len(rows), "books": len(books), "notes": notes, "problems": problems}


def _books(desk: Desk, files: Sequence[str]) -> tuple[list[tuple[str, Book]], list[str], list[dict[str, str]]]:
    """Every workbook by its name (by its whole path where two bear one name); every one that cannot be read is told at once."""
    books, notes, problems, broken = [], [], [], []
    names = Counter(Path(file).name for file in files)
    for file in files:
        name = file if names[Path(file).name] > 1 else Path(file).name
        try:
            opened = desk.read(Path(file))
        except WorkbookError as error:
            broken.append(error.message)
            continue
        books.append((name, opened.book))
        notes += [f"{name}: {each}" for each in opened.notes]
        problems += [each.to_json() for each in opened.problems]
    if broken:
        raise UseError("\n".join(broken))
    return books, notes, problems


def _twice(books: Sequence[tuple[str, list[Row]]], weights: matching.Weights) -> list[str]:
    """Rows of two workbooks that are probably one offence: told, never merged."""
    return [
        _("бір құқық бұзушылық екі рет кірген сияқты ({likeness} %): {one}, {row}-жол; {other}, {second}-жол",
          likeness=f"{pair.likeness:g}", one=one, row=ours[pair.ours].number, other=other, second=theirs[pair.theirs].number)
        for place, (one, ours) in enumerate(books)
        for other, theirs in books[place + 1 :]
        for pair in matching.pairs(records(ours), records(theirs), weights)
    ]  # fmt: skip


def _write_act(desk: Desk, request: dict[str, Any], book: Book, rows: Sequence[dict[str, Any]]) -> None:
    numbered = [{**values, "id": f"Q{number}"} for number, values in enumerate(rows, 1)]
    profile = book.profile
    organisation = {name: profile.raw(name) for name in profile.table.data} if profile is not None else {}
    merged = book_of(desk.toolkit.registers, {"offences": numbered}, organisation)
    merged.today = book.today
    write_bytes(Path(request["out"]), document(desk, "annex3", merged, request["document_language"]))


def _values(row: Row, matched: str | None) -> dict[str, Any]:
    return {name: row.raw(name) for name in row.table.data} | {"matched": matched}
