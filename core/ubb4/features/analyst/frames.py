"""Registers as typed pandas frames: labels in a language, days as days, headings and norms beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from ubb4.base.text import gettext as _
from ubb4.base.text import speaking
from ubb4.book.book import Book
from ubb4.book.table import Row, Table
from ubb4.features.analyst import heavy
from ubb4.law.days import short_date
from ubb4.law.register import Column

if TYPE_CHECKING:
    import pandas


class Register:
    """One register of a workbook; `table` is the core's own view of it."""

    def __init__(self, book: Book, name: str, lang: str) -> None:
        self.table: Table = book[name]
        self._book, self._lang = book, lang

    def __len__(self) -> int:
        return len(self.table)

    def __repr__(self) -> str:
        return f"<{self.table.register.name}: {len(self)} rows of «{self.table.sheet}»>"

    def frame(self, labels: bool = True, titles: bool = False, follow: Mapping[str, str] | None = None) -> pandas.DataFrame:
        """Its rows, typed: dates as datetime64, numbers as Int64 or Float64, choices as categories in the register's order.

        A cell that is empty or was not understood is missing.  `labels` shows choices in the language of the workbook in hand, else
        their keys; `titles` names the columns by their headings; `follow` shows, for a column that refers to another register, a column of
        the row that it refers to (`{"entity": "name_kk"}`), and what is typed where it refers to none.  The index is the row of the sheet; `attrs["sources"]` gives the norm of
        each column.
        """
        with speaking(self._lang):
            table = self.table
            data = {column.name: _series(table, column, labels) for column in table.register.columns}
            for name, target in (follow or {}).items():
                data[name] = heavy("pandas").Series([_followed(self._book, row, name, target) for row in table], dtype="string")
            frame = made(data, {})
            frame.index = heavy("pandas").Index([row.number for row in table], name="row", dtype="int64")
            frame.attrs["sources"] = {column.name: _(column.source or table.register.source) for column in table.register.columns}
            frame.attrs["sheet"] = table.sheet or table.register.sheet_name()
            frame.attrs["titles"] = {column.name: _(column.title) for column in table.register.columns}
            protected = [column for column in table.register.columns if column.klass != "public"]
            frame.attrs["protected"] = [*(column.name for column in protected), *(_(column.title) for column in protected)]
            if titles:
                frame.columns = heavy("pandas").Index([_(column.title) for column in table.register.columns])
        return frame


_TYPES = {"integer": "Int64", "number": "Float64", "money": "Float64"}


def _followed(book: Book, row: Row, column: str, target: str) -> str | None:
    found = [str(there[target]) for there in book.all_referred(row, column) if there[target] is not None]
    return "; ".join(found) or _text(row[column])


def _text(value: Any) -> str | None:
    """What is typed in a column of words; a term may be a day."""
    return None if value is None else short_date(value) if isinstance(value, date) else str(value)


def _series(table: Table, column: Column, labels: bool) -> pandas.Series[Any]:
    pd = heavy("pandas")
    values = [row[column.name] for row in table]
    if column.choices:
        shown = {key: column.label(key) if labels else key for key in column.choices}
        return pd.Series(pd.Categorical([shown.get(value) for value in values], list(dict.fromkeys(shown.values()))))
    if column.type == "date":
        return days([value if isinstance(value, date) else None for value in values])
    if column.type in _TYPES:
        broken = column.type == "integer" and any(isinstance(value, float) and not value.is_integer() for value in values)
        return pd.Series(values, dtype="Float64" if broken else _TYPES[column.type])
    return pd.Series([_text(value) for value in values], dtype="string")


def days(values: Sequence[date | None]) -> pandas.Series[Any]:
    """Days as datetime64[s], which holds a mistyped year 206 and the year 9999 too."""
    days = heavy("numpy").array([None if value is None else value.isoformat() for value in values], dtype="datetime64[s]")
    return heavy("pandas").Series(days)


def made(columns: Mapping[str, Any], types: Mapping[str, str]) -> pandas.DataFrame:
    """A frame of columns, some of them typed."""
    frame = heavy("pandas").DataFrame(dict(columns))
    return frame.astype(dict(types)) if len(frame) or types else frame


def dated(frame: pandas.DataFrame, names: tuple[str, ...]) -> pandas.DataFrame:
    """The frame with its ISO days as days."""
    for name in names:
        frame[name] = days([date.fromisoformat(each) if isinstance(each, str) and each else None for each in frame[name]]).to_numpy()
    return frame


def labelled(keys: pandas.Series[Any], words: Mapping[str, str]) -> pandas.Series[Any]:
    """Keys in words, as categories in the words' order."""
    pd = heavy("pandas")
    return pd.Series(pd.Categorical([words[key] for key in keys], list(dict.fromkeys(words.values()))), index=keys.index)


def titled(frame: pandas.DataFrame, heads: Mapping[str, str]) -> pandas.DataFrame:
    """The frame, its columns' headings kept beside it for tables and charts."""
    frame.attrs["titles"] = dict(heads)
    return frame
