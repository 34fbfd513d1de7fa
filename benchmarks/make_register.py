"""A plugin with one register of 12 columns, and a workbook of 100,000 rows with 2 % planted mistakes of ten kinds.

    python make_register.py FOLDER [ROWS]

Writes FOLDER/bench_register/ (the plugin's package with its entry point), FOLDER/register.xlsx and planted.json.
"""

from __future__ import annotations

import json
import random
import sys
from datetime import date, timedelta
from pathlib import Path

import xlsxwriter

COLUMNS = ["id", "body", "kind", "starts_on", "ends_on", "count", "sum", "parent", "phone", "link", "text", "state"]
TITLES = [
    "№",
    "Орган",
    "Түрі",
    "Басталуы",
    "Аяқталуы",
    "Саны",
    "Сомасы",
    "Негізгі №",
    "Телефон",
    "Сілтеме",
    "Мазмұны",
    "Күйі",
]
KINDS = {"a": "басқарма", "b": "бөлім", "c": "департамент", "d": "кәсіпорын"}
STATES = {"open": "ашық", "closed": "жабық", "waiting": "күтуде"}
FAULTS = [
    "missing", "enumeration", "date-as-text", "date-out-of-range", "end-before-start", "duplicate-key",
    "dangling-reference", "number-as-text", "too-long", "bad-address",
]  # fmt: skip
CODES = {
    "missing": "required", "enumeration": "not-in-list", "date-as-text": "date-as-text", "date-out-of-range": "date-out-of-range",
    "end-before-start": "ends-before-start", "duplicate-key": "duplicate", "dangling-reference": "dangling-reference",
    "number-as-text": "number-as-text", "too-long": "too-long", "bad-address": "bad-pattern",
}  # fmt: skip
PLUGIN = '''
from ubb4 import Project, hookimpl, rule


@rule("bench", source="bench")
def ends_before_start(book, law):
    """An item ends on the day it starts or later."""
    table = book["bench"]
    for index, (start, end) in enumerate(zip(table.column("starts_on"), table.column("ends_on"))):
        if start is not None and end is not None and end < start:
            yield table.row(index).found("ends_on", "ends before it starts")


@hookimpl
def provide_project():
    return Project.read("bench_register")


@hookimpl
def provide_rules():
    return [ends_before_start]
'''


def schema() -> dict[str, object]:
    """The register's JSON Schema."""

    def column(title: str, **more: object) -> dict[str, object]:
        return {"type": "string", "title": title, "x-class": "public", **more}

    day = {"format": "date", "x-minimum": "2020-01-01", "x-maximum": "2030-12-31"}
    parts = [
        {"maxLength": 12}, {"maxLength": 120}, {"enum": [*KINDS], "x-labels": [*KINDS.values()]}, day, day,
        {"type": "integer", "minimum": 0}, {"type": "number", "minimum": 0, "x-type": "money"}, {"x-ref": "bench.id"},
        {"maxLength": 20}, {"format": "uri", "pattern": r"^https?://[^\s/]+\.[^\s]+$"}, {"x-type": "long", "maxLength": 200},
        {"enum": [*STATES], "x-labels": [*STATES.values()]},
    ]  # fmt: skip
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema", "$comment": "bench", "title": "Тізім", "x-sheet": "Тізім",
        "description": "Жүз мың жол.", "type": "object", "x-key": "id",
        "properties": {n: column(t, **p) for n, t, p in zip(COLUMNS, TITLES, parts, strict=True)},
        "required": ["id", "body", "kind", "starts_on", "ends_on", "count", "state"], "additionalProperties": False,
    }  # fmt: skip


def plugin(folder: Path) -> None:
    """The plugin's package, as if installed."""
    edition = folder / "bench_register" / "editions" / "2024"
    (edition / "registers").mkdir(parents=True, exist_ok=True)
    (folder / "bench_register" / "__init__.py").write_text("", "utf-8")
    (folder / "bench_register" / "plugin.py").write_text(PLUGIN, "utf-8")
    project = 'number = 9\ntitle = "Өлшем"\n[edition]\nid = "2024"\nyear = 2024\nsource = "bench"\n'
    (edition / "project.toml").write_text(project, "utf-8")
    (edition / "registers" / "bench.schema.json").write_text(json.dumps(schema(), ensure_ascii=False), "utf-8")
    info = folder / "bench_register-1.0.dist-info"
    info.mkdir(exist_ok=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: bench-register\nVersion: 1.0\n", "utf-8")
    (info / "entry_points.txt").write_text("[ubb4]\nbench_register = bench_register.plugin\n", "utf-8")


def workbook(folder: Path, rows: int) -> None:
    """The filled register and the list of planted mistakes: fault, code, cell."""
    chance = random.Random(20261123)
    faulty = dict(zip(chance.sample(range(1, rows), rows // 50), [FAULTS[n % 10] for n in range(rows // 50)], strict=True))
    words = [
        "ішкі",
        "талдау",
        "нәтижесі",
        "бойынша",
        "бекітілген",
        "жоспарға",
        "сәйкес",
        "орындалған",
        "жұмыс",
        "туралы",
        "қысқаша",
        "ақпарат",
    ]
    book = xlsxwriter.Workbook(str(folder / "register.xlsx"), {"strings_to_urls": False})
    sheet, day = book.add_worksheet("Тізім"), book.add_format({"num_format": "dd.mm.yyyy"})
    sheet.write_row(0, 0, TITLES)
    planted = []
    sound = [n for n in range(rows) if n not in faulty]
    for n in range(rows):
        start = date(2024, 1, 1) + timedelta(days=chance.randrange(900))
        row = [
            f"R{n:06d}", f"{chance.choice(['Облыстық', 'Аудандық', 'Қалалық'])} {chance.choice(words)} басқармасы",
            chance.choice([*KINDS.values()]), start, start + timedelta(days=chance.randrange(60)), chance.randrange(500),
            round(chance.random() * 1e6, 2), f"R{chance.choice(sound):06d}", f"8 (7172) {chance.randrange(10**6):06d}",
            f"https://example.kz/{chance.randrange(10**6)}", " ".join(chance.choices(words, k=9)), chance.choice([*STATES.values()]),
        ]  # fmt: skip
        fault = faulty.get(n)
        if fault:
            place = _plant(row, fault, chance, n)
            planted.append({"fault": fault, "code": CODES[fault], "cell": f"{chr(65 + place)}{n + 2}"})
        for place, value in enumerate(row):
            if isinstance(value, date):
                sheet.write_datetime(n + 1, place, value, day)
            elif value is not None:
                sheet.write(n + 1, place, value)
    book.close()
    (folder / "planted.json").write_text(json.dumps(planted), "utf-8")


def _plant(row: list[object], fault: str, chance: random.Random, n: int) -> int:
    """Put a mistake into a row; the place of its column."""
    place = {
        "missing": 1, "enumeration": 2, "date-as-text": 3, "date-out-of-range": 3, "end-before-start": 4, "duplicate-key": 0,
        "dangling-reference": 7, "number-as-text": 5, "too-long": 10, "bad-address": 9,
    }[fault]  # fmt: skip
    start = row[3]
    assert isinstance(start, date)
    if fault == "date-out-of-range":
        row[3], row[4] = date(1999, 5, 5), date(2024, 5, 5)
    else:
        row[place] = {
            "missing": None, "enumeration": "басқа", "date-as-text": f"«{chance.randrange(10, 28)}» 0{chance.randrange(1, 3)} 2024 жыл",
            "end-before-start": start - timedelta(days=3), "duplicate-key": "R000000", "dangling-reference": "R999999X",
            "number-as-text": "12 адам" if n % 2 else "12,0", "too-long": "ұзын мәтін. " * 30 + "соңы", "bad-address": "example.kz/бет",
        }[fault]  # fmt: skip
    if fault == "date-as-text":
        row[4] = date(2026, 12, 1)
    if fault == "number-as-text":
        row[place] = "12,0"
    return place


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    plugin(target)
    workbook(target, int(sys.argv[2]) if len(sys.argv) > 2 else 100_000)
