"""Packages that not every installation has (the extras of pyproject.toml): loaded when first needed; where one is missing, what brings it is said."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from ubb4.base import settings
from ubb4.base.errors import UseError
from ubb4.base.text import gettext as _

LARGER = ("notebook", "store", "sign")  # what the larger installer for Windows brings; requirements-notebook.lock is made of them


def load(name: str, extra: str) -> Any:
    """A package of an extra; UseError with what installs it where it is missing."""
    try:
        return import_module(name)
    except ImportError:
        raise missing(name.partition(".")[0], extra) from None


def ask(name: str, extra: str) -> None:
    """The same before long work: it is there, or the UseError comes now."""
    if find_spec(name) is None:
        raise missing(name, extra)


def missing(name: str, extra: str) -> UseError:
    """What is told of a package that is missing."""
    if settings.installed_folder() is None:
        bringing = _("Орнату: {line}", line=f'pip install "ubb4[{extra}]"')
    elif extra in LARGER:
        bringing = _("Оны дәптерлері бар орнатушы орнатады: {file}.", file="ubb4-setup-…-notebooks.exe")
    else:
        bringing = _("Windows орнатушысында ол жоқ: Python ортасын құрып, орнатыңыз: {line}", line=f'pip install "ubb4[{extra}]"')
    return UseError(_("Бұл жұмыс үшін {package} керек. {bringing}", package=name, bringing=bringing), f"no-{extra}")
