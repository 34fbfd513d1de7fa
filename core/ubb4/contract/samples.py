"""Plausible rows of every register, made of its schema."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from ubb4.law.register import Column, Register


def sample(column: Column, number: int, registers: Mapping[str, Register]) -> Any:
    """A plausible value of a column for the n-th sample row."""
    if column.reference:
        target = registers.get(column.reference[0])
        return sample(target.column(column.reference[1]), number, registers) if target else str(number)
    if column.choices:
        return column.label(list(column.choices)[number % len(column.choices)])
    values = {
        "date": date(2026, 3, 2 + number), "integer": 2026 if column.name == "year" else number, "number": 1.5, "money": 1000.5,
        "link": "https://example.kz/p", "term": "III тоқсан 2026", "person": f"Үлгі{number}", "bin": "990140000015",
    }  # fmt: skip
    return values.get(column.type, f"{column.name[:6]}{number}")


def sample_rows(registers: Sequence[Register], rows: int = 2) -> dict[str, list[dict[str, Any]]]:
    """Every register filled in every column, references pointing at rows that exist."""
    by_name = {register.name: register for register in registers}
    return {
        register.name: [{column.name: sample(column, number, by_name) for column in register.columns} for number in range(1, rows + 1)]
        for register in registers
    }
