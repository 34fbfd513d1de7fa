"""What a pressed button finds: the program, the workbook in front of it, the desk; and what it tells."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from ubb4.base.errors import WorkbookError
from ubb4.base.text import gettext as _
from ubb4.base.text import in_all
from ubb4.book.book import META_SHEET, Book
from ubb4.book.table import Row, Table
from ubb4.buttons import copies
from ubb4.desk.desk import Desk
from ubb4.desk.opened import Opened, Options
from ubb4.excel import added, entered, live, window
from ubb4.excel.busy import patiently
from ubb4.excel.touched import has, is_calc, one_step, rows_of

if TYPE_CHECKING:
    import xlwings

    from ubb4.excel.kept import Kept
    from ubb4.excel.listing import Listing
    from ubb4.plugins.toolkit import Toolkit


@dataclass
class Told:
    """What the officer is told: in a window, or on the status bar when it is `quiet`.

    With a `question` the window asks it, and `then` is done on a yes; without one it is done at once. `listed`: all of it stands on a
    sheet already.
    """

    text: str
    quiet: bool = False
    bad: bool = False
    question: str = ""
    then: Callable[[], object] | None = None
    listed: bool = False


@dataclass
class Place:
    """The cell in hand: its sheet, address, row and column."""

    sheet: str
    cell: str
    row: int
    column: int


@dataclass
class Hand:
    """The workbook in front, reached through `app`."""

    app: xlwings.App | None
    options: Options = field(default_factory=Options)

    @cached_property
    def desk(self) -> Desk:
        return Desk(self.options)

    @property
    def front(self) -> xlwings.Book | None:
        """The workbook in front, whosever it is; None without one."""
        app = self.app
        found: xlwings.Book | None = None if app is None else patiently(lambda: app.books.active if len(app.books) else None)
        # Excel has workbooks and none in front while one is looked at in the protected view
        return found if found is not None and found.api is not None else None

    @cached_property
    def book(self) -> xlwings.Book:
        """The workbook in front; WorkbookError when there is none, or it is not ours."""
        app, found = self.app, self.front
        if app is not None and found is None and window.is_protected_view(app):
            raise WorkbookError(_("Кітап қорғалған көріністе ашылған: «Өңдеуге рұқсат ету» дегенді басып, батырманы қайта басыңыз."), "protected-view")
        if found is None:
            raise WorkbookError(_("Ашық кітап жоқ: алдымен ҮББ №4 жұмыс кітабын ашыңыз."), "no-book")
        return found

    @property
    def file(self) -> Path | None:
        """Where the workbook lies on this machine; None for one that was never saved, or lies on a server."""
        try:
            full = Path(self.book.fullname)
        except Exception:  # xlwings cannot map an address of OneDrive to a folder
            return None
        return full if full.is_absolute() and full.parent.is_dir() else None

    def step(self, text: str) -> None:
        window.step(self.app, text)

    def read(self) -> Opened:
        """The workbook in front, understood; broken plugins are among what could not be done."""
        self.step(_("кітап оқылып жатыр…"))
        opened = self.desk.take(patiently(lambda: live.read(self.book)), self.book.name, self.file)
        return replace(opened, problems=(*self.desk.toolkit.problems, *opened.problems))

    def read_here(self) -> Opened:
        """The same of the sheet in front alone, for a press that is about one cell; the whole where the organisation's sheet bears another name."""
        names = set(self.book.sheet_names)
        own = names & {*organisation_names(self.desk.toolkit), META_SHEET}
        if len(own) < 2 or self.desk.toolkit.problems:
            return self.read()
        sheets = {*own, self.book.sheets.active.name}
        return self.desk.take(patiently(lambda: live.read(self.book, sheets)), self.book.name, self.file, whole=False)

    def language(self) -> str:
        """The language that the workbook in front was made in, as its hidden sheet says."""
        book = self.book
        if not has(book, META_SHEET):
            return ""
        rows = rows_of(book.sheets[META_SHEET])
        return next((str(row[1]) for row in rows if len(row) > 1 and row[0] == "language"), "")

    @contextmanager
    def writing(self) -> Iterator[None]:
        """What a press changes is one step, which can be taken back; a copy of what is saved is kept before."""
        copies.keep(self.file)
        with one_step(self.book):
            entered.begin(self.book)
            yield

    def place(self) -> Place:
        """Where the officer stands."""
        cell = self._cell()
        return Place(cell.sheet.name, cell.address.replace("$", ""), cell.row, cell.column)

    def _cell(self) -> xlwings.Range:
        sheet = self.book.sheets.active
        if is_calc(self.book):
            cells = self.book.selection
            return (cells if cells is not None else sheet["A1"])[0, 0]
        active = self.book.app.api.ActiveCell  # a whole sheet that is selected has more cells than xlwings can count
        return sheet["A1"] if active is None else sheet.range((active.Row, active.Column))

    def here(self, book: Book) -> tuple[Table | None, Row | None, Place]:
        """The register and the row in hand, where the officer stands on one."""
        place = self.place()
        table = next((t for t in book.tables.values() if t.present and t.sheet == place.sheet), None)
        if table is None:
            return None, None, place
        if table.register.layout == "form":
            return table, table.row(0), place
        return table, next((row for row in table if row.number == place.row), None), place


def news(opened: Opened, notes: Iterable[str]) -> list[str]:
    """What a press tells of a workbook: «Күйі» and the front page say what holds for the whole year."""
    return [each for each in notes if each not in opened.standing]


def organisation_names(toolkit: Toolkit) -> tuple[str, ...]:
    """What the sheet of the organisation is called in each language."""
    return in_all(next(each for each in toolkit.common.registers if each.name == "organisation").sheet)


def listed(hand: Hand, listing: Listing, alarms: Sequence[str], change: Callable[[Kept], Kept] = lambda kept: kept) -> Told:
    """Put the list on its sheet; the officer stays where the officer was, and is asked."""
    name = added.put(hand.book, listing, change)
    return Told(
        "\n".join([listing.summary + ".", *alarms, *listing.remarks]),
        bad=bool(alarms),
        question=_("Тізімі — «{sheet}» парағында. Ашу керек пе?", sheet=name),
        then=lambda: hand.book.sheets[name].activate(),
        listed=True,
    )
