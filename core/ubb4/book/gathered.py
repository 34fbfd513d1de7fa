"""A gathered workbook: the rows of many senders in the same registers, each row with its sender; told apart again, a book a sender.

Right of a register's own columns stand the sender's code and name, the file, its sheet, its row and a link to it.  Keys and references
are made unique by the code (`017-T1`), which a part does without again: what is right in a sender's own workbook is right here.  Two hidden
sheets keep what rows cannot say: who sent what (`SENDERS`), and what was found while each file was read (`TOLD`).
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any

from ubb4.base.spelling import folded
from ubb4.base.text import N_, in_all
from ubb4.base.text import gettext as _
from ubb4.book.book import META_SHEET, Book, overrides
from ubb4.book.finding import Finding, cell_name
from ubb4.book.table import Table
from ubb4.book.workbook import Sheet, Workbook
from ubb4.law.days import kazakhstan
from ubb4.law.register import COMPUTED, Register

STAMP = "gathered"  # its own word for it, on its sheet of versions
SENDERS, TOLD = "_ubb4_senders", "_ubb4_told"
BODIES = N_("Ұйымдар")  # the sheet on which every sender has a row of the organisation's columns
ORIGIN = {
    "code": N_("Жіберушінің коды"), "body": N_("Жіберуші ұйым"), "file": N_("Жіберілген файл"), "sheet": N_("Файлдағы парақ"),
    "row": N_("Парақтағы жол"), "link": N_("Файлға сілтеме"),
}  # fmt: skip


@dataclass(frozen=True)
class Told:
    """What was found in a sender's file that its rows alone do not show again; `unusable` where the cell could not be understood."""

    register: str
    sheet: str
    row: int
    unusable: bool
    finding: Finding

    def to_row(self, code: str) -> list[str | int]:
        each = self.finding
        texts = [each.column, each.cell, each.code, each.severity, each.plugin, each.message, each.hint, each.source]
        return [code, self.register, self.sheet, self.row, int(self.unusable), *texts]

    @classmethod
    def of_row(cls, row: Sequence[Any]) -> tuple[str, Told]:
        code, register, sheet, number, unusable, column, cell, name, severity, plugin, message, hint, source = [
            "" if each is None else str(each) for each in (*row, *[""] * 13)[:13]
        ]
        place = _number(number.removesuffix(".0"))
        finding = Finding(name, severity, plugin, sheet, cell, place or None, column, message, hint, source)
        return code, cls(register, sheet, place, unusable.startswith("1"), finding)


@dataclass(frozen=True)
class Sender:
    """Who sent a workbook, and what it was.  `there` are the registers whose sheets it has, `absent` the columns that they lack, `unread` why the file
    could not be read where it could not, `left` why it was set aside: such a file has no rows.  `problems` are those of its own check: (plugin, message)."""

    code: str
    name: str
    file: str
    digest: str = ""
    meta: Mapping[str, str] = field(default_factory=dict)
    sheets: Sequence[str] = ()
    there: Sequence[str] = ()
    absent: Mapping[str, Sequence[str]] = field(default_factory=dict)
    problems: Sequence[Sequence[str]] = ()
    unread: str = ""
    left: str = ""

    def to_row(self) -> list[str]:
        """As a row of the hidden sheet, in pieces that a cell holds."""
        text = json.dumps(self.__dict__, ensure_ascii=False, separators=(",", ":"))
        return [text[start : start + _PIECE_OF_JSON] for start in range(0, len(text), _PIECE_OF_JSON)]


@dataclass(frozen=True)
class Part:
    """One sender's rows as a book of its own, its cells those of the gathered workbook."""

    sender: Sender
    book: Book


UNREADABLE = "#"  # stands in a cell that shows an error, so that its row is not taken for an empty one
EMPTY_ROW = "—"  # stands in a row in which nothing could be read: it is a row all the same, and reads as empty
MOST = 32_767  # letters that a cell holds
_PIECE_OF_JSON = 30_000  # characters: a cell holds 32,767
_PIECE = re.compile(r"([^;\n]+)")


def prefixed(value: Any, code: str) -> Any:
    """A key, or the keys of a reference, made unique by the sender's code."""
    made = _PIECE.sub(lambda found: _lead(found[1], code), value) if isinstance(value, str) else value
    return made if not isinstance(made, str) or len(made) <= MOST else value  # as it was, rather than cut


def _lead(piece: str, code: str) -> str:
    text = piece.lstrip()
    return f"{piece[: len(piece) - len(text)]}{code}-{text}" if text else piece


def own(value: Any, code: str) -> Any:
    """The same without the code, as the sender wrote it."""
    mark = f"{code}-"
    return _PIECE.sub(lambda found: _unled(found[1], mark), value) if isinstance(value, str) and mark in value else value


def _unled(piece: str, mark: str) -> str:
    text = piece.lstrip()
    return piece[: len(piece) - len(text)] + text.removeprefix(mark)


def keyed(register: Register) -> list[str]:
    """The columns that hold keys: the register's own, and those that refer to others."""
    return [column.name for column in register.columns if column.reference or (column.name == register.key and not column.choices)]


def without_filling(registers: Iterable[Register]) -> list[Register]:
    """The registers as a gathered workbook is read: nothing is filled down from one sender to the next."""
    return [replace(register, fill_down=()) for register in registers]


def is_gathered(workbook: Workbook) -> bool:
    """Whether a workbook was gathered from others: it says so itself, and tells by whom."""
    stamped = any(list(row[:2]) == [STAMP, "1"] for sheet in workbook.sheets if sheet.name == META_SHEET for row in sheet.rows)
    try:
        return stamped and bool(senders(workbook))
    except (ValueError, TypeError):
        return False


def senders(workbook: Workbook) -> list[Sender]:
    """Who sent what the workbook was gathered from, those that could not be read among them."""
    sheet = next((each for each in workbook.sheets if each.name == SENDERS), None)
    told = [json.loads("".join(str(piece) for piece in row if piece)) for row in sheet.rows if row and row[0]] if sheet is not None else []
    known = {each.name for each in fields(Sender)}
    return [Sender(**{name: value for name, value in each.items() if name in known}) for each in told]


def parts(book: Book, workbook: Workbook) -> list[Part]:
    """The book of every sender whose file was read; a row that no sender sent is told in the whole book's findings."""
    sheets = {sheet.name: sheet for sheet in workbook.sheets}
    told = defaultdict(list)
    for row in sheets[TOLD].rows if TOLD in sheets else ():
        code, each = Told.of_row(row)
        told[code].append(each)
    known = senders(workbook)
    places = {name: _places(table, sheets[table.sheet]) for name, table in book.tables.items() if table.present and table.register.layout == "table"}
    mine = {name: _by_sender(table, sheets[table.sheet], places[name]) for name, table in book.tables.items() if name in places}
    bodies = _bodies(book, workbook)
    known_codes = {each.code for each in known}
    for name, by_code in mine.items():
        book.findings += [finding for code, indexes in by_code.items() if code not in known_codes for finding in _unsent(book.tables[name], indexes)]
    read = _by_place(book)
    found = []
    for sender in known:
        if sender.unread or sender.left:
            continue
        part = Book({}, meta=dict(sender.meta), sheets=list(sender.sheets), today=book.today, blind="")
        for name, table in book.tables.items():
            part.tables[name] = _table(table, mine.get(name, {}).get(sender.code, ()), sender)
        if sender.code in bodies and "organisation" in sender.there:
            part.tables["organisation"] = bodies[sender.code]
        _tell(part, told[sender.code], {name: (sheets[table.sheet], places[name]) for name, table in book.tables.items() if name in places}, read)
        part.calendar = kazakhstan().with_overrides(overrides(part))
        found.append(Part(sender, part))
    taken = {id(finding) for part in found for finding in part.book.findings}
    book.findings = [finding for finding in book.findings if id(finding) not in taken and not _is_of_row(finding, book)]
    return found


def _is_of_row(finding: Finding, book: Book) -> bool:
    """Whether a finding of the reading is about a row, which a part answers for."""
    heads = {table.sheet: table.header_row for table in book.tables.values()}
    return finding.code != "row-without-sender" and finding.row is not None and finding.row > heads.get(finding.sheet, 0) > 0


def _places(table: Table, sheet: Sheet) -> dict[str, int]:
    """From a name of ORIGIN to its place in the sheet's head, from 0."""
    wanted = {folded(COMPUTED + each): name for name, title in ORIGIN.items() for each in in_all(title)}
    head = sheet.rows[table.header_row - 1] if table.header_row else ()
    return {wanted[text]: place for place, cell in enumerate(head) if isinstance(cell, str) and (text := folded(cell)) in wanted}


def _cell(row: Sequence[Any], place: int | None) -> str:
    value = row[place] if place is not None and place < len(row) else None
    return "" if value is None else str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else 0


def _by_sender(table: Table, sheet: Sheet, places: Mapping[str, int]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for index, number in enumerate(table.numbers):
        found[_cell(sheet.rows[number - 1], places.get("code"))].append(index)
    return found


def _unsent(table: Table, indexes: Sequence[int]) -> Iterator[Finding]:
    for index in indexes:
        number = table.numbers[index]
        yield Finding(
            "row-without-sender", "error", table.register.plugin, table.sheet, cell_name(number, 1), number, "",
            _("Жолдың жіберушісі көрсетілмеген: ол ешбір ұйымға жатқызылмады, тексерілмеді, саналмады."),
            _("Жолды ұйымның өз кітабына енгізіп, жиынтық кітапты қайта жасаңыз."),
        )  # fmt: skip


def _table(table: Table, indexes: Sequence[int], sender: Sender) -> Table:
    """A sender's rows of a register, keys as the sender wrote them."""
    name = table.register.name
    if name not in sender.there:
        return replace(Table.absent(table.register), sheet=table.register.sheet_name())
    letters = {column: place for column, place in table.letters.items() if column not in sender.absent.get(name, ())}
    whole = len(indexes) == len(table.numbers)
    data = {column: list(values) if whole else [values[index] for index in indexes] for column, values in table.data.items()}
    for column in keyed(table.register):
        data[column] = [own(value, sender.code) for value in data[column]]
    back = {index: place for place, index in enumerate(indexes)}
    bad = {(back[index], column) for index, column in table.bad if index in back}
    bad -= {(place, column) for place, column in bad if _is_filled_down(table.register, data, place, column)}
    return Table(table.register, table.sheet, data, [table.numbers[index] for index in indexes], letters, table.header_row, bad=bad)


def _is_filled_down(register: Register, data: Mapping[str, Sequence[Any]], place: int, column: str) -> bool:
    """Whether a value was typed in the row above alone, and filled down when the sender's file was read."""
    return place > 0 and column in register.schema.get("x-fill-down", ()) and data[column][place] == data[column][place - 1]


def _bodies(book: Book, workbook: Workbook) -> dict[str, Table]:
    """The organisation of each sender, by code: a row of the sheet of bodies."""
    register = book.tables["organisation"].register
    names = {folded(each) for each in in_all(BODIES)}
    sheet = next((each for each in workbook.sheets if folded(each.name) in names), None)
    if sheet is None:
        return {}
    from ubb4.book.sheets import Reading

    table = Reading(replace(register, layout="table", key=None, fill_down=()), sheet).read()
    found = {}
    for code, indexes in _by_sender(table, sheet, _places(table, sheet)).items():
        data = {column.name: [table.data[column.name][indexes[0]]] for column in register.columns}
        bad = {(0, column) for index, column in table.bad if index == indexes[0]}
        found[code] = Table(register, table.sheet, data, [table.numbers[indexes[0]]], table.letters, table.header_row, bad=bad)
    return found


def _by_place(book: Book) -> dict[tuple[str, int | None], list[Finding]]:
    """What was found while the gathered workbook itself was read, by sheet and row."""
    found: dict[tuple[str, int | None], list[Finding]] = defaultdict(list)
    for finding in book.findings:
        if finding.row is not None:
            found[finding.sheet, finding.row].append(finding)
    return found


def _tell(
    part: Book, told: Iterable[Told], origins: Mapping[str, tuple[Sheet, Mapping[str, int]]], read: Mapping[tuple[str, int | None], Sequence[Finding]]
) -> None:
    """Give a part what was found while its file was read, each at its row here, and what the gathered cells show of themselves."""
    rows: dict[tuple[str, str, int], int] = {}  # from a place in the sender's file to that in the part
    for name, (sheet, places) in origins.items():
        for place, number in enumerate(part.tables[name].numbers):
            line = sheet.rows[number - 1]
            rows[name, _cell(line, places.get("sheet")), _number(_cell(line, places.get("row")))] = place
    there: set[tuple[str, str, str]] = set()
    unusable: set[tuple[str, str]] = set()
    for each in told:
        table, finding = part.tables.get(each.register), each.finding
        index = rows.get((each.register, each.sheet, each.row)) if each.register != "organisation" else 0
        if table is not None and index is not None and index < len(table):
            number, cell = table.place(index, finding.column) if finding.column else (table.numbers[index], cell_name(table.numbers[index], 1))
            finding = replace(finding, sheet=table.sheet, row=number, cell=cell)
            if each.unusable and finding.column:
                table.bad.add((index, finding.column))
                unusable.add((table.sheet, cell))
                if table.data[finding.column][index] == UNREADABLE:
                    table.data[finding.column][index] = None
            there.add((table.sheet, cell, finding.code))
        else:
            finding = replace(finding, row=None)
        part.findings.append(finding)
    for table in part.tables.values():
        for place, number in enumerate(table.numbers if table.present else ()):
            for finding in read.get((table.sheet, number), ()):
                told_already = (finding.sheet, finding.cell, finding.code) in there or (finding.sheet, finding.cell) in unusable
                if not told_already and not (finding.column in table.data and _is_filled_down(table.register, table.data, place, finding.column)):
                    part.findings.append(finding)
