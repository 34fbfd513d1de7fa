"""The sheets that one presents: who has sent, what is missing, what was found; each cell leads to the rows behind it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ubb4.base.text import N_
from ubb4.base.text import gettext as _
from ubb4.book.decisions import decision_words
from ubb4.book.finding import SEVERITIES, severity_words
from ubb4.excel.grid import Cell, Grid, in_file, inside
from ubb4.excel.layout import HEADER_ROW
from ubb4.features.gather.merge import Entry, Left, Merged
from ubb4.law.register import Register
from ubb4.plugins.toolkit import Toolkit

SENT, FULL, FOUND = N_("Кім жіберді"), N_("Толықтық"), N_("Ескертпелер жиынтығы")
WHY = {
    "copy": N_("бірдей көшірме: саналмады"), "older": N_("ескірген нұсқа: жаңасы алынды"), "other-year": N_("басқа жылдың кітабы: жиынтыққа енгізілмеді"),
}  # fmt: skip


def why_left(left: Left) -> str:
    """Why a workbook was set aside, and the file that took its place."""
    return _(WHY[left.why]) + (f" ({left.other})" if left.other else "")


class Places:
    """Where a sender's row of a register lies in the gathered workbook."""

    def __init__(self, merged: Merged, registers: Sequence[Register]) -> None:
        self._first: dict[tuple[str, str], int] = {}
        self._sheet = {register.name: register.sheet_name() for register in registers}
        for register in registers:
            number = HEADER_ROW + 2
            for entry in merged.entries:
                table = entry.payload["tables"].get(register.name)
                if table is not None:
                    self._first[register.name, entry.code] = number
                    number += len(table["numbers"])

    def row(self, register: str, entry: Entry, index: int = 0) -> str:
        """The place of a sender's row, from 0, as a link has it; empty where the register has none."""
        first = self._first.get((register, entry.code))
        return inside(self._sheet[register], first + index) if first is not None else ""


def who(merged: Merged, lang: str) -> Grid:
    """Who has sent and who has not, unknown senders with the likeliest bodies, what was set aside and what could not be read."""
    head = [_("Ұйым"), _("Коды"), _("БСН"), _("Күйі"), _("Файл"), _("Есепті жыл"), *(word.capitalize() for word in severity_words().values()), _("Түсіндірме")]
    return Grid(
        _(SENT), _("Кім жіберді, кім жібермеді"), totals(merged), head, [46, 9, 15, 24, 34, 9, 9, 11, 10, 60],
        _who(merged, lang),
    )  # fmt: skip


def totals(merged: Merged) -> str:
    """How many were gathered, set aside, not read, in one line."""
    told = _("Жиналған кітаптар: {n}", n=len(merged.entries))
    if merged.roster:
        there = sum(1 for entry in merged.entries if entry.body is not None)
        told += "; " + _("тізілімдегі {all} ұйымның {n} ұйымы жіберді", all=len(merged.roster.bodies), n=there)
    if merged.left:
        told += "; " + _("жиынтыққа енгізілмегені: {n}", n=len(merged.left))
    return told + ("; " + _("оқылмағаны: {n}", n=len(merged.unread)) if merged.unread else "")


def _who(merged: Merged, lang: str) -> Iterator[Sequence[Any]]:
    by_body: dict[str, list[Entry]] = {}
    for entry in merged.entries:
        if entry.body is not None:
            by_body.setdefault(entry.body.code, []).append(entry)
    for depth, body in merged.roster.tree():
        name = "    " * depth + body.name(lang)
        if body.code not in by_body:
            yield [name, body.code, body.bin, Cell(_("жібермеді"), "bad"), "", "", "", "", "", ""]
        for entry in by_body.get(body.code, ()):
            yield _sent(entry, name, merged, lang)
    for entry in merged.entries:
        if entry.body is None:
            yield _sent(entry, entry.name, merged, lang)
    for left in merged.left:
        note = why_left(left)
        yield [left.name, "", "", Cell(_("жиынтыққа енгізілмеді"), "half"), Cell(left.file, "cell-link", in_file(left.file)), "", "", "", "", note]
    for file, why in merged.unread:
        yield [Cell(file, "cell"), "", "", Cell(_("оқылмады"), "bad"), Cell(file, "cell-link", in_file(file)), "", "", "", "", why]


def _sent(entry: Entry, name: str, merged: Merged, lang: str) -> Sequence[Any]:
    counts = Counter(finding["severity"] for finding in entry.payload["findings"])
    notes = []
    if entry.year != merged.year:
        notes.append(_("өткен немесе басқа жылдың кітабы"))
    notes += [_("ескі нұсқасы да жіберілген: {file}", file=left.file) for left in merged.left if left.other == entry.file and left.why == "older"]
    unknown = bool(merged.roster) and entry.body is None
    if unknown and entry.guesses:
        likely = "; ".join(f"{body.name(lang)} ({likeness:.0f} %)" for body, likeness in entry.guesses)
        notes.append(_("тізілімде жоқ; ұқсасы: {likely}. Дұрыс болса, тізілімнің «Басқа атаулары» бағанына осы атауды жазыңыз", likely=likely))
    elif unknown:
        notes.append(_("тізілімде жоқ"))
    notes += [message for __, message in entry.payload["problems"]]
    state = Cell(_("белгісіз жіберуші"), "half") if unknown else Cell(_("жіберді"), "good")
    numbers = [Cell(counts[severity], "bad" if severity == "error" and counts[severity] else "cell") for severity in SEVERITIES]
    return [name, entry.code, entry.bin, state, Cell(entry.file, "cell-link", in_file(entry.file)), entry.year, *numbers, "; ".join(notes)]


def full(merged: Merged, toolkit: Toolkit, places: Places) -> Grid:
    """Body by subtask: how many confirming documents are entered, else whether its registers are filled at all."""
    subtasks = [(s, project.name) for project in (plugin.project for plugin in toolkit.plugins) for s in project.subtasks]
    registers: dict[str, list[str]] = {}
    for register in toolkit.registers:
        for id in register.subtasks:
            registers.setdefault(id, []).append(register.name)
    head = [_("Ұйым"), *(f"{s.id} {_(s.title)}"[:90] for s, __ in subtasks)]
    about = _("Жасыл: растайтын құжаты енгізілген (саны). Сары: реестрі толтырылған, құжаты жоқ. Қызыл: ештеңе енгізілмеген. Сұр: бұл ұйымға қатысы жоқ.")
    rows = ([entry.name, *(_fullness(entry, s.id, registers.get(s.id, ()), places) for s, __ in subtasks)] for entry in merged.entries)
    return Grid(_(FULL), _("Ұйымдар мен қосалқы тапсырмалар бойынша толықтық"), about, head, [40, *[5.5] * len(subtasks)], rows, tall=190)


def _fullness(entry: Entry, subtask: str, registers: Sequence[str], places: Places) -> Cell:
    if subtask not in entry.payload["applying"]:
        return Cell("", "none")
    number = entry.payload["entered"].get(subtask, 0)
    if number:
        return Cell(number, "good", places.row("evidence", entry, _evidence(entry.payload, subtask)))
    filled = next((name for name in registers if entry.payload["tables"].get(name, {}).get("numbers")), None)
    if filled is not None:
        return Cell("•", "half", places.row(filled, entry))
    there = next((name for name in registers if name in entry.payload["tables"]), None)
    return Cell("—", "bad", places.row(there, entry) if there else "")


def _evidence(payload: Mapping[str, Any], subtask: str) -> int:
    """The first row of confirming documents that names a subtask, from 0."""
    values = payload["tables"].get("evidence", {}).get("columns", {}).get("subtasks", ())
    return next((index for index, value in enumerate(values) if isinstance(value, str) and subtask in value.upper()), 0)


def findings(merged: Merged) -> Grid:
    """Every finding of every sender, with a link to its cell in the sender's file."""
    words = severity_words()
    head = [_("Ұйым"), _("Деңгейі"), _("Парақ"), _("Ұяшық"), _("Не дұрыс емес"), _("Не істеу керек"), _("Норма"), _("Ереже"), _("Файл"), _("Шешім"),
            _("Шешімнің себебі")]  # fmt: skip
    decisions = decision_words()
    styles = {"error": "bad", "warning": "half", "info": "none"}

    def rows() -> Iterator[Sequence[Any]]:
        for severity in SEVERITIES:
            for entry in merged.entries:
                for each in entry.payload["findings"]:
                    if each["severity"] == severity:
                        place = in_file(entry.file, each["sheet"], each["cell"] or "A1")
                        yield [
                            entry.name, Cell(words[severity], styles[severity]), each["sheet"], Cell(each["cell"] or "→", "cell-link", place), each["message"],
                            each["hint"], each["source"], each["code"], entry.file, decisions.get(each.get("decision", ""), ""), each.get("reason", ""),
                        ]  # fmt: skip

    return Grid(
        _(FOUND),
        _("Барлық кітаптың ескертпелері"),
        _("Алдымен қателер; ұяшықты басса, жіберушінің файлы ашылады."),
        head,
        [34, 11, 18, 9, 60, 50, 30, 24, 28, 18, 30],
        rows(),
    )
