"""Project, Task, Subtask, Due, Button, Form: a plugin's folder read.

`Project.read("project1_risk")` reads `editions/<year>/project.toml`, its registers and the names of its
forms; the grammar (`grammar.py`) judges every file first and names file and key.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from ubb4.base.errors import PluginError
from ubb4.base.text import bind
from ubb4.base.text import gettext as _
from ubb4.law.edition import Edition
from ubb4.law.register import Register

ALL_KINDS = "all"


@dataclass(frozen=True, slots=True)
class Due:
    """A date that an event fixes.

    One of `before`, `after` (a column, register.column), `every` or `within` (month, quarter, year: after each, or by its
    last day) says from what; `working_days`, `days`, `months` or `day` how far.  `done` is the column of the date that fulfils it,
    `where` the values which that row holds (`event_where` those that the event's row holds), `match` the column by which it belongs to the event's row (else a
    reference does), `period` the column that tells its quarter or month, `reading` the unclear place that tells the unit.
    """

    title: str
    source: str
    before: str = ""
    after: str = ""
    every: str = ""
    working_days: int | None = None
    days: int | None = None
    months: int | None = None
    day: int | None = None
    times: int | None = None
    span: int | None = None
    done: tuple[str, ...] = ()
    where: Mapping[str, str] = field(default_factory=dict)
    strength: str = "must"
    if_empty: str = ""
    period: str = ""
    match: str = ""
    name: str = ""
    event_where: Mapping[str, str] = field(default_factory=dict)
    reading: str = ""
    within: str = ""

    @property
    def event(self) -> str:
        return self.before or self.after

    def read_by(self, edition: Edition) -> Due:
        """The same with its number in the unit that the edition reads."""
        if not self.reading:
            return self
        number = next(n for n in (self.days, self.working_days, self.months) if n is not None)
        unit = edition.reading(self.reading).value
        of = {each: number if each == unit else None for each in ("days", "working_days", "months")}
        return replace(self, days=of["days"], working_days=of["working_days"], months=of["months"])


@dataclass(frozen=True, slots=True)
class Subtask:
    """A subtask with its instruction's heading, the bodies it applies to and what confirms it; `lines` are those of the
    instruction's text, `confirmed_elsewhere` where another body confirms it and nothing is uploaded."""

    id: str
    title: str
    source: str
    strength: str
    evidence: str
    kinds: tuple[str, ...]
    due: tuple[Due, ...]
    lines: str = ""
    confirmed_elsewhere: bool = False

    def applies_to(self, kind: str | None) -> bool:
        """Whether a kind of body carries the subtask; an unknown kind carries all."""
        return kind is None or ALL_KINDS in self.kinds or kind in self.kinds


@dataclass(frozen=True, slots=True)
class Task:
    id: str
    title: str
    subtasks: tuple[Subtask, ...]


@dataclass(frozen=True, slots=True)
class Button:
    """A label on a command line; buttons of one `menu` open together under its label, `always` needs no workbook."""

    id: str
    label: str
    run: str
    tip: str = ""
    icon: str = ""
    menu: str = ""
    large: bool = False
    always: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """A Word document made from a template; `each` names the register of which every row has its own; one that is made
    `on_request` only is not among all. It serves `subtask` and those named by `also`."""

    id: str
    title: str
    subtask: str
    each: str
    template: str
    source: str
    folder: Path
    when: Mapping[str, str] = field(default_factory=dict)
    on_request: bool = False
    also: tuple[str, ...] = ()

    @property
    def subtasks(self) -> tuple[str, ...]:
        """Every subtask that the document serves."""
        return (self.subtask, *self.also)

    def path(self, language: str) -> Path:
        return self.folder / f"{self.template}.{language}.docx"


@dataclass(frozen=True, slots=True)
class Summary:
    """A sentence of the front page about a measure; `target` is a limit's name or a number, empty where there is none."""

    title: str
    measure: str
    subtask: str
    text: str
    target: str | float = ""


@dataclass(frozen=True)
class Project:
    """One plugin's project in one edition."""

    name: str
    number: int
    title: str
    edition: Edition
    tasks: tuple[Task, ...]
    registers: tuple[Register, ...]
    buttons: tuple[Button, ...]
    forms: tuple[Form, ...]
    notebooks: tuple[Path, ...]
    folder: Path
    version: str = ""
    summary: tuple[Summary, ...] = ()

    @classmethod
    def read(cls, package: str, year: int | None = None) -> Project:
        """The project of an installed package, in the edition of a year (the last one not after it)."""
        spec = find_spec(package)
        if spec is None or not spec.submodule_search_locations:
            raise PluginError(f"{package}: no such package")
        return cls.read_folder(Path(next(iter(spec.submodule_search_locations))), package, year)

    @classmethod
    def read_folder(cls, root: Path, name: str, year: int | None = None) -> Project:
        """The project whose files lie in `root`."""
        from ubb4.law.wellformed import check_project, check_register, check_together

        bind(name, root / "locale")
        years = sorted(int(path.name) for path in (root / "editions").glob("[0-9]*") if path.is_dir())
        if not years:
            raise PluginError(_("{file}: редакция бумасы (editions/2024 сияқты) жоқ.", file=root))
        wanted = max((each for each in years if year is None or each <= year), default=years[0])
        folder = root / "editions" / str(wanted)
        path = folder / "project.toml"
        try:
            data = tomllib.loads(path.read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise PluginError(f"{path}: {error}") from error
        check_project(data, path)
        registers = []
        for schema in sorted((folder / "registers").glob("*.schema.json")):
            check_register(schema)
            registers.append(Register.read(schema, name))
        order = data.get("registers", [])
        registers.sort(key=lambda r: order.index(r.name) if r.name in order else len(order))
        project = cls(
            name=name,
            number=data["number"],
            title=data["title"],
            edition=Edition.read(data),
            tasks=tuple(_task(entry) for entry in data.get("task", ())),
            registers=tuple(registers),
            buttons=tuple(Button(**entry) for entry in data.get("button", ())),
            forms=tuple(_form(entry, folder / "forms") for entry in data.get("form", ())),
            notebooks=tuple(sorted((folder / "notebooks").glob("*.ipynb"))),
            folder=folder,
            summary=tuple(Summary(**entry) for entry in data.get("summary", ())),
        )
        check_together(project, path)
        return project

    def of_year(self, year: int) -> Project:
        """The same project in the edition that a year goes by; itself when that is the one."""
        other = Project.read_folder(self.folder.parent.parent, self.name, year)
        readings = other.edition.readings
        chosen = {r.name: r.value for r in self.edition.readings.values() if r.value in getattr(readings.get(r.name), "options", ())}
        return replace(other, version=self.version).choosing(chosen)

    def choosing(self, readings: Mapping[str, Any]) -> Project:
        """The same project with unclear places read otherwise; ValueError for a value that is no option."""
        return replace(self, edition=self.edition.choosing(readings)) if readings else self

    @property
    def subtasks(self) -> tuple[Subtask, ...]:
        return tuple(subtask for task in self.tasks for subtask in task.subtasks)

    def form(self, id: str) -> Form | None:
        """A form by id, or None."""
        return next((form for form in self.forms if form.id == id), None)

    def registers_for(self, kind: str | None) -> tuple[Register, ...]:
        """The registers that a kind of body fills: those of a subtask that applies to it."""
        apply = {subtask.id for subtask in self.subtasks if subtask.applies_to(kind)}
        return tuple(r for r in self.registers if not r.subtasks or apply.intersection(r.subtasks))


def _task(entry: Mapping[str, Any]) -> Task:
    return Task(entry["id"], entry["title"], tuple(_subtask(each) for each in entry["subtask"]))


def _subtask(entry: Mapping[str, Any]) -> Subtask:
    return Subtask(
        id=entry["id"],
        title=entry["title"],
        source=entry["source"],
        strength=entry.get("strength", "must"),
        evidence=entry["evidence"],
        kinds=tuple(entry.get("kinds", [ALL_KINDS])),
        due=tuple(_due(each) for each in entry.get("due", ())),
        lines=entry.get("lines", ""),
        confirmed_elsewhere=entry.get("confirmed_elsewhere", False),
    )


def _due(entry: Mapping[str, Any]) -> Due:
    done = entry.get("done", ())
    return Due(**{**entry, "done": (done,) if isinstance(done, str) else tuple(done)})


def _form(entry: Mapping[str, Any], folder: Path) -> Form:
    return Form(
        id=entry["id"],
        title=entry["title"],
        subtask=entry["subtask"],
        each=entry.get("each", ""),
        template=entry.get("template", entry["id"]),
        source=entry["source"],
        folder=folder,
        when=entry.get("when", {}),
        on_request=entry.get("on_request", False),
        also=tuple(entry.get("also", ())),
    )
