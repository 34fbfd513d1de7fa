"""Odd workbooks from texts (`made/odd.py`): the tidy workbook's answers, within time and memory, and nothing told but what was done."""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import time
from collections import Counter
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from made.odd import HANDS, write
from ubb4.desk.check import check
from ubb4.desk.desk import Desk
from ubb4.desk.due import due
from ubb4.desk.opened import Opened, Options
from ubb4.excel import file

TODAY = Options(date(2026, 8, 10))
# parts that are written in one encoding or under one name are not changed by a hand that looks for another
LAST = ("utf16", "backslashes", "capitals", "no_content_types", "strict", "prefixes", "byte_order_mark", "single_quotes", "comments_and_cdata")
_ORDER = [*(name for name in HANDS if name not in LAST), *reversed(LAST)]
_PAIRS = ["+".join(sorted(pair, key=_ORDER.index)) for pair in combinations(HANDS, 2)]
random.Random(4).shuffle(_PAIRS)
ODD = [*HANDS, *_PAIRS[: 220 - len(HANDS)]]
IN_EVERY_RUN = 60


@pytest.fixture(scope="module")
def tidy(demo: Path) -> Path:
    return demo / "medcentre.ru.xlsx"


def _answers(opened: Opened) -> tuple[Any, Any, Counter[Any]]:
    rows = {name: table.data for name, table in opened.book.tables.items()}
    days = [(each.register, each.key, each.day, each.state) if hasattr(each, "register") else each.to_json() for each in due(opened).deadlines]
    return rows, days, Counter((each.code, each.message) for each in check(opened).findings)


def _opened(path: Path) -> Opened:
    desk = Desk(TODAY)
    return desk.take(file.read(path), "a.xlsx", None)


@pytest.fixture(scope="module")
def measure(tidy: Path) -> tuple[Any, ...]:
    return _answers(_opened(tidy))


@pytest.mark.parametrize("text", [pytest.param(each, marks=[pytest.mark.long] if n >= IN_EVERY_RUN else []) for n, each in enumerate(ODD)])
def test_the_same_answers(text: str, tidy: Path, measure: tuple[Any, ...], tmp_path: Path) -> None:
    path = tmp_path / "odd.xlsx"
    told = write(text, tidy, path)
    started = time.monotonic()
    rows, days, codes = _answers(_opened(path))
    assert time.monotonic() - started < 10
    assert rows == measure[0]
    assert days == measure[1]
    more = Counter(code for (code, __), count in (codes - measure[2]).items() for __ in range(count))
    assert more == Counter(told)
    assert measure[2] - codes == Counter(), "nothing that was found is lost"


def test_all_of_them_in_one_process_stay_under_a_gigabyte(tidy: Path, tmp_path: Path) -> None:
    """The heaviest hands, one after the other, in a process of their own that is asked for its greatest size."""
    heavy = ("a_space_at_the_end_of_the_world", "a_number_far_below", "huge_dimension", "blank_rows_with_borders", "utf16")
    paths = []
    for name in heavy:
        paths.append(tmp_path / f"{name}.xlsx")
        write(name, tidy, paths[-1])
    code = (
        "import resource, sys; from pathlib import Path; from ubb4.excel import file\n"
        "for path in sys.argv[1:]: file.read(Path(path))\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )
    done = subprocess.run([sys.executable, "-c", code, *map(str, paths)], capture_output=True, text=True, check=True, timeout=120)
    assert int(done.stdout) < 1 << 20, "kilobytes"
    assert resource.RUSAGE_SELF == 0
