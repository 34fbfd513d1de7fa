"""An edition of the instruction: what a year can change, each entry with its source.

Limits, dated names of authorities, citations, kinds of body and the text's own slips (errata).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from ubb4.base.spelling import folded
from ubb4.base.text import gettext as _

# a column's value in a sentence: {place}, {act_on:on}; one of the row that it refers to: {act.title}
FIELD = re.compile(r"\{(\w+(?:\.\w+)?)(?::\w+)?\}")


@dataclass(frozen=True, slots=True)
class Limit:
    """A number that the law sets.  `strength` is must or recommended; a recommendation gives warnings."""

    name: str
    value: float
    unit: str
    strength: str
    source: str
    reading: str = ""  # the unclear place whose reading gives the unit

    @property
    def severity(self) -> str:
        return "error" if self.strength == "must" else "warning"

    @property
    def days(self) -> int:
        return int(self.value)


@dataclass(frozen=True, slots=True)
class Authority:
    """The name that an authority bore from one day until another (both included)."""

    id: str
    title: str
    since: date
    until: date | None
    source: str

    def on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Erratum:
    """A slip or an unclear place of the instruction and the reading chosen here.

    `listed` tells where the slip is described: domain.md §1.6 (number), requirements.md, or both.
    """

    id: str
    place: str
    text: str
    reading: str
    listed: tuple[str, ...]
    subtasks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """How an unclear place of the instruction (`text`) is read: `value` is one of `options`, each with its words."""

    name: str
    value: Any
    text: str
    source: str
    options: Mapping[Any, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return _(self.options[self.value])


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a sentence; it is left out when a field that it names is empty, or `when` (column -> keys) does not hold."""

    text: str
    when: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Phrase:
    """The sentence that a document makes of one row of a register."""

    id: str
    register: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of body: ministry, akimat of a region, quasi-state entity, ..."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition, or a plugin's share of it."""

    id: str
    year: int
    source: str
    limits: Mapping[str, Limit] = field(default_factory=dict)
    authorities: tuple[Authority, ...] = ()
    citations: Mapping[str, str] = field(default_factory=dict)
    kinds: tuple[Kind, ...] = ()
    errata: tuple[Erratum, ...] = ()
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    readings: Mapping[str, Reading] = field(default_factory=dict)
    tables: Mapping[str, tuple[Mapping[str, Any], ...]] = field(default_factory=dict)
    phrases: Mapping[str, Phrase] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> Edition:
        """The edition's part of a `project.toml`, already checked by the grammar."""
        head = data["edition"]
        return cls(
            id=head["id"],
            year=head["year"],
            source=head["source"],
            unknown=tuple(head.get("unknown", ())),
            limits=dict(_limits(data)),
            words={name: tuple(folded(word) for word in words) for name, words in data.get("words", {}).items()},
            authorities=tuple(Authority(e["id"], e["title"], e["since"], e.get("until"), e["source"]) for e in data.get("authority", ())),
            citations={name: e["text"] for name, e in data.get("citation", {}).items()},
            kinds=tuple(Kind(e["id"], e["title"]) for e in data.get("kind", ())),
            errata=tuple(
                Erratum(e["id"], e["place"], e["text"], e["reading"], tuple(e["listed"]), tuple(e.get("subtasks", ()))) for e in data.get("erratum", ())
            ),
            readings={
                name: Reading(name, e["value"], e["text"], e["source"], {o["value"]: o["text"] for o in e["option"]})
                for name, e in data.get("reading", {}).items()
            },
            tables={name: tuple(rows) for name, rows in data.get("table", {}).items()},
            phrases={e["id"]: Phrase(e["id"], e["register"], tuple(_parts(e["part"]))) for e in data.get("phrase", ())},
        )

    def has_word(self, name: str, text: str) -> bool:
        """Whether a text is, or ends with, one of the edition's words of a kind."""
        plain = folded(text)
        return any(plain == word or plain.endswith(f" {word}") for word in self.words[name])

    def limit(self, name: str) -> Limit:
        """A limit by name, its unit as the edition reads it; KeyError is a maker's mistake."""
        limit = self.limits[name]
        return replace(limit, unit=str(self.readings[limit.reading].value)) if limit.reading else limit

    def reading(self, name: str) -> Reading:
        """The reading chosen for an unclear place; KeyError is a maker's mistake."""
        return self.readings[name]

    def choosing(self, chosen: Mapping[str, Any]) -> Edition:
        """The edition with other readings chosen; a value that is none of the options is refused with ValueError."""
        mine = {name: value for name, value in chosen.items() if name in self.readings}
        for name, value in mine.items():
            if value not in self.readings[name].options:
                raise ValueError(f"{name}: {value!r}: {', '.join(map(str, self.readings[name].options))}")
        return replace(self, readings={**self.readings, **{n: replace(self.readings[n], value=v) for n, v in mine.items()}})

    def authority(self, id: str, day: date) -> str:
        """The name that an authority bore on a day, in the language in use."""
        for row in self.authorities:
            if row.id == id and row.on(day):
                return _(row.title)
        raise KeyError(f"{id} on {day}")


def _parts(entries: Iterable[Mapping[str, Any]]) -> Iterator[Part]:
    for entry in entries:
        when = {column: (keys,) if isinstance(keys, str) else tuple(keys) for column, keys in entry.get("when", {}).items()}
        yield Part(entry["text"], when)


def _limits(data: Mapping[str, Any]) -> Iterator[tuple[str, Limit]]:
    """Limits given as such, and those that stand in a named due rule: a number is written once."""
    for name, e in data.get("limit", {}).items():
        yield name, Limit(name, e["value"], e["unit"], e.get("strength", "must"), e["source"])
    for task in data.get("task", ()):
        for due in (due for subtask in task["subtask"] for due in subtask.get("due", ()) if "name" in due):
            unit = next(unit for unit in ("working_days", "days", "months", "day") if unit in due)
            name = due["name"]
            yield (
                name,
                Limit(
                    name,
                    due[unit],
                    "day_of_month" if unit == "day" else unit,
                    due.get("strength", "must"),
                    due["source"],
                    due.get("reading", ""),
                ),
            )
