"""The list by which a person confirms what was matched: written with the likeness of each line, read back with the answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from ubb4.base.errors import UseError
from ubb4.base.spelling import folded
from ubb4.base.text import N_, in_all
from ubb4.base.text import gettext as _
from ubb4.book.typed import parse_date
from ubb4.book.workbook import Workbook
from ubb4.excel.lists import ListSheet, write_lists
from ubb4.features.yearmap.lines import Line
from ubb4.features.yearmap.matching import ASKED, MISSING, SURE, Match

KIND = "ubb4:map"
YES, NO = N_("иә"), N_("жоқ")


@dataclass(frozen=True)
class Entry:
    """What goes into the map's row of a subtask."""

    subtask: str
    name_kk: str
    name_ru: str
    due_on: date | None


def write(path: Path, found: Sequence[Match], lines: Sequence[Line], digests: Mapping[str, str]) -> None:
    """The list, the doubtful first; on a second sheet the lines that belong to no subtask."""
    words = {SURE: _("анық"), ASKED: _("сұралады"), MISSING: _("табылмады")}
    rows = []
    for each in sorted(found, key=lambda match: [ASKED, MISSING, SURE].index(match.how)):
        line = each.line
        rows.append(
            [
                each.subtask.id, _(each.subtask.title), line.named(True) if line else "", line.named(False) if line else "", line.day if line and line.day else "",
                each.likeness if line else "", words[each.how], line.place if line else "", _(YES) if each.how == SURE else "",
            ]
        )  # fmt: skip
    heads = [
        (_("Қосалқы тапсырма"), 12.0), (_("Нұсқаулықтағы атауы"), 44.0), (_("Картадағы атауы (қазақша)"), 44.0), (_("Картадағы атауы (орысша)"), 44.0),
        (_("Картадағы мерзімі"), 13.0), (_("Ұқсастығы, %"), 11.0), (_("Қалай"), 12.0), (_("Файлдағы орны"), 18.0), (_("Шешім"), 10.0),
    ]  # fmt: skip
    about = _("«Шешім» бағанында «иә» деп расталған жолдар ғана енгізіледі: атауын, күнін осы тізімде түзетуге болады.")
    used = {id(each.line) for each in found if each.line is not None}
    rest = [[line.place, " · ".join(line.texts), line.day or ""] for line in lines if id(line) not in used]
    others = [(_("Файлдағы орны"), 18.0), (_("Мәтіні"), 90.0), (_("Мерзімі"), 13.0)]
    sheets = [
        ListSheet(_("Карта"), _("Іске асыру картасының жолдары"), about, heads, rows, {8: [_(YES), _(NO)]}),
        ListSheet(_("Танылмаған жолдар"), _("Ешбір қосалқы тапсырмаға келмеген жолдар"), _("Керек жол осында қалса, алғашқы параққа көшіріңіз."), others, rest),
    ]
    write_lists(path, sheets, {"kind": KIND, **digests})


def read(workbook: Workbook, name: str, digests: Mapping[str, str]) -> tuple[list[Entry], int]:
    """(entries that were confirmed, how many rows wait for an answer); UseError where the list was made of other files."""
    meta = {str(row[0]): str(row[1]) for sheet in workbook.sheets if sheet.name == "_ubb4" for row in sheet.rows if len(row) > 1}
    if meta.get("kind") != KIND:
        raise UseError(_("{file}: бұл карта жолдарының тізімі емес.", file=name), "no-list")
    if any(meta.get(key) != value for key, value in digests.items()):
        raise UseError(_("{file}: тізім жасалғаннан кейін кітап немесе карта өзгерген. Тізімді қайта жасаңыз.", file=name), "changed")
    meant = {folded(text): key for key in (YES, NO) for text in in_all(key)}
    entries, waiting, strange, seen = list[Entry](), 0, list[str](), dict[str, int]()
    for number, row in enumerate(workbook.sheets[0].rows, 1):
        cells = [*row, *[""] * (9 - len(row))]
        if not str(cells[0]).startswith("P"):
            continue
        answer = meant.get(folded(str(cells[8])))
        if answer is None and str(cells[8]).strip():
            strange.append(f"I{number}: «{cells[8]}»")
        elif answer is None:
            waiting += 1
        elif answer == YES:
            day = _day(cells[4])
            if day is None and str(cells[4]).strip():
                strange.append(f"E{number}: «{cells[4]}»")
            entries.append(Entry(str(cells[0]), str(cells[2] or ""), str(cells[3] or ""), day))
            if seen.setdefault(str(cells[0]), number) != number:
                strange.append(_("A{number}: «{id}» екі рет расталған", number=number, id=cells[0]))
    if strange:
        raise UseError(_("{file}: түсініксіз ұяшықтар: {cells}. Түзетіп, қайта беріңіз.", file=name, cells="; ".join(strange)), "decision")
    return entries, waiting


def _day(value: object) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else parse_date(str(value)) if value else None
