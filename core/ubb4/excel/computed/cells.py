"""Where the cells of a workbook's registers stand, as formulas name them, and how a text or a choice is written in a formula."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from ubb4.base.text import gettext as _
from ubb4.base.text import in_all
from ubb4.book.finding import column_letters
from ubb4.excel.layout import HEADER_ROW, Plan, quoted
from ubb4.law.register import Column

_NAME = re.compile(r"\W+")  # what a name of the workbook cannot hold
FIRST_ROW = HEADER_ROW + 2  # of a register, as Excel counts
_LATEST = 401_769  # the day after 31 December 2999
ROW = "\x01"  # in a formula that is made once for a whole column: the number of the row in hand
ABOVE = "\x02"  # the number of the row above it


class EmptyText(str):
    """A formula's value that is an empty text: XlsxWriter takes a plain one for no value at all, and readers then do not know it from a formula
    that was never counted."""

    __slots__ = ()
    __hash__ = str.__hash__

    def __eq__(self, other: object) -> bool:
        return self is other


EMPTY = EmptyText()


class Places:
    """The columns of each register of a workbook, a register's own and, right of them, those that formulas fill."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.registers = {register.name: register for register in plan.registers}
        self.own: dict[str, list[str]] = {name: [column.name for column in register.laid(plan.rows.get(name, ()))] for name, register in self.registers.items()}
        self.names: dict[str, tuple[str, str, str]] = {}
        self.right: dict[str, list[str]] = {name: [] for name in self.registers}

    def add(self, register: str, name: str) -> None:
        """One more column right of a register's own."""
        if name not in self.right[register]:
            self.right[register].append(name)

    def place(self, register: str, name: str) -> int:
        """A column's place, from 0."""
        own = self.own[register]
        return own.index(name) if name in own else len(own) + self.right[register].index(name)

    def last_row(self, register: str) -> int:
        """The last row that formulas reach, as Excel counts."""
        return FIRST_ROW - 1 + max(self.registers[register].reach, len(self.plan.rows.get(register, ())) + 10)

    def cell(self, register: str, name: str, row: int | str = ROW) -> str:
        """A cell of the row in hand."""
        return f"${column_letters(self.place(register, name) + 1)}{row}"

    def range(self, register: str, first: str, last: str = "") -> str:
        """The cells of a column (or of neighbouring ones) that formulas look through: by a name of the workbook, which is short and can be read."""
        name = f"ubb4_of_{register}_{_NAME.sub('_', first)}" + (f"_{_NAME.sub('_', last)}" if last and last != first else "")
        self.names[name] = (register, first, last or first)
        return name

    def address(self, register: str, first: str, last: str = "") -> str:
        """The same cells by their letters, on their own sheet."""
        left, right = (column_letters(self.place(register, each) + 1) for each in (first, last or first))
        return f"${left}${FIRST_ROW}:${right}${self.last_row(register)}"

    def defined(self) -> Iterator[tuple[str, str]]:
        """(name, cells) of every column that a formula looks through."""
        for name, (register, first, last) in self.names.items():
            yield name, f"={quoted(self.registers[register].sheet_name())}!{self.address(register, first, last)}"


def text(value: str) -> str:
    """A text inside a formula."""
    return '"' + value.replace('"', '""') + '"'


def is_choice(cells: str, column: Column, key: str) -> str:
    """Whether cells hold a choice, in any language or as it was once called: a number that is 0 where they do not."""
    labels = (*in_all(column.choices[key]), *column.schema.get("x-former", {}).get(key, ())) if key in column.choices else (key,)
    return "(" + "+".join(f"({cells}={text(label)})" for label in labels) + ">0)"


def are_days(cells: str) -> tuple[str, str]:
    """Conditions that hold of numbers and of no text, for a text is greater than any number: not every program asks ISNUMBER of each cell of many."""
    return f"{cells}>0", f"{cells}<{_LATEST}"


def all_of(conditions: Iterable[str], then: str) -> str:
    """A value where every condition holds, FALSE where one does not: also inside an array, where AND would join the rows."""
    return f"IF({'*'.join(f'({each})' for each in conditions)},{then})"


def first_of(days: Sequence[str]) -> str:
    """The first of several days that there is; 0 where there is none."""
    found = days[-1] if days else "0"
    for day in reversed(days[:-1]):
        found = f"IF({day}>0,{day},{found})"
    return found


def serial(day: date) -> int:
    """A day as the number that a cell holds."""
    return (day - date(1899, 12, 30)).days


def no_calendar() -> str:
    """What stands in place of a day that the workbook's calendar does not reach."""
    return _("күнтізбеде жоқ")
