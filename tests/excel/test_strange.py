"""Workbooks as other people's hands and programs leave them: the same answers as from the tidy one, and what was passed over is told.

The changes are made by openpyxl, a writer that is not ours; the tidy workbook's own answers are the measure.
"""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet

from ubb4.base.spelling import folded
from ubb4.book.finding import Finding
from ubb4.book.typed import is_unclear_number, parse_number, parse_term
from ubb4.desk.check import check
from ubb4.desk.desk import Desk
from ubb4.desk.due import due
from ubb4.desk.opened import Opened, Options
from ubb4.excel import file

TODAY = Options(date(2026, 8, 10))
HEAD, FIRST = 4, 5  # rows of the template's registers
Change = Callable[[openpyxl.Workbook], None]
CHANGES: dict[str, tuple[Change, dict[str, int]]] = {}


def change(**told: int) -> Callable[[Change], Change]:
    """A change after which nothing but the codes told, so many of each, comes beside the tidy workbook's findings."""

    def keep(made: Change) -> Change:
        CHANGES[made.__name__] = made, {code.replace("_", "-"): count for code, count in told.items()}
        return made

    return keep


def _plan(book: openpyxl.Workbook) -> Worksheet:
    sheet: Worksheet = book["План"]
    return sheet


def _end(sheet: Worksheet) -> int:
    return max(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value is not None)


def _row(sheet: Worksheet, number: int, values: list[Any]) -> None:
    for place, value in enumerate(values, 1):
        sheet.cell(number, place).value = value


@change(row_skipped=1)
def numbers_under_the_heads(book: openpyxl.Workbook) -> None:
    sheet = _plan(book)
    sheet.insert_rows(FIRST)
    _row(sheet, FIRST, [1, 2, 3, 4, 5, 6])


@change(row_skipped=1)
def numbers_as_text(book: openpyxl.Workbook) -> None:
    sheet = _plan(book)
    sheet.insert_rows(FIRST)
    _row(sheet, FIRST, ["1", "2", "3", "4", "5", "6"])


@change(row_skipped=1)
def a_total_below(book: openpyxl.Workbook) -> None:
    sheet = _plan(book)
    _row(sheet, _end(sheet) + 1, ["Итого:", 13, None, None, 13])


@change(row_skipped=1)
def the_total_of_a_table(book: openpyxl.Workbook) -> None:
    sheet = _plan(book)
    for name in list(sheet.tables):
        del sheet.tables[name]
    last = _end(sheet) + 1
    _row(sheet, last, ["Σ", "13", "x", "x", "x", "x"])
    table = Table(displayName="plan_with_total", ref=f"A{HEAD}:F{last}", totalsRowCount=1)
    sheet.add_table(table)


@change(row_skipped=2)
def headings_of_sections(book: openpyxl.Workbook) -> None:
    sheet = _plan(book)
    for number, words in ((FIRST + 6, "Раздел 2. Государственные закупки"), (FIRST, "Раздел 1. Кадры")):
        sheet.insert_rows(number)
        sheet.cell(number, 1).value = words
    for number in (FIRST, FIRST + 7):
        sheet.merge_cells(start_row=number, start_column=1, end_row=number, end_column=6)


@change(row_skipped=2)
def notes_below(book: openpyxl.Workbook) -> None:
    sheet = _plan(book)
    last = _end(sheet)
    sheet.cell(last + 2, 1).value = "* сроки указаны по решению рабочей группы"
    sheet.cell(last + 3, 1).value = "Исполнитель: отдел кадров, тел. 00-00-00"


@change(merged_cells=1)
def one_answer_over_three_rows(book: openpyxl.Workbook) -> None:
    sheet = book["Должности"]
    assert len({sheet.cell(row, 1).value for row in range(FIRST, FIRST + 3)}) == 1
    sheet.merge_cells(start_row=FIRST, start_column=1, end_row=FIRST + 2, end_column=1)


@change(sheet_not_read=1)
def a_copy_of_the_plan(book: openpyxl.Workbook) -> None:
    book.copy_worksheet(_plan(book)).title = "План (2)"


@change(sheet_not_read=1)
def the_copy_stands_first(book: openpyxl.Workbook) -> None:
    copy = book.copy_worksheet(_plan(book))
    copy.title = "план старый"
    book.move_sheet(copy, -len(book.worksheets) + 1)


@change(sheet_not_read=1)
def a_hidden_copy(book: openpyxl.Workbook) -> None:
    copy = book.copy_worksheet(_plan(book))
    copy.title = "черновик"
    copy.sheet_state = "hidden"


@change()
def the_head_far_below(book: openpyxl.Workbook) -> None:
    _plan(book).insert_rows(1, 60)


@change()
def a_cell_in_the_last_column_and_row(book: openpyxl.Workbook) -> None:
    _plan(book)["XFD900"].value = "забыто"


@change()
def odd_letters_in_headers(book: openpyxl.Workbook) -> None:
    sheet = _plan(book)
    assert sheet.cell(HEAD, 3).value == "Мероприятие"
    sheet.cell(HEAD, 1).value = "Меро\u00adприятие\u00a0№"
    sheet.cell(HEAD, 2).value = "\ufeffРиск\u2009No"
    sheet.cell(HEAD, 3).value = "Mepoприятиe\u200b"


@change(odd_spaces=1)
def odd_letters_in_keys(book: openpyxl.Workbook) -> None:
    """The risk T1 with a Cyrillic Т in the plan, where the register of risks has a Latin one."""
    sheet = _plan(book)
    assert sheet.cell(FIRST, 2).value == "T1"
    sheet.cell(FIRST, 2).value = "\u04221"
    sheet.cell(FIRST + 1, 2).value = "\u200bT2"


@change()
def days_count_from_1904(book: openpyxl.Workbook) -> None:
    book.epoch = CALENDAR_MAC_1904


@change(date_as_text=1)
def a_bare_number_of_a_day_from_1904(book: openpyxl.Workbook) -> None:
    book.epoch = CALENDAR_MAC_1904
    cell = book["График"].cell(FIRST, 2)
    assert cell.value == datetime(2026, 6, 1)
    cell.value, cell.number_format = (date(2026, 6, 1) - date(1904, 1, 1)).days, "General"


@change(date_as_text=1)
def a_bare_number_of_a_day(book: openpyxl.Workbook) -> None:
    cell = book["График"].cell(FIRST, 2)
    cell.value, cell.number_format = (date(2026, 6, 1) - date(1899, 12, 30)).days, "General"


@change()
def two_lines_of_heads(book: openpyxl.Workbook) -> None:
    """A band «Исполнение» over two heads, the other heads merged down over both lines."""
    sheet = _plan(book)
    for name in list(sheet.tables):
        del sheet.tables[name]
    sheet.insert_rows(FIRST)
    for place in (5, 6):
        sheet.cell(FIRST, place).value = sheet.cell(HEAD, place).value
        sheet.cell(HEAD, place).value = None
    sheet.cell(HEAD, 5).value = "Исполнение"
    sheet.merge_cells(start_row=HEAD, start_column=5, end_row=HEAD, end_column=6)
    for place in range(1, 5):
        sheet.merge_cells(start_row=HEAD, start_column=place, end_row=FIRST, end_column=place)


@pytest.fixture(scope="module")
def tidy(demo: Path) -> Path:
    return demo / "medcentre.ru.xlsx"


def _opened(path: Path) -> Opened:
    return Desk(TODAY).take(file.read(path), path.name, path)


def _answers(opened: Opened) -> tuple[dict[str, dict[str, list[Any]]], list[tuple[Any, ...]], Counter[tuple[str, str]]]:
    def plain(value: Any) -> Any:
        return value.date() if isinstance(value, datetime) else value

    rows = {
        name: {column: [plain(value) for value in values] for column, values in table.data.items()}
        for name, table in opened.book.tables.items() if table.present
    }  # fmt: skip
    days = [(each.subtask, each.day, each.state) for each in due(opened).deadlines]
    return rows, days, Counter((each.code, each.column) for each in check(opened).findings)


@pytest.fixture(scope="module")
def measure(tidy: Path) -> tuple[Any, ...]:
    return _answers(_opened(tidy))


def _folded(rows: dict[str, dict[str, list[Any]]]) -> dict[str, Any]:
    return {name: {c: [folded(v) if isinstance(v, str) else v for v in values] for c, values in columns.items()} for name, columns in rows.items()}


def _changed(tidy: Path, folder: Path, made: Change) -> Path:
    book = openpyxl.load_workbook(tidy)
    made(book)
    path = folder / "changed.xlsx"
    book.save(path)
    return path


@pytest.mark.parametrize("name", CHANGES)
def test_the_same_answers(name: str, tidy: Path, measure: tuple[Any, ...], tmp_path: Path) -> None:
    made, told = CHANGES[name]
    rows, days, codes = _answers(_opened(_changed(tidy, tmp_path, made)))
    assert _folded(rows) == _folded(measure[0])
    assert days == measure[1]
    more = Counter[str]()
    for (code, __), count in (codes - measure[2]).items():
        more[code] += count
    assert dict(more) == told
    assert measure[2] - codes == Counter(), "nothing that was found is lost"


def _findings(tidy: Path, folder: Path, made: Change) -> list[Finding]:
    return list(check(_opened(_changed(tidy, folder, made))).findings)


@pytest.mark.parametrize("words", [" ", "\u00a0", "—", "-", "нет", "Жоқ", "н/д", "…"])
def test_a_required_answer_that_is_none(words: str, tidy: Path, tmp_path: Path) -> None:
    def emptied(book: openpyxl.Workbook) -> None:
        _plan(book).cell(FIRST, 5).value = None

    def crossed(book: openpyxl.Workbook) -> None:
        _plan(book).cell(FIRST, 5).value = words

    def of_cell(found: list[Finding]) -> set[str]:
        return {each.code for each in found if each.cell == "E5" and each.severity == "error"}

    wanted = of_cell(_findings(tidy, tmp_path, emptied))
    assert wanted
    assert of_cell(_findings(tidy, tmp_path, crossed)) == wanted


@pytest.mark.parametrize("written", ["1E400", "-INF", "NaN"])
def test_a_number_without_end_costs_one_cell(written: str, tidy: Path, tmp_path: Path, measure: tuple[Any, ...]) -> None:
    def made(book: openpyxl.Workbook) -> None:
        book["Обсуждения"].cell(FIRST, 6).value = 424242.5

    book = _changed(tidy, tmp_path, made)
    with zipfile.ZipFile(book) as archive:
        parts = {name: archive.read(name).replace(b"<v>424242.5</v>", f"<v>{written}</v>".encode()) for name in archive.namelist()}
    with zipfile.ZipFile(book, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    found = list(check(_opened(book)).findings)
    assert [each for each in found if each.cell == "F5" and each.severity == "error"]
    assert measure[2] - Counter((each.code, each.column) for each in found) == Counter()


MONEY = {
    "250 000": 250_000, "250\u00a0000,50": 250_000.5, "1 250 000 тг": 1_250_000, "12 000 теңге": 12_000, "1.250.000": 1_250_000, "1,250,000.5": 1_250_000.5,
    "1'250'000": 1_250_000, "0,5": 0.5, "-3": -3,
}  # fmt: skip


@pytest.mark.parametrize("words", MONEY)
def test_money_as_people_write_it(words: str) -> None:
    assert parse_number(words) == MONEY[words]
    assert not is_unclear_number(words)


@pytest.mark.parametrize("words", ["250.000", "1,250"])
def test_a_number_that_reads_two_ways_is_asked_about(words: str) -> None:
    assert is_unclear_number(words)


@pytest.mark.parametrize(
    ("shown", "why"), [("mmm\\-yy", "Excel's own after «мар.26»"), ("[$-419]mmmm\\ yyyy;@", "the one chosen by hand"), ("mm/yyyy", "digits")]
)
def test_a_day_shown_as_its_month_is_the_month(shown: str, why: str, tidy: Path, tmp_path: Path) -> None:
    def made(book: openpyxl.Workbook) -> None:
        cell = _plan(book).cell(FIRST, 6)
        cell.value, cell.number_format = datetime(2026, 9, 1), shown

    opened = _opened(_changed(tidy, tmp_path, made))
    term = parse_term(str(opened.book["plan"].data["term"][0]))
    assert (term.kind, term.ends_on) == ("month", date(2026, 9, 30)), why
