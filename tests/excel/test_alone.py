"""A workbook that works alone: LibreOffice, which knows nothing of the toolkit, counts its formulas, and they say what `due` says."""

from __future__ import annotations

import importlib
import json
import random
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from lxml import etree
from python_calamine import CalamineWorkbook

from conftest import BODIES, BUNDLED, ROOT, wanted
from ubb4.base import text
from ubb4.base.settings import Settings
from ubb4.desk.desk import Desk
from ubb4.desk.new import filling, new_workbook
from ubb4.desk.opened import Options
from ubb4.law.register import Column
from ubb4.plugins.hearing import hear

SOME = [("akimat", "kk"), ("company", "ru")]
ALL = [(body, language) for body in BODIES for language in ("kk", "ru")]
EPOCH = datetime(1899, 12, 30)
Cells = dict[tuple[str, int, int], Any]


def _python() -> str:
    return next(each for each in ("/usr/bin/python3", sys.executable) if subprocess.run([each, "-c", "import uno"], capture_output=True).returncode == 0)


def counted(jobs: Sequence[Mapping[str, Any]], folder: Path) -> list[dict[str, Any]]:
    """What LibreOffice answers to jobs."""
    soffice = shutil.which("soffice")
    assert soffice, "LibreOffice is missing: sudo apt-get install libreoffice-calc python3-uno"
    (folder / "jobs.json").write_text(json.dumps(jobs), "utf-8")
    script = str(ROOT / "tests" / "office_count.py")
    subprocess.run([_python(), script, soffice, str(folder / "jobs.json"), str(folder / "answers.json")], check=True, timeout=3_000, capture_output=True)
    answers: list[dict[str, Any]] = json.loads((folder / "answers.json").read_text("utf-8"))
    return answers


def formulas(path: Path) -> Cells:
    """Every formula cell of a workbook with the value that is stored beside it, dates as numbers."""
    plain, values, found = openpyxl.load_workbook(path), openpyxl.load_workbook(path, data_only=True), Cells()
    for sheet in plain:
        if sheet.sheet_state == "visible":
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.data_type == "f":
                        value = values[sheet.title].cell(cell.row, cell.column).value
                        found[sheet.title, cell.row, cell.column] = (value - EPOCH).days if isinstance(value, datetime) else "" if value is None else value
    return found


def stored_at(path: Path, places: Iterable[tuple[str, int, int]]) -> Cells:
    """The values that a workbook stores at some places, read by another program's reader."""
    book, sheets, found = CalamineWorkbook.from_path(str(path)), dict[str, list[list[Any]]](), Cells()
    for name, row, column in places:
        if name not in sheets:
            sheets[name] = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        value = sheets[name][row - 1][column - 1]
        found[name, row, column] = serial(value) if isinstance(value, date) else value
    return found


def different(stored: Cells, answer: Mapping[str, Any], read: Sequence[tuple[str, str]]) -> list[str]:
    """Formula cells whose value is another than the stored one."""
    blocks = {sheet: block for (sheet, __), block in zip(read, answer["blocks"], strict=True)}
    found = []
    for (sheet, row, column), value in stored.items():
        if sheet in blocks:
            given = blocks[sheet][row - 1][column - 1] if row <= len(blocks[sheet]) else None
            if not same(value, given):
                found.append(f"{sheet}!R{row}C{column}: stored {value!r}, LibreOffice {given!r}")
    return found


def same(value: Any, given: Any) -> bool:
    """Whether two programs mean the same value."""
    return abs(value - given) < 1e-5 if isinstance(value, int | float) and isinstance(given, int | float) else str(value) == str(given)


def rewritten(path: Path, out: Path, change: Callable[[Any], object]) -> Path:
    """The workbook with something done to every formula in its sheets."""
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            data = old.read(entry)
            if entry.filename.startswith("xl/worksheets/sheet"):
                tree = etree.fromstring(data)
                for formula in list(tree.iterfind(".//{*}f")):
                    change(formula)
                data = etree.tostring(tree)
            new.writestr(entry.filename, data)
    return out


def spoiled(path: Path, out: Path) -> Path:
    """The workbook with 7 as the stored value of every formula: whoever shows another has counted."""

    def spoil(formula: Any) -> None:
        value = formula.getparent().find("{*}v")
        if value is not None:
            value.text = "7"

    return rewritten(path, out, spoil)


def today_cell(path: Path) -> tuple[str, str]:
    """(sheet, cell) of today: the only one that changes by itself."""
    sheet, __, cell = openpyxl.load_workbook(path).defined_names["ubb4_today"].attr_text.rpartition("!")
    return sheet.strip("'"), cell.replace("$", "")


def everything(path: Path) -> list[tuple[str, str]]:
    return [(sheet.title, f"A1:{sheet.dimensions.partition(':')[2]}") for sheet in openpyxl.load_workbook(path) if sheet.sheet_state == "visible"]


def typed(column: Column, value: Any) -> Any:
    """A value as a person types it."""
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return serial(value)
    return "" if value is None else column.label(value) if isinstance(value, str) else value


def serial(day: date) -> int:
    return (day - EPOCH.date()).days


@pytest.mark.parametrize("some", [SOME, pytest.param(ALL, marks=pytest.mark.long)], ids=["some", "all"])
def test_libreoffice_counts_what_is_stored(some: list[tuple[str, str]], tmp_path: Path) -> None:
    """Stored values are true: LibreOffice, given none of them, comes to each."""
    jobs, books = [], []
    for body, language in some:
        organisation, rows = filling(ROOT / "examples" / body / f"book.{language}.toml")
        path, day = tmp_path / f"{body}-{language}.xlsx", wanted(body)["today"]
        with text.speaking(language):
            new_workbook(path, organisation, rows, BUNDLED, Options(day))
        sheet, cell = today_cell(path)
        read = everything(path)
        jobs.append({"open": str(spoiled(path, tmp_path / f"{body}-{language}-7.xlsx")), "type": [[sheet, cell, [[serial(day)]]]], "read": read})
        books.append((path, read))
    for (path, read), answer in zip(books, counted(jobs, tmp_path), strict=True):
        stored, now = formulas(path), _today(path)
        stored.pop((now[0], *now[1]))
        wrong = different(stored, answer, read)
        print(f"{path.stem}: {len(stored)} formulas, {len(wrong)} other than due")
        assert not wrong, wrong[:10]


def test_a_second_engine_counts_the_same(tmp_path: Path) -> None:
    """IronCalc, which shares no line with LibreOffice or with us, comes to every stored value too."""
    ironcalc = importlib.import_module("ironcalc")
    organisation, rows = filling(ROOT / "examples" / "akimat" / "book.kk.toml")
    path, day = tmp_path / "akimat.xlsx", wanted("akimat")["today"]
    new_workbook(path, organisation, rows, BUNDLED, Options(day))
    model = ironcalc.load_from_xlsx(str(spoiled(path, tmp_path / "7.xlsx")), "en", "UTC", "en")
    sheets = {name: place for place, name in enumerate(openpyxl.load_workbook(path).sheetnames)}
    stored, (home, cell) = formulas(path), _today(path)
    stored.pop((home, *cell))
    model.update_cell_with_number(sheets[home], *cell, serial(day))
    model.evaluate()
    wrong = []
    for (sheet, row, column), value in stored.items():
        given = model.get_cell_value(sheets[sheet], row, column)
        given = "" if given is None else given
        wrong += [] if same(value, given) else [f"{sheet}!R{row}C{column}: stored {value!r}, IronCalc {given!r}"]
    print(f"IronCalc: {len(stored)} formulas, {len(wrong)} other than due")
    assert not wrong, wrong[:10]


def _today(path: Path) -> tuple[str, tuple[int, int]]:
    sheet, cell = today_cell(path)
    place = openpyxl.utils.cell.coordinate_to_tuple(cell)
    return sheet, (place[0], place[1])


# ---- random workbooks: typed into one open workbook, both policies, overrides, moved days, ends of years

KIND = "regional_akimat"
START = date(2025, 10, 1)
FULL = ("Басты бет", "Мерзімдер", "Жұмыс күндері")
TYPED = 6  # rows of each register that are typed


class Made:
    """Random rows of the registers that deadlines stand on."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def day(self, *, empty: float = 0.25) -> date | None:
        return None if self.random.random() < empty else START + timedelta(days=self.random.randrange(480))

    def rows(self) -> dict[str, list[dict[str, Any]]]:
        pick, keys = self.random.choice, [f"T{n}" for n in range(1, TYPED + 1)]
        quarters = [
            "I тоқсан 2026",
            "2 квартал 2026 года",
            "2026 жылғы III тоқсан",
            "IV тоқсан 2026",
            "1-тоқсан 2027",
            "төртінші тоқсан 2025",
            "бірінші тоқсан",
        ]
        some = range(self.random.randrange(1, TYPED))
        one = range(TYPED)
        analysis = [*keys[:3], "T9"]
        return {
            "analyses": [{"id": keys[n], "object": f"О{n}", "order_on": self.day(), "starts_on": self.day(), "ends_on": self.day()} for n in some],
            "schedule": [{"number": "1", "object": f"О{self.random.randrange(4)}", "approved_on": self.day(), "starts_on": self.day()} for __ in some],
            "announcements": [
                {"analysis": pick(analysis), "subject": pick(["start", "discussion"]), "stated_on": self.day(), "published_on": self.day()} for __ in one
            ],
            "discussions": [{"analysis": pick(analysis), "held_on": self.day()} for __ in some],
            "results": [
                {"analysis": pick(analysis), "note_signed_on": self.day(), "plan_drawn_on": self.day(), "plan_approved_on": self.day(empty=0.5),
                 "published_on": self.day(empty=0.6), "secrecy_on": self.day(empty=0.9)} for __ in some
            ],
            "risks": [{"id": f"R{n}", "analysis": pick(analysis)} for n in some],
            "plan": [{"id": f"M{n}", "risk": pick(["R0", "R1", "R2"]), "measure": "Шара"} for n in one],
            "monitoring": [{"measure": f"M{n}", "quarter": pick(quarters), "received_on": self.day(), "reviewed_on": self.day(empty=0.5)} for n in one],
            "heads": [{"id": f"H{n}", "political": pick(["yes", "no"]), "in_force_on": self.day(), "resigned_on": self.day(empty=0.6)} for n in one],
            "hired": [{"id": f"N{n}", "intake_ended_on": self.day(), "checked_on": self.day(empty=0.5)} for n in one],
            "gifts": [{"id": f"G{n}", "kind": pick(["gift", "reward"]), "received_on": self.day(), "act_on": self.day(empty=0.5)} for n in one],
            "certificates": [{"id": f"C{n}", "entity": "1", "valid_until": self.day()} for n in one],
            "meetings": [{"id": f"K{n}", "planned_on": self.day(), "held_on": self.day(empty=0.5)} for n in one],
            "trainings": [{"id": f"L{n}", "held_on": self.day()} for n in one],
            "events": [{"id": f"E{n}", "held_on": self.day()} for n in one],
            "trained": [{"id": f"O{n}", "until_on": self.day()} for n in one],
            "calendar": [{"date": day, "kind": pick(["off", "working"])} for day in {self.day(empty=0) for __ in range(4)}],
        }  # fmt: skip

    def organisation(self) -> dict[str, Any]:
        policies = {"policy": self.random.choice(["nth_day", "clear_days"]), "roll": self.random.choice(["next", "strict"])}
        return {"name_kk": "Мысал әкімдігі", "kind": KIND, "year": 2026, **policies}


def _typed(path: Path, rows: Mapping[str, Sequence[Mapping[str, Any]]], organisation: Mapping[str, Any]) -> Iterator[list[Any]]:
    """The same rows as blocks of cells to be typed, empty ones too: what the last workbook left there is gone."""
    registers = {register.name: register for register in hear(Settings(enabled=tuple(BUNDLED))).of_year(2026).registers}
    for name, each in rows.items():
        columns = registers[name].laid(())
        block = []
        for n in range(TYPED):
            row = each[n] if n < len(each) else {}
            block.append([typed(column, row.get(column.name)) for column in columns])
        yield [registers[name].sheet_name(), "A5", block]
    names = openpyxl.load_workbook(path).defined_names
    for field in ("policy", "roll"):
        sheet, __, cell = names[f"ubb4_own_{field}"].attr_text.rpartition("!")
        yield [sheet.strip("'"), cell.replace("$", ""), [[registers["organisation"].column(field).label(organisation[field])]]]


def test_the_demonstration_typed_by_hand(tmp_path: Path) -> None:
    """The rows of the demonstration, typed through UNO into an empty workbook without the toolkit, show what `due` says of them."""
    organisation, rows = filling(ROOT / "examples" / "akimat" / "book.kk.toml")
    full, empty, day = tmp_path / "full.xlsx", tmp_path / "empty.xlsx", wanted("akimat")["today"]
    new_workbook(full, organisation, rows, BUNDLED, Options(day))
    new_workbook(empty, organisation, {}, BUNDLED, Options(day))
    opened, blocks, count = Desk(Options(day)).read(full), list[list[Any]](), 0
    for table in opened.book.tables.values():
        if table.register.layout == "table" and len(table):
            columns = table.register.laid()
            block = [[typed(column, row.raw(column.name)) for column in columns] for row in table]
            count += sum(value != "" for row in block for value in row)
            blocks.append([table.sheet, f"A{table.numbers[0]}", block])
    home, cell = today_cell(empty)
    read = everything(empty)
    answer = counted([{"open": str(empty), "type": [*blocks, [home, cell, [[serial(day)]]]], "read": read}], tmp_path)[0]
    now = _today(empty)
    places = [place for place in formulas(empty) if (place[0], place[1:]) != now and (place[1] < 60 or place[0] in FULL)]
    stored = stored_at(full, places)
    wrong = different(stored, answer, read)
    states = sum(value in ("уақытында", "кешіккен", "алда", "мерзімі өткен") for value in stored.values())
    print(f"{count} cells typed, {len(stored)} formulas, {states} states shown, {len(wrong)} other than due")
    assert states > 50
    assert not wrong, wrong[:20]


@pytest.mark.timeout(3_600)
@pytest.mark.parametrize("number", [12, pytest.param(500, marks=pytest.mark.long)])
def test_random_workbooks_agree_with_due(number: int, tmp_path: Path) -> None:
    """What is typed into an empty workbook, LibreOffice counts as `due` does: under both policies no date and no state is another."""
    empty, jobs, books = tmp_path / "empty.xlsx", list[dict[str, Any]](), list[Path]()
    start = {"name_kk": "Мысал әкімдігі", "kind": KIND, "year": 2026}
    new_workbook(empty, start, {}, BUNDLED, Options(date(2026, 7, 1)))
    read = [(sheet, cells if sheet in FULL else cells.rstrip("0123456789") + "60") for sheet, cells in everything(empty)]
    home, cell = today_cell(empty)
    for seed in range(number):
        made = Made(seed)
        rows, organisation = made.rows(), made.organisation()
        today = made.day(empty=0)
        assert today is not None
        books.append(tmp_path / f"{seed}.xlsx")
        new_workbook(books[-1], organisation, rows, BUNDLED, Options(today))
        blocks = [*_typed(empty, rows, organisation), [home, cell, [[serial(today)]]]]
        jobs.append({"open": "" if jobs else str(empty), "type": blocks, "read": read})
    wrong, total = list[str](), 0
    now = _today(empty)
    places = [place for place in formulas(empty) if (place[0], place[1:]) != now and (place[1] < 60 or place[0] in FULL)]
    for seed, (path, answer) in enumerate(zip(books, counted(jobs, tmp_path), strict=True)):
        stored = stored_at(path, places)
        total += len(stored)
        wrong += [f"{seed}: {each}" for each in different(stored, answer, read)]
    print(f"{number} random workbooks, {total} formulas, {len(wrong)} other than due")
    assert not wrong, "\n".join([f"{len(wrong)} of {total}", *wrong[:40]])
