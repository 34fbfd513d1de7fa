"""Side by side with peers in one run, whole processes in turn, medians and ratios.

    python benchmarks/run.py            # make bench does the set-up

1. `ubb4 check --format json` on 100,000 x 12 cells with 2 % planted mistakes, beside a bare read by python-calamine,
   openpyxl + jsonschema and Frictionless; how many of the planted mistakes each found at their cell.
2. `ubb4 --help` beside `python -c "import click"`.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
OUT = HERE.parent / "build" / "bench-data"
UBB4 = shutil.which("ubb4", path=str(Path(sys.executable).parent)) or "ubb4"
BARE = "import sys, python_calamine as c; c.CalamineWorkbook.from_path(sys.argv[1]).get_sheet_by_index(0).to_python()"
STAGES = """
import gc, sys, time
gc.disable()
from pathlib import Path
from ubb4.desk.check import check
from ubb4.desk.desk import Desk
from ubb4.desk.opened import Options
from ubb4.excel import file
clock, shares = time.perf_counter, {}
def stage(name, act):
    start = clock(); value = act(); shares[name] = clock() - start
    return value
desk = stage("toolkit", lambda: Desk(Options()))
stage("words and catalogues", desk.warm)
workbook = stage("read", lambda: file.read(Path(sys.argv[1])))
opened = stage("cells to columns", lambda: desk.take(workbook, "book.xlsx"))
stage("schema, keys, references, rules", lambda: check(opened))
total = sum(shares.values())
for name, seconds in shares.items():
    print(f"    {name:<34}{100 * seconds / total:5.0f} %")
"""


def seconds(command: list[str], environment: dict[str, str]) -> float:
    """Wall time of one whole process; its output is thrown away."""
    start = time.perf_counter()
    subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=OUT)
    return time.perf_counter() - start


def side_by_side(commands: dict[str, list[str]], runs: int, environment: dict[str, str]) -> None:
    """Each command in turn, again and again; medians, and ratios to the first."""
    times: dict[str, list[float]] = {name: [] for name in commands}
    for number in range(runs + 1):
        for name, command in commands.items():
            took = seconds(command, environment)
            if number:  # the first round warms the caches
                times[name].append(took)
    base = statistics.median(next(iter(times.values())))
    for name, taken in times.items():
        print(f"  {name:<34}{statistics.median(taken):7.2f} s   x {statistics.median(taken) / base:5.2f}")


def found(planted: list[dict[str, str]], cells: set[str]) -> str:
    """How many planted mistakes were reported at their cell, and how many other cells were."""
    wanted = {each["cell"] for each in planted}
    return f"{len(wanted & cells)} of {len(wanted)} planted, {len(cells - wanted)} other cells"


def main() -> None:
    """Print both tables."""
    OUT.mkdir(parents=True, exist_ok=True)
    if not (OUT / "planted.json").is_file():
        subprocess.run([sys.executable, str(HERE / "make_register.py"), str(OUT)], check=True)
    (OUT / "ubb4.toml").write_text('[plugins]\nenabled = ["bench_register"]\n', "utf-8")
    environment = {**os.environ, "PYTHONPATH": str(OUT), "UBB4_SETTINGS": str(OUT / "ubb4.toml")}
    book, peers = str(OUT / "register.xlsx"), str(HERE / "peers.py")
    planted = json.loads((OUT / "planted.json").read_text("utf-8"))
    checking = [UBB4, "check", book, "--format", "json"]
    print("100,000 rows x 12 columns, 2 % planted mistakes of ten kinds, whole processes")
    side_by_side({"bare read (python-calamine)": [sys.executable, "-c", BARE, book], "ubb4 check": checking}, 7, environment)
    slow = {name: [sys.executable, peers, name, book, str(OUT)] for name in ("openpyxl+jsonschema", "frictionless")}
    side_by_side({"bare read (python-calamine)": [sys.executable, "-c", BARE, book], **slow}, 1, environment)
    answer = json.loads(subprocess.run(checking, env=environment, capture_output=True, encoding="utf-8").stdout)
    print(f"  ubb4 found {found(planted, {f['cell'] for f in answer['files'][0]['findings'] if f['cell']})}")
    for name, command in slow.items():
        cells = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8").stdout.split()
        print(f"  {name} found {found(planted, set(cells))}")
    print("  stages of a check, one after another:")
    sys.stdout.flush()
    subprocess.run([sys.executable, "-c", STAGES, book], env=environment, check=True)
    print("start")
    side_by_side(
        {"python -c 'import click'": [sys.executable, "-c", "import click"], "ubb4 --help": [UBB4, "--help"]},
        15,
        environment,
    )


if __name__ == "__main__":
    main()
