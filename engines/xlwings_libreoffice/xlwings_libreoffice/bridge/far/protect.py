"""Changes of a protected sheet: LibreOffice leaves many of them out without a word, so they are refused first."""

# methods that change a cell range, and whether it is its contents that change
METHODS = {
    "clearContents": True, "setDataArray": True, "setFormulaArray": True, "setArrayFormula": True, "setString": True,
    "setValue": True, "setFormula": True, "replaceAll": True, "merge": False, "setPropertyToDefault": False,
    "insertCells": False, "removeRange": False, "copyRange": False, "moveRange": False,
}
# jobs that change cells: which argument is the cells, and whether it is their contents that change
JOBS = {
    "write_numbers": (1, True), "put": (0, True), "sort": (0, False), "set_validation": (0, False), "set_formats": (1, False),
    "replace": (0, True), "put_borders": (0, False), "paste_validation": (1, False), "paste_number_formats": (3, False),
    "paste": (3, False), "merge_rows": (0, False), "keep_rows": (0, False), "fill_trend": (1, True),
    "fill_series": (0, True), "fill_auto": (2, True), "fill_color": (0, False), "draw_line": (0, False),
    "copy_looks": (1, False), "copy_down": (1, True), "color_cells": (1, False), "clear_looks": (0, False),
    "clear_rules": (1, False), "adjust_indent": (0, False), "add_hyperlink": (1, True), "add_condition": (2, False),
    "add_bar": (2, False), "add_from_document": (3, False), "merge": (0, False), "refuse_protected": (0, False),
}  # fmt: skip


class SheetProtected(Exception):
    """The near side has an error of this name."""


def refuse_protected(context, area):
    """For changes that reach the cells through something else, a note's or a sheet's own collection."""


def before_call(target, name):
    if name in METHODS:
        check(target, METHODS[name])


def before_set(target):
    check(target, False)


def before_job(name, arguments):
    if name in JOBS:
        place, contents = JOBS[name]
        check(arguments[place], contents)


def check(thing, contents):
    """Refuse a change of a cell range of a protected sheet; unlocked cells may change their contents."""
    if not hasattr(thing, "getSpreadsheet"):
        return
    sheet = thing.getSpreadsheet()
    if sheet is None or not sheet.isProtected():
        return
    if contents and thing.getPropertyState("CellProtection").value != "AMBIGUOUS_VALUE" and not thing.CellProtection.IsLocked:
        return
    raise SheetProtected("The sheet '%s' is protected. Unprotect it first." % sheet.getName())
