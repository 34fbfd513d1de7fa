"""Form + Book + measures -> .docx: the template is the Word file that the officer sees; no code per annex."""

from __future__ import annotations

import io
import re
import textwrap
import zipfile
from collections.abc import Callable, Iterable
from datetime import date, datetime
from xml.sax.saxutils import unescape

from ubb4.base.errors import PluginError, UseError
from ubb4.base.text import gettext as _
from ubb4.base.text import speaking
from ubb4.book.book import Book
from ubb4.book.table import Row
from ubb4.documents import code
from ubb4.documents.fields import Field
from ubb4.documents.template import keep_signatures, same_bytes
from ubb4.documents.veil import Veil
from ubb4.documents.words import Papers, environment
from ubb4.law.edition import Edition
from ubb4.law.subtask import Form


def subjects(form: Form, book: Book) -> list[Row | None]:
    """The rows that have a document of their own; [None] for a form of the whole book."""
    if not form.each:
        return [None]
    rows = [row for row in book[form.each] if key_of(row)]
    return [row for row in rows if _wanted(form, book, row)]


def key_of(row: Row) -> str:
    """What a row is called by: its key, or in a register without one what makes it unique (N1-S1); empty where that is not filled in."""
    register = row.table.register
    names = (register.key,) if register.key else register.unique
    values = [row[name] for name in names]
    return "-".join(map(str, values)) if names and all(value is not None for value in values) else ""


def _wanted(form: Form, book: Book, row: Row) -> bool:
    """Whether the form's condition holds: `when = { "results.secrecy" = "filled" }` or a choice's key."""
    for path, wanted in form.when.items():
        register, __, column = path.partition(".")
        values = [each[column] for each in book.related(register, row)]
        if not any(value is not None and (wanted == "filled" or value == wanted) for value in values):
            return False
    return True


def render(papers: Papers, form: Form, law: Edition, language: str, this: Row | None = None, veil: Veil | None = None) -> bytes:
    """The filled form as a Word file, its code in the footer; the same bytes for the same data.

    Under a veil it shows no personal and no service column; the finished file is searched for them.
    """
    veil = veil or papers.veil(False)
    # what a person released is no part of the code: the same data have the same code whoever reads it
    data = _filled(papers, form, law, language, this, veil, code_of(papers, form, law, language, this, papers.veil(bool(veil.classes))))
    if veil.classes and (left := sorted(veil.values & found_in(data, veil.values))):
        path = form.path(language)
        raise PluginError(_("{file}: дербес дерек қалып қойды ({n}), құжат жасалмады.", file=path.name, n=len(left)))
    return data


def code_of(papers: Papers, form: Form, law: Edition, language: str, this: Row | None, veil: Veil) -> code.Code:
    """The code that such a document bears; the day on which it is made is no part of it."""
    words = papers.words(form, law, language, this, veil)
    return code.of(_name(form, language, this, veil), form.path(language).read_bytes(), words)


def rendered_code_of(papers: Papers, form: Form, law: Edition, language: str, this: Row | None, veil: Veil) -> code.Code:
    """The code that papers bore while it was made from the finished Word file: those that were signed then are still known by it."""
    data = _filled(papers, form, law, language, this, veil, None)
    return code.of_file(_name(form, language, this, veil), form.path(language).read_bytes(), data)


def _name(form: Form, language: str, this: Row | None, veil: Veil) -> str:
    return file_name(form, language, this, this is not None, bool(veil.classes)).removesuffix(".docx")


def _filled(papers: Papers, form: Form, law: Edition, language: str, this: Row | None, veil: Veil, stamped: code.Code | None) -> bytes:
    """The Word file; without a code to stamp it is undated, as codes were once made of it."""
    from docxtpl import DocxTemplate
    from jinja2 import TemplateError

    path = form.path(language)
    with speaking(language):
        template = DocxTemplate(str(path))
        template.init_docx()
        if stamped is not None:
            code.stamp(template.docx, stamped)  # before the fields are filled: then the file need not be opened again
        try:
            known = papers.known(law, this, veil)
            template.render(known if stamped else {**known, "today": Field("")}, environment(papers.book, law), autoescape=True)
        except (TemplateError, AttributeError) as error:
            raise PluginError(_("{file}: үлгідегі өріс толтырылмады: {error}", file=path.name, error=error)) from error
        keep_signatures(template.docx)
        properties = template.docx.core_properties
        properties.title = _(form.title)
        properties.author = properties.last_modified_by = "ubb4"
        properties.created = properties.modified = datetime(papers.book.year, 1, 1)
        out = io.BytesIO()
        template.save(out)
    return same_bytes(out.getvalue())


def found_in(data: bytes, values: Iterable[str]) -> set[str]:
    """Which of the values stand in some part of an Office file, its properties included, tags laid aside."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [archive.read(name).decode("utf-8", "replace") for name in archive.namelist()]
    text = " ".join(unescape(_TAG.sub("", part)) + " " + part for part in parts).casefold()
    return {value for value in values if value.casefold() in text}


_TAG = re.compile(r"<[^>]*>")
_UNSAFE = re.compile(r"[^\w.-]+")
_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f]')  # what no name of a file in Windows holds


def file_name(form: Form, language: str, this: Row | None, many: bool, depersonalised: bool = False) -> str:
    """The name of a document among all: note.kk.docx, note-A1.kk.docx where several rows have one."""
    key = f"-{_UNSAFE.sub('_', key_of(this))}" if this is not None and many else ""
    return f"{form.id}{key}{'.depersonalised' * depersonalised}.{language}.docx"


def name_in_words(day: date) -> Callable[[Form, str, Row | None, bool, bool], str]:
    """How a person calls the documents of a day: «Талдамалық анықтама A1, 2026-07-27.docx»."""

    def name(form: Form, language: str, this: Row | None, many: bool, depersonalised: bool = False) -> str:
        with speaking(language):
            key = f" {key_of(this)}" if this is not None and many and key_of(this) else ""
            more = f" ({_('дербес деректерсіз')})" if depersonalised else ""
            title = textwrap.shorten(_(form.title), 90, placeholder="…")
            return _FORBIDDEN.sub("_", f"{title}{key}{more}, {day.isoformat()}") + ".docx"

    return name


def chosen(form: Form, book: Book, key: str | None) -> Row | None:
    """The one row that a single document is about; UseError when it is unclear which."""
    rows = subjects(form, book)
    if key is not None:
        for row in rows:
            if row is not None and key_of(row).casefold() == key.casefold():
                return row
        raise UseError(_("«{key}» нөмірлі жол жоқ.", key=key), "no-such-row")
    if not rows:
        raise UseError(
            _("«{form}» құжатын жасайтын дерек жоқ: «{sheet}» парағын толтырыңыз.", form=_(form.title),
              sheet=book[form.each].register.sheet_name()),
            "nothing-to-report",
        )  # fmt: skip
    if len(rows) > 1:
        keys = ", ".join(key_of(row) for row in rows if row is not None)
        raise UseError(_("Бірнеше жол бар ({keys}): --for арқылы біреуін таңдаңыз.", keys=keys), "which-row")
    return rows[0]
