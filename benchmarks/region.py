"""A region of 1,000 workbooks: checked, gathered, written, gathered again; each beside a peer in the same run.

    python region.py [N] [FOLDER]

The peer of reading is two processes of bare python-calamine that read every sheet; of writing, a bare constant-memory XlsxWriter that writes the
same cells.  Every planted mistake has to be found at its body and register.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from make_region import TODAY, make

HANDS = 2
UBB4 = [sys.executable, "-m", "ubb4"]


def bare(files: Sequence[str]) -> int:
    """Every sheet of every file, as python-calamine reads it."""
    from python_calamine import CalamineWorkbook

    rows = 0
    for file in files:
        try:
            book = CalamineWorkbook.from_path(file)
            for name in book.sheet_names:
                rows += len(book.get_sheet_by_name(name).to_python(skip_empty_area=False))
        except BaseException:  # what is no workbook; PanicException is no Exception
            continue
    return rows


def bare_write(source: Path, target: Path) -> int:
    """The cells of a workbook written as they are by a bare constant-memory XlsxWriter, formulas as formulas; how many."""
    from openpyxl import load_workbook
    from xlsxwriter import Workbook

    sheets = [(sheet.title, [[cell.value for cell in row] for row in sheet.iter_rows()]) for sheet in load_workbook(source, read_only=True)]
    start = time.perf_counter()
    book, number = Workbook(str(target), {"constant_memory": True, "strings_to_urls": False, "default_date_format": "dd.mm.yyyy"}), 0
    for title, rows in sheets:
        sheet = book.add_worksheet(title)
        for at, row in enumerate(rows):
            for place, value in enumerate(row):
                if value is not None:
                    sheet.write(at, place, value)
                    number += 1
    book.close()
    bare_write.seconds = time.perf_counter() - start  # type: ignore[attr-defined]
    return number


def timed(act: Callable[[], Any]) -> tuple[float, Any]:
    start = time.perf_counter()
    found = act()
    return time.perf_counter() - start, found


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*UBB4, *arguments], capture_output=True, encoding="utf-8")


def main(number: int, folder: Path) -> None:
    if not (folder / "planted.json").exists():
        made, __ = timed(lambda: make(folder, number))
        print(f"{number} workbooks made in {made:.0f} s")
    told = json.loads((folder / "planted.json").read_text("utf-8"))
    place, day = folder / "in", TODAY.isoformat()
    files = sorted(str(path) for path in place.glob("*.xlsx") if "-far" not in path.name and "-bomb" not in path.name)
    with ProcessPoolExecutor(HANDS) as pool:
        peer, rows = timed(lambda: sum(pool.map(bare, [files[hand::HANDS] for hand in range(HANDS)])))
    print(f"bare calamine, {HANDS} processes: {peer:.2f} s, {rows} rows")

    seconds, checked = timed(lambda: run("check", str(place), "--quiet", "--format", "json", "--today", day))
    answer = json.loads(checked.stdout)
    print(f"check FOLDER: {seconds:.2f} s, {peer / seconds:.2f} of the peer's rate (asked 0.35); {len(answer['files'])} files, {answer['counts']}")
    _planted(told, answer)

    store, out = folder / "store", folder / "region.xlsx"
    subprocess.run(["rm", "-rf", str(store), str(out)], check=True)
    seconds, __ = timed(lambda: _gather(place, folder, store))
    print(f"gather (read, check, due, measures, merge): {seconds:.2f} s, {peer / seconds:.2f} of the peer's rate (asked 0.25)")
    again, parent = timed(lambda: _gather(place, folder, store))
    print(f"gathered again, nothing changed: {again:.2f} s, {again / seconds:.2f} of the first (asked 0.20)")
    written, __ = timed(lambda: parent("book", out))
    cells = bare_write(out, folder / "bare.xlsx")
    own = bare_write.seconds  # type: ignore[attr-defined]
    print(f"region.xlsx: {written:.2f} s, a bare write of its {cells} cells {own:.2f} s, x {written / own:.2f} (asked 1.3)")
    usage = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"memory of the parent at most {usage:.0f} MB, of a child {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024:.0f} MB; region.xlsx {out.stat().st_size >> 20} MB"
    )
    seconds, page = timed(lambda: run("notebook", "run", "region", str(place), "-o", str(folder / "region.html"), "--today", day))
    print(f"notebook run region: {seconds:.2f} s, exit code {page.returncode}")


def _planted(told: dict[str, Any], answer: dict[str, Any]) -> None:
    """Say how many planted mistakes were found at their file."""
    found = {Path(each["file"]).name: {finding["code"] for finding in each["findings"]} for each in answer["files"]}
    planted = [each for each in told["bodies"] if each["planted"]]
    missed = [each for each in planted if each["planted"]["code"] not in found.get(each["file"], set())]
    print(f"planted mistakes found: {len(planted) - len(missed)} of {len(planted)}" + "".join(f"\n  MISSED {each}" for each in missed))
    unread = sum(bool(each["error"]) for each in answer["files"])
    print(f"odd files told: {unread} of {told['odd']}")


def _gather(place: Path, folder: Path, store: Path) -> Callable[[str, Path], str]:
    from ubb4.features.gather import gather

    found = gather.gather(gather.Asked([str(place)], {"today": TODAY.isoformat(), "policy": None, "roll": None}, folder / "bodies.toml", store=store))
    return lambda what, path: gather.WRITERS[what](found, path, None)


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    os.environ.setdefault("UBB4_SETTINGS", os.devnull)
    if len(sys.argv) > 2:
        main(count, Path(sys.argv[2]))
    else:
        with tempfile.TemporaryDirectory(prefix="ubb4-region-") as scratch:
            main(count, Path(scratch))
