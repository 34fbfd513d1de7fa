"""Jobs that write a whole sheet: values, looks, links, a filter, rows that fold."""

import jobs
import uno
from jobs_undo import Step


def write_sheet(context, document, title, name, after, block):
    """Write a sheet, a new one behind another or what is left of an old one -> whether it is new, one step of undo.

    block: {rows, formulas: [(row, column, text)], looks: [((top, left, bottom, right), {property: value})], widths,
    tall: (first, last), table: (name, (top, left, bottom, right)), freeze: rows}
    """
    with Step(document, title):
        new = not document.Sheets.hasByName(name)
        if new:
            place = document.Sheets.getByName(after).getRangeAddress().Sheet + 1
            document.Sheets.insertNewByName(name, place)
        sheet = document.Sheets.getByName(name)
        single = 0
        if not new and block.get("table"):
            head = block["table"][1][0]
            make_room(sheet, head, len(block["rows"]) - head - 1)
            single = head + 2
        elif not new:  # a few rows without a filter: to insert rows would make every formula of the workbook look where it points
            single = len(block["rows"])
            clear_below(sheet, single)
        fill_sheet(context, document, sheet, block, single)
        if block.get("table"):
            filter_table(document, sheet, *block["table"])
    if new and block.get("freeze") and document.CurrentController is not None:
        freeze(document, sheet, block["freeze"])
    return new


def make_room(sheet, head, count):
    """Fresh rows below the headings, as many as are wanted; the first one stays, for a filter needs it.

    LibreOffice's undo of a block leaves what it put into empty cells: rows that were inserted go whole.
    """
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)
    at = cursor.getRangeAddress()
    sheet.clearOutline()
    sheet.getCellRangeByPosition(0, 0, 0, at.EndRow).Rows.IsVisible = True
    if at.EndRow > head + 1:
        sheet.Rows.removeByIndex(head + 2, at.EndRow - head - 1)
    sheet.getCellRangeByPosition(0, head + 1, at.EndColumn, head + 1).clearContents(1 | 2 | 4 | 8 | 16 | 32 | 512)
    if count > 1:
        sheet.Rows.insertByIndex(head + 2, count - 1)


def clear_below(sheet, row):
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)
    at = cursor.getRangeAddress()
    if at.EndRow >= row:
        sheet.getCellRangeByPosition(0, row, at.EndColumn, at.EndRow).clearContents(1 | 2 | 4 | 16)


def put_rows(sheet, rows, single):
    """Values: the first rows cell by cell, the rest as a block."""
    for number, row in enumerate(rows[:single]):
        for place, value in enumerate(row):
            cell = sheet.getCellByPosition(place, number)
            if value != (cell.getValue() if isinstance(value, float) else cell.getString()):
                cell.setValue(value) if isinstance(value, float) else cell.setString(value)
    if len(rows) > single:
        sheet.getCellRangeByPosition(0, single, len(rows[0]) - 1, len(rows) - 1).setDataArray(rows[single:])


def fill_sheet(context, document, sheet, block, single):
    rows = block["rows"]
    for (top, left, bottom, right), looks in block["looks"]:
        names = sorted(looks)  # the multi property set wants them in order
        looks = {key: jobs.format_key(context, document, value) if key == "NumberFormat" else value for key, value in looks.items()}
        sheet.getCellRangeByPosition(left, top, right, bottom).setPropertyValues(tuple(names), tuple(looks[key] for key in names))
    put_rows(sheet, rows, single)
    for row, column, text in block["formulas"]:
        sheet.getCellByPosition(column, row).setFormula(text)
    for place, wide in enumerate(block["widths"]):
        column = sheet.Columns.getByIndex(place)
        column.IsVisible = bool(wide)
        if wide:
            column.Width = wide
    if block.get("tall"):
        first, last = block["tall"]
        sheet.getCellRangeByPosition(0, first, 0, last).Rows.OptimalHeight = True
    for top, left, bottom, right in block["merges"]:
        sheet.getCellRangeByPosition(left, top, right, bottom).merge(True)
    for row, high in block["heights"]:
        sheet.Rows.getByIndex(row).Height = high
    for (top, left, bottom, right), labels in block["choices"]:
        choices(sheet.getCellRangeByPosition(left, top, right, bottom), labels)
    for first, last in block["folds"]:
        at = sheet.getCellRangeByPosition(0, first, 0, last).getRangeAddress()
        sheet.group(at, uno.Enum("com.sun.star.table.TableOrientation", "ROWS"))
        sheet.hideDetail(at)
    sheet.TabColor = block.get("tab", -1)
    if block["hidden"] == sheet.IsVisible:
        sheet.IsVisible = not block["hidden"]


def choices(cells, labels):
    """A list to choose from."""
    rule = cells.Validation
    rule.Type = uno.Enum("com.sun.star.sheet.ValidationType", "LIST")
    rule.setFormula1(labels)
    cells.Validation = rule


def filter_table(document, sheet, name, place):
    """The area that has a filter; one that is there already keeps its filter and gets its new size."""
    top, left, bottom, right = place
    at = sheet.getCellRangeByPosition(left, top, right, bottom).getRangeAddress()
    known = document.DatabaseRanges
    if known.hasByName(name):
        known.getByName(name).setDataArea(at)
        known.getByName(name).refresh()
    else:
        known.addNewByName(name, at)
        known.getByName(name).ContainsHeader = True
        known.getByName(name).AutoFilter = True


def freeze(document, sheet, rows):
    controller = document.CurrentController
    front = controller.ActiveSheet
    controller.setActiveSheet(sheet)
    controller.freezeAtPosition(0, rows)
    controller.setActiveSheet(front)


def remove_sheets(context, document, title, names):
    with Step(document, title):
        for name in names:
            for table in document.DatabaseRanges.ElementNames:
                if document.DatabaseRanges.getByName(table).DataArea.Sheet == document.Sheets.getByName(name).getRangeAddress().Sheet:
                    document.DatabaseRanges.removeByName(table)
            document.Sheets.removeByName(name)
