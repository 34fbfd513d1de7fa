"""The implementation map as a built-in plugin: its command and button, and what they ask of the worker."""

from __future__ import annotations

from collections.abc import Iterable

from ubb4.features.yearmap import COMMANDS
from ubb4.plugins.hookspecs import hookimpl
from ubb4.plugins.offers import Action, Command, Verb


@hookimpl
def provide_commands() -> Iterable[Command]:
    return [Command(*each) for each in COMMANDS]


@hookimpl
def provide_verbs() -> Iterable[Verb]:
    here = "ubb4.features.yearmap.verbs"
    return [Verb("match", f"{here}:match"), Verb("enter", f"{here}:enter")]


@hookimpl
def provide_actions() -> Iterable[Action]:
    return [Action("yearmap", "ubb4.features.yearmap.button:run")]
