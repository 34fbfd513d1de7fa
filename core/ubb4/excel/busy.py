"""A spreadsheet program that is busy: it rejects calls while a cell is being edited or a window of its own is open."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from ubb4.base.errors import UseError
from ubb4.base.text import gettext as _

# VBA_E_IGNORE and RPC_E_CALL_REJECTED: the call was not begun and may be tried again
REJECTED = (0x800AC472 - (1 << 32), 0x80010001 - (1 << 32))
PATIENCE = 5.0  # seconds: as long as one waits for a window that answers itself
_PAUSE = 0.25

T = TypeVar("T")


def is_rejected(error: BaseException) -> bool:
    """Whether the program was busy; xlwings gives Excel's own error on, whose first argument is its number, or one of its own."""
    told = error.args[2] if len(error.args) > 2 else None  # a property that is set gives the number within what the program says
    within = told[5] if isinstance(told, tuple) and len(told) > 5 else None
    return (bool(error.args) and error.args[0] in REJECTED) or within in REJECTED or type(error).__name__ == "ExcelBusyError"


def patiently(do: Callable[[], T]) -> T:
    """Do it, again while the program is busy; UseError when it stays so. For one call that is whole or not begun."""
    last = time.monotonic() + PATIENCE
    while True:
        try:
            return do()
        except Exception as error:
            if not is_rejected(error):
                raise
            if time.monotonic() > last:
                raise busy() from error
        time.sleep(_PAUSE)


def busy() -> UseError:
    """What the officer is told."""
    return UseError(_("Excel бос емес: ұяшықты өңдеуді Enter немесе Esc пернесімен аяқтап, ашық терезелерді жауып, батырманы қайта басыңыз."), "busy")


def refusal(error: BaseException) -> str:
    """What the program says of a change that it refuses (a locked cell, a protected sheet); empty for anything else."""
    if type(error).__name__ == "SheetProtected":  # of LibreOffice's engine
        return str(error)
    told = error.args[2] if len(error.args) > 2 else None  # COM's: number, words, (code, program, what it says, …)
    return str(told[2] or error.args[1]) if isinstance(told, tuple) and len(told) > 2 else ""
