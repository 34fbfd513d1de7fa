"""What the commands of confirming documents do with a workbook: add, list, ask the links, pack."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from ubb4.base.errors import UseError
from ubb4.base.text import gettext as _
from ubb4.book.book import Book
from ubb4.desk.desk import Desk
from ubb4.features.evidence import links, store
from ubb4.features.evidence import package as pack
from ubb4.features.evidence.checklist import checklist
from ubb4.law.project import Project
from ubb4.plugins.toolkit import Problem


def add(
    desk: Desk, workbook: Path, files: Sequence[str], subtasks: Sequence[str], id: str | None, link: str = "", copied_on: str = ""
) -> dict[str, Any]:
    """Copy files into the workbook's folder of confirming documents, as a new document or a new version."""
    book, notes, problems = desk.read(workbook)
    version = store.add(
        store.folder_of(workbook), [Path(each) for each in files], id or next_id(book, workbook), known(desk, subtasks),
        desk.options.today.isoformat(), link, copied_on,
    )  # fmt: skip
    twins = _twins(workbook, version)
    listed = any(str(row.key) == version.id for row in book["evidence"]) if "evidence" in book else False
    return {
        "id": version.id, "version": version.number, "files": [each.name for each in version.files], "listed": listed,
        "folder": str(store.folder_of(workbook) / version.folder_name), "notes": [*notes, *twins],
        "problems": [each.to_json() for each in problems],
    }  # fmt: skip


def known(desk: Desk, subtasks: Sequence[str]) -> list[str]:
    """The subtasks as they are written; UseError names those that no enabled plugin has."""
    there = {subtask.id for project in desk.projects() for subtask in project.subtasks}
    asked = [each.strip().upper() for each in subtasks]
    unknown = [each for each in asked if each not in there]
    if unknown:
        raise UseError(_("Қосылған плагиндерде мұндай қосалқы тапсырма жоқ: {ids}.", ids=", ".join(unknown)), "no-subtask")
    return asked


def next_id(book: Book, workbook: Path) -> str:
    """D and the number after the greatest one, on the sheet or in the folder."""
    keys = [str(row.key) for row in book.tables.get("evidence", ())]
    keys += [version.id for version in store.versions(store.folder_of(workbook))]
    numbers = [int(found[1]) for key in keys if (found := re.fullmatch(r"D(\d+)", key))]
    return f"D{max(numbers, default=0) + 1}"


def _twins(workbook: Path, version: store.Version) -> Iterable[str]:
    """Files that lie in another document already: told, for one document may serve several subtasks."""
    folder = store.folder_of(workbook)
    before = {kept.sha256: each for each in store.versions(folder) if each.id != version.id for kept in each.files}
    for kept in version.files:
        if kept.sha256 in before:
            yield _("{file}: дәл осы файл {id} құжатында бар. Бір құжат бірнеше қосалқы тапсырмаға жарайды.",
                    file=kept.original, id=before[kept.sha256].id)  # fmt: skip


def listed(desk: Desk, workbook: Path) -> dict[str, Any]:
    """Every document of the folder with its versions, and whether its files are as they were added."""
    if not workbook.is_file():
        raise UseError(_("{file}: мұндай файл жоқ.", file=workbook), "not-found")
    folder = store.folder_of(workbook)
    found = []
    for version in store.versions(folder):
        wrong = {path.name: why for path, why in store.changed(folder, version)}
        found.append(
            {
                "id": version.id, "version": version.number, "subtasks": list(version.subtasks), "added_on": version.added_on,
                "link": version.link, "copied_on": version.copied_on,
                "files": [{"name": f.name, "size": f.size, "sha256": f.sha256, "state": wrong.get(f.name, "same")} for f in version.files],
            }
        )  # fmt: skip
    return {"documents": found, "notes": [], "problems": []}


def ask_links(desk: Desk, workbook: Path, seconds: float) -> dict[str, Any]:
    """Every link of the confirming documents: its channel, whether it answers, and whether a dated copy is kept."""
    book, notes, problems = desk.read(workbook)
    if "evidence" not in book:
        sheet = book["evidence"].register.sheet_name()
        raise UseError(_("«{sheet}» парағы жоқ: {files}.", sheet=sheet, files=workbook.name))
    law = desk.toolkit.common.edition
    social = [str(entry["host"]) for entry in law.tables["social"]]
    rows = [(row, link) for row in book["evidence"] for link in links.split(row["links"])]
    copies = {links.same(version.link): version.copied_on for version in store.versions(store.folder_of(workbook)) if version.link}
    answers = {answer.link: answer for answer in links.reach(list(dict.fromkeys(link for __, link in rows)), seconds)}
    found = [
        {
            "id": str(row.key), "link": link, "channel": links.channel(link, book.of_profile("site"), social),
            "state": answers[link].state, "why": answers[link].why, "copied_on": copies.get(links.same(link)),
        }
        for row, link in rows
    ]  # fmt: skip
    return {"links": found, "notes": notes, "problems": [each.to_json() for each in problems]}


def package(desk: Desk, workbook: Path, out: Path, numbers: Sequence[int]) -> dict[str, Any]:
    """The upload package of a workbook on disk."""
    book, notes, problems = desk.read(workbook)
    return package_book(desk, book, notes, problems, workbook, out, numbers)


def package_book(
    desk: Desk, book: Book, notes: list[str], problems: list[Problem], workbook: Path, out: Path, numbers: Sequence[int] = ()
) -> dict[str, Any]:
    """The upload package of a book in hand."""
    packed = pack.gather(_projects(desk, book, numbers), book, workbook)
    head = {
        "format": "ubb4 package 1", "body": book.of_profile("name_kk") or book.of_profile("name_ru"), "year": book.year,
        "made_on": desk.options.today.isoformat(), "projects": sorted(each.number for each in _projects(desk, book, numbers)),
    }  # fmt: skip
    digest = pack.write(packed, out, head, lambda each, digest: checklist(book, each, digest))
    return {
        "out": str(out), "digest": digest, "documents": len(packed.documents),
        "missing": [{"id": each.id, "title": _(each.title)} for each in packed.missing], "left_out": packed.left_out,
        "dropped": packed.dropped,
        "notes": notes, "problems": [each.to_json() for each in problems],
    }  # fmt: skip


def _projects(desk: Desk, book: Book, numbers: Sequence[int]) -> list[Project]:
    projects = desk.projects(book)
    unknown = sorted(set(numbers) - {each.number for each in projects})
    if unknown:
        raise UseError(_("Бұл кітапта №{numbers} жоба жоқ.", numbers=", ".join(map(str, unknown))), "no-project")
    return [each for each in projects if not numbers or each.number in numbers]
