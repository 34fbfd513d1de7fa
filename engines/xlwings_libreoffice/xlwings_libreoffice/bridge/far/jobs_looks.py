"""Jobs on how cells look, how large they are, and where a block ends."""

import jobs
import uno
from com.sun.star.beans.PropertyState import AMBIGUOUS_VALUE


def sizes(context, area, columns, most):
    """The common width of columns or height of rows in hundredths of a millimetre, or None when they differ."""
    at, sheet = area.getRangeAddress(), area.Spreadsheet
    first, last = (at.StartColumn, at.EndColumn) if columns else (at.StartRow, at.EndRow)
    step = max(1, -(-(last - first + 1) // most))
    found = set()
    for start in range(first, last + 1, step):
        end = min(last, start + step - 1)
        if columns:
            size = sheet.getCellRangeByPosition(start, 0, end, 0).Size.Width
        else:
            size = sheet.getCellRangeByPosition(0, start, 0, end).Size.Height
        found.add(round(size / (end - start + 1) * 1440 / 2540))
        if max(found) - min(found) > 1:  # less is rounding
            return None
    return min(found)


def visible(context, area, columns):
    """Whether all columns or rows of an area are visible: True, False, or None when some are."""
    at = area.getRangeAddress()
    shown = area.queryVisibleCells().getRangeAddresses()
    if columns:
        seen = set().union(*(range(one.StartColumn, one.EndColumn + 1) for one in shown))
        total = at.EndColumn - at.StartColumn + 1
    else:
        seen = set().union(*(range(one.StartRow, one.EndRow + 1) for one in shown))
        total = at.EndRow - at.StartRow + 1
    return True if len(seen) == total else None if seen else False


def merge(context, area):
    """Merge into one cell, which keeps the first value that there was; the others go, as in Excel."""
    area.merge(False)  # merging over merged cells does nothing
    rows = area.getFormulaArray()
    filled = [(r, c) for r, row in enumerate(rows) for c, text in enumerate(row) if text != ""]
    for place, (r, c) in enumerate(filled):
        cell = area.getCellByPosition(c, r)
        if place == 0 and (r, c) != (0, 0):
            area.getCellByPosition(0, 0).setFormula(cell.getFormula())
        if (r, c) != (0, 0):
            cell.clearContents(1 | 2 | 4 | 16)
    area.merge(True)


def merge_rows(context, area):
    """Merge each row of an area by itself."""
    at, sheet = area.getRangeAddress(), area.Spreadsheet
    for row in range(at.StartRow, at.EndRow + 1):
        sheet.getCellRangeByPosition(at.StartColumn, row, at.EndColumn, row).merge(True)


def copy_down(context, sheet, area):
    """Copy the first cell of an area into all of it, without its looks: values only."""
    at = area.getRangeAddress()
    first = sheet.getCellByPosition(at.StartColumn, at.StartRow)
    content = first.getFormula()
    # by rows doubling would copy looks too; a block at a time keeps memory small
    width = at.EndColumn - at.StartColumn + 1
    step = max(1, 500000 // width)
    for row in range(at.StartRow, at.EndRow + 1, step):
        last = min(at.EndRow, row + step - 1)
        block = sheet.getCellRangeByPosition(at.StartColumn, row, at.EndColumn, last)
        jobs.put(context, block, ((content,) * width,) * (last - row + 1), True)


def block_end(context, sheet, row, column, way):
    """Where Ctrl and an arrow key lead from a cell -> (row, column)."""
    down, right = {"down": (1, 0), "up": (-1, 0), "right": (0, 1), "left": (0, -1)}[way]
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)
    at = cursor.getRangeAddress()
    limit = {"down": at.EndRow, "up": 0, "right": at.EndColumn, "left": 0}[way]
    edge = {"down": 1048575, "up": 0, "right": 16383, "left": 0}[way]
    start = row if down else column
    if (start >= limit and way in ("down", "right")) or start == edge:
        return (edge, column) if down else (row, edge)
    low, high = sorted((start, limit))
    if down:
        line = [one[0] for one in sheet.getCellRangeByPosition(column, low, column, high).getFormulaArray()]
    else:
        line = list(sheet.getCellRangeByPosition(low, row, high, row).getFormulaArray()[0])
    if way in ("up", "left"):
        line.reverse()
    filled = [text != "" for text in line]
    here = 0
    if filled[0] and filled[1]:
        while here + 1 < len(filled) and filled[here + 1]:
            here += 1
    else:
        here = next((index for index in range(1, len(filled)) if filled[index]), None)
        if here is None:
            return (edge, column) if down else (row, edge)
    step = down + right
    return (row + step * here, column) if down else (row, column + step * here)


def merged(context, area):
    """Whether an area's cells are merged: True, False, or None when some are."""
    if not area.getIsMerged():
        cursor = area.Spreadsheet.createCursorByRange(area)
        cursor.collapseToMergedArea()
        if cursor.getRangeAddress() == area.getRangeAddress():
            return False
    at, sheet = area.getRangeAddress(), area.Spreadsheet
    first = sheet.createCursorByRange(sheet.getCellRangeByPosition(at.StartColumn, at.StartRow, at.StartColumn, at.StartRow))
    first.collapseToMergedArea()
    corner = first.getRangeAddress()
    if (corner.StartRow, corner.StartColumn) == (corner.EndRow, corner.EndColumn):
        single = at.StartRow == at.EndRow and at.StartColumn == at.EndColumn
        return False if single else None
    return True if corner.EndRow >= at.EndRow and corner.EndColumn >= at.EndColumn else None


def common(context, holder, name):
    """A property that all cells or letters share, None when they differ."""
    if holder.getPropertyState(name) == AMBIGUOUS_VALUE:
        return None
    return getattr(holder, name)


def text_cursor(context, text, start, length):
    """A cursor over a piece of a text."""
    cursor = text.createTextCursor()
    cursor.gotoStart(False)
    while start > 0:  # a step is a short number
        cursor.goRight(min(start, 30000), False)
        start -= 30000
    if length is None:
        cursor.gotoEnd(True)
    else:
        cursor.goRight(length, True)
    return cursor


def draw_line(context, area, field, diagonal, line):
    """Draw one kind of line of an area."""
    if diagonal:
        setattr(area, diagonal, line)
        return
    border = area.TableBorder2
    for name in ("TopLine", "BottomLine", "LeftLine", "RightLine", "VerticalLine", "HorizontalLine", "Distance"):
        setattr(border, "Is%sValid" % name, name == field)
    setattr(border, field, line)
    area.TableBorder2 = border


def color_cells(context, document, sheet, areas):
    """Fill single cells. areas: {colour: [(row, column)]}."""
    for color, places in areas.items():
        cells = jobs.some_cells(document, sheet, [(row, column, row, column) for row, column in places])
        fill_color(context, cells, color)


def fill_color(context, cells, color):
    """Fill cells; -1 for no colour, which leaves no trace where the cell's style has none either."""
    if color == -1:
        cells.setPropertyToDefault("CellBackColor")
    if color != -1 or cells.CellBackColor != -1:
        cells.CellBackColor = color


def adjust_indent(context, area, by):
    """Change the indent of an area; indented text stands on the left."""
    groups = area.getUniqueCellFormatRanges()
    for index in range(groups.getCount()):
        group = groups.getByIndex(index)
        indent = max(0, group.ParaIndent + by)
        if group.HoriJustify.value == "STANDARD" and indent:
            group.HoriJustify = uno.Enum("com.sun.star.table.CellHoriJustify", "LEFT")
        group.ParaIndent = indent


def clear_looks(context, area, flags):
    """Take formats away; a validation is none, but Calc counts it among them."""
    area.merge(False)
    groups = area.getUniqueCellFormatRanges()
    rules = []
    for index in range(groups.getCount()):
        group = groups.getByIndex(index)
        rule = group.Validation
        if rule.Type.value != "ANY" or rule.InputMessage or rule.InputTitle:
            rules.append((group, rule))
    sheet, at = area.Spreadsheet, area.getRangeAddress()
    jobs.remove_conditional(sheet, at)
    area.clearContents(flags)
    for group, rule in rules:
        group.Validation = rule


def first_protection(context, area):
    """The protection of an area's first cell."""
    one = area.getCellByPosition(0, 0).CellProtection
    return one.IsLocked, one.IsFormulaHidden, one.IsHidden, one.IsPrintHidden
