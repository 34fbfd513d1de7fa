"""The workbooks of one LibreOffice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..bridge.near import Remote, properties
from .book import FORMATS, Book
from .collection import Collection
from .errors import LibreOfficeError, UnoError
from .lock import OPEN, PASSWORD, lock_of
from .missing import refuse

if TYPE_CHECKING:
    from .app import App

LINKS = {None: 0, 0: 0, 1: 3, 3: 3}  # True and False are 1 and 0
RUN_MACROS = 4  # com.sun.star.document.MacroExecMode.ALWAYS_EXECUTE_NO_WARN: as Excel does when it is automated


def _why(path: Path) -> str:
    known = "its password is missing or another one, it is damaged, or of an unknown kind"
    return f"LibreOffice could not open {path}: " + (known if path.is_file() else "there is no such file")


class Books(Collection[Book]):
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
        book = self._take(document, "")
        lock = lock_of(path)
        if lock == OPEN and not document.isProtected():
            document.protect("")  # LibreOffice's import forgets it
            document.setModified(False)
        book.locked_by_password = lock == PASSWORD
        return book

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
