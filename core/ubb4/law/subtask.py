"""What a project's file says of its parts: tasks, subtasks with their deadlines, buttons, forms, the front page's sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from ubb4.law.edition import Edition

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
        return tuple(filter(None, (self.subtask, *self.also)))

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


def read_task(entry: Mapping[str, Any]) -> Task:
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


def read_form(entry: Mapping[str, Any], folders: Sequence[Path]) -> Form:
    """A form with the folder that holds its template: the first of an edition's folders that has it, else the first."""
    template = entry.get("template", entry["id"])
    folder = next((each for each in folders if any(each.glob(f"{template}.*.docx"))), folders[0])
    return Form(
        id=entry["id"],
        title=entry["title"],
        subtask=entry.get("subtask", ""),
        each=entry.get("each", ""),
        template=template,
        source=entry["source"],
        folder=folder,
        when=entry.get("when", {}),
        on_request=entry.get("on_request", False),
        also=tuple(entry.get("also", ())),
    )
