"""What can go wrong between Python and LibreOffice."""

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
        self.type_name = type_name
