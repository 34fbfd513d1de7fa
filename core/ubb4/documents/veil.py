"""What a document must not show, and how it is found wherever else it stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cached_property

from ubb4.base import personal
from ubb4.base.likeness import aligned, alike, sound
from ubb4.base.spelling import names_somebody
from ubb4.book.book import Book
from ubb4.book.table import Row
from ubb4.law.register import Column

HIDDEN = "***"
WORDED = ("text", "long", "person", "term", "link", "reference")  # columns whose value is words of somebody's own
_NAME = re.compile(r"[^\W\d_]{2,}")
_LATIN_WORD = re.compile(r"[A-Za-z\u00c0-\u024f'\u02bc]{4,}")
_TWELVE = re.compile(r"(?<!\d)\d{12}(?!\d)")  # so long is the number of a person, or of a body beside one
_SHORT = 3  # a name of so few letters is one only with a capital, and bears few endings


class Veil:
    """What a document must not show: columns of these classes, and what they hold wherever else it stands."""

    def __init__(self, book: Book | None = None, classes: Iterable[str] = (), release: Callable[[Row, Column, str], str] | None = None) -> None:
        """`release` is asked of every text before it is shown: it may keep one back."""
        self.classes, self.release = frozenset(classes), release or (lambda row, column, text: text)
        self._hidden = [
            (column, str(value))
            for table in (book.tables.values() if book is not None and self.classes else ())
            for column in table.register.columns
            if column.klass in self.classes and column.type in WORDED
            for value in set(table.data.get(column.name, ()))
            if isinstance(value, str) and value.strip()
        ]
        self.values = frozenset(value for __, value in self._hidden if len(value.strip()) > _SHORT)

    @cached_property
    def _names(self) -> frozenset[str]:
        """The words of persons' names; a post that was typed beside one is in small letters."""
        found: set[str] = set()
        for column, value in self._hidden:
            if column.type == "person" or names_somebody(value):
                words = _NAME.findall(value)
                found.update([word for word in words if word[0].isupper()] or words)
        return frozenset(found)

    @cached_property
    def _words(self) -> re.Pattern[str] | None:
        """Whole values, and names with any ending, in the form of `aligned`."""
        names = {_stem(alike(name)) for name in self._names if len(name) > _SHORT}
        whole = {alike(value) for value in self.values}
        longest = sorted(names | whole, key=len, reverse=True)
        each = (re.escape(word).replace("\\ ", " +") + ("" if len(word) <= _SHORT else r"\w*") for word in longest)
        return re.compile(rf"(?<!\w)(?:{'|'.join(each)})(?!\w)") if longest else None

    @cached_property
    def _short(self) -> re.Pattern[str] | None:
        """Names of two and three letters, with up to three more of an ending."""
        names = sorted({re.escape(alike(name)) for name in self._names if len(name) <= _SHORT})
        return re.compile(rf"(?<!\w)(?:{'|'.join(names)})\w{{0,3}}(?!\w)") if names else None

    @cached_property
    def _sounds(self) -> tuple[str, ...]:
        return tuple({stem for name in self._names if len(name) > _SHORT and len(stem := _stem(sound(name))) > _SHORT})

    def clean(self, text: str) -> str:
        """The text without hidden values, names in any spelling and ending, and what is always about a person."""
        if not self.classes or not text:
            return text
        plain, places = aligned(text)
        spans = [(places[start], places[end]) for start, end in self._spans(plain, text, places)]
        spans += [found.span() for found in _LATIN_WORD.finditer(text) if self._sounds and sound(found[0]).startswith(self._sounds)]
        return _without(text, spans)

    def _spans(self, plain: str, text: str, places: list[int]) -> Iterable[tuple[int, int]]:
        yield from ((found.start(), found.end()) for found in _TWELVE.finditer(plain))
        yield from ((start, end) for start, end, __ in personal.found(plain))
        if self._words is not None:
            yield from ((found.start(), found.end()) for found in self._words.finditer(plain))
        for found in self._short.finditer(plain) if self._short is not None else ():
            if text[places[found.start()]].isupper():
                yield found.start(), found.end()


def _without(text: str, spans: Iterable[tuple[int, int]]) -> str:
    out, at = list[str](), 0
    for start, end in sorted(spans):
        if end > at:
            out += [text[at:start], HIDDEN] if start >= at else []
            at = end
    return "".join([*out, text[at:]])


def _stem(name: str) -> str:
    return name[:-1] if len(name) > 4 and name[-1] in "аяa" else name
