"""JupyterLab itself, with a real kernel, in headless Chromium: an executed copy of every shipped notebook as a stranger's, and completion by Tab."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from conftest import Run
from in_browser import NEEDED, driver

pytestmark = [NEEDED, pytest.mark.skipif(sys.platform == "win32", reason="Jupyter's kernel is not started under Windows here")]
PAGES = {"risks": "akimat", "offences": "department", "compliance": "company", "culture": "region", "cartogram": "akimat", "overview": "akimat"}
TOKEN = "ubb4-tests"
SHOWN = """
const all = [...document.querySelectorAll('.jp-RenderedHTMLCommon img')];
return {tables: document.querySelectorAll('.jp-RenderedHTMLCommon table').length,
        pictures: all.filter(each => each.src.startsWith('data:image/svg')).length,
        unfinished: all.filter(each => !each.complete || each.naturalWidth < 100).length};
"""


def _port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _until(asked: Callable[[], Any], seconds: float = 60) -> Any:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            found = asked()
        except Exception:  # the page is still being built
            found = None
        if found:
            return found
        time.sleep(0.3)
    raise AssertionError("it did not come")


@pytest.fixture(scope="module")
def lab(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """JupyterLab over a folder with executed copies of the notebooks."""
    place = tmp_path_factory.mktemp("lab")
    environment = {**os.environ, "JUPYTER_DATA_DIR": str(place / "data"), "JUPYTER_CONFIG_DIR": str(place / "config"), "JUPYTER_RUNTIME_DIR": str(place / "run"),
                   "UBB4_SETTINGS": str(place / "ubb4.toml"), "UBB4_LOG": str(place / "ubb4.log")}  # fmt: skip
    for name, body in PAGES.items():
        subprocess.run([sys.executable, "-m", "ubb4", "notebook", "run", name, str(demo / f"{body}.kk.xlsx"), "-o", str(place / f"{name}.ipynb"), "--today", "2026-10-20"],
                       check=True, capture_output=True, env=environment, timeout=240)  # fmt: skip
    port = _port()
    server = subprocess.Popen(
        [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--ServerApp.port={port}", "--ServerApp.ip=127.0.0.1", f"--IdentityProvider.token={TOKEN}",
         f"--ServerApp.root_dir={place}", "--LabApp.news_url=", "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"],
        env=environment, cwd=place, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    address = f"http://127.0.0.1:{port}"
    try:
        _until(lambda: urllib.request.urlopen(f"{address}/api/status?token={TOKEN}", timeout=2).status == 200, 90)
        yield address, place
    finally:
        server.terminate()
        server.wait(20)


@pytest.fixture(scope="module")
def lab_browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A browser that reaches this machine's own addresses."""
    for browser in driver(tmp_path_factory.mktemp("profile"), "127.0.0.1"):
        browser.execute_cdp_cmd("Network.emulateNetworkConditions", {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1})
        browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {"width": 1400, "height": 30000, "deviceScaleFactor": 1, "mobile": False})
        yield browser


def _open(browser: Any, address: str, notebook: str) -> None:
    browser.get(f"{address}/lab/tree/{notebook}?reset&token={TOKEN}")
    _until(lambda: browser.execute_script("return document.querySelectorAll('.jp-Notebook .jp-Cell').length > 3"), 90)


@pytest.mark.parametrize("name", sorted(PAGES))
def test_an_executed_copy_shows_its_charts_and_tables(name: str, lab: tuple[str, Path], lab_browser: Any) -> None:
    address, place = lab
    _open(lab_browser, address, f"{name}.ipynb")
    cells = json.loads((place / f"{name}.ipynb").read_text("utf-8"))["cells"]
    html = "".join("".join(output.get("data", {}).get("text/html", "")) for cell in cells for output in cell.get("outputs", ()))
    pictures = html.count("data:image/svg+xml;base64,")
    tables = html.count("<table")
    assert tables
    shown = {}

    def drawn() -> bool:  # JupyterLab draws the cells of a long notebook one after another, while it is idle
        shown.update(lab_browser.execute_script(SHOWN))
        return shown["tables"] >= tables and shown["pictures"] >= pictures and not shown["unfinished"]

    try:
        _until(drawn)
    except AssertionError:
        raise AssertionError(f"of {tables} tables and {pictures} pictures JupyterLab shows {shown}") from None
    assert shown["tables"] == tables
    rule = lab_browser.execute_script("return getComputedStyle(document.querySelector('.jp-RenderedHTMLCommon th')).fontWeight")
    assert int(rule) >= 600  # JupyterLab's own look of tables
    text = lab_browser.execute_script("return [...document.querySelectorAll('.jp-OutputArea-output')].map(each => each.innerText).join(' ')")
    assert "Traceback" not in text
    assert not lab_browser.execute_script("return document.querySelectorAll('.jp-RenderedText[data-mime-type=\"application/vnd.jupyter.error\"]').length")


def test_tab_offers_the_registers(lab: tuple[str, Path], lab_browser: Any, demo: Path, ubb4: Run) -> None:
    address, place = lab
    code = [f"import ubb4; book = ubb4.open({str(demo / 'akimat.kk.xlsx')!r}, today='2026-10-20')", 'book["']
    cells = [
        {"cell_type": "code", "execution_count": None, "id": f"t{n}", "metadata": {}, "outputs": [], "source": text} for n, text in enumerate([*code, "1", "2"])
    ]
    kernel = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    (place / "tab.ipynb").write_text(json.dumps({"cells": cells, "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}), "utf-8")
    from selenium.webdriver import ActionChains, Keys

    _open(lab_browser, address, "tab.ipynb")
    editors = lab_browser.find_elements("css selector", ".jp-Notebook .cm-content")
    editors[0].click()
    ActionChains(lab_browser).key_down(Keys.SHIFT).send_keys(Keys.ENTER).key_up(Keys.SHIFT).perform()
    _until(lambda: lab_browser.execute_script("return [...document.querySelectorAll('.jp-InputPrompt')].some(each => each.innerText.includes('[1]'))"), 90)
    editors = lab_browser.find_elements("css selector", ".jp-Notebook .cm-content")
    editors[1].click()
    ActionChains(lab_browser).send_keys(Keys.END).send_keys(Keys.TAB).perform()
    offered = _until(lambda: lab_browser.execute_script("return [...document.querySelectorAll('.jp-Completer-item')].map(each => each.innerText)"), 30)
    assert any("analyses" in each for each in offered), offered
    assert any("risks" in each for each in offered)
