"""Fonts of cells, of parts of a text, and of shapes; and the characters of a text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..bridge.near import Enum
from . import colors

BOLD, NORMAL = 150.0, 100.0
POSTURE = "com.sun.star.awt.FontSlant"


class Font:
    """The font of whatever has LibreOffice's character properties; `holder` fetches it anew for every use."""

    def __init__(self, holder: Callable[[], Any], job: Callable[..., Any]) -> None:
        self._holder = holder
        self._job = job

    @property
    def api(self) -> Any:
        """The UNO object with the character properties."""
        return self._holder()

    def _common(self, name: str) -> Any:
        """A property's value, None when the cells or letters differ."""
        return self._job("common", self._holder(), name)

    @property
    def bold(self) -> bool | None:
        weight = self._common("CharWeight")
        return None if weight is None else weight > 110

    @bold.setter
    def bold(self, value: bool) -> None:
        self._holder().CharWeight = BOLD if value else NORMAL

    @property
    def italic(self) -> bool | None:
        posture = self._common("CharPosture")
        return None if posture is None else posture != "NONE"

    @italic.setter
    def italic(self, value: bool) -> None:
        self._holder().CharPosture = Enum(POSTURE, "ITALIC" if value else "NONE")

    @property
    def size(self) -> float | None:
        size = self._common("CharHeight")
        return None if size is None else round(size * 2) / 2 if abs(size * 2 - round(size * 2)) < 0.1 else size

    @size.setter
    def size(self, value: float) -> None:
        self._holder().CharHeight = float(value)

    @property
    def color(self) -> colors.RGB | None:
        color = self._common("CharColor")
        return None if color is None else colors.to_rgb(0 if color == -1 else color)

    @color.setter
    def color(self, value: Any) -> None:
        self._holder().CharColor = colors.to_calc(value)

    @property
    def name(self) -> str | None:
        name: str | None = self._common("CharFontName")
        return name

    @name.setter
    def name(self, value: str) -> None:
        self._holder().CharFontName = value


def _units(text: str) -> int:
    """How many steps of LibreOffice's cursor a text is: it counts UTF-16."""
    return len(text.encode("utf-16-le")) // 2


class Characters:
    """A piece of a text; `whole` gives LibreOffice's text object."""

    def __init__(self, whole: Callable[[], Any], job: Callable[..., Any], start: int = 0, length: int | None = None) -> None:
        self._whole, self._job, self._start, self._length = whole, job, start, length

    def _cursor(self) -> Any:
        whole = self._whole()
        text = str(whole.getString())
        end = None if self._length is None else _units(text[self._start : self._start + self._length])
        return self._job("text_cursor", whole, _units(text[: self._start]), end)

    @property
    def api(self) -> Any:
        """The UNO text cursor over the piece."""
        return self._cursor()

    @property
    def text(self) -> str:
        text = str(self._whole().getString())
        return text[self._start :] if self._length is None else text[self._start : self._start + self._length]

    @property
    def font(self) -> Font:
        return Font(self._cursor, self._job)

    def __getitem__(self, item: Any) -> Characters:
        size = len(self.text)
        if isinstance(item, slice):
            if (item.start or 0) < 0 or (item.stop or 0) < 0:
                raise ValueError("Characters object does not support slicing with negative indexes")
            start, stop, _ = item.indices(size)
            return Characters(self._whole, self._job, self._start + start, max(0, stop - start))
        if not -size <= item < size:
            raise IndexError(f"Index {item} out of range ({size} characters).")
        return Characters(self._whole, self._job, self._start + item % size, 1)
