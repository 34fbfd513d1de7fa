"""Bodies: a roster begun beside the open workbook, the bodies that it names entered, and opened to be filled in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ubb4.base.files import free
from ubb4.base.text import gettext as _
from ubb4.buttons.pressed import Hand, Told
from ubb4.buttons.report import folder_of, open_book
from ubb4.desk.opened import Opened
from ubb4.features.gather import start


def run(hand: Hand, words: list[str]) -> Told:
    """`bodies`: of a gathered workbook every sender, of any other the body itself."""
    opened = hand.read()
    out = free(folder_of(hand) / f"{Path(hand.book.name).stem} {_('ұйымдар тізілімі')}.xlsx")
    rows = [_row(each) for each in opened.parts or (opened,)]
    text = start.write_rows(out, rows)
    return Told(text, question=_("Ашу керек пе?"), then=lambda: open_book(hand.app, out))


def _row(opened: Opened) -> dict[str, Any]:
    book = opened.book
    language = book.meta.get("language", "")
    return {
        "name_kk": book.body_name("kk"), "name_ru": book.body_name("ru"), "bin": str(book.of_profile("bin") or ""), "kind": book.kind or "",
        "parent": str(book.of_profile("superior") or ""), "language": language if language in ("kk", "ru") else "",
    }  # fmt: skip
