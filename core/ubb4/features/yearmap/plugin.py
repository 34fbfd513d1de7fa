"""The implementation map as a built-in plugin: its command, and what it asks of the worker."""

from __future__ import annotations

from collections.abc import Iterable

from ubb4.features.yearmap import COMMANDS
from ubb4.plugins.hookspecs import hookimpl
from ubb4.plugins.offers import Command, Verb


@hookimpl
def provide_commands() -> Iterable[Command]:
    return [Command(*each) for each in COMMANDS]


@hookimpl
def provide_verbs() -> Iterable[Verb]:
    here = "ubb4.features.yearmap.verbs"
    return [Verb("match", f"{here}:match"), Verb("enter", f"{here}:enter")]
