"""Documents of a book in hand: one form, or every form that applies, in the languages asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from ubb4.base.errors import UseError
from ubb4.base.files import write_bytes
from ubb4.base.text import gettext as _
from ubb4.book.book import Book
from ubb4.checks.rule import Measured
from ubb4.desk.desk import Desk
from ubb4.documents import report
from ubb4.documents.code import Code
from ubb4.law.project import Form
from ubb4.measures.figures import by_name
from ubb4.plugins.toolkit import Plugin, Problem


def of_file(
    desk: Desk, path: Path, form: str, languages: Sequence[str], out: Path | None, folder: Path | None, key: str | None,
    depersonalised: bool = False,
) -> dict[str, Any]:  # fmt: skip
    """Make one document (`out`) or every document that applies (`folder`) of a workbook on disk."""

    def target(name: str) -> Path:
        return out if out is not None else (folder or Path()) / name

    return of_book(desk, *desk.read(path), form, languages, target, out is not None, key, depersonalised)


def of_book(
    desk: Desk, book: Book, notes: list[str], problems: list[Problem], form: str, languages: Sequence[str],
    target: Callable[[str], Path], single: bool, key: str | None = None, depersonalised: bool = False,
) -> dict[str, Any]:  # fmt: skip
    """Documents of a book in hand; `target` tells where one of a name goes, `single` asks for one row's only."""
    known, failed = measured(desk, book)
    problems = [*problems, *failed]
    made, left_out = [], []
    for plugin, each in _forms(desk, form, book):
        rows = [report.chosen(each, book, key)] if single else report.subjects(each, book)
        if not rows:
            left_out.append({"form": each.id, "title": _(each.title), "why": _why_not(each, book)})
        for row in rows:
            for language in languages:
                data = report.render(
                    each, book, plugin.project.edition, desk.toolkit.common.edition, language, row, known, depersonalised
                )
                name = report.file_name(each, language, row, len(rows) > 1, depersonalised)
                place = target(name)
                write_bytes(place, data)
                made.append({"form": each.id, "title": _(each.title), "language": language, "file": str(place)})
    return {"made": made, "left_out": left_out, "notes": notes, "problems": [each.to_json() for each in problems]}


def document(desk: Desk, form: str, book: Book, language: str) -> bytes:
    """One form of a book in hand, as a Word file."""
    ((plugin, each),) = _forms(desk, form, book)
    return report.render(
        each, book, plugin.project.edition, desk.toolkit.common.edition, language, None, measured(desk, book)[0]
    )


def current_code(desk: Desk, book: Book, name: str) -> Code | None:
    """The code that a document of this name (`note-A1.kk`) would bear if it were made now; None where none is made."""
    depersonalised = ".depersonalised." in name
    stem, __, language = name.replace(".depersonalised", "").rpartition(".")
    found = desk.toolkit.form(stem) or desk.toolkit.form(stem.rpartition("-")[0])
    if found is None or language not in ("kk", "ru"):
        return None
    plugin, form = found
    rows = {report.file_name(form, language, row, row is not None, depersonalised): row for row in report.subjects(form, book)}
    if f"{name}.docx" not in rows:
        return None
    edition, common, known = plugin.project.edition, desk.toolkit.common.edition, measured(desk, book)[0]
    return report.code_of(form, book, edition, common, language, rows[f"{name}.docx"], known, depersonalised)


def measured(desk: Desk, book: Book) -> tuple[dict[str, Measured], list[Problem]]:
    """What forms call `m`, by name, and what could not be counted."""
    found, failed = desk.figures(book)
    measures = (measure for plugin in desk.toolkit.plugins for measure in plugin.measures)
    return by_name(found, measures), [Problem(plugin, message) for plugin, message in failed]


def _why_not(form: Form, book: Book) -> str:
    if form.when and len(book[form.each]):
        return _("шарты орындалмайды")
    return _("«{sheet}» парағы бос", sheet=book[form.each].register.sheet_name())


def _forms(desk: Desk, id: str, book: Book) -> list[tuple[Plugin, Form]]:
    if id != "all":
        found = desk.toolkit.form(id)
        if found is None:
            known = ", ".join(form.id for plugin in desk.toolkit.plugins for form in plugin.project.forms)
            raise UseError(_("«{form}» нысаны жоқ. Бары: {known}.", form=id, known=known), "unknown-form")
        return [found]
    applying = desk.applying(book)
    return [
        (plugin, form)
        for plugin in desk.plugins(book)
        for form in plugin.project.forms
        if applying.intersection(form.subtasks) and not form.on_request
    ]
