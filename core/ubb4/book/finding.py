"""A finding: one cell, one norm, one sentence that tells what is wrong and one that tells what to mend."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, fields

from ubb4.base.text import gettext as _

SEVERITIES = ("error", "warning", "info")


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found at one place of a workbook.

    `cell` is Excel's address (B7), `row` the sheet's true row number from 1, `column` the register's column
    name; all three are empty for a finding about a whole sheet.  `source` names the norm, `body` the sender in a gathered workbook;
    `id` is what it is known by at the next check, `decision` and `reason` what an officer decided about it.
    """

    code: str
    severity: str
    plugin: str
    sheet: str
    cell: str
    row: int | None
    column: str
    message: str
    hint: str = ""
    source: str = ""
    body: str = ""
    id: str = ""
    decision: str = ""
    reason: str = ""

    def to_json(self) -> dict[str, object]:
        return {name: getattr(self, name) for name in _FIELDS} | {name: value for name in _MORE if (value := getattr(self, name))}

    @property
    def set_aside(self) -> bool:
        """Whether an officer has decided about it and said why."""
        return bool(self.decision and self.reason)


@dataclass(frozen=True, slots=True)
class Found:
    """What a rule found, before the check names its code and plugin."""

    finding: Finding


_MORE = ("body", "id", "decision", "reason")
_FIELDS = tuple(field.name for field in fields(Finding) if field.name not in _MORE)


def in_order(findings: Iterable[Finding], sheets: list[str]) -> list[Finding]:
    """Findings in the order of the workbook: sheet, row, column, severity."""
    place = {sheet: number for number, sheet in enumerate(sheets)}

    def key(finding: Finding) -> tuple[int, int, int, str, int, str]:
        return (
            place.get(finding.sheet, len(place)),
            finding.row or 0,
            len(finding.cell),
            finding.cell,
            SEVERITIES.index(finding.severity),
            finding.code,
        )

    return sorted(findings, key=key)


def severity_words() -> dict[str, str]:
    """What a severity is called in the language in use."""
    return {"error": _("қате"), "warning": _("ескерту"), "info": _("мәлімет")}


def counts(findings: Iterable[Finding]) -> dict[str, int]:
    """How many findings of each severity."""
    counted = Counter(finding.severity for finding in findings)
    return {severity: counted[severity] for severity in SEVERITIES}


def cell_name(row: int, column: int) -> str:
    """Excel's address of a cell from its row and column numbers, both from 1."""
    return f"{column_letters(column)}{row}"


def column_letters(column: int) -> str:
    """Excel's letters of a column from its number: Z for 26, AA for 27."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
