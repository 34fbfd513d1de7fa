"""Windows under wine as `tools/windows.py` has made it: ubb4 installed there by its own installer, no network; the tests look at its files."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tools"), str(ROOT / "tools" / "setup")]
import folder  # noqa: E402, F401
import installer  # noqa: E402, F401  the tests take it from here
import signing  # noqa: E402, F401
import windows  # noqa: E402

READY = (windows.HOME / "stamp").is_file()
NEEDED = pytest.mark.skipif(not READY and os.environ.get("CI") != "true", reason="not made: build/windows (tools/prepare.py --tests)")


@dataclass(frozen=True)
class Windows:
    """A prefix of wine with the user's folders in it."""

    prefix: Path

    @property
    def user(self) -> Path:
        return self.prefix / windows.USER.relative_to(windows.HOME / "prefix")

    @property
    def installed(self) -> Path:
        return self.user / "AppData" / "Local" / "Programs" / "ubb4"

    @property
    def addin(self) -> Path:
        return self.user / "AppData" / "Roaming" / "Microsoft" / "Excel" / "XLSTART" / "ubb4.xlam"

    @property
    def menu(self) -> Path:
        return self.user / windows.PROGRAMS.replace("\\", "/") / "ҮББ №4"

    @property
    def settings(self) -> Path:
        return self.user / "AppData" / "Local" / "ubb4"

    def environment(self) -> dict[str, str]:
        found = {**windows.environment(), "WINEPREFIX": str(self.prefix)}
        for name in ("DISPLAY", "UBB4_LOG", "UBB4_SETTINGS", "APPDATA"):  # a message box has nowhere to wait; the rest are of another system
            found.pop(name, None)
        return found

    def run(self, *words: object, timeout: float = 240, typed: str = "\n", **more: str) -> subprocess.CompletedProcess[str]:
        """Start a program of Windows and wait for it; nothing but this machine can be reached. `typed`: its input; `more`: of its environment."""
        asked, environment = [*windows.OFFLINE, windows.WINE, *map(str, words)], {**self.environment(), **more}
        done = subprocess.run(
            asked, input=typed, capture_output=True, encoding="utf-8", errors="replace", env=environment, cwd=self.prefix / "drive_c", timeout=timeout
        )
        done.stdout = done.stdout.replace("\r\n", "\n")
        return done

    def ubb4(self, *words: object) -> subprocess.CompletedProcess[str]:
        """ubb4.cmd as an officer types it."""
        return self.run("cmd", "/c", of_windows(self.installed / "ubb4.cmd"), *words)

    def python(self, code: str) -> Any:
        """What a line of the installed Python prints as JSON."""
        done = self.run(self.installed / "python" / "python.exe", "-I", "-X", "utf8", "-c", code)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def registry(self, hive: str, key: str) -> dict[str, Any] | None:
        """The values of a key, read by the Python of the installation, else by that of the tests' own prefix; None where there is no such key."""
        code = (
            "import json, winreg\n"
            f"try:\n k = winreg.OpenKey(winreg.{hive}, {key!r})\n"
            " print(json.dumps({n: v for n, v, __ in (winreg.EnumValue(k, i) for i in range(winreg.QueryInfoKey(k)[1]))}))\n"
            "except OSError: print('null')"
        )
        done = self.run(windows.FOLDER / "python.exe", "-I", "-X", "utf8", "-c", code)
        assert done.returncode == 0, done.stderr
        found: dict[str, Any] | None = json.loads(done.stdout)
        return found

    def install(self, *words: object, beside: Path | None = None, **more: str) -> int:
        """Run the installer silently; the tests look at the files, never at the code alone."""
        return self.run(of_windows(beside or windows.installer()), "/S", *words, timeout=600, **more).returncode


def of_windows(path: Path) -> str:
    return "Z:" + str(path).replace("/", "\\")


def until(what: Callable[[], bool], limit: float = 60) -> bool:
    """An uninstaller goes on in a process of its own."""
    deadline = time.monotonic() + limit
    while not what() and time.monotonic() < deadline:
        time.sleep(0.2)
    return what()
