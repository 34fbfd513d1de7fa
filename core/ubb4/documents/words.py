"""A form's words without Word: what a document will say, from its template's text, for the code in its footer.

A check asks this of every signed paper, so nothing of a Word library is loaded: the template's paragraphs are read once, the tags that
docxtpl gives to rows and paragraphs are plain ones here, and jinja fills them.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, fromstring

from ubb4.base.errors import PluginError
from ubb4.base.text import gettext as _
from ubb4.base.text import speaking
from ubb4.book.book import Book
from ubb4.book.table import Row
from ubb4.documents.fields import Field, context
from ubb4.documents.filters import filters
from ubb4.documents.veil import Veil
from ubb4.law.edition import Edition
from ubb4.law.subtask import Form

PROTECTED = ("personal", "service")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MARKED = re.compile(r"\{([%{])(?:tr|tc|p|r)(?=\s)")  # docxtpl's own marks: {%tr for … %}, {{r … }}
_LOOKS = re.compile(r"\{%\s*(?:vm|hm|colspan\b[^%]*|cellbg\b[^%]*)\s*%\}")  # and what it does to a cell's looks


@lru_cache(maxsize=256)
def text_of_template(path: Path, changed: int) -> str:
    """The text of a template, a paragraph a line; `changed` is the file's time, so that a new file is read anew."""
    with zipfile.ZipFile(path) as archive:
        root = fromstring(archive.read("word/document.xml"))  # noqa: S314  a template of an installed plugin
    return _MARKED.sub(r"{\1", _LOOKS.sub("", "\n".join(_paragraphs(root))))


def _paragraphs(root: Element) -> Iterator[str]:
    for paragraph in root.iter(f"{_W}p"):
        yield "".join(each.text or "" if each.tag == f"{_W}t" else " " for each in paragraph.iter() if each.tag in (f"{_W}t", f"{_W}tab", f"{_W}br"))


def environment(book: Book, law: Edition) -> Any:
    """Where a form's fields are filled: a field that nothing provides is a mistake of the form."""
    from jinja2 import StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    made = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    made.filters.update(filters(book, law))
    return made


@dataclass
class Papers:
    """What the documents of one book are filled from, and what was made of it once: compiled forms by edition and file."""

    book: Book
    common: Edition
    measured: Mapping[str, Any]
    more: Mapping[str, Any] = field(default_factory=dict)
    _made: dict[Any, Any] = field(default_factory=dict)

    def veil(self, depersonalised: bool) -> Veil:
        """What such a document must not show."""
        found: Veil = self._once(("veil", depersonalised), lambda: Veil(self.book, PROTECTED if depersonalised else ()))
        return found

    def known(self, law: Edition, this: Row | None, veil: Veil) -> dict[str, Any]:
        """Everything that a form may name, in the language in use."""
        return {**context(self.book, law, self.common, self.measured, this, veil), **self.more}

    def words(self, form: Form, law: Edition, language: str, this: Row | None, veil: Veil) -> str:
        """What the document says; the day on which it is made is no part of it."""
        from jinja2 import TemplateError

        path = form.path(language)
        with speaking(language):
            try:
                changed = path.stat().st_mtime_ns
                template = self._once((id(law), path, changed), lambda: self._environment(law).from_string(text_of_template(path, changed)))
                text: str = template.render({**self.known(law, this, veil), "today": Field("")})
            except (TemplateError, AttributeError) as error:
                raise PluginError(_("{file}: үлгідегі өріс толтырылмады: {error}", file=path.name, error=error)) from error
        return text

    def _environment(self, law: Edition) -> Any:
        return self._once(("environment", id(law)), lambda: environment(self.book, law))

    def _once(self, key: Any, make: Callable[[], Any]) -> Any:
        if key not in self._made:
            self._made[key] = make()
        return self._made[key]
