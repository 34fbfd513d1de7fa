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
from ubb4.desk.papers import papers
from ubb4.documents import report
from ubb4.plugins.hearing import hear

TOOLKIT = hear(Settings(enabled=tuple(BUNDLED)))
KINDS = [str(kind.id) for kind in TOOLKIT.common.edition.kinds]
FORMS = [(plugin, form) for plugin in (*TOOLKIT.plugins, TOOLKIT.base) for form in plugin.project.forms]


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
        for plugin, form in opened.forms():
            when = {path.partition(".")[0] for path in form.when}
            subjects = report.subjects(form, book)
            assert subjects or when, f"{form.id} can never be made for {kind}"
            for row in subjects[:1]:
                words = _words(report.render(papers(opened), form, plugin.project.edition, language, row))
                assert len(words.split()) > 15, f"{form.id}: {words}"


def test_every_form_is_made_of_some_demonstration(demo: Path) -> None:
    made: set[str] = set()
    for body in BODIES:
        opened = Desk(Options(wanted(body)["today"])).read(demo / f"{body}.kk.xlsx")
        made |= {form.id for __, form in opened.forms() if report.subjects(form, opened.book)}
    assert {form.id for __, form in FORMS if not form.when} - made == set()  # the others wait for what no body of the demonstration has


def test_a_row_without_a_key_of_its_own_is_called_by_what_makes_it_unique(demo: Path) -> None:
    opened = Desk(Options(wanted("region")["today"])).read(demo / "region.kk.xlsx")
    form = next(form for __, form in FORMS if form.id == "document-contents")
    row = report.chosen(form, opened.book, "n1-s1")
    assert row is not None
    assert report.file_name(form, "kk", row, many=True) == "document-contents-N1-S1.kk.docx"


@pytest.mark.parametrize(("kind", "title", "verb"), [("district_akimat", "ӨКІМ", False), ("state_organisation", "БҰЙРЫҚ", True)])
def test_an_akim_signs_his_own_kind_of_act(kind: str, title: str, verb: bool) -> None:
    with speaking("kk"):
        rows: dict[str, Any] = contract.sample_rows(TOOLKIT.registers, 1)
        book = book_of(TOOLKIT.registers, rows, rows.pop("organisation")[0] | {"year": 2026, "kind": kind})
        opened = Opened(book, TOOLKIT, Options(), Settings())
        plugin, form = next(pair for pair in opened.forms() if pair[1].id == "order")
        words = _words(report.render(papers(opened), form, plugin.project.edition, "kk", report.subjects(form, book)[0]))
    assert title in words.splitlines()
    assert ("БҰЙЫРАМЫН" in words) is verb
    assert f"{title.lower()}ге қосымша" in words if title == "ӨКІМ" else "бұйрыққа қосымша" in words


def test_the_page_for_the_head_counts_as_due_does(demo: Path) -> None:
    from ubb4.desk.due import due

    opened = Desk(Options(wanted("region")["today"])).read(demo / "region.kk.xlsx")
    states = [each.state for each in due(opened).deadlines]
    form = TOOLKIT.common.form("head-page")
    assert form is not None
    with speaking("kk"):
        words = _words(report.render(papers(opened), form, TOOLKIT.common.edition, "kk"))
    assert f"Мерзімі өткен және орындалмаған: {states.count('overdue')}." in words
    assert f"Мерзімінде орындалған: {states.count('done')}; кешігіп орындалған: {states.count('late')}." in words


def test_a_letter_back_tells_cells_and_never_what_they_hold(demo: Path) -> None:
    from ubb4.desk.check import check

    opened = Desk(Options(wanted("region")["today"])).read(demo / "region.kk.xlsx")
    found = check(opened).findings
    form = TOOLKIT.common.form("letter-back")
    assert form is not None
    with speaking("kk"):
        words = _words(report.render(papers(opened), form, TOOLKIT.common.edition, "kk"))
    assert f"{sum(each.severity == 'error' for each in found)} қате" in words
    for each in found:
        if each.severity != "info" and each.sheet:
            assert each.sheet in words
            assert each.message not in words


@pytest.mark.parametrize(("sent", "article"), [("2025-12-31", "30-бабы"), ("2026-01-01", "45-бабына")])
def test_the_request_on_accounts_cites_the_code_of_its_day(sent: str, article: str) -> None:
    from datetime import date

    with speaking("kk"):
        rows = {
            "requests": [
                {
                    "id": "R1",
                    "subject": "шетелдік банктердегі шоттар",
                    "addressee": "Орган",
                    "reason": "Негіз.",
                    "sent_on": date.fromisoformat(sent),
                    "persons": "А. Үлгі, маман\n\nБ. Сынақ, бас маман",
                }
            ]
        }
        book = book_of(TOOLKIT.registers, rows, {"name_kk": "Орган", "year": 2026, "kind": "district_akimat"})
        opened = Opened(book, TOOLKIT, Options(), Settings())
        plugin, form = next(pair for pair in opened.forms() if pair[1].id == "request")
        words = _words(report.render(papers(opened), form, plugin.project.edition, "kk", report.subjects(form, book)[0]))
    assert article in words
    assert "Тұлғалардың тізімі қоса беріледі." in words
    assert "Б. Сынақ, бас маман" in words.splitlines()


@pytest.mark.parametrize(("typed", "kk", "ru"), [
    ("III тоқсан 2026", "2026 жылғы III тоқсан", "III квартал 2026 года"), ("март 2026", "2026 жылғы наурыз", "март 2026 года"),
    ("до III квартала 2026", "до III квартала 2026", "до III квартала 2026"), ("III тоқсан 2026 (қайта)",) * 3, ("31.12.2026",) * 3, ("тұрақты",) * 3,
])  # fmt: skip
def test_a_period_is_worded_as_papers_word_it_and_nothing_beside_it_is_lost(typed: str, kk: str, ru: str) -> None:
    from ubb4.documents.wording import shown

    (column,) = [each for register in TOOLKIT.registers if register.name == "plan" for each in register.columns if each.name == "term"]
    for language, wanted_words in (("kk", kk), ("ru", ru)):
        with speaking(language):
            assert shown(column, typed) == wanted_words
