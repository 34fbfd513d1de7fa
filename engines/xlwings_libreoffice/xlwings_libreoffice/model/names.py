"""Defined names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ..bridge.near import Struct
from ..cells import address, formulas
from .missing import refuse

if TYPE_CHECKING:
    from ..cells.range import Range
    from .book import Book
    from .sheet import Sheet


class Names:
    """The names of a workbook (those of its sheets included), or of one sheet."""

    def __init__(self, book: Book, sheet: Sheet | None) -> None:
        self.book = book
        self.sheet = sheet

    @property
    def uno(self) -> Any:
        return (self.sheet.uno if self.sheet else self.book.document).NamedRanges

    api = uno

    def _all(self) -> list[Name]:
        if self.sheet:
            return [Name(self.book, self.sheet, text) for text in self.uno.ElementNames]
        found = [Name(self.book, None, text) for text in self.uno.ElementNames]
        for sheet in self.book.sheets:
            found += [Name(self.book, sheet, text) for text in sheet.uno.NamedRanges.ElementNames]
        # Excel's order: by the name itself, whatever its sheet
        return sorted(found, key=lambda name: name.local.lower())

    def snapshot(self) -> list[tuple[str, Name]]:
        return [(name.name, name) for name in self._all()]

    def __call__(self, name_or_index: int | str) -> Name:
        if isinstance(name_or_index, int):
            found = self._all()
            if 1 <= name_or_index <= len(found):
                return found[name_or_index - 1]
            raise KeyError(name_or_index)
        sheet_name, local = address.split_sheet(name_or_index)
        sheet = self.sheet
        if sheet_name and (sheet is None or sheet.name.lower() != sheet_name.lower()):
            named = [each for each in self.book.sheets if each.name.lower() == sheet_name.lower()]
            if self.sheet or not named:
                raise KeyError(name_or_index)
            sheet = named[0]
        # one journey for the list: a workbook of many sheets is not walked through for one name
        for text in (sheet.uno if sheet else self.book.document).NamedRanges.ElementNames:
            if text.lower() == local.lower():
                return Name(self.book, sheet, text)
        raise KeyError(name_or_index)

    def contains(self, name_or_index: int | str) -> bool:
        try:
            self(name_or_index)
        except KeyError:
            return False
        return True

    def __len__(self) -> int:
        return len(self._all())

    def __iter__(self) -> Iterator[Name]:
        return iter(self._all())

    def add(self, name: str, refers_to: str) -> Name:
        sheet_name, local = address.split_sheet(name)
        sheet = self.book.sheets(sheet_name) if sheet_name else self.sheet
        made = Name(self.book, sheet, local)
        made.write(local, refers_to)
        return made


class Name:
    """A defined name; `sheet` is None when it belongs to the workbook."""

    def __init__(self, book: Book, sheet: Sheet | None, local: str) -> None:
        self.book, self.sheet, self.local = book, sheet, local

    @property
    def _names(self) -> Any:
        return (self.sheet.uno if self.sheet else self.book.document).NamedRanges

    @property
    def api(self) -> Any:
        """The UNO named range."""
        return self._names.getByName(self.local)

    @property
    def name(self) -> str:
        return f"{address.quote_sheet(self.sheet.name)}!{self.local}" if self.sheet else self.local

    @name.setter
    def name(self, value: str) -> None:
        sheet_name, local = address.split_sheet(value)
        if sheet_name and (self.sheet is None or sheet_name.lower() != self.sheet.name.lower()):
            refuse("Name.name cannot move a name to another sheet")
        self.api.Name = local
        self.local = local

    @property
    def refers_to(self) -> str:
        return formulas.to_excel("=" + self.api.Content)

    @refers_to.setter
    def refers_to(self, value: str) -> None:
        self.write(self.local, value)

    def write(self, local: str, refers_to: Any) -> None:
        if not isinstance(refers_to, str) or not refers_to.startswith("="):
            refers_to = f"={refers_to}"
        content = formulas.to_calc(refers_to)[1:]
        if self._names.hasByName(local):
            self._names.getByName(local).setContent(content)
            return
        home = Struct("com.sun.star.table.CellAddress", Sheet=self.sheet.index - 1 if self.sheet else 0, Column=0, Row=0)
        self._names.addNewByName(local, content, home, 0)

    def delete(self) -> None:
        self._names.removeByName(self.local)

    @property
    def refers_to_range(self) -> Range:
        cells = self.api.getReferredCells()
        if cells is None:
            raise ValueError(f"The name '{self.name}' does not refer to a range: {self.refers_to}")
        at = cells.getRangeAddress()
        place = (at.StartRow + 1, at.StartColumn + 1, at.EndRow - at.StartRow + 1, at.EndColumn - at.StartColumn + 1)
        return self.book.sheets.at(at.Sheet).area(place)
