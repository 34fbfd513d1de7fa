"""What can go wrong between Python and LibreOffice."""

from __future__ import annotations

from xlwings import XlwingsError


class LibreOfficeError(XlwingsError):
    """The base of everything below."""


class LibreOfficeNotFound(LibreOfficeError):
    """No soffice, or no Python with `uno`, on this machine."""


class LibreOfficeGone(LibreOfficeError):
    """The LibreOffice behind this App has ended: it crashed, was killed or has quit."""


class LibreOfficeTimeout(LibreOfficeGone):
    """A call took longer than the time limit; LibreOffice was ended."""


class SheetProtected(LibreOfficeError):
    """The change was not made, for the sheet is protected."""


class UnoError(LibreOfficeError):
    """LibreOffice refused a call; `type_name` is the UNO exception's name."""

    def __init__(self, type_name: str, message: str) -> None:
        super().__init__(f"{type_name}: {message}" if message else type_name)
        self.type_name, self.message = type_name, message

    def __reduce__(self) -> tuple[type[UnoError], tuple[str, str]]:
        """Goes from one process to another, as an error of a pool's worker does."""
        return type(self), (self.type_name, self.message)
