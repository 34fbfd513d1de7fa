"""The toolkit of a team: the enabled plugins that work, the built-in features, the common registers, and what went wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from ubb4.base.problem import Problem, guarded
from ubb4.base.text import N_
from ubb4.law.project import Project
from ubb4.law.register import Register
from ubb4.law.subtask import Button, Form
from ubb4.plugins.extending import extended
from ubb4.plugins.offers import Action, Verb
from ubb4.plugins.plugin import Offers, Plugin


@dataclass(frozen=True, slots=True)
class Toolkit:
    """What the commands and buttons of a team work with."""

    common: Project
    plugins: tuple[Plugin, ...]
    problems: tuple[Problem, ...]
    features: tuple[Offers, ...] = ()

    @property
    def registers(self) -> tuple[Register, ...]:
        return (*self.common.registers, *(r for plugin in self.plugins for r in plugin.project.registers))

    @property
    def buttons(self) -> tuple[Button, ...]:
        """Those of the whole workbook, then those of each plugin."""
        return (*self.common.buttons, *(button for plugin in self.plugins for button in plugin.project.buttons))

    @property
    def base(self) -> Plugin:
        """What all projects share, as if a plugin brought it."""
        return Plugin(self.common, Offers("ubb4"), bundled=True)

    @property
    def offers(self) -> Iterator[Offers]:
        """What every feature and every plugin offers."""
        yield from self.features
        yield from (plugin.offers for plugin in self.plugins)

    def plugin(self, name: str) -> Plugin | None:
        return next((plugin for plugin in self.plugins if plugin.name == name), None)

    def form(self, id: str) -> tuple[Plugin, Form] | None:
        """A form by id, with the plugin that brings it."""
        for plugin in (*self.plugins, self.base):
            form = plugin.project.form(id)
            if form:
                return plugin, form
        return None

    def verb(self, name: str) -> Verb | None:
        """A verb by "PLUGIN:NAME"."""
        plugin, __, own = name.partition(":")
        return next((verb for offers in self.offers if offers.name == plugin for verb in offers.verbs if verb.name == own), None)

    def action(self, name: str) -> tuple[str, Action] | None:
        """What a button's command does, with the plugin that brings it."""
        return next(((offers.name, action) for offers in self.offers for action in offers.actions if action.name == name), None)

    def of_year(self, year: int, stamped: Mapping[str, int] | None = None) -> Toolkit:
        """The same toolkit in the editions that a year goes by; a plugin that was `stamped` into a workbook stays with its edition.

        A plugin whose edition of that year is broken is set aside and named; the others are there.
        """
        years, problems, plugins = stamped or {}, list(self.problems), list[Plugin]()
        for each in self.plugins:
            with guarded(problems, each.name, BROKEN_EDITION, name=each.name, year=years.get(each.name, year)):
                plugins.append(replace(each, project=each.project.of_year(years.get(each.name, year))))
        return replace(self, common=self.common.of_year(years.get("common", year)), plugins=tuple(extended(plugins, [])), problems=tuple(problems))


BROKEN_EDITION = N_("«{name}» плагинінің {year} жылғы редакциясы жүктелмеді: {error}")


@cache
def common_project() -> Project:
    """The registers and the edition that all projects share."""
    return Project.read_folder(Path(__file__).parent.parent / "common", "common")
