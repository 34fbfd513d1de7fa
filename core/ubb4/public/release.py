"""Free text goes out only when a person has read it: the list of texts to read, and what was decided of each.

A text is known by its own words, so one that was changed since is asked about again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ubb4.errors import UseError
from ubb4.excel.lists import ListSheet, write_lists
from ubb4.register import Column
from ubb4.sheets import Workbook
from ubb4.spelling import folded
from ubb4.table import Row
from ubb4.text import N_, in_all
from ubb4.text import gettext as _

META = {"kind": "ubb4:release"}
YES, NO = N_("жариялануы мүмкін"), N_("жарияланбайды")
WITHHELD = "—"
# initials beside a surname, or a patronymic: such a short text may name somebody
_PERSON = re.compile(
    r"(?<!\w)[А-ЯЁӘҒҚҢӨҰҮҺІ]\.\s?(?:[А-ЯЁӘҒҚҢӨҰҮҺІ]\.)?\s?[А-ЯЁӘҒҚҢӨҰҮҺІ]\w+|\w{3,}\s+[А-ЯЁӘҒҚҢӨҰҮҺІ]\.|[А-ЯЁӘҒҚҢӨҰҮҺІ]\w+\s+[А-ЯЁӘҒҚҢӨҰҮҺІ]\w+(?:ұлы|қызы|улы|кызы|ович|евич|овна|евна)(?!\w)"
)


def is_free(column: Column, text: str) -> bool:
    """Whether a person must release the text: a long one, or a short one that seems to name somebody."""
    return column.type == "long" or (column.type in ("text", "reference", "term") and bool(_PERSON.search(text)))


@dataclass
class Release:
    """What was decided; every text that was asked about, with where it stands."""

    decided: Mapping[str, bool] = field(default_factory=dict)
    asked: dict[str, tuple[str, str, str]] = field(default_factory=dict)

    @property
    def pending(self) -> dict[str, tuple[str, str, str]]:
        """The texts that are still to be read."""
        return {text: place for text, place in self.asked.items() if self.decided.get(_key(text)) is None}

    def __call__(self, row: Row, column: Column, text: str) -> str:
        """The text, a dash where it stays inside, nothing while it is not decided."""
        if not text or not is_free(column, text):
            return text
        answer = self.decided.get(_key(text))
        number, cell = row.table.place(row.index, column.name)
        self.asked.setdefault(text, (row.table.sheet, cell or str(number), _(column.title)))
        return text if answer else WITHHELD if answer is False else ""


def _key(text: str) -> str:
    return " ".join(text.split())


def write_texts(path: Path, release: Release) -> None:
    """The list of all texts, those to be read first, with what was decided already."""
    headings = [(_("Парақ"), 20.0), (_("Ұяшық"), 9.0), (_("Баған"), 26.0), (_("Мәтін"), 80.0), (_("Шешім"), 24.0)]
    words = {True: _(YES), False: _(NO), None: ""}
    rows = [[sheet, cell, title, text, words[release.decided.get(_key(text))]] for text, (sheet, cell, title) in release.asked.items()]
    rows.sort(key=lambda row: bool(row[4]))
    about = _("Әр мәтінді оқып, онда адамның аты-жөні не қорғалатын мәлімет жоғына көз жеткізіңіз, содан кейін шешімін таңдаңыз.")
    write_lists(path, [ListSheet(_("Мәтіндер"), _("Жариялау алдында оқылатын мәтіндер"), about, headings, rows, {4: [_(YES), _(NO)]})], META)


def read_texts(workbook: Workbook, name: str) -> Mapping[str, bool]:
    """What was decided, by text; UseError where the file is not such a list."""
    sheets: Any = workbook.sheets
    meta = {str(row[0]): str(row[1]) for sheet in sheets if sheet.name == "_ubb4" for row in sheet.rows if len(row) > 1}
    if meta.get("kind") != META["kind"]:
        raise UseError(_("{file}: бұл жарияланатын мәтіндердің тізімі емес.", file=name), "no-list")
    meant = {folded(text): key == YES for key in (YES, NO) for text in in_all(key)}
    decided = {}
    for sheet in sheets:
        for row in sheet.rows if sheet.name != "_ubb4" else ():
            answer = meant.get(folded(str(row[4]))) if len(row) > 4 and row[4] else None
            if answer is not None and isinstance(row[3], str):
                decided[_key(row[3])] = answer
    return decided
