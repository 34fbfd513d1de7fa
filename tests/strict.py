"""A strict spreadsheet: the LibreOffice engine, called Excel, which refuses what Excel refuses with the error that xlwings on Windows gives.

It stands in for Excel, which cannot run here. What it refuses is a table with sources (`strict.toml`); what it does not
know of Excel's object model it refuses to answer. It proves that our code does not lean on LibreOffice's leniency, not that Excel
does what the table says.
"""

from __future__ import annotations

import re
import tomllib
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import fromstring

import pytest

from xlwings_libreoffice.cells import notes
from xlwings_libreoffice.cells.range import Range
from xlwings_libreoffice.cells.validation import DataValidation
from xlwings_libreoffice.model.app import App
from xlwings_libreoffice.model.book import Book
from xlwings_libreoffice.model.books import Books
from xlwings_libreoffice.model.engine import Engine
from xlwings_libreoffice.model.facade import SheetFacade
from xlwings_libreoffice.model.sheet import Sheet
from xlwings_libreoffice.model.sheets import Sheets

REFUSALS = {each["id"]: each for each in tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))["refusal"]}
CLASSES = {"DataValidation": DataValidation, "Sheets": Sheets, "Sheet": Sheet, "Range": Range, "Note": notes.Note, "Book": Book, "Books": Books}
LONGEST, LONGEST_NAME = 32_767, 31
_BAD_NAME = re.compile(r"[\\/?*\[\]:]|^'|'$")


class ComError(Exception):
    """As `pywintypes.com_error`: number, words, (code, program, what it says, help, context, number), argument."""

    def __init__(self, id: str) -> None:
        number = REFUSALS[id]["number"]
        program = -2147352567 if number == -2146827284 else number
        super().__init__(program, "Exception occurred.", (0, "Microsoft Excel", f"[{id}]", "xlmain11.chm", 0, number), None)
        self.hresult = program


class Strict:
    """What the strict spreadsheet is asked to be (busy, protected view), and what it refused."""

    def __init__(self) -> None:
        self.refused: list[str] = []
        self.busy = 0  # so many calls are still rejected
        self.protected_view = False
        self.read_only = False
        self.very_hidden: set[str] = set()
        self.on = False
        self.inside = 0  # the engine's own calls of its members are not the tested program's

    def refuse(self, id: str) -> None:
        self.refused.append(id)
        raise ComError(id)

    def ask(self, what: str) -> None:
        """Before any member: a busy program rejects the call."""
        if self.busy and what in REFUSALS["busy"]["asks"]:
            self.busy -= 1
            self.refuse("busy")


def _threads(path: Path) -> dict[str, set[str]]:
    """Sheet -> its cells with a conversation, from the file: LibreOffice imports them as notes."""
    found: dict[str, set[str]] = {}
    if path.suffix not in (".xlsx", ".xlsm"):
        return found
    with zipfile.ZipFile(path) as archive:
        relations = {
            each.get("Id"): each.get("Target", "").rpartition("/")[2] for each in fromstring(archive.read("xl/_rels/workbook.xml.rels"))
        }  # fmt: skip
        for sheet in fromstring(archive.read("xl/workbook.xml")).findall(".//{*}sheet"):
            part = relations[next(value for key, value in sheet.items() if key.endswith("}id"))]
            rels = f"xl/worksheets/_rels/{part}.rels"
            if rels not in archive.namelist():
                continue
            for each in fromstring(archive.read(rels)):
                if each.get("Type", "").endswith("/threadedComment"):
                    target = "xl/" + each.get("Target", "").removeprefix("../").removeprefix("/xl/")
                    cells = {str(one.get("ref")) for one in fromstring(archive.read(target)).findall(".//{*}threadedComment")}
                    found[str(sheet.get("name"))] = cells
    return found


def _locked(area: Any) -> bool:
    """Whether a cell of it is locked on a protected sheet."""
    uno = area._ranged().uno if hasattr(area, "_ranged") else area.uno
    return bool(area.sheet.uno.isProtected()) and (uno.getPropertyState("CellProtection").value == "AMBIGUOUS_VALUE" or uno.CellProtection.IsLocked)


def _texts(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, list | tuple):
        for each in data:
            yield from _texts(each)


def _book_api(strict: Strict, book: Book) -> Any:
    """Excel's Workbook, as far as the buttons know it; any other member is an AttributeError."""

    class Workbook:
        ProtectStructure = property(lambda self: bool(book.locked_by_password or book.document.isProtected()))
        Saved = property(lambda self: not book.document.isModified())
        ReadOnly = property(lambda self: strict.read_only)

        def Unprotect(self, password: str) -> None:
            if book.locked_by_password:
                strict.refuse("structure")
            try:
                book.document.unprotect(password)
            except Exception:
                strict.refuse("structure")

        def Protect(self, password: str, structure: bool, windows: bool) -> None:
            book.document.protect(password)

    return Workbook()


def _sheet_api(sheet: Sheet, threads: set[str]) -> Any:
    class Cell:
        def __init__(self, address: str) -> None:
            self.Address = re.sub(r"([A-Z]+)(\d+)", r"$\1$\2", address)

    class Thread:
        def __init__(self, address: str) -> None:
            self.Parent = Cell(address)

    class Worksheet(SheetFacade):
        _own = ("_sheet", "Visible")
        CommentsThreaded = property(lambda self: [Thread(each) for each in sorted(threads)])

    return Worksheet(sheet)


def _very_hidden(path: Path) -> set[str]:
    """The sheets that only a macro can show, from the file: LibreOffice knows one way to hide."""
    if path.suffix not in (".xlsx", ".xlsm") or not path.is_file():
        return set()
    with zipfile.ZipFile(path) as archive:
        sheets = fromstring(archive.read("xl/workbook.xml")).findall(".//{*}sheet")
    return {str(each.get("name")) for each in sheets if each.get("state") == "veryHidden"}


def _range_api(strict: Strict, area: Range) -> Any:
    """Excel's Range, as far as the buttons know it."""

    class Rows:
        def Group(self) -> None:
            strict.inside += 1
            try:
                area.group("rows")
            finally:
                strict.inside -= 1

    class Cells:
        EntireRow = Rows()

        def ClearOutline(self) -> None:
            area.sheet.uno.clearOutline()

    return Cells()


@contextmanager
def spreadsheet(strict: Strict) -> Iterator[None]:
    """Every App of the engine is strict inside, and as it was afterwards: what a test arranges is the plain engine's."""
    if strict.on:
        yield
        return
    strict.on = True
    with pytest.MonkeyPatch.context() as monkeypatch:
        _refusals(monkeypatch, strict)
        try:
            yield
        finally:
            strict.on = False


def _refusals(monkeypatch: pytest.MonkeyPatch, strict: Strict) -> None:
    cache: dict[str, dict[str, set[str]]] = {}

    def threads(sheet: Sheet) -> set[str]:
        uid = sheet.book.uid
        if uid not in cache:
            cache[uid] = _threads(Path(sheet.book.path or "-"))
        return cache[uid].get(sheet.name, set()) if cache[uid] else set()

    hidden: dict[str, set[str]] = {}

    def very_hidden(sheet: Sheet) -> bool:
        uid = sheet.book.uid
        if uid not in hidden:
            hidden[uid] = _very_hidden(Path(sheet.book.path or "-"))
        return sheet.name in strict.very_hidden or (sheet.name in hidden[uid] and not sheet.uno.IsVisible)

    def added(sheets: Sheets, before: Any = None, after: Any = None, *_: Any) -> None:
        """xlwings adds a sheet behind the last one by moving that one."""
        if after is not None and after.index == len(sheets) and very_hidden(after):
            strict.refuse("move-very-hidden")

    def typed_list(rule: Any, source: Any, *_: Any) -> None:
        if isinstance(source, list | tuple):
            strict.refuse("typed-list")

    def lacking(*_: Any, **__: Any) -> None:
        raise AttributeError("xlwings has it on no Windows")

    def structure(sheet: Any, *_: Any) -> None:
        if sheet.book.locked_by_password or sheet.book.document.isProtected():
            strict.refuse("structure")

    def name(book: Book, wanted: str | None, own: str = "") -> None:
        taken = {each.lower() for each in book.document.Sheets.ElementNames} - {own.lower()}
        if wanted is not None and (len(wanted) > LONGEST_NAME or not wanted or _BAD_NAME.search(wanted) or wanted.lower() in taken):
            strict.refuse("sheet-name")

    def alone(sheet: Sheet) -> None:
        if sheet.visible in (True, -1) and sum(bool(each.uno.IsVisible) for each in sheet.book.sheets) == 1:
            strict.refuse("last-sheet")

    def contents(area: Any, data: Any = None) -> None:
        if any(len(text) > LONGEST + text.startswith("'") for text in _texts(data)):
            strict.refuse("long-text")
        if _locked(area):
            strict.refuse("locked-cell")
        if isinstance(data, list | tuple) and len(data) > 1 and area.row_hidden is not False:
            strict.refuse("filtered-block")

    def looks_of(area: Any, *_: Any) -> None:
        if area.sheet.uno.isProtected():
            strict.refuse("locked-cell")

    def note(cell: Range, text: str) -> None:
        if cell.sheet.uno.isProtected():
            strict.refuse("protected-note")
        if cell.address.replace("$", "") in threads(cell.sheet):
            strict.refuse("note-on-a-thread")
        if notes.note_of(cell) is not None:
            strict.refuse("second-note")
        if len(text) > LONGEST:
            strict.refuse("long-text")

    def old_note(found: notes.Note, text: str = "") -> None:
        if found.location.sheet.uno.isProtected():
            strict.refuse("protected-note")
        if len(text) > LONGEST:
            strict.refuse("long-text")

    def special(area: Any, *_: Any) -> None:
        if area.sheet.uno.isProtected():
            strict.refuse("special-cells")

    def shown(sheet: Sheet, *_: Any) -> None:
        if not sheet.uno.IsVisible:
            strict.refuse("hidden-sheet")

    def selected(area: Any) -> None:
        shown(area.sheet)
        if area.sheet.book.sheets.active != area.sheet:
            strict.refuse("hidden-sheet")

    def hide(sheet: Sheet, value: Any) -> None:
        structure(sheet)
        if not value:
            alone(sheet)

    def save(book: Book, path: Any = None, *_: Any, **__: Any) -> None:
        if strict.read_only and path is None:
            strict.refuse("read-only")

    before: dict[str, Callable[..., None]] = {
        "Sheets.add": lambda sheets, before=None, after=None, name_=None, **more: (
            structure(sheets), added(sheets, before, after), name(sheets.book, more.get("name", name_)))[0],
        "DataValidation.set_list": typed_list, "Range.group": lacking,
        "Sheet.delete": lambda sheet: (structure(sheet), alone(sheet))[0],
        "Sheet.copy": structure, "Sheet.move": structure,
        "Sheet.name=": lambda sheet, value: (structure(sheet), name(sheet.book, value, sheet.name))[0],
        "Sheet.visible=": hide, "Sheet.activate": shown, "Range.select": selected, "Sheet.used_range": lambda sheet: None,
        "Range.raw_value=": contents, "Range.formula=": contents, "Range.clear_contents": contents,
        "Range.number_format=": looks_of, "Range.color=": looks_of, "Range.wrap_text=": looks_of,
        "Range.column_width=": looks_of, "Range.row_height=": looks_of,
        "Range.raw_value": lambda area: None, "Range.get_special_cells": special, "Range.add_note": note,
        "Note.text=": old_note, "Note.delete": old_note, "Book.save": save, "Books.active": lambda books: None,
    }  # fmt: skip
    for what, refuse in before.items():
        kind, __, member = what.removesuffix("=").partition(".")
        _wrap(monkeypatch, strict, CLASSES[kind], member, what, refuse)
    _as_excel(monkeypatch, strict, threads, very_hidden)


def _wrap(monkeypatch: pytest.MonkeyPatch, strict: Strict, kind: type, member: str, what: str, refuse: Callable[..., None]) -> None:
    """The member of the engine's class, asked first; calls that the engine makes of itself are not asked."""
    owner = next(each for each in kind.__mro__ if member in vars(each))
    found = vars(owner)[member]

    def asked(call: Callable[..., Any]) -> Callable[..., Any]:
        def wrapped(self: Any, *arguments: Any, **named: Any) -> Any:
            if not strict.inside:
                strict.ask(what)
                refuse(self, *arguments, **named)
            strict.inside += 1
            try:
                return call(self, *arguments, **named)
            finally:
                strict.inside -= 1

        return wrapped

    if isinstance(found, property):
        if what.endswith("="):
            monkeypatch.setattr(owner, member, found.setter(asked(found.fset)) if found.fset else found)
        else:
            monkeypatch.setattr(owner, member, property(asked(found.fget), found.fset) if found.fget else found)
    else:
        monkeypatch.setattr(owner, member, asked(found))


def _as_excel(
    monkeypatch: pytest.MonkeyPatch, strict: Strict, threads: Callable[[Sheet], set[str]], very_hidden: Callable[[Sheet], bool]
) -> None:  # fmt: skip
    """The engine says that it is Excel, and its `.api` has Excel's members only."""
    monkeypatch.setattr(Engine, "name", "excel")
    monkeypatch.setattr(Book, "api", property(lambda book: _book_api(strict, book)))
    monkeypatch.setattr(Sheet, "api", property(lambda sheet: _sheet_api(sheet, threads(sheet))))
    monkeypatch.setattr(Range, "api", property(lambda area: _range_api(strict, area)))
    plain = Range.note.fget  # type: ignore[attr-defined]
    monkeypatch.setattr(Range, "note", property(lambda cell: None if cell.address.replace("$", "") in threads(cell.sheet) else plain(cell)))
    listed = Sheet.notes.fget  # type: ignore[attr-defined]
    monkeypatch.setattr(
        Sheet, "notes",
        property(lambda sheet: [each for each in listed(sheet) if each.location.address.replace("$", "") not in threads(sheet)]),
    )  # fmt: skip
    was_shown = Sheet.visible.fget  # type: ignore[attr-defined]
    setter = Sheet.visible.fset  # type: ignore[attr-defined]
    monkeypatch.setattr(
        Sheet, "visible",
        property(lambda sheet: 2 if very_hidden(sheet) else -1 if was_shown(sheet) else 0, setter),
    )  # fmt: skip
    count = Books.__len__
    monkeypatch.setattr(Books, "__len__", lambda books: 0 if strict.protected_view else count(books))

    class ProtectedViewWindows:
        Count = property(lambda self: int(strict.protected_view))

    class ActiveWindow:
        def __init__(self, app: App) -> None:
            self.app, self.rows = app, 0

        def __setattr__(self, name: str, value: Any) -> None:
            if name not in ("app", "rows", "FreezePanes", "SplitColumn", "SplitRow"):
                raise AttributeError(name)
            object.__setattr__(self, name, value)
            if name == "FreezePanes" and value:
                self.app.books.active.sheets.active.freeze(self.SplitColumn, self.SplitRow)

    class ActiveCell:
        def __init__(self, cells: Range) -> None:
            self.Row, self.Column = cells.row, cells.column

    class Application:
        def __init__(self, app: App) -> None:
            self.ProtectedViewWindows, self.ActiveWindow = ProtectedViewWindows(), ActiveWindow(app)
            self.app = app

        @property
        def ActiveCell(self) -> Any:
            cells = self.app.selection
            return None if cells is None else ActiveCell(cells)

    monkeypatch.setattr(App, "api", property(Application))
