"""Frozen panes, and how a sheet is printed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..cells import address
from ..cells.address import MAX_COLUMNS, MAX_ROWS

if TYPE_CHECKING:
    from ..model.sheet import Sheet


class FreezePanes:
    """The rows and columns that stay in view."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet

    def freeze_at(self, frozen_range: str) -> None:
        """Freeze the rows above and the columns left of the range's end; "A:A" columns only, "1:1" rows only."""
        row, column, rows, columns = self.sheet.range(frozen_range).place
        last_row, last_column = row + rows - 1, column + columns - 1
        self.sheet.freeze(0 if columns == MAX_COLUMNS else last_column, 0 if rows == MAX_ROWS else last_row)

    def unfreeze(self) -> None:
        self.sheet.freeze(0, 0)


class PageSetup:
    """How a sheet is printed."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet

    @property
    def api(self) -> Any:
        """The UNO page style of the sheet."""
        styles = self.sheet.book.document.StyleFamilies.getByName("PageStyles")
        return styles.getByName(self.sheet.uno.PageStyle)

    @property
    def print_area(self) -> str | None:
        areas = self.sheet.uno.getPrintAreas()
        return (
            ",".join(address.render((at.StartRow + 1, at.StartColumn + 1, at.EndRow - at.StartRow + 1, at.EndColumn - at.StartColumn + 1)) for at in areas)
            or None
        )

    @print_area.setter
    def print_area(self, value: str | None) -> None:
        ranges = [self.sheet.range(part) for part in value.split(",")] if value else []
        self.sheet.uno.setPrintAreas(tuple(one.cell_range_address() for one in ranges))
