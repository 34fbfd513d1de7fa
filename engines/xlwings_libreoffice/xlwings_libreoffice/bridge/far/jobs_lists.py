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
        if not new:
            cursor = sheet.createCursor()
            cursor.gotoEndOfUsedArea(False)
            at = cursor.getRangeAddress()
            sheet.clearOutline()
            sheet.getCellRangeByPosition(0, 0, 0, at.EndRow).Rows.IsVisible = True
            sheet.getCellRangeByPosition(0, 0, at.EndColumn, at.EndRow).clearContents(1 | 2 | 4 | 8 | 16 | 32 | 512)
        fill_sheet(context, document, sheet, block)
        if block.get("table"):
            filter_table(document, sheet, *block["table"])
    if new and block.get("freeze") and document.CurrentController is not None:
        freeze(document, sheet, block["freeze"])
    return new


def fill_sheet(context, document, sheet, block):
    rows = block["rows"]
    width = len(rows[0])
    whole = sheet.getCellRangeByPosition(0, 0, width - 1, len(rows) - 1)
    for (top, left, bottom, right), looks in block["looks"]:
        names = sorted(looks)  # the multi property set wants them in order
        looks = {key: jobs.format_key(context, document, value) if key == "NumberFormat" else value for key, value in looks.items()}
        sheet.getCellRangeByPosition(left, top, right, bottom).setPropertyValues(tuple(names), tuple(looks[key] for key in names))
    whole.setDataArray(rows)
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
