"""A form renders on an empty and on a filled book, in both languages."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from ubb4.base.errors import Ubb4Error
from ubb4.base.settings import Settings
from ubb4.base.text import speaking
from ubb4.book.memory import book_of
from ubb4.contract.samples import sample_rows
from ubb4.desk.opened import Opened, Options
from ubb4.desk.papers import papers
from ubb4.documents.report import render, subjects
from ubb4.documents.words import Papers
from ubb4.measures.figures import by_name, figures
from ubb4.plugins.plugin import Plugin
from ubb4.plugins.toolkit import Toolkit

_BAD = re.compile(r"\{\{|\}\}|\{%|\bNone\b|\bUndefined\b")


def of_forms(plugin: Plugin, toolkit: Toolkit) -> Iterator[str]:
    for language in ("kk", "ru"):
        with speaking(language):
            full = sample_rows(toolkit.registers)
            organisation = full.pop("organisation")[0]
            keys = {form.each for form in plugin.project.forms if form.each}
            bare = {register.name: [{register.key: "K1"}] if register.name in keys and register.key else [] for register in toolkit.registers}
            for rows, profile in ((full, organisation), (bare, {"year": 2026})):
                yield from _rendered(plugin, toolkit, rows, profile, language)


def _rendered(plugin: Plugin, toolkit: Toolkit, rows: Any, profile: Mapping[str, Any], language: str) -> Iterator[str]:
    book = book_of(toolkit.registers, rows, profile)
    book.today = date(2026, 6, 1)
    counted, failed = figures(book, [(plugin.name, plugin.project.edition, plugin.measures)])
    yield from (problem.message for problem in failed)
    opened = Opened(book, toolkit, Options(book.today), Settings())
    made = Papers(book, toolkit.common.edition, by_name(counted, plugin.measures), papers(opened).more)
    for form in plugin.project.forms:
        for this in subjects(replace(form, when={}), book)[:1]:
            try:
                data = render(made, form, plugin.project.edition, language, this)
            except Ubb4Error as error:
                yield f"form {form.id}.{language}: {error.message}"
                continue
            bad = _BAD.search(text_of(data))
            if bad:
                yield f"form {form.id}.{language}: «{bad[0]}» in the document"


def text_of(data: bytes) -> str:
    """The text of a Word file, one paragraph a line."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        xml = archive.read("word/document.xml").decode("utf-8")
    lines = re.findall(r"<w:p[ >].*?</w:p>", xml, re.DOTALL)
    return "\n".join("".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", line)) for line in lines)
