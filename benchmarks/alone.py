"""A workbook that counts by itself beside the same without its formulas: size, opening in LibreOffice, one more cell typed into a long register.

python benchmarks/alone.py
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROWS, RUNS = 5_000, 3


def main() -> None:
    """Print the table."""
    sys.path[:0] = [str(ROOT / "tests")]
    from excel.test_alone import counted, rewritten
    from ubb4.desk.new import new_workbook
    from ubb4.desk.opened import Options

    plugins = [f"project{n}_{name}" for n, name in enumerate(("risk", "law", "compliance", "culture"), 1)]
    hired = [{"id": f"N{n}", "person": f"Адам {n}", "intake_ended_on": date(2026, 1, 5) + timedelta(days=n % 300)} for n in range(ROWS)]
    with tempfile.TemporaryDirectory() as folder:
        for kind, rows in (("quasi_state", {}), ("regional_akimat", {}), ("regional_akimat", {"hired": hired})):
            book, plain = Path(folder) / "book.xlsx", Path(folder) / "plain.xlsx"
            started = time.perf_counter()
            new_workbook(book, {"name_kk": "Мысал", "kind": kind, "year": 2026}, rows, plugins, Options(date(2026, 7, 1)))
            made = time.perf_counter() - started
            rewritten(book, plain, lambda formula: formula.getparent().remove(formula))  # the same cells with their values alone
            answers = [_answers(counted, path, bool(rows), Path(folder)) for path in (book, plain)]
            (opened, once), (opened_plain, once_plain) = answers
            name = f"{kind}{' with 5,000 hired' if rows else ''}"
            print(f"{name:36} {book.stat().st_size / 1000:7.0f} kB (without formulas {plain.stat().st_size / 1000:.0f})   made {made:.2f} s")
            print(
                f"{'':36} opens {opened:.2f} s x {opened / opened_plain:.1f}",
                f"  one more cell {once:.3f} s (without formulas {once_plain:.3f})" if rows else "",
            )


def _answers(counted: object, path: Path, long: bool, folder: Path) -> tuple[float, float]:
    once = {"once": ["Қабылданғандар", "H200", 46_100]} if long else {}
    answers = counted([{"open": str(path), **once} for __ in range(RUNS)], folder)  # type: ignore[operator]
    return statistics.median(each["opened"] for each in answers), statistics.median(each["once"] or 0.0 for each in answers)


if __name__ == "__main__":
    main()
