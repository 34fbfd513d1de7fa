"""What every plugin keeps, asked of its data before anyone writes a test: call `complaints` from a test.

A rule needs a cell at which it fires and a near miss at which it does not, in `tests/books/<plugin>.toml`; a form
must render on an empty and on a filled book; a text must be translated; a button must run a command that exists.
"""

from __future__ import annotations

from pathlib import Path

from ubb4.base.settings import Settings
from ubb4.base.text import SOURCE, use
from ubb4.contract.cases import of_rules
from ubb4.contract.data import of_buttons, of_public, of_subtasks, of_summary, of_texts
from ubb4.contract.forms import of_forms, text_of
from ubb4.contract.notebooks import notebook_complaints, of_notebooks
from ubb4.contract.samples import sample, sample_rows
from ubb4.contract.whole import fields_kept, fresh, lives
from ubb4.plugins.found import OWN, project_of
from ubb4.plugins.hearing import hear
from ubb4.plugins.plugin import Plugin
from ubb4.plugins.toolkit import Toolkit

__all__ = ["common_complaints", "complaints", "notebook_complaints", "sample", "sample_rows", "text_of", "whole_complaints"]


def complaints(name: str, books: Path) -> list[str]:
    """Everything in which an installed plugin breaks the contract; empty when it keeps it."""
    use(SOURCE)
    toolkit, plugin = _heard(name)
    if plugin is None:
        return [problem.message for problem in toolkit.problems]
    return [
        *(problem.message for problem in toolkit.problems if problem.plugin == name),
        *of_rules(plugin.name, plugin.project.edition, plugin.rules, toolkit, books),
        *of_forms(plugin, toolkit),
        *of_texts(plugin),
        *of_buttons(plugin, toolkit),
        *of_subtasks(plugin),
        *of_summary(plugin),
        *of_notebooks(plugin),
        *of_public(plugin, toolkit),
    ]


def whole_complaints(name: str, books: Path) -> list[str]:
    """The contract and what `ubb4 plugins check` asks beside it, one complaint a line."""
    found = complaints(name, books)
    toolkit, plugin = _heard(name)
    if plugin is not None:
        found += [*lives(plugin, toolkit), *fresh(plugin), *fields_kept(plugin)]
    return [line for each in dict.fromkeys(found) for line in each.split("\n")]


def _heard(name: str) -> tuple[Toolkit, Plugin | None]:
    """A plugin with those that it needs."""
    project = project_of(name)
    toolkit = hear(Settings(enabled=(*(project.needs if project is not None else ()), name)))
    return toolkit, toolkit.plugin(name)


def common_complaints(books: Path) -> list[str]:
    """The same of the rules that the core itself has, over the registers that every workbook holds."""
    use(SOURCE)
    toolkit = hear(Settings())
    return [each for feature in toolkit.features for each in of_rules(OWN, toolkit.common.edition, feature.rules, toolkit, books) if feature.rules]
