"""Jobs on what lies over the cells: validations, conditional formats, filters, tables, shapes, charts, pictures."""

import jobs
import uno

FORMULAS = 16  # com.sun.star.sheet.CellFlags
RULE_FIELDS = ("IgnoreBlankCells", "InputTitle", "InputMessage", "ShowInputMessage", "ErrorTitle", "ErrorMessage",
               "ShowErrorMessage", "ShowList")


def validations(context, area):
    """The different validations of an area, each as a dict."""
    out = []
    groups = area.getUniqueCellFormatRanges()
    for index in range(groups.getCount()):
        rule = groups.getByIndex(index).Validation
        one = {name: getattr(rule, name) for name in RULE_FIELDS}
        one.update(Type=rule.Type.value, Operator=rule.getOperator().value, Formula1=rule.getFormula1(),
                   Formula2=rule.getFormula2(), ErrorAlertStyle=rule.ErrorAlertStyle.value)
        if one not in out:
            out.append(one)
    return out


def set_validation(context, area, kind, operator, formula1, formula2, more):
    rule = area.Validation
    rule.Type = uno.Enum("com.sun.star.sheet.ValidationType", kind)
    rule.setOperator(uno.Enum("com.sun.star.sheet.ConditionOperator", operator))
    at = area.getRangeAddress()
    source = uno.createUnoStruct("com.sun.star.table.CellAddress")
    source.Sheet, source.Row, source.Column = at.Sheet, at.StartRow, at.StartColumn
    rule.setSourcePosition(source)
    rule.setFormula1(formula1)
    rule.setFormula2(formula2)
    for name, value in more.items():
        setattr(rule, name, value)
    area.Validation = rule


def set_filter(context, document, database, fields):
    """Filter a database range: rows that do not fit are hidden."""
    descriptor = database.getFilterDescriptor()
    descriptor.ContainsHeader = database.ContainsHeader
    descriptor.setFilterFields3(fields)
    database.refresh()
    if not fields:  # a refresh without criteria leaves the rows hidden
        at = database.getDataArea()
        sheet = document.Sheets.getByIndex(at.Sheet)
        area = sheet.getCellRangeByPosition(at.StartColumn, at.StartRow, at.EndColumn, at.EndRow)
        none = area.createFilterDescriptor(True)
        none.ContainsHeader = database.ContainsHeader  # it is kept for the next filter
        area.filter(none)


def tables(context, document, index):
    """The named database ranges of a sheet -> [(name, top, left, bottom, right, header, totals)]."""
    out, ranges = [], document.DatabaseRanges
    for name in ranges.ElementNames:
        one = ranges.getByName(name)
        at = one.getDataArea()
        if at.Sheet == index:
            out.append((name, at.StartRow, at.StartColumn, at.EndRow, at.EndColumn, one.ContainsHeader, one.TotalsRow))
    return out


CHART_CLASS = "12dcae26-281f-416f-a234-c3086127382e"


def shapes(context, page):
    """The shapes of a sheet -> [(shape, name, kind, whether a chart, whether a picture)]."""
    out = []
    for index in range(page.getCount()):
        one = page.getByIndex(index)
        kind = one.getShapeType().rpartition(".")[2]
        if kind == "CaptionShape" and getattr(one, "Name", "") == "":
            continue  # the box of a note
        chart = kind == "OLE2Shape" and one.CLSID.lower() == CHART_CLASS
        name = one.Name or (one.PersistName if chart else "")
        out.append((one, name, kind, chart, kind == "GraphicObjectShape"))
    return out


def insert_picture(context, document, sheet, url, left, top, width, height, name):
    """Put a picture over the cells; sizes in hundredths of a millimetre, negative for the picture's own."""
    provider = jobs.create(context, "com.sun.star.graphic.GraphicProvider")
    argument = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
    argument.Name, argument.Value = "URL", url
    graphic = provider.queryGraphic((argument,))
    if graphic is None:
        return None
    shape = document.createInstance("com.sun.star.drawing.GraphicObjectShape")
    sheet.DrawPage.add(shape)
    shape.Graphic = graphic
    size = graphic.Size100thMM
    if not size.Width or not size.Height:
        size.Width, size.Height = (round(side * 2540 / 96) for side in (graphic.SizePixel.Width, graphic.SizePixel.Height))
    if width >= 0:
        size.Width = width
    if height >= 0:
        size.Height = height
    shape.setSize(size)
    place = uno.createUnoStruct("com.sun.star.awt.Point")
    place.X, place.Y = left, top
    shape.setPosition(place)
    shape.Name = name
    return shape


def replace_picture(context, shape, url):
    provider = jobs.create(context, "com.sun.star.graphic.GraphicProvider")
    argument = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
    argument.Name, argument.Value = "URL", url
    shape.Graphic = provider.queryGraphic((argument,))


def original_size(context, shape):
    """A picture's own size in hundredths of a millimetre."""
    graphic = shape.Graphic
    size = graphic.Size100thMM
    if not size.Width or not size.Height:
        return tuple(round(side * 2540 / 96) for side in (graphic.SizePixel.Width, graphic.SizePixel.Height))
    return size.Width, size.Height


def export_shape(context, shape, url, media_type):
    """Write a picture of a shape."""
    graphics = jobs.create(context, "com.sun.star.drawing.GraphicExportFilter")
    graphics.setSourceDocument(shape)
    values = []
    for name, value in (("URL", url), ("MediaType", media_type)):
        one = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
        one.Name, one.Value = name, value
        values.append(one)
    graphics.filter(tuple(values))


def diagram(context, document, names):
    """The kind of a chart, and the properties that tell it from its relatives."""
    found = document.Diagram
    known = found.getPropertySetInfo()
    values = {name: getattr(found, name) for name in names if known.hasPropertyByName(name)}
    if "Lines" in values:  # always true; the lines of the series tell
        values["Lines"] = found.getDataRowProperties(0).LineStyle.value != "NONE"
    return found.getDiagramType(), values


def set_diagram(context, document, service, values):
    document.setDiagram(document.createInstance(service))
    made = document.Diagram
    known = made.getPropertySetInfo()
    for name, value in values.items():
        if known.hasPropertyByName(name):
            setattr(made, name, value)


def headings(context, area):
    """Whether the first row and the first column of an area are names rather than numbers."""
    rows = area.getDataArray()
    if len(rows) > 1 and len(rows[0]) > 1 and rows[0][0] == "":
        return True, True  # an empty corner says so, even when years stand there as numbers
    first_row = len(rows) > 1 and all(not isinstance(value, float) for value in rows[0][1 if len(rows[0]) > 1 else 0:])
    first_column = len(rows[0]) > 1 and all(not isinstance(row[0], float) for row in rows[1 if len(rows) > 1 else 0:])
    return first_row, first_column


def set_categories(context, document, name):
    """Give a chart other categories."""
    provider = document.getDataProvider()
    sequence = provider.createDataSequenceByRangeRepresentation(name)
    sequence.Role = "categories"
    labeled = jobs.create(context, "com.sun.star.chart2.data.LabeledDataSequence")
    labeled.setValues(sequence)
    for system in document.getFirstDiagram().getCoordinateSystems():
        axis = system.getAxisByDimension(0, 0)
        scale = axis.getScaleData()
        scale.Categories = labeled
        axis.setScaleData(scale)


def value(name, content):
    one = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
    one.Name, one.Value = name, content
    return one


def rename_table(context, document, old, new):
    """Rename a table; Calc forgets the formulas that name it, so they are written anew."""
    cells = []
    for sheet in document.Sheets:
        for at in sheet.queryContentCells(FORMULAS).getRangeAddresses():
            area = sheet.getCellRangeByPosition(at.StartColumn, at.StartRow, at.EndColumn, at.EndRow)
            for row, line in enumerate(area.getFormulaArray()):
                cells += [(area.getCellByPosition(column, row), text) for column, text in enumerate(line) if old + "[" in text]
    document.DatabaseRanges.getByName(old).Name = new
    for cell, text in cells:
        cell.setFormula(text.replace(old + "[", new + "["))


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
