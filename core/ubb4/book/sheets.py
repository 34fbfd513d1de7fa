"""Which sheet holds which register, and one sheet becoming one table: found by title in any language or a synonym."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import zip_longest
from typing import Any

from ubb4.base.spelling import folded, nearest
from ubb4.base.text import gettext as _
from ubb4.base.text import in_all
from ubb4.book.cells import convert
from ubb4.book.finding import Finding, cell_name
from ubb4.book.rows import SENTENCES, filled, spread, strange
from ubb4.book.table import Table
from ubb4.book.workbook import FAR_ROWS, Sheet, Workbook, header
from ubb4.law.register import COMPUTED, Column, Register


def best_sheet(workbook: Workbook, register: Register) -> Reading | None:
    """The visible sheet with most of a register's headers, read as that register; None where none has three."""
    hits = [(len(header(sheet, register)[1]), sheet) for sheet in workbook.sheets if sheet.visible]
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
        """Labels with the value beside them: in the column in which most values stand, so that a remark further right is none."""
        data: dict[str, list[Any]] = {column.name: [None] for column in self.register.columns}
        table = Table(self.register, self.sheet.name, data, [1], {})
        headed = self.register.headed
        labels: dict[str, tuple[int, int]] = {}
        for number, texts in enumerate(self.sheet.texts(len(self.sheet.rows)), 1):
            for text, place in texts.items() if not texts.keys().isdisjoint(headed) else ():
                name = headed[text][-1] if text in headed else ""
                if name and name not in labels:
                    labels[name] = number, place
                    break
        firsts = Counter(place for number, label in labels.values() if (place := self._first_value(number, label)))
        usual = max(firsts, key=lambda place: (firsts[place], -place), default=0)
        for name, (number, label) in labels.items():
            first = self._first_value(number, label)
            place = first if first == label + 1 else max(usual, label + 1)
            row = self.sheet.rows[number - 1]
            table.form_rows[name], table.letters[name] = number, place
            data[name] = self._column(table, self.register.column(name), [row[place - 1] if place <= len(row) else None])
        return table

    def _first_value(self, number: int, label: int) -> int:
        """The first filled cell right of a label; 0 where there is none."""
        row = self.sheet.rows[number - 1]
        return next((place for place, cell in enumerate(row[label:], label + 1) if cell is not None and str(cell).strip()), 0)

    def _table(self) -> Table:
        header_row, letters = header(self.sheet, self.register)
        if not letters and self.sheet.rows:
            header_row, letters = header(self.sheet, self.register, FAR_ROWS)
        if not letters:
            if any(filled(row) for row in self.sheet.rows):
                self.report(
                    "header-not-found", "error", _("Парақтың алғашқы {n} жолынан реестрдің тақырыптары табылмады: ол тексерілмеді.", n=FAR_ROWS),
                    _("Тақырыптар жолын үлгідегідей қайта қойыңыз."),
                )  # fmt: skip
            return Table.absent(self.register)
        body = self.sheet.rows[header_row:]
        own = sorted(letters.values())
        keep = range(len(body)) if _dense(body, own) else [n for n, row in enumerate(body) if filled([row[p - 1] for p in own if p <= len(row)])]
        numbers = [header_row + 1 + n for n in keep]
        rows = body if len(keep) == len(body) else [body[n] for n in keep]
        odd = strange(rows, numbers, own, self.sheet.totals, self.sheet.merged, letters.get(self.register.key or "") == own[0])
        for index, why in odd.items():
            self.report("row-skipped", "info", _(SENTENCES[why]), "", numbers[index], cell_name(numbers[index], 1))
        if odd:
            rows = [row for index, row in enumerate(rows) if index not in odd]
            numbers = [number for index, number in enumerate(numbers) if index not in odd]
        table = Table(self.register, self.sheet.name, {}, numbers, letters, header_row)
        self._headers(header_row, letters)
        columns = [list(values) for values in zip_longest(*rows)] if rows else []
        for column in self.register.columns:
            if not rows:
                table.data[column.name] = []
                continue
            place = letters.get(column.name)
            values = columns[place - 1] if place and place <= len(columns) else [None] * len(rows)
            if place and self.sheet.merged:
                self._merged(column, values, numbers, place)
            table.data[column.name] = self._column(table, column, values)
        for name in self.register.fill_down:
            table.data[name] = _filled_down(table.data[name])
        self._unreadable(table)
        return table

    def _merged(self, column: Column, values: list[Any], numbers: Sequence[int], place: int) -> None:
        for index, covered in spread(values, numbers, place, self.sheet.merged):
            self.report(
                "merged-cells", "info", _("Ұяшықтар біріктірілген: мәні төмендегі тағы {n} жолға қатысты деп оқылды.", n=covered),
                _("Біріктіруді алып, мәнді әр жолға жазыңыз."), numbers[index], cell_name(numbers[index], place), column.name,
            )  # fmt: skip

    def _column(self, table: Table, column: Column, values: Sequence[Any]) -> list[Any]:
        def report(index: int, code: str, severity: str, message: str, hint: str, unusable: bool) -> None:
            row, cell = table.place(index, column.name)
            self.report(code, severity, message, hint, row, cell, column.name, _(column.source))
            if unusable:
                table.bad.add((index, column.name))

        cells = [None if v == "" else v for v in values] if "" in values else values
        if column.type == "term" and self.sheet.months and table.numbers:
            cells = self._as_months(table, column, cells)
        return convert(column, cells, report, self.sheet.from_1904)

    def _as_months(self, table: Table, column: Column, cells: Sequence[Any]) -> list[Any]:
        """A day that the sheet shows as its month is the month: Excel makes such days of «март 2026» by itself."""
        place = table.letters.get(column.name, 0)
        return [
            f"{cell.year}-{cell.month:02}" if isinstance(cell, date) and (number, place) in self.sheet.months else cell
            for number, cell in zip(table.numbers, cells, strict=True)
        ]

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
            if not str(cell).startswith(COMPUTED):
                strange.append((cell, address))
        for cell, address in strange:
            titles = {title: column for column in missing for title in in_all(column.title)}
            near = nearest(cell, titles)
            self.report(
                "column-unknown", "warning" if near else "info",
                _("«{header}» бағаны реестрде жоқ: оқылмады, бірақ сақталады.", header=cell),
                _("Парақтың атауы «{near}» болуы мүмкін.", near=near) if near else "", header_row, address,
            )  # fmt: skip
        for column in missing:
            self.report(
                "column-missing", "error" if column.required else "warning",
                _("«{header}» бағаны табылмады: ол тексерілмеді.", header=_(column.title)),
                _("«Қалпына келтіру» батырмасын басыңыз немесе бағанды тақырыбымен бірге қайта қосыңыз."), header_row or None, "", column.name,
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
                _("Ұяшықта қате көрсетілген: {shown}.", shown=shown) if is_error
                else _("Формуланың сақталған мәні жоқ: ұяшық оқылмады."),
                _("Формуланы түзетіңіз немесе мәнін қолмен жазыңыз.") if is_error
                else _("Файлды Excel-де ашып, қайта сақтаңыз."),
                row, cell_name(row, column), names[column],
            )  # fmt: skip
        for row in sorted(self.sheet.hidden_rows.intersection(rows)):
            self.report(
                "hidden-row", "info", _("Жол жасырылған, бірақ деректері тексерілді."),
                _("Жасырын жол қажет пе, соны анықтаңыз."), row, f"A{row}",
            )  # fmt: skip

    def _odd_cells(self) -> bool:
        return bool(self.sheet.errors or self.sheet.unvalued or self.sheet.hidden_rows)


def _dense(rows: Sequence[Sequence[Any]], places: Sequence[int]) -> bool:
    """Whether every row holds something in the register's first column (the usual long register)."""
    first = places[0] - 1
    return all(len(row) > first and row[first] for row in rows)


def _filled_down(values: list[Any]) -> list[Any]:
    last = None
    return [last := value if value is not None else last for value in values]
