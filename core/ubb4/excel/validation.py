"""Drop-downs, input hints and alerts of the columns of a new workbook, and the names that they stand on."""

from __future__ import annotations

from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from ubb4.base.text import gettext as _
from ubb4.book.finding import column_letters
from ubb4.excel.layout import Plan, column_cells, quoted
from ubb4.law.register import Column, Register

LISTS = "_lists"


class Validation:
    """Writes them into one workbook; the lists of choices stand on a hidden sheet, each once."""

    def __init__(self, book: Any, plan: Plan, front_name: str) -> None:
        self.book, self.plan, self.front_name = book, plan, front_name
        self.lists: dict[tuple[str, ...], str] = {}
        self.keys: set[str] = set()
        self.list_sheet: Any = None

    def hide_lists(self) -> Any:
        """The sheet of lists, made after the sheets that one sees."""
        self.list_sheet = self.book.add_worksheet(LISTS)
        return self.list_sheet

    def name(self, name: str, row: int, place: int) -> None:
        """Give a cell of the front page a name of the workbook."""
        self.book.define_name(name, f"={quoted(self.front_name)}!{xl_rowcol_to_cell(row, place, True, True)}")

    def validate(self, sheet: Any, register: Register, column: Column, row: int, place: int, last: int) -> None:
        """Drop-down, input hint and error alert of a column."""
        rule = self._rule(register, column)
        hint = _(column.hint)
        rule |= {"ignore_blank": True, "input_title": _cut(_(column.title), 32), "input_message": _cut(hint, 255)}
        if not hint:
            del rule["input_title"], rule["input_message"]
        if rule["validate"] == "any" and not hint:
            return
        sheet.data_validation(row, place, last, place, rule)

    def _rule(self, register: Register, column: Column) -> dict[str, Any]:
        stop = {"error_title": _cut(_(column.title), 32), "error_type": "stop"}
        if column.type == "date":
            low, high = column.range
            message = _("Күнді 31.12.2026 үлгісімен жазыңыз.")
            return {
                "validate": "date",
                "criteria": "between",
                "minimum": low,
                "maximum": high,
                "error_message": message,
                **stop,
            }
        if column.is_number:
            least = column.schema.get("minimum", 0)
            kind = "integer" if column.type == "integer" else "decimal"
            message = _("Санмен жазыңыз.")
            return {"validate": kind, "criteria": ">=", "value": least, "error_message": message, **stop}
        if column.choices:
            message = _("Тізімнен таңдаңыз.")
            return {"validate": "list", "source": f"={self._list(column)}", "error_message": message, **stop}
        target = self._target(column)
        if target:
            message = _("Бұл нөмір басқа парақта жоқ. Сонда да қалдырасыз ба?")
            return {"validate": "list", "source": target, "error_message": message, **stop, "error_type": "warning"}
        if "maxLength" in column.schema:
            most = column.schema["maxLength"]
            message = _("Ең көбі {most} таңба.", most=most)
            return {"validate": "length", "criteria": "<=", "value": most, "error_message": message, **stop}
        return {"validate": "any"}

    def _target(self, column: Column) -> str:
        """The cells of the key that a reference column chooses from."""
        for register in self.plan.registers if column.reference else ():
            if column.reference and register.name == column.reference[0]:
                return f"={self._keys(register, column.reference[1])}"
        return ""

    def keys_of(self, register: Register) -> str:
        """The defined name of a register's keys."""
        return self._keys(register, register.key or "")

    def _keys(self, register: Register, key: str) -> str:
        """The defined name of a register's keys: from the first to the last that is filled, blank cells inside included, so that a list
        does not open on thousands of blanks."""
        name = f"ubb4_keys_{register.name}"
        if name not in self.keys:
            cells = column_cells(register, key)
            first = cells.partition(":")[0]
            self.book.define_name(name, f'={first}:INDEX({cells},IFERROR(MATCH("*",{cells},-1),1))')
            self.keys.add(name)
        return name

    def _list(self, column: Column) -> str:
        """The defined name of a drop-down's choices on the hidden sheet."""
        labels = tuple(column.label(key) for key in column.choices)
        if labels not in self.lists:
            place = len(self.lists)
            name = f"ubb4_list_{place + 1}"
            self.list_sheet.write_column(0, place, labels)
            letter = column_letters(place + 1)
            self.book.define_name(name, f"={LISTS}!${letter}$1:${letter}${len(labels)}")
            self.lists[labels] = name
        return self.lists[labels]


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
