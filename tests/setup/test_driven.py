"""xlwings' own driver for Excel, under wine: what it does when a process of ours ends, and how long it asks an Excel that is busy.  Folders that colleagues open."""

from __future__ import annotations

from on_windows import NEEDED, Windows, of_windows

pytestmark = NEEDED
ENDING = (
    "asked = []\n"
    "driver.subprocess.run = lambda words, **more: asked.append(words[0])\n"
    "driver.cleanup()\n"  # what it has registered for the end of the process
    "import json; print(json.dumps(asked))"
)


def test_no_excel_of_anybody_is_ended_with_our_process(here: Windows) -> None:
    """By itself it looks for every Excel that shows no workbook, to end it: one that is just starting, that of another user of a server."""
    assert here.python(f"import xlwings._xlwindows as driver\n{ENDING}") == ["tasklist"]
    assert here.python(f"from ubb4.excel.window import load_xlwings\ndriver = load_xlwings()._xlwindows\n{ENDING}") == []


def test_an_excel_that_stays_busy_is_asked_for_some_seconds_and_told(here: Windows) -> None:
    code = (
        "import json, time, pywintypes\n"
        "from ubb4.excel import busy, window\n"
        "window._MOMENT = 0.02\n"
        "driver, asked, begun = window.load_xlwings()._xlwindows, [], time.monotonic()\n"
        "def excel():\n"
        "    asked.append(1)\n"
        "    raise pywintypes.com_error(-2147418111, 'rejected', None, None)\n"
        "try: driver.COMRetryMethodWrapper(excel)()\n"
        "except Exception as error: print(json.dumps([len(asked), time.monotonic() - begun, busy.is_rejected(error), busy.is_rejected(driver.ExcelBusyError())]))"
    )
    asked, seconds, rejected, own = here.python(code)
    assert 200 <= asked <= 251
    assert 4 < seconds < 60
    assert rejected
    assert own


def test_what_is_written_as_a_folder_is_open_to_whom_its_place_is_open(here: Windows) -> None:
    """Since Python 3.13 a folder of tempfile.mkdtemp on Windows is its author's alone, whatever it is called afterwards."""
    code = (
        "import json, os, tempfile, win32security as s\n"
        "from pathlib import Path\n"
        "from ubb4.base import files\n"
        "made = []\n"
        "plain = os.mkdir\n"
        "os.mkdir = lambda path, mode=0o777, **more: (made.append(mode), plain(path, mode, **more))[1]\n"
        f"place = Path({of_windows(here.user / 'Documents')!r})\n"
        "files.write_folder(place / 'пакет', {'a/b.txt': b'x'})\n"
        "shut = s.GetFileSecurity(str(place / 'пакет'), s.DACL_SECURITY_INFORMATION).GetSecurityDescriptorControl()[0] & s.SE_DACL_PROTECTED\n"
        "print(json.dumps([sorted(set(made)), bool(shut)]))"
    )
    assert here.python(code) == [[0o777], False]
