"""The hook implementations, nothing else."""

from __future__ import annotations

from collections.abc import Iterable

from ubb4 import N_, Command, Measure, Project, Rule, Verb, hookimpl


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
def provide_commands() -> Iterable[Command]:
    return [
        Command("reconcile", N_("Тізімдерді салыстыру, шешілгеннен кейін — №3 қосымша"), "project2_law.command:reconcile"),
        Command("summary-act", N_("Көп кітаптан жиынтық салыстыру актісі"), "project2_law.command:summary_act"),
    ]


@hookimpl
def provide_verbs() -> Iterable[Verb]:
    return [Verb(name, f"project2_law.verbs:{name}") for name in ("reconcile", "act", "summary")]
