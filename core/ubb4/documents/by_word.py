"""Word files -> PDF by Microsoft Word: a hidden instance of its own, in a process apart, with a limit of time; documents that are open elsewhere are never touched.

Started as a program it does the work: `python -m ubb4.documents.by_word FOLDER FILE...`; the first line that it writes is the number of Word's process.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

from ubb4.base.errors import UseError
from ubb4.base.text import gettext as _

CLASS, NAME = "Word.Application", "Microsoft Word"
# Word's own numbers: wdExportFormatPDF, wdAlertsNone, wdDoNotSaveChanges, msoAutomationSecurityForceDisable
_PDF, _SILENT, _UNSAVED, _NO_MACROS = 17, 0, 0, 3
_FIRST, _EACH = 60, 30  # seconds: Word's start, and a document


def here() -> bool:
    """Whether Windows lists Word among the programs that can be asked."""
    if os.name != "nt":
        return False
    winreg: Any = import_module("winreg")
    with suppress(OSError), winreg.OpenKey(winreg.HKEY_CLASSES_ROOT, rf"{CLASS}\CLSID"):
        return True
    return False


def convert(files: Sequence[Path], out: Path) -> None:
    """A PDF of each file into a folder; UseError where Word did not answer or refused."""
    words = [sys.executable, "-I", "-X", "utf8", "-m", __name__, str(out), *map(str, files)]
    hidden = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    working = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", errors="replace", creationflags=hidden)
    try:
        __, said = working.communicate(timeout=_FIRST + _EACH * len(files))
    except subprocess.TimeoutExpired as error:
        working.kill()
        told, __ = working.communicate()
        if _end(told.partition("\n")[0].strip()):
            raise UseError(_("{program} уақытында жауап бермеді: ол жабылды.", program=NAME), "no-pdf") from error
        # one that hangs while it starts has told no number, and another that has begun meanwhile may be somebody's
        raise UseError(
            _("{program} уақытында іске қосылмады: оны бір рет өзіңіз ашып, терезелеріндегі сұрақтарға жауап беріңіз.", program=NAME), "no-pdf"
        ) from error
    if working.returncode:
        raise UseError(_("{program} PDF жасай алмады: {error}", program=NAME, error=said.strip().rpartition("\n")[2][-300:]), "no-pdf")


def _end(number: str) -> bool:
    """End the Word that was started for us, and no other: only where its process is known -> whether it was ended."""
    if number.isdigit() and int(number):
        with suppress(OSError):
            os.kill(int(number), 9)
            return True
    return False


def _running() -> set[int]:
    """The processes of Word that run now."""
    process: Any = import_module("win32process")
    api: Any = import_module("win32api")
    found = set[int]()
    for number in process.EnumProcesses():
        with suppress(Exception):  # a process that is not ours to look at
            handle = api.OpenProcess(0x0410, False, number)
            if os.path.basename(process.GetModuleFileNameEx(handle, 0)).casefold() == "winword.exe":
                found.add(number)
    return found


def main(folder: Path, files: Sequence[Path]) -> None:
    """In the process apart."""
    client: Any = import_module("win32com.client")
    before = _running()
    word = client.DispatchEx(CLASS)
    started = _running() - before
    print(next(iter(started)) if len(started) == 1 else 0, flush=True)
    if word.Documents.Count:  # somebody's own Word answered: it is left alone
        raise SystemExit("Word that is in use answered")
    try:
        word.Visible = False
        word.DisplayAlerts = _SILENT
        word.AutomationSecurity = _NO_MACROS
        for path in files:
            document = word.Documents.Open(str(path), False, True, False)  # no questions, to be read only, not among the recent ones
            try:
                document.ExportAsFixedFormat(str(folder / f"{path.stem}.pdf"), _PDF, False)
            finally:
                document.Close(_UNSAVED)
    finally:
        if word.Documents.Count:  # somebody has opened a document in it meanwhile: it is theirs now
            word.Visible = True
        else:
            word.Quit(_UNSAVED)


if __name__ == "__main__":
    main(Path(sys.argv[1]), [Path(each) for each in sys.argv[2:]])
