"""How the workbook looks: one palette, one font, named formats."""

from __future__ import annotations

from typing import Any

FONT = "Arial"
DEEP, TEAL, SOFT, PALE, GOLD, INK, GREY, LINE = "#08505E", "#0E7C8B", "#BFDDE2", "#E6F3F5", "#F2B705", "#1F2A30", "#6B7A80", "#C9D6DA"

_BASE: dict[str, Any] = {"font_name": FONT, "font_size": 10, "font_color": INK, "valign": "top"}
_FORMATS: dict[str, dict[str, Any]] = {
    "text": {"indent": 1, "num_format": "@", "text_wrap": True},
    "long": {"indent": 1, "text_wrap": True},
    "person": {"indent": 1, "num_format": "@", "text_wrap": True},
    "bin": {"indent": 1, "num_format": "@"},
    "term": {"indent": 1, "text_wrap": True},
    "choice": {"indent": 1, "text_wrap": True},
    "link": {"indent": 1, "font_color": "#0563C1", "underline": 1, "text_wrap": True},
    "reference": {"indent": 1, "num_format": "@", "text_wrap": True},
    "date": {"num_format": "dd.mm.yyyy", "align": "center"},
    "integer": {"num_format": "0"},
    "number": {"num_format": "#,##0.##"},
    "money": {"num_format": "#,##0.00"},
    "title": {"bold": True, "font_size": 15, "font_color": "white", "bg_color": DEEP, "valign": "vcenter", "indent": 1},
    "subtitle": {"font_color": "white", "bg_color": DEEP, "valign": "vcenter", "indent": 1},
    "about": {"font_color": GREY, "text_wrap": True, "valign": "vcenter", "indent": 1},
    "back-about": {"font_color": GREY, "valign": "vcenter", "indent": 1},
    "upright": {"bold": True, "font_color": "white", "bg_color": TEAL, "rotation": 90, "text_wrap": True, "align": "center", "valign": "bottom", "border": 1, "border_color": "white"},
    "good": {"text_wrap": True, "bg_color": "#E2EFDA", "align": "center", "valign": "vcenter", "border": 1, "border_color": "white"},
    "half": {"text_wrap": True, "bg_color": "#FFEB9C", "align": "center", "valign": "vcenter", "border": 1, "border_color": "white"},
    "bad": {"text_wrap": True, "bg_color": "#FFC7CE", "align": "center", "valign": "vcenter", "border": 1, "border_color": "white"},
    "none": {"text_wrap": True, "bg_color": "#F2F2F2", "font_color": GREY, "align": "center", "valign": "vcenter", "border": 1, "border_color": "white"},
    "back": {"font_color": "#0563C1", "underline": 1, "valign": "vcenter", "font_size": 9},
    "required": {"bold": True, "font_color": "white", "bg_color": TEAL, "text_wrap": True, "valign": "vcenter", "align": "center", "border": 1, "border_color": "white"},
    "optional": {"bold": True, "font_color": INK, "bg_color": SOFT, "text_wrap": True, "valign": "vcenter", "align": "center", "border": 1, "border_color": "white"},
    "section": {"bold": True, "font_size": 12, "font_color": DEEP, "bottom": 2, "bottom_color": GOLD, "valign": "vcenter"},
    "section-day": {"num_format": "dd.mm.yyyy", "font_color": GREY, "align": "right", "bottom": 2, "bottom_color": GOLD, "valign": "vcenter"},
    "cell-bar": {"num_format": '0.#" %"', "align": "left", "valign": "vcenter", "bottom": 1, "bottom_color": LINE},
    "label": {"font_color": GREY, "valign": "vcenter", "text_wrap": True, "bottom": 1, "bottom_color": LINE},
    "field": {"bg_color": PALE, "valign": "vcenter", "text_wrap": True, "bottom": 1, "bottom_color": LINE, "num_format": "@"},
    "field-number": {"bg_color": PALE, "valign": "vcenter", "align": "left", "bottom": 1, "bottom_color": LINE, "num_format": "0"},
    # a number format though the cells hold texts too: LibreOffice gives a formula of no format that of the day it counts with, now and then
    "cell": {"num_format": "0", "text_wrap": True, "valign": "vcenter", "bottom": 1, "bottom_color": LINE},
    "cell-id": {"num_format": "0", "bold": True, "valign": "vcenter", "bottom": 1, "bottom_color": LINE},
    "cell-link": {"num_format": "0", "font_color": "#0563C1", "underline": 1, "text_wrap": True, "valign": "vcenter", "bottom": 1, "bottom_color": LINE},
    "cell-date": {"num_format": "dd.mm.yyyy", "align": "center", "valign": "vcenter", "bottom": 1, "bottom_color": LINE, "text_wrap": True},
    "cell-state": {"num_format": "0", "align": "center", "valign": "vcenter", "bottom": 1, "bottom_color": LINE, "text_wrap": True},
    "project": {"bold": True, "font_color": DEEP, "bg_color": PALE, "valign": "vcenter"},
    "computed": {"num_format": "0", "indent": 1, "text_wrap": True, "font_color": GREY, "italic": True},
    "computed-date": {"num_format": "dd.mm.yyyy", "align": "center", "text_wrap": True, "font_color": GREY, "italic": True},
    "computed-state": {"num_format": "0", "align": "center", "text_wrap": True, "font_color": GREY, "italic": True},
    "state-overdue": {"bg_color": "#FFC7CE", "font_color": INK},
    "state-late": {"bg_color": "#FFEB9C", "font_color": INK},
    "state-due": {"bg_color": "#DDEBF7", "font_color": INK},
    "state-done": {"bg_color": "#E2EFDA", "font_color": INK},
    "mark-required": {"bg_color": "#FFF4CC"},
    "mark-wrong": {"bg_color": "#FBE3E4"},
    "mark-late": {"bg_color": "#FFE5CC"},
    "key": {"num_format": "0.000000"},
    "day": {"num_format": "0"},
    "day-off": {"num_format": "0", "font_color": GREY, "bg_color": "#F4F6F7"},
    "day-date": {"num_format": "dd.mm.yyyy", "align": "center"},
    "day-number": {"num_format": "0", "align": "center"},
    "today": {"num_format": "dd.mm.yyyy", "bold": True, "font_color": DEEP, "align": "center", "bottom": 2, "bottom_color": GOLD, "valign": "vcenter"},
    "today-label": {"num_format": "0", "font_color": GREY, "align": "right", "bottom": 2, "bottom_color": GOLD, "valign": "vcenter"},
    "computed_head": {"italic": True, "font_color": GREY, "text_wrap": True, "valign": "vcenter", "align": "center"},
    "given": {"text_wrap": True, "font_color": GREY, "bg_color": "#F4F6F7"},
}  # fmt: skip
_BODY = ("text", "long", "person", "bin", "term", "choice", "link", "reference", "date", "integer", "number", "money", "given")


class Styles:
    """The formats of one workbook, each made once."""

    def __init__(self, workbook: Any) -> None:
        self._workbook = workbook
        self._made: dict[tuple[str, bool, bool, str], Any] = {}

    def __getitem__(self, name: str) -> Any:
        """A format by name."""
        return self.get(name)

    def get(self, name: str, boxed: bool = False, flat: bool = False, colour: str = "") -> Any:
        """A format by name; `boxed` draws the thin lines of a filled table, `flat` keeps each row to one line, `colour` (RRGGBB) fills the cell."""
        key = name, boxed, flat, colour
        if key not in self._made:
            more: dict[str, Any] = {"border": 1, "border_color": LINE} if boxed and name in _BODY else {}
            more |= {"text_wrap": False} if flat else {}
            more |= {"bg_color": f"#{colour}"} if colour else {}
            self._made[key] = self._workbook.add_format({**_BASE, **_FORMATS[name], **more})
        return self._made[key]


def keeps_text(type: str) -> bool:
    """Whether what is typed into a column of that type stays as it is typed."""
    return bool(_FORMATS[type].get("num_format") == "@")


def lines_of(text: str, width: float) -> int:
    """How many lines a text takes in a column of that many characters, words kept whole."""
    lines, used = 1, 0.0
    for word in text.split():
        size = len(word) * 1.12
        if used and used + 1 + size > width:
            lines, used = lines + 1, size
        else:
            used += size + (1 if used else 0)
        while used > width:
            lines, used = lines + 1, used - width
    return lines


NOTE_WIDTH, _NOTE_LINE, _NOTE_LETTERS = 240.0, 12.5, 44  # of a note's box in points, of a line of its text, and how many letters one takes


def note_height(text: str) -> float:
    """The height in points that a note's text needs."""
    return _NOTE_LINE * sum(lines_of(line, _NOTE_LETTERS) for line in text.split("\n")) + 10
