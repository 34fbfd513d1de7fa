"""The hook implementations, nothing else."""

from __future__ import annotations

from collections.abc import Iterable

from ubb4 import Measure, Project, Rule, hookimpl


@hookimpl
def provide_project() -> Project:
    return Project.read("project4_culture")


@hookimpl
def provide_rules() -> Iterable[Rule]:
    from project4_culture import rules

    return rules.ALL


@hookimpl
def provide_measures() -> Iterable[Measure]:
    from project4_culture import measures

    return measures.ALL
