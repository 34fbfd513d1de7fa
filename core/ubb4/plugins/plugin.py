"""What was heard of one plugin of a team, and of one built-in feature."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ubb4.checks.rule import Rule
from ubb4.law.project import Project
from ubb4.measures.measure import Measure
from ubb4.plugins.offers import Action, Command, Look, Verb

if TYPE_CHECKING:
    import click


@dataclass(frozen=True, slots=True)
class Offers:
    """What a plugin of a team and a built-in feature alike may bring."""

    name: str
    rules: tuple[Rule, ...] = ()
    measures: tuple[Measure, ...] = ()
    commands: tuple[click.Command | Command, ...] = ()
    verbs: tuple[Verb, ...] = ()
    actions: tuple[Action, ...] = ()
    looks: tuple[Look, ...] = ()


@dataclass(frozen=True, slots=True)
class Plugin:
    """One plugin of a team: its project and what it offers; a `bundled` one comes with the toolkit, and keeps a name that another wants too."""

    project: Project
    offers: Offers
    bundled: bool = False

    @property
    def name(self) -> str:
        return self.offers.name

    @property
    def rules(self) -> tuple[Rule, ...]:
        return self.offers.rules

    @property
    def measures(self) -> tuple[Measure, ...]:
        return self.offers.measures
