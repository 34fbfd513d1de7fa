"""Shapes and pictures."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..bridge.near import Struct
from ..cells.fonts import Characters, Font
from ..cells.looks import hundredths, points
from ..model.collection import Collection
from ..model.errors import LibreOfficeError
from ..model.missing import refuse

if TYPE_CHECKING:
    from ..cells.range import Range
    from ..model.sheet import Sheet

TYPES = {"GraphicObjectShape": "picture", "TextShape": "text_box", "CustomShape": "auto_shape", "RectangleShape": "auto_shape",
         "EllipseShape": "auto_shape", "LineShape": "line", "ConnectorShape": "line", "GroupShape": "group",
         "ControlShape": "form_control", "OLE2Shape": "embedded_ole_object", "CaptionShape": "comment",
         "PolyLineShape": "free_form", "PolyPolygonShape": "free_form", "MediaShape": "media"}  # fmt: skip


def _points(hundredths: float) -> float:
    return hundredths * 72 / 2540


class Placed:
    """Something that lies over the cells, with a place and a size in points."""

    def __init__(self, sheet: Sheet, uno: Any, kind: str, chart: bool) -> None:
        self.parent = sheet
        self.uno = uno
        self._kind, self._chart = kind, chart

    @property
    def api(self) -> Any:
        """The UNO shape."""
        return self.uno

    @property
    def name(self) -> str:
        return str(self.uno.Name or (self.uno.PersistName if self._chart else ""))

    @name.setter
    def name(self, value: str) -> None:
        old = (self.parent.name, self.name)
        self.uno.Name = value
        ratios = self.parent.book.free_ratios
        if old in ratios:
            ratios.remove(old)
            ratios.add((self.parent.name, value))

    @property
    def left(self) -> float:
        return points(self.uno.Position.X)

    @left.setter
    def left(self, value: float) -> None:
        self.uno.setPosition(Struct("com.sun.star.awt.Point", X=hundredths(value), Y=self.uno.Position.Y))

    @property
    def top(self) -> float:
        return points(self.uno.Position.Y)

    @top.setter
    def top(self, value: float) -> None:
        self.uno.setPosition(Struct("com.sun.star.awt.Point", X=self.uno.Position.X, Y=hundredths(value)))

    def _resize(self, width: float | None, height: float | None) -> None:
        size = self.uno.Size
        across = size.Width if width is None else hundredths(width)
        down = size.Height if height is None else hundredths(height)
        if self.lock_aspect_ratio and height is None and size.Width:
            down = round(size.Height * across / size.Width)
        if self.lock_aspect_ratio and width is None and size.Height:
            across = round(size.Width * down / size.Height)
        self.uno.setSize(Struct("com.sun.star.awt.Size", Width=across, Height=down))

    @property
    def width(self) -> float:
        return points(self.uno.Size.Width)

    @width.setter
    def width(self, value: float) -> None:
        self._resize(value, None)

    @property
    def height(self) -> float:
        return points(self.uno.Size.Height)

    @height.setter
    def height(self, value: float) -> None:
        self._resize(None, value)

    @property
    def lock_aspect_ratio(self) -> bool:
        """Whether width and height change together: true for pictures until switched off, as in Excel."""
        return self._kind == "GraphicObjectShape" and (self.parent.name, self.name) not in self.parent.book.free_ratios

    @lock_aspect_ratio.setter
    def lock_aspect_ratio(self, value: bool) -> None:
        if value and self._kind != "GraphicObjectShape":
            refuse("lock_aspect_ratio of anything but a picture")
        change = self.parent.book.free_ratios.discard if value else self.parent.book.free_ratios.add
        change((self.parent.name, self.name))

    def delete(self) -> None:
        self.parent.uno.DrawPage.remove(self.uno)


class Shape(Placed):
    """Any shape."""

    @property
    def type(self) -> str:
        return "chart" if self._chart else TYPES.get(self._kind, "auto_shape")

    @property
    def index(self) -> int:
        return [shape.name for shape in self.parent.shapes].index(self.name) + 1

    def activate(self) -> None:
        self.parent.activate()
        self.parent.book.controller.select(self.uno)

    def _scale(self, side: str, factor: float, original: bool, scale: str) -> None:
        if original and self._kind != "GraphicObjectShape":
            raise ValueError("Only pictures have an original size to scale from.")
        own = self.parent.book.app.session.job("original_size", self.uno) if original else None
        size, place = self.uno.Size, self.uno.Position
        before = size.Width if side == "Width" else size.Height
        after = round((before if own is None else own[0 if side == "Width" else 1]) * factor)
        self._resize(*((_points(after), None) if side == "Width" else (None, _points(after))))
        moved = {"scale_from_top_left": 0, "scale_from_middle": (before - after) // 2, "scale_from_bottom_right": before - after}
        if moved[scale]:
            setattr(place, "X" if side == "Width" else "Y", (place.X if side == "Width" else place.Y) + moved[scale])
            size = self.uno.Size
            self.uno.setPosition(place)
            self.uno.setSize(size)

    def scale_height(self, factor: float, relative_to_original_size: bool, scale: str) -> None:
        self._scale("Height", factor, relative_to_original_size, scale)

    def scale_width(self, factor: float, relative_to_original_size: bool, scale: str) -> None:
        self._scale("Width", factor, relative_to_original_size, scale)

    @property
    def text(self) -> str | None:
        return str(self.uno.getString()) or None

    @text.setter
    def text(self, value: str) -> None:
        self.uno.setString(value)

    @property
    def font(self) -> Font:
        return self.characters.font

    @property
    def characters(self) -> Characters:
        return Characters(lambda: self.uno, self.parent.book.app.session.job)


class Picture(Placed):
    """A picture."""

    @property
    def index(self) -> int:
        return [picture.name for picture in self.parent.pictures].index(self.name) + 1

    def update(self, filename: str) -> Picture:
        self.parent.book.app.session.job("replace_picture", self.uno, Path(filename).resolve().as_uri())
        return self


class Shapes(Collection[Any]):
    """The shapes of a sheet: pictures and charts among them."""

    wrap: type[Placed] = Shape
    only_pictures = False

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.parent = sheet

    @property
    def api(self) -> Any:
        """The UNO draw page of the sheet."""
        return self.sheet.uno.DrawPage

    def listed(self) -> list[tuple[str, Any]]:
        found = self.sheet.book.app.session.job("shapes", self.api)
        return [(name, self.wrap(self.sheet, uno, kind, chart)) for uno, name, kind, chart, picture in found
                if picture or not self.only_pictures]  # fmt: skip


class Pictures(Shapes):
    """The pictures of a sheet."""

    wrap = Picture
    only_pictures = True

    def add(self, filename: str, link_to_file: bool, save_with_document: bool, left: float | None, top: float | None,
            width: float | None = -1, height: float | None = -1, anchor: Any = None) -> Picture:  # fmt: skip
        if link_to_file:
            refuse("Pictures.add(link_to_file=True)")
        area: Range | None = anchor.impl if anchor else None
        left, top = (area.left, area.top) if area else (left or 0, top or 0)
        number = len(self) + 1
        while f"Picture {number}" in self:
            number += 1
        path = Path(filename).resolve()
        sizes = [-1 if side in (None, -1) else hundredths(side) for side in (width, height)]
        book = self.sheet.book
        uno = book.app.session.job("insert_picture", book.document, self.sheet.uno, path.as_uri(), hundredths(left),
                                   hundredths(top), *sizes, f"Picture {number}")  # fmt: skip
        if uno is None:
            raise LibreOfficeError(f"LibreOffice cannot read the picture {path}.")
        picture = Picture(self.sheet, uno, "GraphicObjectShape", False)
        picture.lock_aspect_ratio = -1 in sizes  # as Excel: who gives both sides wants them free
        return picture
