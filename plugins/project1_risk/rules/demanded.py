"""Fields that the instruction demands of a confirming document: each with the line that demands it, as data of the edition."""

from __future__ import annotations

from collections.abc import Iterator

from ubb4 import Book, Edition, Found, demanded, rule


@rule(source="нұсқаулық, №1 жоба: растайтын құжаттар")
def confirming_field_empty(book: Book, law: Edition) -> Iterator[Found]:
    """Once its event is past, a row has what makes its confirming document one."""
    yield from demanded(book, law)
