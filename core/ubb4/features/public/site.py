"""Book -> the public version: the page in both languages, its data, the documents without persons; all of it or nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from ubb4.base.errors import UseError
from ubb4.base.files import free, write_folder
from ubb4.base.text import gettext as _
from ubb4.base.text import speaking
from ubb4.book.book import Book
from ubb4.desk.check import check
from ubb4.desk.desk import Desk
from ubb4.desk.opened import Opened
from ubb4.desk.papers import papers
from ubb4.desk.texts import asked_beside, read_all, write_record
from ubb4.documents import report
from ubb4.documents.release import Release
from ubb4.documents.search import protected_titles, protected_values, search
from ubb4.documents.veil import Veil
from ubb4.documents.words import PROTECTED
from ubb4.features.public import page
from ubb4.features.public.lists import Section, digest, sections, withheld


def asked(desk: Desk, request: dict[str, Any]) -> dict[str, Any]:
    """The public version as the command asks for it."""
    return publish(desk, Path(request["file"]), Path(request["out"]), [Path(each) for each in request["released"]])


def publish(desk: Desk, workbook: Path, out: Path, released: Sequence[Path]) -> dict[str, Any]:
    """Write the public version of a workbook; where texts are not decided on, write the list of them instead."""
    _new(out)
    opened = desk.read(workbook)
    notes = list(opened.notes)
    if opened.problems or desk.toolkit.problems:
        told = "\n".join(f"{each.plugin}: {each.message}" for each in (*opened.problems, *desk.toolkit.problems))
        raise UseError(_("Кітаптың бір бөлігі тексерілмеді, сондықтан ештеңе жарияланбайды.") + f"\n{told}", "unchecked")
    release = read_all([(desk.cells(each), each.name) for each in released])
    _agree(opened)
    contents = contents_of(opened, release)
    if release.pending:
        return {"out": None, **asked_beside(out, release), "files": 0, "digest": "", "notes": notes, "problems": []}
    if not contents:
        raise UseError(_("Бұл кітапта жарияланатын ештеңе жоқ."), "nothing-to-publish")
    left = list(search(contents, protected_values(opened.book), protected_titles(opened.book)))
    if left:
        raise UseError(_("Жарияланбауға тиіс мәлімет қалып қойды, ештеңе жазылмады:") + "\n" + "\n".join(left), "protected")
    record = free(out.with_name(f"{out.name}.{_('шешімдер')}.xlsx"))
    write_record(record, release, opened.book)
    write_folder(out, contents)
    found = _digest(opened)
    notes.append(_("Не жарияланғаны және ненің қандай себеппен жарияланбағаны: {file} (жарияланбайды).", file=record.name))
    return {"out": str(out), "texts": None, "pending": 0, "files": len(contents), "digest": found, "notes": notes, "problems": []}


def _new(out: Path) -> None:
    """UseError where the folder cannot be a new one: before anybody reads a list for it."""
    try:
        if not out.name or out.exists():
            raise UseError(_("{file} бар: үстіне жазылмайды. Басқа атау көрсетіңіз.", file=out))
    except OSError as error:
        raise UseError(_("{file} жазылмады: {error}", file=out, error=error.strerror)) from error


def _agree(opened: Opened) -> None:
    """UseError with every place where a list differs from the register that it must agree with."""
    lists = [each for project in opened.projects for each in project.edition.tables.get("public_list", ()) if each["subtask"] in opened.applying]
    _grounded(opened.book, [each for project in opened.projects for name in ("public_list", "public_form") for each in project.edition.tables.get(name, ())])
    codes = {code for each in lists for code in each.get("checked_by", ())}
    found = [each for each in check(opened).findings if each.code in codes]
    if found:
        lines = "\n".join(f"{each.sheet}!{each.cell or each.row or ''}  {each.message}" for each in found)
        raise UseError(_("Жарияланатын бөлімдер реестрлерге сәйкес емес, ештеңе жарияланбады:") + f"\n{lines}", "disagrees")


def _grounded(book: Book, entries: Sequence[Mapping[str, Any]]) -> None:
    """UseError where a ground for not publishing stands in a row that refers to nothing: nobody knows what it keeps back."""
    for name in sorted({str(each["unless"]) for each in entries if "unless" in each}):
        register, __, column = name.partition(".")
        for row in book[register]:
            references = [each.name for each in row.table.register.columns if each.reference and each.required]
            for each in references if not row.empty(column) else ():
                if not book.all_referred(row, each):
                    cell = row.table.place(row.index, each)[1]
                    raise UseError(_("{sheet}!{cell}: жарияламау негізі бар, бірақ нөмір ештеңеге сілтемейді.", sheet=row.table.sheet, cell=cell), "no-target")


def contents_of(opened: Opened, release: Release) -> dict[str, bytes]:
    """Every file of the site, by path."""
    book, contents = opened.book, dict[str, bytes]()
    veil, mark = Veil(book, PROTECTED, release), _digest(opened)
    for language, __, file in page.LANGUAGES:
        with speaking(language):
            made = dict(_documents(opened, language, veil))
            shelves = _sections(opened, veil)
            if not made and not shelves:
                continue
            body = book.of_profile("name_kk" if language == "kk" else "name_ru") or book.of_profile("name_kk") or book.of_profile("name_ru") or ""
            labels = [(name, label) for name, (label, __) in made.items()]
            text = page.page(shelves, labels, language, veil.clean(str(body)), book.year, book.today, mark)
            contents[file] = text.encode()
            contents |= {name: data for name, (__, data) in made.items()}
            contents |= page.data(shelves, language, mark)
    return contents


def _sections(opened: Opened, veil: Veil) -> list[Section]:
    return [section for project in opened.projects for section in sections(opened.book, project.edition, veil, opened.applying)]


def _digest(opened: Opened) -> str:
    (found, *__) = [digest(opened.book, project.edition) for project in opened.projects if "public_list" in project.edition.tables] or [""]
    return found


def _documents(opened: Opened, language: str, veil: Veil) -> Iterator[tuple[str, tuple[str, bytes]]]:
    """(path, (what it is, Word file)) of every public form, without persons; none where a ground keeps it back."""
    book = opened.book
    for plugin in opened.plugins:
        forms = {form.id: form for form in plugin.project.forms if opened.applying.intersection(form.subtasks)}
        for entry in plugin.project.edition.tables.get("public_form", ()):
            if entry["form"] not in forms:
                continue
            form = forms[entry["form"]]
            rows = [row for row in report.subjects(form, book) if row is not None and not withheld(book, entry, row)]
            for number, row in enumerate(rows, 1):
                if veil.clean(str(row.key)) != str(row.key):  # the key stands in the document's code
                    sheet, cell = row.table.sheet, row.table.place(row.index, row.table.register.key or "")[1]
                    raise UseError(_("{sheet}!{cell}: жолдың нөмірінде дербес дерек бар.", sheet=sheet, cell=cell), "protected")
                data = report.render(papers(opened), form, plugin.project.edition, language, row, veil)
                column = row.table.register.column(entry["about"])
                about = veil.clean(veil.release(row, column, str(row[column.name] or "")))
                name = f"{form.id}-{number}.{language}.docx"
                yield f"documents/{name}", (f"{_(form.title)} – {about}" if about else _(form.title), data)
