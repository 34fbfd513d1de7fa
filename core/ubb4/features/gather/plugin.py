"""Gathering as a built-in plugin: its command, what it asks of the worker, its button."""

from __future__ import annotations

from collections.abc import Iterable

from ubb4.features.gather import COMMANDS
from ubb4.plugins.hookspecs import hookimpl
from ubb4.plugins.offers import Action, Command, Verb


@hookimpl
def provide_commands() -> Iterable[Command]:
    return [Command(*each) for each in COMMANDS]


@hookimpl
def provide_verbs() -> Iterable[Verb]:
    here = "ubb4.features.gather"
    return [Verb("part", f"{here}.part:asked"), Verb("roster", f"{here}.roster:asked"), Verb("letter", f"{here}.letters:asked")]


@hookimpl
def provide_actions() -> Iterable[Action]:
    return [Action("bodies", "ubb4.features.gather.button:run")]
