"""Pictures, shapes and charts, as another reader sees them in the file."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
import xlwings as xw

import xlwings_libreoffice
from conftest import Saved
from xlwings_libreoffice.objects.charts import TYPES


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    from PIL import Image

    path = tmp_path / "сурет.png"
    Image.new("RGB", (80, 40), (200, 30, 60)).save(path, dpi=(96, 96))
    return path


@pytest.mark.proves("Pictures.add", "Pictures.parent", "Sheet.pictures", "Picture.name", "Picture.left", "Picture.top", "Picture.width", "Picture.height",
                    "Picture.parent", "Picture.api", "Picture.lock_aspect_ratio", "Picture.update", "Picture.delete")  # fmt: skip
def test_pictures(sheet: xw.Sheet, saved: Saved, picture: Path) -> None:
    one = sheet.pictures.add(picture, name="Логотип", left=30, top=15)
    assert sheet.pictures.parent == one.parent == sheet
    assert (one.left, one.top, one.width, one.height) == (30, 15, 60, 30)
    assert one.lock_aspect_ratio
    one.width = 120
    assert one.height == 60
    one.lock_aspect_ratio = False
    one.height = 90
    one.name = "Белгі"
    assert (one.width, one.height, one.api.Name) == (120, 90, "Белгі")
    two = sheet.pictures.add(picture, anchor=sheet["D5"], width=45)
    assert (two.left, two.top, two.height) == (sheet["D5"].left, sheet["D5"].top, 22.5)
    from PIL import Image

    Image.new("RGB", (10, 10), (0, 255, 0)).save(picture)
    one.update(picture)
    file = saved(sheet.book)["Sheet1"]
    assert len(file._images) == 2
    with zipfile.ZipFile(sheet.book.fullname) as package:
        assert "Белгі" in package.read("xl/drawings/drawing1.xml").decode()
    colors = {Image.open(image.ref).convert("RGB").getpixel((1, 1)) for image in file._images}
    assert colors == {(0, 255, 0), (200, 30, 60)}
    one.delete()
    assert len(saved(sheet.book, "again.xlsx")["Sheet1"]._images) == 1
    with pytest.raises(xlwings_libreoffice.LibreOfficeError, match="cannot read the picture"):
        sheet.pictures.add(Path(__file__))
    with pytest.raises(NotImplementedError, match="link_to_file"):
        sheet.pictures.add(picture, link_to_file=True)


@pytest.mark.proves("Sheet.shapes", "Shape.name", "Shape.type", "Shape.left", "Shape.top", "Shape.width", "Shape.height", "Shape.parent", "Shape.api",
                    "Shape.text", "Shape.font", "Shape.characters", "Shape.activate", "Shape.scale_height", "Shape.scale_width", "Shape.delete")  # fmt: skip
def test_shapes(sheet: xw.Sheet, saved: Saved, picture: Path) -> None:
    from xlwings_libreoffice.bridge.near import Struct

    document = sheet.book.impl.document
    uno = document.createInstance("com.sun.star.drawing.RectangleShape")
    sheet.shapes.api.add(uno)
    uno.setSize(Struct("com.sun.star.awt.Size", Width=5080, Height=2540))
    uno.Name = "Төртбұрыш"
    shape = sheet.shapes["Төртбұрыш"]
    assert (shape.name, shape.type, shape.parent, shape.width, shape.height) == ("Төртбұрыш", "auto_shape", sheet, 144, 72)
    shape.left, shape.top = 100, 50
    shape.scale_width(0.5)
    shape.scale_height(2, scale="scale_from_bottom_right")
    assert (shape.left, shape.top, shape.width, shape.height) == (100, -22, 72, 144)
    shape.top = 50
    shape.text = "Мәтін"
    shape.font.bold = True
    shape.characters[:2].font.color = (255, 0, 0)
    assert (shape.text, shape.font.bold, shape.characters[:2].font.color) == ("Мәтін", True, (255, 0, 0))
    assert shape.api.getString() == "Мәтін"
    shape.name = "Жақтау"
    shape.activate()
    assert document.CurrentSelection.getByIndex(0).Name == "Жақтау"
    assert sheet.book.selection is None, "a shape is selected, no cells"
    other = sheet.pictures.add(picture, name="сурет")
    sheet.shapes["сурет"].scale_width(3, relative_to_original_size=True)
    assert (other.width, sheet.shapes["сурет"].type) == (180, "picture")
    with pytest.raises(ValueError, match="original size"):
        shape.scale_width(2, relative_to_original_size=True)
    saved(sheet.book)
    with zipfile.ZipFile(sheet.book.fullname) as package:
        drawing = package.read("xl/drawings/drawing1.xml").decode()
    assert "Жақтау" in drawing
    assert "Мә" in drawing
    assert "тін" in drawing
    shape.delete()
    assert len(sheet.shapes) == 1


def _chart(sheet: xw.Sheet, saved: Saved, name: str = "saved.xlsx") -> object:
    (chart,) = saved(sheet.book, name)["Sheet1"]._charts
    return chart


@pytest.mark.proves("Charts.add", "Charts.parent", "Sheet.charts", "Chart.name", "Chart.parent", "Chart.api", "Chart.left", "Chart.top", "Chart.width",
                    "Chart.height", "Chart.title", "Chart.set_source_data", "Chart.set_x_axis_values", "Chart.plot_by", "Chart.legend", "ChartLegend.visible",
                    "ChartLegend.position", "ChartLegend.api", "Chart.to_png", "Chart.to_pdf", "Chart.delete")  # fmt: skip
def test_charts(sheet: xw.Sheet, saved: Saved, tmp_path: Path) -> None:
    from PIL import Image

    sheet["A1"].value = [["", "2023", "2024"], ["Актілер", 5, 7], ["Шарттар", 3, 4], ["Бұйрықтар", 9, 2]]
    chart = sheet.charts.add(left=200, top=30, width=300, height=180, name="Қорытынды")
    chart.set_source_data(sheet["A1:C4"], plot_by="columns")
    assert (chart.name, chart.parent, sheet.charts.parent) == ("Қорытынды", sheet, sheet)
    assert (chart.left, chart.top, chart.width, chart.height) == (200, 30, 300, 180)
    assert chart.plot_by == "columns"
    chart.title = "Тәуекелдер"
    chart.legend.position = "bottom"
    assert (chart.title, chart.legend.visible, chart.legend.position) == ("Тәуекелдер", True, "bottom")
    assert chart.legend.api is not None
    assert chart.api[1].Diagram is not None
    chart.left, chart.top, chart.width, chart.height, chart.name = 210, 40, 310, 190, "Жаңа"
    assert (chart.left, chart.top, chart.width, chart.height, chart.name) == (210, 40, 310, 190, "Жаңа")
    seen = _chart(sheet, saved)
    assert [series.val.numRef.f for series in seen.series] == ["Sheet1!$B$2:$B$4", "Sheet1!$C$2:$C$4"]  # type: ignore[attr-defined]
    assert seen.legend.position == "b"  # type: ignore[attr-defined]
    assert "Тәуекелдер" in "".join(run.t for run in seen.title.tx.rich.p[0].r)  # type: ignore[attr-defined]
    chart.plot_by = "rows"
    assert len(_chart(sheet, saved, "rows.xlsx").series) == 3  # type: ignore[attr-defined]
    chart.plot_by = "columns"
    sheet["E1"].value = [["x"], ["y"], ["z"]]
    chart.set_x_axis_values(sheet["E1:E3"])
    seen = _chart(sheet, saved, "x.xlsx")
    assert {(series.cat.strRef or series.cat.numRef).f for series in seen.series} == {"Sheet1!$E$1:$E$3"}  # type: ignore[attr-defined]
    chart.title, chart.legend.visible = None, False
    assert (chart.title, chart.legend.visible) == (None, False)
    chart.to_png(tmp_path / "c.png")
    assert abs(Image.open(tmp_path / "c.png").convert("RGB").width - 310 * 96 / 72) < 4
    chart.to_pdf(tmp_path / "c.pdf")
    assert (tmp_path / "c.pdf").read_bytes().startswith(b"%PDF")
    with pytest.raises(NotImplementedError, match="corner"):
        chart.legend.position = "corner"
    chart.delete()
    assert len(sheet.charts) == 0


@pytest.mark.proves("Chart.chart_type")
@pytest.mark.parametrize("kind", sorted(TYPES))
def test_kinds_of_charts(sheet: xw.Sheet, saved: Saved, kind: str) -> None:
    sheet["A1"].value = [["", "a", "b", "c", "d"], ["x", 1, 2, 3, 4], ["y", 2, 3, 5, 4], ["z", 3, 1, 2, 2]]
    chart = sheet.charts.add(source=sheet["A1:E4"], chart_type=kind, plot_by="columns")
    assert chart.chart_type == kind
    saved(sheet.book)
    with sheet.book.app.books.open(sheet.book.fullname) as again:
        assert len(again.sheets[0].charts) == 1


@pytest.mark.proves("Chart.category_axis", "Chart.value_axis", "Chart.secondary_category_axis", "Chart.secondary_value_axis", "ChartAxis.api", "ChartAxis.crosses",
                    "ChartAxis.major_unit", "ChartAxis.maximum_scale", "ChartAxis.minimum_scale", "ChartAxis.number_format", "ChartAxis.reverse_order",
                    "ChartAxis.set", "ChartAxis.title", "ChartAxis.visible")  # fmt: skip
def test_axes(sheet: xw.Sheet, saved: Saved) -> None:
    sheet["A1"].value = [["", "саны"], ["x", 5], ["y", 7]]
    chart = sheet.charts.add(source=sheet["A1:B3"], chart_type="column_clustered")
    axis = chart.value_axis
    axis.set(title="дана", minimum_scale=0, maximum_scale=20, major_unit=5, number_format="0.0")
    assert (axis.title, axis.minimum_scale, axis.maximum_scale, axis.major_unit, axis.number_format) == ("дана", 0, 20, 5, "0.0")
    chart.category_axis.reverse_order = True
    chart.category_axis.crosses = "maximum"
    assert (chart.category_axis.reverse_order, chart.category_axis.crosses, axis.visible) == (True, "maximum", True)
    assert axis.api.Max == 20
    assert chart.secondary_value_axis.visible is False
    assert chart.secondary_category_axis.visible is False
    seen = _chart(sheet, saved)
    scaling = seen.y_axis.scaling  # type: ignore[attr-defined]
    assert (scaling.min, scaling.max, seen.y_axis.majorUnit, seen.y_axis.number_format.formatCode) == (0, 20, 5, "0.0")  # type: ignore[attr-defined]
    assert seen.x_axis.scaling.orientation == "maxMin"  # type: ignore[attr-defined]
    axis.visible = False
    axis.set(title=None, maximum_scale=None)
    assert (axis.visible, axis.title) == (False, None)
