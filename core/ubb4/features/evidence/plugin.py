"""Confirming documents as a built-in plugin: its commands, what they ask of the worker, its rules and its buttons."""

from __future__ import annotations

from collections.abc import Iterable

from ubb4.checks.rule import Rule
from ubb4.features.evidence import COMMANDS
from ubb4.plugins.hookspecs import hookimpl
from ubb4.plugins.offers import Action, Command, Verb


@hookimpl
def provide_rules() -> Iterable[Rule]:
    from ubb4.features.evidence import folder_rules, rules

    return [*rules.ALL, *folder_rules.ALL]


@hookimpl
def provide_commands() -> Iterable[Command]:
    return [Command(*each) for each in COMMANDS]


@hookimpl
def provide_verbs() -> Iterable[Verb]:
    here = "ubb4.features.evidence.verbs"
    return [
        Verb(name, f"{here}:{function}")
        for name, function in (("add", "add"), ("list", "listed"), ("links", "ask_links"), ("pack", "pack"), ("verify", "verified"))
    ]


@hookimpl
def provide_actions() -> Iterable[Action]:
    return [Action("evidence", "ubb4.features.evidence.button:run"), Action("pack", "ubb4.features.evidence.package_button:run")]
