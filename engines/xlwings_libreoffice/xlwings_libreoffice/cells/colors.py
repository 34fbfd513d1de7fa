"""Colours: (red, green, blue), "#rrggbb" or Excel's number on the outside, 0xRRGGBB inside LibreOffice."""

from __future__ import annotations

from typing import Any

RGB = tuple[int, int, int]


def to_calc(color: Any) -> int:
    """A colour as LibreOffice wants it; Excel's numbers have red in the lowest byte."""
    if isinstance(color, str):
        return int(color.lstrip("#"), 16)
    if isinstance(color, int):
        return (color & 0xFF) << 16 | color & 0xFF00 | color >> 16 & 0xFF
    red, green, blue = color
    return int(red) << 16 | int(green) << 8 | int(blue)


def to_rgb(color: int) -> RGB:
    return color >> 16 & 0xFF, color >> 8 & 0xFF, color & 0xFF
