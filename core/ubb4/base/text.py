"""gettext: Kazakh is the source; Russian and English are catalogues beside it.

One language is in use in a process (`use`); a document made in another language borrows it with `speaking`, in its own thread
alone.  A plugin's catalogue is bound under the plugin's own name.
"""

from __future__ import annotations

import gettext as _gettext
import os
import string
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Any

LANGUAGES = ("kk", "ru", "en")
SOURCE = "kk"

_folders: dict[str, Path] = {"ubb4": Path(__file__).parent.parent / "locale"}
_language = SOURCE
_chosen = True
_borrowed: ContextVar[str | None] = ContextVar("language", default=None)


def bind(domain: str, folder: Path) -> None:
    """Add a catalogue: `folder/<language>/LC_MESSAGES/<domain>.mo`."""
    _folders[domain] = folder
    _catalogues.cache_clear()


def use(language: str, *, chosen: bool = True) -> None:
    """Speak this language from here on: kk, ru or en; one that nobody has chosen gives way to that of a workbook in hand."""
    global _language, _chosen
    _language, _chosen = _known(language), chosen


def chosen() -> bool:
    """Whether somebody has chosen the language in use."""
    return _chosen or _borrowed.get() is not None


def _known(language: str) -> str:
    if language not in LANGUAGES:
        raise ValueError(f"{language!r} is none of {LANGUAGES}")
    return language


def language() -> str:
    """The language in use."""
    return _borrowed.get() or _language


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak another language inside the block."""
    before = _borrowed.set(_known(language))
    try:
        yield
    finally:
        _borrowed.reset(before)


def gettext(message: str, /, **fields: object) -> str:
    """The message in the language in use, its {fields} filled."""
    found = translation(message, language())
    if not fields:
        return found
    try:
        return _WORDS.vformat(found, (), fields) if "|" in found else found.format(**fields)
    except (KeyError, IndexError, ValueError, AttributeError):  # a translation that names other fields: the text itself does
        return message.format(**fields)


class _Words(string.Formatter):
    """A word beside a number in a translation: `{n} {n:день|дня|дней}`, in English `{n:day|days}`; Kazakh has one form and needs none."""

    def format_field(self, value: Any, format_spec: str) -> str:
        forms = format_spec.split("|")
        if len(forms) == 1 or not isinstance(value, int | float):
            return str(super().format_field(value, format_spec))
        return forms[min(_form(value, language()), len(forms) - 1)]


def _form(number: float, spoken: str) -> int:
    """Which form of a word goes with a number: Russian has three (a part of one takes the second), English two."""
    if spoken != "ru":
        return int(number != 1)
    if number != int(number):
        return 1
    tens, ones = abs(int(number)) % 100, abs(int(number)) % 10
    if 11 <= tens <= 14:
        return 2
    return 0 if ones == 1 else 1 if 2 <= ones <= 4 else 2


_WORDS = _Words()


def N_(message: str) -> str:  # gettext's own name for it
    """Mark a message for the catalogues; it is translated later, where it is shown."""
    return message


def translation(message: str, language: str) -> str:
    """The message in a language, or the Kazakh source where a catalogue lacks it."""
    if language == SOURCE or not message:
        return message
    for catalogue in _catalogues(language):
        answer = catalogue.gettext(message)
        if answer != message:
            return answer
    return message


def in_all(message: str) -> tuple[str, ...]:
    """The message in every language and every catalogue's wording, Kazakh first; each wording once."""
    found = [message]
    for language in LANGUAGES:
        found += (catalogue.gettext(message) for catalogue in _catalogues(language)) if message and language != SOURCE else ()
    return tuple(dict.fromkeys(found))


@cache
def _catalogues(language: str) -> tuple[_gettext.NullTranslations, ...]:
    found = []
    for domain, folder in _folders.items():
        path = folder / language / "LC_MESSAGES" / f"{domain}.mo"
        if path.is_file():
            with path.open("rb") as stream:
                found.append(_gettext.GNUTranslations(stream))
    return tuple(found)


def speak_for_click(language: str) -> None:
    """Let click's own sentences (usage, bad option) come in our language too."""
    os.environ["LANGUAGE"] = language
    _gettext.bindtextdomain("click", str(_folders["ubb4"]))
    _gettext.textdomain("click")
