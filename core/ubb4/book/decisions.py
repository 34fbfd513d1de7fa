"""What an officer decided about findings: done, later, not ours, each with its reason.

A finding is known again by its code, register, row, column and what stands in the cell: when the value changes, a decision lapses. Decisions
stand in the workbook, in the list of findings and on the toolkit's hidden sheet; nothing of the finding is hidden by them.
"""

from __future__ import annotations

import hashlib
from collections import ChainMap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from ubb4.base.spelling import folded
from ubb4.base.text import LANGUAGES, N_, translation
from ubb4.base.text import gettext as _
from ubb4.book.finding import Finding

if TYPE_CHECKING:
    from ubb4.book.table import Table
    from ubb4.book.workbook import Sheet

KEPT_SHEET = "_ubb4_marks"  # the toolkit's hidden sheet in an open workbook
WORDS = {"done": N_("орындалды"), "later": N_("кейінге қалдырылды"), "not-ours": N_("бізге қатысты емес")}
DECISION, REASON, KNOWN = 8, 9, 10  # columns of the list of findings, from 0: the decision, its reason, what the finding is known by
NUMBER = "№"


@dataclass(frozen=True)
class Decision:
    """What was decided about one finding, and why."""

    what: str
    reason: str = ""


def decision_words() -> dict[str, str]:
    """What a decision is called in the language in use."""
    return {name: _(word) for name, word in WORDS.items()}


def known_by(findings: Sequence[Finding], tables: Iterable[Table]) -> list[Finding]:
    """The findings of these registers with what each is known by."""
    by_sheet = {table.sheet: table for table in tables if table.present}
    places: dict[str, dict[int, int]] = {}
    return [replace(each, id=_identity(each, by_sheet.get(each.sheet), places)) for each in findings]


def _identity(finding: Finding, table: Table | None, places: dict[str, dict[int, int]]) -> str:
    parts: list[Any] = [finding.code, table.register.name if table else finding.sheet, finding.column, finding.body]
    if table is not None and finding.row is not None:
        rows = places.setdefault(table.sheet, {number: index for index, number in enumerate(table.numbers)})
        index = 0 if table.register.layout == "form" else rows.get(finding.row)
        if index is not None and index < len(table):
            row = table.row(index)
            value = row.raw(finding.column) if finding.column in table.data else None
            parts += [row.key if row.key is not None else [row.raw(name) for name in table.data], value]
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]


def decided(findings: Sequence[Finding], found: Mapping[str, Decision]) -> list[Finding]:
    """The findings with what was decided about each."""
    if not found:
        return list(findings)
    return [replace(each, decision=found[each.id].what, reason=found[each.id].reason) if each.id in found else each for each in findings]


def of_sheets(sheets: Iterable[Sheet]) -> dict[str, Decision]:
    """What stands decided in a workbook: on the hidden sheet, and newer in the list itself."""
    by_name = {sheet.name: sheet for sheet in sheets}
    kept = by_name.get(KEPT_SHEET)
    if kept is None:
        return {}
    found = {str(row[2]): Decision(str(row[3]), str(row[4])) for row in kept.rows[1:] if len(row) > 4 and row[0] == "decision" and row[2]}
    listed = [of_list(by_name[str(row[2])].rows) for row in kept.rows[1:] if len(row) > 2 and row[0] == "findings" and row[2] in by_name]
    return newest(found, *listed)


def newest(*found: Mapping[str, Decision]) -> dict[str, Decision]:
    """Older decisions with newer ones in their place; one that was taken back is none."""
    return {id: each for id, each in ChainMap(*map(dict, reversed(found))).items() if each.what or each.reason}


def of_list(rows: Sequence[Sequence[Any]]) -> dict[str, Decision]:
    """What stands in the list of findings, empty decisions too: one that was taken back is none."""
    start = next((n for n, row in enumerate(rows) if row and row[0] == NUMBER), len(rows))
    return {
        str(row[KNOWN]): Decision(_key(row[DECISION]), str(row[REASON] or "").strip())
        for row in rows[start + 1 :]
        if len(row) > KNOWN and row[0] not in (None, "") and row[KNOWN]
    }


def _key(word: Any) -> str:
    """The decision that a word of any language says."""
    text = folded(str(word or ""))
    return next((name for name, source in WORDS.items() if text in (folded(translation(source, language)) for language in LANGUAGES)), "")
