"""What an officer added to a workbook beside the rows: columns and sheets of his own, widths, colours, notes, hidden columns; read from the older
workbook, written into the newer one.

Read by openpyxl in the guarded worker, for the fast reader sees values alone; only of .xlsx and .xlsm.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ubb4.base.text import gettext as _
from ubb4.base.text import in_all
from ubb4.book.table import Table
from ubb4.excel.drafts import DRAFT, draft_note
from ubb4.excel.kept import SHEET as MARKS
from ubb4.excel.marked.notes import AUTHOR
from ubb4.law.register import COMPUTED, DATES_SHEET, DAYS_SHEET

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet


@dataclass
class Look:
    """What one cell bears beside its value; `colour` is RRGGBB."""

    colour: str = ""
    note: str = ""


@dataclass
class Extra:
    """A column of the officer's own: its heading, width, and values by the row of the older sheet."""

    title: str
    width: float
    values: Mapping[int, Any]


@dataclass
class OfRegister:
    """What is carried on a register's sheet: looks by (row of the older sheet, column), widths and hidden columns by name."""

    looks: dict[tuple[int, str], Look] = field(default_factory=dict)
    widths: dict[str, float] = field(default_factory=dict)
    hidden: set[str] = field(default_factory=set)
    extra: list[Extra] = field(default_factory=list)


@dataclass
class OwnSheet:
    """A sheet of the officer's own: cells by (row, column) from 0 with value, colour, whether bold, number format and note."""

    name: str
    cells: dict[tuple[int, int], tuple[Any, str, bool, str, str]] = field(default_factory=dict)
    widths: dict[int, float] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    visible: bool = True


@dataclass
class Carried:
    """Everything that is carried, and sentences about what is not; `origins` are, by register, the rows of the older sheet that the new rows were."""

    registers: dict[str, OfRegister] = field(default_factory=dict)
    origins: Mapping[str, Sequence[int]] = field(default_factory=dict)
    sheets: list[OwnSheet] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)


def drafts_of(carried: Carried, drafts: Iterable[tuple[str, int, str]], rows: Mapping[str, int]) -> Carried:
    """The same with drafts marked in rows that come after the older ones: (register, place among the new rows, column); `rows`: how many older ones."""
    origins = {name: list(numbers) for name, numbers in carried.origins.items()}
    for name, place, column in drafts:
        mine = origins.setdefault(name, [])
        while len(mine) <= rows.get(name, 0) + place:
            mine.append(-1 - len(mine))  # no row of the older sheet
        carried.registers.setdefault(name, OfRegister()).looks[mine[rows.get(name, 0) + place], column] = Look(DRAFT, draft_note())
    carried.origins = origins
    return carried


def read(path: Path, tables: Mapping[str, Table]) -> Carried:
    """What the workbook of these tables bears"""
    found = Carried()
    if path.suffix.lower() not in (".xlsx", ".xlsm"):
        found.lost.append(
            _(".{kind} файлынан бояулар, ескертпелер, ені және өз парақтарыңыз көшпейді: алдымен .xlsx түрінде сақтаңыз.", kind=path.suffix.lstrip("."))
        )
        return found
    from openpyxl import load_workbook

    try:
        book, values = load_workbook(path), load_workbook(path, data_only=True)
    except Exception:  # what the fast reader mends, this one may refuse: the rows go over all the same
        found.lost.append(_("Бояулар, ескертпелер, бағандардың ені және өз парақтарыңыз оқылмады: оларды өзіңіз көшіріңіз."))
        return found
    marked = dict(_marked(book[MARKS])) if MARKS in book.sheetnames else {}
    ours = {*(_added(book[MARKS]) if MARKS in book.sheetnames else ()), *in_all(DATES_SHEET), *in_all(DAYS_SHEET)}
    used = {table.sheet: name for name, table in tables.items() if table.present}
    for sheet in book.worksheets:
        plain = values[sheet.title]
        if sheet.title in used:
            table = tables[used[sheet.title]]
            if table.register.layout == "table":
                found.registers[table.register.name] = _of_register(sheet, plain, table, marked)
        elif sheet.title not in ours and not sheet.title.startswith("_") and _is_own(sheet):
            found.sheets.append(_own(sheet, plain))
            drawn = len(getattr(sheet, "_charts", ())) + len(getattr(sheet, "_images", ()))
            if drawn:
                found.lost.append(_("«{sheet}» парағындағы суреттер мен диаграммалар көшпейді: {n}.", sheet=sheet.title, n=drawn))
    return found


def _is_own(sheet: Worksheet) -> bool:
    return any(cell.value is not None or cell.comment for row in sheet.iter_rows() for cell in row)


def _marked(sheet: Worksheet) -> Iterator[tuple[tuple[str, str], Look]]:
    """What marked cells had before the toolkit marked them."""
    for row in sheet.iter_rows(min_row=2, values_only=True):
        texts = [str(value or "").removeprefix("'") for value in (*row, *[""] * 6)]
        if texts[0] == "mark":
            yield (texts[2], texts[3]), Look(_rgb(texts[4]), texts[5])


def _added(sheet: Worksheet) -> Iterator[str]:
    """The sheets that the toolkit added."""
    for row in sheet.iter_rows(min_row=2, values_only=True):
        if row[0] not in (None, "mark") and len(row) > 2:
            yield str(row[2] or "").removeprefix("'")


def _rgb(text: str) -> str:
    digits = text.lstrip("#").upper()
    return digits if len(digits) == 6 and all(each in "0123456789ABCDEF" for each in digits) else ""


def _colour(cell: Any) -> str:
    """The colour that a cell was filled with by hand."""
    fill = cell.fill
    rgb = fill.start_color.rgb if fill is not None and fill.fill_type == "solid" else None
    return rgb[-6:].upper() if isinstance(rgb, str) and len(rgb) == 8 and rgb != "00000000" else ""


def _of_register(sheet: Worksheet, plain: Worksheet, table: Table, marked: Mapping[tuple[str, str], Look]) -> OfRegister:
    found, names = OfRegister(), {place: name for name, place in table.letters.items()}
    titles = {
        place: str(value)
        for place, value in enumerate(next(sheet.iter_rows(min_row=table.header_row, max_row=table.header_row, values_only=True), ()), 1)
        if value
    }
    usual = {each for each in (_colour(cell) for cell in sheet[table.header_row]) if each}
    for place, title in titles.items():
        width, hidden = _width(sheet, place)
        if place in names:
            if width is not None:
                found.widths[names[place]] = width
            if hidden:
                found.hidden.add(names[place])
        elif not title.startswith(COMPUTED):
            cells = {number: plain.cell(number, place).value for number in table.numbers}
            found.extra.append(Extra(title, width or 18.0, {number: value for number, value in cells.items() if value is not None}))
    for number in table.numbers:
        for place, name in names.items():
            cell = sheet.cell(number, place)
            before = marked.get((sheet.title, cell.coordinate))
            ours = cell.comment is not None and cell.comment.author == AUTHOR  # a copy that `check` marked: its colour and note are the finding's
            look = before or (Look() if ours else Look(_colour(cell), cell.comment.text if cell.comment else ""))
            if (look.colour and look.colour not in usual and look.colour not in _TEMPLATE) or look.note:
                found.looks[number, name] = look
    return found


_TEMPLATE = {"F4F6F7", "FFFFFF"}  # what a new workbook itself fills


def _width(sheet: Worksheet, place: int) -> tuple[float | None, bool]:
    from openpyxl.utils import get_column_letter

    letter = get_column_letter(place)
    for key, each in sheet.column_dimensions.items():
        low, high = each.min or 0, each.max or 0
        if key == letter or low <= place <= high:
            return (each.width if each.customWidth else None), bool(each.hidden)
    return None, False


def _own(sheet: Worksheet, plain: Worksheet) -> OwnSheet:
    found = OwnSheet(sheet.title, visible=sheet.sheet_state == "visible")
    for number, row in enumerate(sheet.iter_rows()):
        for place, cell in enumerate(row):
            value = getattr(cell.value, "text", cell.value)
            shown = plain.cell(number + 1, place + 1).value
            if isinstance(value, str) and cell.data_type == "f":
                value = ("formula", value, shown)
            note, colour = cell.comment.text if cell.comment else "", _colour(cell)
            if value is not None or note or colour:
                found.cells[number, place] = (value, colour, bool(cell.font and cell.font.b), cell.number_format or "General", note)
    for place in range(1, min(sheet.max_column, 200) + 1):
        width, hidden = _width(sheet, place)
        if width is not None:
            found.widths[place - 1] = width
        if hidden:
            found.hidden.add(place - 1)
    found.merged = [(each.min_row - 1, each.min_col - 1, each.max_row - 1, each.max_col - 1) for each in sheet.merged_cells.ranges]
    return found


class OnSheet:
    """What is carried on one register's sheet, asked by the new rows."""

    def __init__(self, carried: Carried, register: str) -> None:
        self.of = carried.registers.get(register, OfRegister())
        self.origins = carried.origins.get(register, ())

    def look(self, index: int, column: str) -> Look:
        """What a cell of a new row bears."""
        return self.of.looks.get((self.origins[index], column), _PLAIN) if index < len(self.origins) else _PLAIN

    def column(self, name: str, usual: float) -> tuple[float, dict[str, bool] | None]:
        """(width, options) of a column: as the officer left it, where he changed it."""
        width = self.of.widths.get(name, usual)
        return (width if abs(width - usual) > 1 else usual), ({"hidden": True} if name in self.of.hidden else None)

    def write_extra(self, sheet: Any, first: int, place: int, head: Any, days: Any) -> None:
        """The officer's own columns from a place on; `first` is the row of the first values, from 0."""
        for number, extra in enumerate(self.of.extra, place):
            sheet.set_column(number, number, extra.width)
            sheet.write_string(first - 1, number, extra.title, head)
            for index, origin in enumerate(self.origins):
                if origin in extra.values:
                    put_plain(sheet, first + index, number, extra.values[origin], days if isinstance(extra.values[origin], date) else None)


_PLAIN = Look()


class Writer:
    """Writes what was carried into a new workbook of XlsxWriter."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self._formats: dict[tuple[str, bool, str], Any] = {}

    def sheets(self, carried: Carried, taken: Collection[str]) -> None:
        """The officer's own sheets, after ours."""
        folded = {name.casefold() for name in taken}
        for each in carried.sheets:
            if each.name.casefold() in folded:
                continue
            sheet = self.book.add_worksheet(each.name[:31])
            for place, width in each.widths.items():
                sheet.set_column(place, place, width, None, {"hidden": True} if place in each.hidden else None)
            for (row, place), (value, colour, bold, number, note) in each.cells.items():
                put_plain(sheet, row, place, value, self._format(colour, bold, number))
                if note:
                    sheet.write_comment(row, place, note)
            for first, left, last, right in each.merged:
                value, colour, bold, number, __ = each.cells.get((first, left), (None, "", False, "General", ""))
                sheet.merge_range(first, left, last, right, "", self._format(colour, bold, number))
                put_plain(sheet, first, left, value, self._format(colour, bold, number))
            if not each.visible:
                sheet.hide()

    def _format(self, colour: str, bold: bool, number: str) -> Any:
        key = colour, bold, number
        if key not in self._formats:
            fill = {"bg_color": f"#{colour}", "pattern": 1} if colour else {}
            self._formats[key] = self.book.add_format({"bold": bold, "num_format": number, **fill})
        return self._formats[key]


def put_plain(sheet: Any, row: int, place: int, value: Any, style: Any) -> None:
    """A value of the officer's own as it was; a text that begins with a sign stays a text."""
    if isinstance(value, tuple):
        sheet.write_formula(row, place, value[1], style, value[2] if value[2] is not None else "")
    elif isinstance(value, bool):
        sheet.write_boolean(row, place, value, style)
    elif isinstance(value, int | float):
        sheet.write_number(row, place, value, style)
    elif isinstance(value, date | datetime):
        sheet.write_datetime(row, place, value, style)
    elif value is None or value == "":
        sheet.write_blank(row, place, None, style)
    else:
        sheet.write_string(row, place, str(value), style)
