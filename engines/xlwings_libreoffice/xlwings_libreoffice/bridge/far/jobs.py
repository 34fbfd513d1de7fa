"""Jobs that need many UNO calls for one answer; they run beside LibreOffice, so a job costs one journey."""

import uuid

import uno
from com.sun.star.beans.PropertyState import AMBIGUOUS_VALUE
from com.sun.star.lang import Locale

ENGLISH = ("en", "US", "")
MANY_ERRORS = 64  # more are asked for together
ERROR_CELLS = 4  # com.sun.star.sheet.FormulaResult.ERROR
TEXT, LOGICAL = 256, 1024  # com.sun.star.util.NumberFormat


def nothing(context):
    """For tests and benchmarks: the price of a journey."""
    return None


def create(context, service, *arguments):
    """An instance of a service."""
    manager = context.ServiceManager
    if arguments:
        return manager.createInstanceWithArgumentsAndContext(service, arguments, context)
    return manager.createInstanceWithContext(service, context)


def locale(*parts):
    made = Locale()
    made.Language, made.Country, made.Variant = parts or ("", "", "")
    return made


def formats(context, document, area):
    """Where which number format is -> [(first row, first column, last row, last column, key, type)]."""
    known = document.NumberFormats
    if area.getPropertyState("NumberFormat") != AMBIGUOUS_VALUE:
        at, key = area.getRangeAddress(), area.NumberFormat
        return [(at.StartRow, at.StartColumn, at.EndRow, at.EndColumn, key, known.getByKey(key).Type)]
    types, out = {}, []
    groups = area.getUniqueCellFormatRanges()
    for index in range(groups.getCount()):
        group = groups.getByIndex(index)
        key = group.NumberFormat
        if key not in types:
            types[key] = known.getByKey(key).Type
        out += [(at.StartRow, at.StartColumn, at.EndRow, at.EndColumn, key, types[key])
                for at in group.getRangeAddresses()]
    return out


def data(context, document, area):
    """The values of a block, and the formats of its numbers -> (rows, formats, errors)."""
    rows = area.getDataArray()
    missing = any(None in row for row in rows)
    numbers = any(type(value) is float for row in rows for value in row)
    return rows, formats(context, document, area) if numbers else [], errors(context, document, area) if missing else []


def errors(context, document, area):
    """The cells with an error -> [(first row, first column, rows of error numbers)]; a number is Calc's own."""
    areas = area.queryFormulaCells(ERROR_CELLS).getRangeAddresses()
    sheet = area.Spreadsheet
    count = sum((at.EndRow - at.StartRow + 1) * (at.EndColumn - at.StartColumn + 1) for at in areas)
    if count > MANY_ERRORS:
        return [(at.StartRow, at.StartColumn, kinds) for at, kinds in zip(areas, error_kinds(document, sheet, areas))]
    return [
        (at.StartRow, at.StartColumn, tuple(
            tuple(sheet.getCellByPosition(column, row).getError() for column in range(at.StartColumn, at.EndColumn + 1))
            for row in range(at.StartRow, at.EndRow + 1)))
        for at in areas
    ]


def column_name(index):
    """The letters of a column that counts from 0."""
    name, index = "", index + 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


def error_kinds(document, sheet, areas):
    """The kinds of errors of whole areas, computed on a sheet that is added and taken away again."""
    undo, modified = document.UndoManager, document.isModified()
    name = "xlwings " + uuid.uuid4().hex[:20]
    undo.lock()
    try:
        document.Sheets.insertNewByName(name, document.Sheets.getCount())
        scratch = document.Sheets.getByName(name)
        prefix = "$'%s'." % sheet.Name.replace("'", "''")
        for at in areas:
            block = scratch.getCellRangeByPosition(at.StartColumn, at.StartRow, at.EndColumn, at.EndRow)
            block.setFormulaArray(tuple(
                tuple("=ERROR.TYPE(%s%s%d)" % (prefix, column_name(column), row + 1)
                      for column in range(at.StartColumn, at.EndColumn + 1))
                for row in range(at.StartRow, at.EndRow + 1)))
            yield block.getDataArray()
    finally:
        if document.Sheets.hasByName(name):
            document.Sheets.removeByName(name)
        undo.unlock()
        document.setModified(modified)


def format_code(context, document, key):
    """A number format as Excel writes it."""
    if key % 10000 == 0:
        return "General"
    known = document.NumberFormats
    form = known.getByKey(key)
    if form.Locale.Language not in ("", "en") or default_language(context) != "en":
        key = known.addNewConverted(form.FormatString, form.Locale, locale(*ENGLISH))
        form = known.getByKey(key)
    return form.FormatString


def default_language(context):
    access = settings_node(context, "/org.openoffice.Setup/L10N")
    return (access.getByName("ooSetupSystemLocale") or access.getByName("ooLocale") or "en")[:2]


def format_key(context, document, code):
    """The key of a number format given in Excel's code, added when it is new."""
    known = document.NumberFormats
    if code.lower() == "general":
        return known.getStandardIndex(locale())
    if default_language(context) != "en":
        return known.addNewConverted(code, locale(*ENGLISH), locale())
    key = known.queryKey(code, locale(), False)
    return known.addNew(code, locale()) if key == -1 else key


def set_formats(context, document, sheet, areas):
    """Give number formats to many areas -> None. areas: {code: [(row, column, last row, last column)]}."""
    for code, places in areas.items():
        some_cells(document, sheet, places).NumberFormat = format_key(context, document, code)


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


def merge_rows(context, area):
    """Merge each row of an area by itself."""
    at, sheet = area.getRangeAddress(), area.Spreadsheet
    for row in range(at.StartRow, at.EndRow + 1):
        sheet.getCellRangeByPosition(at.StartColumn, row, at.EndColumn, row).merge(True)


def documents(context, desktop):
    """The identities of the open workbooks, and that of the one in front."""
    uids, components = [], desktop.Components.createEnumeration()
    while components.hasMoreElements():
        one = components.nextElement()
        if hasattr(one, "Sheets") and hasattr(one, "RuntimeUID"):
            uids.append(one.RuntimeUID)
    front = desktop.CurrentComponent
    # RuntimeUID counts up, so its order is that of opening
    return sorted(uids, key=int), getattr(front, "RuntimeUID", "") if front is not None else ""


def document(context, desktop, uid):
    """The open workbook with an identity."""
    components = desktop.Components.createEnumeration()
    while components.hasMoreElements():
        one = components.nextElement()
        if getattr(one, "RuntimeUID", "") == uid:
            return one
    return None


def system_path(context, url):
    """A file's address as a path."""
    return uno.fileUrlToSystemPath(url)


def settings_node(context, path):
    """A node of LibreOffice's configuration, for reading."""
    provider = create(context, "com.sun.star.configuration.ConfigurationProvider")
    argument = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
    argument.Name, argument.Value = "nodepath", path
    return provider.createInstanceWithArguments("com.sun.star.configuration.ConfigurationAccess", (argument,))


def window_number(context, window):
    """The number by which the screen knows a window; 0 without a screen."""
    handle = window.getWindowHandle(uno.ByteSequence(b"\0" * 16), 6) if hasattr(window, "getWindowHandle") else 0
    return int(handle) if isinstance(handle, int) else int(getattr(handle, "WindowHandle", 0) or 0)


def message(context, window, kind, buttons, title, text):
    """Show a message and wait for its answer -> 0 cancel, 1 ok, 2 yes, 3 no."""
    toolkit = create(context, "com.sun.star.awt.Toolkit")
    first_button = 0x10000  # com.sun.star.awt.MessageBoxButtons.DEFAULT_BUTTON_OK, the first one, as Excel does
    default = {1: first_button, 2: first_button, 3: 0x30000, 4: 0x30000}[buttons]
    box = toolkit.createMessageBox(window, uno.Enum("com.sun.star.awt.MessageBoxType", kind), buttons | default, title, text)
    return box.execute()


def notes(context, sheet):
    """Where a sheet has notes -> [(row, column)]."""
    found, places = sheet.Annotations, []
    for index in range(found.getCount()):
        at = found.getByIndex(index).getPosition()
        places.append((at.Row, at.Column))
    return places


def remove_note(context, sheet, row, column):
    """Take the note away from a cell."""
    found = sheet.Annotations
    for index in range(found.getCount()):
        at = found.getByIndex(index).getPosition()
        if (at.Row, at.Column) == (row, column):
            found.removeByIndex(index)
            return


def run_macro(context, document, module, procedure, arguments):
    """Run a macro of a workbook -> (whether it exists, its result)."""
    libraries = document.BasicLibraries
    for library in libraries.ElementNames:
        libraries.loadLibrary(library)
        for one in libraries.getByName(library).ElementNames:
            if module.lower() not in ("", one.lower()):
                continue
            source = libraries.getByName(library).getByName(one).lower()
            if not any(start + procedure.lower() in source for start in ("sub ", "function ")):
                continue
            name = "vnd.sun.star.script:%s.%s.%s?language=Basic&location=document" % (library, one, procedure)
            result, _, _ = document.ScriptProvider.getScript(name).invoke(arguments, (), ())
            return True, result
    return False, None


def write_numbers(context, document, area, rows):
    """Put numbers in where their format takes numbers -> None when done, else the formats that decide."""
    if area.getPropertyState("NumberFormat") != AMBIGUOUS_VALUE:
        key = area.NumberFormat
        if key % 10000 == 0 or not document.NumberFormats.getByKey(key).Type & (TEXT | LOGICAL):
            area.setDataArray(rows)
            return None
    return formats(context, document, area)


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
        block.setFormulaArray(((content,) * width,) * (last - row + 1))


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
        cells = some_cells(document, sheet, [(row, column, row, column) for row, column in places])
        cells.CellBackColor = color


def some_cells(document, sheet, places):
    """Many areas as one object. places: [(row, column, last row, last column)]."""
    cells = document.createInstance("com.sun.star.sheet.SheetCellRanges")
    index = sheet.getRangeAddress().Sheet
    addresses = []
    for first_row, first_column, last_row, last_column in places:
        at = uno.createUnoStruct("com.sun.star.table.CellRangeAddress")
        at.Sheet, at.StartRow, at.StartColumn = index, first_row, first_column
        at.EndRow, at.EndColumn = last_row, last_column
        addresses.append(at)
    cells.addRangeAddresses(tuple(addresses), False)
    return cells


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
    remove_conditional(sheet, at)
    area.clearContents(flags)
    for group, rule in rules:
        group.Validation = rule


def remove_conditional(sheet, at):
    """Take the conditional formats away that touch an area."""
    formats = sheet.ConditionalFormats
    for entry in formats.getConditionalFormats():
        for one in entry.Range.getRangeAddresses():
            if (one.StartRow <= at.EndRow and at.StartRow <= one.EndRow
                    and one.StartColumn <= at.EndColumn and at.StartColumn <= one.EndColumn):
                formats.removeByID(entry.ID)
                break


def first_protection(context, area):
    """The protection of an area's first cell."""
    one = area.getCellByPosition(0, 0).CellProtection
    return one.IsLocked, one.IsFormulaHidden, one.IsHidden, one.IsPrintHidden
