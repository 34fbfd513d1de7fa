"""Notes (LibreOffice calls them comments)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..bridge.near import Struct
from ..model.errors import UnoError

if TYPE_CHECKING:
    from ..model.sheet import Sheet
    from .range import Range


class Note:
    """The note of a cell."""

    def __init__(self, cell: Range) -> None:
        self.location = cell

    @property
    def api(self) -> Any:
        """The UNO annotation."""
        note = _note_at(self.location)
        if note is None:
            raise KeyError(f"{self.location.address} has no note any more")
        return note

    @property
    def text(self) -> str:
        return str(self.api.getString())

    @text.setter
    def text(self, value: str) -> None:
        self.api.setString(value)

    @property
    def author(self) -> str:
        return str(self.api.Author)

    def delete(self) -> None:
        row, column = self.location.row - 1, self.location.column - 1
        self.location.sheet.book.app.session.job("remove_note", self.location.sheet.uno, row, column)


def _note_at(cell: Range) -> Any:
    try:
        note = cell.corner.Annotation
    except UnoError:
        return None
    # a cell without a note has an annotation too; only its position tells
    return note if note is not None and note.getString() else None


def note_of(cell: Range) -> Note | None:
    return Note(cell) if _note_at(cell) is not None else None


def add_note(cell: Range, text: str) -> Note:
    cell.job("refuse_protected", cell.uno)
    place = Struct("com.sun.star.table.CellAddress", Sheet=cell.sheet.index - 1, Column=cell.column - 1, Row=cell.row - 1)
    cell.sheet.uno.Annotations.insertNew(place, text)
    return Note(cell)


def notes_of(sheet: Sheet) -> list[Note]:
    places = sheet.book.app.session.job("notes", sheet.uno)
    return [Note(sheet.area((row + 1, column + 1, 1, 1))) for row, column in sorted(places)]
