"""What a row is about, and which period it names, as columns that formulas look through.

`due` follows the references of a row to the one that it is about: a monitored measure to its risk, the risk to its analysis. A register that refers to
it at once needs no column; one that refers over others gets one.
"""

from __future__ import annotations

from ubb4.base.text import gettext as _
from ubb4.excel.computed.cells import ABOVE, Places
from ubb4.law.register import Column, Register

SUBJECT = "→subject"
PERIOD = "→period/"
FILLED = "→filled/"


class Subjects:
    """Those columns of one workbook; each is added when it is first asked for."""

    def __init__(self, places: Places) -> None:
        self.places = places

    def range(self, register: str) -> str:
        return self.places.range(register, self.column(register))

    def cell(self, register: str) -> str:
        return self.places.cell(register, self.column(register))

    def column(self, name: str) -> str:
        """The column that holds the subject of a register's rows."""
        register = self.places.registers[name]
        reference = _reference(register)
        if reference is None:
            return register.key or register.columns[0].name
        target = self._target(reference)
        if target is None or _reference(target) is None:
            return reference.name
        self.column(target.name)
        self.places.add(name, SUBJECT)
        return SUBJECT

    def period(self, register: str, column: str) -> str:
        """The cells of the last day of the period that a column names in words."""
        self.places.add(register, PERIOD + column)
        return self.places.range(register, PERIOD + column)

    def filled(self, register: str, column: str) -> str:
        """The cells of a column; where an empty one means the one above it (x-fill-down), a column in which it is written out."""
        if column not in self.places.registers[register].fill_down:
            return self.places.range(register, column)
        self.places.add(register, FILLED + column)
        return self.places.range(register, FILLED + column)

    def title(self, register: str, name: str) -> str:
        """The heading of such a column."""
        if name == SUBJECT:
            root = self.root(self.places.registers[register])
            return _(root.column(root.key or root.columns[0].name).title)
        if name.startswith(FILLED):
            return _(self.places.registers[register].column(name.removeprefix(FILLED)).title)
        return _("{title}: соңғы күні", title=_(self.places.registers[register].column(name.removeprefix(PERIOD)).title))

    def root(self, register: Register) -> Register:
        reference = _reference(register)
        target = self._target(reference) if reference is not None else None
        return register if target is None else self.root(target)

    def formula(self, register: str, name: str) -> str:
        """The formula of such a column on a row."""
        found = self.places.registers[register]
        if name.startswith(FILLED):
            cell, above = self.places.cell(register, name.removeprefix(FILLED)), self.places.cell(register, name, ABOVE)
            return f'=IF({cell}<>"",{cell},IF(ISNUMBER({above}),{above},""))'
        if name != SUBJECT:
            return period_formula(self.places.cell(register, name.removeprefix(PERIOD)))
        reference, target = self._followed(found)
        cell = self.places.cell(register, reference.name)
        keys, subjects = self.places.range(target.name, target.key or ""), self.range(target.name)
        own = f'{self.places.cell(register, found.key)}&""' if found.key else '""'
        looked = f'INDEX({subjects},MATCH({cell},{keys},0))&""'
        return f'=IF({cell}="",{own},IFERROR(IF({looked}="",{cell}&"",{looked}),{cell}&""))'

    def _followed(self, register: Register) -> tuple[Column, Register]:
        """The reference by which a register's rows are followed, and where it leads."""
        reference = next(column for column in register.columns if column.reference)
        return reference, self.places.registers[(reference.reference or ("", ""))[0]]

    def _target(self, column: Column) -> Register | None:
        return self.places.registers.get(column.reference[0]) if column.reference else None


def _reference(register: Register) -> Column | None:
    return next((column for column in register.columns if column.reference), None)


# how the number of a quarter is looked for in a text without its year: words, then digits, then Roman numerals
_WORDS = (("БІРІНШІ", 1), ("ЕКІНШІ", 2), ("ҮШІНШІ", 3), ("ТӨРТІНШІ", 4), ("ПЕРВ", 1), ("ВТОР", 2), ("ТРЕТ", 3), ("ЧЕТВ", 4))


def period_formula(cell: str) -> str:
    """The last day of the quarter that a text names («III тоқсан 2026», «1 квартал 2026 года»); a date is itself; else an empty text."""
    plain = f"UPPER({cell})"
    year = f'MID({cell},SEARCH("20",{cell}),4)'
    rest = f'SUBSTITUTE(SUBSTITUTE({plain},{year},""),"І","I")'
    number = f'IF(ISNUMBER(SEARCH("V",{rest})),4,LEN({rest})-LEN(SUBSTITUTE({rest},"I","")))'
    for digit in (4, 3, 2, 1):
        number = f'IF(ISNUMBER(SEARCH("{digit}",{rest})),{digit},{number})'
    for word, value in reversed(_WORDS):
        number = f'IF(ISNUMBER(SEARCH("{word}",{plain})),{value},{number})'
    named = f'OR(ISNUMBER(SEARCH("ТОҚСАН",{plain})),ISNUMBER(SEARCH("КВ",{plain})))'
    whole = f'IF({named},DATE({year},3/(1/({number}))+1,1)-1,"")'  # no number: 1/0, and the cell stays empty
    return f'=IF(ISNUMBER({cell}),{cell},IFERROR({whole},""))'
