"""Form: one row of a wide register upright on a sheet of its own, with hints; the next press writes it back.

What the row held when the form was made stands in a column that is not seen: a cell that was changed in the register meanwhile is left and told.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from ubb4.base.errors import UseError
from ubb4.base.text import gettext as _
from ubb4.book.finding import cell_name
from ubb4.book.table import Table
from ubb4.buttons.pressed import Hand, Told
from ubb4.desk.start import next_key
from ubb4.excel import added
from ubb4.excel.entered import Entry, enter
from ubb4.excel.listing import TOP, Link, Listing, fits_a_list
from ubb4.excel.parts import cell_place
from ubb4.excel.style import keeps_text
from ubb4.law.register import Column

if TYPE_CHECKING:
    from ubb4.desk.opened import Opened

KIND = "row"
_VALUE, _PLACE, _WAS = 2, 5, 6  # columns of the form, from 0


def run(hand: Hand, words: list[str]) -> Told:
    """On the form it writes back, on a register it shows the row in hand, or the next one where no row is."""
    sheet = added.find(hand.book, KIND)
    if sheet is not None and hand.book.sheets.active.name == sheet.name:
        return _back(hand, added.table(sheet))
    opened = hand.read()
    table, row, __ = hand.here(opened.book)
    if table is None or table.register.layout == "form" or not table.header_row:
        raise UseError(_("Алдымен реестр парағында жолды таңдаңыз."), "no-register")
    number = row.number if row is not None else table.next_row
    with hand.writing():
        name = added.put(hand.book, _form(opened, table, number))
    hand.book.sheets[name].activate()
    hand.book.sheets[name].range((TOP + 2, _VALUE + 1)).select()
    return Told(_("«{sheet}», {row}-жол: «Мәні» бағанын толтырып, батырманы қайта басыңыз.", sheet=table.sheet, row=number), quiet=True)


def _form(opened: Opened, table: Table, number: int) -> Listing:
    row = next((each for each in table if each.number == number), None)
    rows, choices, texts = list[list[Any]](), dict[tuple[int, int], list[str]](), list[tuple[int, int]]()
    for place, column in enumerate(each for each in table.register.columns if each.name in table.letters):
        was: Any = _shown(column, row.raw(column.name)) if row is not None else ""
        shown = next_key(table) if row is None and column.name == table.register.key else was
        labels = [column.label(each) for each in column.choices]
        choose = _("Мыналардың бірі: {choices}.", choices="; ".join(labels)) if labels and not fits_a_list(labels) else ""
        hint = " ".join(filter(None, (_("Міндетті.") if column.required else "", _(column.hint), choose, f"§ {_(column.source)}" if column.source else "")))
        cell = cell_name(number, table.letters[column.name])
        rows.append([place + 1, _(column.title), shown, hint, Link(table.sheet, cell), f"{table.sheet}!{cell}", _text(was)])
        if labels:
            choices[place, _VALUE] = labels
        elif keeps_text(column.type):  # a number of twelve digits keeps its first zero, «1-2» is no day
            texts.append((place, _VALUE))
    return Listing(
        kind=KIND,
        title=_("Бір жол"),
        summary=_("«{sheet}», {row}-жол", sheet=table.sheet, row=number),
        remarks=[_("«Мәні» бағанын толтырып, «Бір жол» батырмасын қайта басыңыз: мәндер реестрге жазылады.")],
        alarms=[],
        headings=("№", _("Баған"), _("Мәні"), _("Түсіндірме"), _("Ұяшық"), "cell", "was"),
        widths=(6, 34, 46, 60, 10, 0, 0),
        rows=rows,
        fills={n: (255, 244, 204) for n, row_ in enumerate(rows) if row_[3].startswith(_("Міндетті."))},
        cell_choices=choices,
        as_text=texts,
    )


def _shown(column: Column, value: Any) -> Any:
    return "" if value is None else column.label(value) if isinstance(value, str) else value


def _text(value: Any) -> str:
    """A value as it is compared: days without an hour, whole numbers without a point."""
    if value in (None, ""):
        return ""
    if hasattr(value, "isoformat"):
        return str(value.date().isoformat() if isinstance(value, datetime) else value.isoformat())
    return f"{value:.10g}" if isinstance(value, int | float) else str(value).strip()


def _back(hand: Hand, rows: list[list[Any]]) -> Told:
    """Write what was changed in the form into its row."""
    entries, left = list[Entry](), list[str]()
    for row in rows:
        if _text(row[_VALUE]) == str(row[_WAS]):
            continue
        name, __, cell = str(row[_PLACE]).rpartition("!")
        place = cell_place(cell)
        if name not in hand.book.sheet_names or place is None:
            raise UseError(_("«{sheet}» парағы табылмады: форма жазылмады.", sheet=name), "no-register")
        if _text(hand.book.sheets[name][cell].value) != str(row[_WAS]):
            left.append(f"{name}!{cell}")
            continue
        value = row[_VALUE]
        entries.append(Entry(name, *place, value.date() if isinstance(value, datetime) else value))
    with hand.writing():
        enter(hand.book, entries)
        if entries and not left:
            added.forget(hand.book, KIND)
    if entries:
        sheet = hand.book.sheets[entries[0].sheet]
        sheet.activate()
        sheet.range((entries[0].row, entries[0].column)).select()
    if left:
        return Told(_("Реестрде осы арада өзгерген ұяшықтар жазылмады: {cells}.", cells=", ".join(left)), bad=True)
    return Told(_("Реестрге жазылған ұяшық: {n}.", n=len(entries)), quiet=True)
