"""From press to result: the whole process of a pressed button on the demonstration workbook, LibreOffice's share taken out.

    python benchmarks/press.py          # make bench does the set-up

The workbook is open in a running LibreOffice. A press is a process of its own, imports and all; the time in which it waits
for LibreOffice (and for the bridge to it, which Excel does not have) is measured inside and taken off. Beside it: a Python
that starts and does nothing.
"""

from __future__ import annotations

import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RUNS = 9
BUTTONS = ("check", "due", "next", "explain", "p1_note", "unmark")
PRESS = """
import sys, time
start = float(sys.argv[1])
from ubb4.buttons import entry
from ubb4.excel import window
waited = 0.0
def timed(act):
    def call(*arguments, **more):
        global waited, deep
        if deep:
            return act(*arguments, **more)
        deep, begun = True, time.perf_counter()
        try:
            return act(*arguments, **more)
        finally:
            waited += time.perf_counter() - begun
            deep = False
    return call
deep = False
loaded = window.load_xlwings()
from xlwings_libreoffice.bridge import near
near.Session.request = timed(near.Session.request)
near.Session.__init__ = timed(near.Session.__init__)
loaded.App.alert = lambda *arguments, **more: "no"  # nobody is there to answer
code = entry.press([sys.argv[2], "--pipe=" + sys.argv[3]])
print(time.time() - start, waited, code)
"""


def main() -> None:
    """Print the table."""
    sys.path.insert(0, str(ROOT / "tests"))
    from ubb4.desk.new import filling, new_workbook
    from ubb4.desk.opened import Options
    from xlwings_libreoffice.bridge import find

    with tempfile.TemporaryDirectory() as folder:
        book = Path(folder) / "medcentre.xlsx"
        organisation, rows = filling(str(ROOT / "examples" / "medcentre" / "book.kk.toml"))
        new_workbook(book, organisation, rows, ["project1_risk"], Options(date(2026, 8, 10)))
        pipe, profile = f"bench{time.time_ns()}", find.new_profile()
        # the script and not the program: a new profile makes LibreOffice ask to be started again
        command = ["soffice", *find.command(f"pipe,name={pipe}", profile, visible=False)[1:]]
        office = subprocess.Popen(command, env=find.environment(), start_new_session=True)
        try:
            time.sleep(5)
            import xlwings_libreoffice

            xlwings_libreoffice.attach(f"pipe,name={pipe}").books.open(book)
            empty = [_seconds([sys.executable, "-c", ""]) for __ in range(RUNS)]
            base = statistics.median(empty)
            print(f"  {'python -c ...':<14}{base:7.3f} s   x  1.0")
            for button in BUTTONS:
                taken = [_press(button, pipe) for __ in range(RUNS)]
                own = statistics.median(whole - waited for whole, waited in taken)
                office_part = statistics.median(waited for __, waited in taken)
                print(f"  {button:<14}{own:7.3f} s   x {own / base:4.1f}   (and {office_part:.2f} s in LibreOffice and the bridge)")
        finally:
            os.killpg(office.pid, signal.SIGKILL)


def _seconds(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True)
    return time.perf_counter() - start


def _press(button: str, pipe: str) -> tuple[float, float]:
    done = subprocess.run([sys.executable, "-X", "utf8", "-c", PRESS, str(time.time()), button, pipe], capture_output=True, encoding="utf-8", check=True)
    whole, waited, __ = done.stdout.split()
    return float(whole), float(waited)


if __name__ == "__main__":
    main()
