"""Running VBA and Basic macros."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .errors import LibreOfficeError, UnoError

if TYPE_CHECKING:
    from .app import App


def run(app: App, macro: str, args: list[Any]) -> Any:
    """Run "Module.Procedure", "Procedure" or "'book.xlsm'!Module.Procedure" and give back its result."""
    book, name = app.books.active, macro
    if "!" in macro:
        book_name, _, name = macro.rpartition("!")
        book = app.books(book_name.strip("'").replace("''", "'"))
    if book is None:
        raise LibreOfficeError(f"No workbook is open, so the macro {macro} cannot be found.")
    module, _, procedure = name.rpartition(".")
    arguments = tuple(getattr(argument, "for_macro", argument) for argument in args)
    try:
        found, result = app.session.job("run_macro", book.document, module, procedure, arguments)
    except UnoError as error:
        raise LibreOfficeError(f"The macro {macro} failed: {error}") from error
    if not found:
        raise LibreOfficeError(f"The workbook {book.name} has no macro {name}.")
    app.generation += 1
    return result
