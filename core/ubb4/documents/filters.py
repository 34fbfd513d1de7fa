"""What a form's field can be piped through: `{{ this.signed_on|long }}`, `{{ plan|of("risk.analysis", this) }}`.

`long` (official date), `on` (on that day), `line` (a line to write on), `start` (a capital letter); of rows: `only` (those of a choice),
`in_year` (of the report year by a date), `in_years` (of a year's column), `of` (whose references lead to a row), `last` (the latest);
as text: `listed` (a column's values), `few` (the first of them in a line), `sum_of`, `told` (a phrase of each row), `lines`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from ubb4.base.text import gettext as _
from ubb4.book.book import Book
from ubb4.documents.fields import LINE, Field, View
from ubb4.documents.wording import long_date, money, told
from ubb4.law.edition import Edition


def filters(book: Book, law: Edition) -> dict[str, Callable[..., Any]]:
    """The filters over a book, by name."""

    def day_of(value: Any) -> date | None:
        return value.day if isinstance(value, Field) else value if isinstance(value, date) else None

    def line(value: Any) -> str:
        return str(value) if value else LINE

    def only(rows: Any, column: str, *keys: str) -> list[Any]:
        return [row for row in rows if getattr(row, column).key in keys]

    def in_year(rows: Any, *columns: str) -> list[Any]:
        """Rows whose first date among the columns lies in the report year."""
        days = ((row, next((d for c in columns if (d := getattr(row, c).day)), None)) for row in rows)
        return [row for row, day in days if day is not None and day.year == book.year]

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

    def phrased(rows: Any, phrase: str, numbered: bool = True) -> str:
        texts = [told(law.phrases[phrase], row) for row in ([rows] if isinstance(rows, View) else rows)]
        if numbered and len(texts) > 1:
            texts = [f"{number}) {text}" for number, text in enumerate(texts, 1)]
        return "\n".join(texts)

    def in_years(rows: Any, column: str, year: int) -> list[Any]:
        """Rows whose column holds a year."""
        return [row for row in rows if getattr(row, column).number == year]

    def sum_of(rows: Any, column: str) -> str:
        """The sum of a column as it is printed; a line to write on where no row has a number."""
        fields = [field for row in rows if (field := getattr(row, column)).number is not None]
        return money(sum(field.number for field in fields)) if fields else LINE

    def listed(rows: Any, column: str) -> str:
        """The values of a column, one below the other."""
        return "\n".join(str(field) for row in rows if (field := getattr(row, column)))

    def few(rows: Any, *columns: str, most: int = 20) -> str:
        """Each row's value, of the first column that has one, in one line; a long list is cut and says how many more there are."""
        texts = [next((text for name in columns if (text := str(getattr(row, name)))), "—") for row in rows]
        more = " " + _("және тағы {n}", n=len(texts) - most) if len(texts) > most else ""
        return "; ".join(texts[:most]) + more

    def start(value: Any) -> str:
        """As it begins a line: with a capital letter."""
        return str(value)[:1].upper() + str(value)[1:]

    def lines(texts: Any) -> str:
        return "\n".join(str(text) for text in texts if text) or LINE

    return {
        "long": lambda value: long_date(day_of(value), book.year),
        "on": lambda value: long_date(day_of(value), book.year, on=True),
        "line": line, "listed": listed, "few": few, "in_years": in_years, "sum_of": sum_of, "start": start, "only": only, "in_year": in_year, "last": last, "of": of, "told": phrased, "lines": lines,
    }  # fmt: skip
