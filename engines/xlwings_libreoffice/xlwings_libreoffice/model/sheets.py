"""The sheets of a workbook."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ..cells.address import check_sheet_name
from .collection import Collection
from .sheet import Sheet

if TYPE_CHECKING:
    from .book import Book


class Sheets(Collection[Sheet]):
    """The sheets of a workbook."""

    def __init__(self, book: Book) -> None:
        self.book = book

    @property
    def uno(self) -> Any:
        return self.book.document.Sheets

    api = uno

    @property
    def active(self) -> Sheet:
        return Sheet(self.book, self.book.controller.ActiveSheet)

    def at(self, index: int) -> Sheet:
        """The sheet with an index that counts from 0."""
        return Sheet(self.book, self.uno.getByIndex(index))

    def __call__(self, name_or_index: int | str) -> Sheet:
        if isinstance(name_or_index, str):
            for name in self.uno.ElementNames:
                if name.lower() == name_or_index.lower():
                    return Sheet(self.book, self.uno.getByName(name))
        elif 1 <= name_or_index <= len(self):
            return self.at(int(name_or_index) - 1)
        raise KeyError(name_or_index)

    def __len__(self) -> int:
        return int(self.uno.Count)

    def __iter__(self) -> Iterator[Sheet]:
        return iter([Sheet(self.book, None, listed) for listed in enumerate(self.uno.ElementNames)])

    def free_name(self, start: str, form: str, number: int) -> str:
        taken = {name.lower() for name in self.uno.ElementNames}
        while form.format(start, number).lower() in taken:
            number += 1
        return form.format(start, number)

    def add(self, before: Sheet | None = None, after: Sheet | None = None, name: str | None = None) -> Sheet:
        index = before.index - 1 if before else after.index if after else self.active.index - 1
        name = name or self.free_name("Sheet", "{}{}", 1)
        check_sheet_name(name)
        self.book.check_structure()
        self.uno.insertNewByName(name, index)
        self.book.app.generation += 1
        sheet = self(name)
        sheet.activate()
        return sheet
