"""A region of N workbooks, seeded: the demonstration's bodies varied, 2 % of them with a planted mistake of ten kinds, 5 % odd files of twelve
kinds, copies, a body that sent twice, two bodies of one name.

    python make_region.py FOLDER [N] [SEED]

Writes FOLDER/in/*.xlsx, FOLDER/bodies.toml (the roster) and FOLDER/planted.json.
"""

from __future__ import annotations

import io
import json
import os
import random
import shutil
import sys
import tomllib
import zipfile
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
TODAY = date(2026, 10, 20)
Rows = dict[str, list[dict[str, Any]]]


@cache
def _columns() -> dict[str, list[Any]]:
    """Every column of every table, with its register, by type."""
    from ubb4.base import settings
    from ubb4.plugins.hearing import hear

    found: dict[str, list[Any]] = {}
    for register in hear(settings.read()).registers:
        for column in register.columns if register.layout == "table" and register.name not in ("map", "calendar") else ():
            kinds = [column.type, *(["key"] if column.name == register.key else []), *(["required"] if column.required else [])]
            for kind in kinds:
                found.setdefault(kind, []).append((register, column))
    return found


def _put(kind: str, value: Any) -> Callable[[Rows], str | None]:
    """Set the value in the first filled cell of a column of a kind."""

    def plant(rows: Rows) -> str | None:
        for register, column in _columns()[kind]:
            row = next((row for row in rows.get(register.name, ()) if row.get(column.name)), None)
            if row is not None and not (kind in ("required", "text") and column.name == register.key):
                row[column.name] = value
                return str(register.name)
        return None

    return plant


def _duplicate(rows: Rows) -> str | None:
    for register, column in _columns()["key"]:
        if len(rows.get(register.name, ())) > 1:
            rows[register.name][1][column.name] = rows[register.name][0][column.name]
            return str(register.name)
    return None


# what is planted, and the code of the finding that tells of it
FAULTS: dict[str, tuple[str, Callable[[Rows], str | None]]] = {
    "day that is not": ("not-a-date", _put("date", "31.02.2026")),
    "day as text": ("date-as-text", _put("date", "05.06.2026")),
    "year of 1902": ("date-out-of-range", _put("date", date(1902, 3, 4))),
    "word for a day": ("not-a-date", _put("date", "көктемде")),
    "choice unknown": ("not-in-list", _put("choice", "қағаз")),
    "required empty": ("required", _put("required", "")),
    "key twice": ("duplicate", _duplicate),
    "key unknown": ("dangling-reference", _put("reference", "T99")),
    "key too long": ("too-long", _put("key", "X" * 40)),
    "text too long": ("too-long", _put("text", "ұзақ " * 200)),
}


@cache
def _sources() -> list[dict[str, Any]]:
    found = []
    for name in ("akimat", "region", "department", "district", "company", "hospital", "medcentre"):
        for lang in ("kk", "ru"):
            data = tomllib.loads((EXAMPLES / name / f"book.{lang}.toml").read_text("utf-8"))
            found.append({"lang": lang, "data": data, "plugins": tomllib.loads((EXAMPLES / name / "findings.toml").read_text("utf-8"))["plugins"]})
    return found


def one(number: int, seed: int, path: Path) -> dict[str, Any]:
    """Write one body's workbook; what was planted in it."""
    from ubb4.base.text import speaking
    from ubb4.desk.new import new_workbook
    from ubb4.desk.opened import Options

    chance = random.Random(f"{seed}:{number}")
    source = _sources()[number % len(_sources())]
    data = json.loads(
        json.dumps(source["data"], default=lambda day: {"day": day.isoformat()}),
        object_hook=lambda each: date.fromisoformat(each["day"]) if set(each) == {"day"} else each,
    )
    organisation: dict[str, Any] = data.pop("organisation")
    rows: Rows = data
    organisation |= {"name_kk": f"{organisation['name_kk']} № {number:04}", "bin": f"{990000000000 + number:012}"}
    if organisation.get("name_ru"):
        organisation["name_ru"] = f"{organisation['name_ru']} № {number:04}"
    for name, each in rows.items():
        if name in ("events", "trained", "online_course", "reports") and len(each) > 3:
            del each[chance.randrange(len(each)) :: 3]
        for row in each:
            for column, value in row.items():
                if isinstance(value, str) and len(value) > 40:
                    row[column] = f"{value} ({number}-{chance.randrange(1000)})"
                elif isinstance(value, date) and chance.random() < 0.1 and column not in ("starts_on", "ends_on"):
                    row[column] = value - timedelta(days=chance.randrange(3))
    planted = None
    if number % 50 == 7:
        for fault in chance.sample(sorted(FAULTS), len(FAULTS)):
            code, plant = FAULTS[fault]
            register = plant(rows)
            if register is not None:
                planted = {"fault": fault, "code": code, "register": register}
                break
    with speaking(source["lang"]):
        new_workbook(path, organisation, rows, source["plugins"], Options(TODAY))
    return {"file": path.name, "name": organisation["name_kk"], "bin": organisation["bin"], "planted": planted}


def _some(work: tuple[list[int], int, str]) -> list[dict[str, Any]]:
    numbers, seed, folder = work
    return [one(number, seed, Path(folder, f"body-{number:04}.xlsx")) for number in numbers]


def _zip(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def odd(good: bytes) -> dict[str, bytes]:
    """Twelve kinds of files that are no workbook of ours."""
    import xlsxwriter

    empty, far = io.BytesIO(), io.BytesIO()
    book = xlsxwriter.Workbook(empty)
    book.add_worksheet("Бюджет").write_row(0, 0, ["Бабы", "Сомасы"])
    book.close()
    book = xlsxwriter.Workbook(far)
    book.add_worksheet("Лист1").write(1048575, 16383, 1)
    book.close()
    return {
        "empty": b"", "text": "бұл кітап емес".encode(), "cut": good[: len(good) // 2], "html": b"<html><table><tr><td>1</td></tr></table></html>",
        "csv": "Орган;Саны\nA;1\n".encode(), "png": b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "zip": _zip({"a.txt": b"1"}), "other": empty.getvalue(),
        "far": far.getvalue(), "bomb": _zip({"[Content_Types].xml": b"<a/>", "xl/worksheets/sheet1.xml": b" " * 40_000_000}),
        "broken": good.replace(b"xl/workbook.xml", b"xl/workb00k.xml"), "ole": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    }  # fmt: skip


def make(folder: Path, number: int, seed: int = 4) -> dict[str, Any]:
    """Write the region; what was planted, by file."""
    place = folder / "in"
    place.mkdir(parents=True, exist_ok=True)
    odds = max(1, number // 20)
    bodies = number - odds - 3
    hands = os.cpu_count() or 1
    with ProcessPoolExecutor(hands) as pool:
        made = [each for some in pool.map(_some, [(list(range(hand, bodies, hands)), seed, str(place)) for hand in range(hands)]) for each in some]
    made.sort(key=lambda each: each["file"])
    good = (place / made[0]["file"]).read_bytes()
    kinds = odd(good)
    for place_of, (kind, data) in zip(range(odds), list(kinds.items()) * (odds // len(kinds) + 1), strict=False):
        (place / f"odd-{place_of:03}-{kind}.xlsx").write_bytes(data)
    shutil.copy(place / made[1]["file"], place / "copy-of-1.xlsx")
    one(2, seed + 1, place / "twice-2.xlsx")
    os.utime(place / "twice-2.xlsx", (2_000_000_000, 2_000_000_000))
    other = one(3, seed + 2, place / "same-name.xlsx")
    lines = []
    for each in made[:-5]:  # five bodies are on no roster
        lines += ["[[body]]", f'name_kk = "{each["name"].replace(chr(34), "")}"', f'bin = "{each["bin"]}"', f'email = "{each["bin"]}@example.kz"']
        lines += [f'parent = "{made[int(each["bin"][-4:]) // 20 * 20]["bin"]}"'] if int(each["bin"][-4:]) % 20 else []
    lines += ["[[body]]", 'name_kk = "Кітап жібермеген ұйым"', 'bin = "980000000000"']
    (folder / "bodies.toml").write_text("\n".join(lines) + "\n", "utf-8")
    told = {"bodies": made, "odd": odds, "kinds": list(kinds), "copy": "copy-of-1.xlsx", "twice": "twice-2.xlsx", "same": other["file"]}
    (folder / "planted.json").write_text(json.dumps(told, ensure_ascii=False), "utf-8")
    return told


if __name__ == "__main__":
    count, started = (int(sys.argv[2]) if len(sys.argv) > 2 else 1000), int(sys.argv[3]) if len(sys.argv) > 3 else 4
    answer = make(Path(sys.argv[1]), count, started)
    print(f"{count} workbooks, {sum(1 for each in answer['bodies'] if each['planted'])} planted mistakes, {answer['odd']} odd files")
