"""From click to result: the buttons of a workbook of fifty sheets, pressed with the mouse in a real LibreOffice.

    python benchmarks/press.py          # make bench does the set-up

A line a press: the median of nine from the click to the window (or, where nothing is asked, to the end of the work), the share of each
stage and the number of journeys over the bridge, as the log of the helper has them. Beside it a peer: xlwings reading the same values sheet by sheet, with
what the same engine costs without a job for the whole workbook. The first press is a cold one: LibreOffice was just started.
"""

from __future__ import annotations

import os
import re
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RUNS = 9
PLUGINS = ("project1_risk", "project2_law", "project3_compliance", "project4_culture")
LINE = re.compile(r"pressed (\w+): ([\d.]+) s, (\d+) journeys: (.*)")
# the button's id and words; whether it answers in a window
PRESSES = (("check", "Тексеру", True), ("due", "Мерзімдер", True), ("measures", "Көрсеткіштер", True), ("explain", "Түсіндіру", True),
           ("next", "Келесі ескертпе", False), ("row", "Жаңа жол", False), ("p1_plan", "Іс-шаралар жоспары", True))  # fmt: skip


def main() -> None:
    """Print the table."""
    sys.path.insert(0, str(ROOT / "tests"))
    import on_screen

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        environment = on_screen.own_settings(folder)
        Path(environment["UBB4_SETTINGS"]).write_text(f"[plugins]\nenabled = {list(PLUGINS)}\n", "utf-8")
        os.environ.update(environment)
        book = _book(folder)
        peer = _peer(book)
        print(f"  {'xlwings reads the values':<26}{peer:7.3f} s   x  1.0")
        _pressed(folder, environment, book, peer)


def _book(folder: Path) -> Path:
    from ubb4.desk.new import filling, new_workbook
    from ubb4.desk.opened import Options

    organisation, rows = filling(str(ROOT / "examples" / "akimat" / "book.kk.toml"))
    new_workbook(folder / "akimat.xlsx", organisation, rows, PLUGINS, Options(date(2026, 8, 10)))
    return folder / "akimat.xlsx"


def _peer(book: Path) -> float:
    """xlwings' own way: every sheet's used range by one call."""
    import xlwings as xw

    import xlwings_libreoffice

    xlwings_libreoffice.activate()
    with xw.App(visible=False, add_book=False) as app:
        opened = app.books.open(book)
        return statistics.median(_seconds(lambda: [sheet.used_range.value for sheet in opened.sheets]) for __ in range(3))


def _pressed(folder: Path, environment: dict[str, str], source: Path, peer: float) -> None:
    import on_screen
    from ubb4.base import settings
    from ubb4.features.addin import install
    from ubb4.plugins.hearing import hear

    extension = folder / "ubb4.oxt"
    extension.write_bytes(install.build_extension(hear(settings.read())))
    book = folder / "pressed.xlsx"
    shutil.copy(source, book)
    with on_screen.screen(folder) as screen:
        office = on_screen.Office(screen, extension, folder, environment)
        try:
            opened = office.open(book)
            for number, (id, words, asks) in enumerate(PRESSES):
                if id in ("explain", "row", "p1_plan"):
                    opened.sheets["Талдаулар"].activate()
                    opened.sheets["Талдаулар"]["A5"].select()
                taken = [_press(office, words, asks) for __ in range(RUNS + (number == 0))]
                if number == 0:
                    print(f"  {'the first press, cold':<26}{taken.pop(0):7.3f} s   x {'':4}")
                _line(folder, id, statistics.median(taken), peer)
        finally:
            office.end()


def _press(office: object, words: str, asks: bool) -> float:
    """Click -> the seconds until the window, or until the buttons are awake again."""
    import on_screen

    assert isinstance(office, on_screen.Office)
    screen = office.screen
    on_screen.wait_for(lambda: words in office.bar() and office.awake(words), words)
    screen.do("mousemove", *office.bar()[words])
    time.sleep(0.4)
    start = time.perf_counter()
    screen.do("click", 1)
    if asks:
        while not screen.windows("^ҮББ №4$") and time.perf_counter() - start < 20:
            time.sleep(0.005)
        taken = time.perf_counter() - start
        screen.press("Escape")
        on_screen.wait_for(lambda: not screen.windows("^ҮББ №4$"), "closed")
    else:
        time.sleep(0.05)
        while not office.awake(words) and time.perf_counter() - start < 20:
            time.sleep(0.005)
        taken = time.perf_counter() - start
    time.sleep(0.3)
    return taken


def _line(folder: Path, id: str, seconds: float, peer: float) -> None:
    """One line of the table, with the stages of the median press."""
    logs = (folder / "log").read_text("utf-8", errors="replace") if (folder / "log").is_file() else ""
    mine = [found for found in LINE.finditer(logs) if found[1] == id]
    mine.sort(key=lambda found: float(found[2]))
    middle = mine[len(mine) // 2] if mine else None
    work = float(middle[2]) if middle else 0.0
    told = f"{middle[3]} journeys; {middle[4]}" if middle else "no line in the log"
    print(
        f"  {id:<10}{work:7.3f} s   x {work / peer:5.2f}   (and {max(0.0, seconds - work):.2f} s in LibreOffice and the window: {seconds:.2f} s)   {told}",
        flush=True,
    )


def _seconds(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
