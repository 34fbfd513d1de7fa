"""A notebook that was run -> one HTML page: nothing is asked from outside, code is folded, tables sort, it prints on A4."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from ubb4.base import web
from ubb4.base.text import gettext as _
from ubb4.base.text import language
from ubb4.features.analyst import heavy
from ubb4.features.analyst.show import MIME
from ubb4.features.notebook.run import Outcome
from ubb4.law.days import short_date

_SHOWN = ["text/html", "text/markdown", "image/svg+xml", "image/png", "image/jpeg", "text/plain"]
# pandas' own look for its tables: the page has one, and its policy allows no other
_PANDAS = re.compile(r"<style scoped>.*?</style>", re.DOTALL)
_HEADING = re.compile(r"^##\s+(.+)$", re.MULTILINE)


def page(outcome: Outcome, title: str, about: str) -> str:
    """The page in the language in use."""
    exporter = heavy("nbconvert").HTMLExporter(
        template_name="ubb4", extra_template_basedirs=[str(Path(__file__).parent)], exclude_anchor_links=True,
        config=heavy("traitlets.config").Config({"NbConvertBase": {"display_data_priority": _SHOWN}, "HighlightMagicsPreprocessor": {"enabled": False}}),
    )  # fmt: skip
    style, script = web.style(__package__, "style.css") + _code_colours(), web.part(__package__, "script.js")
    passport = _together(outcome)
    resources = {
        "ubb4": {
            "language": language(), "title": title, "about": about, **passport, "missing": outcome.missing,
            "alarms": outcome.failures, "problems": outcome.problems, "incomplete": _("ТОЛЫҚ ЕМЕС: {what}", what=_("{n} жазба", n=len(outcome.problems))), "headings": list(_headings(outcome.notebook)),
            "made": _("Жасалған күні: {day}.", day=short_date(date.today())),
            "style": style, "script": script, "style_hash": web.csp_hash(style), "script_hash": web.csp_hash(script),
            "t": {
                "skip": _("Мазмұнына өту"), "contents": _("Бөлімдер"), "code": _("Код"), "show": _("Кодты көрсету"), "hide": _("Кодты жасыру"),
                "sources": _("Дереккөздердің SHA-256 бақылау сомасы:").rstrip(":"), "missing": _("Мыналар көрсетілмеді:"), "picture": _("сурет"),
                "title_page": _("Не оқылды"), "internal": _("Ішкі пайдалануға арналған: бұл бетті жариялауға болмайды."),
            },
        }
    }  # fmt: skip
    made, __ = exporter.from_notebook_node(_shown(outcome.notebook), resources)
    return str(made)


def _together(outcome: Outcome) -> dict[str, Any]:
    """What the notebook read: the first workbook or region in full, the files and notes of all."""
    first = outcome.passports[0] if outcome.passports else {}
    files = [tuple(each) for passport in outcome.passports for each in passport["files"]]
    notes = [each for passport in outcome.passports for each in passport["notes"]]
    return {
        "body": first.get("body", ""), "year": first.get("year", ""), "lines": first.get("lines", [])[2:],
        "files": list(dict.fromkeys(files)), "notes": list(dict.fromkeys(notes)),
    }  # fmt: skip


def _headings(notebook: Any) -> Iterator[tuple[str, str]]:
    for cell in notebook.cells:
        found = _HEADING.search(cell.source) if cell.cell_type == "markdown" else None
        if found:
            yield cell.id, found[1]


def _shown(notebook: Any) -> Any:
    """The notebook as the page takes it: passports stand on the title page, pandas' tables without a style of their own."""
    shown = heavy("nbformat").from_dict(notebook)
    for cell in shown.cells:
        if cell.cell_type == "code":
            cell.outputs = [each for each in cell.outputs if "passport" not in each.get("data", {}).get(MIME, {})]
            for output in cell.outputs:
                if "html" in output.get("data", {}).get(MIME, {}):
                    output.data["text/html"] = output.data[MIME]["html"]
                if "text/html" in output.get("data", {}):
                    output.data["text/html"] = _PANDAS.sub("", output.data["text/html"]).replace("<div>\n\n<table", '<div class="ubb4-scroll">\n<table')
    return shown


def _code_colours() -> str:
    found: str = heavy("pygments.formatters").HtmlFormatter(style="xcode").get_style_defs("details.code .highlight")
    return "\n".join(line for line in found.splitlines() if "line-height" not in line and "linenos" not in line)
