"""The analyst's desk in Python: workbooks as typed pandas frames (`opened`, `region`), shown as tables and charts (`show`, `charts`).

pandas, Altair and vl-convert are the extra `[notebook]`; each is loaded when it is first needed.
"""

from __future__ import annotations

from typing import Any

from ubb4.base import extras
from ubb4.base.errors import UseError
from ubb4.base.shipped import shipped
from ubb4.base.text import LANGUAGES, bind, use
from ubb4.base.text import gettext as _

EXTRA = ("altair", "ipykernel", "nbclient", "nbconvert", "pandas", "vl_convert")
SHELF = "notebooks"  # the folder of the notebooks across projects, and the domain of their texts


def heavy(name: str) -> Any:
    """A package of the extra, loaded; UseError with what installs it where it is missing."""
    return extras.load(name, "notebook")


def known(language: str) -> str:
    """The language, where it is one that we speak; UseError where it is not."""
    if language not in LANGUAGES:
        raise UseError(_("Тіл танылмады: «{language}». Мүмкін мәндері: {languages}.", languages=", ".join(LANGUAGES), language=language), "no-language")
    return language


def speak(language: str) -> None:
    """Speak kk, ru or en from here on: titles, sentences and labels of tables and charts, the words of the shipped notebooks."""
    bind_shelf()
    use(known(language))


def bind_shelf() -> None:
    """Let the texts of the shelf's notebooks be found."""
    bind(SHELF, shipped(SHELF) / "locale")
