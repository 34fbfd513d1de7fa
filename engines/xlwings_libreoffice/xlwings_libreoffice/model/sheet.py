"""One worksheet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..cells import address
from ..cells.address import MAX_COLUMNS, MAX_ROWS, check_sheet_name
from ..cells.notes import notes_of
from ..cells.range import Range
from ..objects.charts import Charts
from ..objects.pages import FreezePanes, PageSetup
from ..objects.shapes import Pictures, Shapes
from ..objects.tables import Tables
from .facade import SheetFacade
from .missing import Missing, refuse
from .names import Names

if TYPE_CHECKING:
    from ..cells.notes import Note
    from .book import Book


class Sheet:
    """A worksheet."""

    pivot_tables = Missing("Calc's pivot tables are of another kind")
    comments = Missing("LibreOffice has notes, no threaded comments")

    def __init__(self, book: Book, uno: Any, listed: tuple[int, str] | None = None) -> None:
        self.book = book
        self._uno = uno
        self._generation = book.app.generation
        self._asked = False
        self._listed = listed  # place and name from a list of all, instead of the UNO sheet: that is fetched when needed

    @property
    def uno(self) -> Any:
        if self._listed is not None:
            place, name = self._listed
            sheets, moved = self.book.document.Sheets, self._generation != self.book.app.generation
            self._uno = sheets.getByName(name) if moved else sheets.getByIndex(place)
            self._generation, self._listed = self.book.app.generation, None
        # a kept sheet shrinks when rows are removed, so it is fetched anew after every change of structure
        if self._generation != self.book.app.generation:
            self._uno = self.book.document.Sheets.getByIndex(self._uno.getRangeAddress().Sheet)
            self._generation = self.book.app.generation
        return self._uno

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sheet) and other.book == self.book and other.index == self.index

    def __hash__(self) -> int:
        return hash((self.book, self.name))

    @property
    def api(self) -> SheetFacade:
        return SheetFacade(self)

    @property
    def name(self) -> str:
        if self._listed is not None:  # just listed: the name is known; the next question is asked again
            asked, self._asked = self._asked, True
            if not asked:
                return self._listed[1]
        return str(self.uno.Name)

    @name.setter
    def name(self, value: str) -> None:
        if value.lower() != self.name.lower() and value in self.book.sheets:
            raise ValueError(f"Sheet named '{value}' already present in workbook")
        check_sheet_name(value)
        self.book.check_structure()
        self.uno.Name = value

    @property
    def names(self) -> Names:
        return Names(self.book, self)

    @property
    def notes(self) -> list[Note]:
        return notes_of(self)

    @property
    def index(self) -> int:
        return int(self.uno.getRangeAddress().Sheet) + 1

    def area(self, place: address.Area, typed: str = "") -> Range:
        return Range(self, *place, typed=typed)

    def range(self, arg1: Any, arg2: Any = None) -> Range:
        if isinstance(arg1, tuple) and len(arg1) == 4:
            return self.area(arg1)
        if isinstance(arg1, int | float) and isinstance(arg2, int | float):
            arg1, arg2 = (int(arg1), int(arg2)), None
        first = self._corner(arg1)
        if arg2 is None:
            return first
        second = self._corner(arg2)
        row, column = min(first.row, second.row), min(first.column, second.column)
        last_row = max(first.row + first.shape[0], second.row + second.shape[0])
        last_column = max(first.column + first.shape[1], second.column + second.shape[1])
        return first.sheet.area((row, column, last_row - row, last_column - column))

    def _corner(self, given: Any) -> Range:
        if isinstance(given, Range):
            return given
        if isinstance(given, tuple):
            if 0 in given:
                raise IndexError("Attempted to access 0-based Range. xlwings/Excel Ranges are 1-based.")
            return self.area((given[0], given[1], 1, 1))
        text = str(given)
        if "," in text and "[" not in text:
            refuse(f"a range of several areas ({text})")
        sheet_name, local = address.split_sheet(text)
        place = address.parse(local)
        if place:
            sheet = self if sheet_name is None else self.book.sheets(sheet_name)
            return sheet.area(place, typed=local)
        return self._named(text)

    def _named(self, text: str) -> Range:
        local, book = Names(self.book, self), self.book.names
        for names in (local, book):
            if names.contains(text):
                return names(text).refers_to_range
        for sheet in self.book.sheets:
            if text in sheet.tables:
                body = sheet.tables(text).data_body_range
                if body is not None:
                    return body
        raise ValueError(f"'{text}' is neither an address nor a name nor a table in {self.book.name}.")

    @property
    def cells(self) -> Range:
        return self.area((1, 1, MAX_ROWS, MAX_COLUMNS))

    def activate(self) -> None:
        if not self.visible:
            raise ValueError(f"Sheet '{self.name}' is hidden, so it cannot be activated.")
        self.book.controller.setActiveSheet(self.uno)

    select = activate

    def clear_contents(self) -> None:
        self.cells.clear_contents()

    def clear_formats(self) -> None:
        self.cells.clear_formats()

    def clear(self) -> None:
        self.cells.clear()

    def autofit(self, axis: str | None = None) -> None:
        self.used_range.autofit(axis)

    def delete(self) -> None:
        self.book.check_structure()
        if len(self.book.sheets) == 1:
            raise ValueError("A workbook must keep at least one sheet.")
        self.book.document.Sheets.removeByName(self.name)
        self.book.app.generation += 1

    def copy(self, before: Sheet | None, after: Sheet | None) -> None:
        beside = before or after
        assert beside is not None
        target = beside.book
        target.check_structure()
        index = beside.index - 1 if before else beside.index
        name = self.name
        new = name if target != self.book and name not in target.sheets else target.sheets.free_name(name, "{} ({})", 2)
        if target == self.book:
            target.document.Sheets.copyByName(name, new, index)
        elif target.app != self.book.app:
            refuse("Sheet.copy() into a workbook of another App")
        else:
            self.book.app.session.job("import_sheet", target.document, self.book.document, name, index)
            target.document.Sheets.getByIndex(index).Name = new
        target.app.generation += 1
        from ..objects.tables import after_copy

        after_copy(self, target.sheets.at(index))
        target.sheets.at(index).activate()

    def move(self, before: Sheet | None, after: Sheet | None) -> None:
        self.book.check_structure()
        index = before.index - 1 if before else after.index if after else 0
        self.book.document.Sheets.moveByName(self.name, index)
        self.book.app.generation += 1

    @property
    def charts(self) -> Charts:
        return Charts(self)

    @property
    def shapes(self) -> Shapes:
        return Shapes(self)

    @property
    def tables(self) -> Tables:
        return Tables(self)

    @property
    def pictures(self) -> Pictures:
        return Pictures(self)

    @property
    def used_range(self) -> Range:
        cursor = self.uno.createCursor()
        cursor.gotoStartOfUsedArea(False)
        cursor.gotoEndOfUsedArea(True)
        at = cursor.getRangeAddress()
        rows, columns = at.EndRow - at.StartRow + 1, at.EndColumn - at.StartColumn + 1
        return self.area((at.StartRow + 1, at.StartColumn + 1, rows, columns))

    @property
    def visible(self) -> bool:
        return bool(self.uno.IsVisible)

    @visible.setter
    def visible(self, value: bool) -> None:
        if value not in (True, False, -1, 0):
            refuse("Sheet.visible: LibreOffice has no 'very hidden'")
        others = [sheet for sheet in self.book.sheets if sheet.visible and sheet != self]
        if not value and not others:
            raise ValueError("A workbook must keep at least one visible sheet.")
        self.uno.IsVisible = bool(value)

    def _on_screen(self, what: str) -> Any:
        """The view's settings are those of its active sheet -> the sheet to go back to."""
        if not self.visible:
            raise ValueError(f"Sheet.{what}: hidden sheets can't be activated. Set sheet.visible = True first.")
        controller = self.book.controller
        before = controller.ActiveSheet
        if before.getRangeAddress().Sheet != self.index - 1:
            controller.setActiveSheet(self.uno)
        return before

    @property
    def show_gridlines(self) -> bool:
        before = self._on_screen("show_gridlines")
        try:
            return bool(self.book.app.session.job("sheet_grid", self.book.controller.Frame, None))
        finally:
            self.book.controller.setActiveSheet(before)

    @show_gridlines.setter
    def show_gridlines(self, value: bool) -> None:
        before = self._on_screen("show_gridlines")
        try:
            self.book.app.session.job("sheet_grid", self.book.controller.Frame, bool(value))
        finally:
            self.book.controller.setActiveSheet(before)

    def freeze(self, columns: int, rows: int) -> None:
        before = self._on_screen("freeze_panes")
        try:
            self.book.controller.freezeAtPosition(columns, rows)
        finally:
            self.book.controller.setActiveSheet(before)

    @property
    def freeze_panes(self) -> FreezePanes:
        return FreezePanes(self)

    @property
    def page_setup(self) -> PageSetup:
        return PageSetup(self)

    def to_html(self, path: str) -> None:
        from ..objects.export import sheet_to_html

        sheet_to_html(self, Path(path).resolve())
