"""Every template that was ever released goes into the newest one: workbooks of each are made of its kept text, filled, renewed, and lose no cell."""

from __future__ import annotations

import random
import tomllib
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from conftest import BUNDLED, ROOT, Run
from ubb4.base.settings import Settings
from ubb4.base.text import gettext, speaking
from ubb4.desk.desk import TEMPLATE_VERSION, Desk
from ubb4.desk.diff import changes
from ubb4.desk.opened import Options
from ubb4.law.register import Column, Register
from ubb4.plugins.hearing import hear

OPTIONS = Options(date(2026, 7, 1))
KEPT = sorted((ROOT / "tests" / "books" / "templates").glob("*.toml"), key=lambda path: int(path.stem))
TOOLKIT = hear(Settings(enabled=tuple(BUNDLED)))


def _value(column: Column, register: Register, n: int, chance: random.Random) -> object:
    """A value of a column's kind; empty now and then, but never in a key."""
    if column.name != register.key and not column.required and chance.random() < 0.3:
        return None
    if column.is_date:
        return date(2026, chance.randrange(1, 13), chance.randrange(1, 28))
    if column.is_number:
        return chance.randrange(1, 400)
    if column.choices:
        return column.label(chance.choice(list(column.choices)))
    return f"{column.name[:3]}{n}" if column.name == register.key or column.reference else f"мәтін {n} {chance.randrange(999)}"


def _made(path: Path, kept: Path, language: str, seed: int) -> int:
    """A workbook of an older template, filled by chance -> how many cells."""
    chance, book, cells = random.Random(seed), openpyxl.Workbook(), 0
    book.remove(book.active)
    with speaking(language):
        registers = {name: register for register in TOOLKIT.of_year(2026).registers for name in (*register.synonyms, register.sheet_name())}  # former names too
        sheets = tomllib.loads(kept.read_text("utf-8"))[language]
        for number, (name, heads) in enumerate(sheets.items()):
            sheet = book.create_sheet(name)
            if number == 0:
                organisation = next(register for register in registers.values() if register.layout == "form")
                values = {"kind": "regional_akimat", "year": 2026, "name_kk": "Мысал", "name_ru": "Пример"}
                for row, head in enumerate(heads, 4):
                    column = next(each for each in organisation.columns if head in (gettext(each.title), each.title))
                    sheet.cell(row, 1).value = head
                    value = values.get(column.name)
                    sheet.cell(row, 3).value = column.label(str(value)) if isinstance(value, str) else value
                continue
            register = registers[name]
            titles = {gettext(column.title): column for column in register.columns}
            for place, head in enumerate(heads, 1):
                sheet.cell(4, place).value = head
                for n in range(4) if head in titles else ():
                    value = _value(titles[head], register, n, chance)
                    sheet.cell(5 + n, place).value = value
                    cells += value is not None
        meta = book.create_sheet("_ubb4")
        for pair in (("template", kept.stem), ("language", language), ("plugins", ",".join(BUNDLED))):
            meta.append(pair)
        meta.sheet_state = "hidden"
        book.save(path)
    return cells


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("language", ["kk", "ru"])
@pytest.mark.parametrize("kept", KEPT, ids=lambda path: path.stem)
def test_an_older_template_loses_no_cell(kept: Path, language: str, seed: int, tmp_path: Path, ubb4: Run) -> None:
    old, new = tmp_path / "old.xlsx", tmp_path / "new.xlsx"
    cells = _made(old, kept, language, seed)
    done = ubb4("renew", old, "-o", new, "--year", "2026", "--today", "2026-07-01")
    assert done.returncode == 0, done.stderr
    desk = Desk(OPTIONS)
    before, after = desk.read(old), desk.read(new)
    assert any("renew" in note for note in before.notes), "an older template is told, with what makes the newer one"
    assert not any("ескі үлгімен" in note for note in after.notes)
    lost = [change for change in changes(before.book, after.book) if change.register != "map" or change.what != "added"]
    added = [change for change in lost if change.what == "added"]  # pairs that a register of pairs lacks are put in
    rest = [
        change for change in lost if change.what != "added" and (change.register, change.column) not in (("organisation", "policy"), ("organisation", "roll"))
    ]
    print(f"template {kept.stem} {language}: {cells} cells, {len(rest)} lost, {len(added)} rows added")
    assert cells > 400
    assert not rest, rest[:5]


def test_every_older_template_is_kept() -> None:
    assert [int(path.stem) for path in KEPT] == list(range(1, TEMPLATE_VERSION))


@pytest.mark.parametrize(("core", "told"), [("99.0.0", True), ("0.10.0", True), ("0.1.0", False), ("0.0.9", False), ("", False), ("?", False)])
def test_a_workbook_of_a_newer_version_is_told(core: str, told: bool, demo: Path, tmp_path: Path) -> None:
    """By numbers, not by letters: 0.10 is newer than 0.1."""
    path = tmp_path / "newer.xlsx"
    book = openpyxl.load_workbook(demo / "district.kk.xlsx")
    for row in book["_ubb4"].iter_rows():
        if row[0].value == "core":
            row[1].value = core
    book.save(path)
    assert any("жаңарақ нұсқасымен" in note for note in Desk(OPTIONS).read(path).notes) == told
