"""One opened workbook: what every verb takes in hand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from ubb4.base.files import evidence_folder
from ubb4.base.problem import Problem, guarded
from ubb4.base.settings import Settings
from ubb4.base.text import N_
from ubb4.book.book import Book
from ubb4.book.gathered import Sender
from ubb4.book.table import Row
from ubb4.law.project import Project
from ubb4.law.register import Register
from ubb4.law.subtask import Form
from ubb4.measures.combined import combined
from ubb4.measures.figures import Figure, by_name, figures
from ubb4.measures.measure import Measured
from ubb4.measures.sentences import Line, lines
from ubb4.plugins.plugin import Plugin
from ubb4.plugins.toolkit import Toolkit


@dataclass(frozen=True)
class Options:
    """How a command was asked to count."""

    today: date = field(default_factory=date.today)
    policy: str | None = None
    roll: bool | None = None


@dataclass(frozen=True)
class Opened:
    """A workbook read and understood, with the toolkit in the editions that it goes by.

    `notes` tell what to know about it, `standing` those of them that hold for the whole year and are told in one place, `problems` what could not be done; `file` is where it lies, None where that is not known;
    `folder` that of its confirming documents, where it is not the one beside the file.  A gathered workbook has `parts`, one opened for every
    sender, and a part its `sender`.
    """

    book: Book
    toolkit: Toolkit
    options: Options
    settings: Settings
    notes: tuple[str, ...] = ()
    standing: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    file: Path | None = None
    folder: Path | None = None
    parts: tuple[Opened, ...] = ()
    sender: Sender | None = None
    _made: dict[Any, Any] = field(default_factory=dict, repr=False, compare=False)

    @property
    def evidence(self) -> Path | None:
        """The folder of the workbook's confirming documents."""
        return self.folder or (evidence_folder(self.file) if self.file is not None else None)

    @cached_property
    def plugins(self) -> tuple[Plugin, ...]:
        """The enabled plugins that it was made for or holds a sheet of, and those without sheets of their own."""
        named = self.book.meta.get("plugins", "").split(",")
        return tuple(
            plugin
            for plugin in self.toolkit.plugins
            if plugin.name in named or not plugin.project.registers or any(r.name in self.book for r in plugin.project.registers)
        )

    @property
    def projects(self) -> list[Project]:
        return [plugin.project for plugin in self.plugins]

    @cached_property
    def applying(self) -> frozenset[str]:
        """The subtasks that its kind of body carries out, or any of those gathered."""
        if self.parts:
            return frozenset().union(*(part.applying for part in self.parts))
        return frozenset(s.id for project in self.projects for s in project.subtasks if s.applies_to(self.book.kind))

    def forms(self) -> list[tuple[Plugin, Form]]:
        """The forms of its plugins that such a body fills, and those that every body has."""
        found = [(plugin, form) for plugin in self.plugins for form in plugin.project.forms if self.applying.intersection(form.subtasks)]
        return found + [(self.toolkit.base, form) for form in self.toolkit.common.forms]

    def expected(self) -> list[Register]:
        """The registers that its kind of body fills, the front page included."""
        kind = self.book.kind
        found = [register for register in self.toolkit.common.registers if register.name == "organisation"]
        for project in self.projects:
            if kind is not None:
                found += project.registers_for(kind)
            else:  # an unknown kind is held to what all kinds share
                shared = {s.id for s in project.subtasks if "all" in s.kinds}
                found += [r for r in project.registers if not r.subtasks or shared.intersection(r.subtasks)]
        return found

    @cached_property
    def figures(self) -> tuple[list[Figure], list[Problem]]:
        """The measures of its plugins, counted once, and what could not be counted."""
        if self.parts:
            return combined(self.book, [(each.name, each.project.edition, each.measures) for each in self.plugins], [part.figures for part in self.parts])
        return figures(self.book, [(each.name, each.project.edition, each.measures) for each in self.plugins])

    @cached_property
    def measured(self) -> Mapping[str, Measured]:
        """What forms call `m`, by name."""
        return by_name(self.figures[0], (measure for plugin in self.toolkit.plugins for measure in plugin.measures))

    @cached_property
    def entered(self) -> Counter[str]:
        """How many confirming documents are entered for each subtask."""
        return Counter(each for row in self.book.tables.get("evidence", ()) for each in set(subtasks_of(row)))

    def once(self, key: Any, make: Callable[[], Any]) -> Any:
        """What is made of it once, under a key."""
        if key not in self._made:
            self._made[key] = make()
        return self._made[key]

    def summary(self) -> tuple[list[Line], list[Problem]]:
        """The front page's sentences about it, and whose could not be said."""
        found, problems = list[Line](), list[Problem]()
        for project in self.projects:
            with guarded(problems, project.name, NOT_SAID):
                found += lines([project], self.figures[0], self.book.kind)
        return found, problems


NOT_SAID = N_("«Басты бет» парағының көрсеткіштері жазылмады: {error}")
_COMMAS = re.compile(r"[;,\s]+")


def subtasks_of(row: Row) -> list[str]:
    """The subtasks that a confirming document serves, in capital letters."""
    return [part.upper() for part in _COMMAS.split(row["subtasks"] or "") if part]
