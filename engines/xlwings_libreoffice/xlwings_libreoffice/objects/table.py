"""One table."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any, NamedTuple

from ..bridge.near import Struct
from .table_parts import TableColumns, TableRows

if TYPE_CHECKING:
    from ..cells.filters import AutoFilter
    from ..cells.range import Range
    from ..model.sheet import Sheet

STYLE_WARNING = ("LibreOffice has no table styles: the setting is remembered until the workbook is closed, "
                 "it is not drawn and not saved.")  # fmt: skip
STYLE = {"table_style": "TableStyleMedium2", "show_table_style_row_stripes": True, "show_table_style_column_stripes": False,
         "show_table_style_first_column": False, "show_table_style_last_column": False}  # fmt: skip


class Place(NamedTuple):
    """A database range, counted from 0."""

    name: str
    top: int
    left: int
    bottom: int
    right: int
    header: bool
    totals: bool


class Table:
    """A table. It is the filter's place, too: `area` and `uno`."""

    def __init__(self, sheet: Sheet, name: str) -> None:
        self.sheet = sheet
        self._name = name

    parent = property(lambda self: self.sheet)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Table) and other.sheet == self.sheet and other._name == self._name

    def __hash__(self) -> int:
        return hash(self._name)

    @property
    def api(self) -> Any:
        """The UNO database range."""
        return self.sheet.book.document.DatabaseRanges.getByName(self._name)

    def uno(self, create: bool) -> Any:
        return self.api

    def area(self) -> Range:
        return self.range

    @property
    def looks(self) -> dict[str, Any]:
        """What Excel draws and LibreOffice does not know."""
        looks: dict[str, Any] = self.sheet.book.table_looks.setdefault(self._name, dict(STYLE))
        return looks

    def _place(self) -> Place:
        database = self.api
        at = database.getDataArea()
        return Place(self._name, at.StartRow, at.StartColumn, at.EndRow, at.EndColumn, database.ContainsHeader, database.TotalsRow)

    def _part(self, top: int, bottom: int) -> Range | None:
        place = self._place()
        rows = bottom - top + 1
        return self.sheet.area((top + 1, place.left + 1, rows, place.right - place.left + 1)) if rows > 0 else None

    @property
    def name(self) -> str:
        return self._name

    @name.setter
    def name(self, value: str) -> None:
        self.sheet.book.app.session.job("rename_table", self.sheet.book.document, self._name, value)
        self.sheet.book.table_looks[value] = self.sheet.book.table_looks.pop(self._name, dict(STYLE))
        self._name = value

    display_name = name

    @property
    def range(self) -> Range:
        place = self._place()
        area = self._part(place.top, place.bottom)
        assert area is not None
        return area

    @property
    def _body(self) -> Range | None:
        place = self._place()
        return self._part(place.top + place.header, place.bottom - place.totals)

    @property
    def data_body_range(self) -> Range | None:
        return None if self.insert_row_range else self._body

    @property
    def insert_row_range(self) -> Range | None:
        """The empty row in which a table without data begins, else None."""
        body = self._body
        if body is None or body.shape[0] > 1 or any(text for text in body.uno.getFormulaArray()[0]):
            return None
        return body

    @property
    def header_row_range(self) -> Range | None:
        place = self._place()
        return self._part(place.top, place.top) if place.header else None

    @property
    def totals_row_range(self) -> Range | None:
        place = self._place()
        return self._part(place.bottom, place.bottom) if place.totals else None

    def put(self, top: int, left: int, bottom: int, right: int) -> None:
        """Move the table's borders; counted from 0."""
        self.api.setDataArea(Struct("com.sun.star.table.CellRangeAddress", Sheet=self.sheet.index - 1, StartRow=top,
                                    StartColumn=left, EndRow=bottom, EndColumn=right))  # fmt: skip

    def resize(self, range: Any) -> None:
        area: Range = range.impl
        self.put(area.row - 1, area.column - 1, area.row + area.shape[0] - 2, area.column + area.shape[1] - 2)
        if header := self.header_row_range:
            fill_headers(header)

    @property
    def show_autofilter(self) -> bool:
        return bool(self.api.AutoFilter)

    @show_autofilter.setter
    def show_autofilter(self, value: bool) -> None:
        self.api.AutoFilter = bool(value)

    @property
    def show_headers(self) -> bool:
        return bool(self.api.ContainsHeader)

    @show_headers.setter
    def show_headers(self, value: bool) -> None:
        place = self._place()
        if bool(value) == place.header:
            return
        if not value:
            header = self.header_row_range
            assert header is not None
            self.looks["headers"] = header.uno.getDataArray()
            header.clear_contents()
            self.put(place.top + 1, place.left, place.bottom, place.right)
            self.api.ContainsHeader = False
            return
        top = place.top - 1
        above = self._part(top, top) if top >= 0 else None
        if above is None or any(above.uno.getFormulaArray()[0]):  # something stands there: the table moves down
            body = self._part(place.top, place.top)
            assert body is not None
            body.insert("down")
            top = place.top
            place = place._replace(bottom=place.bottom + 1)
        self.put(top, place.left, place.bottom, place.right)
        self.api.ContainsHeader = True
        header = self.header_row_range
        assert header is not None
        names = self.looks.pop("headers", None)
        if names and len(names[0]) == header.shape[1]:
            header.uno.setDataArray(names)
        fill_headers(header)

    @property
    def show_totals(self) -> bool:
        return bool(self.api.TotalsRow)

    @show_totals.setter
    def show_totals(self, value: bool) -> None:
        place = self._place()
        if bool(value) == place.totals:
            return
        if not value:
            row = self.totals_row_range
            self.api.TotalsRow = False
            self.put(place.top, place.left, place.bottom - 1, place.right)
            if row is not None:
                row.delete("up")
            return
        below = self._part(place.bottom + 1, place.bottom + 1)
        assert below is not None
        if any(below.uno.getFormulaArray()[0]):
            below.insert("down")
        self.put(place.top, place.left, place.bottom + 1, place.right)
        self.api.TotalsRow = True
        self._fill_totals()

    def _fill_totals(self) -> None:
        """Excel's first totals: the word, and the last column's sum or count."""
        row, body = self.totals_row_range, self._body
        if row is None or body is None:
            return
        last = body.part(0, body.shape[1] - 1, body.shape[0], 1)
        numbers = any(isinstance(value, float) for (value,) in last.uno.getDataArray())
        row.part(0, 0).raw_value = "Total"
        row.part(0, row.shape[1] - 1).raw_value = f"=SUBTOTAL({109 if numbers else 103},{last.get_address(False, False, False)})"

    def _look(self, name: str, value: Any) -> None:
        warnings.warn(STYLE_WARNING, UserWarning, stacklevel=4)
        self.looks[name] = value

    table_style = property(lambda self: self.looks["table_style"], lambda self, value: self._look("table_style", value))
    show_table_style_row_stripes = property(
        lambda self: self.looks["show_table_style_row_stripes"],
        lambda self, value: self._look("show_table_style_row_stripes", value))  # fmt: skip
    show_table_style_column_stripes = property(
        lambda self: self.looks["show_table_style_column_stripes"],
        lambda self, value: self._look("show_table_style_column_stripes", value))  # fmt: skip
    show_table_style_first_column = property(
        lambda self: self.looks["show_table_style_first_column"],
        lambda self, value: self._look("show_table_style_first_column", value))  # fmt: skip
    show_table_style_last_column = property(
        lambda self: self.looks["show_table_style_last_column"],
        lambda self, value: self._look("show_table_style_last_column", value))  # fmt: skip

    @property
    def autofilter(self) -> AutoFilter:
        from ..cells.filters import AutoFilter

        return AutoFilter(self)

    @property
    def rows(self) -> TableRows:
        return TableRows(self)

    @property
    def columns(self) -> TableColumns:
        return TableColumns(self)

    def sort(self, keys: list[int], ascending: list[bool]) -> None:
        body = self.data_body_range
        if body is not None:
            body.sort(keys, ascending, False)


def fill_headers(header: Range) -> None:
    """Every column of a table has a name of its own, a text."""
    (row,) = header.uno.getDataArray()
    names: list[str] = []
    for index, value in enumerate(row):
        text = f"{value:g}" if isinstance(value, float) else str(value or "") or f"Column{index + 1}"
        start, number = text, 2
        while text.lower() in (name.lower() for name in names):
            text, number = f"{start}{number}", number + 1
        names.append(text)
    if list(row) != names:
        header.uno.setDataArray((tuple(names),))
