"""xlwings on LibreOffice beside bare UNO calls, as ratios. Usage: python benchmarks/run.py

Both use the same LibreOffice on the same machine in one run; each figure is the best of seven turns. Bare means
`getDataArray`, `setDataArray` and `setFormulaArray` on data that is ready for them; xlwings' own conversion, Excel's
rules for typed text, dates and truth values are in our side only.
"""

from __future__ import annotations

import datetime as dt
import json
import pickle
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import xlwings as xw

import xlwings_libreoffice
from xlwings_libreoffice.bridge import find, near

TURNS = 7
ROWS, COLUMNS = 10_000, 10
# reading mixed values is shown without a limit: telling dates and truth values from numbers is no part of getDataArray
LIMITS: dict[str, float | None] = {
    "write numbers": 3.0,
    "read numbers": 3.0,
    "write mixed": 4.0,
    "read mixed": None,
    "write formulas": 4.0,
    "read formulas": 4.0,
}
START = dt.datetime(2024, 1, 1)

Block = list[list[Any]]


def blocks() -> dict[str, tuple[Block, Block]]:
    """What is written: as Python has it, and as bare UNO takes it."""
    numbers = [[row * 10.5 + column for column in range(COLUMNS)] for row in range(ROWS)]
    mixed, bare = [], []
    for row in range(ROWS):
        day = START + dt.timedelta(days=row % 900)
        mixed.append([row, f"қазақша мәтін {row}", row % 2 == 0, day, f"{day:%Y-%m-%d}", None, row / 7, "иә", f"A-{row}", f"{row:06d}"])
        serial = float((day - dt.datetime(1899, 12, 30)).days)
        bare.append([float(row), f"қазақша мәтін {row}", float(row % 2 == 0), serial, f"{day:%Y-%m-%d}", "", row / 7, "иә", f"A-{row}", f"{row:06d}"])
    formulas = [[f"=SUM(A{row},B{row})*2"] for row in range(1, ROWS + 1)]
    plain = [[text.replace(",", ";")] for (text,) in formulas]
    return {"numbers": (numbers, numbers), "mixed": (mixed, bare), "formulas": (formulas, plain)}


def bare(given: dict[str, tuple[Block, Block]]) -> dict[str, float]:
    """The peer's seconds."""
    accept, profile = "pipe,name=xlwings-bench", find.new_profile()
    settings = {"accept": accept, "start_limit": 60, "quit_limit": 10, "command": find.command(accept, profile, False),
                "environment": find.environment(), "profile": str(profile)}  # fmt: skip
    ready = {name: tuple(map(tuple, block)) for name, (_, block) in given.items()}
    done = subprocess.run([find.uno_python(), "-E", "-s", str(Path(__file__).parent / "bare.py"), str(near.FAR.parent)],
                          input=pickle.dumps((settings, ready, TURNS), protocol=4), capture_output=True, check=True)  # fmt: skip
    found: dict[str, float] = json.loads(done.stdout)
    return found


def best(work: Callable[[], Any]) -> float:
    times = []
    for _ in range(TURNS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def ours(given: dict[str, tuple[Block, Block]]) -> dict[str, float]:
    """xlwings' seconds."""
    out: dict[str, float] = {}
    with xw.App(visible=False) as app:
        sheet = app.books[0].sheets[0]
        for name, (block, _) in given.items():
            area = sheet["A1"].resize(len(block), len(block[0]))

            def write(block: Block = block, area: xw.Range = area, name: str = name) -> None:
                if name == "formulas":
                    area.formula = block
                else:
                    area.value = block

            def read(area: xw.Range = area, name: str = name) -> Any:
                return area.formula if name == "formulas" else area.value

            out[f"write {name}"] = best(write)
            out[f"read {name}"] = best(read)
            area.clear()
    return out


def main() -> int:
    xlwings_libreoffice.activate()
    given = blocks()
    peer, mine = bare(given), ours(given)
    print(f"{ROWS:,} rows x {COLUMNS} columns (formulas: one column); seconds, best of {TURNS}\n")
    print(f"{'':16}{'bare UNO':>10}{'xlwings':>10}{'ratio':>8}{'at most':>9}")
    missed = 0
    for name, limit in LIMITS.items():
        ratio = mine[name] / peer[name]
        over = limit is not None and ratio > limit
        missed += over
        print(f"{name:16}{peer[name]:10.3f}{mine[name]:10.3f}{ratio:8.2f}{limit or '-':>9}{'  MISSED' if over else ''}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
