"""Book = every register with its rows.  Sheets are found by title in any language or a synonym, columns too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ubb4.base.spelling import folded
from ubb4.base.text import gettext as _
from ubb4.book.decisions import Decision, of_sheets
from ubb4.book.finding import Finding
from ubb4.book.sheets import Reading
from ubb4.book.table import Row, Table, keys_of
from ubb4.book.workbook import LIKE, Sheet, Workbook, likeness, matches
from ubb4.law.days import POLICIES, ROLLS, Back, Calendar, DayNote, kazakhstan
from ubb4.law.register import Register

META_SHEET = "_ubb4"


@dataclass
class Book:
    """Every enabled register by name; absent ones are empty tables with `present` False."""

    tables: dict[str, Table]
    findings: list[Finding] = field(default_factory=list)
    meta: dict[str, str] = field(default_factory=dict)
    sheets: list[str] = field(default_factory=list)
    today: date = field(default_factory=date.today)
    policy: str = "nth_day"
    roll: bool = True  # a calendar date on a day off is judged by the next working day
    calendar: Calendar = field(default_factory=kazakhstan)
    blind: str = ""  # the file's format, where it hides which cells show an error
    decided: Mapping[str, Decision] = field(default_factory=dict)

    def __getitem__(self, register: str) -> Table:
        return self.tables[register]

    def __contains__(self, register: str) -> bool:
        return register in self.tables and self.tables[register].present

    @property
    def profile(self) -> Row | None:
        """The organisation's own row, when the workbook has one."""
        table = self.tables.get("organisation")
        return table.row(0) if table is not None and len(table) else None

    def of_profile(self, column: str) -> Any:
        """A field of the organisation, or None."""
        return self.profile[column] if self.profile is not None else None

    def body_name(self, language: str) -> str:
        """The body's name in a language, else in the other one; empty where there is none."""
        first, second = ("name_ru", "name_kk") if language == "ru" else ("name_kk", "name_ru")
        return str(self.of_profile(first) or self.of_profile(second) or "")

    def judged(self, day: date) -> date:
        """The last day of a term that ends on a calendar date, as the policy of this book has it: a day off moves to the next working day."""
        return self.calendar.next_working(day) if self.roll else day

    def back(self, day: date, working_days: int) -> Back:
        """The last day that leaves N working days before a day, by both readings of the words."""
        return self.calendar.back(day, working_days, self.policy)

    @property
    def own_policy(self) -> str | None:
        """How its organisation sheet counts "N working days before", where it says so."""
        policy = self.of_profile("policy")
        return policy if policy in POLICIES else None

    @property
    def own_roll(self) -> bool | None:
        """Whether its organisation sheet moves a calendar date on a day off, where it says so."""
        roll = self.of_profile("roll")
        return roll == ROLLS[0] if roll in ROLLS else None

    @property
    def year(self) -> int:
        """The report year: as the front page says, else today's."""
        year = self.of_profile("year")
        return int(year) if isinstance(year, int | float) else self.today.year

    @property
    def kind(self) -> str | None:
        """The kind of body, or None when it is not given."""
        kind = self.of_profile("kind")
        return kind if isinstance(kind, str) else None

    def related(self, register: str, row: Row) -> list[Row]:
        """Rows of another register that refer to this row's key."""
        table = self.tables[register]
        column = table.register.reference_to(row.table.register.name)
        if column is None or row.key is None:
            return []
        return [table.row(index) for index in table.referring(column.name).get(folded(str(row.key)), ())]

    def referred(self, row: Row, column: str) -> Row | None:
        """The row that a reference column points to, the first of several."""
        reference = row.table.register.column(column).reference
        keys = keys_of(row[column])
        return self.tables[reference[0]].by_key.get(keys[0]) if reference and keys else None

    def all_referred(self, row: Row, column: str) -> list[Row]:
        """Every row that a reference column points to."""
        reference, value = row.table.register.column(column).reference, row.raw(column)
        if reference is None or value is None or reference[0] not in self.tables:
            return []
        rows = self.tables[reference[0]].by_key
        return [rows[key] for key in keys_of(value) if key in rows]

    @classmethod
    def read(cls, workbook: Workbook, registers: Iterable[Register]) -> Book:
        """Find the registers' sheets and read them; what is odd is told in `findings`."""
        registers = list(registers)
        book = cls({}, sheets=[sheet.name for sheet in workbook.sheets], blind=workbook.blind)
        book.decided = workbook.decided or of_sheets(workbook.sheets)
        for sheet in workbook.sheets:
            if sheet.name == META_SHEET:
                book.meta = {str(row[0]): str(row[1]) for row in sheet.rows if len(row) > 1 and row[0]}
        free = [sheet for sheet in workbook.sheets if sheet.name != META_SHEET and sheet.visible]
        for place, sheet in matches(free, registers).items():
            reading = Reading(registers[place], sheet)
            book.tables[registers[place].name] = reading.read()
            book.findings += reading.findings
        used = {table.sheet for table in book.tables.values()}
        for sheet in workbook.sheets:
            if sheet.name != META_SHEET and sheet.name not in used:
                book.findings += _left_aside(sheet, registers)
        for name, cell in workbook.too_far.items():
            message = _("«{sheet}» парағы оқылмады: {cell} ұяшығы тым алыс орналасқан.", sheet=name, cell=cell)
            hint = _("Деректен кейінгі бос жолдар мен бағандарды өшіріп, қайта сақтаңыз.")
            book.findings.append(Finding("sheet-not-read", "error", "ubb4", name, cell, None, "", message, hint))
        for name, cells in workbook.strays.items():
            message = _("{cell} ұяшығы парақтағы деректен тым алыс орналасқан: оқылмады.", cell=cells[0])
            message = message if len(cells) == 1 else _("{cells} ұяшықтары парақтағы деректен тым алыс орналасқан: оқылмады.", cells=", ".join(cells))
            book.findings.append(
                Finding("cell-too-far", "error", "ubb4", name, cells[0], None, "", message, _("Керек болмаса, өшіріңіз; керек болса, кестеге көшіріңіз."))
            )
        for each in registers:
            book.tables.setdefault(each.name, Table.absent(each))
        for note in workbook.unseen:
            book.findings.append(Finding("not-seen", "warning", "ubb4", "", "", None, "", note, _(".xlsx түрінде сақтап, қайта тексеріңіз.")))
        book.calendar = kazakhstan().with_overrides(overrides(book))
        return book


def _left_aside(sheet: Sheet, registers: Iterable[Register]) -> Iterator[Finding]:
    """A sheet that looks like a register and was not read: a copy of it, one of two parts, or one that is hidden."""
    share, register = max(((likeness(sheet, each), each) for each in registers if each.layout == "table"), key=lambda pair: pair[0], default=(0.0, None))
    if register is None or share <= LIKE:
        return
    message = (
        _(
            "«{sheet}» парағы да «{register}» реестріне ұқсайды, бірақ оқылмады: оның жолдары тексерілмеді, саналмады.",
            sheet=sheet.name,
            register=register.sheet_name(),
        )
        if sheet.visible
        else _("«{sheet}» парағы жасырылған: «{register}» реестрі одан оқылмады.", sheet=sheet.name, register=register.sheet_name())
    )
    hint = _("Жолдарын бір параққа жинаңыз немесе көшірмені өшіріңіз.") if sheet.visible else _("Парақты көрсетіңіз немесе өшіріңіз.")
    yield Finding("sheet-not-read", "error", register.plugin, sheet.name, "", None, "", message, hint)


def overrides(book: Book) -> list[DayNote]:
    """The days that the workbook's own calendar sheet sets otherwise."""
    table = book.tables.get("calendar")
    return [
        DayNote(row["date"], row["kind"], row["reason"] or "", row["source"] or "")
        for row in table or ()
        if isinstance(row["date"], date) and row["kind"] in ("off", "working")
    ]
