"""Paste special and filling."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model.missing import refuse

if TYPE_CHECKING:
    from .range import Range

# what is pasted -> the letters of LibreOffice's .uno:InsertContents; the rest is done apart
FLAGS = {"all": "A", "all_using_source_theme": "A", "formats": "T", "formulas": "SVDF", "comments": "N", "values": "SVD",
         "values_and_number_formats": "SVD", "formulas_and_number_formats": "SVDF", "all_except_borders": "A",
         "column_widths": "", "validation": ""}  # fmt: skip
OPERATIONS = {None: 0, "add": 1, "subtract": 2, "multiply": 3, "divide": 4}

DIRECTIONS = {"down": "TO_BOTTOM", "right": "TO_RIGHT", "up": "TO_TOP", "left": "TO_LEFT"}
# kind of filling -> (FillMode, FillDateMode)
SERIES = {"fill_days": ("DATE", "FILL_DATE_DAY"), "fill_weekdays": ("DATE", "FILL_DATE_WEEKDAY"),
          "fill_months": ("DATE", "FILL_DATE_MONTH"), "fill_years": ("DATE", "FILL_DATE_YEAR")}  # fmt: skip


def paste(source: Range, target: Range, kind: str, operation: str | None, skip_blanks: bool, transpose: bool) -> None:
    """Put a copied range into another place of the same App."""
    if kind not in FLAGS:
        refuse(f"paste={kind!r}")
    if operation not in OPERATIONS:
        raise ValueError(f"operation must be one of {', '.join(str(name) for name in OPERATIONS)}")
    if source.sheet.book.app != target.sheet.book.app:
        refuse("pasting into a workbook of another App")
    rows, columns = source.shape[::-1] if transpose else source.shape
    if target.shape == (1, 1) or target.shape[0] % rows or target.shape[1] % columns:
        target = target.part(0, 0, rows, columns)
    if kind == "column_widths":
        source.job("paste_widths", source.uno, target.uno)
    elif kind == "validation":
        source.job("paste_validation", source.uno, target.uno)
    else:
        borders = source.job("borders_of", target.uno) if kind == "all_except_borders" else None
        documents = source.sheet.book.document, target.sheet.book.document
        source.job("paste", documents[0], source.uno, documents[1], target.uno, FLAGS[kind], OPERATIONS[operation],
                   skip_blanks, transpose)  # fmt: skip
        if kind.endswith("number_formats"):
            source.job("paste_number_formats", *documents, source.uno, target.uno, transpose)
        if borders is not None:
            source.job("put_borders", target.uno, borders)
    target.sheet.book.app.generation += 1


def autofill(source: Range, destination: Range, kind: str) -> None:
    """Continue a range into the range that contains it, as dragging its corner does."""
    way = _way(source, destination)
    if kind in ("flash_fill",):
        refuse("autofill with 'flash_fill'")
    if kind in ("fill_formats", "fill_values"):
        _copy_on(source, destination, way, "formats" if kind == "fill_formats" else "values")
        return
    rows, columns = source.shape
    length = rows if way in ("down", "up") else columns
    if kind in SERIES:
        source.job("fill_series", destination.uno, DIRECTIONS[way], *SERIES[kind], 1.0)
    elif kind == "fill_copy":
        _copy_on(source, destination, way, "all")
    elif kind in ("fill_default", "fill_series"):
        source.job("fill_auto", source.sheet.book.document, source.uno, destination.uno, DIRECTIONS[way], length, kind == "fill_default")
    elif kind in ("linear_trend", "growth_trend"):
        source.job("fill_trend", source.uno, destination.uno, way, kind == "growth_trend")
    else:
        raise ValueError(f"Unknown kind of filling: {kind!r}")


def _way(source: Range, destination: Range) -> str:
    """Which way the destination goes beyond the source."""
    (row, column), (rows, columns) = (source.row, source.column), source.shape
    same_columns = destination.column == column and destination.shape[1] == columns
    same_rows = destination.row == row and destination.shape[0] == rows
    if same_columns and destination.row == row and destination.shape[0] > rows:
        return "down"
    if same_rows and destination.column == column and destination.shape[1] > columns:
        return "right"
    if same_columns and destination.row + destination.shape[0] == row + rows and destination.row < row:
        return "up"
    if same_rows and destination.column + destination.shape[1] == column + columns and destination.column < column:
        return "left"
    raise ValueError("The destination of autofill() must contain the range and go on in one direction.")


def _copy_on(source: Range, destination: Range, way: str, kind: str) -> None:
    rows, columns = source.shape
    more_rows, more_columns = destination.shape[0] - rows, destination.shape[1] - columns
    step, room = (rows, more_rows) if way in ("down", "up") else (columns, more_columns)
    for start in range(0, room, step):
        size = min(step, room - start)
        if way == "down":
            piece, place = source.part(0, 0, size, columns), source.part(rows + start, 0)
        elif way == "right":
            piece, place = source.part(0, 0, rows, size), source.part(0, columns + start)
        elif way == "up":
            piece, place = source.part(rows - size, 0, size, columns), source.part(-start - size, 0)
        else:
            piece, place = source.part(0, columns - size, rows, size), source.part(0, -start - size)
        paste(piece, place, kind, None, False, False)
