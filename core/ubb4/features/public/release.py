"""Free text goes out only when a person has read it: the list of texts to read, and what was decided of each.

A text is known by its own words, so one that was changed since is asked about again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ubb4.base.errors import UseError
from ubb4.base.spelling import folded, may_name_somebody
from ubb4.base.text import N_, in_all
from ubb4.base.text import gettext as _
from ubb4.book.sheets import Workbook
from ubb4.book.table import Row
from ubb4.book.typed import parse_term
from ubb4.excel.lists import ListSheet, write_lists
from ubb4.law.register import Column

META = {"kind": "ubb4:release"}
YES, NO = N_("жариялануы мүмкін"), N_("жарияланбайды")
TEXT, DECISION = N_("Мәтін"), N_("Шешім")
WITHHELD = "—"


def is_free(column: Column, text: str) -> bool:
    """Whether a person must release the text: whatever was typed and is no choice, key, day or number; a surname alone looks like any word."""
    if column.type == "link":
        return may_name_somebody(text)
    if column.type == "term":
        return may_name_somebody(text) or parse_term(text).ends_on is None
    return column.type in ("long", "text", "reference", "person") and not column.choices and _WORD.search(text) is not None


_WORD = re.compile(r"[^\W\d_]{2}")  # T1 and 41-ө are no words


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
        unread = (row.index, column.name) in row.table.bad  # a cell that was not understood may hold anything
        if not text or not (unread or is_free(column, text)):
            return text
        answer = self.decided.get(_key(text))
        number, cell = row.table.place(row.index, column.name)
        self.asked.setdefault(text, (row.table.sheet, cell or str(number), column.title))
        return text if answer else WITHHELD if answer is False else ""


def _key(text: str) -> str:
    return " ".join(text.split())


def write_texts(path: Path, release: Release) -> None:
    """The list of all texts, those to be read first, with what was decided already."""
    headings = [(_("Парақ"), 20.0), (_("Ұяшық"), 9.0), (_("Баған"), 26.0), (_(TEXT), 80.0), (_(DECISION), 24.0)]
    words = {True: _(YES), False: _(NO), None: ""}
    rows = [[sheet, cell, _(title), text, words[release.decided.get(_key(text))]] for text, (sheet, cell, title) in release.asked.items()]
    rows.sort(key=lambda row: bool(row[4]))
    about = _("Әр мәтінді оқып, онда адамның аты-жөні не қорғалатын мәлімет жоғына көз жеткізіңіз, содан кейін шешімін таңдаңыз.")
    write_lists(path, [ListSheet(_("Мәтіндер"), _("Жариялау алдында оқылатын мәтіндер"), about, headings, rows, {4: [_(YES), _(NO)]})], META)


def read_texts(workbook: Workbook, name: str) -> Mapping[str, bool]:
    """What was decided, by text; UseError where the file is not such a list, or one text has two decisions. Hidden sheets decide nothing."""
    sheets: Any = workbook.sheets
    meta = {str(row[0]): str(row[1]) for sheet in sheets if sheet.name == "_ubb4" for row in sheet.rows if len(row) > 1}
    if meta.get("kind") != META["kind"]:
        raise UseError(_("{file}: бұл жарияланатын мәтіндердің тізімі емес.", file=name), "no-list")
    meant = {folded(text): key == YES for key in (YES, NO) for text in in_all(key)}
    decided: dict[str, bool] = {}
    strange, twice = [], []
    for sheet in sheets:
        places = (0, 0)
        for number, row in enumerate(sheet.rows if sheet.name != "_ubb4" and sheet.visible else (), 1):
            heads = {folded(str(value)): place for place, value in enumerate(row) if value}
            text, answer = (next((heads[word] for each in in_all(title) if (word := folded(each)) in heads), None) for title in (TEXT, DECISION))
            if text is not None and answer is not None:
                places = (text, answer)
            elif places != (0, 0) and len(row) > max(places) and isinstance(row[places[0]], str) and row[places[1]]:
                told = meant.get(folded(str(row[places[1]])))
                if told is None:
                    strange.append(f"{sheet.name}, {number}: «{row[places[1]]}»")
                elif decided.setdefault(_key(str(row[places[0]])), told) != told:
                    twice.append(f"{sheet.name}, {number}: «{row[places[0]]}»")
    if strange:
        raise UseError(_("{file}: шешім түсініксіз: {rows}. Тізімнен таңдаңыз.", file=name, rows="; ".join(strange)), "decision")
    if twice:
        raise UseError(_("{file}: бір мәтінге екі түрлі шешім қойылған: {rows}. Біреуін қалдырыңыз.", file=name, rows="; ".join(twice)), "decision")
    return decided
