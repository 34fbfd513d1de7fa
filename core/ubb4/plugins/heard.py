"""Heard means checked: what a plugin brought, judged as soon as it is heard; every mistake at once, each with what to do."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from importlib.metadata import EntryPoint
from types import ModuleType
from typing import Any

from ubb4.base.errors import PluginError
from ubb4.base.text import LANGUAGES, speaking
from ubb4.base.text import gettext as _
from ubb4.book.finding import SEVERITIES
from ubb4.checks.rule import Rule
from ubb4.law.consistency import meant
from ubb4.law.project import Project
from ubb4.measures.figures import UNITS
from ubb4.measures.measure import Measure
from ubb4.plugins import hookspecs
from ubb4.plugins.found import OWN, built_in
from ubb4.plugins.offers import Action, Command, Look, Verb
from ubb4.plugins.plugin import Plugin
from ubb4.plugins.toolkit import common_project

HOOKS = tuple(name for name in vars(hookspecs) if name.startswith("provide_"))
MOST_SHEET, FORBIDDEN = 31, frozenset(r"\/?*:[]")


def checked(plugin: Plugin, module: ModuleType, point: EntryPoint) -> None:
    """PluginError with everything that is wrong with a plugin by itself."""
    complaints = [*_hooks(module), *_types(plugin)]
    if not complaints:
        complaints = [*_identity(plugin, point), *_api(plugin.project), *_sheets(plugin.project), *_rules(plugin), *_summary(plugin), *_twice(plugin)]
    if complaints:
        raise PluginError("\n".join(complaints))


def unusable(name: str) -> str:
    """Why a plugin may not bear a name; empty where it may."""
    if name in (OWN, "common", *built_in()):
        return _("«{name}» деген атты ubb4 өзі пайдаланады: басқа ат беріңіз.", name=name)
    if name in sys.stdlib_module_names:
        return _("«{name}» — Python-ның өз модулі: басқа ат беріңіз.", name=name)
    return ""


def _hooks(module: ModuleType) -> Iterator[str]:
    """Functions that look like hooks and are none: misspelt, or without their mark."""
    for name, value in vars(module).items():
        marked = hasattr(value, "ubb4_impl")
        if not callable(value) or not (marked or name.startswith("provide_")) or getattr(value, "__module__", "") != module.__name__:
            continue
        if name not in HOOKS:
            yield f"{module.__name__}.{name}: " + _("мұндай хук жоқ.") + meant(name, HOOKS)
        elif not marked:
            yield f"{module.__name__}.{name}: " + _("@hookimpl белгісі жоқ: хук тыңдалмады. Функцияның алдына @hookimpl жазыңыз.")


def _types(plugin: Plugin) -> Iterator[str]:
    project: object = plugin.project
    if not isinstance(project, Project):
        yield f"provide_project: {type(project).__name__}, not Project"
    offers = plugin.offers
    wanted: list[tuple[str, Iterable[Any], Any, str]] = [
        ("provide_rules", offers.rules, Rule, "@rule"), ("provide_measures", offers.measures, Measure, "@measure"),
        ("provide_verbs", offers.verbs, Verb, "Verb(...)"), ("provide_actions", offers.actions, Action, "Action(...)"),
        ("provide_doctor", offers.looks, Look, "Look(...)"),
    ]  # fmt: skip
    for hook, found, kind, cure in wanted:
        strange = [each for each in found if not isinstance(each, kind)]
        if strange:
            names = ", ".join(sorted({getattr(each, "__name__", None) or repr(each)[:40] for each in strange}))
            yield _("{hook}: {names} — {kind} емес. Былай жасаңыз: {cure}.", hook=hook, names=names, kind=kind.__name__, cure=cure)
    for each in offers.commands:
        if not isinstance(each, Command) and not (hasattr(each, "invoke") and hasattr(each, "name")):
            yield _(
                "{hook}: {names} — {kind} емес. Былай жасаңыз: {cure}.",
                hook="provide_commands",
                names=repr(each)[:40],
                kind="click.Command",
                cure="@click.command(...)",
            )


def _identity(plugin: Plugin, point: EntryPoint) -> Iterator[str]:
    package = point.value.partition(":")[0].partition(".")[0]
    if not plugin.project.name == package == plugin.name:
        yield _(
            "Аттары бірдей болуға тиіс: entry point — {name}, пакет — {package}, Project.read — {project}. Бір атты барлық жерге жазыңыз.",
            name=plugin.name, package=package, project=plugin.project.name,
        )  # fmt: skip
    reason = unusable(plugin.name)
    if reason:
        yield reason


def _api(project: Project) -> Iterator[str]:
    if project.requires_api > hookspecs.API:
        yield _("project.toml: requires_api = {wanted}, ал бұл ubb4 — {ours}: ubb4-ті жаңартыңыз.", wanted=project.requires_api, ours=hookspecs.API)


def _sheets(project: Project) -> Iterator[str]:
    """Sheet names that a spreadsheet takes, told apart in every language, among the plugin's own and the shared ones."""
    for language in LANGUAGES:
        with speaking(language):
            taken = {register.sheet_name().casefold(): register.name for register in common_project().registers} if project.name != "common" else {}
            for register in project.registers:
                place, name = f"{register.name}.schema.json: x-sheet ({language})", register.sheet_name()
                long = len(_(register.sheet)) > MOST_SHEET
                if long:
                    yield _("{place}: «{name}» {most} таңбадан ұзын: қысқартыңыз.", place=place, name=_(register.sheet), most=MOST_SHEET)
                if set(name) & FORBIDDEN or name.startswith("'") or name.endswith("'") or not name.strip():
                    yield _("{place}: «{name}»: парақтың атында {signs} таңбалары болмайды.", place=place, name=name, signs=r"\ / ? * : [ ] '")
                twin = taken.setdefault(name.casefold(), register.name)
                if twin != register.name:
                    yield _("{place}: «{name}» деген парақ {other} реестрінде де бар: басқа ат беріңіз.", place=place, name=name, other=twin)


def _rules(plugin: Plugin) -> Iterator[str]:
    subtasks = {subtask.id for subtask in plugin.project.subtasks}
    for rule in plugin.rules:
        if rule.severity not in SEVERITIES:
            yield f"rule {rule.code}: severity: {rule.severity!r}{meant(str(rule.severity), SEVERITIES)}"
    for measure in plugin.measures:
        if measure.unit not in UNITS:
            yield f"measure {measure.name}: unit: {measure.unit!r}{meant(str(measure.unit), UNITS)}"
        if measure.subtask not in subtasks and not plugin.project.needs:
            yield f"measure {measure.name}: {measure.subtask}: " + _("мұндай қосалқы тапсырма жоқ.") + meant(measure.subtask, subtasks)


def _summary(plugin: Plugin) -> Iterator[str]:
    """The front page's sentences are about measures that the plugin has."""
    known = {measure.name for measure in plugin.measures}
    for line in plugin.project.summary if not plugin.project.needs else ():
        for name in sorted({line.measure, *_NAMED.findall(line.text)} - known):
            yield f"summary {line.measure}: {name}: " + _("мұндай көрсеткіш жоқ.") + meant(name, known)


_NAMED = re.compile(r"\{(\w+)")


def _twice(plugin: Plugin) -> Iterator[str]:
    project, offers = plugin.project, plugin.offers
    named = [
        *(f"rule {each.code}" for each in offers.rules), *(f"measure {each.name}" for each in offers.measures),
        *(f"command {each.name}" for each in offers.commands), *(f"verb {each.name}" for each in offers.verbs),
        *(f"action {each.name}" for each in offers.actions), *(f"button {each.id.casefold()}" for each in project.buttons),
    ]  # fmt: skip
    yield from (_("{name}: екі рет көрсетілген.", name=name) for name, times in Counter(named).items() if times > 1)
