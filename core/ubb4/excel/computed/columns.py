"""The columns right of a register's own that formulas fill, written on its sheet down to the row that formulas reach."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ubb4.base.text import gettext as _
from ubb4.excel.computed.cells import FIRST_ROW, Places, text
from ubb4.excel.computed.names import Names
from ubb4.excel.computed.rules import Formulas, Pair
from ubb4.excel.computed.subjects import FILLED, PERIOD, SUBJECT
from ubb4.excel.computed.values import Values
from ubb4.excel.layout import HEADER_ROW
from ubb4.excel.style import Styles
from ubb4.law.register import COMPUTED, Register

MAP = "→map/state"
_WIDTH = 16.0


class Columns:
    """Writes them for one workbook."""

    def __init__(self, places: Places, formulas: Formulas, values: Values, names: Names, styles: Styles) -> None:
        self.places, self.formulas, self.values, self.names, self.styles = places, formulas, values, names, styles
        self._heads: list[tuple[str, float]] = []
        places.add("map", MAP)
        for pair in formulas.rules.pairs:  # once without writing: columns that formulas look through are added when they are asked for
            formulas.state(pair)

    def write(self, sheet: Any, register: Register) -> list[tuple[str, float]]:
        """Every computed column of a register -> the headings that are seen, with their widths."""
        self._heads = list[tuple[str, float]]()
        pairs = {each: pair for pair in self.formulas.rules.on(register.name) for each in (pair.event, pair.day, pair.state)}
        for name in self.places.right[register.name]:
            place = self.places.place(register.name, name)
            if name in pairs:
                self._pair(sheet, place, name, pairs[name])
            elif name == MAP:
                self._map(sheet, place)
            elif name == SUBJECT or name.startswith((PERIOD, FILLED)):
                self._looked(sheet, place, register, name)
            else:
                self._heads.append(self.names.write(sheet, place, register, name))
        return self._heads

    def _head(self, sheet: Any, place: int, title: str, style: str, folded: bool = False) -> None:
        sheet.set_column(place, place, _WIDTH, self.styles[style], {"level": 1, "hidden": True} if folded else None)
        sheet.write_string(HEADER_ROW, place, COMPUTED + title, self.styles["computed_head"])
        if not folded:
            self._heads.append((COMPUTED + title, _WIDTH))

    def _pair(self, sheet: Any, place: int, name: str, pair: Pair) -> None:
        if name == pair.event:
            title, last = _("{title}: оқиға күні", title=pair.title), self.places.last_row(pair.register)
            self._head(sheet, place, title, "computed-date", folded=True)
            sheet.fill_down(FIRST_ROW, last, place, "=" + self.formulas.event(pair), self.styles["computed-date"], self.values.events(pair))
            return
        is_day = name == pair.day
        style = "computed-date" if is_day else "computed-state"
        title = pair.title if is_day else _("{title}: күйі", title=pair.title)
        self._head(sheet, place, title, style, folded=pair.expected)
        last, values = self.places.last_row(pair.register), self.values.of_pair(pair)
        if is_day:
            sheet.fill_down(FIRST_ROW, last, place, self.formulas.day(pair), self.styles[style], {row: each[0] for row, each in values.items()})
        else:
            formula, array = self.formulas.state(pair)
            fill = sheet.fill_down_arrays if array else sheet.fill_down
            fill(FIRST_ROW, last, place, formula, self.styles[style], {row: each[1] for row, each in values.items()})
            colour_states(sheet, FIRST_ROW - 1, last - 1, place, self.formulas.words, self.styles)

    def _map(self, sheet: Any, place: int) -> None:
        self._head(sheet, place, _("Күйі"), "computed-state")
        ids = {row: str(values.get("subtask", "")) for row, values in enumerate(self.places.plan.rows.get("map", ()), FIRST_ROW)}
        day, done = (self.places.cell("map", name) for name in ("due_on", "uploaded_on"))
        formula = f'=IF(ISNUMBER({day}),{self.formulas.judged(day, f"IF(ISNUMBER({done}),{done},0)")},"")'
        last, values = self.places.last_row("map"), {row: self.values.of_map(id, row)[1] for row, id in ids.items()}
        sheet.fill_down(FIRST_ROW, last, place, formula, self.styles["computed-state"], values)
        colour_states(sheet, FIRST_ROW - 1, last - 1, place, self.formulas.words, self.styles)

    def _looked(self, sheet: Any, place: int, register: Register, name: str) -> None:
        style = "computed" if name == SUBJECT else "computed-date"
        self._head(sheet, place, self.formulas.subjects.title(register.name, name), style, folded=name.startswith(FILLED))
        values, formula = self.values.looked(register.name, name), self.formulas.subjects.formula(register.name, name)
        sheet.fill_down(FIRST_ROW, self.places.last_row(register.name), place, formula, self.styles[style], values)


def colour_states(sheet: Any, first: int, last: int, place: int, words: Mapping[str, str], styles: Styles) -> None:
    """The colours of states in a column (rows from 0)."""
    for state in ("overdue", "late", "due", "done"):
        sheet.conditional_format(first, place, last, place, {"type": "cell", "criteria": "==", "value": text(words[state]), "format": styles[f"state-{state}"]})
