"""`ubb4 notebook`: parameters, failures as sentences, outputs, one's own copy, what is missing of the extra."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import nbformat
import pytest

from conftest import BUNDLED, Run
from ubb4.base import text
from ubb4.base.errors import PluginError, UseError
from ubb4.base.settings import Settings
from ubb4.base.shipped import shipped
from ubb4.contract import notebook_complaints
from ubb4.features.notebook import shelf
from ubb4.plugins.catalogue import messages, notebooks
from ubb4.plugins.hearing import hear

DAY = "2026-10-20"


def _own(path: Path, *cells: str, parameters: str = 'file = ""\nlang = "kk"\n', head: dict[str, Any] | None = None) -> Path:
    """One's own notebook of these cells."""
    made = nbformat.v4.new_notebook(metadata={"ubb4": head} if head else {})
    made.cells = [nbformat.v4.new_code_cell(parameters, metadata={"tags": ["parameters"]}), *map(nbformat.v4.new_code_cell, cells)]
    nbformat.write(made, path)
    return path


def test_the_shelf_keeps_the_contract() -> None:
    toolkit = hear(Settings(enabled=tuple(BUNDLED)))
    limits = {name: limit for plugin in toolkit.plugins for name, limit in plugin.project.edition.limits.items()}
    paths = notebooks(shipped("notebooks"))
    assert len(paths) == 5
    assert [each for path in paths for each in notebook_complaints(path, limits)] == []
    shelf.templates(toolkit)
    for message in messages(shipped("notebooks")):
        for language in ("ru", "en"):
            assert text.translation(message, language) != message or not set("әғқңөұүһі") & set(message.casefold()), message


def test_the_contract_finds_what_a_notebook_lacks(tmp_path: Path) -> None:
    bad = _own(tmp_path / "bad.ipynb", 'book.limit("no_such")', head={"title": "a/b", "about": "x", "takes": "workbook"})
    told = json.loads(bad.read_text("utf-8"))
    told["cells"][1]["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "1"}]
    bad.write_text(json.dumps(told), "utf-8")
    found = "\n".join(notebook_complaints(bad, {}))
    for each in ("has outputs", "cannot be a file's name", "lack evidence, policy, today", "no heading", "no limit no_such"):
        assert each in found
    assert "wants title, about and takes" in "\n".join(notebook_complaints(_own(tmp_path / "c.ipynb", "1"), {}))


def test_a_notebook_is_listed_only_with_the_plugins_that_it_needs() -> None:
    names = {each.name for each in shelf.templates(hear(Settings(enabled=("project4_culture",))))}
    assert names == {"culture", "overview", "region", "senders", "start"}
    with pytest.raises(UseError, match="culture, overview"):
        shelf.find(hear(Settings(enabled=("project4_culture",))), "risks")


def test_two_notebooks_of_one_name_are_named(tmp_path: Path) -> None:
    from dataclasses import replace

    from ubb4.base.problem import Problem
    from ubb4.plugins.conflicts import without_conflicts
    from ubb4.plugins.plugin import Offers, Plugin

    toolkit = hear(Settings(enabled=("project1_risk",)))
    bare = replace(toolkit.plugins[0].project, registers=(), forms=(), buttons=())
    for stem, owner in (("risks", "project1_risk"), ("Overview", "ubb4")):
        problems: list[Problem] = []
        other = Plugin(replace(bare, name="stranger", tasks=(), notebooks=(tmp_path / f"{stem}.ipynb",)), Offers("stranger"))
        kept = without_conflicts(toolkit.common, [], [*toolkit.plugins, other], problems)
        assert [each.name for each in kept] == ["project1_risk"]
        assert f"«{owner}» пен «stranger»" in problems[0].message
        assert f"notebook {stem.casefold()}" in problems[0].message


def test_parameters_are_set_where_they_stand() -> None:
    cell = {"cell_type": "code", "metadata": {"tags": ["parameters"]}, "source": ['file = ""  # кітап\n', "n = 5\n", "m = [1,\n  2]  # тізім\n", "now = f()\n"]}
    notebook = {"cells": [cell], "metadata": {}}
    assert shelf.parameters(notebook) == {"file": "", "n": 5, "m": [1, 2]}
    made = shelf.given(notebook, {"file": "C:\\кітап's.xlsx", "m": [3]})
    assert made["cells"][0]["source"] == 'file = "C:\\\\кітап\'s.xlsx"  # кітап\nn = 5\nm = [3]  # тізім\nnow = f()'
    assert shelf.parameters(made) == {"file": "C:\\кітап's.xlsx", "n": 5, "m": [3]}
    with pytest.raises(UseError, match="other.*file, n, m"):
        shelf.given(notebook, {"other": 1})
    with pytest.raises(PluginError, match="Python емес"):
        shelf.parameters({"cells": [{**cell, "source": "file = ("}]})


def test_words_of_a_command_line_become_values() -> None:
    assert shelf.pairs(["n=5", "name=Мысал = 1", "on=True", "list=['a']", "day=2026-10-20"]) == {
        "n": 5, "name": "Мысал = 1", "on": True, "list": ["a"], "day": "2026-10-20",
    }  # fmt: skip
    with pytest.raises(UseError, match="name=value"):
        shelf.pairs(["=5"])


def test_code_speaks_the_language_too() -> None:
    code = 'a = _("Ескертпе жоқ.") + _("Алдағы {n} күн", n=3)\nb = "Ескертпе жоқ."\n%matplotlib inline'
    shelf.templates(hear(Settings(enabled=tuple(BUNDLED))))
    notebook = {"cells": [{"cell_type": "code", "metadata": {}, "source": code.rpartition("\n")[0]}], "metadata": {}}
    said = shelf.spoken(notebook, "ru")["cells"][0]["source"]
    assert said == 'a = _("Замечаний нет.") + _("Ближайшие {n} {n:день|дня|дней}", n=3)\nb = "Ескертпе жоқ."'
    magic = {"cells": [{"cell_type": "code", "metadata": {}, "source": code}], "metadata": {}}
    assert shelf.spoken(magic, "ru")["cells"][0]["source"] == code


def test_a_failing_cell_is_a_sentence_with_its_place(ubb4: Run, tmp_path: Path) -> None:
    _own(tmp_path / "mine.ipynb", "total = 1", "numbers = [1, 2]\nnumbers[total + 4]\nlate = 1", "print('келесі')", "print(later)", "late + 1")
    done = ubb4("notebook", "run", "mine.ipynb", "--trust", "-o", "mine.html")
    assert done.returncode == 3
    assert "3-ұяшық орындалмады (2-жол: numbers[total + 4]): IndexError" in done.stderr
    assert "list index" not in done.stderr, "what an exception says may hold a value"
    assert "5-ұяшық орындалмады (1-жол: print(later)): NameError" in done.stderr, "no failed cell would have given that name"
    assert "Соған сүйенген тағы 1 ұяшық орындалмады." in done.stderr
    assert "толық орындалмады" in done.stderr
    html = (tmp_path / "mine.html").read_text("utf-8")
    assert "Traceback" not in html + done.stderr
    assert "келесі" in html, "the other cells ran"
    assert html.count('class="ubb4-failed"') == 3
    assert html.count('class="ubb4-problem"') == 3, "the title page says it too"
    assert "IndexError" in html


def test_our_own_error_is_our_own_sentence(ubb4: Run, tmp_path: Path, demo: Path) -> None:
    _own(tmp_path / "mine.ipynb", "import ubb4\nbook = ubb4.open(file, lang=lang)\nbook", 'book["no_such"]')
    done = ubb4("notebook", "run", "mine.ipynb", "--trust", demo / "company.ru.xlsx", "-o", "mine.ipynb.html", "--lang", "ru")
    assert done.returncode == 3
    assert 'Ячейка 3 не выполнена (строка 1: book["no_such"]): Реестра «no_such» нет.' in done.stderr


def test_what_a_notebook_does_not_take_is_refused(ubb4: Run, tmp_path: Path, demo: Path) -> None:
    _own(tmp_path / "mine.ipynb", "1", parameters="n = 1")
    for words, name in (((demo / "company.kk.xlsx",), "file"), (("--today", DAY), "today"), (("--policy", "clear_days"), "policy")):
        done = ubb4("notebook", "run", "mine.ipynb", "--trust", *words, "-o", "mine.html")
        assert (done.returncode, f"{name} деген параметр жоқ. Бары: n." in done.stderr) == (2, True), done.stderr
    assert ubb4("notebook", "run", "mine.ipynb", "--trust", "-o", "new/mine.html").returncode == 0
    assert (tmp_path / "new" / "mine.html").is_file()


def test_a_kernel_that_dies_and_one_that_takes_too_long(ubb4: Run, tmp_path: Path) -> None:
    _own(tmp_path / "dies.ipynb", "import os\nos._exit(7)", "1")
    done = ubb4("notebook", "run", "dies.ipynb", "--trust", "-o", "dies.html")
    assert done.returncode == 3
    assert "2-ұяшықта дәптер тоқтады: Python үзілді" in done.stderr
    assert "ubb4-problem" in (tmp_path / "dies.html").read_text("utf-8")
    _own(tmp_path / "slow.ipynb", "import time\ntime.sleep(600)")
    done = ubb4("notebook", "run", "slow.ipynb", "--trust", "-o", "slow.html", UBB4_SECONDS="4")
    assert done.returncode == 3
    assert "тым ұзаққа созылды" in done.stderr


def test_what_is_typed_in_a_cell_is_no_markup(ubb4: Run, tmp_path: Path) -> None:
    rows = '[[risks]]\nid = "<script>alert(1)</script>"\nunit = "<img src=http://x.example/a.png onerror=alert(1)>"\ndirection = "personnel"\nrisk = "</svg><b>"\ncause = "<a href=http://x>"\n'
    (tmp_path / "rows.toml").write_text(rows, "utf-8")
    made = ubb4("new", "b.xlsx", "--kind", "quasi_state", "--year", "2026", "--body", "<iframe src=http://x>", "--fill", "rows.toml")
    assert made.returncode == 0, made.stderr
    done = ubb4("notebook", "run", "risks", "b.xlsx", "-o", "b.html", "--today", DAY)
    assert done.returncode == 0, done.stderr
    html = (tmp_path / "b.html").read_text("utf-8")
    for each in ("<script>alert", "<img", "<b>", "<a href=http", "<iframe"):
        assert each not in html
    assert "&lt;iframe src=http://x&gt;" in html


def test_use_is_told_before_a_kernel_starts(ubb4: Run, tmp_path: Path, demo: Path) -> None:
    book = demo / "company.kk.xlsx"
    for words, said in (
        (("risks", "-o", "a.html"), "«risks» дәптеріне кітап керек"),
        (("risks", "no.xlsx", "-o", "a.html"), "no.xlsx табылмады"),
        (("risks", demo, "-o", "a.html"), "бір кітап керек"),
        (("region", book, "-o", "a.html"), "бума емес"),
        (("start", book, "-o", "a.html"), "файл берілмейді"),
        (("risks", book, "-o", "a.docx"), ".html, .ipynb немесе .pdf"),
        (("risks", book, "-o", "a.html", "-p", "no=1"), "деген параметр жоқ. Бары: file, lang"),
        (("nothing", book, "-o", "a.html"), "Бары: risks"),
        (("no.ipynb", book, "-o", "a.html"), "no.ipynb оқылмады"),
    ):
        done = ubb4("notebook", "run", *words)
        assert (done.returncode, said in done.stderr) == (2, True), (words, done.stderr)
    (tmp_path / "text.ipynb").write_text("[]", "utf-8")
    assert "Jupyter дәптері емес" in ubb4("notebook", "run", "text.ipynb", "-o", "a.html").stderr
    assert not list(tmp_path.glob("a.*"))


def test_without_the_extra_one_sentence_says_what_to_install(ubb4: Run, tmp_path: Path, demo: Path) -> None:
    for package in ("nbclient", "altair"):
        (tmp_path / "none").mkdir(exist_ok=True)
        (tmp_path / "none" / f"{package}.py").write_text("raise ImportError", "utf-8")
        done = ubb4("notebook", "run", "risks", demo / "region.kk.xlsx", "-o", "a.html", PYTHONPATH=str(tmp_path / "none"))
        assert (done.returncode, done.stderr) == (2, f'Бұл жұмыс үшін {package} керек. Орнату: pip install "ubb4[notebook]"\n')
        (tmp_path / "none" / f"{package}.py").unlink()
    assert ubb4("notebook", "list", PYTHONPATH=str(tmp_path / "none")).returncode == 0


def test_what_cannot_be_opened_is_one_sentence(ubb4: Run, tmp_path: Path, demo: Path) -> None:
    (tmp_path / "b.xlsx").write_bytes(b"no workbook")
    for words, said in (
        (("b.xlsx",), "b.xlsx"), ((demo / "company.kk.xlsx", "-p", "today=20261020"), "20261020"), ((demo / "company.kk.xlsx", "-p", "today=2026-99-99"), "2026-99-99"),
        ((demo / "company.kk.xlsx", "-p", "lang=xx"), "kk, ru, en"), ((demo / "company.kk.xlsx", "-p", "policy=x"), "nth_day"),
    ):  # fmt: skip
        done = ubb4("notebook", "run", "compliance", *words, "-o", "b.html")
        assert (done.returncode, done.stderr.count("\n"), said in done.stderr) == (2, 1, True), done.stderr
    assert not (tmp_path / "b.html").exists()


def test_a_plugin_that_broke_makes_the_page_incomplete(ubb4: Run, tmp_path: Path, demo: Path) -> None:
    (tmp_path / "ubb4.toml").write_text('[plugins]\nenabled = ["project1_risk"]\n', "utf-8")
    done = ubb4("notebook", "run", "risks", demo / "region.kk.xlsx", "-o", "b.html", "--today", DAY, UBB4_SETTINGS=str(tmp_path / "ubb4.toml"))
    assert done.returncode == 3
    assert done.stderr.count("ТОЛЫҚ ЕМЕС: project2_law") == 1
    html = (tmp_path / "b.html").read_text("utf-8")
    assert html.count('class="ubb4-problem"') == 3, "three plugins of the workbook are off"


def test_the_executed_notebook_and_the_page_on_paper(ubb4: Run, tmp_path: Path, demo: Path) -> None:
    book = demo / "region.kk.xlsx"
    done = ubb4("notebook", "run", "risks", book, "-o", "r.ipynb", "--today", DAY, "-p", "lang=ru")
    assert done.returncode == 0, done.stderr
    made = nbformat.read(tmp_path / "r.ipynb", 4)
    nbformat.validate(made)
    assert made.cells[0].source == f"file = {str(book)!r}\nlang = 'ru'\ntoday = '{DAY}'\npolicy = \"\"\nevidence = \"\""
    assert sum("text/html" in output.get("data", {}) for cell in made.cells for output in cell.get("outputs", ())) > 8
    again = ubb4("notebook", "run", "risks", book, "-o", "r.ipynb")
    assert (again.returncode, "үстіне жазылмайды" in again.stderr) == (2, True)
    done = ubb4("notebook", "run", "risks", book, "-o", "r.pdf", "--today", DAY)
    assert done.returncode == 0, done.stderr
    told = subprocess.run(["pdfinfo", str(tmp_path / "r.pdf")], capture_output=True, encoding="utf-8", check=True).stdout
    assert "594.96 x 841.92 pts (A4)" in told
    words = subprocess.run(["pdftotext", "-layout", str(tmp_path / "r.pdf"), "-"], capture_output=True, encoding="utf-8", check=True).stdout
    pages = words.split("\f")
    assert "Сыбайлас жемқорлық тәуекелдерін талдау" in pages[0]
    assert "Тәуекелдер картасы" not in pages[0], "the title page stands alone"
    assert "Тәуекелге шалдыққан лауазымдар" in words
    assert "Кодты көрсету" not in words


def test_no_browser_is_told_before_the_run(ubb4: Run, tmp_path: Path, demo: Path) -> None:
    done = ubb4("notebook", "run", "risks", demo / "region.kk.xlsx", "-o", "r.pdf", PATH="/nowhere")
    assert (done.returncode, "Chromium, Chrome немесе Edge керек" in done.stderr) == (2, True)


def test_ones_own_copy(ubb4: Run, tmp_path: Path, demo: Path) -> None:
    work = tmp_path / "талдау"
    (work / "кітаптар").mkdir(parents=True)
    (work / "кітаптар" / "r.xlsx").write_bytes((demo / "region.ru.xlsx").read_bytes())
    done = ubb4("notebook", "new", "risks", work / "кітаптар" / "r.xlsx", "-o", work / "мой.ipynb", "--lang", "ru", "-p", f"today={DAY}")
    assert done.returncode == 0, done.stderr
    mine = work / "мой.ipynb"
    told = json.loads(mine.read_text("utf-8"))
    assert told["metadata"]["ubb4"]["title"] == "Анализ коррупционных рисков"
    assert shelf.parameters(told) == {"file": "кітаптар/r.xlsx", "lang": "ru", "today": DAY, "policy": "", "evidence": ""}
    assert any("## Карта рисков" in shelf.source(cell) for cell in told["cells"])
    assert any('_("Риски по причинам")' in shelf.source(cell) for cell in told["cells"])
    told["cells"].append({"cell_type": "code", "id": "own", "metadata": {}, "outputs": [], "execution_count": None, "source": "print('менің ұяшығым')"})
    mine.write_text(json.dumps(told), "utf-8")
    before = mine.read_bytes()
    again = ubb4("notebook", "new", "risks", work / "кітаптар" / "r.xlsx", "-o", mine)
    assert (again.returncode, "үстіне жазылмайды" in again.stderr) == (2, True)
    done = ubb4("notebook", "run", mine, "--trust", "-o", work / "мой.html")
    assert done.returncode == 0, done.stderr
    html = (work / "мой.html").read_text("utf-8")
    assert "менің ұяшығым" in html
    assert "Карта рисков" in html
    assert '<html lang="ru">' in html, "one's own notebook speaks its own language"
    assert "Счёт рабочих дней" in html
    assert "Жұмыс күндерін санау" not in html
    assert mine.read_bytes() == before


def test_the_page_names_what_it_was_made_of(ubb4: Run, tmp_path: Path, demo: Path) -> None:
    import hashlib

    book = demo / "company.kk.xlsx"
    digest = hashlib.sha256(book.read_bytes()).hexdigest()
    done = ubb4("notebook", "run", "compliance", book, "-o", "c.html", "--today", DAY, "--policy", "clear_days")
    assert done.returncode == 0, done.stderr
    html = (tmp_path / "c.html").read_text("utf-8")
    assert f"company.kk.xlsx <code>{digest}</code>" in html
    assert "толық жұмыс күндері" in html
    assert date.fromisoformat(DAY).strftime("%d.%m.%Y") in html
    assert "2026</p>" in html


def test_nothing_of_the_folder_is_run(ubb4: Run, tmp_path: Path, demo: Path) -> None:
    for name in ("pandas", "altair", "ubb4", "sitecustomize", "ipykernel"):
        (tmp_path / f"{name}.py").write_text("open('caught', 'w')", "utf-8")
    (tmp_path / "b.xlsx").write_bytes((demo / "company.kk.xlsx").read_bytes())
    subprocess.run(
        [Path(sys.executable).with_name("ubb4"), "notebook", "run", "compliance", "b.xlsx", "-o", "c.html"], cwd=tmp_path, check=True, capture_output=True
    )
    assert (tmp_path / "c.html").is_file()
    assert not (tmp_path / "caught").exists()


def test_a_stranger_s_notebook_asks_first(ubb4: Run, demo: Path, tmp_path: Path) -> None:
    """Its code does not run before somebody says so; what was made here or trusted once is known by Jupyter's own signature."""
    _own(tmp_path / "theirs.ipynb", "from pathlib import Path\nPath('ran.txt').write_text('x')")
    asked = ubb4("notebook", "run", "theirs.ipynb", "-o", "a.html")
    assert asked.returncode == 2
    assert "theirs.ipynb — бөтен дәптер" in asked.stderr
    assert "--trust" in asked.stderr
    assert not list(tmp_path.rglob("ran.txt"))
    assert not (tmp_path / "a.html").exists()
    assert ubb4("notebook", "run", "theirs.ipynb", "--trust", "-o", "a.html").returncode == 0
    assert ubb4("notebook", "run", "theirs.ipynb", "-o", "b.html").returncode == 0, "trusted once"
    assert ubb4("notebook", "new", "risks", demo / "district.kk.xlsx", "-o", "mine.ipynb").returncode == 0
    assert "бөтен" not in ubb4("notebook", "run", "mine.ipynb", "-o", "c.html").stderr
