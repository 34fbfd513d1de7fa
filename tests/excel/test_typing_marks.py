"""Marks that appear while one types: LibreOffice counts their conditions over faulty rows, and `check` of the same rows is what they must say."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from xlsxwriter.utility import xl_col_to_name

from conftest import BUNDLED
from excel.test_alone import counted, serial, today_cell, typed
from ubb4.base.settings import Settings
from ubb4.desk.check import check
from ubb4.desk.desk import Desk
from ubb4.desk.new import new_workbook
from ubb4.desk.opened import Options
from ubb4.excel.computed import marks as module
from ubb4.excel.computed.cells import FIRST_ROW
from ubb4.law.register import Column, Register
from ubb4.plugins.hearing import hear

DAY = date(2026, 7, 1)
FAR = 150  # the column, from 0, in which this test counts a sheet's first condition
ROWS = 12
TOOLKIT = hear(Settings(enabled=tuple(BUNDLED)))
# what each condition must say, in the words of check
SAYS = {
    "required": {"required"}, "format": {"not-a-date"}, "x-minimum": {"date-out-of-range"}, "type": {"not-a-number"}, "minimum": {"too-small", "too-large"},
    "pattern": {"bad-pattern"}, "x-ref": {"dangling-reference"}, "maxLength": {"too-long"}, "x-unique": {"duplicate"},
}  # fmt: skip
UNSAID = tomllib.loads((Path(module.__file__).parent / "unsaid.toml").read_text("utf-8"))


def _good(column: Column, n: int) -> Any:
    """A value at which no schema complains."""
    schema = column.schema
    if column.is_date:
        return date(2026, 3, 2) + timedelta(days=n)
    if column.is_number:
        return min(max(schema.get("minimum", 1), 1) + n, schema.get("maximum", 10_000))
    if column.choices:
        return next(iter(column.choices))
    if column.type == "link":
        return f"https://example.kz/{n}"
    if column.type == "bin":
        return ""
    if column.type == "term":
        return "III тоқсан 2026"
    return f"К{n}" if column.reference or column.required else f"Мәтін {n}"


def _bad(column: Column) -> Iterator[Any]:
    """Values at which its schema complains, each in its own way; None is an empty cell."""
    schema = column.schema
    if column.required:
        yield None
    if column.is_date:
        yield "ертең"
        yield column.range[1] + timedelta(days=400)
    if column.is_number:
        yield "көп"
        for key, step in (("minimum", -1), ("maximum", 1)):
            if key in schema:
                yield schema[key] + step
    if column.type == "link":
        yield from ("example.kz/1", "https://nowhere")
    if column.reference:
        yield "жоқ-нөмір"
    if "maxLength" in schema and schema["maxLength"] <= 1_000 and not column.reference:
        yield "ұ" * (schema["maxLength"] + 1)


def _rows(register: Register) -> list[dict[str, Any]]:
    """A good row, one twice, and rows in each of which one cell is wrong."""
    columns = register.laid()
    good = [{column.name: _good(column, n) for column in columns if column.name not in register.fill_down or n == 0} for n in range(ROWS)]
    if register.unique and not any(register.column(name).type == "choice" for name in register.unique):
        for name in register.unique:
            good[1][name] = good[0][name]
    faults = [(column.name, value) for column in columns for value in _bad(column) if column.name not in register.fill_down]
    for n, (name, value) in enumerate(faults[: 4 * (ROWS - 2)]):
        good[2 + n % (ROWS - 2)][name] = value
    return good


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> tuple[set[tuple[str, str, int, str]], set[tuple[str, str, int, str]]]:
    """({(sheet, column, row, condition)} that LibreOffice counts, the same of `check`) for the faulty rows of every register."""
    folder = tmp_path_factory.mktemp("marks")
    registers = [register for register in TOOLKIT.of_year(2026).registers if register.layout == "table" and register.name not in ("map", "calendar")]
    conditions: dict[str, list[module.Mark]] = {}
    write = module.Marks.write

    def counting(self: module.Marks, sheet: Any, register: Register) -> None:
        write(self, sheet, register)
        conditions[register.name] = [*self.of(register)]
        for place, mark in enumerate(conditions[register.name], FAR):
            sheet.fill_down(FIRST_ROW, FIRST_ROW + ROWS - 1, place, "=" + mark.formula, self.styles["computed"], {}, 0)

    path, rows = folder / "typed.xlsx", {register.name: _rows(register) for register in registers}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module.Marks, "write", counting)
        new_workbook(path, {"name_kk": "Мысал", "kind": "regional_akimat", "year": 2026}, {}, BUNDLED, Options(DAY))
    shown = [register for register in registers if register.name in conditions]
    sheet, cell = today_cell(path)
    job = {
        "open": str(path),
        "type": [
            [sheet, cell, [[serial(DAY)]]],
            *(
                [register.sheet_name(), f"A{FIRST_ROW}", [[typed(column, row.get(column.name)) for column in register.laid()] for row in rows[register.name]]]
                for register in shown
            ),
        ],
        "read": [
            (register.sheet_name(), f"{xl_col_to_name(FAR)}{FIRST_ROW}:{xl_col_to_name(FAR + len(conditions[register.name]) - 1)}{FIRST_ROW + ROWS - 1}")
            for register in shown
        ],
        "save": str(folder / "saved.xlsx"),
    }
    answer = counted([json.loads(json.dumps(job))], folder)[0]
    marked = {
        (register.sheet_name(), mark.column, FIRST_ROW + n, mark.schema)
        for register, block in zip(shown, answer["blocks"], strict=True)
        for n, row in enumerate(block)
        for mark, value in zip(conditions[register.name], row, strict=True)
        if value == 1 and mark.schema in SAYS
    }
    desk = Desk(Options(DAY))
    opened = desk.read(folder / "saved.xlsx")
    schemas = {code: schema for schema, codes in SAYS.items() for code in codes}
    sheets = {register.sheet_name() for register in shown}
    links = {column.name for register in shown for column in register.columns if column.type == "link"}
    found = {
        (each.sheet, each.column, each.row or 0, schemas[each.code])
        for each in check(opened).findings
        if each.code in schemas and each.sheet in sheets and (each.row or 0) < FIRST_ROW + ROWS and (each.code != "bad-pattern" or each.column in links)
    }
    return marked, found


def test_marks_say_what_check_says(said: tuple[set[Any], set[Any]]) -> None:
    marked, found = said
    print(f"{len(found)} findings of check by their cell, {len(marked)} marks; only check: {len(found - marked)}, only marks: {len(marked - found)}")
    assert len(found) > 150
    assert not marked - found, sorted(marked - found)[:20]
    assert not found - marked, sorted(found - marked)[:20]


def test_every_key_of_a_schema_has_a_mark_or_a_reason() -> None:
    """A key that says what a cell may hold is a condition, or `unsaid.toml` tells why it is none."""
    keys = {key for register in TOOLKIT.registers for column in register.schema["properties"].values() for key in column}
    keys |= {"required", "x-unique", "x-grid", "x-fill-down"}
    looks = {
        "title",
        "description",
        "$comment",
        "x-type",
        "x-labels",
        "x-former",
        "x-width",
        "x-synonyms",
        "x-extra",
        "x-maximum",
        "maximum",
    }  # fmt: skip - how it looks, or the other end of a range that one condition holds
    reasons: Mapping[str, str] = {entry["key"]: entry["why"] for entry in UNSAID["schema"]}
    assert keys - looks == {*SAYS, *reasons}, keys - looks ^ {*SAYS, *reasons}
