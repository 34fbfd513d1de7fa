"""Jobs that change cells: pasting, filling, sorting, searching."""

import jobs
import uno
from com.sun.star.beans import PropertyValue


def dispatch(context, document, command, **arguments):
    """Carry out a command of the menu on what is selected."""
    helper = jobs.create(context, "com.sun.star.frame.DispatchHelper")
    values = []
    for name, value in arguments.items():
        one = PropertyValue()
        one.Name, one.Value = name, value
        values.append(one)
    helper.executeDispatch(document.CurrentController.Frame, command, "", 0, tuple(values))


class NoQuestion:
    """LibreOffice asks before it pastes over cells that hold something, and takes silence for no; not here."""

    def __init__(self, context):
        provider = jobs.create(context, "com.sun.star.configuration.ConfigurationProvider")
        node = PropertyValue()
        node.Name, node.Value = "nodepath", "/org.openoffice.Office.Calc/Input"
        self.access = provider.createInstanceWithArguments("com.sun.star.configuration.ConfigurationUpdateAccess", (node,))
        self.before = self.access.getByName("ReplaceCellsWarning")

    def put(self, value):
        if self.before:
            self.access.replaceByName("ReplaceCellsWarning", value)
            self.access.commitChanges()

    def __enter__(self):
        self.put(False)

    def __exit__(self, *error):
        self.put(True)


class Selection:
    """What is selected in a workbook, put back afterwards."""

    def __init__(self, document):
        self.controller = document.CurrentController
        self.sheet, self.selected = self.controller.ActiveSheet, document.CurrentSelection

    def __enter__(self):
        return self.controller

    def __exit__(self, *error):
        self.controller.setActiveSheet(self.sheet)
        if self.selected is not None:
            self.controller.select(self.selected)


def paste(context, document, source, other, target, flags, operation, skip_blanks, transpose):
    """Copy and paste special; only what the flags say, computed with what is there if an operation is asked."""
    with Selection(document) as controller:
        controller.setActiveSheet(source.Spreadsheet)
        controller.select(source)
        transferable = controller.getTransferable()
    clipboard = jobs.create(context, "com.sun.star.datatransfer.clipboard.SystemClipboard")
    clipboard.setContents(transferable, None)
    with Selection(other) as controller, NoQuestion(context):
        controller.setActiveSheet(target.Spreadsheet)
        controller.select(target.getCellByPosition(0, 0) if one_block(source, target, transpose) else target)
        dispatch(context, other, ".uno:InsertContents", Flags=flags, FormulaCommand=operation,
                 SkipEmptyCells=skip_blanks, Transpose=transpose, AsLink=False, MoveMode=4)


def one_block(source, target, transpose):
    """Whether the target has just the size of what is pasted; then its first cell is enough, and turning works."""
    sides = [(at.EndRow - at.StartRow, at.EndColumn - at.StartColumn)
             for at in (source.getRangeAddress(), target.getRangeAddress())]
    return sides[0] == (sides[1][::-1] if transpose else sides[1])


def copy_abroad(context, document, source, other, target):
    """Copy into another workbook."""
    with Selection(document) as controller:
        controller.setActiveSheet(source.Spreadsheet)
        controller.select(source)
        transferable = controller.getTransferable()
    with Selection(other) as controller:
        controller.setActiveSheet(target.Spreadsheet)
        controller.select(target)
        controller.insertTransferable(transferable)


def paste_widths(context, source, target):
    """Give the widths of columns to others."""
    for index in range(min(source.Columns.Count, target.Columns.Count)):
        target.Columns.getByIndex(index).Width = source.Columns.getByIndex(index).Width


def groups(area):
    """The areas of each set of formats within an area -> [(object, [(row, column, last row, last column)])], from 0."""
    at = area.getRangeAddress()
    found = area.getUniqueCellFormatRanges()
    for index in range(found.getCount()):
        group = found.getByIndex(index)
        yield group, [
            (one.StartRow - at.StartRow, one.StartColumn - at.StartColumn, one.EndRow - at.StartRow,
             one.EndColumn - at.StartColumn) for one in group.getRangeAddresses()]


def paste_validation(context, source, target):
    """Give validations to other cells."""
    for group, places in groups(source):
        for top, left, bottom, right in places:
            target.getCellRangeByPosition(left, top, right, bottom).Validation = group.Validation


def paste_number_formats(context, document, other, source, target, transpose):
    """Give number formats to other cells."""
    for group, places in groups(source):
        key = group.NumberFormat
        if document.RuntimeUID != other.RuntimeUID:
            key = jobs.format_key(context, other, jobs.format_code(context, document, key))
        for top, left, bottom, right in places:
            if transpose:
                top, left, bottom, right = left, top, right, bottom
            target.getCellRangeByPosition(left, top, right, bottom).NumberFormat = key


SIDES = ("TopBorder2", "BottomBorder2", "LeftBorder2", "RightBorder2", "DiagonalTLBR2", "DiagonalBLTR2")


def borders_of(context, area):
    """The borders of an area, to be put back."""
    return [(places, [getattr(group, side) for side in SIDES]) for group, places in groups(area)]


def put_borders(context, area, borders):
    for places, lines in borders:
        for top, left, bottom, right in places:
            cells = area.getCellRangeByPosition(left, top, right, bottom)
            for side, line in zip(SIDES, lines):
                setattr(cells, side, line)


def copy_looks(context, source, target, down):
    """Give the looks of one row (or column) to an area."""
    for group, places in groups(source):
        for top, left, bottom, right in places:
            at = target.getRangeAddress()
            rows, columns = at.EndRow - at.StartRow, at.EndColumn - at.StartColumn
            cells = (target.getCellRangeByPosition(left, 0, right, rows) if down
                     else target.getCellRangeByPosition(0, top, columns, bottom))
            for name in ("CellBackColor", "NumberFormat", "CharWeight", "CharPosture", "CharColor", "CharHeight",
                         "CharFontName", "HoriJustify", "VertJustify", "IsTextWrapped", *SIDES):
                setattr(cells, name, getattr(group, name))


def enum(kind, value):
    return uno.Enum("com.sun.star.sheet." + kind, value)


def fill_series(context, area, way, mode, date_mode, step):
    area.fillSeries(enum("FillDirection", way), enum("FillMode", mode), enum("FillDateMode", date_mode), step, 1e307)


DATES = 2 | 4  # com.sun.star.util.NumberFormat


def fill_auto(context, document, source, area, way, length, as_excel):
    """Continue each line as its first cells go on; a single number is repeated, as Excel does by default."""
    data = source.getDataArray()
    down = way in ("TO_BOTTOM", "TO_TOP")
    lines = list(zip(*data)) if down else data
    at = area.getRangeAddress()
    for index, line in enumerate(lines):
        piece = (area.getCellRangeByPosition(index, 0, index, at.EndRow - at.StartRow) if down
                 else area.getCellRangeByPosition(0, index, at.EndColumn - at.StartColumn, index))
        first = source.getCellByPosition(index, 0) if down else source.getCellByPosition(0, index)
        alone = as_excel and len(line) == 1 and isinstance(line[0], float) and first.getFormula()[:1] != "="
        if alone and not document.NumberFormats.getByKey(first.NumberFormat).Type & DATES:
            piece.fillSeries(enum("FillDirection", way), enum("FillMode", "SIMPLE"),
                             enum("FillDateMode", "FILL_DATE_DAY"), 1.0, 1e307)
        else:
            piece.fillAuto(enum("FillDirection", way), length)


def fill_trend(context, source, area, way, growth):
    """Continue each line by least squares (or by growth)."""
    import math

    down, back = way in ("down", "up"), way in ("up", "left")
    data = source.getDataArray()
    lines = [list(line) for line in (zip(*data) if down else data)]
    at = area.getRangeAddress()
    length = at.EndRow - at.StartRow + 1 if down else at.EndColumn - at.StartColumn + 1
    out = []
    for line in lines:
        if back:
            line.reverse()
        known = [math.log(value) if growth else value for value in line]
        count = len(known)
        middle, mean = (count - 1) / 2, sum(known) / count
        spread = sum((x - middle) ** 2 for x in range(count)) or 1
        slope = sum((x - middle) * (y - mean) for x, y in enumerate(known)) / spread
        more = [mean + slope * (x - middle) for x in range(count, length)]
        full = line + [math.exp(value) if growth else value for value in more]
        out.append(full[::-1] if back else full)
    area.setDataArray(tuple(zip(*out)) if down else tuple(map(tuple, out)))


def sort(context, area, settings):
    """Sort an area. settings: pairs of names and values of a sort descriptor."""
    values = []
    for name, value in settings:
        one = PropertyValue()
        one.Name = name
        one.Value = value
        values.append(one)
    area.sort(tuple(values))


def keep_rows(context, area, keep):
    """Move the rows that stay together at the top and empty the rest."""
    at = area.getRangeAddress()
    width, height = at.EndColumn - at.StartColumn, at.EndRow - at.StartRow + 1
    if not area.queryFormulaCells(7).getCount():
        rows = area.getDataArray()
        empty = ("",) * (width + 1)
        area.setDataArray(tuple(rows[index] for index in keep) + (empty,) * (height - len(keep)))
        return
    sheet, start = area.Spreadsheet, 0
    while start < len(keep):
        end = start
        while end + 1 < len(keep) and keep[end + 1] == keep[end] + 1:
            end += 1
        if keep[start] != start:
            source = area.getCellRangeByPosition(0, keep[start], width, keep[end]).getRangeAddress()
            to = area.getCellByPosition(0, start).getCellAddress()
            sheet.moveRange(to, source)
        start = end + 1
    area.getCellRangeByPosition(0, len(keep), width, height - 1).clearContents(23)


def split_logical(context, document, sheet, places, logical):
    """The parts of areas whose number format says truth value, or the parts where it does not."""
    out = []
    for top, left, bottom, right in places:
        area = sheet.getCellRangeByPosition(left, top, right, bottom)
        for first_row, first_column, last_row, last_column, _, kind in jobs.formats(context, document, area):
            if bool(kind & jobs.LOGICAL) == logical:
                out.append((first_row, first_column, last_row, last_column))
    return out


def find(context, area, wanted):
    """The first cell that matches -> (row, column) or None."""
    descriptor = area.Spreadsheet.createSearchDescriptor()
    for name, value in wanted.items():
        setattr(descriptor, name, value)
    found = area.findFirst(descriptor)
    if found is None:
        return None
    at = found.getRangeAddress() if hasattr(found, "getRangeAddress") else found.getCellAddress()
    return at.StartRow, at.StartColumn


def replace(context, area, wanted):
    descriptor = area.Spreadsheet.createReplaceDescriptor()
    for name, value in wanted.items():
        setattr(descriptor, name, value)
    return area.replaceAll(descriptor)


def hyperlink(context, cell):
    """The address of the first link in a cell, "" without one."""
    fields = cell.getTextFields().createEnumeration() if hasattr(cell, "getTextFields") else None
    while fields is not None and fields.hasMoreElements():
        field = fields.nextElement()
        if hasattr(field, "URL"):
            return field.URL
    return ""


def add_hyperlink(context, document, area, address, text):
    """Replace the text of each cell with a link."""
    rows, columns = len(area.getDataArray()), len(area.getDataArray()[0])
    for row in range(rows):
        for column in range(columns):
            cell = area.getCellByPosition(column, row)
            field = document.createInstance("com.sun.star.text.TextField.URL")
            field.URL, field.Representation = address, text
            cell.setString("")
            cell.insertTextContent(cell.createTextCursor(), field, False)
