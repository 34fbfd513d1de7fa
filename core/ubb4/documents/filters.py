"""What a form's field can be piped through: `{{ this.signed_on|long }}`, `{{ plan|of("risk.analysis", this) }}`.

One function each; those whose first argument is a book or an edition are given it by `filters`, a form does not see it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Any

from ubb4.base.numbers import own
from ubb4.base.text import language
from ubb4.book.book import Book
from ubb4.documents.fields import LINE, Field, View
from ubb4.documents.wording import cut, in_words, long_date, money, of_date, period
from ubb4.documents.wording import told as worded
from ubb4.law.edition import Edition


def filters(book: Book, law: Edition) -> dict[str, Callable[..., Any]]:
    """The filters over a book, by the names that forms call them by."""
    return {
        "long": partial(long, book), "words": partial(words, book), "until": partial(until, book), "dated": partial(dated, book), "middle": middle, "ones": ones, "on": partial(on, book), "in_year": partial(in_year, book), "told": partial(told, law), "line": line,
        "listed": listed, "few": few, "each": each, "missing": missing, "in_years": in_years, "sum_of": sum_of, "start": start, "only": only, "last": last, "of": of, "lines": lines,
    }  # fmt: skip


def _day(value: Any) -> date | None:
    return value.day if isinstance(value, Field) else value if isinstance(value, date) else None


def long(book: Book, value: Any) -> str:
    """A date as official papers write it: «15» наурыз 2026 ж.; blanks to fill in for an empty one."""
    return long_date(_day(value), book.year)


def words(book: Book, value: Any) -> str:
    """A date in running text and headings: 2026 жылғы 7 сәуір, 7 апреля 2026 года."""
    return in_words(_day(value), book.year)


def until(book: Book, first: Any, last: Any) -> str:
    """A period in running text: `{{ this.starts_on|until(this.ends_on) }}`."""
    return period(_day(first), _day(last), book.year)


def on(book: Book, value: Any) -> str:
    """A date as running text says it: on that day."""
    return long_date(_day(value), book.year, on=True)


def line(value: Any) -> str:
    """The value, or a line to write on."""
    return str(value) if value else LINE


def start(value: Any) -> str:
    """As it begins a line: with a capital letter."""
    return str(value)[:1].upper() + str(value)[1:]


def ones(value: Any) -> str:
    """So many of them, in Kazakh with its ending: 10 субъектінің 9-ы."""
    text = str(value)
    return own(int(text)) if language() == "kk" and text.isdigit() else text


def middle(value: Any) -> str:
    """As it stands within a sentence: a post with a small letter, an abbreviation as it is."""
    text = str(value)
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def dated(book: Book, value: Any) -> str:
    """A date before the paper that bears it: 2026 жылғы 12 қаңтардағы (бұйрық); от 12 января 2026 года."""
    day = _day(value)
    if day is None:
        return ("от\u00a0" if language() == "ru" else "") + in_words(None, book.year)
    return of_date(day)


def only(rows: Any, column: str, *keys: str) -> list[Any]:
    """Rows whose choice in a column is one of the keys."""
    return [row for row in rows if getattr(row, column).key in keys]


def in_year(book: Book, rows: Any, *columns: str) -> list[Any]:
    """Rows whose first date among the columns lies in the report year; `'ground=ended_pretrial: act_on'` names another column for the rows in
    which a choice has that key."""
    others = [re.split(r"[=:]\s*", each) for each in columns if "=" in each]
    plain = [each for each in columns if "=" not in each]

    def of(row: Any) -> Sequence[str]:
        return next(([column] for name, key, column in others if getattr(row, name).key == key), plain)

    days = ((row, next((d for c in of(row) if (d := getattr(row, c).day)), None)) for row in rows)
    return [row for row, day in days if day is not None and day.year == book.year]


def in_years(rows: Any, column: str, year: int) -> list[Any]:
    """Rows whose column holds a year."""
    return [row for row in rows if getattr(row, column).number == year]


def last(rows: Any, column: str) -> Any:
    """The row with the latest date in a column; None where no row has one."""
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


def told(law: Edition, rows: Any, phrase: str, numbered: bool = True) -> str:
    """The edition's phrase of each row, numbered where there are several."""
    texts = [worded(law.phrases[phrase], row) for row in ([rows] if isinstance(rows, View) else rows)]
    if numbered and len(texts) > 1:
        texts = [f"{number}) {text}" for number, text in enumerate(texts, 1)]
    return "\n".join(texts)


def sum_of(rows: Any, column: str) -> str:
    """The sum of a column as it is printed; a line to write on where no row has a number."""
    fields = [field for row in rows if (field := getattr(row, column)).number is not None]
    return money(sum(field.number for field in fields)) if fields else LINE


def each(value: Any) -> list[str]:
    """The lines of a long text that are not empty: one person, one thing a line."""
    return [part for text in str(value).splitlines() if (part := text.strip(" ;"))]


def missing(rows: Any, column: str) -> list[Any]:
    """Rows whose column is empty."""
    return [row for row in rows if not getattr(row, column)]


def listed(rows: Any, column: str) -> str:
    """The values of a column, one below the other."""
    return "\n".join(str(field) for row in rows if (field := getattr(row, column)))


def few(rows: Any, *columns: str, most: int = 20) -> str:
    """Each row's value, of the first column that has one, in one line; a long list is cut and says how many more there are."""
    texts = [next((text for name in columns if (text := str(getattr(row, name)))), "—") for row in rows]
    return cut(texts, most)


def lines(texts: Any) -> str:
    """Texts one below the other, empty ones left out; a line to write on where there is none."""
    return "\n".join(str(text) for text in texts if text) or LINE
