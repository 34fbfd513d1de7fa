"""How a range looks: formats, colours, alignment, sizes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ..bridge.near import Enum
from ..model.missing import refuse
from . import colors
from .borders import Borders
from .fonts import Characters, Font

if TYPE_CHECKING:
    from .range import Range

HORIZONTAL = {"general": "STANDARD", "left": "LEFT", "center": "CENTER", "right": "RIGHT", "fill": "REPEAT",
              "justify": "BLOCK", "distributed": "BLOCK"}  # fmt: skip
HORIZONTAL_NAMES = {calc: name for name, calc in reversed(HORIZONTAL.items())}
VERTICAL = {"bottom": 3, "top": 1, "center": 2, "justify": 4, "distributed": 4}  # com.sun.star.table.CellVertJustify2
VERTICAL_NAMES = {0: "bottom", 1: "top", 2: "center", 3: "bottom", 4: "justify"}
DISTRIBUTE = 1  # com.sun.star.table.CellJustifyMethod
INDENT = 353  # hundredths of a millimetre that one step of Excel's indent is in LibreOffice

# com.sun.star.sheet.CellFlags
CONTENTS, NOTES, LOOKS = 1 | 2 | 4 | 16, 8, 32 | 64 | 256 | 512
LOOP = 64  # so many columns or rows are looked at one by one, more in blocks

_CODE_PARTS = re.compile(r'("[^"]*"|\\.|_.|\*.|\[[^\]]*\]|AM/PM|A/P|General|[DMYHSdmyhs]+|.)', re.DOTALL)


def twips(hundredths: float) -> int:
    return round(hundredths * 1440 / 2540)


def points(hundredths: float) -> float:
    """Hundredths of a millimetre as points; Calc keeps twentieths, and rounding on the way costs one of them."""
    return quarter(twips(hundredths)) / 20


def quarter(twips: int) -> int:
    """To a quarter of a point, which is what Excel has, when it is next to one."""
    near = round(twips / 5) * 5
    return near if abs(near - twips) <= 1 else twips


def hundredths(points: float) -> int:
    return round(points * 2540 / 72)


def column_width(characters: float) -> int:
    """A width in characters of Excel's Calibri 11 in hundredths of a millimetre."""
    pixels = int(characters * 7 + 5.5) if characters >= 1 else int(characters * 12 + 0.5)
    return round(pixels * 15 * 2540 / 1440)


def excel_code(code: str) -> str:
    """A number format with the letters of dates and times as Excel writes them."""

    def part(found: re.Match[str]) -> str:
        text = found[0]
        if text[0] == "[" and re.fullmatch(r"\[[HMS]+\]", text, re.IGNORECASE):
            return text.lower()
        return text.lower() if re.fullmatch(r"[DMYHS]+", text) else text

    return _CODE_PARTS.sub(part, code)


class Looks:
    """The looks of a Range."""

    def _me(self: Any) -> Range:
        found: Range = self
        return found

    def _common(self, name: str) -> Any:
        me = self._me()
        return me.job("common", me.uno, name)

    @property
    def number_format(self) -> str | None:
        """The code in Excel's notation, None when the cells differ."""
        me = self._me()
        if me.empty:
            return ""
        key = self._common("NumberFormat")
        return None if key is None else excel_code(me.job("format_code", me.sheet.book.document, key))

    @number_format.setter
    def number_format(self, value: str) -> None:
        me = self._me()
        if not me.empty:
            me.uno.NumberFormat = me.job("format_key", me.sheet.book.document, value)

    @property
    def color(self) -> colors.RGB | None:
        me = self._me()
        color = None if me.empty else self._common("CellBackColor")
        return None if color in (None, -1) else colors.to_rgb(color)

    @color.setter
    def color(self, value: Any) -> None:
        me = self._me()
        if not me.empty:
            me.job("fill_color", me.uno, -1 if value is None else colors.to_calc(value))

    def set_colors(self, rows: list[list[Any]]) -> None:
        """A colour a cell, None for no colour, ... for no change."""
        me = self._me()
        areas: dict[int, list[tuple[int, int]]] = {}
        for row, line in enumerate(rows):
            for column, color in enumerate(line):
                if color is not ...:
                    number = -1 if color is None else colors.to_calc(color)
                    areas.setdefault(number, []).append((me.row - 1 + row, me.column - 1 + column))
        me.job("color_cells", me.sheet.book.document, me.sheet.uno, areas)

    @property
    def font(self) -> Font:
        me = self._me()
        return Font(lambda: me.uno, me.job)

    @property
    def borders(self) -> Borders:
        return Borders(self._me())

    @property
    def characters(self) -> Characters:
        me = self._me()
        return Characters(lambda: me.corner, me.job)

    @property
    def wrap_text(self) -> bool | None:
        wrapped: bool | None = self._common("IsTextWrapped")
        return wrapped

    @wrap_text.setter
    def wrap_text(self, value: bool) -> None:
        self._me().uno.IsTextWrapped = bool(value)

    @property
    def horizontal_alignment(self) -> str | None:
        justify = self._common("HoriJustify")
        if justify is None:
            return None
        if justify == "BLOCK" and self._me().uno.HoriJustifyMethod == DISTRIBUTE:
            return "distributed"
        return HORIZONTAL_NAMES[justify.value]

    @horizontal_alignment.setter
    def horizontal_alignment(self, value: str) -> None:
        if value not in HORIZONTAL:
            refuse(f"horizontal_alignment = {value!r}")
        uno = self._me().uno
        uno.HoriJustify = Enum("com.sun.star.table.CellHoriJustify", HORIZONTAL[value])
        uno.HoriJustifyMethod = DISTRIBUTE if value == "distributed" else 0

    @property
    def vertical_alignment(self) -> str | None:
        justify = self._common("VertJustify")
        if justify is None:
            return None
        if justify == 4 and self._me().uno.VertJustifyMethod == DISTRIBUTE:
            return "distributed"
        return VERTICAL_NAMES[justify]

    @vertical_alignment.setter
    def vertical_alignment(self, value: str) -> None:
        uno = self._me().uno
        uno.VertJustify = VERTICAL[value]
        uno.VertJustifyMethod = DISTRIBUTE if value == "distributed" else 0

    def adjust_indent(self, amount: int) -> None:
        """Move the text in (or out, when negative) by steps of Excel's indent."""
        me = self._me()
        me.job("adjust_indent", me.uno, amount * INDENT)

    @property
    def column_width(self) -> float | None:
        """Characters of the normal font, as in Excel's Calibri 11; None when the columns differ."""
        me = self._me()
        if me.empty:
            return 0
        size: int | None = me.job("sizes", me.uno, True, LOOP)
        if size is None:
            return None
        pixels = round(size / 15)
        return round((pixels - 5) / 7, 2) if pixels >= 12 else round(pixels / 12, 2)

    @column_width.setter
    def column_width(self, value: float) -> None:
        if not self._me().empty:
            self._me().uno.Columns.Width = column_width(value)

    @property
    def row_height(self) -> float | None:
        """Points; None when the rows differ."""
        me = self._me()
        if me.empty:
            return 0
        size: int | None = me.job("sizes", me.uno, False, LOOP)
        return None if size is None else quarter(size) / 20

    @row_height.setter
    def row_height(self, value: float) -> None:
        if not self._me().empty:
            self._me().uno.Rows.Height = hundredths(value)

    @property
    def width(self) -> float:
        return 0 if self._me().empty else points(self._me().uno.Size.Width)

    @property
    def height(self) -> float:
        return 0 if self._me().empty else points(self._me().uno.Size.Height)

    @property
    def left(self) -> float:
        return 0 if self._me().empty else points(self._me().uno.Position.X)

    @property
    def top(self) -> float:
        return 0 if self._me().empty else points(self._me().uno.Position.Y)

    @property
    def row_hidden(self) -> bool | None:
        shown = self._me().job("visible", self._me().uno, False)
        return None if shown is None else not shown

    @row_hidden.setter
    def row_hidden(self, value: bool) -> None:
        self._me().uno.Rows.IsVisible = not value

    @property
    def column_hidden(self) -> bool | None:
        shown = self._me().job("visible", self._me().uno, True)
        return None if shown is None else not shown

    @column_hidden.setter
    def column_hidden(self, value: bool) -> None:
        self._me().uno.Columns.IsVisible = not value

    def autofit(self, axis: str | None = None) -> None:
        me = self._me()
        if me.empty:
            return
        if axis in (None, "c", "columns"):
            me.uno.Columns.OptimalWidth = True
        if axis in (None, "r", "rows"):
            me.uno.Rows.OptimalHeight = True

    def clear_contents(self) -> None:
        if not self._me().empty:
            self._me().uno.clearContents(CONTENTS)

    def clear_formats(self) -> None:
        me = self._me()
        me.job("clear_looks", me.uno, LOOKS)

    def clear(self) -> None:
        me = self._me()
        if not me.empty:
            me.uno.merge(False)
            me.uno.clearContents(CONTENTS | NOTES | LOOKS)
            me.conditional_formats.clear()

    def group(self, by: str) -> None:
        self._outline("group", by)

    def ungroup(self, by: str) -> None:
        self._outline("ungroup", by)

    def _outline(self, method: str, by: str) -> None:
        me = self._me()
        way = "COLUMNS" if by.lower().startswith("c") else "ROWS"
        getattr(me.sheet.uno, method)(me.cell_range_address(), Enum("com.sun.star.table.TableOrientation", way))
