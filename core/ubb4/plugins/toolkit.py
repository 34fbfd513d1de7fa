"""Hear the enabled plugins once -> a frozen Toolkit; a broken one is set aside and named."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pluggy

from ubb4.base.settings import Settings
from ubb4.base.shipped import shipped
from ubb4.base.text import gettext as _
from ubb4.checks.rule import Measure, Rule
from ubb4.law.project import Button, Form, Project
from ubb4.law.register import Register
from ubb4.plugins import hookspecs

if TYPE_CHECKING:
    import click

GROUP = "ubb4"
OWN = "ubb4"
_log = logging.getLogger("ubb4")


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a plugin, or a part of it, could not do its work."""

    plugin: str
    message: str

    def to_json(self) -> dict[str, str]:
        return {"plugin": self.plugin, "message": self.message}


def incomplete(problems: Iterable[Mapping[str, str]]) -> list[str]:
    """What could not be done, a line each, each once."""
    return list(dict.fromkeys(_("ТОЛЫҚ ЕМЕС: {plugin}: {message}", **each) for each in problems))


@dataclass(frozen=True, slots=True)
class Plugin:
    """What one plugin brought."""

    name: str
    project: Project
    rules: tuple[Rule, ...] = ()
    measures: tuple[Measure, ...] = ()
    commands: tuple[click.Command, ...] = ()


@dataclass(frozen=True, slots=True)
class Toolkit:
    """The enabled plugins that work, the common registers, and what went wrong."""

    common: Project
    plugins: tuple[Plugin, ...]
    problems: tuple[Problem, ...]

    @property
    def registers(self) -> tuple[Register, ...]:
        return (*self.common.registers, *(r for plugin in self.plugins for r in plugin.project.registers))

    @property
    def buttons(self) -> tuple[Button, ...]:
        """Those of the whole workbook, then those of each plugin."""
        return (*self.common.buttons, *(button for plugin in self.plugins for button in plugin.project.buttons))

    def plugin(self, name: str) -> Plugin | None:
        return next((plugin for plugin in self.plugins if plugin.name == name), None)

    def form(self, id: str) -> tuple[Plugin, Form] | None:
        """A form by id, with the plugin that brings it."""
        for plugin in self.plugins:
            form = plugin.project.form(id)
            if form:
                return plugin, form
        return None

    def of_year(self, year: int) -> Toolkit:
        """The same toolkit in the editions that a year goes by."""
        return replace(
            self,
            common=self.common.of_year(year),
            plugins=tuple(replace(each, project=each.project.of_year(year)) for each in self.plugins),
        )


def installed() -> dict[str, EntryPoint]:
    """Every installed plugin by name."""
    return {point.name: point for point in entry_points(group=GROUP)}


def allowed(settings: Settings) -> tuple[str, ...]:
    """The names that may be loaded: the allow list, or the bundled plugins when no file gives one."""
    if settings.enabled is not None:
        return settings.enabled
    return tuple(
        name for name, point in sorted(installed().items()) if point.dist is not None and point.dist.name == OWN
    )


def common_project() -> Project:
    """The registers and the edition that all projects share."""
    return Project.read_folder(Path(__file__).parent.parent / "common", "common")


def hear(settings: Settings, only: Iterable[str] | None = None) -> Toolkit:
    """Load the allowed plugins and ask each hook once."""
    manager = pluggy.PluginManager("ubb4")
    manager.add_hookspecs(hookspecs)
    points, plugins, problems = installed(), list[Plugin](), list[Problem]()
    for name in allowed(settings) if only is None else only:
        point = points.get(name)
        if point is None:
            problems.append(Problem(name, _("«{name}» плагині орнатылмаған.", name=name)))
            continue
        heard = _guarded(name, problems, lambda point=point, name=name: _hear(manager, name, point))  # type: ignore[misc]
        if heard is not None:
            plugins.append(heard)
    common = common_project()
    plugins = _without_conflicts(common, plugins, problems)
    plugins.sort(key=lambda plugin: plugin.project.number)
    plugins = [_reading(plugin, settings, problems) for plugin in plugins]
    known = {name for plugin in plugins for name in plugin.project.edition.readings}
    for name in sorted(set(settings.readings) - known):
        problems.append(Problem(OWN, _("{file}: [reading] {name}: мұндай атау жоқ, ештеңе өзгермеді.", file=settings.path, name=name)))
    return Toolkit(common, tuple(plugins), tuple(problems))


def _reading(plugin: Plugin, settings: Settings, problems: list[Problem]) -> Plugin:
    """The plugin with the readings that this team chose; one that is none of the options changes nothing and is named."""
    try:
        return replace(plugin, project=plugin.project.choosing(settings.readings))
    except ValueError as error:
        problems.append(Problem(plugin.name, _("{file}: [reading] {error}", file=settings.path, error=error)))
        return plugin


def _guarded(name: str, problems: list[Problem], act: Callable[[], Plugin]) -> Plugin | None:
    try:
        return act()
    except (Exception, SystemExit) as error:
        _log.exception("plugin %s", name)
        kind = "" if type(error).__name__ == "PluginError" else f"{type(error).__name__}: "
        problems.append(Problem(name, _("«{name}» плагині жүктелмеді: {error}", name=name, error=f"{kind}{error}")))
        return None


def _hear(manager: pluggy.PluginManager, name: str, point: EntryPoint) -> Plugin:
    module = point.load()
    manager.register(module, name)
    manager.check_pending()
    project = _one(manager, name, "provide_project")
    if not isinstance(project, Project):
        raise TypeError(f"provide_project: {type(project).__name__}, not Project")
    return Plugin(
        name=name,
        project=replace(project, version=point.dist.version if point.dist else ""),
        rules=tuple(_one(manager, name, "provide_rules") or ()),
        measures=tuple(_one(manager, name, "provide_measures") or ()),
        commands=tuple(_one(manager, name, "provide_commands") or ()),
    )


def _one(manager: pluggy.PluginManager, name: str, hook: str) -> Any:
    for implementation in getattr(manager.hook, hook).get_hookimpls():
        if implementation.plugin_name == name:
            return implementation.function()
    return None


def _without_conflicts(common: Project, plugins: list[Plugin], problems: list[Problem]) -> list[Plugin]:
    """Two plugins must not bring one name: the later one is set aside, both are named."""
    owners = {("register", each.name): OWN for each in common.registers}
    owners |= {("button", each.id.casefold()): OWN for each in common.buttons}
    owners |= {("notebook", path.stem.casefold()): OWN for path in shipped("notebooks").glob("*.ipynb")}
    kept = []
    for plugin in plugins:
        project = plugin.project
        names = [
            *(("register", r.name) for r in project.registers),
            *(("form", f.id) for f in project.forms),
            *(("button", b.id.casefold()) for b in project.buttons),
            *(("notebook", path.stem.casefold()) for path in project.notebooks),
        ]
        clash = next((name for name in names if name in owners), None)
        if clash:
            problems.append(
                Problem(
                    plugin.name,
                    _(
                        "«{first}» пен «{second}» плагиндерінде бір ат: {kind} {name}; соңғысы қосылмады.",
                        first=owners[clash], second=plugin.name, kind=clash[0], name=clash[1],
                    ),
                )
            )  # fmt: skip
            continue
        owners.update(dict.fromkeys(names, plugin.name))
        kept.append(plugin)
    return kept
