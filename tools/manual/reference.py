"""The manual's reference, from the plugins alone: every subtask with its lines, every register with its columns; each under an id that `explain` and the buttons know."""

from __future__ import annotations

from collections.abc import Iterator

from ubb4.base.settings import Settings
from ubb4.base.text import gettext as _
from ubb4.base.text import language
from ubb4.law.instruction import passage
from ubb4.law.project import Project
from ubb4.law.register import Register
from ubb4.plugins.found import installed
from ubb4.plugins.hearing import hear

WORDS = {
    "subtasks": {"kk": "Қосалқы тапсырмалар", "ru": "Подзадачи"},
    "registers": {"kk": "Парақтар мен бағандар", "ru": "Листы и столбцы"},
    "about_subtasks": {
        "kk": "Нұсқаулықтың 39 қосалқы тапсырмасы: нені растайды, нұсқаулықтың қай жолдары. Қазақ мәтіні қолданылады.",
        "ru": "39 подзадач инструкции: что подтверждает исполнение, какие строки инструкции. Действует казахский текст; перевод неофициальный.",
    },
    "about_registers": {
        "kk": "Кітаптың әр парағы, оның бағандары және нормасы. Қою жазылған баған — міндетті.",
        "ru": "Каждый лист книги, его столбцы и нормы. Столбец, набранный полужирным, обязателен.",
    },
    "confirms": {"kk": "Растайтын құжат", "ru": "Подтверждающий документ"},
    "column": {"kk": "Баған", "ru": "Столбец"},
    "hint": {"kk": "Не жазылады", "ru": "Что вносится"},
    "norm": {"kk": "Норма", "ru": "Норма"},
    "common": {"kk": "Барлық жобаға ортақ", "ru": "Общие для всех проектов"},
}  # fmt: skip


def word(name: str) -> str:
    return WORDS[name]["kk" if language() == "kk" else "ru"]


def lines() -> Iterator[str]:
    """Markdown for pandoc, in the language in use."""
    toolkit = hear(Settings(enabled=tuple(installed())))
    projects = [plugin.project for plugin in toolkit.plugins]
    yield from (f"# {word('subtasks')} {{#subtasks}}", "", word("about_subtasks"), "")
    for project in projects:
        yield from (f"## {_(project.title)} {{#{project.name}}}", "")
        for subtask in project.subtasks:
            yield from (f"### {subtask.id} {_(subtask.title)} {{#{subtask.id}}}", "")
            yield from (f"**{word('confirms')}:** {_cell(_(subtask.evidence))} §\u00a0{_cell(_(subtask.source))}", "")
            for each in passage(subtask.lines, project.edition.year, language()):
                yield from (f"> {each.number}: {_cell(each.words)}" + (f" *= {_cell(each.translation)}*" if each.translation else ""), ">")
            yield ""
    yield from (f"# {word('registers')} {{#registers}}", "", word("about_registers"), "")
    yield from (f"## {word('common')} {{#registers-common}}", "")
    yield from _registers(toolkit.common)
    for project in projects:
        yield from (f"## {_(project.title)} {{#registers-{project.name}}}", "")
        yield from _registers(project)


def _registers(project: Project) -> Iterator[str]:
    for register in project.registers:
        if not register.extends:
            yield from _register(register)


def _register(register: Register) -> Iterator[str]:
    named = register.sheet_name()
    title = _(register.title)
    yield from (f"### {named}{'' if title == named else f' — {title}'} {{#register-{register.name}}}", "")
    yield from (f"{_cell(_(register.description))}" + (f" §\u00a0{_cell(_(register.source))}" if register.source else ""), "")
    yield from (f"| {word('column')} | {word('hint')} | {word('norm')} |", "|---|---|---|")
    for column in register.columns:
        name = f"**{_cell(_(column.title))}**" if column.required else _cell(_(column.title))
        choices = "; ".join(column.label(key) for key in column.choices)
        hint = " ".join(filter(None, (_(column.hint), f"({choices})" if choices else "")))
        yield f"| {name} | {_cell(hint) or '—'} | {_cell(_(column.source)) or '—'} |"
    yield ""


def _cell(text: str) -> str:
    """Text of the data as text: nothing in it is a sign of Markdown."""
    flat = " ".join(text.split())
    return "".join(f"\\{sign}" if sign in r"\`*_{}[]<>#|$^~@" else sign for sign in flat)
