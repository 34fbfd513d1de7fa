"""What signed papers cost: whole commands, in turn, medians and ratios.

    python benchmarks/signed.py         # make bench does the set-up

1. `ubb4 check` of a workbook with 116 confirming documents, each bearing the code of a form that was printed and signed,
   beside the same workbook without the codes.
2. Every document of the demonstration of a region, beside the way in which each is filled, its code made of the finished file, and the
   file opened again to be stamped.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
ANALYSES = 58  # two papers each
UBB4 = 'import sys; sys.argv[0] = "ubb4"; from ubb4.__main__ import main; main()'
MAKE = """
import sys
from datetime import date
from pathlib import Path
from ubb4.desk.desk import Desk
from ubb4.desk.documents import Asked, make
from ubb4.desk.opened import Options
folder = Path(sys.argv[2])
told = make(Desk(Options(date(2026, 8, 10))).read(Path(sys.argv[1])), Asked("all", ["ru"], None, False), lambda name: folder / name, False)
"""
# filled undated, the code is of its bytes; opened again for the footer
TWICE = """
import io
from docx import Document
from ubb4.documents import code, report
once = report._filled
def twice(papers, form, law, language, this, veil, stamped):
    data = once(papers, form, law, language, this, veil, None)
    signs = code.of_file(report._name(form, language, this, veil), form.path(language).read_bytes(), data)
    document, out = Document(io.BytesIO(data)), io.BytesIO()
    code.stamp(document, signs)
    document.save(out)
    return report.same_bytes(out.getvalue())
report._filled = twice
report.code_of = lambda *given: None
"""


def main() -> None:
    """Print both tables."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "ubb4.toml").write_text('[plugins]\nenabled = ["project1_risk"]\n', "utf-8")
        environment = {**os.environ, "UBB4_SETTINGS": str(folder / "ubb4.toml")}
        rows = _analyses()
        plain = _book(folder / "plain.xlsx", rows)
        codes = _codes(plain)
        evidence = [
            {"id": f"D{n}", "subtasks": "P1.T3.S1", "kind": "бұйрық", "title": f"Құжат {n}", "number": str(n), "dated_on": date(2026, 3, 2)}
            for n in range(1, len(codes) + 1)
        ]
        unsigned = _book(folder / "unsigned.xlsx", {**rows, "evidence": evidence})
        signed = _book(folder / "signed.xlsx", {**rows, "evidence": [{**row, "code": code} for row, code in zip(evidence, codes, strict=True)]})
        print(f"check, {len(codes)} confirming documents")
        check = ["check", "--today", "2026-08-10"]
        _table({"without codes": [UBB4, *check, str(unsigned)], "each signed": [UBB4, *check, str(signed)]}, environment)
        print("report all, the demonstration of a region")
        region = _region(folder / "region.xlsx")
        for way in ("twice", "once"):
            (folder / way).mkdir()
        twice, once = [TWICE + MAKE, str(region), str(folder / "twice")], [MAKE, str(region), str(folder / "once")]
        (folder / "ubb4.toml").unlink()  # every bundled plugin
        _table({"opened again to be stamped": twice, "ubb4": once}, environment)
        made = [sorted(each.name for each in (folder / way).glob("*.docx")) for way in ("twice", "once")]
        assert made[0] == made[1], "both ways make the same documents"
        print(f"  {len(made[0])} documents")


def _analyses() -> dict[str, list[dict[str, Any]]]:
    start = date(2026, 2, 2)
    days = [start + timedelta(days=n) for n in range(ANALYSES)]
    return {
        "analyses": [{"id": f"A{n}", "object": f"Нысан {n}", "starts_on": day, "ends_on": day + timedelta(days=42)} for n, day in enumerate(days, 1)],
        "results": [{"analysis": f"A{n}", "note_number": str(n), "plan_number": str(n)} for n in range(1, ANALYSES + 1)],
    }


def _book(path: Path, rows: dict[str, list[dict[str, Any]]]) -> Path:
    from ubb4.base.settings import Settings
    from ubb4.desk.new import new_workbook
    from ubb4.desk.opened import Options
    from ubb4.plugins.hearing import hear

    organisation = {"year": 2026, "kind": "regional_akimat", "name_kk": "Үлгі", "name_ru": "Пример"}
    told = new_workbook(path, organisation, rows, None, Options(date(2026, 8, 10)), hear(Settings(enabled=("project1_risk",))))
    assert told == [], told
    return path


def _region(path: Path) -> Path:
    from ubb4.desk.new import filling, new_workbook
    from ubb4.desk.opened import Options

    organisation, rows = filling(str(ROOT / "examples" / "region" / "book.ru.toml"))
    new_workbook(path, organisation, rows, None, Options(date(2026, 8, 10)))
    return path


def _codes(path: Path) -> list[str]:
    from ubb4.base.settings import Settings
    from ubb4.desk.desk import Desk
    from ubb4.desk.opened import Options
    from ubb4.desk.papers import papers as papers_of
    from ubb4.documents import report
    from ubb4.plugins.hearing import hear

    opened = Desk(Options(date(2026, 8, 10)), hear(Settings(enabled=("project1_risk",)))).read(path)
    forms = [(each, project.edition) for project in opened.projects for each in project.forms if each.id in ("note", "plan")]
    papers = papers_of(opened)
    return [str(report.code_of(papers, form, law, "kk", row, papers.veil(False))) for form, law in forms for row in report.subjects(form, opened.book)]


def _table(ways: dict[str, list[str]], environment: dict[str, str]) -> None:
    times: dict[str, list[float]] = {name: [] for name in ways}
    for number in range(4):
        for name, (code, *words) in ways.items():
            start = time.perf_counter()
            done = subprocess.run([sys.executable, "-c", code, *words], env=environment, capture_output=True, encoding="utf-8")
            assert done.returncode in (0, 1, 3), done.stderr
            if number:  # the first round warms the caches
                times[name].append(time.perf_counter() - start)
    base = statistics.median(next(iter(times.values())))
    for name, taken in times.items():
        print(f"  {name:<28}{statistics.median(taken):7.2f} s   x {statistics.median(taken) / base:5.2f}")


if __name__ == "__main__":
    main()
