"""Books and Book: workbooks."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .bridge.near import AnyOf, Remote, Struct, properties
from .errors import LibreOfficeError, SheetProtected, UnoError
from .missing import refuse
from .names import Names
from .sheet import Sheet
from .sheets import Sheets

if TYPE_CHECKING:
    from .app import App
    from .range import Range

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


def _why(path: Path) -> str:
    known = "its password is missing or another one, it is damaged, or of an unknown kind"
    return f"LibreOffice could not open {path}: " + (known if path.is_file() else "there is no such file")


class Books:
    """The workbooks that are open in an App, in the order of their opening."""

    def __init__(self, app: App) -> None:
        self.app = app
        self._books: dict[str, Book] = {}
        self._unsaved = 0
        self._active = ""

    @property
    def api(self) -> Remote:
        components: Remote = self.app.session.desktop.Components
        return components

    def _all(self) -> list[Book]:
        """The open books. What a person opened or closed meanwhile counts."""
        uids, current = self.app.session.job("documents", self.app.session.desktop)
        for uid in [uid for uid in self._books if uid not in uids]:
            del self._books[uid]
        for uid in uids:
            if uid not in self._books:
                document = self.app.session.job("document", self.app.session.desktop, uid)
                self._remember(Book(self.app, document, uid, ""))
        if not self.app.session.owned and current in self._books:
            self._active = current
        return list(self._books.values())

    def _remember(self, book: Book) -> Book:
        self._books[book.uid] = book
        self._active = book.uid
        return book

    @property
    def active(self) -> Book | None:
        books = self._all()
        return self._books.get(self._active) or (books[-1] if books else None)

    def activate(self, book: Book) -> None:
        self._active = book.uid

    def __call__(self, name_or_index: int | str) -> Book:
        books = self._all()
        if isinstance(name_or_index, int):
            if 1 <= name_or_index <= len(books):
                return books[name_or_index - 1]
        else:
            for book in books:
                if book.name.lower() == name_or_index.lower():
                    return book
        raise KeyError(name_or_index)

    def __len__(self) -> int:
        return len(self._all())

    def __iter__(self) -> Iterator[Book]:
        return iter(self._all())

    def __contains__(self, key: int | str) -> bool:
        try:
            self(key)
        except KeyError:
            return False
        return True

    def add(self) -> Book:
        self._unsaved += 1
        document = self._load("private:factory/scalc", {})
        if document is not None:
            document.IgnoreCase = document.Wildcards = document.MatchWholeCell = True  # as Excel compares
        return self._take(document, f"Book{self._unsaved}")

    def open(self, fullname: str, update_links: Any = None, read_only: Any = None, format: Any = None,
             password: Any = None, write_res_password: Any = None, ignore_read_only_recommended: Any = None,
             origin: Any = None, delimiter: Any = None, editable: Any = None, notify: Any = None, converter: Any = None,
             add_to_mru: Any = None, local: Any = None, corrupt_load: Any = None) -> Book:  # fmt: skip
        unknown = {
            "format": format,
            "write_res_password": write_res_password,
            "origin": origin,
            "editable": editable,
            "notify": notify,
            "converter": converter,
            "add_to_mru": add_to_mru,
            "local": local,
            "corrupt_load": corrupt_load,
        }
        if given := [name for name, value in unknown.items() if value]:
            refuse(f"Books.open({', '.join(given)}=...)")
        path = Path(fullname).resolve()
        asked: dict[str, Any] = {"MacroExecutionMode": RUN_MACROS, "UpdateDocMode": LINKS.get(update_links, 3)}
        if read_only:
            asked["ReadOnly"] = True
        if password is not None:
            asked["Password"] = str(password)
        if path.suffix.lower() in (".csv", ".txt", ".tsv"):
            separator = ord(delimiter) if delimiter else 9 if path.suffix.lower() == ".tsv" else 44
            asked |= {"FilterName": FORMATS[".csv"], "FilterOptions": f"{separator},34,76,1"}
        try:
            document = self._load(path.as_uri(), asked)
        except UnoError as error:
            raise LibreOfficeError(f"{_why(path)} ({error}).") from error
        if document is None:
            raise LibreOfficeError(_why(path) + ".")
        if not document.supportsService("com.sun.star.sheet.SpreadsheetDocument"):
            document.close(True)
            raise LibreOfficeError(f"LibreOffice could not open {path} as a workbook: it is of another kind.")
        return self._take(document, "")

    def _load(self, url: str, asked: dict[str, Any]) -> Remote | None:
        hidden = not self.app.visible and self.app.session.has_windows
        arguments = properties(**asked, **({"Hidden": True} if hidden else {}))
        document: Remote | None = self.app.session.desktop.loadComponentFromURL(url, "_blank", 0, arguments)
        return document

    def _take(self, document: Any, name: str) -> Book:
        book = Book(self.app, document, document.RuntimeUID, name)
        if self.app.calculation == "manual":
            book.automatic(False)
        self.app.apps.activate(self.app)
        return self._remember(book)

    def forget(self, book: Book) -> None:
        self._books.pop(book.uid, None)


class Book:
    """A workbook."""

    def __init__(self, app: App, document: Any, uid: str, name: str) -> None:
        self.app = app
        self.document = document
        self.uid = uid
        self._name = name  # of a workbook that was never saved
        self.table_looks: dict[str, dict[str, Any]] = {}
        self.free_ratios: set[tuple[str, str]] = set()  # pictures whose width and height no longer change together
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
        if self.document.isProtected():
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
        from .export import book_to_pdf

        book_to_pdf(self, path, quality)

    def sheet_named(self, name: str) -> Sheet:
        return self.sheets(name)
