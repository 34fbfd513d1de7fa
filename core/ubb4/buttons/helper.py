"""A helper that stays alive between the presses of one LibreOffice: what it has loaded once, the next press has at once.

LibreOffice's extension starts it with a workbook of ours and writes one line a press to it; each is answered by a line with the code of the
press. It ends with LibreOffice, after a time without presses, or when the doctor asks.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from ubb4.base import settings
from ubb4.buttons import entry
from ubb4.excel import window

IDLE = 600.0  # seconds
_TICK = 2.0
SHOWN = 6.0  # so long an answer stands on the status bar
FILE, STOP = "helper.json", "helper.stop"
CANCEL = "cancel"


def serve(pipe: str) -> int:
    """Answer presses on the pipe until nobody is left to press."""
    entry.settle()
    out = _own_output()
    waiting: queue.Queue[str | None] = queue.Queue()
    threading.Thread(target=_listen, args=(sys.stdin, waiting), daemon=True).start()
    with _noted():
        entry.ready(pipe)
        idle, shown = time.monotonic() + IDLE, 0.0
        while time.monotonic() < idle and not _asked_to_stop():
            with contextlib.suppress(queue.Empty):
                word = waiting.get(timeout=_TICK)
                if word is None:
                    return 0
                window.cancelled.clear()
                code = entry.press([word, f"--pipe={pipe}"])
                print(code, file=out, flush=True)
                idle, shown = time.monotonic() + IDLE, time.monotonic()
            if shown and time.monotonic() > shown + SHOWN:
                shown = 0.0
                window.give_back(pipe)
    return 0


def _listen(stream: IO[str], waiting: queue.Queue[str | None]) -> None:
    """Lines as they come; a cancelled press hears of it while it works."""
    for line in stream:
        if line.strip() == CANCEL:
            window.cancelled.set()
        elif line.strip():
            waiting.put(line.strip())
    waiting.put(None)


def _own_output() -> IO[str]:
    """The stream of answers; whatever else is printed goes nowhere."""
    own = os.fdopen(os.dup(1), "w", encoding="ascii")
    sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115  for as long as the process lives
    return own


@contextlib.contextmanager
def _noted() -> Iterator[None]:
    """While it lives, a file says so: the doctor reads it."""
    file = settings.own_folder() / FILE
    with contextlib.suppress(OSError):
        file.write_text(json.dumps({"pid": os.getpid()}), "utf-8")
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            file.unlink()


def _asked_to_stop() -> bool:
    """Whether the doctor asked since this helper began; its sign of life goes on meanwhile."""
    folder = settings.own_folder()
    with contextlib.suppress(OSError):
        os.utime(folder / FILE)
    with contextlib.suppress(OSError):
        return (folder / STOP).stat().st_mtime > _BEGAN
    return False


_BEGAN = time.time()


def stop(patience: float = 10.0) -> int | None:
    """Ask the helper of this user to end -> its process number, None where there was none. It loses nothing: the next press starts one anew."""
    folder = settings.own_folder()
    pid = _alive(folder)
    if pid is None:
        return None
    (folder / STOP).write_text("", "utf-8")
    last = time.monotonic() + patience
    while time.monotonic() < last and (folder / FILE).exists():
        time.sleep(0.2)
    if _alive(folder) is not None:  # it gives its sign of life and does not end: a press hangs
        import signal

        with contextlib.suppress(OSError):
            os.kill(pid, signal.SIGTERM)
            (folder / FILE).unlink()
    with contextlib.suppress(OSError):
        (folder / STOP).unlink()
    return pid


def _alive(folder: Path) -> int | None:
    try:
        pid = int(json.loads((folder / FILE).read_text("utf-8"))["pid"])
        return pid if time.time() - (folder / FILE).stat().st_mtime < 60 else None
    except (OSError, ValueError, KeyError):
        return None
