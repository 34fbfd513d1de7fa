"""The analyst's desk in Python: workbooks as typed pandas frames (`opened`, `region`), shown as tables and charts (`show`, `charts`).

pandas, Altair and vl-convert are the extra `[notebook]`; each is loaded when it is first needed.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from ubb4.errors import UseError
from ubb4.text import gettext as _

INSTALL = "pip install ubb4[notebook]"


def heavy(name: str) -> Any:
    """A package of the extra, loaded; UseError with the line that installs it where it is missing."""
    try:
        return import_module(name)
    except ImportError:
        raise UseError(_("Дәптерлер мен кестелер үшін {package} керек. Орнату: {line}", package=name, line=INSTALL), "no-notebook") from None
