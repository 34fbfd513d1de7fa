"""A notebook on 20,000 rows: how long, how large its page, and what of that is Jupyter's own, side by side with `jupyter nbconvert --execute`.

python benchmarks/notebooks.py          # make bench does the set-up
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

ROWS = 20_000
DAY = "2026-10-20"
MOST_SECONDS, MOST_BYTES = 60, 5_000_000
BARE = "pass"
LIBRARIES = """
import altair, pandas, vl_convert
chart = altair.Chart(altair.Data(values=[{"a": 1}])).mark_bar().encode(x="a:Q")
vl_convert.vegalite_to_svg(chart.to_dict()) and None
"""


def workbook(path: Path) -> None:
    """A body with 20,000 rows of project 1: risks, plan, monitoring."""
    from ubb4.desk.new import new_workbook
    from ubb4.desk.opened import Options

    start = date(2026, 2, 2)
    directions = ["бақылау функциялары", "персоналды басқару", "сатып алу және қаржы", "мүдделер қақтығысы"]
    states = ["орындалды", "орындалуда", "орындалмады"]
    analyses = [{"id": f"A{n}", "object": f"Нысан {n}", "starts_on": start + timedelta(n), "ends_on": start + timedelta(n + 30)} for n in range(40)]
    each = ROWS // 4
    risks = [
        {"id": f"T{n}", "analysis": f"A{n % 40}", "direction": directions[n % 4], "unit": f"{n % 60}-бөлім", "risk": f"Тәуекел {n}", "cause": f"Себеп {n % 25}"}
        for n in range(each)
    ]
    plan = [{"id": str(n), "risk": f"T{n}", "measure": f"Іс-шара {n}", "responsible": "бөлім", "term": "IV тоқсан 2026"} for n in range(each)]
    monitoring = [{"measure": str(n // 2), "quarter": f"{'II' if n % 2 else 'III'} тоқсан 2026", "status": states[n % 3]} for n in range(2 * each)]
    rows = {"analyses": analyses, "risks": risks, "plan": plan, "monitoring": monitoring}
    organisation = {"name_kk": "Үлгі орган", "kind": "regional_akimat", "year": 2026}
    new_workbook(path, organisation, rows, ["project1_risk"], Options(date.fromisoformat(DAY)))


def run_cell(code: str) -> None:
    """One cell in a fresh kernel."""
    import nbclient
    import nbformat

    nbclient.NotebookClient(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)]), kernel_name="python3").execute()


def ours(book: Path, out: Path) -> None:
    words = ["notebook", "run", "risks", str(book), "-o", str(out), "--today", DAY]
    subprocess.run([sys.executable, "-m", "ubb4", *words], check=True, capture_output=True)


def nbconvert(notebook: Path, out: Path) -> None:
    words = ["nbconvert", "--execute", "--to", "html", str(notebook), "--output", str(out)]
    subprocess.run([sys.executable, "-m", "jupyter", *words] if _has_jupyter() else [sys.executable, "-m", *words], check=True, capture_output=True)


def _has_jupyter() -> bool:
    from importlib.util import find_spec

    return find_spec("jupyter") is not None


def timed(act: Callable[[], Any], times: int = 3) -> float:
    """Seconds, the middle of three."""
    found = []
    for __ in range(times):
        start = time.perf_counter()
        act()
        found.append(time.perf_counter() - start)
    return statistics.median(found)


def main() -> None:
    """Print the table; exit 1 where the bounds are not kept."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        book, page = folder / "b.xlsx", folder / "p.html"
        workbook(book)
        mine = folder / "mine.ipynb"
        subprocess.run(
            [sys.executable, "-m", "ubb4", "notebook", "new", "risks", str(book), "-o", str(mine), "-p", f"today={DAY}"], check=True, capture_output=True
        )
        told = json.loads(mine.read_text("utf-8"))
        mine.write_text(json.dumps(told), "utf-8")
        whole = timed(lambda: ours(book, page))
        kernel = timed(lambda: run_cell(BARE))
        libraries = timed(lambda: run_cell(LIBRARIES)) - kernel
        peer = timed(lambda: nbconvert(mine, folder / "peer.html"))
        size, peer_size = page.stat().st_size, (folder / "peer.html").stat().st_size
    own = whole - kernel - libraries
    print(f"risks on {ROWS:,} rows: {whole:.1f} s, page {size / 1e6:.2f} MB")
    for what, seconds in (("the kernel's start and end", kernel), ("pandas, Altair, vl-convert and the first chart", libraries), ("our own code", own)):
        print(f"  {what:48} {seconds:5.1f} s  {100 * seconds / whole:3.0f} %")
    print(f"jupyter nbconvert --execute of the same cells: {peer:.1f} s, page {peer_size / 1e6:.2f} MB")
    print(f"ours / nbconvert: time {whole / peer:.2f}, size {size / peer_size:.2f}")
    sys.exit(whole > MOST_SECONDS or size > MOST_BYTES)


if __name__ == "__main__":
    main()
