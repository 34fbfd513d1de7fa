"""The legend and the axes of a chart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..bridge.near import Enum
from ..cells.looks import excel_code
from ..model.missing import refuse

if TYPE_CHECKING:
    from .charts import Chart

POSITIONS = {"left": "LEFT", "top": "TOP", "right": "RIGHT", "bottom": "BOTTOM"}
POSITION_NAMES = {calc: name for name, calc in POSITIONS.items()}
CROSSES = {"automatic": "ZERO", "minimum": "START", "maximum": "END"}
CROSSES_NAMES = {calc: name for name, calc in CROSSES.items()} | {"VALUE": "automatic"}


class ChartLegend:
    """The legend."""

    def __init__(self, chart: Chart) -> None:
        self.chart = chart

    @property
    def api(self) -> Any:
        """The UNO legend."""
        return self.chart.document.Legend

    @property
    def visible(self) -> bool:
        return bool(self.chart.document.HasLegend)

    @visible.setter
    def visible(self, value: bool) -> None:
        self.chart.document.HasLegend = value

    @property
    def position(self) -> str:
        legend = self.api
        return POSITION_NAMES.get(legend.Alignment.value, "right") if legend is not None else "right"

    @position.setter
    def position(self, value: str) -> None:
        if value not in POSITIONS:
            refuse(f"ChartLegend.position = {value!r}")
        self.visible = True
        self.api.Alignment = Enum("com.sun.star.chart.ChartLegendPosition", POSITIONS[value])


class ChartAxis:
    """An axis: "X", "Y", "SecondaryX" or "SecondaryY"."""

    def __init__(self, chart: Chart, which: str) -> None:
        self.chart, self.which = chart, which

    @property
    def _diagram(self) -> Any:
        return self.chart.document.Diagram

    @property
    def api(self) -> Any:
        """The UNO axis."""
        return getattr(self._diagram, f"{self.which}Axis")

    @property
    def title(self) -> str | None:
        diagram = self._diagram
        return str(getattr(diagram, f"{self.which}AxisTitle").String) if getattr(diagram, f"Has{self.which}AxisTitle") else None

    @property
    def minimum_scale(self) -> float:
        return float(self.api.Min)

    @property
    def maximum_scale(self) -> float:
        return float(self.api.Max)

    @property
    def major_unit(self) -> float:
        return float(self.api.StepMain)

    @property
    def number_format(self) -> str:
        job = self.chart.parent.book.app.session.job
        return excel_code(job("format_code", self.chart.document, self.api.NumberFormat))

    @property
    def visible(self) -> bool:
        return bool(getattr(self._diagram, f"Has{self.which}Axis"))

    @property
    def reverse_order(self) -> bool:
        return bool(self.api.ReverseDirection)

    @property
    def crosses(self) -> str:
        return CROSSES_NAMES.get(self.api.CrossoverPosition.value, "automatic")

    def set(self, **changes: Any) -> None:
        """Change what is given; None brings back what Calc chooses by itself."""
        given = {name: value for name, value in changes.items() if repr(value) != "..."}
        diagram = self._diagram
        if "visible" in given:
            setattr(diagram, f"Has{self.which}Axis", given["visible"])
        if "title" in given:
            setattr(diagram, f"Has{self.which}AxisTitle", given["title"] is not None)
            if given["title"] is not None:
                getattr(diagram, f"{self.which}AxisTitle").String = given["title"]
        axis = self.api
        for name, field, automatic in (("minimum_scale", "Min", "AutoMin"), ("maximum_scale", "Max", "AutoMax"),
                                       ("major_unit", "StepMain", "AutoStepMain")):  # fmt: skip
            if name in given:
                setattr(axis, automatic, given[name] is None)
                if given[name] is not None:
                    setattr(axis, field, float(given[name]))
        if "number_format" in given:
            job = self.chart.parent.book.app.session.job
            axis.LinkNumberFormatToSource = False
            axis.NumberFormat = job("format_key", self.chart.document, given["number_format"])
        if "reverse_order" in given:
            axis.ReverseDirection = given["reverse_order"]
        if "crosses" in given:
            axis.CrossoverPosition = Enum("com.sun.star.chart.ChartAxisPosition", CROSSES[given["crosses"]])
