"""Every shipped notebook, run on the demonstration and on an empty workbook, in Kazakh and Russian; its page opened in a browser without network."""

from __future__ import annotations

import html
import io
import re
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from babel.messages.pofile import read_po

import in_browser
from conftest import BUNDLED, ROOT, Run
from ubb4.base import text
from ubb4.base.settings import Settings
from ubb4.features.notebook.shelf import Template, templates
from ubb4.plugins.hearing import hear

TEMPLATES = {each.name: each for each in templates(hear(Settings(enabled=tuple(BUNDLED))))}
DAY = "2026-10-20"
# a notebook of one project on the demonstration body that has most of it
BODY = {"offences": "department"}


@dataclass
class Page:
    """A page that was made, and how its command ended."""

    path: Path
    done: subprocess.CompletedProcess[str]

    @property
    def html(self) -> str:
        return self.path.read_text("utf-8")


LATER = pytest.mark.long  # each language and each kind of book is asked in every run, all four pairs in make long
PAGES = [("kk", "demo"), pytest.param(("ru", "demo"), marks=LATER), pytest.param(("kk", "empty"), marks=LATER), ("ru", "empty")]


@pytest.fixture(scope="module", params=PAGES, ids="-".join)
def pages(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, demo: Path) -> dict[str, Page]:
    """The page of every notebook in a language, on the demonstration or on an empty workbook."""
    language, what = request.param
    folder = tmp_path_factory.mktemp(f"{language}-{what}")
    books = folder / "books"
    books.mkdir()
    if what == "demo":
        for path in demo.glob(f"*.{language}.xlsx"):
            (books / path.name.replace(f".{language}", "")).write_bytes(path.read_bytes())
    else:
        _ubb4(folder, "new", "books/region.xlsx", "--kind", "regional_akimat", "--year", "2026", "--lang", language)

    def made(template: Template) -> Page:
        file = {"workbook": ["books/" + (BODY.get(template.name, "region") if what == "demo" else "region") + ".xlsx"], "folder": ["books"], "nothing": []}
        out = folder / f"{template.name}.html"
        counted = [] if template.takes == "nothing" else ["--today", DAY]
        return Page(out, _ubb4(folder, "notebook", "run", template.name, *file[template.takes], "-o", str(out), "--lang", language, *counted))

    with ThreadPoolExecutor(2) as pool:
        return dict(zip(TEMPLATES, pool.map(made, TEMPLATES.values()), strict=True))


def _ubb4(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "ubb4", *words], capture_output=True, encoding="utf-8", cwd=folder, timeout=280)


class _Outside(HTMLParser):
    """What a page would ask from elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("src", "href", "xlink:href", "srcset", "action", "data", "poster") and not (value or "").startswith(("#", "data:image/")):
                self.found.append(f"{tag} {name}={value}")


def test_every_notebook_ran_to_its_end(pages: dict[str, Page]) -> None:
    for name, page in pages.items():
        assert page.done.returncode == 0, (name, page.done.stderr)
        assert "ubb4-failed" not in page.html.split("</style>")[1], name
        assert "Traceback" not in page.html


def test_nothing_comes_from_outside(pages: dict[str, Page]) -> None:
    for name, page in pages.items():
        outside = _Outside()
        outside.feed(page.html)
        assert outside.found == [], name
        style = page.html.split("<style>")[1].split("</style>")[0]
        script = page.html.rsplit("<script>", 1)[1].split("</script>")[0]
        assert "http" not in style + script
        assert "@import" not in style
        assert "url(" not in style
        assert "import " not in script
        assert "Content-Security-Policy" in page.html
        assert len(page.html) < 1_000_000, name


def test_every_word_is_in_the_language(pages: dict[str, Page], request: pytest.FixtureRequest) -> None:
    language = request.node.callspec.params["pages"][0]
    kazakh = {str(entry.id): str(entry.string) for entry in _entries() if len(str(entry.id)) > 9 and entry.string != entry.id}
    for name, page in pages.items():
        assert f'<html lang="{language}">' in page.html
        shown = re.sub(r'<details class="code">.*?</details>', "", page.html, flags=re.DOTALL)
        if language == "ru":
            assert sorted(each for each in kazakh if "{" not in each and f">{each}<" in shown) == [], name
        with text.speaking(language):
            assert f"<h1>{text.gettext(TEMPLATES[name].title)}</h1>" in page.html


def _entries() -> list[Any]:
    found = []
    for root in (ROOT / "core" / "ubb4", ROOT / "notebooks", *(ROOT / "plugins" / name for name in BUNDLED)):
        path = root / "locale" / "ru" / "LC_MESSAGES" / f"{root.name}.po"
        found += [entry for entry in read_po(io.BytesIO(path.read_bytes()), "ru") if entry.id]
    return found


def test_no_protected_value_is_on_a_page(pages: dict[str, Page], request: pytest.FixtureRequest, protected: set[str]) -> None:
    if request.node.callspec.params["pages"][1] == "empty":
        return  # an empty workbook has none
    assert len(protected) > 60
    for name, page in pages.items():
        shown = html.unescape(page.html)
        assert sorted(each for each in protected if each in shown) == [], name


@pytest.fixture(scope="module")
def protected(demo: Path) -> set[str]:
    """What stands in personal and service columns of the demonstration and in no public one."""
    import ubb4

    found: dict[bool, set[str]] = {True: set(), False: set()}
    for path in demo.glob("*.xlsx"):
        book = ubb4.open(path, today=DAY).book
        for table in book.tables.values():
            for column in table.register.columns:
                values = (table.row(index).raw(column.name) for index in range(len(table)))
                found[column.klass == "public"] |= {f"{value:%d.%m.%Y}" if isinstance(value, date) else str(value) for value in values if value is not None}
    return {each for each in found[False] - found[True] if len(each) > 4}


def test_what_is_missing_is_said(pages: dict[str, Page], request: pytest.FixtureRequest) -> None:
    language, what = request.node.callspec.params["pages"]
    with text.speaking(language):
        head = text.gettext("Мыналар көрсетілмеді:")
    for name, page in pages.items():
        if name == "overview":
            with text.speaking(language):
                assert (text.gettext("есептейтін дерек жоқ") in page.html) is (what == "empty")
        if what == "empty" and name != "start":
            least = {"overview": 0, "senders": 0, "region": 0}.get(name, 5)
            assert page.html.count('class="ubb4-missing"') >= least, name
            assert (head in page.html) is (least > 0)
            assert page.done.stderr.count("•") == page.html.count('class="ubb4-missing"')
        elif what == "demo":
            assert page.html.count('class="ubb4-figure"') >= 3, name


def test_each_figure_has_words_and_numbers(pages: dict[str, Page]) -> None:
    for page in pages.values():
        for figure in re.findall(r'<figure class="ubb4-figure">.*?</figure>', page.html, re.DOTALL):
            (alternative,) = re.findall(r'<svg [^>]*?aria-label="([^"]+)"', figure)
            title = re.search(r"<figcaption>(.*?)</figcaption>", figure)
            assert title is not None
            assert alternative.startswith(title[1].split("&")[0])
            assert len(alternative) > len(title[1]) + 5
            assert "<table" in figure
        ids = re.findall(r'\bid="([^"]+)"', page.html)
        assert len(ids) == len(set(ids))


@in_browser.NEEDED
@pytest.mark.parametrize("size", in_browser.SIZES)
def test_in_a_browser_without_network(browser: Any, pages: dict[str, Page], size: str) -> None:
    for name, page in pages.items():
        opened = in_browser.show(browser, page.path, size)
        assert in_browser.severe(opened) == [], name
        assert opened.execute_script("return performance.getEntriesByType('resource').map(e => e.name)") == []
        assert opened.execute_script("return document.documentElement.scrollWidth") <= in_browser.SIZES[size][0], name
        drawn = opened.execute_script(
            "return Array.from(document.querySelectorAll('figure svg')).map(s => [s.getBoundingClientRect().width, s.querySelectorAll('path,rect').length])"
        )
        assert len(drawn) == page.html.count('<figure class="ubb4-figure"')
        assert all(width > 60 and marks > 2 for width, marks in drawn), (name, drawn)
        assert opened.execute_script("return Array.from(document.querySelectorAll('details.code')).some(d => d.open)") is False


@in_browser.NEEDED
def test_axe_finds_no_violation(browser: Any, pages: dict[str, Page]) -> None:
    for name, page in pages.items():
        violations, passes = in_browser.axe(in_browser.show(browser, page.path), page.path)
        assert violations == [], name
        assert passes > 15


@in_browser.NEEDED
def test_tables_sort_and_code_unfolds(browser: Any, pages: dict[str, Page], request: pytest.FixtureRequest) -> None:
    if request.node.callspec.params["pages"][1] == "empty":
        return  # the demonstration's pages have the tables
    page = in_browser.show(browser, pages["region"].path)
    first = "document.querySelectorAll('table.ubb4-table')[{table}]"
    tables = page.execute_script("return document.querySelectorAll('table.ubb4-table').length")
    number = next(n for n in range(tables) if page.execute_script(f"return {first.format(table=n)}.querySelectorAll('td[data-sort]').length") > 3)
    column = page.execute_script(f"return Array.from({first.format(table=number)}.rows[1].cells).findIndex(c => c.dataset.sort !== undefined)")
    values = f"return Array.from({first.format(table=number)}.tBodies[0].rows).map(r => r.cells[{column}].dataset.sort || '')"
    press = f"{first.format(table=number)}.querySelectorAll('th span')[{column}].click()"
    before = page.execute_script(values)
    page.execute_script(press)
    up = page.execute_script(values)
    page.execute_script(press)
    down = page.execute_script(values)
    filled = [each for each in before if each]
    key = float if re.fullmatch(r"-?[\d.]+", filled[0]) and filled[0].count("-") < 2 else str
    assert [each for each in up if each] == sorted(filled, key=key)
    assert [each for each in down if each] == sorted(filled, key=key, reverse=True)
    assert up[len(filled) :] == down[len(filled) :] == [""] * (len(before) - len(filled)), "empty cells stay last"
    page.execute_script("document.getElementById('code').click()")
    assert page.execute_script("return Array.from(document.querySelectorAll('details.code')).every(d => d.open)")


def _table(page: Page, title: str) -> list[list[str]]:
    """The rows of a page's table, or of the numbers below a chart."""
    found = re.findall(rf'<table class="ubb4-table"><caption>{title}</caption>.*?</table>', page.html, re.DOTALL)
    return [re.findall(r"<td[^>]*>(.*?)</td>", row) for row in re.findall(r"<tr>(.*?)</tr>", found[0], re.DOTALL)[1:]]


def test_pages_agree_with_the_measures(pages: dict[str, Page], request: pytest.FixtureRequest, demo: Path) -> None:
    if request.node.callspec.params["pages"] != ("kk", "demo"):
        return  # the other pages are made by the same cells
    import ubb4

    book = ubb4.open(demo / "region.kk.xlsx", today=DAY)
    measures = book.measures().set_index("name")
    squares = _table(pages["compliance"], "Субъектілер мен құжаттар")
    assert len(squares) == 8 * len(book["entities"])
    published = Counter(entity for entity, __, state in squares if state == "жарияланған")
    assert sum(number == 8 for number in published.values()) == measures.at["share_s9", "numerator"]
    there = Counter(document for __, document, state in squares if state != "жоқ")
    assert sorted(there.values()) == sorted(measures.at[f"share_s{n}", "numerator"] for n in range(2, 9)) + [9], "S1 counts only what follows the model"
    months = [state for __, __, state in _table(pages["culture"], "Іс-шара өткен айлар")]
    assert Counter(months) == {"өтті": measures.at["months_filled", "numerator"], "жазылмаған": 1, "алда": 3}
    quarters = [state for *__, state in _table(pages["culture"], "Комиссия отырыстары тоқсан бойынша")]
    assert quarters.count("өтті") == measures.at["quarters_met", "numerator"]
    bodies = _table(pages["culture"], "Органдар бойынша оқыту")
    assert sum(int(row[2]) for row in bodies) == measures.at["trained_share", "numerator"]
    assert sum(int(row[1]) for row in bodies if row[1]) == measures.at["trained_share", "denominator"]
    assert [row[3] for row in bodies] == ["", ""], "nobody knows whose headcount the trained belong to"


def test_the_teaching_notebook_has_ten_cells_and_ends_with_a_region(pages: dict[str, Page]) -> None:
    codes = [cell for cell in TEMPLATES["start"].read()["cells"] if cell["cell_type"] == "code"]
    assert len(codes) == 10
    folder = pages["start"].path.parent / "ubb4-demo"
    assert len(list(folder.glob("*.xlsx"))) == len(list(ROOT.glob("examples/*/findings.toml")))
    assert pages["start"].html.count("<figure") == 3


def test_the_list_names_every_notebook(ubb4: Run) -> None:
    import json

    told = json.loads(ubb4("notebook", "list", "--format", "json").stdout)
    assert (
        {each["name"] for each in told["notebooks"]}
        == set(TEMPLATES)
        >= {"risks", "offences", "compliance", "culture", "start", "overview", "region", "senders", "cartogram"}
    )
    assert all(each["title"] and each["about"] for each in told["notebooks"])
