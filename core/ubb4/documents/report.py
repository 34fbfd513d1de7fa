"""Form + Book + measures -> .docx: the template is the Word file that the officer sees; no code per annex."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import unescape

from ubb4.base.errors import PluginError, UseError
from ubb4.base.text import gettext as _
from ubb4.base.text import speaking
from ubb4.book.book import Book
from ubb4.book.table import Row
from ubb4.documents import code as codes
from ubb4.documents.fields import Field, Veil, context
from ubb4.documents.filters import filters
from ubb4.documents.template import keep_signatures, same_bytes
from ubb4.law.edition import Edition
from ubb4.law.project import Form
from ubb4.law.register import Column

PROTECTED = ("personal", "service")
Released = Callable[[Row, Column, str], str]


def subjects(form: Form, book: Book) -> list[Row | None]:
    """The rows that have a document of their own; [None] for a form of the whole book."""
    if not form.each:
        return [None]
    rows = [row for row in book[form.each] if row.key is not None]
    return [row for row in rows if _wanted(form, book, row)]


def _wanted(form: Form, book: Book, row: Row) -> bool:
    """Whether the form's condition holds: `when = { "results.secrecy" = "filled" }` or a choice's key."""
    for path, wanted in form.when.items():
        register, __, column = path.partition(".")
        values = [each[column] for each in book.related(register, row)]
        if not any(value is not None and (wanted == "filled" or value == wanted) for value in values):
            return False
    return True


def render(
    form: Form, book: Book, law: Edition, common: Edition, language: str, this: Row | None = None,
    measured: Mapping[str, Any] | None = None, depersonalised: bool = False, release: Released | None = None,
) -> bytes:  # fmt: skip
    """The filled form as a Word file, its code in the footer; the same bytes for the same data.

    A depersonalised one shows no personal and no service column; the finished file is searched for them.
    """
    data, veil = _filled(form, book, law, common, language, this, measured, depersonalised, release)
    if _tells_today(form.path(language)):
        code = code_of(form, book, law, common, language, this, measured, depersonalised, release)
    else:
        code = _code(form, language, this, depersonalised, data)
    data = codes.stamp(data, code)
    if depersonalised and (left := sorted(veil.values & found_in(data, veil.values))):
        path = form.path(language)
        raise PluginError(_("{file}: дербес дерек қалып қойды ({n}), құжат жасалмады.", file=path.name, n=len(left)))
    return data


def code_of(
    form: Form, book: Book, law: Edition, common: Edition, language: str, this: Row | None = None,
    measured: Mapping[str, Any] | None = None, depersonalised: bool = False, release: Released | None = None,
) -> codes.Code:  # fmt: skip
    """The code that such a document bears; the day on which it is made is no part of it."""
    data, __ = _filled(form, book, law, common, language, this, measured, depersonalised, release, dated=False)
    return _code(form, language, this, depersonalised, data)


def _code(form: Form, language: str, this: Row | None, depersonalised: bool, data: bytes) -> codes.Code:
    name = file_name(form, language, this, this is not None, depersonalised).removesuffix(".docx")
    return codes.of(name, form.path(language).read_bytes(), data)


def _tells_today(template: Path) -> bool:
    with zipfile.ZipFile(template) as archive:
        return b"today" in archive.read("word/document.xml")


def _filled(
    form: Form, book: Book, law: Edition, common: Edition, language: str, this: Row | None,
    measured: Mapping[str, Any] | None, depersonalised: bool, release: Released | None = None, dated: bool = True,
) -> tuple[bytes, Veil]:  # fmt: skip
    from docxtpl import DocxTemplate
    from jinja2 import StrictUndefined, TemplateError
    from jinja2.sandbox import SandboxedEnvironment

    path = form.path(language)
    veil = Veil(book, PROTECTED if depersonalised else (), release)
    with speaking(language):
        environment = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
        environment.filters.update(filters(book, law))
        template = DocxTemplate(str(path))
        try:
            known = context(book, law, common, measured or {}, this, veil)
            template.render(known if dated else {**known, "today": Field("")}, environment, autoescape=True)
        except (TemplateError, AttributeError) as error:
            raise PluginError(_("{file}: үлгідегі өріс толтырылмады: {error}", file=path.name, error=error)) from error
        keep_signatures(template.docx)
        properties = template.docx.core_properties
        properties.title = _(form.title)
        properties.author = properties.last_modified_by = "ubb4"
        properties.created = properties.modified = datetime(book.year, 1, 1)
        out = io.BytesIO()
        template.save(out)
    return same_bytes(out.getvalue()), veil


def found_in(data: bytes, values: Iterable[str]) -> set[str]:
    """Which of the values stand in some part of an Office file, its properties included, tags laid aside."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [archive.read(name).decode("utf-8", "replace") for name in archive.namelist()]
    text = " ".join(unescape(_TAG.sub("", part)) + " " + part for part in parts).casefold()
    return {value for value in values if value.casefold() in text}


_TAG = re.compile(r"<[^>]*>")
_UNSAFE = re.compile(r"[^\w.-]+")


def file_name(form: Form, language: str, this: Row | None, many: bool, depersonalised: bool = False) -> str:
    """The name of a document among all: note.kk.docx, note-A1.kk.docx where several rows have one."""
    key = f"-{_UNSAFE.sub('_', str(this.key))}" if this is not None and many else ""
    return f"{form.id}{key}{'.depersonalised' * depersonalised}.{language}.docx"


def chosen(form: Form, book: Book, key: str | None) -> Row | None:
    """The one row that a single document is about; UseError when it is unclear which."""
    rows = subjects(form, book)
    if key is not None:
        for row in rows:
            if row is not None and str(row.key).casefold() == key.casefold():
                return row
        raise UseError(_("«{key}» нөмірлі жол жоқ.", key=key), "no-such-row")
    if not rows:
        raise UseError(
            _("«{form}» құжатын жасайтын дерек жоқ: «{sheet}» парағын толтырыңыз.", form=_(form.title),
              sheet=book[form.each].register.sheet_name()),
            "nothing-to-report",
        )  # fmt: skip
    if len(rows) > 1:
        keys = ", ".join(str(row.key) for row in rows if row is not None)
        raise UseError(_("Бірнеше жол бар ({keys}): --for арқылы біреуін таңдаңыз.", keys=keys), "which-row")
    return rows[0]
