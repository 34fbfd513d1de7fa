"""The rows of all senders as one book in memory, for what no sum of the parts' numbers says: a score."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from ubb4.book.book import Book
from ubb4.book.gathered import keyed, prefixed
from ubb4.book.table import Table
from ubb4.features.gather.merge import Merged
from ubb4.law.register import Register


def book_of(merged: Merged, registers: Iterable[Register], organisation: Register, own: Mapping[str, Any], today: date) -> Book:
    """A book of the registers named, with every sender's rows, keys made unique."""
    book = Book({}, today=today)
    for register in registers:
        book.tables[register.name] = _table(merged, register)
    book.tables["organisation"] = Table(organisation, organisation.sheet_name(), {name: [own.get(name)] for name in organisation.by_name}, [1], {})
    return book


def _table(merged: Merged, register: Register) -> Table:
    data: dict[str, list[Any]] = {name: [] for name in register.by_name}
    keys, number = set(keyed(register)), 0
    for entry in merged.entries:
        table = entry.payload["tables"].get(register.name)
        if table is None:
            continue
        size = len(table["numbers"])
        number += size
        for name, values in data.items():
            found = table["columns"].get(name) or [None] * size
            values += [prefixed(each, entry.code) for each in found] if name in keys else [_day(each) for each in found]
    return Table(
        register, register.sheet_name(), data, range(1, number + 1), {}, present=any(register.name in entry.payload["tables"] for entry in merged.entries)
    )


def _day(value: Any) -> Any:
    return date.fromisoformat(value[0]) if isinstance(value, list) else value
