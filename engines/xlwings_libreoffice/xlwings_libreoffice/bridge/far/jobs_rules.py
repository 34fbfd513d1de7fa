"""Jobs on conditional formats.

LibreOffice 7.4 puts a new entry behind the others of its range, and crashes when the entries of a new colour scale or
icon set are set; so conditions are made anew in the order that is wanted, and scales and icons come from a document.
"""

import uuid

import jobs
import jobs_edit
import uno
import unohelper
from com.sun.star.beans.PropertyState import DIRECT_VALUE
from com.sun.star.sheet import XDataBarEntry

STYLE_FIELDS = ("CellBackColor", "CharColor", "CharWeight", "CharPosture")
FIELDS = ("Operator", "Formula1", "Formula2", "StyleName")
CONDITION, COLOR_SCALE, DATA_BAR, ICON_SET = range(4)
OURS = "xlwings "  # how the names of our cell styles begin; such a style belongs to one rule
CORNER = (16383, 1048575)  # a cell that nobody uses: a rule from elsewhere arrives there


class BarThreshold(unohelper.Base, XDataBarEntry):
    """A threshold of a data bar, as LibreOffice asks for it."""

    def __init__(self, kind, formula):
        self.kind, self.formula = kind, formula or "0"  # one that needs none must have one all the same

    def getType(self):
        return self.kind

    def getFormula(self):
        return self.formula

    def setType(self, kind):
        self.kind = kind

    def setFormula(self, formula):
        self.formula = formula


def touching(sheet, at):
    """The conditional formats that touch an area."""
    return [
        entry for entry in sheet.ConditionalFormats.getConditionalFormats()
        if any(one.StartRow <= at.EndRow and at.StartRow <= one.EndRow and one.StartColumn <= at.EndColumn
               and at.StartColumn <= one.EndColumn for one in entry.Range.getRangeAddresses())]


def conditional_rules(context, sheet, area):
    """The rules that touch an area -> [(the format's number, the rule's place, its style's name)]."""
    out = []
    for one in touching(sheet, area.getRangeAddress()):
        for index in range(one.getCount()):
            entry = one.getByIndex(index)
            out.append((one.ID, index, entry.StyleName if entry.getType() == CONDITION else ""))
    return out


def locate(sheet, key):
    """The format and the place of a rule; a style of ours finds it wherever it is now."""
    number, place, style = key
    for one in sheet.ConditionalFormats.getConditionalFormats():
        if style.startswith(OURS):
            for index in range(one.getCount()):
                entry = one.getByIndex(index)
                if entry.getType() == CONDITION and entry.StyleName == style:
                    return one, index
        elif number == one.ID and place < one.getCount():
            return one, place
    raise ValueError("this conditional format is no longer there")


def conditional_entry(context, sheet, key):
    """The UNO object of a rule."""
    one, index = locate(sheet, key)
    return one.getByIndex(index)


def conditional_rule(context, document, sheet, key):
    """A rule's properties."""
    one, index = locate(sheet, key)
    entry = one.getByIndex(index)
    kind = entry.getType()
    rule = {"kind": kind, "operator": -1, "entries": (), "style": {}}
    if kind == CONDITION:
        rule.update(operator=entry.Operator, formula1=entry.Formula1, formula2=entry.Formula2)
        styles = document.StyleFamilies.getByName("CellStyles")
        if entry.StyleName and styles.hasByName(entry.StyleName):
            style = styles.getByName(entry.StyleName)
            for name in STYLE_FIELDS:
                if style.getPropertyState(name) == DIRECT_VALUE:
                    rule["style"][name] = getattr(style, name)
        return rule
    if kind == COLOR_SCALE:
        rule["entries"] = [(one.getType(), one.getFormula(), one.getColor()) for one in entry.ColorScaleEntries]
    elif kind == DATA_BAR:
        rule.update(color=entry.Color, gradient=entry.UseGradient, show_value=entry.ShowValue)
        rule["entries"] = [(one.getType(), one.getFormula(), 0) for one in entry.DataBarEntries]
    elif kind == ICON_SET:
        rule.update(icons=entry.Icons, reverse=entry.Reverse, show_value=entry.ShowValue)
        rule["entries"] = [(one.getType(), one.getFormula(), 0) for one in entry.IconSetEntries]
    return rule


def add_condition(context, document, sheet, area, values, style):
    """Put a condition before the others of its range -> its key."""
    formats, at = sheet.ConditionalFormats, area.getRangeAddress()
    later = []
    for one in touching(sheet, at):
        places = one.Range.getRangeAddresses()
        kinds = [one.getByIndex(index).getType() for index in range(one.getCount())]
        if len(places) == 1 and places[0] == at and set(kinds) == {CONDITION}:
            for index in range(one.getCount()):
                entry = one.getByIndex(index)
                later.append({name: getattr(entry, name) for name in FIELDS})
            formats.removeByID(one.ID)
    name = OURS + uuid.uuid4().hex[:12]
    made = document.createInstance("com.sun.star.style.CellStyle")
    document.StyleFamilies.getByName("CellStyles").insertByName(name, made)
    put_style(made, style)
    own = new_format(document, sheet, at)
    fill(own, [dict(values, StyleName=name), *later])
    return own.ID, 0, name


def fill(own, conditions):
    """Put conditions into a format, in their order."""
    for fields in conditions:
        own.createEntry(CONDITION, 0)
        entry = own.getByIndex(own.getCount() - 1)
        for field, content in fields.items():
            setattr(entry, field, content)


def new_format(document, sheet, at):
    """A conditional format for an area, still without rules."""
    formats = sheet.ConditionalFormats
    cells = jobs.some_cells(document, sheet, [(at.StartRow, at.StartColumn, at.EndRow, at.EndColumn)])
    number = formats.createByRange(cells)
    return next(one for one in formats.getConditionalFormats() if number == one.ID)


def add_bar(context, document, sheet, area, values, thresholds):
    """Add a data bar -> its key."""
    own = new_format(document, sheet, area.getRangeAddress())
    own.createEntry(DATA_BAR, 0)
    entry = own.getByIndex(0)
    for name, content in values.items():
        setattr(entry, name, content)
    entry.DataBarEntries = tuple(BarThreshold(*one) for one in thresholds)
    return own.ID, 0, ""


def add_from_document(context, desktop, document, sheet, area, url, values):
    """Bring a rule over from the first cell of a document -> its key."""
    hidden = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
    hidden.Name, hidden.Value = "Hidden", True
    before = {one.ID for one in sheet.ConditionalFormats.getConditionalFormats()}
    other = desktop.loadComponentFromURL(url, "_blank", 0, (hidden,))
    try:
        source = other.Sheets.getByIndex(0).getCellRangeByPosition(0, 0, 0, 0)
        corner = sheet.getCellRangeByPosition(*CORNER, *CORNER)
        jobs_edit.paste(context, other, source, document, corner, "T", 0, False, False)
    finally:
        other.close(True)
    own = next(one for one in sheet.ConditionalFormats.getConditionalFormats() if one.ID not in before)
    at = area.getRangeAddress()
    own.Range = jobs.some_cells(document, sheet, [(at.StartRow, at.StartColumn, at.EndRow, at.EndColumn)])
    entry = own.getByIndex(0)
    for name, content in values.items():
        setattr(entry, name, content)
    return own.ID, 0, ""


def put_style(style, values):
    for name, content in values.items():
        if name == "CharPosture":
            content = uno.Enum("com.sun.star.awt.FontSlant", content)
        setattr(style, name, content)


def change_rule(context, document, sheet, key, values, style):
    one, index = locate(sheet, key)
    entry = one.getByIndex(index)
    for name, content in values.items():
        setattr(entry, name, content)
    if style:
        put_style(document.StyleFamilies.getByName("CellStyles").getByName(entry.StyleName), style)


def remove_rule(context, sheet, key):
    one, index = locate(sheet, key)
    entries = [one.getByIndex(place) for place in range(one.getCount()) if place != index]
    if any(entry.getType() != CONDITION for entry in entries):
        # removeByIndex() of LibreOffice 7.4 refuses every index
        raise NotImplementedError("a rule that shares its range with a scale, bars or icons cannot be removed alone")
    kept = [{name: getattr(entry, name) for name in FIELDS} for entry in entries]
    places = one.Range
    sheet.ConditionalFormats.removeByID(one.ID)
    if kept:
        number = sheet.ConditionalFormats.createByRange(places)
        fill(next(own for own in sheet.ConditionalFormats.getConditionalFormats() if number == own.ID), kept)


def clear_rules(context, sheet, area):
    jobs.remove_conditional(sheet, area.getRangeAddress())
