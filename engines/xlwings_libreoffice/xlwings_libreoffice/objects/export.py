"""PDF, PNG and HTML."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..bridge.near import AnyOf, Struct, properties
from ..model.errors import LibreOfficeError, UnoError

if TYPE_CHECKING:
    from ..cells.range import Range
    from ..model.book import Book
    from ..model.sheet import Sheet
    from .charts import Chart

ENLARGED = 200  # percent of the screen, so that letters stay readable
QUALITIES: dict[str, dict[str, Any]] = {
    "standard": {},
    "minimum": {"ReduceImageResolution": True, "MaxImageResolution": 75, "Quality": 50},
}


def _store(document: Any, path: str, filter_name: str, data: dict[str, Any]) -> None:
    """Write beside the target first, so that a failure leaves no half file."""
    target = Path(path).resolve()
    handle, name = tempfile.mkstemp(prefix=".", suffix=target.suffix, dir=target.parent)
    os.close(handle)
    values = properties(FilterName=filter_name, Overwrite=True)
    if data:
        values += (Struct("com.sun.star.beans.PropertyValue", Name="FilterData", Value=_sequence(data)),)
    try:
        document.storeToURL(Path(name).as_uri(), values)
        os.chmod(name, 0o666 & ~_umask())
        os.replace(name, target)
    except UnoError as error:
        raise LibreOfficeError(f"LibreOffice could not write {target}: {error}.") from error
    finally:
        if os.path.exists(name):
            os.unlink(name)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _sequence(data: dict[str, Any]) -> AnyOf:
    return AnyOf("[]com.sun.star.beans.PropertyValue", properties(**data))


def book_to_pdf(book: Book, path: str, quality: str) -> None:
    """Every visible sheet."""
    _store(book.document, path, "calc_pdf_Export", QUALITIES[quality])


def range_to_pdf(area: Range, path: str, quality: str) -> None:
    """The cells of the range only."""
    _store(area.sheet.book.document, path, "calc_pdf_Export", QUALITIES[quality] | {"Selection": area.uno})


def range_to_png(area: Range, path: str) -> None:
    """A picture of the range, by way of a PDF page of just its size: Calc alone has no picture of cells."""
    app = area.sheet.book.app
    document = app.session.job("page_of_range", app.session.desktop, area.sheet.book.document, area.uno, ENLARGED)
    target = Path(path).resolve()
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".") as folder:
        page, picture = Path(folder) / "range.pdf", Path(folder) / "range.png"
        try:
            _store(document, str(page), "calc_pdf_Export", {})
        finally:
            document.close(True)
        if not app.session.job("pdf_to_png", page.as_uri(), picture.as_uri()) or not picture.exists():
            raise LibreOfficeError(f"This LibreOffice cannot draw pictures, so {target} was not written.")
        os.replace(picture, target)


def copy_picture(area: Range) -> None:
    """Put a picture of the range on the clipboard (as PNG, whatever kind was asked: LibreOffice pastes it alike)."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "range.png"
        range_to_png(area, str(path))
        area.job("picture_to_clipboard", path.read_bytes())


def sheet_to_html(sheet: Sheet, path: Path) -> None:
    """The sheet alone as a page."""
    app = sheet.book.app
    document = app.session.job("sheet_alone", app.session.desktop, sheet.book.document, sheet.uno)
    try:
        _store(document, str(path), "HTML (StarCalc)", {})
    finally:
        document.close(True)


def shape_to_file(chart: Chart, path: str, media_type: str) -> None:
    target = Path(path).resolve()
    chart.parent.book.app.session.job("export_shape", chart.uno, target.as_uri(), media_type)


def chart_to_pdf(chart: Chart, path: str, quality: str) -> None:
    """The chart on a page of just its size."""
    app = chart.parent.book.app
    with tempfile.TemporaryDirectory() as folder:
        picture = Path(folder) / "chart.svg"
        shape_to_file(chart, str(picture), "image/svg+xml")
        size = chart.uno.Size
        document = app.session.job("page_of_picture", app.session.desktop, picture.as_uri(), size.Width, size.Height)
        try:
            _store(document, path, "calc_pdf_Export", QUALITIES[quality])
        finally:
            document.close(True)
