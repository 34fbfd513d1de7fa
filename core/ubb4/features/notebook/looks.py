"""What the doctor tells of notebooks: whether they can be run, and printed."""

from __future__ import annotations

from importlib.util import find_spec

from ubb4.base import extras
from ubb4.base.text import gettext as _
from ubb4.features.analyst import EXTRA
from ubb4.features.notebook.browser import browser


def can_run() -> tuple[bool, str]:
    """Whether what the notebooks need is installed."""
    missing = ", ".join(name for name in EXTRA if find_spec(name) is None)
    if missing:
        return False, extras.missing(missing, "notebook").message
    return True, _("Талдау дәптерлері орындалады.")


def can_print() -> tuple[bool, str]:
    """Whether a browser is there that prints a page."""
    found = browser()
    if found is None:
        return False, _("PDF үшін Chromium, Chrome немесе Edge табылмады: дәптердің беті HTML болып қала береді.")
    return True, _("Браузер: {path}", path=found)
