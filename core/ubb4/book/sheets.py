"""Which sheet holds which register, and one sheet becoming one table: found by title in any language or a synonym."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ubb4.base.spelling import folded, nearest
from ubb4.base.text import gettext as _
from ubb4.base.text import in_all
from ubb4.book.cells import convert
from ubb4.book.finding import Finding, cell_name
from ubb4.book.table import Table
from ubb4.law.register import Column, Register

_SEARCHED_ROWS = 25


@dataclass(frozen=True)
class Sheet:
    """A sheet as a reader gives it: rows start at A1, empty cells are '' or None; `errors` and `unvalued` (formulas without a saved value)
    are by (row, column), both from 1."""

    name: str
    rows: Sequence[Sequence[Any]]
    visible: bool = True
    hidden_rows: frozenset[int] = frozenset()
    errors: Mapping[tuple[int, int], str] = field(default_factory=dict)
    unvalued: Mapping[tuple[int, int], str] = field(default_factory=dict)


@dataclass(frozen=True)
class Workbook:
    """A workbook read whole: its sheets in order, and what could not be seen in it."""

    sheets: Sequence[Sheet]
    unseen: Sequence[str] = ()


def matches(sheets: Sequence[Sheet], registers: Sequence[Register]) -> dict[int, Sheet]:
    """Which sheet holds which register: by the sheet's name, else by most of its headers."""
    found: dict[int, Sheet] = {}
    rest = []
    for sheet in sheets:
        name = folded(sheet.name)
        place = next((n for n, r in enumerate(registers) if n not in found and name in r.names), None)
        if place is None:
            rest.append(sheet)
        else:
            found[place] = sheet
    for sheet in rest:
        best, most = None, 0.6
        for n, register in enumerate(registers):
            if n in found or register.layout != "table":
                continue
            __, hits = _header(sheet, register)
            if len(hits) >= 3 and len(hits) / len(register.columns) > most:
                best, most = n, len(hits) / len(register.columns)
        if best is not None:
            found[best] = sheet
    return dict(sorted(found.items()))


def _header(sheet: Sheet, register: Register) -> tuple[int, dict[str, int]]:
    """(row number, {column name: column number}) of the row that holds most of the register's headers."""
    best: tuple[int, dict[str, int]] = (0, {})
    for number, row in enumerate(sheet.rows[:_SEARCHED_ROWS], 1):
        texts = {folded(cell): n for n, cell in reversed(list(enumerate(row, 1))) if isinstance(cell, str) and cell}
        hits = {}
        for column in register.columns:
            place = next((texts[header] for header in column.headers if header in texts), None)
            if place:
                hits[column.name] = place
        if len(hits) > len(best[1]):
            best = number, hits
    return best


def best_sheet(workbook: Workbook, register: Register) -> Reading | None:
    """The visible sheet with most of a register's headers, read as that register; None where none has three."""
    hits = [(len(_header(sheet, register)[1]), sheet) for sheet in workbook.sheets if sheet.visible]
    most, sheet = max(hits, key=lambda each: each[0], default=(0, None))
    return Reading(register, sheet) if sheet is not None and most >= 3 else None


class Reading:
    """One sheet becoming one table."""

    def __init__(self, register: Register, sheet: Sheet) -> None:
        self.register, self.sheet = register, sheet
        self.findings: list[Finding] = []

    def report(
        self, code: str, severity: str, message: str, hint: str = "", row: int | None = None, cell: str = "",
        column: str = "", source: str = "",
    ) -> None:  # fmt: skip
        self.findings.append(Finding(code, severity, self.register.plugin, self.sheet.name, cell, row, column, message, hint, source))

    def read(self) -> Table:
        return self._form() if self.register.layout == "form" else self._table()

    def _form(self) -> Table:
        """Labels with the value in the next filled cell of the same row."""
        data: dict[str, list[Any]] = {column.name: [None] for column in self.register.columns}
        table = Table(self.register, self.sheet.name, data, [1], {})
        by_header = {header: column for column in self.register.columns for header in column.headers}
        for number, row in enumerate(self.sheet.rows, 1):
            for place, cell in enumerate(row, 1):
                column = by_header.get(folded(cell)) if isinstance(cell, str) and cell else None
                if column is None or column.name in table.form_rows:
                    continue
                values = [(n, v) for n, v in enumerate(row[place:], place + 1) if v not in ("", None)]
                letter, value = values[0] if values else (place + 1, None)
                table.form_rows[column.name], table.letters[column.name] = number, letter
                data[column.name] = self._column(table, column, [value])
                break
        return table

    def _table(self) -> Table:
        header_row, letters = _header(self.sheet, self.register)
        first = header_row
        body = self.sheet.rows[first:]
        keep = range(len(body)) if _dense(body) else [n for n, row in enumerate(body) if _filled(row)]
        numbers = [first + 1 + n for n in keep]
        table = Table(self.register, self.sheet.name, {}, numbers, letters, header_row)
        self._headers(header_row, letters)
        rows = body if len(keep) == len(body) else [body[n] for n in keep]
        columns = list(zip(*rows, strict=False)) if rows else []
        for column in self.register.columns:
            place = letters.get(column.name)
            values = columns[place - 1] if place and place <= len(columns) else [None] * len(rows)
            table.data[column.name] = self._column(table, column, values)
        for name in self.register.fill_down:
            table.data[name] = _filled_down(table.data[name])
        self._unreadable(table)
        return table

    def _column(self, table: Table, column: Column, values: Sequence[Any]) -> list[Any]:
        def report(index: int, code: str, severity: str, message: str, hint: str, unusable: bool) -> None:
            row, cell = table.place(index, column.name)
            self.report(code, severity, message, hint, row, cell, column.name, _(column.source))
            table.odd.add(column.name)
            if unusable:
                table.bad.add((index, column.name))

        cells = [None if v == "" else v for v in values] if "" in values else values
        return convert(column, cells, report)

    def _headers(self, header_row: int, letters: Mapping[str, int]) -> None:
        cells = self.sheet.rows[header_row - 1] if header_row else ()
        used, strange = set(letters.values()), []
        known = {header: column for column in self.register.columns for header in column.headers}
        missing = [column for column in self.register.laid() if column.name not in letters]
        for number, cell in enumerate(cells, 1):
            if number in used or not isinstance(cell, str) or not cell.strip():
                continue
            address = cell_name(header_row, number)
            if folded(cell) in known:
                self.report(
                    "column-twice", "error", _("«{header}» бағаны екі рет кездеседі; біріншісі оқылды.", header=cell),
                    _("Артық бағанды өшіріңіз немесе атын өзгертіңіз."), header_row, address,
                )  # fmt: skip
                continue
            strange.append((cell, address))
        for cell, address in strange:
            titles = {title: column for column in missing for title in in_all(column.title)}
            near = nearest(cell, titles)
            self.report(
                "column-unknown", "warning" if near else "info",
                _("«{header}» бағаны реестрде жоқ: оқылмады, бірақ сақталады.", header=cell),
                _("«{near}» деп атағыңыз келді ме?", near=near) if near else "", header_row, address,
            )  # fmt: skip
        for column in missing:
            self.report(
                "column-missing", "error" if column.required else "warning",
                _("«{header}» бағаны табылмады: ол тексерілмеді.", header=_(column.title)),
                _("Бағанды тақырыбымен бірге қайта қосыңыз."), header_row or None, "", column.name,
            )  # fmt: skip

    def _unreadable(self, table: Table) -> None:
        """Cells that show an error or a formula without a value, and hidden rows that hold data."""
        names = {number: name for name, number in table.letters.items()}
        rows = {number: index for index, number in enumerate(table.numbers)} if self._odd_cells() else {}
        for (row, column), shown in {**self.sheet.errors, **self.sheet.unvalued}.items():
            if row <= table.header_row or column not in names:
                continue
            if row in rows:
                table.bad.add((rows[row], names[column]))
            is_error = (row, column) in self.sheet.errors
            self.report(
                "cell-error" if is_error else "formula-without-value", "error",
                _("Ұяшықта қате тұр: {shown}.", shown=shown) if is_error
                else _("Формуланың сақталған мәні жоқ: ұяшық оқылмады."),
                _("Формуланы түзетіңіз немесе мәнін қолмен жазыңыз.") if is_error
                else _("Файлды Excel-де ашып, қайта сақтаңыз."),
                row, cell_name(row, column), names[column],
            )  # fmt: skip
        for row in sorted(self.sheet.hidden_rows.intersection(rows)):
            self.report(
                "hidden-row", "info", _("Жол жасырылған, бірақ деректері тексерілді."),
                _("Жасырын жолдың керегін анықтаңыз."), row, f"A{row}",
            )  # fmt: skip

    def _odd_cells(self) -> bool:
        return bool(self.sheet.errors or self.sheet.unvalued or self.sheet.hidden_rows)


def _dense(rows: Sequence[Sequence[Any]]) -> bool:
    """Whether every row holds something in its first cell (the usual long register)."""
    return all(row and row[0] for row in rows)


def _filled_down(values: list[Any]) -> list[Any]:
    last = None
    return [last := value if value is not None else last for value in values]


def _filled(row: Sequence[Any]) -> bool:
    return any(cell is not None and cell != "" for cell in row)
