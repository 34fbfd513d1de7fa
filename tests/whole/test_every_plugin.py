"""The contract: the same questions to every bundled plugin, asked of its data before anyone writes a test."""

from __future__ import annotations

import random
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import BUNDLED, ROOT
from ubb4 import contract
from ubb4.base.problem import Problem
from ubb4.base.settings import Settings
from ubb4.base.text import LANGUAGES, speaking, translation
from ubb4.book.book import Book
from ubb4.book.memory import book_of, workbook_of
from ubb4.checks.schema import Gate, gate_schema, reference
from ubb4.deadlines.due import deadlines
from ubb4.law.register import Register
from ubb4.plugins.catalogue import messages
from ubb4.plugins.hearing import hear

TOOLKIT = hear(Settings(enabled=tuple(BUNDLED)))
REGISTERS = [pytest.param(register, id=register.name) for register in TOOLKIT.registers]


def test_every_bundled_plugin_is_heard() -> None:
    assert BUNDLED
    assert [plugin.name for plugin in TOOLKIT.plugins] == BUNDLED
    assert TOOLKIT.problems == ()


@pytest.mark.parametrize("name", BUNDLED)
def test_the_plugin_keeps_the_contract(name: str) -> None:
    assert contract.complaints(name, ROOT / "tests" / "books" / f"{name}.toml") == []


def test_the_rules_of_the_core_keep_the_contract() -> None:
    assert contract.common_complaints(ROOT / "tests" / "books" / "common.toml") == []


def test_the_core_speaks_every_language() -> None:
    lacking = [
        f"{language}: {message}"
        for message in messages(ROOT / "core" / "ubb4")
        for language in LANGUAGES
        if language != "kk"
        and message != "Қазақша"  # a language is called by its own name
        and translation(message, language) == message
        and re.search("[әғқңөұүһі]", message.casefold())
    ]
    assert lacking == []


@pytest.mark.parametrize("root", ["core/ubb4", *(f"plugins/{name}" for name in BUNDLED)])
@pytest.mark.parametrize("language", ["ru", "en"])
def test_catalogues_are_up_to_date(root: str, language: str) -> None:
    """The .po holds just the texts of today, the .mo just the .po, and no field is lost in translation."""
    import gettext
    import io

    from babel.messages.pofile import read_po

    path = ROOT / root / "locale" / language / "LC_MESSAGES" / f"{Path(root).name}.po"
    catalogue = read_po(io.BytesIO(path.read_bytes()), language)
    known = {str(entry.id): str(entry.string) for entry in catalogue if entry.id}
    assert set(known) == set(messages(ROOT / root))
    with path.with_suffix(".mo").open("rb") as stream:
        compiled = gettext.GNUTranslations(stream)
    for message, string in known.items():
        assert compiled.gettext(message) == (string or message)
        if string:
            assert set(re.findall(r"\{\w+", string)) == set(re.findall(r"\{\w+", message)), message


@pytest.mark.parametrize("language", ["ru", "en"])
def test_one_text_has_one_translation(language: str) -> None:
    """A workbook made by one team's plugins is found again by another's: no two catalogues word a text differently."""
    import io

    from babel.messages.pofile import read_po

    words: dict[str, str] = {}
    for root in ("core/ubb4", *(f"plugins/{name}" for name in BUNDLED)):
        path = ROOT / root / "locale" / language / "LC_MESSAGES" / f"{Path(root).name}.po"
        for entry in read_po(io.BytesIO(path.read_bytes()), language):
            if entry.id and entry.string:
                assert words.setdefault(str(entry.id), str(entry.string)) == entry.string, entry.id


@pytest.mark.parametrize("register", REGISTERS)
def test_headers_and_sheets_are_told_apart(register: Register) -> None:
    seen: dict[str, str] = {}
    for column in register.columns:
        for header in column.headers:
            assert seen.setdefault(header, column.name) == column.name, header


def test_sheet_names_are_told_apart() -> None:
    seen: dict[str, str] = {}
    for register in TOOLKIT.registers:
        for language in LANGUAGES:
            with speaking(language):
                name = register.sheet_name()
                assert len(name) <= 31
                assert not set(name) & set(r"\/?*:[]")
        for name in register.names:
            assert seen.setdefault(name, register.name) == register.name, name


@pytest.mark.parametrize("register", REGISTERS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_register_is_found_whatever_the_order(register: Register, language: str) -> None:
    """Headers in any language and any order, with a strange column between, give the same rows."""
    with speaking(language):
        rows = contract.sample_rows(TOOLKIT.registers, 3)
        workbook = workbook_of([register], {register.name: rows[register.name]}, rows["organisation"][0])
        straight = Book.read(workbook, TOOLKIT.registers)
        if register.layout == "table":
            (sheet,) = workbook.sheets
            order = list(range(len(register.columns)))
            random.Random(4).shuffle(order)
            mixed = [[row[n] for n in order] + ["бөгде" if k == 3 else "x"] for k, row in enumerate(sheet.rows)]
            object.__setattr__(sheet, "rows", mixed)
            shuffled = Book.read(workbook, TOOLKIT.registers)
            assert shuffled[register.name].data == straight[register.name].data
            assert "column-unknown" in {finding.code for finding in shuffled.findings}
    table = straight[register.name]
    assert table.present
    assert all(None not in values for values in table.data.values())
    wrong = [f for f in straight.findings if f.severity == "error"]
    assert wrong == []


def _values(register: Register) -> st.SearchStrategy[dict[str, Any]]:
    def of(name: str) -> st.SearchStrategy[Any]:
        column = register.column(name)
        plausible: list[st.SearchStrategy[Any]] = [
            st.text(max_size=8),
            st.integers(-5, 5000),
            st.floats(-5, 5, width=16),
        ]
        plausible.append(st.dates(date(2000, 1, 1), date(2100, 1, 1)).map(str))
        plausible.append(st.sampled_from([*column.choices, "https://example.kz/a", "ftp://x", "2026-02-30", "а" * 5000]))
        return st.one_of(*plausible)

    names = [column.name for column in register.columns]
    return st.lists(st.sampled_from(names), unique=True).flatmap(lambda chosen: st.fixed_dictionaries({name: of(name) for name in chosen}))


@pytest.mark.parametrize("register", REGISTERS)
def test_the_gate_agrees_with_the_reference(register: Register) -> None:
    schema = gate_schema(register)
    fast, slow = Gate(schema), reference(schema)

    @settings(max_examples=60, deadline=None)
    @given(st.lists(_values(register), max_size=4))
    def agree(rows: list[dict[str, Any]]) -> None:
        columns = {column.name: [row.get(column.name) for row in rows] for column in register.columns}
        assert sorted(fast.failing(columns)) == [n for n, row in enumerate(rows) if not slow.is_valid(row)]

    agree()


@pytest.mark.parametrize("plugin", TOOLKIT.plugins, ids=lambda plugin: plugin.name)
def test_every_due_rule_gives_a_day(plugin: Any) -> None:
    rows = contract.sample_rows(TOOLKIT.registers, 6)
    organisation = rows.pop("organisation")[0] | {"year": 2026, "kind": None}
    book = book_of(TOOLKIT.registers, rows, organisation)
    book.today = date(2026, 6, 1)
    problems = list[Problem]()
    found = deadlines(book, [plugin.project], problems=problems)
    assert problems == []
    for subtask in plugin.project.subtasks:
        for due in subtask.due:
            mine = [d for d in found if d.subtask == subtask.id and d.event == due.event and d.day]
            assert mine, (subtask.id, due.title)
            assert all(d.rule and d.source and d.latest_start and d.latest_start <= d.day for d in mine if d.day)


@pytest.mark.parametrize("plugin", TOOLKIT.plugins, ids=lambda plugin: plugin.name)
def test_no_law_in_python(plugin: Any) -> None:
    """A number that the edition sets does not stand in the plugin's code."""
    numbers = {limit.days for limit in plugin.project.edition.limits.values() if limit.days > 12}
    for path in (ROOT / "plugins" / plugin.name).rglob("*.py"):
        code = re.sub(r'""".*?"""|"[^"\n]*"', "", path.read_text("utf-8"), flags=re.DOTALL)
        assert not [n for n in re.findall(r"\b\d+\b", code) if int(n) in numbers], path.name


@pytest.mark.parametrize("plugin", [*TOOLKIT.plugins, TOOLKIT.base], ids=lambda plugin: plugin.name)
def test_templates_are_built_from_their_twins(plugin: Any) -> None:
    from ubb4.documents.template import build

    for form in plugin.project.forms:
        for language in ("kk", "ru"):
            path = form.path(language)
            assert path.read_bytes() == build(path.with_suffix(".form").read_text("utf-8"), language), path.name
