"""What a form can name: the organisation, registers, measures, authorities, citations; always in its language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from ubb4.book import Book
from ubb4.edition import Edition
from ubb4.register import Column
from ubb4.table import Row
from ubb4.text import gettext as _
from ubb4.text import language

LINE = "_" * 20
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class Field:
    """A value as a form prints it; an empty one prints nothing and is false."""

    def __init__(self, text: str, value: Any = None, follow: Callable[[], View | None] = lambda: None) -> None:
        self._text, self._value, self._follow = _ILLEGAL.sub("", text), value, follow

    def __str__(self) -> str:
        return self._text

    def __bool__(self) -> bool:
        return bool(self._text)

    def __eq__(self, other: object) -> bool:
        return self._text == str(other)

    def __hash__(self) -> int:
        return hash(self._text)

    @property
    def key(self) -> str:
        """A choice's key, the same in every language."""
        return str(self._value or "")

    @property
    def day(self) -> date | None:
        return self._value if isinstance(self._value, date) else None

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        target = self._follow()
        if target is None:
            if self._text:
                raise AttributeError(name)
            return Field("")
        return getattr(target, name)


class View:
    """A row: a column's value, the row a reference points to (`row.risk.risk`), or the rows of another register
    that refer to this one (`this.announcements`)."""

    def __init__(self, book: Book, row: Row) -> None:
        self._book, self._row = book, row

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        register = self._row.table.register
        if name in register.by_name:
            return self._field(register.by_name[name])
        if name in self._book.tables and self._book.tables[name].register.reference_to(register.name):
            return [View(self._book, row) for row in self._book.related(name, self._row)]
        raise AttributeError(f"{register.name}.{name}")

    def _field(self, column: Column) -> Field:
        value = self._row.raw(column.name)

        def follow() -> View | None:
            target = self._book.referred(self._row, column.name) if column.reference and value is not None else None
            return View(self._book, target) if target is not None else None

        return Field(shown(column, value), value, follow)


def shown(column: Column, value: Any) -> str:
    """A value as documents print it: 31.12.2026, 44,5, a choice in the language in use."""
    if value is None:
        return ""
    if isinstance(value, date):
        return value.strftime("%d.%m.%Y")
    if isinstance(value, float | int) and not isinstance(value, bool):
        text = f"{value:,.2f}" if column.type == "money" else f"{value:,.10g}"
        return text.replace(",", "\u00a0").replace(".", ",")
    return column.label(str(value)) if column.choices else str(value)


_MONTHS = {
    "kk": [
        "қаңтар",
        "ақпан",
        "наурыз",
        "сәуір",
        "мамыр",
        "маусым",
        "шілде",
        "тамыз",
        "қыркүйек",
        "қазан",
        "қараша",
        "желтоқсан",
    ],
    "ru": [
        "января",
        "февраля",
        "марта",
        "апреля",
        "мая",
        "июня",
        "июля",
        "августа",
        "сентября",
        "октября",
        "ноября",
        "декабря",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}


def long_date(value: Any, year: int) -> str:
    """2026 жылғы «15» наурыз; «15» марта 2026 года; a line to write on where there is no date."""
    day = value.day if isinstance(value, Field) else value if isinstance(value, date) else None
    if day is None:
        blank = {"kk": "{y} жылғы «____» ______________", "ru": "«____» ______________ {y} года"}
        return blank.get(language(), "____ ______________ {y}").format(y=year)
    month = _MONTHS[language()][day.month - 1]
    if language() == "kk":
        return f"{day.year} жылғы «{day:%d}» {month}"
    return f"«{day:%d}» {month} {day.year} года" if language() == "ru" else f"{day.day} {month} {day.year}"


class Organisation:
    """The organisation's fields, empty where the front page is; `name` is the one of the form's language."""

    def __init__(self, book: Book) -> None:
        self._book = book

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        profile = self._book.profile
        if name == "name":
            first, second = ("name_ru", "name_kk") if language() == "ru" else ("name_kk", "name_ru")
            return getattr(self, first) or getattr(self, second)
        register = self._book.tables["organisation"].register
        if name not in register.by_name:
            raise AttributeError(name)
        return getattr(View(self._book, profile), name) if profile is not None else Field("")


class _Rows:
    """The rows of a register, seen anew at each use."""

    def __init__(self, book: Book, register: str) -> None:
        self._book, self._register = book, register

    def __iter__(self) -> Iterator[View]:
        return (View(self._book, row) for row in self._book[self._register])

    def __len__(self) -> int:
        return len(self._book[self._register])


def context(book: Book, law: Edition, common: Edition, measured: Mapping[str, Any], this: Row | None) -> dict[str, Any]:
    """Everything that a template may name."""

    def authority(id: str, day: Any = None) -> str:
        at = day.day if isinstance(day, Field) else day
        return common.authority(id, at or book.today)

    rows: dict[str, Any] = {name: _Rows(book, name) for name in book.tables if name != "organisation"}
    return rows | {
        "org": Organisation(book),
        "this": View(book, this) if this is not None else None,
        "year": book.year,
        "today": Field(book.today.strftime("%d.%m.%Y"), book.today),
        "m": dict(measured),
        "law": {name: _(text) for name, text in {**common.citations, **law.citations}.items()},
        "authority": authority,
    }


def filters(book: Book) -> dict[str, Callable[..., Any]]:
    """Filters of the templates: `long` (official date), `line` (a line to write on), `only` (rows of a choice)."""

    def line(value: Any) -> str:
        return str(value) if value else LINE

    def only(rows: Any, column: str, key: str) -> list[Any]:
        return [row for row in rows if getattr(row, column).key == key]

    def last(rows: Any, column: str) -> Any:
        found = [row for row in rows if getattr(row, column)]
        return max(found, key=lambda row: getattr(row, column).day or date.min) if found else None

    def of(rows: Any, column: str, this: Any) -> list[Any]:
        """Rows whose path of references (`risk.analysis`) ends at this row."""
        wanted = str(getattr(this, this._row.table.register.key))
        found = []
        for row in rows:
            end = row
            for step in column.split("."):
                end = getattr(end, step)
            if str(end) == wanted:
                found.append(row)
        return found

    return {"long": lambda value: long_date(value, book.year), "line": line, "only": only, "last": last, "of": of}
