"""The manual: one offline page for officers and one for analysts, Kazakh and Russian, built from docs/ by `make manual`; it rides in the wheel."""

from __future__ import annotations

from html import escape
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from ubb4.base.errors import UseError
from ubb4.base.shipped import shipped
from ubb4.base.text import gettext as _
from ubb4.base.text import language

OFFICER, ANALYST = "officer", "analyst"


def page(reader: str = OFFICER) -> Path | None:
    """The page in the language in use (a speaker of English is given the Russian one); None where it was not built."""
    path = shipped("manual") / f"{reader}.{'kk' if language() == 'kk' else 'ru'}.html"
    return path if path.is_file() else None


def address(section: str = "", reader: str = OFFICER) -> str:
    """The page as an address that a browser opens, at a section; UseError where it was not built."""
    found = page(reader)
    if found is None:
        raise UseError(_("Анықтама жоқ: ubb4 бастапқы кодтан іске қосылған. Құрастыру: make manual."), "no-manual")
    return found.resolve().as_uri() + (f"#{section}" if section else "")


def on_windows(target: Path | str) -> str:
    """What Windows opens: a path, never an address; where a section is wanted a small page leads there, for Windows would forget it."""
    text = str(target)
    if not text.startswith("file:"):
        return text
    if "#" not in text:  # Windows does not read Kazakh letters back from an address
        there = urlsplit(text)
        return url2pathname(f"//{there.netloc}{there.path}" if there.netloc else there.path)  # a share is a server and a path
    from ubb4.base.files import write_text
    from ubb4.base.settings import own_scratch

    leading = own_scratch() / "help.html"
    write_text(leading, f'<!DOCTYPE html><meta charset="utf-8"><meta http-equiv="refresh" content="0; url={escape(text)}"><title>ubb4</title>\n')
    return str(leading)
