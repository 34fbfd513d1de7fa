"""What `ubb4 plugins check` asks beside the contract: a workbook in each language lives, templates are as their twins, translations keep
their fields."""

from __future__ import annotations

import io
import re
import string
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from ubb4.base.errors import Ubb4Error
from ubb4.base.problem import Problem
from ubb4.base.text import LANGUAGES, SOURCE, speaking
from ubb4.base.text import gettext as _
from ubb4.contract.samples import sample_rows
from ubb4.desk.check import check
from ubb4.desk.desk import Desk
from ubb4.desk.documents import Asked, make
from ubb4.desk.due import due
from ubb4.desk.measures import measures
from ubb4.desk.new import new_workbook
from ubb4.desk.opened import Options
from ubb4.documents.release import Release
from ubb4.documents.template import build
from ubb4.features.public import site
from ubb4.plugins.catalogue import messages
from ubb4.plugins.plugin import Plugin
from ubb4.plugins.toolkit import Toolkit

DAY = date(2026, 6, 1)


def lives(plugin: Plugin, toolkit: Toolkit) -> Iterator[str]:
    """`new` in every language, then every verb on samples of every register."""
    for language in LANGUAGES:
        with speaking(language), tempfile.TemporaryDirectory() as folder:
            rows = sample_rows(toolkit.registers, 3)
            organisation = rows.pop("organisation")[0] | {"year": 2026}
            kinds = plugin.project.subtasks[0].kinds if plugin.project.subtasks else ("all",)
            organisation["kind"] = toolkit.common.edition.kinds[0].id if "all" in kinds else kinds[0]
            path, options = Path(folder) / "book.xlsx", Options(DAY)
            try:
                told = new_workbook(path, organisation, rows, None, options, toolkit)
                opened = Desk(options, toolkit).read(path)
                problems: list[Problem] = [*told, *check(opened).problems, *due(opened).problems, *measures(opened).problems]
                paper = language if language in ("kk", "ru") else SOURCE
                problems += make(opened, Asked("all", [paper]), lambda name, folder=folder: Path(folder) / name, single=False).problems  # type: ignore[misc]
                site.contents_of(opened, Release({}))
            except Ubb4Error as error:
                yield f"new ({language}): {error.message}"
                continue
            yield from (f"{language}: {problem.message}" for problem in dict.fromkeys(problems) if problem.plugin == plugin.name)


def fresh(plugin: Plugin) -> Iterator[str]:
    """Every Word template that has a readable twin is built from it."""
    for form in plugin.project.forms:
        for language in ("kk", "ru"):
            path = form.path(language)
            twin = path.with_suffix(".form")
            if twin.is_file() and path.is_file() and path.read_bytes() != build(twin.read_text("utf-8"), language):
                yield _("{file}: мәтіні (.form) өзгерген, Word үлгісі ескі. Жасаңыз: ubb4 plugins forms {folder}.", file=path.name, folder=plugin.name)


def fields_kept(plugin: Plugin) -> Iterator[str]:
    """A translation names the same fields as its text."""
    from babel.messages.pofile import read_po

    root = plugin.project.folder.parent.parent
    known = set(messages(root))
    for language in LANGUAGES:
        path = root / "locale" / language / "LC_MESSAGES" / f"{plugin.name}.po"
        for entry in read_po(io.BytesIO(path.read_bytes()), language) if path.is_file() else ():
            if entry.id and entry.string and entry.id in known and _fields(str(entry.id)) != _fields(str(entry.string)):
                yield _(
                    "{file}: «{text}»: аудармадағы өрістер бөлек: {fields}.",
                    file=path.name,
                    text=entry.id,
                    fields=", ".join(sorted(_fields(str(entry.string)) ^ _fields(str(entry.id)))),
                )


def _fields(text: str) -> set[str]:
    try:
        return {re.split(r"[.\[]", part[1])[0] for part in string.Formatter().parse(text) if part[1]}
    except ValueError:
        return {"{"}
