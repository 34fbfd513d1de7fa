"""Four hooks; each takes nothing, is called once and returns frozen data."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import pluggy

if TYPE_CHECKING:
    import click

    from ubb4.checks.rule import Measure, Rule
    from ubb4.law.project import Project

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
def provide_commands() -> Iterable[click.Command]:  # type: ignore[empty-body]
    """Commands of the plugin's own for the terminal."""
