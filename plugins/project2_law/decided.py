"""The lists of a reconciliation come back with a person's decisions: read only where they belong to the same two files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ubb4 import N_, UseError, folded, in_all
from ubb4 import gettext as _

META = {"kind": "project2_law:reconcile"}
CHOICES = {
    "one": N_("бір құқық бұзушылық"),
    "two": N_("екі бөлек құқық бұзушылық"),
    "yes": N_("енгізу"),
    "no": N_("енгізбеу"),
}
_MEANT = {folded(text): key for key, label in CHOICES.items() for text in in_all(label)}


@dataclass(frozen=True)
class Decided:
    """Answers by the rows' numbers: of pairs (our row, their row), of rows that they have alone."""

    pairs: Mapping[tuple[int, int], str]
    singles: Mapping[int, str]

    def pair(self, ours: int, theirs: int) -> str | None:
        return self.pairs.get((ours, theirs))

    def single(self, theirs: int) -> str | None:
        return self.singles.get(theirs)


def decisions(workbook: Any, hashes: Mapping[str, str], name: str) -> Decided:
    """What was decided; UseError where the lists were made from other files, or from files changed since."""
    meta = {str(row[0]): str(row[1]) for sheet in workbook.sheets if sheet.name == "_ubb4" for row in sheet.rows if len(row) > 1}
    if meta.get("kind") != META["kind"]:
        raise UseError(_("{file}: бұл салыстыру нәтижесі емес.", file=name))
    if any(meta.get(key) != value for key, value in hashes.items()):
        raise UseError(_("{file}: салыстырудан кейін кітап немесе тізім өзгерген. Қайта салыстырыңыз.", file=name))
    pairs: dict[tuple[int, int], str] = {}
    singles: dict[int, str] = {}
    for sheet in workbook.sheets:
        for row in sheet.rows if sheet.name != "_ubb4" else ():
            answer = _MEANT.get(folded(str(row[-1]))) if row and row[-1] else None
            if answer in ("one", "two"):
                pairs[int(row[1]), int(row[2])] = answer
            elif answer in ("yes", "no"):
                singles[int(row[2])] = answer
    return Decided(pairs, singles)
