"""What the commands of confirming documents do with a workbook: add, list, ask the links, pack, verify."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ubb4.base.errors import UseError
from ubb4.base.files import evidence_folder
from ubb4.base.problem import Problem
from ubb4.base.text import gettext as _
from ubb4.book.book import Book
from ubb4.desk.desk import Desk
from ubb4.desk.opened import Opened
from ubb4.features.evidence import links, package, signing, store
from ubb4.features.evidence.checklist import checklist
from ubb4.features.evidence.verify import verify
from ubb4.law.project import Project
from ubb4.plugins.toolkit import Toolkit


def add(desk: Desk, request: dict[str, Any]) -> dict[str, Any]:
    """Copy files into the workbook's folder of confirming documents, as a new document or a new version."""
    workbook = Path(request["file"])
    opened = desk.read(workbook)
    book, folder = opened.book, evidence_folder(workbook)
    version = store.add(
        folder, [Path(each) for each in request["files"]], request["id"] or next_id(book, workbook), known(opened.toolkit, request["subtasks"]),
        desk.options.today.isoformat(), request["link"], request["copied_on"],
    )  # fmt: skip
    listed = any(str(row.key) == version.id for row in book["evidence"]) if "evidence" in book else False
    return {
        "id": version.id, "version": version.number, "files": [each.name for each in version.files], "listed": listed,
        "folder": str(folder / version.folder_name), "notes": [*opened.notes, *_twins(folder, version)],
        "problems": [each.to_json() for each in opened.problems],
    }  # fmt: skip


def known(toolkit: Toolkit, subtasks: Sequence[str]) -> list[str]:
    """The subtasks as they are written; UseError names those that no enabled plugin has."""
    there = {subtask.id for plugin in toolkit.plugins for subtask in plugin.project.subtasks}
    asked = [each.strip().upper() for each in subtasks]
    unknown = [each for each in asked if each not in there]
    if unknown:
        raise UseError(_("Қосылған плагиндерде мұндай қосалқы тапсырма жоқ: {ids}.", ids=", ".join(unknown)), "no-subtask")
    return asked


def next_id(book: Book, workbook: Path) -> str:
    """D and the number after the greatest one, on the sheet or in the folder."""
    keys = [str(row.key) for row in book.tables.get("evidence", ())]
    keys += [version.id for version in store.versions(evidence_folder(workbook))]
    numbers = [int(found[1]) for key in keys if (found := re.fullmatch(r"D(\d+)", key))]
    return f"D{max(numbers, default=0) + 1}"


def _twins(folder: Path, version: store.Version) -> Iterable[str]:
    """Files that lie in another document already: told, for one document may serve several subtasks."""
    before = {kept.sha256: each for each in store.versions(folder) if each.id != version.id for kept in each.files}
    for kept in version.files:
        if kept.sha256 in before:
            yield _("{file}: дәл осы файл {id} құжатында бар. Бір құжат бірнеше қосалқы тапсырмаға жарайды.",
                    file=kept.original, id=before[kept.sha256].id)  # fmt: skip


def listed(desk: Desk, request: dict[str, Any]) -> dict[str, Any]:
    """Every document of the folder with its versions, and whether its files are as they were added."""
    workbook = Path(request["file"])
    if not workbook.is_file():
        raise UseError(_("{file}: мұндай файл жоқ.", file=workbook), "not-found")
    folder = evidence_folder(workbook)
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


def ask_links(desk: Desk, request: dict[str, Any]) -> dict[str, Any]:
    """Every link of the confirming documents: its channel, whether it answers, and whether a dated copy is kept."""
    workbook = Path(request["file"])
    opened = desk.read(workbook)
    book, law = opened.book, opened.toolkit.common.edition
    if "evidence" not in book:
        sheet = book["evidence"].register.sheet_name()
        raise UseError(_("«{sheet}» парағы жоқ: {files}.", sheet=sheet, files=workbook.name))
    social = [str(entry["host"]) for entry in law.tables["social"]]
    rows = [(row, link) for row in book["evidence"] for link in links.split(row["links"])]
    copies = {links.same(version.link): version.copied_on for version in store.versions(evidence_folder(workbook)) if version.link}
    answers = {answer.link: answer for answer in links.reach(list(dict.fromkeys(link for __, link in rows)), request["seconds"])}
    found = [
        {
            "id": str(row.key), "link": link, "channel": links.channel(link, book.of_profile("site"), social),
            "state": answers[link].state, "why": answers[link].why, "copied_on": copies.get(links.same(link)),
        }
        for row, link in rows
    ]  # fmt: skip
    return {"links": found, "notes": list(opened.notes), "problems": [each.to_json() for each in opened.problems]}


@dataclass(frozen=True)
class Packing:
    """A package that was made: where, its manifest's digest, how many documents, what is missing, dropped, left out."""

    out: Path
    digest: str
    packed: package.Packed
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        missing = [{"id": each.id, "title": _(each.title)} for each in self.packed.missing]
        return {
            "out": str(self.out), "digest": self.digest, "documents": len(self.packed.documents), "missing": missing,
            "left_out": self.packed.left_out, "dropped": self.packed.dropped, "notes": list(self.notes),
            "problems": [each.to_json() for each in self.problems],
        }  # fmt: skip


def pack(desk: Desk, request: dict[str, Any]) -> dict[str, Any]:
    """The upload package of a workbook on disk."""
    return packing(desk.read(Path(request["file"])), Path(request["file"]), Path(request["out"]), request["projects"]).to_json()


def packing(opened: Opened, workbook: Path, out: Path, numbers: Sequence[int] = ()) -> Packing:
    """The upload package of an opened workbook."""
    book, projects = opened.book, _projects(opened, numbers)
    packed = package.gather(projects, book, workbook)
    head = {
        "format": "ubb4 package 1", "body": book.of_profile("name_kk") or book.of_profile("name_ru"), "year": book.year,
        "made_on": opened.options.today.isoformat(), "projects": sorted(each.number for each in projects),
    }  # fmt: skip
    digest = package.write(packed, out, head, lambda each, digest: checklist(book, each, digest))
    return Packing(out, digest, packed, opened.problems, opened.notes)


def _projects(opened: Opened, numbers: Sequence[int]) -> list[Project]:
    projects = opened.projects
    unknown = sorted(set(numbers) - {each.number for each in projects})
    if unknown:
        raise UseError(_("Бұл кітапта №{numbers} жоба жоқ.", numbers=", ".join(map(str, unknown))), "no-project")
    return [each for each in projects if not numbers or each.number in numbers]


def verified(desk: Desk, request: dict[str, Any]) -> dict[str, Any]:
    """A package against its manifest and seal."""
    package, key = Path(request["file"]), request.get("key")
    found = verify(package)
    signed = signing.holds(package, found.manifest, Path(key)) if key else None
    return {"wrong": [list(each) for each in found.wrong], "files": found.files, "digest": found.digest, "signed": signed, "notes": [], "problems": []}
