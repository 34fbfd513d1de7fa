"""Notebooks as a built-in plugin: its command, its button, what the doctor tells of Jupyter and of the browser."""

from __future__ import annotations

from collections.abc import Iterable

from ubb4.features.notebook import COMMANDS
from ubb4.plugins.hookspecs import hookimpl
from ubb4.plugins.offers import Action, Command, Look, Verb


@hookimpl
def provide_commands() -> Iterable[Command]:
    return [Command(*each) for each in COMMANDS]


@hookimpl
def provide_verbs() -> Iterable[Verb]:
    return [Verb("gate", "ubb4.features.notebook.gate:asked")]


@hookimpl
def provide_actions() -> Iterable[Action]:
    return [Action("notebook", "ubb4.features.notebook.button:run")]


@hookimpl
def provide_doctor() -> Iterable[Look]:
    """Whether notebooks can be run, and printed; looked for when the doctor asks."""
    return [Look("ubb4.features.notebook.looks:can_run"), Look("ubb4.features.notebook.looks:can_print")]
