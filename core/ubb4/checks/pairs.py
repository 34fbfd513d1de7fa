"""A register whose rows are every pair of another's key and a choice (x-grid): which pairs have no row yet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ubb4.base.spelling import folded
from ubb4.base.text import gettext as _
from ubb4.book.book import Book
from ubb4.book.finding import Finding
from ubb4.book.table import Table


def lacking(table: Table, book: Book) -> list[tuple[Any, list[str]]]:
    """(row of the other register, the choices for which it has no row), in order; nothing where no row is wanted."""
    register = table.register
    if not register.grid:
        return []
    reference, choice = (register.column(name) for name in register.grid)
    if reference.reference is None or reference.reference[0] not in book:
        return []
    there = set(zip(table.folded_column(reference.name), table.data[choice.name], strict=True))
    found = []
    for row in book[reference.reference[0]]:
        if row.key is not None:
            key = folded(str(row.key))
            missing = [each for each in choice.choices if (key, each) not in there]
            if missing:
                found.append((row, missing))
    return found


def rows(table: Table, book: Book) -> list[dict[str, Any]]:
    """The rows that are not there yet, by column; everything else in them is empty."""
    reference, choice = table.register.grid
    return [{reference: row.key, choice: each} for row, missing in lacking(table, book) for each in missing]


def findings(table: Table, book: Book) -> Iterator[Finding]:
    """At each key of the other register that has no row for some choice."""
    for row, missing in lacking(table, book):
        register, choice = table.register, table.register.column(table.register.grid[1])
        key = row.table.register.key
        number, cell = row.table.place(row.index, key)
        every = len(missing) == len(choice.choices)
        yield Finding(
            "grid-row-missing", "warning", register.plugin, row.table.sheet, cell, number, key,
            _("«{sheet}» парағында бұл нөмір бойынша бірде-бір жол жоқ.", sheet=table.sheet) if every
            else _("«{sheet}» парағында мыналар бойынша жол жоқ: {names}.", sheet=table.sheet, names="; ".join(map(choice.label, missing))),
            _("«{sheet}» парағында «Жаңа жол» батырмасын басыңыз: жетпейтін жолдардың бәрі қосылады.", sheet=table.sheet),
            _(register.source),
        )  # fmt: skip
