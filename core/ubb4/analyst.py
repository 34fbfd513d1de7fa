"""A workbook as an analyst reads it: `book = ubb4.open("file.xlsx")`, then `book["plan"].frame()`, findings, deadlines, measures.

Frames are pandas'; pandas is loaded when the first frame is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ubb4 import checking
from ubb4.book import Book
from ubb4.desk import Desk, Options
from ubb4.errors import UseError
from ubb4.evidence import folder_of
from ubb4.figures import unit_words
from ubb4.register import Column
from ubb4.table import Table
from ubb4.text import gettext as _
from ubb4.text import speaking

if TYPE_CHECKING:
    import pandas


def open(path: str | Path, *, today: date | None = None, policy: str | None = None, lang: str = "kk") -> Opened:
    """A workbook, read once.

    `today` is the day on which deadlines and measures are counted (by default the day of the call), `policy` the counting of
    working days, `lang` the language of labels and sentences: kk, ru or en.  Raises UseError or WorkbookError, each one sentence.
    """
    with speaking(lang):
        desk = Desk(Options(today or date.today(), policy))
        return Opened(Path(path), desk, lang)


class Opened:
    """A workbook in hand: registers by name, and what the toolkit finds in it as frames.

    `notes` tells what to know about the workbook, `problems` what could not be done: where there are any, the frames are not complete.
    """

    def __init__(self, path: Path, desk: Desk, lang: str) -> None:
        self.path, self.lang, self._desk = path, lang, desk
        self.book, self.notes, self._problems = desk.read(path)

    @property
    def problems(self) -> list[str]:
        return [f"{each.plugin}: {each.message}" for each in (*self._desk.toolkit.problems, *self._problems)]

    def __getitem__(self, register: str) -> Register:
        """The register of a name; a register whose sheet the workbook lacks is empty."""
        if register not in self.book.tables:
            raise UseError(_("«{name}» реестрі жоқ. Бары: {known}.", name=register, known=", ".join(sorted(self.book.tables))), "no-register")
        return Register(self.book, register, self.lang)

    def __iter__(self) -> Iterator[str]:
        return iter(self.book.tables)

    def findings(self) -> pandas.DataFrame:
        """Every finding of `ubb4 check`, a row each: code, severity, sheet, cell, message, hint, source."""
        with speaking(self.lang):
            found = checking.of_book(self._desk, self.book, [], [], folder_of(self.path))["findings"]
        columns = ["severity", "sheet", "cell", "row", "column", "message", "hint", "source", "code", "plugin"]
        return _frame({name: [each[name] for each in found] for name in columns}, {"row": "Int64"})

    def deadlines(self) -> pandas.DataFrame:
        """Every deadline of `ubb4 due`: the day, its event, the working shown in `rule`, the state; a day that is not known is NaT."""
        with speaking(self.lang):
            found = self._desk.due_book(self.book, [], [])["deadlines"]
        plain = [name for name in found[0] if name != "skipped"] if found else ["day", "event_day", "title", "rule", "state"]
        frame = _frame({name: [each[name] for each in found] for name in plain}, {})
        return _dated(frame, ("day", "event_day"))

    def measures(self) -> pandas.DataFrame:
        """Every measure with its proof: `rows` are the cells it is made of, `missing` those that lack what it needs, as «Sheet!A5»."""
        with speaking(self.lang):
            found = self._desk.measures_book(self.book, [], [])["measures"]
            units = unit_words()
        columns: dict[str, list[Any]] = {
            name: [each[name] for each in found] for name in ("name", "title", "subtask", "value", "numerator", "denominator")
        }
        columns["unit"] = [units.get(each["unit"], each["unit"]) for each in found]
        for name in ("rows", "missing"):
            columns[name] = [[f"{place['sheet']}!{place['row']}" for place in each[name]] for each in found]
        columns["notes"] = [each["notes"] for each in found]
        return _frame(columns, {"value": "Float64", "numerator": "Float64", "denominator": "Float64"})


class Register:
    """One register of a workbook; `table` is the core's own view of it."""

    def __init__(self, book: Book, name: str, lang: str) -> None:
        self.table: Table = book[name]
        self._lang = lang

    def __len__(self) -> int:
        return len(self.table)

    def frame(self, labels: bool = True, titles: bool = False) -> pandas.DataFrame:
        """Its rows, typed: dates as datetime64, numbers as Int64 or Float64, choices as categories in the register's order.

        A cell that is empty or was not understood is missing.  `labels` shows choices in the language of the workbook in hand, else
        their keys; `titles` names the columns by their headings.  The index is the row of the sheet; `attrs["sources"]` gives the norm of
        each column.
        """
        with speaking(self._lang):
            table = self.table
            data = {column.name: _series(table, column, labels) for column in table.register.columns}
            frame = _frame(data, {})
            frame.index = _pandas().Index([row.number for row in table], name="row", dtype="int64")
            frame.attrs["sources"] = {column.name: _(column.source or table.register.source) for column in table.register.columns}
            frame.attrs["sheet"] = table.sheet
            if titles:
                frame.columns = _pandas().Index([_(column.title) for column in table.register.columns])
        return frame


_TYPES = {"integer": "Int64", "number": "Float64", "money": "Float64"}


def _series(table: Table, column: Column, labels: bool) -> pandas.Series[Any]:
    pd = _pandas()
    values = [row[column.name] for row in table]
    if column.choices:
        shown = {key: column.label(key) if labels else key for key in column.choices}
        return pd.Series(pd.Categorical([shown.get(value) for value in values], list(dict.fromkeys(shown.values()))))
    if column.type == "date":
        return pd.Series(pd.to_datetime([value if isinstance(value, date) else None for value in values]), dtype="datetime64[ns]")
    if column.type in _TYPES:
        return pd.Series(values, dtype=_TYPES[column.type])
    return pd.Series([None if value is None else str(value) for value in values], dtype="string")


def _frame(columns: Mapping[str, Any], types: Mapping[str, str]) -> pandas.DataFrame:
    frame = _pandas().DataFrame(dict(columns))
    return frame.astype(dict(types)) if len(frame) or types else frame


def _dated(frame: pandas.DataFrame, names: tuple[str, ...]) -> pandas.DataFrame:
    for name in names:
        frame[name] = _pandas().to_datetime(frame[name])
    return frame


def _pandas() -> Any:
    try:
        import pandas
    except ImportError:
        raise UseError(_("Кестелер үшін pandas керек: pip install pandas"), "no-pandas") from None
    return pandas
