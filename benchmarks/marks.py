"""Marks in a copy of a file, beside openpyxl and beside bare unzip + zip, whole processes.

    python benchmarks/marks.py          # make bench does the set-up

1. The demonstration workbook with its own findings. 2. A register of 100,000 x 12 cells with 500 findings.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OURS = """
import json, sys
from pathlib import Path
from ubb4.excel import listing
from ubb4.excel.marked import write_copy
from ubb4.book.finding import Finding
found = [Finding(**each) for each in json.load(open(sys.argv[2], encoding="utf-8"))]
write_copy(Path(sys.argv[1]), Path(sys.argv[3]), found, listing.findings(found, {"error": 1, "warning": 0, "info": 0}, [], []))
"""
OPENPYXL = """
import json, sys, openpyxl
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
book = openpyxl.load_workbook(sys.argv[1])
listed = book.create_sheet("findings")
for each in json.load(open(sys.argv[2], encoding="utf-8")):
    listed.append([each["sheet"], each["cell"], each["message"], each["hint"], each["source"], each["code"]])
    if each["cell"]:
        cell = book[each["sheet"]][each["cell"]]
        cell.fill = PatternFill("solid", fgColor="FFC7CE")
        cell.comment = Comment(each["message"], "ubb4")
book.save(sys.argv[3])
"""
BARE = """
import sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as old, zipfile.ZipFile(sys.argv[3], "w", zipfile.ZIP_DEFLATED) as new:
    for entry in old.infolist():
        new.writestr(entry, old.read(entry))
"""


def main() -> None:
    """Print both tables."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for title, (book, found) in {"the demonstration workbook": _demo(folder), "100,000 x 12 cells, 500 findings": _large(folder)}.items():
            print(title)
            _table(book, found, folder)


def _demo(folder: Path) -> tuple[Path, Path]:
    from ubb4.desk.check import check_file
    from ubb4.desk.desk import Desk
    from ubb4.desk.new import filling, new_workbook
    from ubb4.desk.opened import Options

    options = Options(date(2026, 8, 10))
    organisation, rows = filling(str(ROOT / "examples" / "medcentre" / "book.kk.toml"))
    new_workbook(folder / "demo.xlsx", organisation, rows, ["project1_risk"], options)
    found = [each.to_json() for each in check_file(Desk(options), folder / "demo.xlsx").findings]
    (folder / "demo.json").write_text(json.dumps(found), "utf-8")
    return folder / "demo.xlsx", folder / "demo.json"


def _large(folder: Path) -> tuple[Path, Path]:
    from xlsxwriter import Workbook

    with Workbook(str(folder / "large.xlsx"), {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Sheet1")
        for row in range(100_000):
            sheet.write_row(row, 0, [row, f"жол {row}", *range(row, row + 10)])
    blank = {"code": "c", "severity": "error", "plugin": "p", "sheet": "Sheet1", "row": 1, "column": "c", "hint": "h", "source": "s"}
    found = [{**blank, "cell": f"C{row * 200 + 1}", "message": f"хабар {row}"} for row in range(500)]
    (folder / "large.json").write_text(json.dumps(found), "utf-8")
    return folder / "large.xlsx", folder / "large.json"


def _table(book: Path, found: Path, folder: Path) -> None:
    times: dict[str, list[float]] = {}
    for number in range(4):
        for name, code in (("unzip + zip", BARE), ("ubb4", OURS), ("openpyxl", OPENPYXL)):
            target = folder / f"{name}-{number}.xlsx"
            start = time.perf_counter()
            subprocess.run([sys.executable, "-c", code, str(book), str(found), str(target)], check=True)
            if number:  # the first round warms the caches
                times.setdefault(name, []).append(time.perf_counter() - start)
            target.unlink()
    base = statistics.median(times["unzip + zip"])
    for name, taken in times.items():
        print(f"  {name:<14}{statistics.median(taken):7.2f} s   x {statistics.median(taken) / base:5.2f}")


if __name__ == "__main__":
    main()
