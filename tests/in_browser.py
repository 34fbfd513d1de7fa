"""Pages in headless Chromium with no network, and what axe-core says of them."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

AXE = Path(__file__).resolve().parent.parent / "build" / "axe" / "axe.min.js"
SIZES = {"wide": (1280, 1000), "phone": (390, 844)}
NEEDED = pytest.mark.skipif(  # `make test` sets both up and fails where it cannot with CI=true
    (shutil.which("chromedriver") is None or not AXE.is_file()) and os.environ.get("CI") != "true", reason="no chromium or no axe-core: run make test"
)


def driver(profile: Path, but: str = "") -> Iterator[Any]:
    """A browser that reaches nothing; `but` is the one host that it may ask."""
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or ""
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", f"--host-resolver-rules=MAP * ~NOTFOUND{', EXCLUDE ' * bool(but)}{but}",
                     f"--user-data-dir={profile}"):  # fmt: skip
        options.add_argument(argument)
    service = webdriver.ChromeService(shutil.which("chromedriver"), log_output=subprocess.DEVNULL)
    browser = webdriver.Chrome(options=options, service=service)
    browser.execute_cdp_cmd("Network.enable", {})
    browser.execute_cdp_cmd("Network.emulateNetworkConditions", {"offline": not but, "latency": 0, "downloadThroughput": 0, "uploadThroughput": 0})
    yield browser
    browser.quit()
    service.stop()


def show(browser: Any, page: Path, size: str = "wide") -> Any:
    """Open a page, wide or as on a phone."""
    width, height = SIZES[size]
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": size == "phone"})
    browser.get(page.as_uri())
    return browser


def axe(browser: Any, page: Path) -> tuple[list[Any], int]:
    """(violations, how many rules passed) of an open page; its own policy lets no other script in: axe is laid in past it."""
    browser.execute_cdp_cmd("Page.setBypassCSP", {"enabled": True})
    browser.get(page.as_uri())
    browser.execute_script(AXE.read_text("utf-8"))
    found = browser.execute_async_script("axe.run(document).then(arguments[0])")
    browser.execute_cdp_cmd("Page.setBypassCSP", {"enabled": False})
    return [(each["id"], [node["html"] for node in each["nodes"]]) for each in found["violations"]], len(found["passes"])


def severe(browser: Any) -> list[str]:
    """What the console calls an error."""
    return [each["message"] for each in browser.get_log("browser") if each["level"] == "SEVERE"]
