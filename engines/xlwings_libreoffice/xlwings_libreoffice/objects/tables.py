"""The tables of a sheet: Excel's list objects are LibreOffice's database ranges."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ..bridge.near import Struct
from ..model.collection import Collection
from ..model.missing import refuse
from .table import Place, Table, fill_headers

if TYPE_CHECKING:
    from ..cells.range import Range
    from ..model.sheet import Sheet

_NAME = re.compile(r"[^\W\d][\w.\\]*")
_CELL = re.compile(r"[A-Za-z]{1,3}\d{1,7}|[RrCc]")


class Tables(Collection[Table]):
    """The tables of a sheet, from the top down."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet

    @property
    def api(self) -> Any:
        """The UNO database ranges of the workbook."""
        return self.sheet.book.document.DatabaseRanges

    def _places(self) -> list[Place]:
        found = self.sheet.book.app.session.job("tables", self.sheet.book.document, self.sheet.index - 1)
        return sorted((Place(*one) for one in found), key=lambda place: (place.top, place.left))

    def listed(self) -> list[tuple[str, Table]]:
        return [(place.name, Table(self.sheet, place.name)) for place in self._places()]

    def add(self, source_type: Any = None, source: Any = None, link_source: Any = None, has_headers: bool = True,
            destination: Any = None, table_style_name: str | None = None, name: str | None = None) -> Table:  # fmt: skip
        if source_type is not None or link_source is not None or destination is not None:
            refuse("Tables.add(): only a range can be the source")
        area: Range = source.impl
        if area.shape == (1, 1):
            region = area.current_region
            area = region if len(region) > 1 else area.part(0, 0, 2, 1)
        if not has_headers or area.shape[0] == 1:
            below = area.part(1 if has_headers else 0, 0, 1, area.shape[1])
            below.insert("down")
            area = area.part(0, 0, area.shape[0] + 1, area.shape[1])
        taken = {text.lower() for text in self.api.ElementNames}
        number = 1
        while name is None and f"table{number}" in taken:
            number += 1
        name = name or f"Table{number}"
        if name.lower() in taken:
            raise ValueError(f"A table named '{name}' already exists in {self.sheet.book.name}.")
        if not _NAME.fullmatch(name) or _CELL.fullmatch(name) or len(name) > 255:
            raise ValueError(f"'{name}' cannot be a table's name: letters, digits, points and _, no spaces, and no cell's address.")
        if any(
            place.top < area.row + area.shape[0] - 1 + 1
            and area.row <= place.bottom + 1
            and place.left < area.column + area.shape[1]
            and area.column <= place.right + 1
            for place in self._places()
        ):
            raise ValueError(f"A table cannot overlap another one ({area.get_address(False, False, False)}).")
        fill_headers(area.part(0, 0, 1, area.shape[1]))
        self.api.addNewByName(name, area.cell_range_address())
        made = self.api.getByName(name)
        made.ContainsHeader = True
        made.AutoFilter = True
        table = Table(self.sheet, name)
        table.looks["table_style"] = table_style_name or ""
        return table


def table_at(area: Range) -> Table | None:
    """The table that the range's first cell lies in."""
    for place in Tables(area.sheet)._places():
        if place.top < area.row <= place.bottom + 1 and place.left < area.column <= place.right + 1:
            return Table(area.sheet, place.name)
    return None


def after_copy(source: Sheet, copy: Sheet) -> None:
    """A copied sheet brings its tables; Calc keeps no filter button on them."""
    kept = {(place.top, place.left): place for place in Tables(source)._places()}
    have = {(place.top, place.left) for place in Tables(copy)._places()}
    for key, place in kept.items():
        if key in have:
            continue
        number = 2
        taken = {text.lower() for text in Tables(copy).api.ElementNames}
        while f"{place.name}_{number}".lower() in taken:
            number += 1
        table = Table(copy, f"{place.name}_{number}")
        Tables(copy).api.addNewByName(table.name, Struct(
            "com.sun.star.table.CellRangeAddress", Sheet=copy.index - 1, StartRow=place.top, StartColumn=place.left,
            EndRow=place.bottom, EndColumn=place.right))  # fmt: skip
        table.api.ContainsHeader = place.header
