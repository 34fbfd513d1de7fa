"""Hear the enabled plugins and the built-in features once -> a frozen Toolkit; a broken one is set aside and named.

Every plugin has a manager of its own, so that a mistake of one never stands in another's way; what it prints meanwhile goes to
standard error, for standard output belongs to the command.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterable
from dataclasses import replace
from importlib.metadata import EntryPoint
from types import ModuleType
from typing import Any

import pluggy

from ubb4.base.problem import Problem, guarded
from ubb4.base.settings import Settings
from ubb4.base.text import N_
from ubb4.base.text import gettext as _
from ubb4.plugins import hookspecs
from ubb4.plugins.conflicts import without_conflicts
from ubb4.plugins.found import OWN, allowed, built_in, feature, installed, points
from ubb4.plugins.heard import checked
from ubb4.plugins.plugin import Offers, Plugin
from ubb4.plugins.toolkit import Toolkit, common_project

NOT_LOADED = N_("«{name}» плагині жүктелмеді: {error}")


def hear(settings: Settings, only: Iterable[str] | None = None) -> Toolkit:
    """Load the allowed plugins and the features, and ask each hook once."""
    there, plugins, problems = installed(), list[Plugin](), list[Problem]()
    for name in allowed(settings) if only is None else only:
        point = there.get(name)
        if point is None:
            problems.append(Problem(name, _("«{name}» плагині орнатылмаған.", name=name)))
            continue
        problems += _twins(name, point)
        with guarded(problems, name, NOT_LOADED, name=name), contextlib.redirect_stdout(sys.stderr):
            plugins.append(_plugin(name, point))
    features = features_of(settings, problems)
    plugins = without_conflicts(common_project(), features, plugins, problems)
    plugins.sort(key=lambda plugin: plugin.project.number)
    plugins = [_reading(plugin, settings, problems) for plugin in plugins]
    known = {name for plugin in plugins for name in plugin.project.edition.readings}
    for name in sorted(set(settings.readings) - known):
        problems.append(Problem(OWN, _("{file}: [reading] {name}: мұндай атау жоқ, ештеңе өзгермеді.", file=settings.path, name=name)))
    return Toolkit(common_project(), tuple(plugins), tuple(problems), tuple(features))


def features_of(settings: Settings, problems: list[Problem]) -> list[Offers]:
    """The built-in features that the team has not disabled."""
    found = list[Offers]()
    for name in built_in():
        if name not in settings.without:
            with guarded(problems, name, NOT_LOADED, name=name):
                found.append(_offers(_manager(feature(name), name), name))
    return found


def _twins(name: str, chosen: EntryPoint) -> list[Problem]:
    """Other distributions that bring the same name: said, for one of them is not heard."""
    others = [
        point
        for point in points()
        if point.name == name and point.dist is not None and point.dist is not chosen.dist and point.dist.name != (chosen.dist.name if chosen.dist else "")
    ]
    mine = chosen.dist.name if chosen.dist is not None else chosen.value
    return [
        Problem(name, _("«{name}» атын екі дистрибутив береді: {first} және {second}; соңғысы қосылмады.", name=name, first=mine, second=each.dist.name))
        for each in others
        if each.dist is not None
    ]


def _reading(plugin: Plugin, settings: Settings, problems: list[Problem]) -> Plugin:
    """The plugin with the readings that this team chose; one that is none of the options changes nothing and is named."""
    try:
        return replace(plugin, project=plugin.project.choosing(settings.readings))
    except ValueError as error:
        problems.append(Problem(plugin.name, _("{file}: [reading] {error}", file=settings.path, error=error)))
        return plugin


def _plugin(name: str, point: EntryPoint) -> Plugin:
    module = point.load()
    manager = _manager(module, name)
    project = _one(manager, "provide_project")
    offers = _offers(manager, name)
    plugin = Plugin(project, offers, bundled=point.dist is not None and point.dist.name == OWN)
    checked(plugin, module, point)
    return replace(plugin, project=replace(project, version=point.dist.version if point.dist else ""))


def _manager(module: ModuleType, name: str) -> pluggy.PluginManager:
    manager = pluggy.PluginManager("ubb4")
    manager.add_hookspecs(hookspecs)
    manager.register(module, name)
    return manager


def _offers(manager: pluggy.PluginManager, name: str) -> Offers:
    def every(hook: str) -> tuple[Any, ...]:
        found = _one(manager, hook)
        return () if found is None else tuple(found)

    return Offers(
        name, every("provide_rules"), every("provide_measures"), every("provide_commands"), every("provide_verbs"),
        every("provide_actions"), every("provide_doctor"),
    )  # fmt: skip


def _one(manager: pluggy.PluginManager, hook: str) -> Any:
    implementations = getattr(manager.hook, hook).get_hookimpls()
    return implementations[0].function() if implementations else None
