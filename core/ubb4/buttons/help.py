"""Help: the manual in the browser, at what is in front: the register of the sheet, or its beginning."""

from __future__ import annotations

from contextlib import suppress

from ubb4.base.errors import Ubb4Error
from ubb4.base.manual import address
from ubb4.base.text import gettext as _
from ubb4.buttons.pressed import Hand, Told
from ubb4.buttons.report import open_path


def run(hand: Hand, words: list[str]) -> Told:
    """`help`: needs no workbook."""
    open_path(address(_section(hand)))
    return Told(_("Анықтама браузерде ашылды."), quiet=True)


def _section(hand: Hand) -> str:
    """The register in front, as the manual's reference names it."""
    with suppress(Ubb4Error):  # no workbook of ours in front
        table, __, ___ = hand.here(hand.read_here().book)
        return f"register-{table.register.name}" if table is not None else ""
    return ""
