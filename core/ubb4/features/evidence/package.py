"""Evidence + subtasks -> the upload package: a folder a subtask, named as the map names it, and a manifest that seals it.

The package appears whole, by one rename; the same evidence gives the same bytes.
"""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from ubb4.base.errors import UseError
from ubb4.base.files import evidence_folder, whole, write_folder, zip_entry
from ubb4.base.text import gettext as _
from ubb4.base.text import language
from ubb4.book.book import Book
from ubb4.book.table import Row
from ubb4.desk.opened import subtasks_of
from ubb4.features.evidence import links, store
from ubb4.features.evidence.rows import files_of, is_closed, leaves
from ubb4.features.evidence.verify import CHECKLISTS, MANIFEST, SEAL, read
from ubb4.law.project import Project
from ubb4.law.subtask import Subtask, Task

MOST_NAME, MOST_FILE = 40, 60  # letters: three folders and a file stay below 200, for Windows allows 260 with the path to them
_UNSAFE = re.compile(r'[<>:"/\\|?*\x00-\x1f]+')


@dataclass
class Packed:
    """What goes into a package: contents by path, what is missing, what was left out and why."""

    contents: dict[str, Path | bytes] = field(default_factory=dict)
    documents: list[dict[str, Any]] = field(default_factory=list)
    missing: list[Subtask] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)  # what an officer would expect in it, and why it is not
    lines: list[Line] = field(default_factory=list)

    def put(self, place: str, name: str, data: Path | bytes, row: Row) -> None:
        """Lay a file of a row into a folder, under the next number there."""
        number = sum(path.startswith(f"{place}/") for path in self.contents) + 1
        target = f"{place}/{number:02} {name}"
        self.contents[target] = data
        self.documents.append(_document(target, row))


@dataclass(frozen=True, slots=True)
class Line:
    """A subtask of the checklist: its name (`own` where the map gives none), documents, and by when."""

    id: str
    name: str
    own: bool
    documents: tuple[str, ...]
    due: date | None


def gather(projects: Sequence[Project], book: Book, workbook: Path) -> Packed:
    """Everything that the package holds; UseError where a file is gone or changed, all of them at once."""
    packed = Packed()
    wrong: list[str] = []
    kept = store.latest(evidence_folder(workbook))
    for project in projects:
        for task in project.tasks:
            for subtask in (each for each in task.subtasks if each.applies_to(book.kind)):
                _subtask(packed, wrong, project, task, subtask, book, workbook, kept)
    if wrong:
        raise UseError("\n".join(dict.fromkeys(wrong)), "evidence")
    packed.dropped += _dropped(projects, book, kept)
    return packed


def _dropped(projects: Sequence[Project], book: Book, kept: dict[str, store.Version]) -> Iterator[str]:
    """Documents that no folder holds: their subtask is not known, they have no file, or the sheet has no row for them."""
    known = {subtask.id for project in projects for subtask in project.subtasks}
    numbers = {each.partition(".")[0] for each in known}
    rows = {str(row.key): row for row in book["evidence"]}
    for key, row in rows.items():
        asked = subtasks_of(row)
        other = [each for each in asked if each not in known and (each.partition(".")[0] in numbers or not each.startswith("P"))]
        if not asked or other:
            yield _("{id}: қосалқы тапсырманың нөмірі түсініксіз: {parts}.", id=key, parts=", ".join(other) or "—")
        if not is_closed(row) and key not in kept and not files_of(row) and not links.split(row["links"]):
            yield _("{id}: файлы да, сілтемесі де жоқ.", id=key)
        if key in kept:
            names = {name for each in kept[key].files for name in (each.name, each.original)}
            if strange := [name for name in files_of(row) if Path(name).name not in names]:
                yield _("{id}: бұл файлдар жаңа нұсқаға қосылмаған: {names}.", id=key, names=", ".join(strange))
    for id in sorted(set(kept) - set(rows)):
        if not kept[id].subtasks or {each.partition(".")[0] for each in kept[id].subtasks} & numbers:
            yield _("{id}: бумада бар, бірақ парақта жолы жоқ.", id=id)


def _subtask(
    packed: Packed, wrong: list[str], project: Project, task: Task, subtask: Subtask, book: Book, workbook: Path,
    kept: dict[str, store.Version],
) -> None:  # fmt: skip
    name, own, due = _named(book, subtask)
    place = "/".join(
        (_folder(f"{project.number}. {_(project.title)}"), _folder(f"{task.id} {_(task.title)}"),
         _folder(f"{subtask.id} {name}", f" ({_('нұсқаулық')})" if own else ""))
    )  # fmt: skip
    rows = [row for row in book["evidence"] if subtask.id in subtasks_of(row)]
    closed = {str(row.key) for row in book["evidence"] if is_closed(row)}
    titles = []
    for row in rows:
        if str(row.key) in closed:
            secrecy = row.label("secrecy") if row["secrecy"] else str(row.raw("secrecy") or "")
            packed.left_out.append(f"{subtask.id}, {row.key}: {secrecy}")
            continue
        title = f"{row['title'] or row.key}"
        files = list(_files(row, workbook, kept, wrong))
        addresses = links.split(row["links"])
        for source, original in files:
            packed.put(place, _short(original), source, row)
        if addresses:
            text = "".join(f"{each}\r\n" for each in addresses)
            packed.put(place, f"{_('сілтемелер')} {row.key}.txt", text.encode(), row)
        if files or addresses:
            titles.append(title)
    if not titles and not subtask.confirmed_elsewhere:
        packed.missing.append(subtask)
    packed.lines.append(Line(subtask.id, name, own, tuple(titles), due))


def _named(book: Book, subtask: Subtask) -> tuple[str, bool, date | None]:
    """(the map's exact name, or the instruction's heading; whether it is the heading; the map's date)."""
    column = "name_ru" if language() == "ru" else "name_kk"
    row = next((row for row in book["map"] if row["subtask"] == subtask.id), None) if "map" in book else None
    due = row.date("due_on") if row is not None else None
    if row is not None and row[column]:
        return str(row[column]), False, due
    return _(subtask.title), True, due


def _folder(name: str, mark: str = "") -> str:
    plain = _UNSAFE.sub("-", " ".join(name.split())).rstrip(" .")
    return (plain if len(plain) <= MOST_NAME else plain[: MOST_NAME - 1].rstrip(" .,-") + "…") + mark


def _short(name: str) -> str:
    stem, dot, suffix = name.rpartition(".")
    return name if len(name) <= MOST_FILE else f"{stem[: MOST_FILE - len(suffix[:10]) - 2].rstrip(' .')}…{dot}{suffix[:10]}"


def _files(row: Row, workbook: Path, kept: dict[str, store.Version], wrong: list[str]) -> Iterator[tuple[Path, str]]:
    """(where a file lies, the name it gets) of a row: those of its last version, else those beside the workbook."""
    folder = evidence_folder(workbook)
    version = kept.get(str(row.key))
    if version is not None:
        for path, why in store.changed(folder, version):
            wrong.append(_("{file}: файл жоқ.", file=path.name) if why == "missing" else _("{file}: қосылғаннан кейін өзгерген.", file=path.name))
        for path, each in zip(store.paths(folder, version), version.files, strict=True):
            yield path, _UNSAFE.sub("-", each.name.partition("_")[2] if version.subtasks else each.name)  # the folder tells the subtask
        return
    for name in files_of(row):
        path = workbook.parent / name
        if leaves(name) or not path.resolve().is_relative_to(workbook.parent.resolve()):
            wrong.append(_("Файл кітап тұрған бумадан тыс: «{name}».", name=name))
        elif not path.is_file():
            wrong.append(_("{file}: файл жоқ.", file=name))
        elif path.stat().st_size == 0:
            wrong.append(_("{file}: файл бос.", file=name))
        else:
            yield path, _UNSAFE.sub("-", path.name)


def _document(target: str, row: Row) -> dict[str, Any]:
    dated = row.date("dated_on")
    return {
        "path": target, "id": str(row.key), "subtasks": subtasks_of(row), "title": row["title"], "number": row["number"],
        "dated_on": dated.isoformat() if dated else None,
    }  # fmt: skip


def write(
    packed: Packed, out: Path, head: dict[str, Any], checklist: Callable[[Packed, str], dict[str, bytes]],
    written: Callable[[], None] = lambda: None,
) -> str:  # fmt: skip
    """Write the package to a folder or a .zip -> the manifest's SHA-256. `written` is called after every write."""
    if out.exists():
        raise UseError(_("{file} бар: үстіне жазылмайды. Басқа атау көрсетіңіз.", file=out))
    contents = {path: data if isinstance(data, bytes) else read(data) for path, data in packed.contents.items()}
    for each in packed.documents:
        data = contents[each["path"]]
        each.update(size=len(data), sha256=sha256(data).hexdigest())
    manifest = {
        **head, "documents": packed.documents, "missing": [each.id for each in packed.missing], "left_out": packed.left_out,
    }  # fmt: skip
    contents[MANIFEST] = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True).encode()
    digest = sha256(contents[MANIFEST]).hexdigest()
    contents |= checklist(packed, digest)
    sealed = [MANIFEST, *(name for name in CHECKLISTS if name in contents)]
    contents[SEAL] = "".join(f"{sha256(contents[name]).hexdigest()}  {name}\n" for name in sealed).encode()
    if out.suffix.lower() == ".zip":
        _write_zip(contents, out, written)
    else:
        write_folder(out, contents, written)
    return digest


def _write_zip(contents: dict[str, bytes], out: Path, written: Callable[[], None]) -> None:
    with whole(out) as scratch, zipfile.ZipFile(scratch, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(contents):
            archive.writestr(zip_entry(name, 0o644), contents[name])
            written()
    written()
