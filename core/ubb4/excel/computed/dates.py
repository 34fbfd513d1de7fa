"""The sheet of deadlines: a line for every rule of every subtask, with the nearest day, its state and how many are overdue or ahead; and the
deadlines that have no row of their own (of a month, a quarter, the year).  The front page reads this sheet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from ubb4.base.text import gettext as _
from ubb4.deadlines.counting import MONTHS, period_words
from ubb4.excel.computed import days
from ubb4.excel.computed.cells import EMPTY, Places, all_of, are_days, first_of, serial, text
from ubb4.excel.computed.columns import MAP, colour_states
from ubb4.excel.computed.filled import put
from ubb4.excel.computed.rules import Formulas, Line, Pair, Rule, day_of, period_of
from ubb4.excel.computed.values import Nearest, Values
from ubb4.excel.layout import HEADER_ROW, Plan, quoted
from ubb4.excel.style import TEAL, Styles, lines_of
from ubb4.law.days import add_months
from ubb4.law.register import DATES_SHEET
from ubb4.law.subtask import Subtask

_WIDTHS = (11, 52, 46, 20, 13, 16, 13, 11, 11, 52)
DAY, STATE, WARNED, KEY = "E", "F", "G", "K"


@dataclass
class Written:
    """A line of the sheet: its row, as Excel counts, its texts by column, and what its formulas come to."""

    row: int
    near: Nearest
    texts: Mapping[str, str]
    words: Mapping[str, str]

    @property
    def key(self) -> float | None:
        """By what the front page sorts: the safer day of one that is not fulfilled."""
        if self.near.state not in ("overdue", "due") or self.near.warned is None:
            return None
        return serial(self.near.warned) + self.row / 1_000_000

    def shown(self, letter: str) -> Any:
        """A cell of the line as the front page shows it."""
        return {WARNED: self.near.warned, STATE: self.words.get(self.near.state, EMPTY), **self.texts}[letter] or EMPTY


@dataclass
class Dates:
    """Writes the sheet; `by_subtask` then tells where the lines of each subtask stand."""

    plan: Plan
    places: Places
    formulas: Formulas
    values: Values
    styles: Styles
    by_subtask: dict[str, list[Written]] = field(default_factory=dict)
    _row: int = HEADER_ROW + 2

    @property
    def name(self) -> str:
        return _(DATES_SHEET)

    def __post_init__(self) -> None:
        for line in self.formulas.rules.lines:  # once without writing: columns that formulas look through are added when they are asked for
            if line.limit is None:
                self._counted(line)

    def write(self, sheet: Any) -> None:
        self._head(sheet)
        rules = self.formulas.rules
        for project in self.plan.projects:
            for subtask in project.subtasks:
                if subtask.applies_to(self.plan.kind):
                    self._map(sheet, subtask)
                    for place in range(len(subtask.due)):
                        self._rule(sheet, [p for p in rules.pairs if p.rule.subtask is subtask and p.rule.place == place])
                        for line in rules.lines:
                            if line.rule.subtask is subtask and line.rule.place == place:
                                self._line(sheet, line)
        last = self._row - 1
        colour_states(sheet, HEADER_ROW + 1, last - 1, 5, self.formulas.words, self.styles)
        sheet.autofilter(HEADER_ROW, 0, last - 1, len(_WIDTHS) - 1)
        sheet.freeze_panes(HEADER_ROW + 1, 2)
        sheet.print_area(0, 0, last - 1, len(_WIDTHS) - 1)

    def lines(self) -> list[Written]:
        """Every line, in the order of the sheet."""
        return [line for lines in self.by_subtask.values() for line in lines]

    @property
    def last_row(self) -> int:
        return self._row - 1

    def _head(self, sheet: Any) -> None:
        for place, width in enumerate(_WIDTHS):
            sheet.set_column(place, place, width)
        sheet.set_column(len(_WIDTHS), len(_WIDTHS), None, None, {"hidden": True})
        sheet.hide_gridlines(2)
        sheet.set_tab_color(TEAL)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(HEADER_ROW)
        sheet.set_row(0, 28, self.styles["title"])
        sheet.write_string(0, 0, _(DATES_SHEET), self.styles["title"])
        about = _(
            "Мұнда ештеңе жазылмайды: әр ереженің ең жақын күнін формулалар реестрлерден санайды. Әр жолдың өз күні реестрдің оң жағындағы «→» бағандарында."
        )
        sheet.merge_range(1, 0, 1, len(_WIDTHS) - 1, about, self.styles["about"])
        sheet.set_row(1, 30)
        heads = (
            "№", _("Мерзім"), _("Қалай саналады"), _("Парақ"), _("Ең жақын күн"), _("Күйі"), _("Сенімді күн"), _("Мерзімі өткені"), _("Алдағысы"), _("Негізі"),
        )  # fmt: skip
        for place, head in enumerate(heads):
            sheet.write_string(HEADER_ROW, place, head, self.styles["required"])
        sheet.set_row(HEADER_ROW, 32)

    def _begin(self, sheet: Any, subtask: Subtask, title: str, how: str, register: str, source: str, near: Nearest) -> int:
        """The texts of a line -> its row, as Excel counts."""
        row, styles = self._row, self.styles
        self._row += 1
        name = self.places.registers[register].sheet_name() if register else ""
        written = Written(row, near, {"A": subtask.id, "B": title, "D": name}, self.formulas.words)
        self.by_subtask.setdefault(subtask.id, []).append(written)
        sheet.write_string(row - 1, 0, subtask.id, styles["cell-id"])
        sheet.write_string(row - 1, 1, title, styles["cell"])
        sheet.write_string(row - 1, 2, how, styles["cell"])
        if register:
            sheet.write_url(row - 1, 3, f"internal:{quoted(name)}!A1", styles["cell-link"], name)
        else:
            sheet.write_blank(row - 1, 3, None, styles["cell"])
        sheet.write_string(row - 1, 9, source, styles["cell"])
        sheet.set_row(row - 1, 13.5 * max(lines_of(each, _WIDTHS[at]) for at, each in ((1, title), (2, how), (3, name), (9, source))) + 4)
        return row

    def _end(self, sheet: Any, row: int, near: Nearest, overdue: str, ahead: str, *, back: bool) -> None:
        """What every line has: the safer day, the numbers, the key by which the front page sorts."""
        styles, day, state = self.styles, f"{DAY}{row}", f"{STATE}{row}"
        safer = f"IF(ubb4_clear=1,{day},IFERROR({days.at(f'{days.number(day)}-1')},{day}))" if back else day
        put(sheet, row, 6, f'=IF(ISNUMBER({day}),{safer},"")', styles["cell-date"], near.warned or EMPTY)
        put(sheet, row, 7, overdue, styles["cell-state"], near.overdue)
        put(sheet, row, 8, ahead, styles["cell-state"], near.ahead)
        key = self.lines()[-1].key or EMPTY
        put(sheet, row, 10, f'=IF({self.formulas.open(state)},{WARNED}{row}+ROW()/1000000,"")', styles["key"], key)

    def _rule(self, sheet: Any, pairs: list[Pair]) -> None:
        """The lines of a rule that stands on rows: one for each register that carries it."""
        for register in dict.fromkeys(pair.register for pair in pairs):
            mine = [pair for pair in pairs if pair.register == register]
            rule, first, last = mine[0].rule, mine[0], mine[-1]
            near = self.values.near_rows(rule.subtask.id, rule.place, register)
            title = _("{title} (күтілетін)", title=rule.title) if first.expected else rule.title
            row = self._begin(sheet, rule.subtask, title, _how(rule, self.places), register, _(rule.due.source), near)
            states = self.places.range(register, first.state, last.state)
            self._nearest(sheet, row, near, states, self.places.range(register, first.day, last.day))
            overdue, ahead = (f"=COUNTIF({states},{text(self.formulas.words[state])})" for state in ("overdue", "due"))
            self._end(sheet, row, near, overdue, ahead, back=bool(rule.due.before and rule.due.working_days is not None))

    def _nearest(self, sheet: Any, row: int, near: Nearest, states: str, cells: str, only: str = "") -> None:
        """The state that comes first among rows, and its first day."""
        best = self.formulas.first_state(lambda word: f"COUNTIFS({only}{states},{word})", '""')
        conditions = [f"{only.replace(',', '=', 1).rstrip(',')}"] if only else []
        found = all_of([*conditions, f"{states}={STATE}{row}"], cells)
        put(sheet, row, 4, f'=IF({STATE}{row}="","—",MIN({found}))', self.styles["cell-date"], near.day or "—", array=True)
        put(sheet, row, 5, f"={best}", self.styles["cell-state"], self.formulas.words.get(near.state, EMPTY))

    def _map(self, sheet: Any, subtask: Subtask) -> None:
        """The line of the implementation map's own day."""
        near = self.values.near_rows(subtask.id, None, "map")
        title, how = _("Растайтын құжатты кросс-платформаға жүктеу"), _("картада көрсетілген күн")
        row = self._begin(sheet, subtask, title, how, "map", _("№4 ҮББ іске асыру картасы"), near)
        states = self.places.range("map", MAP)
        only = f"{self.places.range('map', 'subtask')},{text(subtask.id)},"
        self._nearest(sheet, row, near, states, self.places.range("map", "due_on"), only)
        overdue, ahead = (f"=COUNTIFS({only}{states},{text(self.formulas.words[state])})" for state in ("overdue", "due"))
        self._end(sheet, row, near, overdue, ahead, back=False)

    def _line(self, sheet: Any, line: Line) -> None:
        """A deadline without a row of its own."""
        rule, due = line.rule, line.rule.due
        register = due.done[0].partition(".")[0] if due.done else due.event.partition(".")[0]
        near = self.values.near_line(line)
        register = register if register in self.places.registers else ""
        row = line.row = self._begin(sheet, rule.subtask, self._titled(line), _how(rule, self.places), register, _(due.source), near)
        day, state = self.values.of_line(line)
        formula, done = self._counted(line)
        put(sheet, row, 4, f"={formula}", self.styles["cell-date"], day if day != "" else "—")
        judged = f'=IF(ISNUMBER({DAY}{row}),{self.formulas.judged(f"{DAY}{row}", done)},"")'
        put(sheet, row, 5, judged, self.styles["cell-state"], state, array=done != "0")
        overdue, ahead = (f"=IF({STATE}{row}={text(self.formulas.words[each])},1,0)" for each in ("overdue", "due"))
        self._end(sheet, row, near, overdue, ahead, back=bool(due.before and due.working_days is not None))

    def _titled(self, line: Line) -> str:
        due, year = line.rule.due, self.plan.book.year
        every = due.within or (due.every if due.span is None else "")
        if not every or due.event:
            return _("{title} (күтілетін)", title=line.rule.title) if line.limit is not None else line.rule.title
        end = add_months(date(year, 1, 1), MONTHS[every] * (line.number + 1)) - timedelta(days=1)
        return f"{line.rule.title} — {period_words(end, every)}"

    def _counted(self, line: Line) -> tuple[str, str]:
        """The day as a formula, and the day that fulfils it (0 where nothing does)."""
        due, start = line.rule.due, "DATE(ubb4_year,1,1)"
        if line.limit is not None:
            day, state = f"{DAY}{line.limit.row}", f"{STATE}{line.limit.row}"
            return f'IF({self.formulas.open(state)},{days.guarded(day, day_of(due, day, line.number))},"—")', "0"
        if due.within:
            first, last = period_of(due.within, start, line.number)
            return days.guarded(f"({last})", last), self._first_done(line, first, last)
        if due.span is not None:
            end = "DATE(ubb4_year,12,31)"
            return days.guarded(end, days.start_of(end, due.span)), self._first_done(line, start, end)
        return days.guarded(start, day_of(due, start, line.number)), self._first_done(line, *period_of(due.every, start, line.number))

    def _first_done(self, line: Line, first: str, last: str) -> str:
        """The first day inside the period, of the first column that has one."""
        due, found = line.rule.due, list[str]()
        for each in due.done:
            register, __, column = each.partition(".")
            if register not in self.places.registers:
                continue
            cells = self.places.range(register, column)
            read = self.formulas.subjects.period(register, due.period.partition(".")[2]) if due.period else cells
            conditions = [*self.formulas.where(register, due.where), *are_days(cells), f"{read}>={first}", f"{read}<={last}"]
            conditions += [f"{cells}<=ubb4_today"] if due.within else []
            found.append(f"MIN({all_of(conditions, cells)})")
        return first_of(found)


def _how(rule: Rule, places: Places) -> str:
    """How the day is counted, in words."""
    due = rule.due
    register, __, column = due.event.partition(".")
    found = places.registers.get(register)
    event = f"«{_(found.column(column).title)}»" if found is not None and column in found.by_name else due.event
    if due.within:
        return _("әр кезеңнің ішінде, соңғы күніне дейін")
    if due.span is not None:
        return _("жыл соңына дейін {n} жұмыс күні қалғанда", n=due.span)
    if due.every:
        return _("{event} күнінен бастап әр кезең аяқталған соң {day}-күнге дейін", event=event, day=due.day or 1)
    units = ((_(" жұмыс күні").strip(), due.working_days), (_("ай"), due.months), (_("күнтізбелік күн"), due.days or 0))
    unit, n = next((unit, n) for unit, n in units if n is not None)
    if n == 0:
        return _("{event} күнінің өзі", event=event)
    if due.before:
        return _("{event} күнінен {n} {unit} бұрын", event=event, n=n, unit=unit)
    return _("{event} күнінен кейін {n} {unit}", event=event, n=n, unit=unit)
