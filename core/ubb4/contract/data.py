"""Texts are translated, buttons lead somewhere, sentences and subtasks name what exists, public lists show public columns."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ubb4.base.errors import Ubb4Error
from ubb4.base.text import LANGUAGES, SOURCE, translation
from ubb4.book.memory import book_of
from ubb4.features.addin import ribbon
from ubb4.features.public.lists import column_at
from ubb4.plugins.catalogue import messages
from ubb4.plugins.conflicts import ACTIONS
from ubb4.plugins.plugin import Plugin
from ubb4.plugins.toolkit import Toolkit


def of_texts(plugin: Plugin) -> Iterator[str]:
    root = plugin.project.folder.parent.parent
    for message in messages(root):
        for language in LANGUAGES:
            if language != SOURCE and _untranslated(message, language):
                yield f"no {language} translation: {message}"


def _untranslated(message: str, language: str) -> bool:
    """Kazakh letters that stay in another language: the text has no translation of its own."""
    return translation(message, language) == message and re.search("[әғқңөұүһі]", message.casefold()) is not None


def of_buttons(plugin: Plugin, toolkit: Toolkit) -> Iterator[str]:
    known = {*ACTIONS, *(action.name for offers in toolkit.offers for action in offers.actions)}
    forms = {form.id for form in plugin.project.forms} | {"all"}
    reached = set()
    for button in plugin.project.buttons:
        words = button.run.split()
        if words[0] not in known:
            yield f"button {button.id}: no command {words[0]}"
        elif words[0] == "report":
            reached.update(words[1:2])
            if len(words) < 2 or words[1] not in forms:
                yield f"button {button.id}: no form {' '.join(words[1:])}"
    yield from (f"form {form.id}: no subtask" for form in plugin.project.forms if not form.subtasks)
    yield from (f"form {form.id}: no button" for form in plugin.project.forms if form.id not in reached)
    yield from ribbon.complaints(ribbon.controls(toolkit), ribbon.CALLBACKS.values())


_SUMMARISED = re.compile(r"\{(\w+)")


def of_summary(plugin: Plugin) -> Iterator[str]:
    known = {measure.name for measure in plugin.measures}
    for each in plugin.project.summary:
        names = {each.measure, *_SUMMARISED.findall(each.text)}
        yield from (f"summary {each.measure}: no measure {name}" for name in sorted(names - known))


def of_subtasks(plugin: Plugin) -> Iterator[str]:
    for subtask in plugin.project.subtasks:
        if not any(subtask.id in register.subtasks for register in plugin.project.registers):
            yield f"{subtask.id}: no register"
    for measure in plugin.measures:
        if measure.subtask not in {subtask.id for subtask in plugin.project.subtasks}:
            yield f"measure {measure.name}: no subtask {measure.subtask}"


def of_public(plugin: Plugin, toolkit: Toolkit) -> Iterator[str]:
    """What a plugin shows to everybody: public columns that exist, forms that exist."""
    tables = plugin.project.edition.tables
    book = book_of(toolkit.registers, {}, {})
    numbers = {entry["number"] for entry in tables.get("public_section", ())}
    for entry in tables.get("public_list", ()):
        place = f"public list {entry['id']}"
        for path in entry["columns"]:
            try:
                column_at(book, entry["register"], path)
            except (Ubb4Error, KeyError) as error:
                yield f"{place}: {path}: {error}"
        yield from (f"{place}: {path} is no column of it" for path in (*entry.get("filters", ()), *entry.get("crossed", ())) if path not in entry["columns"])
        codes = {rule.code for rule in plugin.rules}
        yield from (f"{place}: no rule {code}" for code in entry.get("checked_by", ()) if code not in codes)
        if entry["section"] not in numbers:
            yield f"{place}: no section {entry['section']}"
    forms = {form.id: form for form in plugin.project.forms}
    for entry in tables.get("public_form", ()):
        form = forms.get(entry["form"])
        if form is None or not form.each or entry["about"] not in book[form.each].register.by_name:
            yield f"public form {entry['form']}: no such form, or its rows have no {entry['about']}"
