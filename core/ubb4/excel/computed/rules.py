"""Deadline rules as formulas: from the same lines of a project that `due` counts by, a pair of cells for each day: the day and its state.

A pair stands on the row whose event it counts from. Where the event has not come, `due` counts on from the last day allowed for it; such an expected
pair stands on the row of that earlier deadline. What formulas do not say, and why, stands in `unsaid.toml`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ubb4.base.text import gettext as _
from ubb4.deadlines.counting import MONTHS
from ubb4.deadlines.deadline import state_words
from ubb4.excel.computed import days
from ubb4.excel.computed.cells import ROW, Places, all_of, are_days, first_of, is_choice, no_calendar, text
from ubb4.excel.computed.subjects import Subjects
from ubb4.law.project import Project
from ubb4.law.subtask import Due, Subtask

RANK = ("overdue", "due", "late", "done")  # which state comes first among several deadlines


@dataclass(frozen=True)
class Rule:
    """One due rule of a subtask; `place` is its place among the subtask's."""

    project: Project
    subtask: Subtask
    place: int
    due: Due

    @property
    def title(self) -> str:
        return _(self.due.title)


@dataclass(frozen=True)
class Pair:
    """Two columns of a register: the day that a rule fixes for each row, and its state.  `number` tells the days of a periodic rule apart,
    `expected` one whose event has not come yet; `limit` is the pair it then counts on from."""

    rule: Rule
    register: str
    number: int = 0
    expected: bool = False
    limit: Pair | None = None

    @property
    def day(self) -> str:
        return f"→{self.rule.subtask.id}/{self.rule.place}/{self.number}"

    @property
    def state(self) -> str:
        return self.day + "/state"

    @property
    def event(self) -> str:
        return self.day + "/event"

    @property
    def plain(self) -> bool:
        """Whether its event is simply a cell of the row."""
        return self.limit is None and not self.rule.due.event_where and not self.rule.due.if_empty

    @property
    def title(self) -> str:
        title = f"{self.rule.title} ({self.number + 1})" if self.rule.due.every else self.rule.title
        return _("{title} (күтілетін)", title=title) if self.expected else title


@dataclass
class Line:
    """A deadline without a row of its own, on the sheet of deadlines: of a periodic rule, or (`limit`) expected after one that is not done."""

    rule: Rule
    number: int = 0
    limit: Line | None = None
    row: int = 0  # on that sheet, as Excel counts, once it is known


@dataclass
class Rules:
    """Every pair and line of a workbook, in the order in which `due` counts."""

    places: Places
    subjects: Subjects
    pairs: list[Pair] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    _limits: dict[str, list[Pair | Line]] = field(default_factory=dict)

    def read(self, projects: Iterable[Project], kind: str | None) -> None:
        """Lay every rule of the subtasks that apply."""
        for project in projects:
            self._limits = {}
            for subtask in project.subtasks:
                for place, due in enumerate(subtask.due) if subtask.applies_to(kind) else ():
                    self._lay(Rule(project, subtask, place, due.read_by(project.edition)))

    def _lay(self, rule: Rule) -> None:
        due = rule.due
        if not due.event:
            count = 12 // MONTHS[due.within or due.every] if due.within or (due.every and due.span is None) else 1
            self._keep([Line(rule, n) for n in range(count)])
            return
        register, __, column = due.event.partition(".")
        if register not in self.places.registers or column not in self.places.own[register]:
            return
        limits = self._limits.get(due.event, ())
        on_rows: dict[str, Pair] = {}
        for each in limits:
            if isinstance(each, Pair):
                on_rows.setdefault(each.register, each)
        own = on_rows.pop(register, None)
        for n in range((due.times or 12 // MONTHS[due.every]) if due.every else 1):
            self._keep([Pair(rule, register, n, limit=own)])
            self._keep([Pair(rule, each.register, n, expected=True, limit=each) for each in on_rows.values()])
            self._keep([Line(rule, n, limit=each) for each in limits if isinstance(each, Line)])

    def _keep(self, found: Sequence[Pair | Line]) -> None:
        for each in found:
            if isinstance(each, Pair):
                self.pairs.append(each)
                for name in (each.day, each.state) if each.plain else (each.event, each.day, each.state):
                    self.places.add(each.register, name)
            else:
                self.lines.append(each)
            for column in each.rule.due.done if not each.rule.due.every or not each.rule.due.event else ():
                self._limits.setdefault(column, []).append(each)

    def on(self, register: str) -> list[Pair]:
        return [pair for pair in self.pairs if pair.register == register]


@dataclass(frozen=True)
class Cells:
    """The cells of a register by column: of one row, or (None) of all."""

    places: Places
    register: str
    row: int | str | None

    def __getitem__(self, name: str) -> str:
        return self.places.range(self.register, name) if self.row is None else self.places.cell(self.register, name, self.row)


class Formulas:
    """The formulas of pairs: of the row in hand on its register's sheet."""

    def __init__(self, rules: Rules) -> None:
        self.rules, self.places, self.subjects = rules, rules.places, rules.subjects
        self.words = state_words()

    def day(self, pair: Pair) -> str:
        """The day, words where there is none, an empty text where there is no event."""
        event = self._event(pair)
        counted = days.guarded(event, day_of(pair.rule.due, event, pair.number))
        wrong = text(_("күнді тексеріңіз"))
        return f'=IF({event}="","",IF(ISNUMBER({event}),{counted},{wrong}))'

    def state(self, pair: Pair) -> tuple[str, bool]:
        """The state, and whether the formula looks through arrays."""
        day, event = self.places.cell(pair.register, pair.day), self._event(pair)
        done, array = self._done(pair, event)
        return f'=IF(ISNUMBER({day}),{self.judged(day, done)},"")', array

    def judged(self, day: str, done: str) -> str:
        """In which state a day is; `done` is the day that fulfils it, 0 where there is none."""
        words = {state: text(word) for state, word in self.words.items()}
        open_ = f"IF(ubb4_today<={day},{words['due']},{words['overdue']})"
        return open_ if done == "0" else f"IF({done}>0,IF({done}<={day},{words['done']},{words['late']}),{open_})"

    def first_state(self, counted: Callable[[str], str], none: str) -> str:
        """The state that comes first among cells; `counted` says how many cells hold a word."""
        for state in reversed(RANK):
            word = text(self.words[state])
            none = f"IF({counted(word)}>0,{word},{none})"
        return none

    def open(self, state: str) -> str:
        """Whether a deadline is not fulfilled."""
        return f"OR({state}={text(self.words['due'])},{state}={text(self.words['overdue'])})"

    def _event(self, pair: Pair) -> str:
        """The cell that holds the day of the event."""
        return self.places.cell(pair.register, pair.rule.due.event.partition(".")[2] if pair.plain else pair.event)

    def event(self, pair: Pair) -> str:
        """The day of the event on the row in hand; an empty text where there is none."""
        due = pair.rule.due
        register, __, column = due.event.partition(".")
        expected = self._expected(pair, pair.limit) if pair.limit is not None else '""'
        if pair.register != register:
            return expected
        cell = self.places.cell(register, column)
        if due.if_empty:
            other = self.places.cell(register, due.if_empty.partition(".")[2])
            cell = f'IF({cell}="",{other},{cell})'
        conditions = self.where(register, due.event_where, ROW)
        conditions = [*conditions, f'{cell}<>""'] if conditions or due.if_empty else []  # an empty cell that is handed on becomes 0
        own = f'IF(AND({",".join(conditions)}),{cell},"")' if conditions else cell
        return f'IF({cell}<>"",{own},{expected})' if pair.limit is not None else own

    def _expected(self, pair: Pair, limit: Pair) -> str:
        """The last day allowed for an event that has come nowhere for the row's subject."""
        register, __, column = pair.rule.due.event.partition(".")
        day, state = (self.places.cell(limit.register, name) for name in (limit.day, limit.state))
        subject = self.subjects.cell(limit.register)
        seen = f'COUNTIFS({self.subjects.range(register)},{subject},{self.places.range(register, column)},">0")'
        return f'IF({self.open(state)},IF({seen}=0,{day},""),"")'

    def where(self, register: str, wanted: Mapping[str, str], row: int | str | None = None) -> list[str]:
        """The conditions on a row in hand, or (None) on all rows of a register."""
        found, cells = self.places.registers[register], Cells(self.places, register, row)
        return [is_choice(cells[name], found.column(name), value) for name, value in wanted.items()]

    def _done(self, pair: Pair, event: str) -> tuple[str, bool]:
        """The day that fulfils the deadline, from the first column that has one; whether that is an array."""
        due, array, days_ = pair.rule.due, False, list[str]()
        for each in due.done:
            register, __, column = each.partition(".")
            if register not in self.places.registers:
                continue
            if register == pair.register:
                cell = self.places.cell(register, column)
                conditions = [*self.where(register, due.where, ROW), f"ISNUMBER({cell})"]
                days_.append(f"IF(AND({','.join(conditions)}),{cell},0)")
            else:
                days_.append(self._latest(pair, event, register, column))
                array = True
        return first_of(days_), array

    def _latest(self, pair: Pair, event: str, register: str, column: str) -> str:
        """The last day of a column among the rows that belong to the row in hand."""
        due, cells = pair.rule.due, self.subjects.filled(register, column)
        if due.match:
            same = f"{self.subjects.filled(register, due.match)}={self.places.cell(pair.register, due.match)}"
        else:
            same = f"{self.subjects.range(register)}={self.subjects.cell(pair.register)}"
        conditions = [same, *self.where(register, due.where), *are_days(cells)]
        if due.every:
            first, last = period_of(due.every, event, pair.number)
            read = self.subjects.period(register, due.period.partition(".")[2]) if due.period else cells
            conditions += [f"{read}>={first}", f"{read}<={last}"]
        return f"MAX({all_of(conditions, cells)})"


def day_of(due: Due, event: str, number: int) -> str:
    """The day that an event inside the calendar fixes."""
    if due.every:
        strict = f"DATE(YEAR({event}),{_first_month(due.every, event)}+{MONTHS[due.every] * (number + 1)},{due.day or 1})"
        outside = text(no_calendar())
        return f"IF({strict}>ubb4_last,{outside},IF(ubb4_roll=1,{days.next_working(strict)},{strict}))"
    if due.working_days is not None:
        return days.before(event, due.working_days) if due.before else days.after(event, due.working_days)
    sign = "-" if due.before else "+"
    return days.inside(f"EDATE({event},{sign}{due.months})" if due.months is not None else f"{event}{sign}{due.days or 0}")


def period_of(every: str, event: str, number: int) -> tuple[str, str]:
    """The first and the last day of a period, counted from the one in which the event lies."""
    months = MONTHS[every]
    first, after = (f"DATE(YEAR({event}),{_first_month(every, event)}+{months * (number + n)},1)" for n in (0, 1))
    return first, f"{after}-1"


def _first_month(every: str, event: str) -> str:
    months = MONTHS[every]
    return f"MONTH({event})" if months == 1 else f"INT((MONTH({event})-1)/{months})*{months}+1"
