"""The manual's pages in a browser with no network, their links, their pictures, the commands that they name."""

from __future__ import annotations

import base64
import io
import os
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import click
import pytest
from PIL import Image

import in_browser
from conftest import BUNDLED, ROOT, Run
from ubb4.base import manual, text
from ubb4.base.settings import Settings
from ubb4.cli import root
from ubb4.plugins.hearing import hear

PAGES = {path.stem: path for path in (ROOT / "core" / "ubb4" / "manual").glob("*.html")}
pytestmark = [pytest.mark.skipif(len(PAGES) < 4 and os.environ.get("CI") != "true", reason="not made: make manual")]
NAMES = ["officer.kk", "officer.ru", "analyst.kk", "analyst.ru"]


class Read(HTMLParser):
    """Ids, links, pictures and code of a page, as an HTML reader sees them."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.ids, self.links, self.pictures, self.code, self.headings = list[str](), list[str](), list[dict[str, str]](), list[str](), list[str]()
        self.inside = False
        self.feed(page.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.ids += [found["id"]] if "id" in found else []
        self.links += [found["href"]] if tag == "a" and "href" in found else []
        self.pictures += [found] if tag == "img" else []
        self.headings += [tag] if re.fullmatch("h[1-3]", tag) else []
        if tag == "code":
            self.code.append("")
            self.inside = True

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag != "code"

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.code[-1] += data


@pytest.fixture(scope="module")
def read() -> dict[str, Read]:
    return {name: Read(PAGES[name]) for name in NAMES}


@pytest.mark.parametrize("name", NAMES)
def test_every_link_leads_somewhere(read: dict[str, Read], name: str) -> None:
    """Inside the page, or to a section of another page of the manual; nothing from outside is asked."""
    page = read[name]
    assert len(page.ids) == len(set(page.ids)), "an id once"
    assert len(page.links) > 10
    for link in page.links:
        file, __, section = link.partition("#")
        assert file in ("", *(f"{each}.html" for each in NAMES)), link
        target = read[file.removesuffix(".html")] if file else page
        assert not section or section in target.ids, link


@pytest.mark.parametrize("name", NAMES)
def test_every_picture_is_one_and_says_what_it_shows(read: dict[str, Read], name: str) -> None:
    own = ROOT / "docs" / f"{name}.md"
    wanted = re.findall(r"^<!-- picture: (\w+): (.+) -->$", own.read_text("utf-8"), re.MULTILINE)
    found = read[name].pictures
    assert [each["alt"] for each in found] == [words for __, words in wanted]
    assert wanted
    for each in found:
        picture = Image.open(io.BytesIO(base64.b64decode(each["src"].removeprefix("data:image/png;base64,"))))
        assert picture.width > 500
        assert len(picture.convert("RGB").getcolors(1 << 24) or []) > 8, "no blank screen"


@pytest.mark.parametrize("reader", ["officer", "analyst"])
def test_both_languages_have_the_same_sections(read: dict[str, Read], reader: str) -> None:
    assert read[f"{reader}.kk"].headings == read[f"{reader}.ru"].headings


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_the_reference_has_every_subtask_and_every_register(read: dict[str, Read], language: str) -> None:
    toolkit = hear(Settings(enabled=tuple(BUNDLED)))
    ids = set(read[f"officer.{language}"].ids)
    subtasks = {each.id for plugin in toolkit.plugins for each in plugin.project.subtasks}
    assert len(subtasks) == 39
    assert subtasks <= ids
    assert {f"register-{each.name}" for each in toolkit.registers if not each.extends} <= ids


@pytest.mark.parametrize("name", NAMES)
def test_every_command_of_the_manual_exists(read: dict[str, Read], name: str) -> None:
    """`ubb4 …` in the code of a page names a command and options that there are."""
    lines = [line.strip() for code in read[name].code for line in code.split("\n") if line.strip().startswith("ubb4 ")]
    assert len(lines) > 5
    context = click.Context(root)
    for line in [each for whole in lines for each in re.split(r"; (?=ubb4 )", whole.partition("  #")[0])]:
        words = line.split()
        command: click.Command | None = root.get_command(context, words[1])
        assert command is not None, line
        if isinstance(command, click.Group) and len(words) > 2:
            command = command.get_command(context, words[2])
            assert command is not None, line
        known = {option for parameter in command.params for option in (*parameter.opts, *parameter.secondary_opts)}
        assert [word for word in words[2:] if re.match("--?[a-z]", word) and word.partition("=")[0] not in known] == [], line


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    yield from in_browser.driver(tmp_path_factory.mktemp("browser"))


@in_browser.NEEDED
@pytest.mark.parametrize("size", list(in_browser.SIZES))
@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_no_violation_and_nothing_scrolls_sideways(browser: Any, name: str, size: str) -> None:
    in_browser.show(browser, PAGES[name], size)
    assert in_browser.severe(browser) == []
    assert browser.execute_script("return document.documentElement.scrollWidth") <= in_browser.SIZES[size][0]
    violations, passes = in_browser.axe(browser, PAGES[name])
    assert violations == []
    assert passes > 20


@in_browser.NEEDED
def test_the_search_leads_to_the_section(browser: Any) -> None:
    in_browser.show(browser, PAGES["officer.ru"])
    field = browser.find_element("id", "search")
    field.send_keys("аналитическая справка")
    hits = [each.text for each in browser.find_elements("css selector", "#hits a")]
    assert hits
    field.clear()
    field.send_keys("zzzz")
    assert browser.find_element("id", "found").text == "Ничего не найдено"
    field.clear()
    field.send_keys("хабар")
    assert browser.find_element("id", "found").text


def test_the_page_is_that_of_the_language_and_the_section_that_was_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    for language, page in (("kk", "officer.kk"), ("ru", "officer.ru"), ("en", "officer.ru")):
        with text.speaking(language):
            assert manual.address("P1.T2.S2") == PAGES[page].as_uri() + "#P1.T2.S2"
            assert manual.page(manual.ANALYST) == PAGES[page.replace("officer", "analyst")]


def test_on_windows_a_section_is_reached_through_a_page_that_leads_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows opens the file of an address and forgets what stands behind the #."""
    monkeypatch.setattr("ubb4.base.settings.own_scratch", lambda: tmp_path)
    address = "file:///C:/a%20b/officer.kk.html#register-plan"
    leading = Path(manual.on_windows(address))
    assert leading.parent == tmp_path
    assert f'url={address}"' in leading.read_text("utf-8")
    assert manual.on_windows(tmp_path) == str(tmp_path)
    page = tmp_path / "Әсел Қайрат" / "officer.kk.html"  # Windows does not read such letters back from an address
    assert manual.on_windows(page.as_uri()) == str(page)


def test_explain_and_the_command_show_the_address(ubb4: Run) -> None:
    asked = ubb4("manual", "P1.T2.S2", "--path", "--lang", "ru").stdout.strip()
    assert asked == PAGES["officer.ru"].as_uri() + "#P1.T2.S2"
    assert asked in ubb4("explain", "P1.T2.S2", "--lang", "ru").stdout
    assert ubb4("manual", "--analyst", "--path").stdout.strip() == PAGES["analyst.kk"].as_uri()
