"""What lies between plugins: two of one name, what one names of another's, a plugin that needs another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ubb4.base.problem import Problem
from ubb4.base.shipped import shipped
from ubb4.base.text import LANGUAGES, speaking
from ubb4.base.text import gettext as _
from ubb4.law.consistency import between, meant
from ubb4.law.project import Project
from ubb4.law.register import Register
from ubb4.law.subtask import ALL_KINDS
from ubb4.plugins.extending import extended
from ubb4.plugins.found import OWN, actions_of_features, installed, project_of
from ubb4.plugins.plugin import Offers, Plugin

# what the kernel itself does: for the terminal, and on an open workbook
COMMANDS = ("new", "check", "due", "report", "measures", "renew", "start", "diff", "join", "plugins", "manual", "doctor")
ACTIONS = (
    "back", "calendar", "check", "due", "explain", "form", "help", "measures", "new", "next", "pdf", "printing", "renew", "report", "restore", "row", "start", "unmark",
)  # fmt: skip


def without_conflicts(common: Project, features: Sequence[Offers], plugins: Sequence[Plugin], problems: list[Problem]) -> list[Plugin]:
    """The plugins that can live together: of two with one name the later one is set aside, one that needs another rests without it."""
    owners = dict(_owned(common, OWN))
    owners |= {("command", name): OWN for name in COMMANDS} | {("action", name): OWN for name in ACTIONS}
    for feature in features:
        owners |= dict.fromkeys(_offered(feature), feature.name)
    owners |= {("notebook", path.stem.casefold()): OWN for path in shipped("notebooks").glob("*.ipynb")}
    kept = list[Plugin]()
    for plugin in sorted(plugins, key=lambda each: not each.bundled):  # a stranger never pushes out what comes with the toolkit
        names = [*_owned(plugin.project, plugin.name), *((key, plugin.name) for key in _offered(plugin.offers))]
        clash = next((key for key, __ in names if key in owners), None)
        if clash:
            sentence = _(
                "«{first}» пен «{second}» плагиндерінде бір ат: {kind} {name}; соңғысы қосылмады.",
                first=owners[clash], second=plugin.name, kind=clash[0], name=clash[1],
            )  # fmt: skip
            problems.append(Problem(plugin.name, sentence))
            continue
        owners.update(names)
        kept.append(plugin)
    kept = _resting(kept, problems)
    kept = extended(kept, problems)
    return [plugin for plugin in kept if not _lost(plugin, common, kept, features, problems)]


def _owned(project: Project, owner: str) -> Iterator[tuple[tuple[str, str], str]]:
    for register in project.registers:
        if register.extends:
            continue
        yield ("register", register.name), owner
        for language in LANGUAGES:
            with speaking(language):
                yield ("sheet", register.sheet_name().casefold()), owner
    yield from ((("form", form.id), owner) for form in project.forms)
    yield from ((("button", button.id.casefold()), owner) for button in project.buttons)
    yield from ((("notebook", path.stem.casefold()), owner) for path in project.notebooks)
    yield from ((("subtask", subtask.id), owner) for subtask in project.subtasks)


def _offered(offers: Offers) -> Iterator[tuple[str, str]]:
    yield from (("command", each.name or "") for each in offers.commands)
    yield from (("action", each.name) for each in offers.actions)
    yield from (("measure", each.name) for each in offers.measures)


def _resting(plugins: Sequence[Plugin], problems: list[Problem]) -> list[Plugin]:
    """Without those whose needed plugin is not there, until nothing changes."""
    kept = list(plugins)
    while True:
        here = {plugin.name for plugin in kept}
        resting = [plugin for plugin in kept if not here.issuperset(plugin.project.needs)]
        if not resting:
            return kept
        for plugin in resting:
            lacking = ", ".join(name for name in plugin.project.needs if name not in here)
            problems.append(
                Problem(plugin.name, _("«{name}» плагині күтуде: оған {needs} керек. Қосу: ubb4 plugins enable {needs}.", name=plugin.name, needs=lacking))
            )
        kept = [plugin for plugin in kept if plugin not in resting]


def _lost(plugin: Plugin, common: Project, plugins: Sequence[Plugin], features: Sequence[Offers], problems: list[Problem]) -> bool:
    """Whether a plugin names something that nobody brings in what it cannot do without; each such name is told."""
    everybody = {register.name: register for each in (common, *(p.project for p in plugins)) for register in each.registers}
    needed = [each for each in plugins if each.name in plugin.project.needs]
    fatal: list[str] = []
    if needed:
        path = plugin.project.folder / "project.toml"
        others = {register.name: register for each in needed for register in each.project.registers}
        subtasks = frozenset(subtask.id for each in needed for subtask in each.project.subtasks)
        fatal += [f"{path}: {complaint}" for complaint in between(plugin.project.parts(others, subtasks))]
    told = [*_references(plugin, everybody), *_kinds(plugin, common), *_buttons(plugin, plugins, features)]
    problems += [Problem(plugin.name, sentence) for sentence in (*fatal, *told)]
    return bool(fatal)


def _references(plugin: Plugin, everybody: Mapping[str, Register]) -> Iterator[str]:
    """Registers of others that a reference or a rule names; one of a plugin that is installed and not enabled is no mistake."""
    named = [(f"{r.name}.schema.json: {c.name}: x-ref", c.reference[0]) for r in plugin.project.registers for c in r.columns if c.reference]
    named += [(f"rule {rule.code}", name) for rule in plugin.rules for name in rule.registers]
    unknown = [(place, name) for place, name in named if name not in everybody]
    if not unknown:
        return
    elsewhere = _elsewhere()
    for place, name in unknown:
        if name not in elsewhere:
            yield _("{place}: «{name}» деген реестр ешбір плагинде жоқ.", place=place, name=name) + meant(name, [*everybody, *elsewhere])


def _kinds(plugin: Plugin, common: Project) -> Iterator[str]:
    """Kinds of body that a subtask names and nobody knows: no body would carry it out."""
    known = {ALL_KINDS, *(kind.id for kind in common.edition.kinds)}
    for subtask in plugin.project.subtasks:
        for kind in subtask.kinds:
            if kind not in known:
                yield f"{subtask.id}: kinds: {kind}: " + _("мұндай орган түрі жоқ.") + meant(kind, known)


def _elsewhere() -> set[str]:
    projects = filter(None, (project_of(name) for name in installed()))
    return {register.name for project in projects for register in project.registers}


def _buttons(plugin: Plugin, plugins: Sequence[Plugin], features: Sequence[Offers]) -> Iterator[str]:
    # a feature that the team has disabled lets its buttons sleep: nothing is wrong with the plugin
    known = {*ACTIONS, *actions_of_features(), *(each.name for offers in (*features, *(p.offers for p in plugins)) for each in offers.actions)}
    forms = {"all", *(form.id for each in plugins for form in each.project.forms)}
    for button in plugin.project.buttons:
        word, *rest = button.run.split()
        if word not in known:
            yield _("{button} батырмасы: «{word}» деген әрекет жоқ.", button=button.id, word=word) + meant(word, known)
        elif word == "report" and (not rest or rest[0] not in forms):
            yield _("{button} батырмасы: «{word}» деген нысан жоқ.", button=button.id, word=" ".join(rest)) + meant(" ".join(rest), forms)
