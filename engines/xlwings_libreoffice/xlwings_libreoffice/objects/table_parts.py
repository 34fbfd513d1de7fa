"""Rows and columns of tables."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..cells.range import Range
    from .table import Table


class TableRow:
    """A row of a table's data; `index` counts from 1."""

    def __init__(self, table: Table, index: int) -> None:
        self.table, self.index = table, index

    @property
    def range(self) -> Range:
        body = self.table._body
        assert body is not None
        return body.part(self.index - 1, 0, 1, body.shape[1])

    def delete(self) -> None:
        body = self.table.data_body_range
        if body is not None and body.shape[0] == 1:
            self.range.clear_contents()  # a table keeps one row to begin with
        else:
            self.range.delete("up")


class TableRows:
    """The rows of a table's data."""

    def __init__(self, table: Table) -> None:
        self.table = table

    parent = property(lambda self: self.table)

    @property
    def api(self) -> Any:
        body = self.table.data_body_range
        return None if body is None else body.uno.Rows

    @property
    def column_count(self) -> int:
        return self.table.range.shape[1]

    def __len__(self) -> int:
        body = self.table.data_body_range
        return 0 if body is None else body.shape[0]

    def __call__(self, key: int) -> TableRow:
        if not 1 <= key <= len(self):
            raise KeyError(key)
        return TableRow(self.table, key)

    def __iter__(self) -> Iterator[TableRow]:
        return iter([TableRow(self.table, index) for index in range(1, len(self) + 1)])

    def __contains__(self, key: int) -> bool:
        return 1 <= key <= len(self)

    def add(self, values: list[Any] | None, index: int | None) -> TableRow:
        """Add a row before the one at `index`, or at the end; what stands below the table moves down."""
        count = len(self)
        index = index or count + 1
        if count:
            place = self.table._place()
            body = self.table._body
            assert body is not None
            body.part(index - 1, 0, 1, body.shape[1]).insert("down")
            # Calc counts neither the end nor the beginning as inside
            self.table.put(place.top, place.left, place.bottom + 1, place.right)
        row = TableRow(self.table, index)
        if values is not None:
            row.range.raw_value = [values]
        return row


class TableColumn:
    """A column of a table; `index` counts from 1."""

    def __init__(self, table: Table, index: int) -> None:
        self.table, self.index = table, index

    @property
    def name(self) -> str:
        header = self.table.header_row_range
        if header is None:
            return f"Column{self.index}"
        return str(header.part(0, self.index - 1).uno.getDataArray()[0][0])

    @property
    def range(self) -> Range:
        area = self.table.range
        return area.part(0, self.index - 1, area.shape[0], 1)

    @property
    def data_body_range(self) -> Range | None:
        body = self.table.data_body_range
        return None if body is None else body.part(0, self.index - 1, body.shape[0], 1)

    def delete(self) -> None:
        if self.table.range.shape[1] == 1:
            raise ValueError("Cannot delete the last table column")
        place = self.table._place()
        self.range.delete("left")
        self.table.put(place.top, place.left, place.bottom, place.right - 1)


class TableColumns:
    """The columns of a table."""

    def __init__(self, table: Table) -> None:
        self.table = table

    parent = property(lambda self: self.table)

    @property
    def api(self) -> Any:
        return self.table.range.uno.Columns

    def __len__(self) -> int:
        return self.table.range.shape[1]

    def __call__(self, key: int | str) -> TableColumn:
        for column in self:
            if key == column.index or (isinstance(key, str) and key.lower() == column.name.lower()):
                return column
        raise KeyError(key)

    def __iter__(self) -> Iterator[TableColumn]:
        return iter([TableColumn(self.table, index) for index in range(1, len(self) + 1)])

    def __contains__(self, key: int | str) -> bool:
        try:
            self(key)
        except KeyError:
            return False
        return True

    def add(self, name: str, index: int | None) -> TableColumn:
        """Add a column before the one at `index`, or at the end; what stands right of the table moves right."""
        place = self.table._place()
        index = index or len(self) + 1
        area = self.table.range
        area.part(0, index - 1, area.shape[0], 1).insert("right")
        self.table.put(place.top, place.left, place.bottom, place.right + 1)
        header = self.table.header_row_range
        if header is not None:
            header.part(0, index - 1).uno.setDataArray(((name,),))
        return TableColumn(self.table, index)
