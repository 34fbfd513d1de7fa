"""The hook implementations, nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ubb4 import Measure, Project, Rule, hookimpl

if TYPE_CHECKING:
    import click


@hookimpl
def provide_project() -> Project:
    return Project.read("project2_law")


@hookimpl
def provide_rules() -> Iterable[Rule]:
    from project2_law import rules

    return rules.ALL


@hookimpl
def provide_measures() -> Iterable[Measure]:
    from project2_law import measures

    return measures.ALL


@hookimpl
def provide_commands() -> Iterable[click.Command]:
    from project2_law.command import reconcile, summary_act

    return [reconcile, summary_act]
