"""The instruction's own text as the witness: quotations stand in it letter by letter, numbered lines exist, the shipped text is the one that was read."""

from __future__ import annotations

import re

import pytest

from conftest import BUNDLED, Run
from ubb4.base.settings import Settings
from ubb4.law.instruction import cited, holds, passage, text
from ubb4.plugins.hearing import hear

TOOLKIT = hear(Settings(enabled=tuple(BUNDLED)))
SOURCES = {
    **{f"{plugin.name}:{rule.code}": rule.source for plugin in TOOLKIT.plugins for rule in plugin.rules},
    **{f"common:{rule.code}": rule.source for feature in TOOLKIT.features for rule in feature.rules},
    **{f"{register.name}": register.source for register in TOOLKIT.registers},
    **{f"{register.name}.{column.name}": column.source for register in TOOLKIT.registers for column in register.columns},
    **{each.id: each.source for plugin in TOOLKIT.plugins for each in plugin.project.subtasks},
}


def test_the_text_is_there() -> None:
    assert len(text(2024)) > 800
    assert text(2030) == text(2024), "of the nearest older year"
    assert text(2001) == ()


def test_every_quotation_of_a_source_stands_in_the_text() -> None:
    quoted = {(where, quote) for where, source in SOURCES.items() for quote in re.findall(r"«([^»]+)»", source or "")}
    assert [pair for pair in sorted(quoted) if not holds(pair[1], 2024)] == []


def test_every_field_that_is_demanded_quotes_its_line() -> None:
    entries = [entry for plugin in TOOLKIT.plugins for entry in plugin.project.edition.tables.get("demanded", ())]
    assert len(entries) > 5
    for entry in entries:
        here = " ".join(each.words for each in passage(str(entry["lines"]), 2024))
        assert str(entry["quote"]) in re.sub(r"\s+", " ", here), entry["register"]


def test_every_subtask_names_lines_that_speak_of_it() -> None:
    for plugin in TOOLKIT.plugins:
        for each in plugin.project.subtasks:
            assert passage(each.lines, 2024), each.id


def test_a_quotation_that_nobody_wrote_is_seen() -> None:
    assert holds("факт анықталған жоқ деп көрсетіледі", 2024) is False
    assert holds("іс-шара", 2024), "beside hyphens too: the text has «іс- шара»"


def test_an_error_has_the_instruction_an_article_or_the_workbook_behind_it() -> None:
    known = re.compile(r"нұсқаулық|№\d қосымша|бап|қағидалар|кітаптың өзі|Заң|Кодекс|үлгілік")
    rules = [(rule.code, rule.source) for plugin in TOOLKIT.plugins for rule in plugin.rules if rule.severity == "error"]
    assert [pair for pair in rules if not known.search(pair[1]) or re.search(r"тәжірибе", pair[1])] == []


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_explain_shows_the_very_lines(ubb4: Run, lang: str) -> None:
    done = ubb4("explain", "p2.t5.s4", "--lang", lang)
    assert done.returncode == 0, done.stderr
    assert "386  • көрсетілген игіліктерді ұсыну себебі" in done.stdout
    done = ubb4("explain", "letter-or-slip", "--lang", lang)
    assert "261  Анықталған құқық бұзушылық санаты" in done.stdout
    assert ubb4("explain", "no-such-code").returncode == 2


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_translations_go_line_by_line(language: str) -> None:
    """Numbers of terms, shares and articles are those of the Kazakh line; nothing is left in Kazakh."""
    whole, other = text(2024), text(2024, language)
    assert len(other) == len(whole)
    for number, (line, translated) in enumerate(zip(whole, other, strict=True), 1):
        assert bool(line.strip()) == bool(translated.strip()), number
        assert sorted(re.findall(r"\d+", line)) == sorted(re.findall(r"\d+", translated)), (number, line, translated)
        assert not re.search("[ғқңөұүһәі]{2}", translated.casefold()), (number, translated)


def test_what_a_norm_cites() -> None:
    lines = {"P1.T3.S1": "162–170", "P1.T3.S2": "172–186"}
    assert cited("нұсқаулық, 284-жол", lines) == ["284"]
    assert cited("инструкция, строка 284 (P2.T2.S1)", lines) == cited("instruction, line 284 (P2.T2.S1)", lines) == ["284"]
    assert cited("§ инструкция, строки 194–196 (P1.T3.S3)", lines) == ["194–196"]
    assert cited("нұсқаулық, P1.T3.S1, P1.T3.S2", lines) == ["162–170", "172–186"]
    assert cited("тәжірибе", lines) == []
