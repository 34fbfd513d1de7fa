"""The tab as a built-in plugin: its command and its buttons."""

from __future__ import annotations

from collections.abc import Iterable

from ubb4.features.addin import COMMANDS
from ubb4.plugins.hookspecs import hookimpl
from ubb4.plugins.offers import Action, Command


@hookimpl
def provide_commands() -> Iterable[Command]:
    return [Command(*each) for each in COMMANDS]


@hookimpl
def provide_actions() -> Iterable[Action]:
    here = "ubb4.features.addin"
    return [Action("language", f"{here}.language_button:run"), Action("refresh", f"{here}.refresh_button:run"), Action("addin", f"{here}.state_button:run")]
