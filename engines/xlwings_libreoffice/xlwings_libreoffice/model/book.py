"""A workbook."""

from __future__ import annotations

import datetime as dt
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..bridge.near import AnyOf, Struct, properties
from .errors import LibreOfficeError, SheetProtected, UnoError
from .missing import refuse
from .names import Names
from .sheet import Sheet
from .sheets import Sheets

if TYPE_CHECKING:
    from ..cells.range import Range
    from .app import App

# an ending -> LibreOffice's name of the format
FORMATS = {
    ".xlsx": "Calc MS Excel 2007 XML", ".xlsm": "Calc MS Excel 2007 VBA XML", ".xltx": "Calc MS Excel 2007 XML Template",
    ".xls": "MS Excel 97", ".xlt": "MS Excel 97 Vorlage/Template", ".html": "HTML (StarCalc)",
    ".ods": "calc8", ".ots": "calc8_template", ".csv": "Text - txt - csv (StarCalc)",
}  # fmt: skip
READ_ONLY_FORMATS = (".xlsb", ".xltm", ".xla", ".xlam")
CSV = "44,34,76,1,,0,false,true,false,false,false,{}"  # comma, quotes, UTF-8, text as shown, which sheet
LINKS = {None: 0, 0: 0, 1: 3, 3: 3}  # True and False are 1 and 0
RUN_MACROS = 4  # com.sun.star.document.MacroExecMode.ALWAYS_EXECUTE_NO_WARN: as Excel does when it is automated


def _encryption(ending: str, password: str) -> dict[str, Any]:
    """How a password is given for a kind of file. Raises NotImplementedError where LibreOffice would leave it open."""
    if ending in (".ods", ".ots"):
        return {"Password": password}
    if ending not in (".xlsx", ".xlsm", ".xltx"):
        refuse(f"a password for {ending} files; save as .xlsx or .ods")
    named = [("CryptoType", "Standard"), ("OOXPassword", password)]
    values = tuple(Struct("com.sun.star.beans.NamedValue", Name=name, Value=value) for name, value in named)
    return {"EncryptionData": AnyOf("[]com.sun.star.beans.NamedValue", values)}


class Book:
    """A workbook."""

    def __init__(self, app: App, document: Any, uid: str, name: str) -> None:
        self.app = app
        self.document = document
        self.uid = uid
        self._name = name  # of a workbook that was never saved
        self.table_looks: dict[str, dict[str, Any]] = {}
        self.free_ratios: set[tuple[str, str]] = set()  # pictures whose width and height no longer change together
        self.locked_by_password = False  # the file's structure is: nobody here knows the password, so nothing lifts it
        self._csv = ""  # the place of a workbook that was saved as one of its sheets
        self.sheets = Sheets(self)
        self.names = Names(self, None)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Book) and other.uid == self.uid and other.app == self.app

    def __hash__(self) -> int:
        return hash(self.uid)

    @property
    def api(self) -> Any:
        """The UNO document (com.sun.star.sheet.SpreadsheetDocument)."""
        return self.document

    def json(self) -> Any:
        refuse("Book.json() belongs to xlwings Server")

    @property
    def null_date(self) -> dt.date:
        """The day that counts as 0: 30 December 1899, or 1 January 1904."""
        date = self.document.NullDate
        return dt.date(date.Year, date.Month, date.Day)

    @property
    def controller(self) -> Any:
        return self.document.CurrentController

    @property
    def path(self) -> str:
        """The path of the file, "" when it was never saved."""
        if self._csv:
            return self._csv
        url = self.document.URL
        return str(self.app.session.job("system_path", url)) if url else ""

    @property
    def name(self) -> str:
        return os.path.basename(self.path) or self._name or str(self.document.Title)

    @property
    def fullname(self) -> str:
        return self.path or self.name

    @property
    def selection(self) -> Range | None:
        selected = self.document.CurrentSelection
        try:
            at = selected.getRangeAddress() if selected is not None else None
        except UnoError:
            return None  # a shape or several areas
        if at is None:
            return None
        sheet = self.sheets.at(at.Sheet)
        return sheet.area((at.StartRow + 1, at.StartColumn + 1, at.EndRow - at.StartRow + 1, at.EndColumn - at.StartColumn + 1))

    def activate(self) -> None:
        self.app.books.activate(self)
        if self.app.session.has_windows:
            self.controller.Frame.activate()

    def check_structure(self) -> None:
        """LibreOffice adds sheets to a protected workbook, and leaves a renaming out without a word; Excel refuses both."""
        if self.locked_by_password or self.document.isProtected():
            raise SheetProtected(f"The structure of '{self.name}' is protected. Unprotect it first.")

    def show(self, visible: bool) -> None:
        if self.app.session.has_windows:
            self.controller.Frame.ContainerWindow.setVisible(visible)

    def events(self, enabled: bool) -> None:
        """Switch the workbook's own event macros off or on."""
        events = self.document.Events
        for name in events.ElementNames if not enabled else ():
            if any(item.Name == "Script" and item.Value for item in events.getByName(name) or ()):
                refuse(f"App.enable_events = False: {self.name} has an event macro ({name}) that cannot be switched off")

    def automatic(self, on: bool) -> None:
        if not on:
            self.document.calculate()  # otherwise formulas that nobody has read stay 0
        self.document.enableAutomaticCalculation(on)

    def close(self) -> None:
        self.app.books.forget(self)
        self.app.generation += 1
        self.document.close(True)

    def save(self, path: str | None = None, password: str | None = None) -> None:
        """Save; a new path is the workbook's place from then on. Raises NotImplementedError, LibreOfficeError."""
        current = self.path
        target = Path(path or current or f"{self.name}.xlsx").resolve()
        ending = target.suffix.lower()
        if ending in READ_ONLY_FORMATS:
            refuse(f"LibreOffice cannot write {ending} files; save as .xlsx, .xlsm or .ods")
        if ending not in FORMATS:
            raise ValueError(f"Unknown kind of file: {target.name}. Known: {', '.join(FORMATS)}.")
        asked: dict[str, Any] = {"FilterName": FORMATS[ending], "Overwrite": True}
        if password:
            asked |= _encryption(ending, password)
        if not target.parent.is_dir():  # LibreOffice would make it
            raise LibreOfficeError(f"LibreOffice could not save {target}: there is no folder {target.parent}.")
        self.controller.Frame.activate()  # what a view shows is saved of the one in front only
        try:
            if ending == ".csv":
                self._save_csv(target)
            elif current and Path(current) == target and not password:
                self.document.store()
            else:
                self.document.storeAsURL(target.as_uri(), properties(**asked))
                self._csv = ""
        except UnoError as error:
            raise LibreOfficeError(
                f"LibreOffice could not save {target}: {error}. Is the folder writable, the disk full, or the file open elsewhere?"
            ) from error

    def _save_csv(self, target: Path) -> None:
        """The sheet in front. LibreOffice adds the sheet's name to the file's when it is asked for a certain sheet."""
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".") as folder:
            values = properties(FilterName=FORMATS[".csv"], FilterOptions=CSV.format(self.sheets.active.index))
            self.document.storeToURL((Path(folder) / "sheet.csv").as_uri(), values)
            (written,) = Path(folder).iterdir()
            os.replace(written, target)
        self.document.setModified(False)
        self._csv = str(target)

    def to_pdf(self, path: str, quality: str) -> None:
        from ..objects.export import book_to_pdf

        book_to_pdf(self, path, quality)

    def sheet_named(self, name: str) -> Sheet:
        return self.sheets(name)
