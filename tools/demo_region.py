"""A region of twenty bodies: their workbooks gathered into one, its annexes, letters back and page."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "benchmarks"))

from make_region import one  # noqa: E402

BODIES = 20
TOP = "Мысал облысының әкімдігі"


def region(folder: Path, run: Callable[..., str], today: str) -> list[tuple[str, str]]:
    """Write and gather them; rows of the closing table."""
    place = folder / "region"
    (place / "in").mkdir(parents=True, exist_ok=True)
    lines = ["[[body]]", f'name_kk = "{TOP}"', 'name_ru = "Акимат Примерной области"', 'bin = "980000000001"', 'kind = "regional_akimat"']
    for number in range(BODIES - 1):  # the nineteenth is awaited in vain
        made = one(number, 20, place / "in" / f"{number:02}.xlsx")
        lines += ["", "[[body]]", f'name_kk = "{made["name"].replace(chr(34), "")}"', f'bin = "{made["bin"]}"', f'parent = "{TOP}"']
    lines += ["", "[[body]]", 'name_kk = "Мысал қалалық ауруханасы"', f'parent = "{TOP}"', 'bin = "980000000002"']
    (place / "bodies.toml").write_text("\n".join(lines) + "\n", "utf-8")
    book = "region/region.xlsx"
    run("gather", "region/in", "-o", book, "--bodies", "region/bodies.toml", "--letters", "region/letters", "--by", "2026-11-10", "--today", today)
    rows = [(book, f"{BODIES - 1} workbooks gathered: who has sent, measures, completeness, map, findings, every register")]
    for lang in ("kk", "ru"):
        for number in range(1, 7):
            run("report", f"annex{number}", book, "-o", f"region/annex{number}.{lang}.docx", "--lang", lang, "--today", today)
    run("notebook", "run", "region", "region/in", "-o", "region/region.html", "--today", today)
    letters = len(list((place / "letters").glob("*/*.docx")))
    return [
        *rows, ("region/annex*.docx", "annexes 1 to 6 of the whole region, kk and ru"), ("region/letters/", f"letters back: {letters}, each with its body's marked workbook"),
        ("region/region.html", "the region's page"),
    ]  # fmt: skip
