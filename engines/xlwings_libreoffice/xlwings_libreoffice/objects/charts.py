"""Charts, as far as Calc has Excel's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..bridge.near import Enum, Struct
from ..cells.looks import hundredths
from ..model.collection import Collection
from ..model.missing import Missing, refuse
from .chart_parts import ChartAxis, ChartLegend
from .shapes import Placed

if TYPE_CHECKING:
    from ..cells.range import Range
    from ..model.sheet import Sheet

DIAGRAM = "com.sun.star.chart."
NO_SYMBOL, AUTO_SYMBOL = -3, -1  # com.sun.star.chart.ChartSymbolType
DEFAULT_STYLE = 227  # what Charts.add() of xlwings asks for when nobody chose


def _family(start: str, service: str, **values: Any) -> dict[str, tuple[str, dict[str, Any]]]:
    """A chart type and its stacked kinds."""
    return {
        f"{start}_stacked": (service, values | {"Stacked": True}),
        f"{start}_stacked_100": (service, values | {"Percent": True}),
    }


# xlwings' name -> (diagram, properties that tell it from its relatives, in the order of their setting)
TYPES: dict[str, tuple[str, dict[str, Any]]] = {
    "column_clustered": ("BarDiagram", {"Vertical": False}), **_family("column", "BarDiagram", Vertical=False),
    "bar_clustered": ("BarDiagram", {"Vertical": True}), **_family("bar", "BarDiagram", Vertical=True),
    "3d_column_clustered": ("BarDiagram", {"Vertical": False, "Dim3D": True}),
    "3d_column": ("BarDiagram", {"Vertical": False, "Dim3D": True, "Deep": True}),
    **_family("3d_column", "BarDiagram", Dim3D=True, Vertical=False),
    "3d_bar_clustered": ("BarDiagram", {"Dim3D": True, "Vertical": True}),
    **_family("3d_bar", "BarDiagram", Dim3D=True, Vertical=True),
    "line": ("LineDiagram", {"SymbolType": NO_SYMBOL}), **_family("line", "LineDiagram", SymbolType=NO_SYMBOL),
    "line_markers": ("LineDiagram", {"SymbolType": AUTO_SYMBOL}),
    **_family("line_markers", "LineDiagram", SymbolType=AUTO_SYMBOL),
    "area": ("AreaDiagram", {}), **_family("area", "AreaDiagram"),
    "3d_area": ("AreaDiagram", {"Dim3D": True, "Deep": True}), **_family("3d_area", "AreaDiagram", Dim3D=True),
    "pie": ("PieDiagram", {}), "3d_pie": ("PieDiagram", {"Dim3D": True}), "doughnut": ("DonutDiagram", {}),
    "radar": ("NetDiagram", {"SymbolType": NO_SYMBOL}), "radar_markers": ("NetDiagram", {"SymbolType": AUTO_SYMBOL}),
    "radar_filled": ("FilledNetDiagram", {}), "bubble": ("BubbleDiagram", {}),
    "xy_scatter": ("XYDiagram", {"SymbolType": AUTO_SYMBOL, "Lines": False}),
    "xy_scatter_lines": ("XYDiagram", {"Lines": True, "SymbolType": AUTO_SYMBOL}),
    "xy_scatter_lines_no_markers": ("XYDiagram", {"Lines": True, "SymbolType": NO_SYMBOL}),
    "xy_scatter_smooth": ("XYDiagram", {"Lines": True, "SymbolType": AUTO_SYMBOL, "SplineType": 1}),
    "xy_scatter_smooth_no_markers": ("XYDiagram", {"Lines": True, "SymbolType": NO_SYMBOL, "SplineType": 1}),
    "stock_hlc": ("StockDiagram", {"Volume": False, "UpDown": False}),
    "stock_ohlc": ("StockDiagram", {"Volume": False, "UpDown": True}),
}  # fmt: skip
TOLD_BY = ("Vertical", "Dim3D", "Deep", "Stacked", "Percent", "SymbolType", "Lines", "SplineType", "Volume", "UpDown")


class Chart(Placed):
    """A chart on a sheet."""

    style = Missing("LibreOffice has no chart styles")
    series = Missing("LibreOffice's series are of another kind")

    def __init__(self, sheet: Sheet, uno: Any) -> None:
        super().__init__(sheet, uno, "OLE2Shape", True)

    @property
    def document(self) -> Any:
        """The UNO chart document inside the shape."""
        return self.uno.Model

    @property
    def api(self) -> Any:
        return self.uno, self.document

    def _job(self, name: str, *arguments: Any) -> Any:
        return self.parent.book.app.session.job(name, *arguments)

    @property
    def chart_type(self) -> str:
        service, values = self._job("diagram", self.document, TOLD_BY)
        best = [name for name, (kind, wanted) in TYPES.items() if service == DIAGRAM + kind and all(
            _same(values.get(key), wanted.get(key), key) for key in TOLD_BY)]  # fmt: skip
        return best[0] if best else refuse(f"Chart.chart_type: Excel has no name for this kind of {service}")

    @chart_type.setter
    def chart_type(self, value: str) -> None:
        if value not in TYPES:
            refuse(f"the chart type {value!r}")
        service, values = TYPES[value]
        self._job("set_diagram", self.document, DIAGRAM + service, values)

    @property
    def title(self) -> str | None:
        return str(self.document.Title.String) if self.document.HasMainTitle else None

    @title.setter
    def title(self, value: str | None) -> None:
        self.document.HasMainTitle = value is not None
        if value is not None:
            self.document.Title.String = value

    @property
    def legend(self) -> ChartLegend:
        return ChartLegend(self)

    @property
    def category_axis(self) -> ChartAxis:
        return ChartAxis(self, "X")

    @property
    def value_axis(self) -> ChartAxis:
        return ChartAxis(self, "Y")

    @property
    def secondary_category_axis(self) -> ChartAxis:
        return ChartAxis(self, "SecondaryX")

    @property
    def secondary_value_axis(self) -> ChartAxis:
        return ChartAxis(self, "SecondaryY")

    @property
    def plot_by(self) -> str:
        return "rows" if self.document.Diagram.DataRowSource == "ROWS" else "columns"

    @plot_by.setter
    def plot_by(self, value: str) -> None:
        self.document.Diagram.DataRowSource = Enum("com.sun.star.chart.ChartDataRowSource", value.upper())

    def set_source_data(self, rng: Range, plot_by: str | None = None) -> None:
        """Draw a range; Calc, like Excel, takes the longer side for the categories unless told."""
        charts = self.parent.uno.Charts
        rows, columns = rng.shape
        first_row, first_column = self._job("headings", rng.uno)
        by = plot_by or ("columns" if rows >= columns else "rows")
        one = charts.getByName(self.uno.PersistName)
        one.setRanges((rng.cell_range_address(),))
        one.HasColumnHeaders, one.HasRowHeaders = first_row, first_column
        self.plot_by = by

    def set_x_axis_values(self, rng: Range) -> None:
        name = f"{rng.uno.AbsoluteName}"
        self._job("set_categories", self.document, name)

    def delete(self) -> None:
        self.parent.uno.Charts.removeByName(self.uno.PersistName)

    def to_png(self, path: str) -> None:
        from .export import shape_to_file

        shape_to_file(self, path, "image/png")

    def to_pdf(self, path: str, quality: str) -> None:
        from .export import chart_to_pdf

        chart_to_pdf(self, path, quality)


def _same(value: Any, wanted: Any, key: str) -> bool:
    if key == "SymbolType" and wanted is not None and value is not None:
        return bool((value == NO_SYMBOL) == (wanted == NO_SYMBOL))
    if wanted is None:
        return not value or key in ("SymbolType", "Lines", "Vertical")
    return bool(value == wanted)


class Charts(Collection[Chart]):
    """The charts of a sheet."""

    def __init__(self, sheet: Sheet) -> None:
        self.parent = sheet

    @property
    def api(self) -> Any:
        """The UNO table charts of the sheet."""
        return self.parent.uno.Charts

    def _all(self) -> list[Chart]:
        found = self.parent.book.app.session.job("shapes", self.parent.uno.DrawPage)
        return [Chart(self.parent, uno) for uno, _, _, chart, _ in found if chart]

    def listed(self) -> list[tuple[str, Chart]]:
        return [(chart.name, chart) for chart in self._all()]

    def add(self, left: float, top: float, width: float, height: float, chart_type: str | None = None,
            source: Range | None = None, plot_by: str | None = None, name: str | None = None, anchor: Any = None,
            style: int | None = None) -> Chart:  # fmt: skip
        if style not in (None, DEFAULT_STYLE):
            refuse("Charts.add(style=...): LibreOffice has no chart styles")
        if anchor:
            left, top = anchor.impl.left, anchor.impl.top
        number = len(self) + 1
        while f"Chart {number}" in self:
            number += 1
        place = Struct("com.sun.star.awt.Rectangle", X=hundredths(left), Y=hundredths(top), Width=hundredths(width),
                       Height=hundredths(height))  # fmt: skip
        # a chart without any cells would stay without a diagram, whatever it is given later
        ranges = ((source or self.parent.area((1, 1, 1, 1))).cell_range_address(),)
        unique = f"Chart {number}"
        self.api.addNewByName(unique, place, ranges, True, True)
        found = [chart for chart in self._all() if unique in (chart.uno.PersistName, chart.uno.Name)]
        chart = found[0] if found else self._all()[-1]
        chart.name = name or unique
        chart.legend.visible = True  # as Excel
        if source is not None:
            chart.set_source_data(source, plot_by)
        if chart_type:
            chart.chart_type = chart_type
        return chart
