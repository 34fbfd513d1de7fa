"""How charts look and speak: colours, fonts, numbers and months in the language in use, SVG that stands alone."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from ubb4.base.text import gettext as _
from ubb4.base.text import language
from ubb4.book.finding import severity_words
from ubb4.deadlines.deadline import state_words
from ubb4.features.analyst import heavy

WIDTH, LABEL = 540, 440
INK, TEAL, RED = "#1f2a30", "#0b6a77", "#a63d17"
RAMP = ["#e6f3f5", "#0b6a77"]
NORM = ["#dde3e6", "#f0b8a0", "#0b6a77"]  # none, below, reached
# told apart in grey print too, and by people who do not see red and green apart
PALETTE = ["#0b6a77", "#f2b705", "#a63d17", "#7fb7be", "#51606a", "#d98032", "#3b4cc0", "#b9c8cd", "#6b8e23", "#8e5572"]
STATES = {"done": "#2e7d6b", "late": "#d98032", "due": "#5b7fa6", "overdue": "#a8201a", "unknown": "#8a959b"}
SEVERE = {"error": "#a8201a", "warning": "#f2b705", "info": "#5b7fa6"}
_TONE = {"good": "#0b6a77", "partly": "#8fc3c9", "bad": "#d98032", "none": "#dde3e6"}
TONES = tuple(_TONE)
_FONT = '"Segoe UI", "Noto Sans", Arial, sans-serif'
_numbers = itertools.count(1)


def scale(alt: Any, names: Sequence[str]) -> Any:
    """A colour for each name, in order; states of deadlines and severities of findings have the same colours everywhere."""
    known = {word: STATES[key] for key, word in state_words().items()} | {word: SEVERE[key] for key, word in severity_words().items()}
    fixed = set(names) <= {*known, _("көрсетілмеген")}
    return alt.Scale(domain=list(names), range=[known.get(name, PALETTE[-3]) if fixed else PALETTE[n % len(PALETTE)] for n, name in enumerate(names)])


def tones(alt: Any, names: Sequence[str], wanted: Sequence[str]) -> Any:
    """A colour for each state by its tone, in order; the last tone serves the rest."""
    return alt.Scale(domain=list(names), range=[_TONE[wanted[min(n, len(wanted) - 1)]] for n in range(len(names))])


def state_keys(words: Sequence[str]) -> list[str]:
    """The states behind their words, in the words' order."""
    keys = {word: key for key, word in state_words().items()}
    return [keys[word] for word in words]


def svg(chart: Any, alternative: str) -> str:
    """A chart as SVG with a text alternative; its ids are its own, so that several stand on one page."""
    converter = heavy("vl_convert")
    spec = {**chart.to_dict(), "config": _config()}
    made: str = converter.vegalite_to_svg(spec, format_locale=_NUMBERS, time_format_locale=_times())
    made = re.sub(r' (?:role|aria-[a-z]+)="[^"]*"', "", made)  # the picture is one image with one text
    own = f"ubb4-{next(_numbers)}-"
    made = re.sub(r'\bid="([^"]+)"', rf'id="{own}\1"', made)
    made = re.sub(r"url\(#([^)]+)\)", rf"url(#{own}\1)", made)
    head = Markup('<svg role="img" aria-label="{}" ').format(alternative)
    return made.replace("<svg ", str(head), 1)


def _config() -> dict[str, Any]:
    return {
        "aria": False, "background": "white", "font": _FONT, "view": {"stroke": None},
        "axis": {"labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": "normal", "labelColor": INK, "titleColor": INK, "gridColor": "#e3eaec"},
        "legend": {"labelFontSize": 12, "titleFontSize": 12, "labelLimit": 260, "orient": "bottom", "columns": 3, "titleFontWeight": "normal"},
        "header": {"labelFontSize": 12, "labelColor": INK}, "text": {"fontSize": 12},
    }  # fmt: skip


# as `decimal` writes numbers in every language
_NUMBERS = {"decimal": ",", "thousands": "\u00a0", "grouping": [3], "currency": ["", ""]}


def _times() -> dict[str, Any]:
    """Months and days for d3, in the language in use, from CLDR."""
    from babel import Locale

    names = Locale(language())
    months, days = names.months["stand-alone"], names.days["stand-alone"]
    order = (6, 0, 1, 2, 3, 4, 5)  # d3 begins with Sunday
    return {
        "dateTime": "%d.%m.%Y %H:%M", "date": "%d.%m.%Y", "time": "%H:%M", "periods": ["", ""],
        "days": [days["wide"][n] for n in order], "shortDays": [days["abbreviated"][n] for n in order],
        "months": [months["wide"][n] for n in range(1, 13)], "shortMonths": [months["abbreviated"][n] for n in range(1, 13)],
    }  # fmt: skip
