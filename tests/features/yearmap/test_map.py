"""Maps of six shapes, made up for the test (no real one was seen): each of the 39 subtasks is matched or asked, and none is matched wrongly in silence."""

from __future__ import annotations

import random
import subprocess
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx import Document

from conftest import BUNDLED, Run
from ubb4.base.settings import Settings
from ubb4.base.text import gettext, speaking
from ubb4.desk.desk import Desk
from ubb4.desk.new import new_workbook
from ubb4.desk.opened import Options
from ubb4.features.yearmap.lines import day_of, lines
from ubb4.features.yearmap.matching import ASKED, MISSING, SURE, matches
from ubb4.law.subtask import Subtask
from ubb4.plugins.hearing import hear

DAY = date(2026, 1, 15)
TOOLKIT = hear(Settings(enabled=tuple(BUNDLED)))
SUBTASKS = [subtask for plugin in TOOLKIT.plugins for subtask in plugin.project.subtasks]
DAYS = {subtask.id: date(2026, 3, 2) + timedelta(days=3 * n) for n, subtask in enumerate(SUBTASKS)}
Cell = tuple[str, str]


def _names(subtask: Subtask) -> Cell:
    with speaking("ru"):
        russian = gettext(subtask.title)
    return subtask.title, russian


def _table(path: Path) -> Path:
    """A table in Word: number, name, who answers, day; headings of projects between."""
    document = Document()
    table = document.add_table(rows=1, cols=4)
    for cell, text in zip(table.rows[0].cells, ("№", "Іс-шараның атауы", "Жауапты", "Мерзімі"), strict=True):
        cell.text = text
    for number, subtask in enumerate(SUBTASKS, 1):
        for cell, text in zip(table.add_row().cells, (f"{number}.", subtask.title, "жауапты құрылымдық бөлімше", f"{DAYS[subtask.id]:%d.%m.%Y}"), strict=True):
            cell.text = text
    document.save(str(path := path.with_suffix(".docx")))
    return path


def _list(path: Path) -> Path:
    """A numbered list in a text file, lines wrapped."""
    out = ["2026 жылға арналған іске асыру картасы", ""]
    for number, subtask in enumerate(SUBTASKS, 1):
        words = f"{number}. {subtask.title} – {DAYS[subtask.id]:%d.%m.%Y} дейін".split()
        out += [" ".join(words[n : n + 9]) for n in range(0, len(words), 9)]
    (path := path.with_suffix(".txt")).write_text("\n".join(out), "utf-8")
    return path


def _two_languages(path: Path) -> Path:
    book = openpyxl.Workbook()
    for number, subtask in enumerate(SUBTASKS, 1):
        book.active.append([number, "\n".join(_names(subtask)), DAYS[subtask.id]])
    book.save(path := path.with_suffix(".xlsx"))
    return path


def _merged(path: Path) -> Path:
    """Days and projects in cells merged over several rows."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Жоба", "Атауы", "Мерзімі"])
    row = 2
    for plugin in TOOLKIT.plugins:
        first = row
        for subtask in plugin.project.subtasks:
            sheet.append([plugin.project.title if row == first else None, subtask.title, DAYS[plugin.project.subtasks[0].id] if row == first else None])
            row += 1
        sheet.merge_cells(start_row=first, end_row=row - 1, start_column=1, end_column=1)
        sheet.merge_cells(start_row=first, end_row=row - 1, start_column=3, end_column=3)
    book.save(path := path.with_suffix(".xlsx"))
    return path


def _pdf(path: Path) -> Path:
    """The list printed: a PDF with text, written by LibreOffice."""
    source = _list(path)
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{path.parent}/profile", "--convert-to", "pdf", "--outdir", path.parent, source]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return path.with_suffix(".pdf")


def _slips(path: Path) -> Path:
    """Russian names as somebody typed them: a letter in twenty-five is another, some words are gone."""
    chance, out = random.Random(4), list[str]()
    for subtask in SUBTASKS:
        words = [word for word in _names(subtask)[1].split() if chance.random() > 0.04]
        text = "".join(chance.choice("аеионт") if letter.isalpha() and chance.random() < 0.04 else letter for letter in " ".join(words))
        out.append(f"{text}; срок {DAYS[subtask.id]:%d.%m.%Y}")
    (path := path.with_suffix(".txt")).write_text("\n".join(out), "cp1251", "replace")
    return path


@pytest.mark.parametrize("shape", [_table, _list, _two_languages, _merged, _pdf, _slips], ids=lambda shape: shape.__name__.strip("_"))
def test_every_subtask_is_matched_or_asked(shape: Callable[[Path], Path], tmp_path: Path) -> None:
    path = shape(tmp_path / "map")
    found = matches(SUBTASKS, lines(path, Desk(Options(DAY)).cells))
    wrong = [each for each in found if each.how == SURE and each.line is not None and not _right(each.subtask, each.line.texts, each.line.day, shape)]
    counts = {how: sum(each.how == how for each in found) for how in (SURE, ASKED, MISSING)}
    print(f"{shape.__name__.strip('_')}: {counts}, wrong in silence: {len(wrong)}")
    assert not wrong, wrong[:3]
    assert counts[SURE] + counts[ASKED] == len(SUBTASKS) == 39
    assert counts[SURE] >= (12 if shape is _slips else 30)


def _right(subtask: Subtask, texts: tuple[str, ...], day: date | None, shape: Any) -> bool:
    """The day tells which line it is: every subtask has its own (in the merged map, every project)."""
    if shape is _merged:
        return any(text == subtask.title.strip() for text in texts)
    return day == DAYS[subtask.id]


def test_what_is_confirmed_is_entered(tmp_path: Path, ubb4: Run) -> None:
    book = tmp_path / "book.xlsx"
    new_workbook(book, {"name_kk": "Мысал", "kind": "regional_akimat", "year": 2026}, {}, BUNDLED, Options(DAY))
    source = _two_languages(tmp_path / "map")
    done = ubb4("map", source, book, "-o", tmp_path / "list.xlsx")
    assert done.returncode in (0, 1), done.stderr
    answers = openpyxl.load_workbook(tmp_path / "list.xlsx")
    sheet = answers.worksheets[0]
    rows = {row[0].value: row for row in sheet.iter_rows() if str(row[0].value).startswith("P")}
    for row in rows.values():
        row[8].value = "иә"
    rows["P4.T3.S1"][8].value = None
    answers.save(tmp_path / "list.xlsx")
    done = ubb4("map", source, book, "--decided", tmp_path / "list.xlsx", "-o", tmp_path / "new.xlsx")
    assert done.returncode == 1, done.stderr  # one row waits for an answer
    opened = Desk(Options(DAY)).read(tmp_path / "new.xlsx")
    entered = {row["subtask"]: row for row in opened.book["map"]}
    first = SUBTASKS[0]
    assert (entered[first.id]["name_kk"], entered[first.id]["name_ru"], entered[first.id]["due_on"]) == (*map(str.strip, _names(first)), DAYS[first.id])
    assert entered["P4.T3.S1"]["due_on"] is None
    source.write_bytes(source.read_bytes() + b" ")
    again = ubb4("map", source, book, "--decided", tmp_path / "list.xlsx", "-o", tmp_path / "other.xlsx")
    assert again.returncode == 2
    assert "өзгерген" in again.stderr


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("до 01.03.2026", date(2026, 3, 1)), ("III тоқсан 2026", date(2026, 9, 30)),
        ("мерзімі – 30.06.2026 дейін", date(2026, 6, 30)), ("есеп 1 квартал 2026 года", date(2026, 3, 31)), ("тұрақты", None),
    ],
)  # fmt: skip
def test_days_inside_other_words(text: str, day: date | None) -> None:
    assert day_of(text) == day


def test_a_file_that_is_no_map_is_told(tmp_path: Path, ubb4: Run) -> None:
    book = tmp_path / "book.xlsx"
    new_workbook(book, {"name_kk": "Мысал", "kind": "district_akimat", "year": 2026}, {}, BUNDLED, Options(DAY))
    for name, data in (("map.jpg", b"x"), ("map.docx", b"not a document"), ("map.pdf", b"%PDF-1.4 nothing")):
        (tmp_path / name).write_bytes(data)
        done = ubb4("map", tmp_path / name, book, "-o", tmp_path / "list.xlsx")
        assert done.returncode == 2, (name, done.stderr)
        assert name in done.stderr
        assert "Traceback" not in done.stderr
