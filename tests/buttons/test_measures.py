"""The button «Көрсеткіштер» and the rows of a register of pairs, in the real LibreOffice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import xlwings as xw

from ubb4 import buttons
from ubb4.base import text
from ubb4.buttons.pressed import Hand, Told
from ubb4.desk.desk import Desk
from ubb4.desk.measures import measures
from ubb4.desk.new import new_workbook
from ubb4.desk.opened import Options
from ubb4.excel import added as answers
from ubb4.excel import file, front_live

pytest.importorskip("xlwings_libreoffice")
TODAY = Options(date(2026, 10, 20))
Press = Callable[[str], Told]


@pytest.fixture
def press(app: xw.App) -> Press:
    return lambda line: buttons.run(line, Hand(app, TODAY))


def test_measures_are_listed_and_the_front_page_follows(app: xw.App, press: Press, demo: Path, tmp_path: Path) -> None:
    path = tmp_path / "region.kk.xlsx"
    path.write_bytes((demo / path.name).read_bytes())
    book = app.books.open(path)
    with book_closed(book):
        desk = Desk(TODAY)
        wanted = measures(desk.take(file.read(path), path.name)).to_json()["measures"]
        sheet = book.sheets["Құжаттар"]
        score = book.names[front_live.TEXT + "share_s9"].refers_to_range
        bar = book.names[front_live.BAR + "share_s9"].refers_to_range
        before = score.value
        assert "балл — 1,4" in before
        assert bar.value == 70
        link = next(row for row in range(5, 90) if sheet[f"A{row}"].value == "N8" and not sheet[f"G{row}"].value)
        sheet[f"G{link}"].value = "https://n8.example.kz/s5.pdf"
        told = press("measures")
        listed = answers.find(book, "measures")
        assert listed is not None
        rows = answers.table(listed)
        assert [row[2] for row in rows] == [each["subtask"] for each in wanted]
        shown = {row[3].splitlines()[0]: row for row in rows}
        assert shown["Құжаттар бойынша балл"][1] == "1,6 балл"
        assert "8 / 10 = 80 % → 1,6 балл." in shown["Құжаттар бойынша балл"][3]
        assert "Субъектілер: 13, 14" in shown["Құжаттар бойынша балл"][7]
        assert score.value == before.replace("10 субъектіден 7; балл — 1,4", "10 субъектіден 8; балл — 1,6")
        assert bar.value == 80
        assert told.question
        with text.speaking("ru"):
            press("measures")
        assert "балл — 1,6" in score.value
        assert score.value.startswith("Все восемь документов на сайте: 8 из 10")


def test_a_page_without_the_names_is_left_alone(app: xw.App, press: Press, demo: Path, tmp_path: Path) -> None:
    path = tmp_path / "company.kk.xlsx"
    path.write_bytes((demo / path.name).read_bytes())
    book = app.books.open(path)
    with book_closed(book):
        page = book.names[front_live.TEXT + "share_s9"].refers_to_range
        for name in list(book.names):
            if name.name.lower().startswith("ubb4_text"):
                name.delete()
        before = page.value
        press("measures")
        assert page.value == before
        assert answers.find(book, "measures") is not None


def test_every_row_that_a_register_of_pairs_lacks_is_added(app: xw.App, press: Press, tmp_path: Path) -> None:
    path = tmp_path / "n.xlsx"
    rows = {
        "entities": [{"id": "N1", "name_kk": "«Бір» АҚ"}, {"id": "N2", "name_kk": "«Екі» ЖШС"}],
        "documents": [{"entity": "N1", "document": "S2", "present": "yes"}],
    }
    new_workbook(path, {"name_kk": "Облыс", "kind": "regional_akimat", "year": 2026}, {**rows, "entities": rows["entities"][:1]},
                 ["project3_compliance"], TODAY)  # fmt: skip
    book = app.books.open(path)
    with book_closed(book):
        sheet = book.sheets["Құжаттар"]
        assert [sheet[f"A{row}"].value for row in range(5, 13)] == ["N1"] * 8, "a new workbook has the pairs of the keys given"
        book.sheets["Субъектілер"]["A6"].value = ["N2", "«Екі» ЖШС"]
        press("check")
        assert any("жол жоқ" in str(row[4]) for row in answers.table(answers.find(book, "findings")))
        sheet.activate()
        assert press("row").text == "8 жол қосылды."
        added = sheet["A13:B20"].value
        assert [row[0] for row in added] == ["N2"] * 8
        assert added[0][1] == "комплаенс-қызмет туралы ереже"
        assert len({row[1] for row in added}) == 8
        press("check")
        assert not any("жол жоқ" in str(row[4]) for row in answers.table(answers.find(book, "findings")))


class book_closed:
    """Close the workbook, whatever happened."""

    def __init__(self, book: xw.Book) -> None:
        self.book = book

    def __enter__(self) -> None:
        return None

    def __exit__(self, *failed: object) -> None:
        self.book.close()
