"""Fields that the instruction demands of a report: each with the line that demands it, as data of the edition."""

from __future__ import annotations

from collections.abc import Iterator

from ubb4 import Book, Edition, Found, demanded, rule


@rule(source="нұсқаулық, №2 жоба: есептілік нысанында көрсетілетін мәліметтер")
def demanded_field_empty(book: Book, law: Edition) -> Iterator[Found]:
    """A row that was begun has every field that the report form asks for."""
    yield from demanded(book, law)
