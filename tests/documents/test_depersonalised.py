"""The version of a document without personal data: no planted value in any part of the file, properties and all."""

from __future__ import annotations

import io
import random
import re
import zipfile
from datetime import date
from typing import Any

import pytest

from conftest import BUNDLED
from ubb4 import contract
from ubb4.base.settings import Settings
from ubb4.base.text import speaking
from ubb4.book.memory import book_of
from ubb4.desk.opened import Opened, Options
from ubb4.desk.papers import papers as papers_of
from ubb4.documents.report import found_in, render, subjects
from ubb4.documents.words import PROTECTED, Papers
from ubb4.law.register import Column
from ubb4.plugins.hearing import hear

TOOLKIT = hear(Settings(enabled=tuple(BUNDLED)))
FORMS = [pytest.param(plugin, form, id=f"{plugin.name}-{form.id}") for plugin in (*TOOLKIT.plugins, TOOLKIT.base) for form in plugin.project.forms]
SURNAMES = ("Қоңырқұс", "Сырлыбөрік", "Тасқайнар", "Алмасдөң", "Жезкиікбай")


def _secret(column: Column, rng: random.Random) -> str:
    """A value that stands nowhere else: a full name, a sentence, a number."""
    word = "".join(rng.choice("бвгдқңөүұфхшщэю") for __ in range(9))
    return f"{rng.choice(SURNAMES)}{word} {word.capitalize()}" if column.type == "person" else f"құпия {word} мән"


def _planted(seed: int) -> tuple[dict[str, Any], dict[str, Any], set[str]]:
    """Every register filled; personal and service columns with secrets, which public free text repeats in another case."""
    rng = random.Random(seed)
    rows = contract.sample_rows(TOOLKIT.registers, 3)
    secrets: set[str] = set()
    for register in TOOLKIT.registers:
        for row in rows[register.name]:
            mine = []
            for column in register.columns:
                if column.klass in PROTECTED and column.type in ("text", "long", "person"):
                    row[column.name] = _secret(column, rng)
                    secrets.update([row[column.name], *(w for w in row[column.name].split() if len(w) > 6)])
                    mine.append(row[column.name])
            for column in register.columns:
                if column.klass == "public" and column.type == "long" and mine:
                    iin = f"8501013000{rng.randrange(10, 99)}"
                    secrets.add(iin)
                    row[column.name] = f"{mine[0].upper()}дың ісі, ЖСН {iin}, {mine[-1].split()[0]}ға айтылды"
    return rows, rows.pop("organisation")[0] | {"year": 2026}, secrets


@pytest.mark.parametrize("language", ["kk", "ru"])
@pytest.mark.parametrize(("plugin", "form"), FORMS)
def test_no_secret_reaches_it(plugin: Any, form: Any, language: str) -> None:
    for seed in range(5):
        with speaking(language):
            rows, organisation, secrets = _planted(seed)
            book = book_of(TOOLKIT.registers, rows, organisation)
            book.today = date(2026, 11, 1)
            law = plugin.project.edition
            papers = papers_of(Opened(book, TOOLKIT, Options(book.today), Settings()))
            for this in subjects(form, book)[:2]:
                open_one = render(papers, form, law, language, this, papers.veil(True))
                assert found_in(open_one, secrets) == set()


def test_the_inner_version_does_hold_them() -> None:
    """The search above can fail: the version for one's own files is full of the same values."""
    rows, organisation, secrets = _planted(1)
    book = book_of(TOOLKIT.registers, rows, organisation)
    plugin, form = next((plugin, form) for plugin in TOOLKIT.plugins for form in plugin.project.forms if form.id == "annex2")
    data = render(Papers(book, TOOLKIT.common.edition, {}), form, plugin.project.edition, "kk")
    assert len(found_in(data, secrets)) > 20


def test_a_name_in_an_ending_or_another_script_is_hidden() -> None:
    rows: dict[str, Any] = {
        "incompatible": [
            {"id": "S1", "found_on": date(2026, 3, 10), "position": "маман", "person": "Қоңырқұсова Тасқайнар",
             "activity": "сауда", "measures": "Қоңырқұсованың (Қоңыpқұсoвa) өтініші қаралды, 850101300015"}
        ]
    }  # fmt: skip
    book = book_of(TOOLKIT.registers, rows, {"year": 2026, "name_kk": "Үлгі"})
    plugin, form = next((plugin, form) for plugin in TOOLKIT.plugins for form in plugin.project.forms if form.id == "annex2")
    papers = Papers(book, TOOLKIT.common.edition, {})
    text = contract.text_of(render(papers, form, plugin.project.edition, "kk", None, papers.veil(True)))
    assert not re.search("Қоңы|850101", text)
    assert "*** (***) өтініші қаралды, ***" in text


def test_properties_are_searched_too() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("docProps/core.xml", "<dc:title>Қоңыр<b/>құс</dc:title>")
    assert found_in(out.getvalue(), {"қоңырқұс", "жоқ"}) == {"қоңырқұс"}
