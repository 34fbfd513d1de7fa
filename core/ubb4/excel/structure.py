"""The lock of a workbook's structure: lifted for a change of sheets and set again, after a failure too.

A new workbook has it, without a password, so that nobody deletes a register by a slip of the hand; Excel then refuses to add, delete,
rename and unhide sheets.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ubb4.base.errors import UseError
from ubb4.base.text import gettext as _
from ubb4.excel.window import engine_of

if TYPE_CHECKING:
    import xlwings


@contextmanager
def unlocked(book: xlwings.Book) -> Iterator[None]:
    """Sheets may be added, deleted, shown and hidden inside; UseError where a password keeps the lock shut."""
    lock = _Excel(book) if engine_of(book.app) == "excel" else _Calc(book)
    if not lock.shut():
        yield
        return
    lock.lift()
    if lock.shut():
        raise locked()
    try:
        yield
    finally:
        lock.set()


def is_locked(book: xlwings.Book) -> bool:
    """Whether sheets may not be added now."""
    return (_Excel(book) if engine_of(book.app) == "excel" else _Calc(book)).shut()


def locked() -> UseError:
    """What the officer is told where nothing can be done."""
    return UseError(
        _("Кітаптың құрылымы құпиясөзбен қорғалған: парақ қосылмайды және жойылмайды. Қорғауды алып («Рецензирование» → «Защитить книгу»), қайталаңыз."),
        "protected",
    )


class _Excel:
    """Excel's own, by COM: Unprotect with an empty text asks nobody and raises where there is a password."""

    def __init__(self, book: xlwings.Book) -> None:
        self.api = book.api

    def shut(self) -> bool:
        return bool(self.api.ProtectStructure)

    def lift(self) -> None:
        try:
            self.api.Unprotect("")
        except Exception as error:  # a COM error of Excel's: the password is not the empty one
            raise locked() from error

    def set(self) -> None:
        self.api.Protect("", True, False)  # password, structure, windows


class _Calc:
    """LibreOffice's, by UNO."""

    def __init__(self, book: xlwings.Book) -> None:
        self.api, self.sealed = book.api, bool(getattr(book.impl, "locked_by_password", False))

    def shut(self) -> bool:
        return self.sealed or bool(self.api.isProtected())

    def lift(self) -> None:
        if self.sealed:
            raise locked()
        try:
            self.api.unprotect("")
        except Exception as error:
            raise locked() from error

    def set(self) -> None:
        self.api.protect("")
