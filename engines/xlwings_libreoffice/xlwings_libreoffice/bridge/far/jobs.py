"""Jobs that need many UNO calls for one answer; they run beside LibreOffice, so a job costs one journey."""

import uuid

import uno
from com.sun.star.beans.PropertyState import AMBIGUOUS_VALUE
from com.sun.star.lang import Locale

ENGLISH = ("en", "US", "")
MANY_ERRORS = 64  # more are asked for together
ERROR_CELLS = 4  # com.sun.star.sheet.FormulaResult.ERROR
TEXT, LOGICAL = 256, 1024  # com.sun.star.util.NumberFormat
NOTES, CONTENTS = 8, 1 | 2 | 4 | 16  # com.sun.star.sheet.CellFlags


def nothing(context):
    """For tests and benchmarks: the price of a journey."""
    return


def create(context, service, *arguments):
    """An instance of a service."""
    manager = context.ServiceManager
    if arguments:
        return manager.createInstanceWithArgumentsAndContext(service, arguments, context)
    return manager.createInstanceWithContext(service, context)


def settings_node(context, path):
    """A node of LibreOffice's configuration, for reading."""
    provider = create(context, "com.sun.star.configuration.ConfigurationProvider")
    argument = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
    argument.Name, argument.Value = "nodepath", path
    return provider.createInstanceWithArguments("com.sun.star.configuration.ConfigurationAccess", (argument,))


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


def write_numbers(context, document, area, rows):
    """Put numbers in where their format takes numbers -> None when done, else the formats that decide."""
    if area.getPropertyState("NumberFormat") != AMBIGUOUS_VALUE:
        key = area.NumberFormat
        if key % 10000 == 0 or not document.NumberFormats.getByKey(key).Type & (TEXT | LOGICAL):
            put(context, area, rows, False)
            return None
    return formats(context, document, area)


def put(context, area, rows, typed):
    """Contents of a block -> None; `typed`: as setFormulaArray takes them. Both ways of Calc take notes away, which Excel keeps: noted cells are written one by one."""
    at = area.getRangeAddress()
    noted = {}
    for part in area.queryContentCells(NOTES).getRangeAddresses():
        for row in range(part.StartRow - at.StartRow, part.EndRow - at.StartRow + 1):
            noted.setdefault(row, set()).update(range(part.StartColumn - at.StartColumn, part.EndColumn - at.StartColumn + 1))
    wide, start = len(rows[0]), 0
    for row in [*sorted(noted), len(rows)]:
        _put_block(area, rows, (start, 0, row, wide), typed)
        start, left = row + 1, 0
        for column in sorted(noted.get(row, ())):
            _put_block(area, rows, (row, left, row + 1, column), typed)
            _put_cell(area.getCellByPosition(column, row), rows[row][column], typed)
            left = column + 1
        if noted.get(row):
            _put_block(area, rows, (row, left, row + 1, wide), typed)


def _put_block(area, rows, edges, typed):
    top, left, bottom, right = edges
    if top < bottom and left < right:
        whole = (top, left, bottom, right) == (0, 0, len(rows), len(rows[0]))
        part = area if whole else area.getCellRangeByPosition(left, top, right - 1, bottom - 1)
        block = rows if whole else tuple(tuple(row[left:right]) for row in rows[top:bottom])
        part.setFormulaArray(block) if typed else part.setDataArray(block)


def _put_cell(cell, value, typed):
    if value is None or value == "":
        cell.clearContents(CONTENTS)
    elif not isinstance(value, str):
        cell.setValue(value)
    elif typed:
        cell.setFormula(value)
    else:
        cell.setString(value)


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


def remove_conditional(sheet, at):
    """Take the conditional formats away that touch an area."""
    formats = sheet.ConditionalFormats
    for entry in formats.getConditionalFormats():
        for one in entry.Range.getRangeAddresses():
            if (one.StartRow <= at.EndRow and at.StartRow <= one.EndRow
                    and one.StartColumn <= at.EndColumn and at.StartColumn <= one.EndColumn):
                formats.removeByID(entry.ID)
                break
