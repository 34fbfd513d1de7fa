"""What is done with a range: inserting, deleting, copying, pasting, filling, sorting, searching."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ..bridge.near import AnyOf, Enum, Struct
from ..model.missing import refuse
from . import links
from .address import MAX_COLUMNS, MAX_ROWS
from .paste import autofill, paste

if TYPE_CHECKING:
    from .range import Range

LOGICAL = 1024  # com.sun.star.util.NumberFormat
# com.sun.star.sheet.CellFlags and FormulaResult
CONSTANTS = {None: 1 | 2 | 4, "numbers": 1 | 2, "text": 4, "logical": 1 | 2, "errors": 0}
VALUES, FORMULAS = 1, 0  # where to look: SearchType of a search descriptor
RESULTS = {None: 1 | 2 | 4, "numbers": 1, "text": 2, "logical": 1, "errors": 4}


class Edit:
    """Changes to the cells of a Range."""

    def _it(self: Any) -> Range:
        found: Range = self
        return found

    def _moved(self) -> None:
        self._it().sheet.book.app.generation += 1

    def _is_whole(self) -> str:
        rows, columns = self._it().shape
        return "ROWS" if columns == MAX_COLUMNS else "COLUMNS" if rows == MAX_ROWS else ""

    def insert(self, shift: str | None = None, copy_origin: str | None = "format_from_left_or_above") -> None:
        """Insert cells; the rest moves down or right. A wide range moves what is below it, a tall one what is right."""
        me = self._it()
        rows, columns = me.shape
        mode = self._is_whole() or {"down": "DOWN", "right": "RIGHT"}.get(shift or "", "RIGHT" if rows > columns else "DOWN")
        me.sheet.uno.insertCells(me.cell_range_address(), Enum("com.sun.star.sheet.CellInsertMode", mode))
        self._moved()
        if copy_origin == "format_from_right_or_below":
            down = mode in ("DOWN", "ROWS")
            source = me.part(rows, 0, 1, columns) if down else me.part(0, columns, rows, 1)
            me.job("copy_looks", source.uno, me.uno, down)

    def delete(self, shift: str | None = None) -> None:
        """Delete cells; the rest moves up or left."""
        me = self._it()
        rows, columns = me.shape
        mode = self._is_whole() or {"up": "UP", "left": "LEFT"}.get(shift or "", "UP" if columns > rows else "LEFT")
        me.sheet.uno.removeRange(me.cell_range_address(), Enum("com.sun.star.sheet.CellDeleteMode", mode))
        self._moved()

    def copy(self, destination: Any = None) -> None:
        """Copy to a place, or remember for `paste`."""
        me = self._it()
        app = me.sheet.book.app
        if destination is None:
            app.copied, app.cut_copy_mode_value = me, "copy"
            return
        target: Range = destination.impl
        if target.sheet.book != me.sheet.book:
            self._copy_abroad(target)
            return
        rows, columns = me.shape
        down, right = target.shape[0] // rows or 1, target.shape[1] // columns or 1
        if target.shape != (rows * down, columns * right):
            down = right = 1
        for row in range(down):
            for column in range(right):
                place = target.part(row * rows, column * columns)
                at = Struct("com.sun.star.table.CellAddress", Sheet=place.sheet.index - 1, Column=place.column - 1, Row=place.row - 1)
                me.sheet.uno.copyRange(at, me.cell_range_address())

    def _copy_abroad(self, target: Range) -> None:
        me = self._it()
        if target.sheet.book.app != me.sheet.book.app:
            refuse("copying into a workbook of another App")
        me.job("copy_abroad", me.sheet.book.document, me.uno, target.sheet.book.document, target.uno)

    def move(self, destination: Any) -> None:
        """Cut and paste: formulas that point here follow."""
        me, target = self._it(), destination.impl
        at = Struct("com.sun.star.table.CellAddress", Sheet=target.sheet.index - 1, Column=target.column - 1, Row=target.row - 1)
        me.sheet.uno.moveRange(at, me.cell_range_address())
        self._moved()

    def copy_from(self, source_range: Any, copy_type: str = "all", skip_blanks: bool = False, transpose: bool = False) -> None:
        kinds = {"all": "all", "formulas": "formulas", "values": "values", "formats": "formats"}
        if copy_type not in kinds:
            raise ValueError(f"copy_type must be one of {', '.join(kinds)}")
        paste(source_range.impl, self._it(), kinds[copy_type], None, skip_blanks, transpose)

    def paste(self, paste: str | None = None, operation: str | None = None, skip_blanks: bool = False, transpose: bool = False) -> None:  # fmt: skip
        from .paste import paste as put

        app = self._it().sheet.book.app
        if app.copied is None:
            raise ValueError("There is nothing to paste: call Range.copy() first.")
        put(app.copied, self._it(), paste or "all", operation, skip_blanks, transpose)

    def autofill(self, destination: Any, type_: str = "fill_default") -> None:
        autofill(self._it(), destination.impl, type_)

    def sort(self, keys: list[int], ascending: list[bool], has_headers: bool) -> None:
        """Sort the rows by columns that count from 1; formats go with their cells, empty cells to the end."""
        fields = tuple(
            Struct("com.sun.star.table.TableSortField", Field=key - 1, IsAscending=way, IsCaseSensitive=False) for key, way in zip(keys, ascending, strict=True)
        )
        values = {"IsSortColumns": False, "ContainsHeader": has_headers, "BindFormatsToContent": True,
                  "SortFields": AnyOf("[]com.sun.star.table.TableSortField", fields)}  # fmt: skip
        self._it().job("sort", self._it().uno, tuple(values.items()))

    def remove_duplicates(self, columns: list[int], has_headers: bool) -> None:
        """Keep the first row of each value; what stays moves up within the range."""
        me = self._it()
        rows = me.uno.getDataArray()
        seen: set[tuple[Any, ...]] = set()
        keep: list[int] = [0] if has_headers else []
        for index in range(len(keep), len(rows)):
            key = tuple(_folded(rows[index][column - 1]) for column in columns)
            if key not in seen:
                seen.add(key)
                keep.append(index)
        if len(keep) < len(rows):
            me.job("keep_rows", me.uno, tuple(keep))
            self._moved()

    def get_special_cells(self, cell_type: str, value_type: str | None) -> list[Range]:
        me = self._it()
        area = me.used() if cell_type in ("blanks", "constants", "formulas") else me
        if cell_type == "blanks":
            found = area.uno.queryEmptyCells()
        elif cell_type == "visible":
            found = area.uno.queryVisibleCells()
        elif cell_type == "constants":
            if value_type == "errors":
                return []  # Calc keeps a typed error as a formula
            found = area.uno.queryContentCells(CONSTANTS[value_type])
        else:
            found = area.uno.queryFormulaCells(RESULTS[value_type])
        places = [(at.StartRow, at.StartColumn, at.EndRow, at.EndColumn) for at in found.getRangeAddresses()]
        if value_type in ("numbers", "logical"):
            places = me.job("split_logical", me.sheet.book.document, me.sheet.uno, places, value_type == "logical")
        return [me.sheet.area((r1 + 1, c1 + 1, r2 - r1 + 1, c2 - c1 + 1)) for r1, c1, r2, c2 in sorted(places)]

    def find(self, text: str, whole: bool, direction: str, order: str, match_case: bool) -> Range | None:
        me = self._it()
        if me.empty:
            return None
        wanted = _search(text, whole, match_case) | {
            "SearchBackwards": direction == "backward", "SearchByRow": order == "rows", "SearchType": VALUES}  # fmt: skip
        place = me.job("find", me.uno, wanted)
        return None if place is None else me.sheet.area((place[0] + 1, place[1] + 1, 1, 1))

    def replace_all(self, old: str, new: str, whole: bool, match_case: bool) -> None:
        me = self._it()
        if me.empty:
            return
        wanted = _search(old, whole, match_case) | {"SearchType": FORMULAS}
        if "SearchRegularExpression" in wanted:
            new = re.sub(r"([\\$&])", r"\\\1", new)
        wanted["ReplaceString"] = new
        me.job("replace", me.uno, wanted)

    @property
    def hyperlink(self) -> str:
        link = self._it().job("hyperlink", self._it().corner)
        if not link:
            raise Exception("The cell doesn't seem to contain a hyperlink!")
        return str(link)

    def add_hyperlink(self, address: str, text_to_display: str, screen_tip: str) -> None:
        """A link in each cell. LibreOffice has no text for the tip; it shows the address."""
        me = self._it()
        if not me.empty:
            url = links.to_calc(address, me.sheet.book)
            me.job("add_hyperlink", me.sheet.book.document, me.uno, url, text_to_display)

    def copy_picture(self, appearance: str, format: str) -> None:
        from ..objects.export import copy_picture

        copy_picture(self._it())

    def to_png(self, path: str) -> None:
        from ..objects.export import range_to_png

        range_to_png(self._it(), path)

    def to_pdf(self, path: str, quality: str) -> None:
        from ..objects.export import range_to_pdf

        range_to_pdf(self._it(), path, quality)


def _search(text: str, whole: bool, match_case: bool) -> dict[str, Any]:
    """What to look for. Excel's signs * and ? (with ~ before them: themselves) become a regular expression."""
    settings: dict[str, Any] = {"SearchCaseSensitive": match_case}
    if not any(sign in text for sign in "*?~"):
        return settings | {"SearchString": text, "SearchWords": whole}
    signs = {"*": ".*", "?": "."}
    parts = re.findall(r"~[*?~]|.", text, re.DOTALL)
    pattern = "".join(signs.get(part) or re.escape(part[-1]) for part in parts)
    return settings | {"SearchString": f"^{pattern}$" if whole else pattern, "SearchRegularExpression": True}


def _folded(value: Any) -> Any:
    return value.casefold() if isinstance(value, str) else value
