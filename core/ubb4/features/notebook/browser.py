"""A page -> PDF by Chromium, Chrome or Edge, where one is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from ubb4.base.errors import UseError
from ubb4.base.text import gettext as _

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "msedge", "chrome")
_PLACES = (r"Microsoft\Edge\Application\msedge.exe", r"Google\Chrome\Application\chrome.exe")


def browser() -> str | None:
    """The browser's program, or None where there is none."""
    roots = [os.environ.get(name, "") for name in ("PROGRAMFILES(X86)", "PROGRAMFILES", "LOCALAPPDATA")]
    there = (str(Path(root) / place) for root in roots if root for place in _PLACES)
    return next((found for name in _NAMES if (found := shutil.which(name))), None) or next((each for each in there if Path(each).is_file()), None)


def needed() -> str:
    """The browser's program; UseError where there is none."""
    program = browser()
    if program is None:
        raise UseError(_("PDF үшін Chromium, Chrome немесе Edge керек: ешқайсысы табылмады. HTML бетін браузерде ашып, басып шығаруға болады."), "no-browser")
    return program


def to_pdf(page: Path, target: Path) -> None:
    """Print a page to PDF; UseError where there is no browser, or it gives none."""
    program = needed()
    with tempfile.TemporaryDirectory(prefix="ubb4-browser-", ignore_cleanup_errors=True) as own:
        command = [
            program, "--headless=new", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", f"--user-data-dir={own}",
            "--host-resolver-rules=MAP * ~NOTFOUND", "--no-pdf-header-footer", f"--print-to-pdf={target}", page.as_uri(),
        ]  # fmt: skip
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            command.insert(1, "--no-sandbox")  # Chromium's own sandbox refuses to work for root
        try:
            subprocess.run(command, capture_output=True, timeout=180, check=False)
        except (OSError, subprocess.TimeoutExpired) as error:
            raise UseError(_("Браузер PDF жасай алмады: {error}", error=error), "no-pdf") from error
    if not target.is_file() or not target.stat().st_size:
        raise UseError(_("Браузер PDF жасай алмады: {error}", error=program), "no-pdf")
