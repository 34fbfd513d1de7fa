"""Jobs on a whole workbook: everything that is asked of it, or done to it, in one journey."""

import jobs
import protect
import uno
from com.sun.star.beans.PropertyState import AMBIGUOUS_VALUE
from jobs_lists import remove_sheets, write_sheet
from jobs_undo import Step, begin_step, end_step, undo_step

VALUES, DATES, FORMULAS, NUMBERS = 1, 2, 16, 1  # com.sun.star.sheet.CellFlags, and FormulaResult.VALUE
MOMENT, LOGICAL = 2 | 4, 1024  # com.sun.star.util.NumberFormat: DATE, TIME; LOGICAL
HEAD = 12  # rows in which a heading is looked for


def whole_book(context, document, skip, until):
    """Values of all sheets but some -> [(name, visible, rows, dates, truths, errors, rows that are seen)].

    A sheet ends left of the first heading that begins with `until`. Dates and truths are areas (top, left, bottom, right).
    """
    return [whole_sheet(context, document, sheet, until) for sheet in each_sheet(document) if sheet.Name not in skip]


def each_sheet(document):
    sheets = document.Sheets
    for index in range(sheets.getCount()):
        yield sheets.getByIndex(index)


def whole_sheet(context, document, sheet, until):
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)
    at = cursor.getRangeAddress()
    row, column = at.EndRow, at.EndColumn
    if until:
        head = sheet.getCellRangeByPosition(0, 0, column, min(row, HEAD - 1)).getDataArray()
        ends = [place for line in head for place, value in enumerate(line) if isinstance(value, str) and value.startswith(until)]
        if ends and min(ends) > 0:
            column = min(ends) - 1
            row = last_row(sheet, row, column)
    area = sheet.getCellRangeByPosition(0, 0, column, row)
    rows = area.getDataArray()
    dates, truths = kinds(document, area, rows)
    missing = jobs.errors(context, document, area) if any(None in line for line in rows) else []
    seen = [(one.StartRow, one.EndRow) for one in area.queryVisibleCells().getRangeAddresses()]
    return sheet.Name, sheet.IsVisible, rows, dates, truths, missing, seen


def last_row(sheet, row, column):
    """The last row with something in the first columns: what lies further right may reach much further down."""
    filled = sheet.getCellRangeByPosition(0, 0, column, row).queryContentCells(1 | 2 | 4 | 16).getRangeAddresses()
    return max([one.EndRow for one in filled], default=0)


def kinds(document, area, rows):
    """Which numbers are shown as dates, and which as truth values."""
    if not any(type(value) is float for line in rows for value in line):
        return [], []
    dates, truths, types = [place(at) for at in area.queryContentCells(DATES).getRangeAddresses()], [], {}
    doubtful = [place(at) for at in area.queryFormulaCells(NUMBERS).getRangeAddresses()]
    for one, key in uniform(area, doubtful + truth_like(area, rows)):
        if key not in types:
            types[key] = document.NumberFormats.getByKey(key).Type
        if types[key] & (MOMENT | LOGICAL):
            (dates if types[key] & MOMENT else truths).append(one)
    return dates, truths


def uniform(area, places):
    """Areas cut until each has one number format -> (area, its key)."""
    places = list(places)
    while places:
        top, left, bottom, right = one = places.pop()
        cells = area.getCellRangeByPosition(left, top, right, bottom)
        if one[:2] == one[2:] or cells.getPropertyState("NumberFormat") != AMBIGUOUS_VALUE:
            yield one, cells.NumberFormat
        elif right > left:
            middle = (left + right) // 2
            places += [(top, left, bottom, middle), (top, middle + 1, bottom, right)]
        else:
            middle = (top + bottom) // 2
            places += [(top, left, middle, right), (middle + 1, left, bottom, right)]


def truth_like(area, rows):
    """Runs of the constants 0 and 1: only their format tells whether they are truth values."""
    out = []
    for at in area.queryContentCells(VALUES).getRangeAddresses():
        for column in range(at.StartColumn, at.EndColumn + 1):
            for row in range(at.StartRow, at.EndRow + 1):
                if rows[row][column] in (0.0, 1.0):
                    if out and out[-1][1] == column and out[-1][2] == row - 1:
                        out[-1] = (out[-1][0], column, row, column)
                    else:
                        out.append((row, column, row, column))
    return out


def place(at):
    return at.StartRow, at.StartColumn, at.EndRow, at.EndColumn


def all_notes(context, document, names):
    """The notes of some sheets -> [(sheet, row, column, text)]."""
    out = []
    for name in names:
        found = document.Sheets.getByName(name).Annotations
        for index in range(found.getCount()):
            note = found.getByIndex(index)
            at = note.getPosition()
            out.append((name, at.Row, at.Column, note.getString()))
    return out


def all_colours(context, document, places):
    """The colours of cells -> [number, -1 for none]."""
    sheets = {name: document.Sheets.getByName(name) for name in {one[0] for one in places}}
    return [sheets[name].getCellByPosition(column, row).CellBackColor for name, row, column in places]


def named_places(context, document, wanted):
    """Names that stand for cells -> [(name, sheet, row, column)]."""
    known, sheets, out = document.NamedRanges, document.Sheets.ElementNames, []
    for name in wanted:
        cells = known.getByName(name).getReferredCells() if known.hasByName(name) else None
        if cells is not None:
            at = cells.getRangeAddress()
            out.append((name, sheets[at.Sheet], at.StartRow, at.StartColumn))
    return out


def change_cells(context, document, title, changes):
    """Values, colours and notes of many cells, as one step of undo; all that is refused is refused first.

    changes: [(sheet, row, column, formula or value or None, colour or None, note or None)]
    """
    sheets = {name: document.Sheets.getByName(name) for name in {one[0] for one in changes}}
    for name, row, column, content, _, _ in changes:
        if sheets[name].isProtected():
            protect.check(sheets[name].getCellByPosition(column, row), content is not None)
    with Step(document, title):
        colour_cells(document, sheets, changes)
        for name, row, column, content, _, _ in changes:
            if content is not None:
                cell = sheets[name].getCellByPosition(column, row)
                cell.setValue(content) if isinstance(content, float) else cell.setString(content)
        for name, sheet in sheets.items():
            note_cells(sheet, [(row, column, note) for one, row, column, _, _, note in changes if one == name and note is not None])


def colour_cells(document, sheets, changes):
    by_colour = {}
    for name, row, column, _, colour, _ in changes:
        if colour is not None:
            by_colour.setdefault((name, colour), []).append((row, column, row, column))
    for (name, colour), places in by_colour.items():
        if colour != -1:
            jobs.some_cells(document, sheets[name], places).CellBackColor = colour
            continue
        for row, column, _, _ in places:  # no colour leaves no trace where the cell's style has none either
            cell = sheets[name].getCellByPosition(column, row)
            cell.setPropertyToDefault("CellBackColor")
            if cell.CellBackColor != -1:
                cell.CellBackColor = -1


def note_cells(sheet, notes):
    """The notes of cells: "" takes one away."""
    found = sheet.Annotations
    wanted = {(row, column): text for row, column, text in notes}
    for index in range(found.getCount() - 1, -1, -1):  # from the end: one that goes moves those after it
        note = found.getByIndex(index)
        at = note.getPosition()
        text = wanted.pop((at.Row, at.Column), None)
        if text == "":
            found.removeByIndex(index)
        elif text is not None:
            note.setString(text)
    for (row, column), text in wanted.items():
        if text:
            at = uno.createUnoStruct("com.sun.star.table.CellAddress")
            at.Sheet, at.Row, at.Column = sheet.getRangeAddress().Sheet, row, column
            found.insertNew(at, text)


# carried out inside LibreOffice, where an extension does that
__all__ = [
    "all_colours", "all_notes", "begin_step", "change_cells", "end_step", "named_places", "remove_sheets", "undo_step", "whole_book", "write_sheet",
]
