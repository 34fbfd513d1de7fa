"""Every form that every plugin declares is made, for every kind of body that fills it, in both languages, from filled demonstrations: none missing,
none empty of matter."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from conftest import BODIES, BUNDLED, wanted
from ubb4 import contract
from ubb4.base.settings import Settings
from ubb4.base.text import speaking
from ubb4.book.memory import book_of
from ubb4.desk.desk import Desk
from ubb4.desk.opened import Opened, Options
from ubb4.documents import report
from ubb4.plugins.hearing import hear

TOOLKIT = hear(Settings(enabled=tuple(BUNDLED)))
KINDS = [str(kind.id) for kind in TOOLKIT.common.edition.kinds]
FORMS = [(plugin, form) for plugin in TOOLKIT.plugins for form in plugin.project.forms]


def _words(data: bytes) -> str:
    document: Any = Document(io.BytesIO(data))
    paragraphs = [each.text for each in document.paragraphs] + [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join(filter(None, paragraphs))


@pytest.mark.parametrize("language", ["kk", "ru"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_form_of_a_kind_of_body_is_made(kind: str, language: str) -> None:
    with speaking(language):
        rows: dict[str, Any] = contract.sample_rows(TOOLKIT.registers, 3)
        organisation = rows.pop("organisation")[0] | {"year": 2026, "kind": kind}
        book = book_of(TOOLKIT.registers, rows, organisation)
        opened = Opened(book, TOOLKIT, Options(), Settings())
        for plugin, form in FORMS:
            if not opened.applying.intersection(form.subtasks):
                continue
            when = {path.partition(".")[0] for path in form.when}
            subjects = report.subjects(form, book)
            assert subjects or when, f"{form.id} can never be made for {kind}"
            for row in subjects[:1]:
                words = _words(report.render(opened.papers, form, plugin.project.edition, language, row))
                assert len(words.split()) > 15, f"{form.id}: {words}"


def test_every_form_is_made_of_some_demonstration(demo: Path) -> None:
    made: set[str] = set()
    for body in BODIES:
        opened = Desk(Options(wanted(body)["today"])).read(demo / f"{body}.kk.xlsx")
        made |= {form.id for plugin in opened.plugins for form in plugin.project.forms if report.subjects(form, opened.book)}
    assert {form.id for __, form in FORMS if not form.when} - made == set()  # the others wait for what no body of the demonstration has


def test_a_row_without_a_key_of_its_own_is_called_by_what_makes_it_unique(demo: Path) -> None:
    opened = Desk(Options(wanted("region")["today"])).read(demo / "region.kk.xlsx")
    form = next(form for __, form in FORMS if form.id == "document-contents")
    row = report.chosen(form, opened.book, "n1-s1")
    assert row is not None
    assert report.file_name(form, "kk", row, many=True) == "document-contents-N1-S1.kk.docx"
