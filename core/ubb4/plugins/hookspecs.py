"""Seven hooks; each takes nothing, is called once and returns frozen data."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import pluggy

if TYPE_CHECKING:
    import click

    from ubb4.checks.rule import Rule
    from ubb4.law.project import Project
    from ubb4.measures.measure import Measure
    from ubb4.plugins.offers import Action, Command, Look, Verb

API = 2  # counted up when a hook changes its meaning; a plugin may say `requires_api = 2` in its project.toml

hookspec = pluggy.HookspecMarker("ubb4")
hookimpl = pluggy.HookimplMarker("ubb4")


@hookspec
def provide_project() -> Project:  # type: ignore[empty-body]
    """The project's folder read; usually `return Project.read("my_plugin")`."""


@hookspec
def provide_rules() -> Iterable[Rule]:  # type: ignore[empty-body]
    """What schemas cannot say: rules across rows, sheets and plugins."""


@hookspec
def provide_measures() -> Iterable[Measure]:  # type: ignore[empty-body]
    """Numbers that the instruction asks for, each able to show its rows."""


@hookspec
def provide_commands() -> Iterable[click.Command | Command]:  # type: ignore[empty-body]
    """Commands of the plugin's own for the terminal."""


@hookspec
def provide_verbs() -> Iterable[Verb]:  # type: ignore[empty-body]
    """What its commands ask of the guarded worker, where files from outside are read."""


@hookspec
def provide_actions() -> Iterable[Action]:  # type: ignore[empty-body]
    """What its buttons do on the open workbook, by the first word of their `run`."""


@hookspec
def provide_doctor() -> Iterable[Look]:  # type: ignore[empty-body]
    """What `ubb4 doctor` tells of what the plugin needs on this machine."""
