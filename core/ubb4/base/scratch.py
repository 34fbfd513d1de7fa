"""Scratch names beside what is being written, and the leftovers of commands that were killed: the next write in the folder takes them away."""

from __future__ import annotations

import os
import shutil
import sys
import time
import zlib
from contextlib import suppress
from functools import cache
from pathlib import Path

PREFIX = ".ubb4-"
_DENIED = 5  # ERROR_ACCESS_DENIED
_DAY = 86_400.0  # of another machine's leftovers nobody here knows whether they are still in use


def prefix() -> str:
    """How the scratch files of this process begin: its number, and which machine it runs on."""
    return f"{PREFIX}{_machine()}-{os.getpid()}-"


def sweep(folder: Path) -> None:
    """Take away scratch files of processes of this machine that are no more, and of others after a day."""
    with suppress(OSError):
        for path in folder.glob(f"{PREFIX}*"):
            machine, __, rest = path.name.removeprefix(PREFIX).partition("-")
            number = rest.partition("-")[0]
            with suppress(OSError, ValueError):
                gone = machine == _machine() and number.isdigit() and not _is_running(int(number))
                if gone or time.time() - path.stat().st_mtime > _DAY:
                    shutil.rmtree(path) if path.is_dir() else path.unlink()


@cache
def sweep_once(folder: Path) -> None:
    """The same, once a process: a command that writes many files into a folder need not look through it for each."""
    sweep(folder)


def _machine() -> str:
    name = os.environ.get("COMPUTERNAME", "") if sys.platform == "win32" else os.uname().nodename
    return f"{zlib.crc32(name.encode()):08x}"


def _is_running(number: int) -> bool:
    if sys.platform == "win32":
        import ctypes

        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        handle = kernel.OpenProcess(0x1000, False, number)  # to be asked, nothing more
        if handle:
            kernel.CloseHandle(handle)
        return bool(handle) or ctypes.get_last_error() == _DENIED  # somebody else's on the same server
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    except OSError:  # somebody else's
        return True
    with suppress(OSError, IndexError):  # one that has ended and was not yet taken note of
        return Path(f"/proc/{number}/stat").read_text("utf-8", errors="replace").rpartition(")")[2].split()[0] != "Z"
    return True
