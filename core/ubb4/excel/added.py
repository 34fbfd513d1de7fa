"""The sheets that the toolkit adds to an open workbook: findings and deadlines as tables to work with, written as blocks, taken away whole.

A sheet of the officer's own that bears the same name is left alone; ours then gets a number.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from ubb4.book.decisions import NUMBER, Decision, newest, of_list
from ubb4.excel import calc_list
from ubb4.excel import kept as _kept
from ubb4.excel.entered import added_sheet, typed
from ubb4.excel.kept import Kept
from ubb4.excel.listing import ALARMS, REMARKS, TOP, Link, Listing, clipped, days_of, fits_a_list, free_name, height_of, runs, top_of
from ubb4.excel.structure import unlocked
from ubb4.excel.style import DEEP, FONT, GREY, TEAL
from ubb4.excel.touched import is_calc, is_shown, rows_of

if TYPE_CHECKING:
    import xlwings

RED = "#C00000"


def put(book: xlwings.Book, answer: Listing, change: Callable[[Kept], Kept] = lambda kept: kept) -> str:
    """Add the sheet, or write it anew in its place -> its name; `change` is done to what is kept. The sheet in front stays in front."""
    with _kept.in_place(book):
        kept = change(_kept.read(book))
        name = kept.sheets.get(answer.kind, "")
        new = not name
        if new:
            name = kept.sheets[answer.kind] = free_name(answer.title, book.sheet_names)
        if is_calc(book):
            with unlocked(book):
                calc_list.write(book, name, answer, _last(book))
            _kept.write(book, kept)
            return name
        sheet = _kept.add(book, name) if new else book.sheets[name]
        _kept.write(book, added_sheet(kept, name) if new else kept)
        _fill(sheet, answer, [] if new else _emptied(sheet))
    return name


def _last(book: xlwings.Book) -> str:
    """The last sheet but the hidden one of ours."""
    last = book.sheets[-1].name
    return last if last != _kept.SHEET else book.sheets[-2].name


def remove(book: xlwings.Book) -> int:
    """Take every sheet that we added away -> how many. What was decided in the list of findings is kept."""
    kept = _kept.read(book)
    if not kept.sheets:
        return 0
    with _kept.in_place(book):
        decisions = decided(book, kept)
        for name in kept.sheets.values():
            _kept.delete(book.sheets[name])
        _kept.write(book, _kept.Kept(marks=kept.marks, decisions=decisions))
    return len(kept.sheets)


def forget(book: xlwings.Book, kind: str) -> None:
    """Take the sheet of one kind away."""
    kept = _kept.read(book)
    name = kept.sheets.pop(kind, None)
    if name is not None:
        with _kept.in_place(book):
            _kept.delete(book.sheets[name])
            _kept.write(book, kept)


def decided(book: xlwings.Book, kept: Kept) -> dict[str, Decision]:
    """What is decided in the workbook: as kept, and newer in the list of findings."""
    name = kept.sheets.get("findings")
    return newest(kept.decisions, of_list(rows_of(book.sheets[name])) if name else {})


def find(book: xlwings.Book, kind: str) -> xlwings.Sheet | None:
    """The sheet of that kind, or None."""
    name = _kept.read(book).sheets.get(kind)
    return book.sheets[name] if name else None


def table(sheet: xlwings.Sheet) -> list[list[Any]]:
    """The numbered rows of such a sheet as they stand, below the headings, links as what they show."""
    rows = rows_of(sheet)
    start = next((n for n, row in enumerate(rows) if row[0] == NUMBER), len(rows))
    return [row for row in rows[start + 1 :] if row[0] != ""]


def _emptied(sheet: xlwings.Sheet) -> list[xlwings.main.AutoFilterCriteria]:
    """Ready to be written anew; a table stays -> the officer's filter: over rows that it hides Excel writes a block wrongly."""
    if not is_shown(sheet):
        with unlocked(sheet.book):
            sheet.visible = True
    filtered = [each for table in sheet.tables for each in table.autofilter.criteria if each.type != "none"]
    for table in sheet.tables if filtered else ():
        table.autofilter.clear()
    used = sheet.used_range
    used.rows.hidden = False
    used.api.ClearOutline()
    rows = used.last_cell.row
    if rows > TOP + 1:
        sheet.range((TOP + 2, 1), (rows, used.last_cell.column)).clear()
    return filtered


def _fill(sheet: xlwings.Sheet, answer: Listing, filtered: Sequence[xlwings.main.AutoFilterCriteria]) -> None:
    width, top = len(answer.headings), top_of(answer)
    blank = [""] * (width - 1)
    # the numbers' column is first: the headings' «№» is how the table is found again
    block = [[_text(cell) for cell in row] for row in (*([line, *blank] for line in top), answer.headings, *answer.rows)]
    whole = sheet.range((1, 1), (len(block), width))
    whole.font.name, whole.font.size = FONT, 10
    for row, place in answer.as_text:
        sheet.range((TOP + 2 + row, place + 1)).number_format = "@"
    whole.value = block
    sheet.show_gridlines = False
    for place, each in enumerate(answer.widths):
        sheet.range((1, place + 1), (1, place + 1)).column_width = each
    _links(sheet, answer, TOP)
    sheet["A1"].font.bold, sheet["A1"].font.size = True, 14
    sheet["A1"].font.color, sheet["A2"].font.color = DEEP, GREY
    for row in (ALARMS, REMARKS):
        cells = sheet.range((row, 1), (row, width))
        cells.merge()
        cells.wrap_text, cells.vertical_alignment, cells.row_height = True, "top", height_of(answer, top[row - 1])
    sheet.range((ALARMS, 1)).font.color, sheet.range((ALARMS, 1)).font.bold = RED, True
    headings = sheet.range((TOP + 1, 1), (TOP + 1, width))
    headings.font.bold, headings.font.color, headings.color, headings.wrap_text = True, "#FFFFFF", TEAL, True
    if answer.rows:
        body = sheet.range((TOP + 2, 1), (TOP + 1 + len(answer.rows), width))
        body.wrap_text = True
        body.vertical_alignment = "top"
        _dates(sheet, answer, TOP)
        for first, last, colour in runs(answer.fills):
            sheet.range((TOP + 2 + first, 2), (TOP + 2 + last, 2)).color = colour
        body.rows.autofit()
    _workable(sheet, answer, filtered)


def _freeze(sheet: xlwings.Sheet, rows: int) -> None:
    """The first rows stay in sight; xlwings has no word for it on Windows, and Excel does it to the sheet in front alone."""
    sheet.activate()
    window = sheet.book.app.api.ActiveWindow
    window.FreezePanes, window.SplitColumn, window.SplitRow = False, 0, rows
    window.FreezePanes = True


def _workable(sheet: xlwings.Sheet, answer: Listing, filtered: Sequence[xlwings.main.AutoFilterCriteria]) -> None:
    """A table with a filter, a head that stays, answers to choose from, rows that fold."""
    width, last = len(answer.headings), TOP + 1 + max(1, len(answer.rows))
    cells = sheet.range((TOP + 1, 1), (last, width))
    if len(sheet.tables):
        sheet.tables[0].resize(cells)
    else:  # Excel names it: a name of ours may be borne by a list that the officer has renamed
        sheet.tables.add(source=cells, table_style_name="TableStyleLight1")
        _freeze(sheet, TOP + 1)
    _choices(sheet, answer, width, last)
    for first, end in answer.folds:
        rows = sheet.range((TOP + 2 + first, 1), (TOP + 2 + end, 1))
        rows.api.EntireRow.Group()  # xlwings' own word for it is not there on Windows
        rows.rows.hidden = True
    for each in filtered:  # for the new rows too
        if each.values:
            sheet.tables[0].autofilter.apply_values(each.field, each.values)
        elif each.operator and each.value1 is not None:
            sheet.tables[0].autofilter.apply_comparison(each.field, each.operator, each.value1, each.value2)


def _choices(sheet: xlwings.Sheet, answer: Listing, width: int, last: int) -> None:
    """Answers stand in cells that nobody sees, in the row of what takes them: a list within a rule is cut by a separator that each country has its own of."""
    taking = [(sheet.range((TOP + 2, place + 1), (last, place + 1)), n, labels) for n, (place, labels) in enumerate(answer.choices.items(), 1)]
    taking += [(sheet.range((TOP + 2 + row, place + 1)), TOP + 2 + row, labels) for (row, place), labels in answer.cell_choices.items() if fits_a_list(labels)]
    for cells, row, labels in taking:
        kept = sheet.range((row, width + 2), (row, width + 1 + len(labels)))
        kept.value = [typed(each) for each in labels]
        cells.data_validation.set_list(kept)
    if taking:
        sheet.range((1, width + 2), (1, width + 1 + max(len(labels) for *__, labels in taking))).columns.hidden = True


def _text(cell: Any) -> Any:
    if isinstance(cell, Link):
        return ""
    return typed(clipped(cell) if isinstance(cell, str) else cell)


def _links(sheet: xlwings.Sheet, answer: Listing, head: int) -> None:
    for place in range(len(answer.headings)):
        column = [row[place] for row in answer.rows]
        if any(isinstance(cell, Link) for cell in column):
            cells = sheet.range((head + 2, place + 1), (head + 1 + len(column), place + 1))
            cells.formula = [[cell.formula if isinstance(cell, Link) else ""] for cell in column]
            cells.font.color = "#0563C1"


def _dates(sheet: xlwings.Sheet, answer: Listing, head: int) -> None:
    for place in range(len(answer.headings)):
        for first, last in days_of([row[place] for row in answer.rows]):
            sheet.range((head + 2 + first, place + 1), (head + 2 + last, place + 1)).number_format = "dd.mm.yyyy"
