"""Sections of a language -> files of the site: the page, and each list as CSV and JSON beside it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from ubb4.base import web
from ubb4.base.spelling import plain
from ubb4.base.text import N_
from ubb4.base.text import gettext as _
from ubb4.features.public.lists import Section
from ubb4.law.days import short_date

TITLE = N_("Сыбайлас жемқорлық картограммасы")
DOCUMENTS = N_("Ішкі талдау құжаттары")
LANGUAGES = (("kk", "Қазақша", "index.html"), ("ru", "Русский", "index.ru.html"))  # each in its own words


def page(sections: Sequence[Section], documents: Sequence[tuple[str, str]], language: str, body: str, year: int, day: date, digest: str) -> str:
    """The page in a language: everything is in it, nothing is asked from outside."""
    style, script = web.style(__package__, "style.css"), web.part(__package__, "script.js")
    withheld = {
        shelf.id: _("Заңмен қорғалатын мәлімет болғандықтан жарияланбаған жолдар: {n}.", n=shelf.withheld) for section in sections for shelf in section.shelves
    }
    told = {
        "skip": _("Мазмұнына өту"), "languages": _("Тілі"), "contents": _("Бөлімдер"), "search": _("Барлық тізімнен іздеу"),
        "reset": _("Тазалау"), "all": _("бәрі"), "none": _("Ештеңе табылмады."), "empty": _("Тізім әзірге бос."),
        "data": _("Деректер:"), "crossed": _("Тәуекелдер саны"), "documents": _(DOCUMENTS), "withheld": withheld,
        "year": _("{year} жыл", year=year), "updated": _("Жасалған күні: {day}.", day=short_date(day)),
        "digest": _("Дереккөздердің SHA-256 бақылау сомасы:"),
    }  # fmt: skip
    made: str = _template().render(
        language=language, title=_(TITLE) if sections else _(DOCUMENTS), body=body, sections=sections, documents=documents,
        languages=LANGUAGES, digest=digest, t=told, style=web.safe(style), script=web.safe(script), style_hash=web.csp_hash(style), script_hash=web.csp_hash(script),
    )  # fmt: skip
    return made


def data(sections: Sequence[Section], language: str, digest: str) -> Mapping[str, bytes]:
    """Each list as CSV (for Excel: with a mark of UTF-8, apart by «;») and as JSON."""
    found = {}
    for section in sections:
        for shelf in section.shelves:
            out = io.StringIO(newline="")
            writer = csv.writer(out, delimiter=";", lineterminator="\r\n", quoting=csv.QUOTE_ALL)
            writer.writerows([shelf.headings, *([_inert(value) for value in row] for row in shelf.rows)])
            found[f"data/{shelf.id}.{language}.csv"] = b"\xef\xbb\xbf" + out.getvalue().encode()
            told = {
                "section": section.number, "title": shelf.title, "sources_sha256": digest,
                "columns": dict(zip(shelf.names, shelf.headings, strict=True)),
                "rows": [dict(zip(shelf.names, row, strict=True)) for row in shelf.rows],
            }  # fmt: skip
            found[f"data/{shelf.id}.{language}.json"] = json.dumps(told, ensure_ascii=False, indent=1).encode()
    return found


def _inert(value: str) -> str:
    """A cell that a spreadsheet would take for a formula, made text; what stands before the sign or looks like it hides nothing."""
    return f"'{value}" if plain(value).lstrip()[:1] in tuple("=+-@") and len(value) > 1 else value


@cache
def _template() -> Any:
    from jinja2 import Environment, StrictUndefined

    return Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=False).from_string(web.part(__package__, "cartogram.html"))
