"""Documents of an opened workbook: one form, or every form that applies, in the languages asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ubb4.base.errors import UseError
from ubb4.base.files import write_bytes, write_text
from ubb4.base.problem import Problem, guarded
from ubb4.base.text import N_
from ubb4.base.text import gettext as _
from ubb4.book.book import Book
from ubb4.book.table import Row
from ubb4.desk.desk import Desk
from ubb4.desk.opened import Opened
from ubb4.desk.papers import papers
from ubb4.documents import report
from ubb4.documents.code import Code
from ubb4.documents.release import Release
from ubb4.documents.veil import Veil
from ubb4.documents.words import PROTECTED
from ubb4.law.subtask import Form
from ubb4.plugins.plugin import Plugin

UNMADE = N_("«{title}» құжаты жасалмады: {error}")


@dataclass(frozen=True)
class Asked:
    """Which documents: a form's id or `all`, languages, the row that one is about, without persons or with them; for the former what a
    person has read and decided."""

    form: str
    languages: Sequence[str] = ("kk",)
    key: str | None = None
    depersonalised: bool = False
    released: Release | None = None


@dataclass(frozen=True)
class Made:
    """Documents that were made and those that were not, each with form, title, language and file, or why; where a person must read texts
    first, nothing was made and `release` holds them."""

    made: tuple[dict[str, str], ...]
    left_out: tuple[dict[str, str], ...]
    notes: tuple[str, ...]
    problems: tuple[Problem, ...]
    release: Release | None = None

    def to_json(self) -> dict[str, Any]:
        return {"made": list(self.made), "left_out": list(self.left_out), "notes": list(self.notes), "problems": [each.to_json() for each in self.problems]}


Namer = Callable[[Form, str, Row | None, bool, bool], str]
"""The name of a document's file: its form, language, row, whether several rows have one, whether it is without persons."""


def make(opened: Opened, asked: Asked, target: Callable[[str], Path], single: bool, name: Namer = report.file_name) -> Made:
    """Write them; `target` tells where one of a name goes, `single` asks for one row's only."""
    problems = list(opened.figures[1])
    veil = papers(opened).veil(asked.depersonalised)
    if asked.depersonalised:
        release = asked.released or Release()
        veil = Veil(opened.book, PROTECTED, release)
        unasked = _ask(opened, asked, single, veil)
        if release.pending:
            return Made((), (), opened.notes, (*opened.problems, *problems, *unasked), release)
    made, left_out = list[dict[str, str]](), list[dict[str, str]]()
    unfinished = target(f"{_('АЯҚТАЛМАҒАН')}.txt") if asked.form == "all" else None
    if unfinished is not None:
        write_text(unfinished, _("Құжаттар әлі толық жасалған жоқ. Бұл файл қалып қойса, жұмыс үзілген: құжаттарды қайта жасаңыз.") + "\n")
    for plugin, form in _forms(opened, asked.form):
        with _guard(asked, plugin, form, problems):
            rows = _rows(opened, asked, form, single)
            if not rows:
                left_out.append({"form": form.id, "title": _(form.title), "why": _why_not(form, opened.book)})
            for row in rows:
                for language in asked.languages:
                    data = report.render(papers(opened), form, plugin.project.edition, language, row, veil)
                    place = target(name(form, language, row, len(rows) > 1, asked.depersonalised))
                    write_bytes(place, data)
                    made.append({"form": form.id, "title": _(form.title), "language": language, "file": str(place)})
    if unfinished is not None:
        unfinished.unlink(missing_ok=True)
    return Made(tuple(made), tuple(left_out), (*opened.notes, *_foreign(opened, asked.form)), (*opened.problems, *problems))


def _foreign(opened: Opened, id: str) -> list[str]:
    """A form that the instruction does not ask of this kind of body is made, and told."""
    found = opened.toolkit.form(id) if id != "all" else None
    if found is None or not found[1].subtasks or opened.book.kind is None or opened.applying.intersection(found[1].subtasks):
        return []
    return [_("«{title}»: нұсқаулық бұл құжатты осы орган түрінен талап етпейді.", title=_(found[1].title))]


def _ask(opened: Opened, asked: Asked, single: bool, veil: Veil) -> list[Problem]:
    """Let the release see every text that these documents would show; the forms that could not be looked at."""
    problems = list[Problem]()
    for plugin, form in _forms(opened, asked.form):
        with _guard(asked, plugin, form, problems):
            for row in _rows(opened, asked, form, single):
                for language in asked.languages:
                    papers(opened).words(form, plugin.project.edition, language, row, veil)
    return problems


def _guard(asked: Asked, plugin: Plugin, form: Form, problems: list[Problem]) -> AbstractContextManager[None]:
    """Of all forms, one that cannot be made does not end the others."""
    return guarded(problems, plugin.name, UNMADE, title=_(form.title)) if asked.form == "all" else nullcontext()


def _rows(opened: Opened, asked: Asked, form: Form, single: bool) -> Sequence[Row | None]:
    return [report.chosen(form, opened.book, asked.key)] if single else report.subjects(form, opened.book)


def document(desk: Desk, form: str, book: Book, language: str) -> bytes:
    """One form of a book in hand, as a Word file."""
    opened = Opened(book, desk.toolkit, desk.options, desk.settings)
    ((plugin, each),) = _forms(opened, form)
    return report.render(papers(opened), each, plugin.project.edition, language)


def is_current(opened: Opened, code: Code) -> tuple[bool, Code | None]:
    """Whether a document that bears a code would bear it if it were made now, and the code that it would bear; None where no such
    document is made. A paper that was signed while codes were made from Word files is known by that code too."""
    depersonalised = ".depersonalised." in code.name
    stem, __, language = code.name.replace(".depersonalised", "").rpartition(".")
    found = opened.toolkit.form(stem) or opened.toolkit.form(stem.rpartition("-")[0])
    if found is None or language not in ("kk", "ru"):
        return False, None
    plugin, form = found
    if plugin.name == opened.toolkit.base.name and not form.each:
        return True, code  # it tells how things stood on its day
    rows = opened.once(("documents", form.id, language, depersonalised), lambda: _by_name(opened, form, language, depersonalised))
    if f"{code.name}.docx" not in rows:
        return False, None
    row, law = rows[f"{code.name}.docx"], plugin.project.edition
    veil = papers(opened).veil(depersonalised)
    now = report.code_of(papers(opened), form, law, language, row, veil)
    return now == code or report.rendered_code_of(papers(opened), form, law, language, row, veil) == code, now


def _by_name(opened: Opened, form: Form, language: str, depersonalised: bool) -> Mapping[str, Row | None]:
    rows = report.subjects(form, opened.book)
    return {report.file_name(form, language, row, row is not None, depersonalised): row for row in rows}


def _why_not(form: Form, book: Book) -> str:
    if form.when and len(book[form.each]):
        return _("шарты орындалмайды")
    return _("«{sheet}» парағы бос", sheet=book[form.each].register.sheet_name())


def _forms(opened: Opened, id: str) -> list[tuple[Plugin, Form]]:
    if id != "all":
        found = opened.toolkit.form(id)
        if found is None:
            known = ", ".join(form.id for plugin in (*opened.toolkit.plugins, opened.toolkit.base) for form in plugin.project.forms)
            raise UseError(_("«{form}» нысаны жоқ. Бары: {known}.", form=id, known=known), "unknown-form")
        return [found]
    return [(plugin, form) for plugin, form in opened.forms() if not form.on_request]
