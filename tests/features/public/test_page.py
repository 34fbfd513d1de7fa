"""The cartogram page in a browser with no network: axe-core, filter, keyboard, print, both languages, wide and narrow."""

from __future__ import annotations

import base64
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import in_browser
from conftest import BUNDLED, ROOT
from ubb4.base.settings import Settings
from ubb4.book.memory import book_of
from ubb4.desk.opened import Opened, Options
from ubb4.documents.release import Release
from ubb4.features.public import site
from ubb4.plugins.hearing import hear

pytestmark = in_browser.NEEDED


class All(dict[str, bool]):
    def get(self, key: str, default: Any = None) -> bool:
        return True


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration region's site."""
    from ubb4.desk.new import filling

    toolkit = hear(Settings(enabled=tuple(BUNDLED)))
    organisation, rows = filling(str(ROOT / "examples" / "region" / "book.kk.toml"))
    book = book_of(toolkit.registers, rows, organisation)
    book.today = date(2026, 10, 20)
    folder = tmp_path_factory.mktemp("site")
    for name, data in site.contents_of(Opened(book, toolkit, Options(book.today), Settings()), Release(All())).items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def _open(browser: Any, pages: Path, name: str = "index.html", size: str = "wide") -> Any:
    return in_browser.show(browser, pages / name, size)


def _rows(browser: Any) -> list[str]:
    script = "return Array.from(document.querySelectorAll('.list tbody tr')).filter(r => r.offsetParent !== null).map(r => r.textContent)"
    found: list[str] = browser.execute_script(script)
    return found


@pytest.mark.parametrize("size", in_browser.SIZES)
@pytest.mark.parametrize("name", ["index.html", "index.ru.html"])
def test_axe_finds_no_violation(browser: Any, pages: Path, name: str, size: str) -> None:
    violations, passes = in_browser.axe(_open(browser, pages, name, size), pages / name)
    assert violations == []
    assert passes > 20


def test_nothing_is_asked_from_outside(browser: Any, pages: Path) -> None:
    page = _open(browser, pages)
    assert page.execute_script("return performance.getEntriesByType('resource').map(e => e.name)") == []
    assert [each for each in page.get_log("browser") if each["level"] == "SEVERE"] == []
    blocked = page.execute_async_script(
        "const done = arguments[0]; const s = document.createElement('script'); s.textContent = 'window.evil = 1';"
        "document.addEventListener('securitypolicyviolation', () => done(true)); document.body.append(s); setTimeout(() => done(false), 2000)"
    )
    assert blocked
    assert page.execute_script("return window.evil") is None


def test_search_and_filter(browser: Any, pages: Path) -> None:
    from selenium.webdriver.common.by import By
    from selenium.webdriver.support.select import Select

    page = _open(browser, pages)
    every = _rows(page)
    status = page.find_element(By.ID, "found")
    assert status.text == f"{len(every)} / {len(every)}"
    box = page.find_element(By.ID, "search")
    box.send_keys("БӨЛІМ  басшысы")
    assert _rows(page) == [row for row in every if "бөлім" in row.casefold() and "басшысы" in row.casefold()] != every
    assert status.text == f"{len(_rows(page))} / {len(every)}"
    box.clear()
    box.send_keys("мұндай сөз жоқ")
    assert _rows(page) == []
    assert {each.text for each in page.find_elements(By.CSS_SELECTOR, ".none") if each.is_displayed()} == {"Ештеңе табылмады."}
    page.find_element(By.CSS_SELECTOR, "button[type=reset]").click()
    page.execute_async_script("setTimeout(arguments[0], 50)")
    assert _rows(page) == every
    choice = Select(page.find_element(By.CSS_SELECTOR, "[data-shelf=positions] select"))
    choice.select_by_index(1)
    chosen = choice.first_selected_option.text
    in_list = "return Array.from(document.querySelectorAll('[data-shelf=positions] tbody tr')).filter(r => !r.hidden).map(r => r.cells[0].textContent)"
    assert set(page.execute_script(in_list)) == {chosen}


def test_the_keyboard_alone(browser: Any, pages: Path) -> None:
    from selenium.webdriver.common.action_chains import ActionChains
    from selenium.webdriver.common.keys import Keys

    page = _open(browser, pages)
    ActionChains(page).send_keys(Keys.TAB).perform()
    assert page.switch_to.active_element.get_attribute("class") == "skip"
    assert page.switch_to.active_element.rect["x"] >= 0, "it is seen when it is reached"
    ActionChains(page).send_keys(Keys.ENTER).perform()
    assert page.execute_script("return document.activeElement.id") == "main"
    reached = []
    for __ in range(60):
        ActionChains(page).send_keys(Keys.TAB).perform()
        here = page.switch_to.active_element
        reached.append((here.tag_name, here.get_attribute("id") or here.get_attribute("href") or here.get_attribute("role")))
        if here.tag_name == "body":
            break
    assert ("input", "search") in reached
    assert [tag for tag, __ in reached].count("select") >= 5
    assert any("documents/" in str(name) for __, name in reached)


def test_it_prints_every_row_and_no_control(browser: Any, pages: Path, tmp_path: Path) -> None:
    page = _open(browser, pages)
    cells = page.execute_script("return Array.from(document.querySelectorAll('.list td')).map(c => c.textContent)")
    pdf = tmp_path / "p.pdf"
    pdf.write_bytes(base64.b64decode(page.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True})["data"]))
    printed = "".join(subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, encoding="utf-8", check=True).stdout.split())
    assert "Барлықтізімненіздеу" not in printed
    assert "CSV" not in printed
    words = {word for cell in cells for word in cell.split() if len(word) < 14}
    assert len(words) > 40
    assert sorted(word for word in words if word not in printed) == []
    assert "SHA-256" in printed


def test_both_languages_and_no_sideways_scrolling_on_a_phone(browser: Any, pages: Path) -> None:
    from selenium.webdriver.common.by import By

    page = _open(browser, pages, size="phone")
    assert page.execute_script("return document.documentElement.lang") == "kk"
    assert page.execute_script("return document.documentElement.scrollWidth") <= in_browser.SIZES["phone"][0]
    page.find_element(By.LINK_TEXT, "Русский").click()
    assert page.find_element(By.TAG_NAME, "h1").text == "Картограмма коррупции"
    assert page.execute_script("return document.documentElement.lang") == "ru"
    assert page.execute_script("return document.documentElement.scrollWidth") <= in_browser.SIZES["phone"][0]
    page.find_element(By.LINK_TEXT, "Қазақша").click()
    assert page.find_element(By.TAG_NAME, "h1").text == "Сыбайлас жемқорлық картограммасы"


def test_without_script_every_row_is_there(pages: Path) -> None:
    html = (pages / "index.html").read_text("utf-8")
    assert html.count('role="search" class="search" hidden') == 1
    assert "onclick" not in html
    assert html.count('<tr role="row">') > 15
