"""The last look: finished files are searched for what must not be in them, whatever made them."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from html import unescape

from ubb4.base.likeness import alike
from ubb4.base.personal import found
from ubb4.base.spelling import tidy
from ubb4.base.text import gettext as _
from ubb4.base.text import in_all
from ubb4.book.book import Book
from ubb4.documents.veil import Veil
from ubb4.documents.words import PROTECTED

_TAG = re.compile(r"<[^>]*>")
_SOURCE = re.compile(r"(?s)<script.*?</script>|<style.*?</style>|<meta http-equiv[^>]*>")
_EMPTY_PARTS = ("comments.xml", "people.xml", "custom.xml")


def search(contents: Mapping[str, bytes], values: Mapping[str, str], titles: Iterable[str]) -> Iterator[str]:
    """A sentence for each thing found: what is always about a person (`personal`), protected values and names of their columns.

    `values` are those of personal and service columns, each with its cell; `titles` are the headings of these columns, looked for among headings
    and properties only, for their words are also those of a language.
    """
    values = {alike(value): cell for value, cell in values.items()}
    titles = {title.casefold() for title in titles}
    for name, data in contents.items():
        words, headings = _words(name, data)
        shown = tidy(words)
        for what in dict.fromkeys(each for __, __, each in found(shown)):
            yield _("{file}: {what} бар.", file=name, what=_(what))
        folded = alike(words)
        for cell in sorted({cell for value, cell in values.items() if value in folded}):
            yield _("{file}: {what} бар.", file=name, what=_("дербес не қызметтік деректері бар бағанның мәні ({cell})", cell=cell))
        for title in sorted({heading.casefold() for heading in headings} & titles):
            yield _("{file}: {what} бар.", file=name, what=_("дербес не қызметтік деректері бар бағанның атауы («{title}»)", title=title))
        for part in _hidden(name, data):
            yield _("{file}: {what} бар.", file=name, what=_("жасырын бөлік ({part})", part=part))


def protected_values(book: Book) -> dict[str, str]:
    """The values that must not be met, each with the cell that it stands in."""
    wanted = Veil(book, PROTECTED).values
    found: dict[str, str] = {}
    for table in book.tables.values():
        for column in table.register.columns:
            for index, value in enumerate(table.data.get(column.name, ()) if column.klass in PROTECTED else ()):
                if value in wanted:
                    found.setdefault(str(value), f"{table.sheet}!{table.place(index, column.name)[1]}")
    return found


def protected_titles(book: Book) -> list[str]:
    """Headings of personal and service columns that no public column bears, in every language."""
    classes: dict[str, set[str]] = {}
    for table in book.tables.values():
        for column in table.register.columns:
            for title in in_all(column.title):
                classes.setdefault(title, set()).add(column.klass)
    return [title for title, found in classes.items() if "public" not in found]


def _words(name: str, data: bytes) -> tuple[str, list[str]]:
    """The text of a file, and the headings of its lists."""
    if name.endswith(".docx"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {part: archive.read(part).decode("utf-8", "replace") for part in archive.namelist()}
        text = "\n".join(_TAG.sub("\n", parts[part]) + "\n" + _TAG.sub("", parts[part]) for part in parts if part.endswith(".xml"))
        return unescape(text), []
    text = data.decode("utf-8-sig", "replace")
    if name.endswith(".html"):
        plain = _SOURCE.sub("", text)
        return unescape(_TAG.sub("\n", plain)), [unescape(each) for each in re.findall(r"<th[^>]*>([^<]*)</th>", plain)]
    if name.endswith(".csv"):
        return text, next(csv.reader(io.StringIO(text, newline=""), delimiter=";"), [])
    return text, re.findall(r'"((?:[^"\\]|\\.)*)"\s*:', text)


def _hidden(name: str, data: bytes) -> list[str]:
    """Parts of a Word file that a reader does not see: comments, and properties of somebody's own."""
    if not name.endswith(".docx"):
        return []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [part for part in archive.namelist() if part.rpartition("/")[2] in _EMPTY_PARTS]
