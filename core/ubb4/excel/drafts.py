"""Drafts: days that the law's last day stands in for until somebody fixes them, and how their cells look."""

from __future__ import annotations

from ubb4.base.text import N_, in_all
from ubb4.base.text import gettext as _

DRAFT = "FFF4CC"
_NOTE = N_("ҮББ №4 · жоба: заң бойынша соңғы күн. Нақты күнін жазыңыз.")


def draft_note() -> str:
    """What stands at a day that nobody has fixed yet."""
    return _(_NOTE)


def is_draft_note(text: str) -> bool:
    """Whether a cell's note is that one, in any language."""
    return bool(text) and any(wording in text for wording in in_all(_NOTE))
