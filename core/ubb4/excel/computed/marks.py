"""Marks that appear while one types: conditional formats made from the schemas, the deadlines and the limits, in soft colours.

They say what `check` would say of a cell by itself; the colours and notes of a check lie under them and are never touched.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ubb4.book.finding import column_letters
from ubb4.excel.computed.cells import FIRST_ROW, Places, serial
from ubb4.excel.computed.rules import Formulas
from ubb4.excel.style import Styles
from ubb4.law.register import Column, Register


@dataclass(frozen=True)
class Mark:
    """One condition over a column: `schema` is the key of the schema (or of the project) that it comes from; `kind` is required (empty though
    required), wrong (what cannot be right) or late (later than its deadline)."""

    schema: str
    column: str
    kind: str
    formula: str


class Marks:
    """The marks of one workbook; `keys` are the names under which each register's keys stand."""

    def __init__(self, places: Places, formulas: Formulas, keys: dict[str, str], styles: Styles) -> None:
        self.places, self.formulas, self.keys, self.styles = places, formulas, keys, styles

    def write(self, sheet: Any, register: Register) -> None:
        last = self.places.last_row(register.name)
        for mark in self.of(register):
            place = self.places.place(register.name, mark.column)
            sheet.conditional_format(
                FIRST_ROW - 1,
                place,
                last - 1,
                place,
                {"type": "formula", "criteria": "=" + mark.formula, "format": self.styles[f"mark-{mark.kind}"], "stop_if_true": True},
            )

    def of(self, register: Register) -> Iterator[Mark]:
        """Every mark of a register, as formulas of its first row."""
        own = self.places.own[register.name]
        begun = f"COUNTA($A{FIRST_ROW}:${column_letters(len(own))}{FIRST_ROW})>0"
        for name in own:
            column = register.column(name)
            cell = self.places.cell(register.name, name, FIRST_ROW)
            if column.required and name not in register.fill_down:
                yield Mark("required", name, "required", f"AND({begun},LEN(TRIM({cell}))=0)")
            yield from self._of_value(column, cell)
        if register.unique:
            yield from self._twice(register)
        for pair in self.formulas.rules.on(register.name):
            for done in pair.rule.due.done:
                on, __, name = done.partition(".")
                if on == register.name and name in own:
                    day, cell = (self.places.cell(on, each, FIRST_ROW) for each in (pair.day, name))
                    conditions = [f"ISNUMBER({cell})", f"ISNUMBER({day})", f"{cell}>{day}", *self.formulas.where(register.name, pair.rule.due.where, FIRST_ROW)]
                    yield Mark("due", name, "late", f"AND({','.join(conditions)})")

    def _of_value(self, column: Column, cell: str) -> Iterator[Mark]:
        wrong, schema = "wrong", column.schema
        if column.is_date:
            low, high = map(serial, column.range)
            yield Mark("format", column.name, wrong, f'AND({cell}<>"",NOT(ISNUMBER({cell})))')
            yield Mark("x-minimum", column.name, wrong, f"AND(ISNUMBER({cell}),OR({cell}<{low},{cell}>{high}))")
        elif column.is_number:
            yield Mark("type", column.name, wrong, f'AND({cell}<>"",NOT(ISNUMBER({cell})))')
            bounds = [f"{cell}{sign}{schema[key]:g}" for key, sign in (("minimum", "<"), ("maximum", ">")) if key in schema]
            if bounds:
                yield Mark("minimum", column.name, wrong, f"AND(ISNUMBER({cell}),OR({','.join(bounds)}))")
        elif column.type == "link" and "pattern" in schema:
            address = f"TRIM({cell})"
            start = f'OR(LEFT({address},8)="https://",LEFT({address},7)="http://")'
            yield Mark("pattern", column.name, wrong, f'AND({cell}<>"",OR(NOT({start}),ISERROR(SEARCH("?.?",{address}))))')
        elif column.reference and column.reference[0] in self.keys:
            yield Mark("x-ref", column.name, wrong, f'AND({cell}<>"",ISERROR(MATCH({cell}&"",{self.keys[column.reference[0]]},0)),ISERROR(FIND(",",{cell})))')
        if "maxLength" in schema:
            yield Mark("maxLength", column.name, wrong, f"LEN({cell})>{schema['maxLength']}")

    def _twice(self, register: Register) -> Iterator[Mark]:
        names = list(register.unique)
        if not all(name in self.places.own[register.name] for name in names):
            return
        cells = [self.places.cell(register.name, name, FIRST_ROW) for name in names]
        pairs = [f"{cell.removesuffix(str(FIRST_ROW))}${FIRST_ROW}:{cell},{cell}" for cell in cells]
        filled = ",".join(f'{cell}<>""' for cell in cells)
        yield Mark("x-unique", names[-1], "wrong", f"AND({filled},COUNTIFS({','.join(pairs)})>1)")
