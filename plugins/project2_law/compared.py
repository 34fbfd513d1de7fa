"""Our offences beside a list that somebody sent: which rows are probably one offence, and in what they differ."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from project2_law import matching
from project2_law.rules.heads import register_number
from ubb4 import Book, Desk, Row, Table, UseError, folded
from ubb4 import gettext as _

_COMPARED = ("category", "erdr", "offence_on", "position", "person", "place", "damage", "act_on", "in_force_on", "order_number", "order_on")


@dataclass(frozen=True)
class Lists:
    """Our offences and theirs, the pairs between them, and what each pair differs in."""

    book: Book
    ours: list[Row]
    theirs: list[Row]
    pairs: list[matching.Pair]
    unlike: list[list[str]]
    notes: list[str]
    problems: list[dict[str, str]]
    hashes: dict[str, str]
    unread: int  # cells of their list that were not understood

    @property
    def alone(self) -> tuple[list[Row], list[Row]]:
        ours, theirs = {pair.ours for pair in self.pairs}, {pair.theirs for pair in self.pairs}
        return (
            [row for place, row in enumerate(self.ours) if place not in ours],
            [row for place, row in enumerate(self.theirs) if place not in theirs],
        )


def compare(desk: Desk, own: Path, other: Path) -> Lists:
    """The pairs between a workbook and a list; UseError where the list lacks what is compared."""
    opened = desk.read(own)
    book = opened.book
    table, findings = desk.read_list(other, "offences")
    lacking = [name for name in ("person", "offence_on") if name not in table.letters]
    if lacking:
        titles = ", ".join(_(table.register.column(name).title) for name in lacking)
        raise UseError(_("{file}: салыстыруға қажет баған жоқ: {titles}.", file=other.name, titles=titles))
    unread = [each for each in findings if each.severity == "error" and each.cell]
    notes = [*opened.notes, *(f"{other.name}: {each.sheet}!{each.cell}: {each.message}" for each in unread)]
    ours, theirs = list(book["offences"]), list(table)
    found = matching.pairs(records(ours), records(theirs), weights_of(desk))
    unlike = [_unlike(ours[pair.ours], theirs[pair.theirs], table) for pair in found]
    hashes = {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in (("ours", own), ("theirs", other))}
    return Lists(book, ours, theirs, found, unlike, notes, [each.to_json() for each in opened.problems], hashes, len(unread))


def records(rows: Sequence[Row]) -> list[matching.Record]:
    return [matching.Record.of(place, row["erdr"], row["person"], row["position"], row.date("offence_on")) for place, row in enumerate(rows)]


def _unlike(ours: Row, theirs: Row, table: Table) -> list[str]:
    """The fields that both lists have and that do not hold the same."""
    return [name for name in _COMPARED if name in table.letters and _comparable(name, ours.raw(name)) != _comparable(name, theirs.raw(name))]


def _comparable(name: str, value: Any) -> Any:
    if value is None or isinstance(value, date | int | float):
        return value
    return register_number(value) if name == "erdr" else folded(str(value))


def weights_of(desk: Desk) -> matching.Weights:
    """What each field weighs, as the edition says."""
    plugin = desk.toolkit.plugin("project2_law")
    if plugin is None:
        raise UseError(_("«{name}» плагині қосылмаған.", name="project2_law"))
    return matching.Weights.of(plugin.project.edition.tables["matching"][0])
