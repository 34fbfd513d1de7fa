"""Range: a rectangle of cells. What it holds is here; how it looks is in `looks`, what is done with it in `edit`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..bridge.near import Enum, Struct
from ..model.facade import RangeFacade
from ..model.missing import Missing, refuse
from ..model.names import Name
from ..objects.table import Table
from ..objects.tables import table_at
from . import address
from .address import MAX_COLUMNS, MAX_ROWS, Area
from .cells import Cells
from .conditional import ConditionalFormats
from .edit import Edit
from .filters import AutoFilter, SheetFilter
from .looks import Looks
from .notes import Note, add_note, note_of
from .validation import DataValidation

if TYPE_CHECKING:
    from ..model.sheet import Sheet

DIRECTIONS = {"d": "down", "u": "up", "l": "left", "r": "right", "down": "down", "up": "up", "left": "left",
              "right": "right", -4121: "down", -4162: "up", -4159: "left", -4161: "right"}  # fmt: skip


class Range(Cells, Looks, Edit):
    """A rectangle of cells on a sheet; it may be empty (no rows or no columns), then nothing happens to it."""

    max_cells_per_read = None
    max_cells_per_write = None
    comment = Missing("LibreOffice has notes, no threaded comments")
    add_comment = Missing("LibreOffice has notes, no threaded comments")

    def __init__(self, sheet: Sheet, row: int, column: int, rows: int, columns: int, typed: str = "") -> None:
        self.sheet = sheet
        self.row, self.column = row, column
        self.shape = (rows, columns)
        self.arg1_input = typed
        self.options: dict[str, Any] = {}
        self._uno: Any = None
        self._generation = -1
        if row + rows - 1 > MAX_ROWS or column + columns - 1 > MAX_COLUMNS or row < 1 or column < 1:
            raise IndexError(f"There are no cells beyond {address.column_name(MAX_COLUMNS)}{MAX_ROWS}.")

    @property
    def place(self) -> Area:
        return (self.row, self.column, *self.shape)

    @property
    def coords(self) -> tuple[Any, ...]:
        return (self.sheet, *self.place)

    @property
    def empty(self) -> bool:
        return not all(self.shape)

    @property
    def uno(self) -> Any:
        """The UNO cell range."""
        app = self.sheet.book.app
        if self._uno is None or self._generation != app.generation:
            (row, column), (rows, columns) = (self.row - 1, self.column - 1), self.shape
            self._uno = self.sheet.uno.getCellRangeByPosition(column, row, column + columns - 1, row + rows - 1)
            self._generation = app.generation
        return self._uno

    @property
    def corner(self) -> Any:
        """The UNO cell at the top left."""
        if self.shape == (1, 1):
            return self.uno.getCellByPosition(0, 0)
        return self.sheet.uno.getCellByPosition(self.column - 1, self.row - 1)

    @property
    def for_macro(self) -> Any:
        return self.corner if self.shape == (1, 1) else self.uno

    @property
    def api(self) -> RangeFacade | None:
        return None if self.empty else RangeFacade(self)

    def job(self, name: str, *arguments: Any) -> Any:
        return self.sheet.book.app.session.job(name, *arguments)

    def cell_range_address(self) -> Struct:
        row, column, rows, columns = self.place
        return Struct("com.sun.star.table.CellRangeAddress", Sheet=self.sheet.index - 1, StartColumn=column - 1,
                      StartRow=row - 1, EndColumn=column + columns - 2, EndRow=row + rows - 2)  # fmt: skip

    def part(self, row: int, column: int, rows: int = 1, columns: int = 1) -> Range:
        """A rectangle counted from this one's top left corner, from 0."""
        return Range(self.sheet, self.row + row, self.column + column, rows, columns)

    def used(self) -> Range:
        """The part of this range that lies in the sheet's used area; at least one cell."""
        used = self.sheet.used_range
        row, column = max(self.row, used.row), max(self.column, used.column)
        last_row = min(self.row + self.shape[0], used.row + used.shape[0])
        last_column = min(self.column + self.shape[1], used.column + used.shape[1])
        if last_row <= row or last_column <= column:
            return self.part(0, 0)
        return Range(self.sheet, row, column, last_row - row, last_column - column)

    def __len__(self) -> int:
        return self.shape[0] * self.shape[1]

    def __call__(self, *args: int) -> Range:
        if len(args) == 1:
            row, column = divmod(args[0] - 1, self.shape[1])
        elif len(args) == 2:
            row, column = args[0] - 1, args[1] - 1
        else:
            raise ValueError("Invalid arguments")
        return self.part(row, column)

    @property
    def rows(self) -> list[Range]:
        return [self.part(index, 0, 1, self.shape[1]) for index in range(self.shape[0])]

    @property
    def columns(self) -> list[Range]:
        return [self.part(0, index, self.shape[0], 1) for index in range(self.shape[1])]

    def get_address(self, row_absolute: bool, col_absolute: bool, external: bool) -> str:
        local = address.render(self.place, row_absolute, col_absolute)
        if not external:
            return local
        inner = f"[{self.sheet.book.name}]{self.sheet.name}".replace("'", "''")
        return f"'{inner}'!{local}"

    @property
    def address(self) -> str:
        if self.empty:
            rows, columns = self.shape
            return f"${address.column_name(self.column)}${self.row}{{{rows}x{columns}}}"
        return address.render(self.place)

    @property
    def name(self) -> Name | None:
        for name in self.sheet.book.names:
            cells = name.api.getReferredCells()
            if cells is not None and cells.getRangeAddress() == self.cell_range_address():
                return name
        return None

    @name.setter
    def name(self, value: str) -> None:
        local = address.render(self.place)
        self.sheet.book.names.add(value, f"={address.quote_sheet(self.sheet.name)}!{local}")

    @property
    def table(self) -> Table | None:
        return table_at(self)

    @property
    def note(self) -> Note | None:
        return note_of(self)

    def add_note(self, text: str) -> Note:
        return add_note(self, text)

    @property
    def data_validation(self) -> DataValidation:
        return DataValidation(self)

    @property
    def conditional_formats(self) -> ConditionalFormats:
        return ConditionalFormats(self)

    @property
    def autofilter(self) -> AutoFilter:
        return AutoFilter(SheetFilter(self))

    def select(self) -> None:
        if self.sheet.book.sheets.active != self.sheet:
            self.sheet.activate()
        self.sheet.book.controller.select(self.uno)

    @property
    def current_region(self) -> Range:
        cursor = self.sheet.uno.createCursorByRange(self.uno)
        cursor.collapseToCurrentRegion()
        return self._at(cursor)

    def _at(self, uno: Any) -> Range:
        at = uno.getRangeAddress()
        rows, columns = at.EndRow - at.StartRow + 1, at.EndColumn - at.StartColumn + 1
        return Range(self.sheet, at.StartRow + 1, at.StartColumn + 1, rows, columns)

    def end(self, direction: str) -> Range:
        """The last cell of the block in a direction, as Ctrl and an arrow key find it."""
        way = DIRECTIONS.get(direction)
        if way is None:
            raise ValueError(f"Unknown direction {direction!r}")
        row, column = self.job("block_end", self.sheet.uno, self.row - 1, self.column - 1, way)
        return Range(self.sheet, row + 1, column + 1, 1, 1)

    def expand(self, mode: str) -> Range:
        """Grow to the filled block: "table", "down" ("d", "vertical"), "right" ("r", "horizontal")."""
        from xlwings import Range as PublicRange
        from xlwings.expansion import expanders

        expander = expanders.get(mode, mode)
        expanded: Range = expander.expand(PublicRange(impl=self)).impl
        return expanded

    @property
    def merge_cells(self) -> bool | None:
        merged = self.job("merged", self.uno)
        return None if merged is None else bool(merged)

    @property
    def merge_area(self) -> Range:
        cursor = self.sheet.uno.createCursorByRange(self.corner_range())
        cursor.collapseToMergedArea()
        return self._at(cursor)

    def corner_range(self) -> Any:
        return self.part(0, 0).uno

    def merge(self, across: bool) -> None:
        self.job("merge_rows" if across else "merge", self.uno)

    def unmerge(self) -> None:
        self.uno.merge(False)


__all__ = ["Enum", "Range", "refuse"]
