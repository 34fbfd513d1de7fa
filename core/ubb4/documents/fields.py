"""What a form can name: the organisation, registers, measures, authorities, citations; always in its language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from ubb4.base.text import gettext as _
from ubb4.base.text import language
from ubb4.book.book import Book
from ubb4.book.table import Row
from ubb4.documents.veil import WORDED, Veil
from ubb4.documents.wording import shown
from ubb4.law.edition import Edition
from ubb4.law.register import Column
from ubb4.measures.figures import Shown

LINE = "_" * 20
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class Field:
    """A value as a form prints it; an empty one prints nothing and is false."""

    def __init__(self, text: str, value: Any = None, targets: Callable[[], list[View]] = list) -> None:
        self._text, self._value, self.targets = _ILLEGAL.sub("", text), value, targets

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
    def number(self) -> float | None:
        return float(self._value) if isinstance(self._value, int | float) else None

    @property
    def day(self) -> date | None:
        return self._value if isinstance(self._value, date) else None

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        targets = self.targets()
        if not targets:
            if self._text and self.targets is list:  # a reference to a row that is not there has empty fields, as the check says at its cell
                raise AttributeError(name)
            return Field("")
        return getattr(targets[0], name)


class View:
    """A row: a column's value, the row a reference points to (`row.risk.risk`), or the rows of another register
    that refer to this one (`this.announcements`)."""

    def __init__(self, book: Book, row: Row, veil: Veil | None = None) -> None:
        self._book, self._row, self._veil = book, row, veil or Veil()

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        register = self._row.table.register
        if name in register.by_name:
            return self._field(register.by_name[name])
        if name in self._book.tables and self._book.tables[name].register.reference_to(register.name):
            return [View(self._book, row, self._veil) for row in self._book.related(name, self._row)]
        raise AttributeError(f"{register.name}.{name}")

    def _field(self, column: Column) -> Field:
        if column.klass in self._veil.classes:
            return Field("")
        value = self._row.raw(column.name)

        def targets() -> list[View]:
            return [View(self._book, row, self._veil) for row in self._book.all_referred(self._row, column.name)]

        text = self._veil.release(self._row, column, shown(column, value))
        plain = column.type in WORDED or (self._row.index, column.name) in self._row.table.bad
        return Field(self._veil.clean(text) if plain else text, value, targets if column.reference else list)


class Organisation:
    """The organisation's fields, empty where the front page is; `name` is the one of the form's language, `approver_position` and
    `approver_name` are those of the person who approves in such a body."""

    def __init__(self, book: Book, veil: Veil, common: Edition) -> None:
        self._book, self._veil, self._common = book, veil, common

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        profile = self._book.profile
        if name in ("approver_position", "approver_name"):
            return self._approver(name.removeprefix("approver_"))
        if name == "name":
            first, second = ("name_ru", "name_kk") if language() == "ru" else ("name_kk", "name_ru")
            return getattr(self, first) or getattr(self, second)
        if name == "act":
            return self._act()
        register = self._book.tables["organisation"].register
        if name not in register.by_name:
            raise AttributeError(name)
        return getattr(View(self._book, profile, self._veil), name) if profile is not None else Field("")

    def _approver(self, what: str) -> Field:
        entries = self._common.tables["approving"]
        entry = next((each for each in entries if self._book.kind in each["kinds"]), entries[-1])
        found: Field = getattr(self, str(entry[what]))
        return found or (Field(_(str(entry["title"]))) if what == "position" else found)

    def _act(self) -> dict[str, str]:
        """The act by which the first head of such a body decides, with its endings: `org.act.title`, `org.act.dative`."""
        entries = [each for each in self._common.tables["act"] if each["since"] <= self._book.today]
        entry = next((each for each in entries if self._book.kind in each["kinds"]), entries[-1])
        return {key: _(value) if value else "" for key, value in entry.items() if isinstance(value, str)}


class _Rows:
    """The rows of a register, seen anew at each use."""

    def __init__(self, book: Book, register: str, veil: Veil) -> None:
        self._book, self._register, self._veil = book, register, veil

    def __iter__(self) -> Iterator[View]:
        return (View(self._book, row, self._veil) for row in self._book[self._register])

    def __len__(self) -> int:
        return len(self._book[self._register])


def context(book: Book, law: Edition, common: Edition, measured: Mapping[str, Any], this: Row | None, veil: Veil) -> dict[str, Any]:
    """Everything that a template may name."""

    def authority(id: str, day: Any = None) -> str:
        at = day.day if isinstance(day, Field) else day
        return common.authority(id, at or book.today)

    rows: dict[str, Any] = {name: _Rows(book, name, veil) for name in book.tables if name != "organisation"}
    return rows | {
        "org": Organisation(book, veil, common),
        "this": View(book, this, veil) if this is not None else None,
        "year": book.year,
        "today": Field(book.today.strftime("%d.%m.%Y"), book.today),
        "m": {name: Shown(each, lambda row: View(book, row, veil)) for name, each in measured.items()},
        "open": not veil.classes,
        "reading": {name: each.value for name, each in law.readings.items()},
        "table": {name: [_worded(entry) for entry in rows] for name, rows in law.tables.items()},
        "law": {name: _(text) for name, text in {**common.citations, **law.citations}.items()},
        "authority": authority,
    }


def _worded(entry: Any) -> Any:
    """A row of an edition's table with its texts in the language in use."""
    if isinstance(entry, Mapping):
        return {key: _worded(value) for key, value in entry.items()}
    if isinstance(entry, list):
        return [_worded(value) for value in entry]
    return _(entry) if isinstance(entry, str) else entry
