"""How a pressed button reaches the spreadsheet program, and how it speaks to the officer."""

from __future__ import annotations

import logging
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from ubb4.base.errors import UseError
from ubb4.base.text import gettext as _
from ubb4.excel.busy import PATIENCE

if TYPE_CHECKING:
    import xlwings

TITLE = "ҮББ №4"
_MOMENT = 0.1  # seconds between two questions to a busy Excel
# xlwings imports them when they are there, and that takes a second; no button needs them
HEAVY = ("pandas", "numpy", "matplotlib", "matplotlib.backends.backend_agg", "plotly", "polars", "PIL")


def load_xlwings() -> ModuleType:
    """xlwings without the heavy packages that it would load for analysts."""
    before = {name: sys.modules.get(name) for name in HEAVY}
    for name in HEAVY:
        if before[name] is None:
            sys.modules[name] = None  # type: ignore[assignment]  # Python's own way to say "not to be had"
    try:
        import xlwings
    finally:
        for name in HEAVY:
            if before[name] is None:
                sys.modules.pop(name, None)
    if sys.platform == "win32":
        _tamed(xlwings._xlwindows)
    return xlwings


class Patience(int):
    """How often xlwings asks an Excel that is busy: it would ask without end and without a pause, so each question waits here a moment."""

    def __gt__(self, asked: object) -> bool:
        time.sleep(_MOMENT)
        return isinstance(asked, int) and asked < int(self)


def _tamed(driver: Any) -> None:
    """What xlwings does to other people's Excel when our process ends: it kills each that shows no workbook, one that is just starting too."""
    driver.Apps.cleanup = staticmethod(lambda: None)
    driver.N_COM_ATTEMPTS = Patience(PATIENCE / _MOMENT)


def find_app(hwnd: int | None, pipe: str | None) -> xlwings.App:
    """The program whose button was pressed: Excel by the number of its window, LibreOffice by its pipe."""
    loaded = load_xlwings()
    if pipe is not None:
        return _attached(pipe)
    if hwnd is not None:
        import win32process

        # by process, for each window of Excel has a number of its own
        process = win32process.GetWindowThreadProcessId(hwnd)[1]
        found: xlwings.App | None = loaded.apps[process] if process in loaded.apps.keys() else None  # noqa: SIM118  no mapping
    else:
        found = loaded.apps.active
    if found is None:
        raise UseError(_("Ашық Excel табылмады: алдымен кітапты ашыңыз."), "no-app")
    return found


_APPS: dict[str, xlwings.App] = {}  # a helper that answers one press after the other attaches once


def _attached(pipe: str) -> xlwings.App:
    import xlwings_libreoffice

    app = _APPS.get(pipe)
    if app is None or not app.impl.session.alive:
        app = _APPS[pipe] = xlwings_libreoffice.attach(f"pipe,name={pipe}")
    return app


def engine_of(app: xlwings.App | None) -> str:
    """Which program it is: excel, libreoffice; empty for none."""
    return str(getattr(getattr(app, "engine", None), "name", ""))


def give_back(pipe: str) -> None:
    """The status bar is LibreOffice's own again."""
    if (app := _APPS.get(pipe)) is not None:
        step(app, "")


def is_protected_view(app: xlwings.App) -> bool:
    """Whether the program shows a file that came by mail or from the internet, which no code may touch yet."""
    try:
        return bool(app.api.ProtectedViewWindows.Count)
    except Exception:  # LibreOffice has no such thing
        return False


stages: list[tuple[str, float]] = []  # what a press did, and when it began it
cancelled = threading.Event()  # the officer has pressed «Тоқтату»


def step(app: xlwings.App | None, text: str) -> None:
    """Show on the status bar what is being done; an empty text gives the bar back. Raises UseError where the officer wants it stopped."""
    if text:
        stages.append((text, time.perf_counter()))
    if text and cancelled.is_set():
        cancelled.clear()
        raise UseError(_("Тоқтатылды: кітапта ештеңе өзгерген жоқ."), "cancelled")
    if app is None:
        return
    with suppress(Exception):  # a program that is busy for a moment must not stop the work
        app.status_bar = f"{TITLE}: {text}" if text else False


def say(app: xlwings.App | None, text: str, bad: bool = False) -> bool:
    """A window with one sentence -> whether somebody could see it."""
    logging.getLogger("ubb4").info("said: %s", text)
    if app is not None:
        with suppress(Exception):  # the program may have gone: then the system's own window tells
            app.alert(text, title=TITLE, buttons="ok", mode="critical" if bad else "info")
            return True
    box(text, bad)
    return sys.platform == "win32" or app is None


@contextmanager
def at_rest(app: xlwings.App | None) -> Iterator[None]:
    """Excel draws nothing and runs no macro of an event while a press works, and does both again whatever comes of it."""
    if app is None or engine_of(app) != "excel":
        yield
        return
    was = {name: getattr(app, name) for name in ("screen_updating", "enable_events", "display_alerts")}
    try:
        app.screen_updating = app.enable_events = False
        yield
    finally:
        for name, value in was.items():
            with suppress(Exception):  # Excel has gone, or refuses one of them
                setattr(app, name, value)


def ask(app: xlwings.App, text: str) -> bool:
    """A window that asks; True for yes."""
    return app.alert(text, title=TITLE, buttons="yes_no", mode="info") == "yes"


def pick_files(app: xlwings.App | None) -> list[Path]:
    """The files that the officer chooses in the program's own window; none where it has no such window, or nothing was chosen."""
    if app is None:
        return []
    try:
        chosen = app.api.GetOpenFilename(Title=TITLE, MultiSelect=True)
    except Exception:  # LibreOffice has no such call: the officer types the paths
        return []
    return [Path(name) for name in chosen] if isinstance(chosen, tuple | list) else []


def box(text: str, bad: bool) -> None:
    """A window without the spreadsheet program: Windows' own, elsewhere a line on standard error."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.MessageBoxW(None, text, TITLE, 0x10 if bad else 0x40)
    else:
        print(f"{TITLE}: {text}", file=sys.stderr)
