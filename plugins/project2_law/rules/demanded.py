"""Fields that the instruction demands of a report: each with the line that demands it, as data of the edition."""

from __future__ import annotations

from collections.abc import Iterator

from ubb4 import Book, Edition, Found, rule
from ubb4 import gettext as _


@rule(source="нұсқаулық, №2 жоба: есептілік нысанында көрсетілетін мәліметтер")
def demanded_field_empty(book: Book, law: Edition) -> Iterator[Found]:
    """A row that was begun has every field that the report form asks for."""
    for entry in law.tables["demanded"]:
        for row in book.tables.get(str(entry["register"]), ()):
            for column in entry["columns"]:
                if row.empty(column):
                    title = _(row.table.register.column(column).title)
                    yield row.found(
                        column,
                        _("«{title}» көрсетілмеген, ал есеп нысаны оны талап етеді.", title=title),
                        _("«{title}» мәнін енгізіңіз.", title=title),
                        source=str(entry["source"]),
                    )
