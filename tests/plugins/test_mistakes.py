"""Nobody else's plugin can hurt: every mistake x first, in the middle, last x every verb. It is named with what to do, the command is
incomplete, and what all other plugins say is the same as without it. The table is printed into docs/mistakes.md."""

from __future__ import annotations

import os
import shutil
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlwings as xw

from conftest import ROOT
from made.mistakes import MISTAKES
from ubb4 import buttons
from ubb4.base.errors import Ubb4Error
from ubb4.base.settings import Settings, write_enabled
from ubb4.buttons.pressed import Hand
from ubb4.desk.check import check
from ubb4.desk.desk import Desk
from ubb4.desk.documents import Asked, make
from ubb4.desk.due import due
from ubb4.desk.measures import measures
from ubb4.desk.new import new_workbook
from ubb4.desk.opened import Options
from ubb4.documents import report
from ubb4.documents.template import build_folder
from ubb4.excel import added
from ubb4.features.public import site
from ubb4.plugins.hearing import hear
from ubb4.plugins.scaffold import number_of, scaffold
from ubb4.plugins.toolkit import Toolkit

GOOD = ("project1_risk", "project4_culture")
DAY = Options(date(2026, 6, 1))
BODY = {"year": 2026, "kind": "regional_akimat", "name_kk": "Үлгі облысының әкімдігі"}
ROWS: dict[str, Any] = {
    "analyses": [{"id": "A1", "object": "Жер қатынастары", "starts_on": date(2026, 3, 2), "ends_on": date(2026, 3, 1)}],
    "meetings": [{"planned_on": date(2026, 2, 10), "held_on": date(2026, 2, 12)}],
}
VERBS = ("new", "check", "due", "measures", "report", "publish")


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder on the path in which plugins are laid as an installation lays them."""
    folder = tmp_path_factory.mktemp("makers")
    sys.path.insert(0, str(folder))
    yield folder
    sys.path.remove(str(folder))


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh plugin, the pattern of all."""
    folder = tmp_path_factory.mktemp("fresh") / "maker_plan"
    scaffold(folder)
    return folder


def _laid(shelf: Path, fresh: Path, name: str, edit: tuple[str, str, str] | None = None) -> str:
    """A plugin of that name with one edit, its entry point beside it."""
    words = {"NAME": name, "DASHED": name.replace("_", "-"), "NUMBER": str(number_of(name))}

    def named(text: str) -> str:
        for word, value in words.items():
            text = text.replace(word, value)
        return text

    package = shelf / name
    if package.exists():
        return name
    shutil.copytree(fresh / "maker_plan", package)
    old = {
        "maker_plan": name,
        "maker-plan": words["DASHED"],
        f"P{number_of('maker_plan')}.": f"P{words['NUMBER']}.",
        f"number = {number_of('maker_plan')}": f"number = {words['NUMBER']}",
    }
    for path in sorted(package.rglob("*"), reverse=True):
        if path.is_file() and path.suffix in (".py", ".toml", ".json", ".form", ".po"):
            text = path.read_text("utf-8")
            for word, value in old.items():
                text = text.replace(word, value)
            path.write_text(text, "utf-8")
        renamed = path.name.replace("maker_plan", name).replace("maker-plan", words["DASHED"])
        if renamed != path.name:
            path.rename(path.with_name(renamed))
    if edit is not None:
        path = shelf / named(edit[0])
        text = path.read_text("utf-8")
        assert named(edit[1]) in text, (edit, text)
        path.write_text(text.replace(named(edit[1]), named(edit[2]), 1), "utf-8")
    with suppress(OSError, ValueError):
        build_folder(package / "editions" / "2024" / "forms")
    info = shelf / f"{name}-0.1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 0.1.0\n")
    (info / "entry_points.txt").write_text(f"[ubb4]\n{name} = {name}.plugin\n")
    return name


def _said(toolkit: Toolkit, rows: dict[str, Any], folder: Path) -> tuple[dict[str, list[str]], dict[str, Any]]:
    """(what each verb could not do, by plugin and message; what the good plugins say)."""
    path = folder / "book.xlsx"
    told: dict[str, list[str]] = {"new": [f"{p.plugin}: {p.message}" for p in new_workbook(path, BODY, rows, None, DAY, toolkit)]}
    desk = Desk(DAY, toolkit)
    opened = desk.read(path)
    checked, counted, taken = check(opened), due(opened), measures(opened)
    with monkeypatched(report, "_filled", lambda *_: b""), monkeypatched(report, "found_in", lambda *_: set()):  # the words are made, Word files are not
        made = make(opened, Asked("all", ["kk"]), lambda name: folder / name, single=False)
    for verb, answer in (("check", checked), ("due", counted), ("measures", taken), ("report", made)):
        told[verb] = [f"{p.plugin}: {p.message}" for p in (*toolkit.problems, *answer.problems)]
    try:
        site.publish(desk, path, folder / "site", [])
        told["publish"] = []
    except Ubb4Error as error:
        told["publish"] = error.message.split("\n")
    good: dict[str, Any] = {
        "check": [f.to_json() for f in checked.findings if f.plugin in GOOD],
        "due": [d.to_json() for d in counted.deadlines if d.project in GOOD],
        "measures": [f.to_json() for f in taken.figures if f.plugin in GOOD],
        "report": sorted(Path(each["file"]).name for each in made.made if "maker" not in each["form"]),
    }
    return told, good


@contextmanager
def monkeypatched(module: Any, name: str, value: Any) -> Iterator[None]:
    before = getattr(module, name)
    setattr(module, name, value)
    try:
        yield
    finally:
        setattr(module, name, before)


@pytest.fixture(scope="module")
def without(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the good plugins say where no other is there."""
    return _said(hear(Settings(enabled=GOOD)), ROWS, tmp_path_factory.mktemp("good"))[1]


OUTCOMES: dict[str, list[str]] = {}


@pytest.mark.parametrize("number", range(len(MISTAKES)), ids=[each[0] for each in MISTAKES])
def test_a_mistake_is_named_and_hurts_nobody(number: int, shelf: Path, fresh: Path, without: dict[str, Any], tmp_path: Path) -> None:
    """First, in the middle or last in the list, by turns; `make long` asks every place of every mistake."""
    OUTCOMES[MISTAKES[number][0]] = _outcome(number, f"maker_{number:02}", number % 3, shelf, fresh, without, tmp_path)


@pytest.mark.long
@pytest.mark.parametrize("number", range(len(MISTAKES)), ids=[each[0] for each in MISTAKES])
def test_the_place_in_the_list_changes_nothing(number: int, shelf: Path, fresh: Path, without: dict[str, Any], tmp_path: Path) -> None:
    seen = []
    for place in range(3):
        (tmp_path / str(place)).mkdir()
        seen.append(_outcome(number, f"maker_{place}_{number:02}", place, shelf, fresh, without, tmp_path / str(place)))
    assert seen[0] == seen[1] == seen[2]


def _outcome(number: int, name: str, place: int, shelf: Path, fresh: Path, without: dict[str, Any], folder: Path) -> list[str]:
    """A ✓ for each verb that names the mistake; the others' answers must be as without the plugin."""
    what, file, old, new, wanted = MISTAKES[number]
    _laid(shelf, fresh, name, (file, old, new))
    wanted = wanted.replace("NAME", name).replace("DASHED", name.replace("_", "-")).replace("NUMBER", str(number_of(name)))
    row = {"id": "1", "title": "Бірінші", "starts_on": date(2026, 6, 2), "ends_on": date(2026, 6, 1)}
    order = list(GOOD)
    order.insert(place, name)
    toolkit = hear(Settings(enabled=tuple(order)))
    mine = {f"{name}_items": [row]} if toolkit.plugin(name) is not None and any(r.name == f"{name}_items" for r in toolkit.registers) else {}
    told, good = _said(toolkit, {**ROWS, **mine}, folder)
    lines = [line for each in told.values() for line in each]
    assert [line for line in lines if name in line and wanted in line], (place, wanted, lines)
    assert not [line for line in lines if line.startswith(GOOD)], "another project is blamed"
    assert good == without, f"{what}, place {place + 1}"
    outcome = ["✓" if any(name in line for line in told[verb]) else "–" for verb in VERBS]
    assert "✓" in outcome
    return outcome


PRESSED = [pytest.param(number, id=each[0], marks=() if number % 9 == 0 else pytest.mark.long) for number, each in enumerate(MISTAKES)]


@pytest.mark.parametrize("number", PRESSED)
def test_a_press_names_it(number: int, shelf: Path, fresh: Path, without: dict[str, Any], app: xw.App, tmp_path: Path) -> None:
    """In the real LibreOffice, of every mistake in `make long`: the window names the plugin, the list has what the others found."""
    __, file, old, new, wanted = MISTAKES[number]
    name = _laid(shelf, fresh, f"pressed_{number:02}", (file, old, new))
    wanted = wanted.replace("NAME", name).replace("DASHED", name.replace("_", "-")).replace("NUMBER", str(number_of(name)))
    path = tmp_path / "book.xlsx"
    write_enabled((GOOD[0], name, GOOD[1]))
    toolkit = hear(Settings(enabled=(GOOD[0], name, GOOD[1])))
    row = {"id": "1", "title": "Бірінші", "starts_on": date(2026, 6, 2), "ends_on": date(2026, 6, 1)}
    mine = {f"{name}_items": [row]} if toolkit.plugin(name) is not None and any(r.name == f"{name}_items" for r in toolkit.registers) else {}
    new_workbook(path, BODY, {**ROWS, **mine}, None, DAY, toolkit)
    book = app.books.open(path)
    try:
        told = {line: buttons.run(line, Hand(app, DAY)) for line in ("check", "due", "measures", "report all")}
        assert [line for line, each in told.items() if name in each.text and wanted in each.text and each.bad], {line: each.text for line, each in told.items()}
        listed = added.find(book, "findings")
        assert listed is not None
        found = Counter(str(row[4]) for row in added.table(listed))
        assert Counter(each["message"] for each in without["check"]) - found == Counter(), "what the others found"
    finally:
        book.close()


def test_the_table_is_fresh() -> None:
    """Every mistake of this run as the page has it."""
    page = ROOT / "docs" / "mistakes.md"
    head = (
        "# What a maker's mistake does\n\nMade by `tests/plugins/test_mistakes.py` with `UBB4_TABLE=write`. ✓: the command names the plugin and the cure and is incomplete\n"
        "(exit code 3; `publish` refuses); –: the command does not come upon the mistake. In every cell, first, in the middle and last in the list alike, what all\n"
        "other plugins say is the same as without it.\n\n| mistake | " + " | ".join(VERBS) + " |\n|---" * 1 + "|---" * len(VERBS) + "|\n"
    )
    lines = [f"| {what} | {' | '.join(OUTCOMES[what])} |" for what, *__ in MISTAKES if what in OUTCOMES]
    if os.environ.get("UBB4_TABLE") == "write":
        page.write_text(head + "\n".join(lines) + "\n", "utf-8")
    known = page.read_text("utf-8").splitlines()
    assert [line for line in lines if line not in known] == []
    assert len([line for line in known if line.startswith(("| a", "| r", "| m", "| T", "| J", "| t"))]) >= 50


def test_what_a_hook_prints_stays_out_of_the_answer(shelf: Path, fresh: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = _laid(shelf, fresh, "maker_prints", ("NAME/plugin.py", "    return Project.read", '    print("бөгде")\n    return Project.read'))
    assert hear(Settings(enabled=(name,))).problems == ()
    seen = capsys.readouterr()
    assert "бөгде" not in seen.out
    assert "бөгде" in seen.err


def test_two_distributions_of_one_name_are_told(shelf: Path, fresh: Path) -> None:
    name = _laid(shelf, fresh, "maker_twin")
    info = shelf / "maker_other-0.1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: maker_other\nVersion: 0.1.0\n")
    (info / "entry_points.txt").write_text(f"[ubb4]\n{name} = {name}.plugin\n")
    (problem,) = hear(Settings(enabled=(name,))).problems
    assert "maker_other" in problem.message


@pytest.mark.parametrize("name", ["ubb4", "json", "common", "public", "project1_risk"])
def test_a_name_that_is_taken_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(Ubb4Error):
        scaffold(tmp_path / name)
