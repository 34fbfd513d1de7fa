"""Book -> the public version: the page in both languages, its data, the documents without persons; all of it or nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from ubb4 import checking, report
from ubb4.book import Book
from ubb4.desk import Desk
from ubb4.errors import UseError
from ubb4.fields import Veil
from ubb4.files import write_folder
from ubb4.public import page
from ubb4.public.lists import Section, digest, sections
from ubb4.public.release import Release, read_texts, write_texts
from ubb4.public.search import search
from ubb4.text import gettext as _
from ubb4.text import speaking
from ubb4.toolkit import Plugin


def publish(desk: Desk, workbook: Path, out: Path, released: Path | None) -> dict[str, Any]:
    """Write the public version of a workbook; where texts are not decided on, write the list of them instead."""
    book, notes, problems = desk.read(workbook)
    if problems or desk.toolkit.problems:
        told = "\n".join(f"{each.plugin}: {each.message}" for each in (*problems, *desk.toolkit.problems))
        raise UseError(_("Кітаптың бір бөлігі тексерілмеді, сондықтан ештеңе жарияланбайды.") + f"\n{told}", "unchecked")
    release = Release(read_texts(desk.cells(released), released.name) if released is not None else {})
    _agree(desk, book)
    contents = _contents(desk, book, release)
    if release.pending:
        texts = out.with_name(f"{out.name}.{_('мәтіндер')}.xlsx")
        write_texts(texts, release)
        return {"out": None, "texts": str(texts), "pending": len(release.pending), "files": 0, "digest": "", "notes": notes, "problems": []}
    if not contents:
        raise UseError(_("Бұл кітапта жарияланатын ештеңе жоқ."), "nothing-to-publish")
    left = list(search(contents, Veil(book, report.PROTECTED).values, _titles(book)))
    if left:
        raise UseError(_("Жарияланбауға тиіс мәлімет қалып қойды, ештеңе жазылмады:") + "\n" + "\n".join(left), "protected")
    write_folder(out, contents)
    found = _digest(desk, book)
    return {"out": str(out), "texts": None, "pending": 0, "files": len(contents), "digest": found, "notes": notes, "problems": []}


def _applying(desk: Desk, book: Book) -> set[str]:
    return {s.id for project in desk.projects(book) for s in project.subtasks if s.applies_to(book.kind)}


def _agree(desk: Desk, book: Book) -> None:
    """UseError with every place where a list differs from the register that it must agree with."""
    applying = _applying(desk, book)
    lists = [each for project in desk.projects(book) for each in project.edition.tables.get("public_list", ()) if each["subtask"] in applying]
    codes = {code for each in lists for code in each.get("checked_by", ())}
    found = [each for each in checking.of_book(desk, book, [], [])["findings"] if each["code"] in codes]
    if found:
        lines = "\n".join(f"{each['sheet']}!{each['cell'] or each['row'] or ''}  {each['message']}" for each in found)
        raise UseError(_("Жарияланатын бөлімдер реестрлерге сәйкес емес, ештеңе жарияланбады:") + f"\n{lines}", "disagrees")


def _contents(desk: Desk, book: Book, release: Release) -> dict[str, bytes]:
    """Every file of the site, by path."""
    veil, mark = Veil(book, report.PROTECTED, release), _digest(desk, book)
    contents: dict[str, bytes] = {}
    applying = _applying(desk, book)
    for language, __, file in page.LANGUAGES:
        with speaking(language):
            made = dict(_documents(desk, book, language, release, applying))
            shelves = _sections(desk, book, veil, applying)
            if not made and not shelves:
                continue
            body = book.of_profile("name_kk" if language == "kk" else "name_ru") or book.of_profile("name_kk") or book.of_profile("name_ru") or ""
            documents = [(name, label) for name, (label, __) in made.items()]
            text = page.page(shelves, documents, language, veil.clean(str(body)), book.year, book.today, mark)
            contents[file] = text.encode()
            contents |= {name: data for name, (__, data) in made.items()}
            contents |= page.data(shelves, language, mark)
    return contents


def _sections(desk: Desk, book: Book, veil: Veil, applying: set[str]) -> list[Section]:
    return [section for project in desk.projects(book) for section in sections(book, project.edition, veil, applying)]


def _digest(desk: Desk, book: Book) -> str:
    (found, *__) = [digest(book, project.edition) for project in desk.projects(book) if "public_list" in project.edition.tables] or [""]
    return found


def _documents(
    desk: Desk, book: Book, language: str, release: Release, applying: set[str]
) -> Iterator[tuple[str, tuple[str, bytes]]]:
    """(path, (what it is, Word file)) of every public form, without persons; none where a ground keeps it back."""
    for plugin in desk.plugins(book):
        for entry in plugin.project.edition.tables.get("public_form", ()):
            yield from _of_form(desk, plugin, entry, book, language, release, applying)


def _of_form(
    desk: Desk, plugin: Plugin, entry: Any, book: Book, language: str, release: Release, applying: set[str]
) -> Iterator[tuple[str, tuple[str, bytes]]]:
    form = next(each for each in plugin.project.forms if each.id == entry["form"])
    if not applying.intersection(form.subtasks):
        return
    register, __, column = str(entry.get("unless", "")).partition(".")
    rows = [
        row
        for row in report.subjects(form, book)
        if row is None or not register or all(each.empty(column) for each in book.related(register, row))
    ]
    for row in rows:
        data = report.render(
            form, book, plugin.project.edition, desk.toolkit.common.edition, language, row, {}, depersonalised=True, release=release
        )
        name = report.file_name(form, language, row, len(rows) > 1)
        about = release(row, row.table.register.column(entry["about"]), str(row[entry["about"]] or "")) if row is not None else ""
        label = f"{_(form.title)} – {Veil(book, report.PROTECTED).clean(about)}" if about else _(form.title)
        yield f"documents/{name}", (label, data)


def _titles(book: Book) -> Sequence[str]:
    """Headings of personal and service columns that no public column bears, in every language."""
    from ubb4.text import in_all

    classes: dict[str, set[str]] = {}
    for table in book.tables.values():
        for column in table.register.columns:
            for title in in_all(column.title):
                classes.setdefault(title, set()).add(column.klass)
    return [title for title, found in classes.items() if "public" not in found]
