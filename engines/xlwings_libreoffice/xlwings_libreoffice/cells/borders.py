"""Borders of a range: its edges, the lines between its cells, its diagonals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..bridge.near import Struct
from ..model.missing import refuse
from . import colors

if TYPE_CHECKING:
    from .range import Range

# side -> (field of com.sun.star.table.TableBorder2, whether it is a diagonal)
FIELDS = {"edge_top": "TopLine", "edge_bottom": "BottomLine", "edge_left": "LeftLine", "edge_right": "RightLine",
          "inside_vertical": "VerticalLine", "inside_horizontal": "HorizontalLine"}  # fmt: skip
DIAGONALS = {"diagonal_down": "DiagonalTLBR2", "diagonal_up": "DiagonalBLTR2"}
GRID = tuple(FIELDS)
# com.sun.star.table.BorderLineStyle
STYLES = {"continuous": 0, "dot": 1, "dash": 2, "double": 15, "dash_dot": 16, "dash_dot_dot": 17}
STYLE_NAMES = {number: name for name, number in STYLES.items()} | {14: "dash", 3: "double"}
NO_STYLE = 32767
# hundredths of a millimetre, as LibreOffice reads them from .xlsx
WEIGHTS = {"hairline": 2, "thin": 26, "medium": 62, "thick": 88}

DOUBLE = (62, 18, 18, 26)  # whole, inner and outer line, distance; hundredths of a millimetre


class Borders:
    """All borders of a range."""

    def __init__(self, area: Range) -> None:
        self.area = area

    @property
    def api(self) -> Any:
        """The UNO struct with the lines of the range."""
        return self.area.uno.TableBorder2

    def __getitem__(self, side: str) -> Border:
        return Border(self.area, side)

    def _sides(self) -> list[str]:
        rows, columns = self.area.shape
        single = {"inside_horizontal": rows == 1, "inside_vertical": columns == 1}
        return [side for side in GRID if not single.get(side)]

    def _common(self, what: str) -> Any:
        found = {getattr(self[side], what) for side in self._sides()}
        return found.pop() if len(found) == 1 else None

    @property
    def line_style(self) -> str | None:
        style: str | None = self._common("line_style")
        return style

    @property
    def weight(self) -> str | None:
        weight: str | None = self._common("weight")
        return weight

    @property
    def color(self) -> colors.RGB | None:
        color: colors.RGB | None = self._common("color")
        return color

    def set(self, which: Any, *, line_style: Any = ..., weight: Any = ..., color: Any = ...) -> None:
        # xlwings' own mark for "not given" shows itself as "..."
        given = {name: value for name, value in (("color", color), ("weight", weight), ("line_style", line_style))
                 if repr(value) != "..." and value is not ...}  # fmt: skip
        for side in which:
            self[side].change(given)


class Border:
    """One side."""

    def __init__(self, area: Range, side: str) -> None:
        self.area, self.side = area, side

    @property
    def api(self) -> Any:
        """The UNO border line, None when the cells differ."""
        if self.side in DIAGONALS:
            return self.area.job("common", self.area.uno, DIAGONALS[self.side])
        rows, columns = self.area.shape
        if (self.side == "inside_horizontal" and rows == 1) or (self.side == "inside_vertical" and columns == 1):
            return Struct("com.sun.star.table.BorderLine2", Color=0, LineStyle=NO_STYLE, LineWidth=0, OuterLineWidth=0)
        field = FIELDS[self.side]
        border = self.area.uno.TableBorder2
        return getattr(border, field) if getattr(border, f"Is{field}Valid") else None

    @property
    def line_style(self) -> str | None:
        """A style, "none" without a line, None when the cells differ."""
        line = self.api
        if line is None:
            return None
        return "none" if _is_none(line) else STYLE_NAMES.get(line.LineStyle, "continuous")

    @line_style.setter
    def line_style(self, value: str | None) -> None:
        self.change({"line_style": value})

    @property
    def weight(self) -> str | None:
        line = self.api
        if line is None or _is_none(line):
            return None
        width = line.LineWidth or line.OuterLineWidth
        return min(WEIGHTS, key=lambda name: abs(WEIGHTS[name] - width))

    @weight.setter
    def weight(self, value: str) -> None:
        self.change({"weight": value})

    @property
    def color(self) -> colors.RGB | None:
        line = self.api
        return None if line is None or _is_none(line) else colors.to_rgb(line.Color)

    @color.setter
    def color(self, value: Any) -> None:
        self.change({"color": value})

    def change(self, given: dict[str, Any]) -> None:
        """Change what is given and keep the rest; a colour or a weight alone draws a thin continuous line."""
        if self.area.empty:
            return
        line = self.api
        if line is None or _is_none(line):
            line = Struct("com.sun.star.table.BorderLine2", Color=0, LineStyle=0, LineWidth=WEIGHTS["thin"],
                          InnerLineWidth=0, OuterLineWidth=WEIGHTS["thin"], LineDistance=0)  # fmt: skip
        if "color" in given:
            line.Color = colors.to_calc(given["color"])
        if "weight" in given:
            line.LineWidth = line.OuterLineWidth = WEIGHTS[given["weight"]]
        if "line_style" in given:
            style = given["line_style"]
            if style == "slant_dash_dot":
                refuse("the border style 'slant_dash_dot'")
            line.LineStyle = NO_STYLE if style in (None, "none") else STYLES[style]
            if style in (None, "none"):
                line.LineWidth = line.OuterLineWidth = line.InnerLineWidth = line.LineDistance = 0
            elif style == "double":
                line.LineWidth, line.InnerLineWidth, line.OuterLineWidth, line.LineDistance = DOUBLE
        self.area.job("draw_line", self.area.uno, FIELDS.get(self.side, ""), DIAGONALS.get(self.side, ""), line)


def _is_none(line: Any) -> bool:
    return line.LineStyle == NO_STYLE or not (line.LineWidth or line.OuterLineWidth)
