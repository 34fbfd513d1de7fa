"""Cells of a sheet's part given another style, the rest of its bytes as they were; a cell or a row that is not there is put in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from ubb4.base.errors import WorkbookError
from ubb4.base.text import gettext as _
from ubb4.book.finding import cell_name
from ubb4.excel.parts import cell_place
from ubb4.excel.xml import parse, parser, patched, split, tag_end

Restyle = Callable[[int, str], int]  # (style that the cell has, severity) -> style that it gets


@dataclass
class Sizes:
    """How wide columns and how high rows are, in points: what a note's box is measured by."""

    widths: dict[int, float] = field(default_factory=dict)
    heights: dict[int, float] = field(default_factory=dict)
    width: float = 48.0
    height: float = 15.0

    def column(self, number: int) -> float:
        return self.widths.get(number, self.width)

    def row(self, number: int) -> float:
        return self.heights.get(number, self.height)


POINTS = 5.25  # of a character of the standard font


class _Painter:
    """One pass over a sheet: what to change where."""

    def __init__(self, data: bytes, cells: Mapping[str, str], restyle: Restyle) -> None:
        self.data, self.restyle = data, restyle
        self.left: dict[int, dict[int, str]] = {}
        for address, severity in cells.items():
            row, column = cell_place(address) or (0, 0)
            self.left.setdefault(row, {})[column] = severity
        self.waiting = sorted(self.left)
        self.edits: list[tuple[int, int, bytes]] = []
        self.sizes = Sizes()
        self.depth = self.row = self.column = self.row_start = 0
        self.wanted: dict[int, str] | None = None
        self.seen_sheet_data = False
        self.prefix, self.data_start = "", 0
        self.reader = parser()
        self.reader.StartElementHandler, self.reader.EndElementHandler = self.opened, self.closed

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth == 4 and self.wanted is not None:
            self._cell(name, attributes)
        elif self.depth == 3 and self.seen_sheet_data is False:
            self._size(name, attributes)
        elif self.depth == 3:
            self._row(name, attributes)
        elif self.depth == 2:
            local = split(name)[1]
            if local == "sheetData":
                self.seen_sheet_data, self.prefix, self.data_start = True, split(name)[0], self.reader.CurrentByteIndex
            elif local == "sheetFormatPr":
                self.sizes.height = float(attributes.get("defaultRowHeight", 15))
                self.sizes.width = float(attributes.get("defaultColWidth", 9.14)) * POINTS

    def _size(self, name: str, attributes: dict[str, str]) -> None:
        if split(name)[1] == "col" and "width" in attributes:
            for number in range(int(attributes["min"]), min(int(attributes["max"]), 200) + 1):
                self.sizes.widths[number] = float(attributes["width"]) * POINTS

    def _row(self, name: str, attributes: dict[str, str]) -> None:
        self.row = int(attributes["r"]) if "r" in attributes else self.row + 1
        self.column, self.row_start = 0, self.reader.CurrentByteIndex
        if "ht" in attributes:
            self.sizes.heights[self.row] = float(attributes["ht"])
        while self.waiting and self.waiting[0] < self.row:
            self.edits.append((self.row_start, self.row_start, self._new_row(self.waiting.pop(0))))
        if self.waiting and self.waiting[0] == self.row:
            self.waiting.pop(0)
            self.wanted = dict(sorted(self.left[self.row].items()))

    def _cell(self, name: str, attributes: dict[str, str]) -> None:
        wanted, at = self.wanted or {}, self.reader.CurrentByteIndex
        place = cell_place(attributes.get("r", ""))
        self.column = place[1] if place else self.column + 1
        for number in [each for each in wanted if each < self.column]:
            self.edits.append((at, at, self._new_cell(number, wanted.pop(number))))
        if self.column in wanted:
            style = self.restyle(int(attributes.get("s", 0)), wanted.pop(self.column))
            end = tag_end(self.data, at)
            self.edits.append((at, end, _restyled(self.data[at:end], style, "s" in attributes)))

    def closed(self, name: str) -> None:
        at = self.reader.CurrentByteIndex
        if self.depth == 3 and self.wanted is not None:
            new = b"".join(self._new_cell(number, severity) for number, severity in self.wanted.items())
            if new:
                self._into(name, self.row_start, at, new)
            self.wanted = None
        elif self.depth == 2 and split(name)[1] == "sheetData":
            new = b"".join(self._new_row(row) for row in self.waiting)
            self.waiting = []
            if new:
                self._into(name, self.data_start, at, new)
        self.depth -= 1

    def _into(self, name: str, start: int, close: int, new: bytes) -> None:
        """Put something in as the last child; an element that is one empty tag is opened for it."""
        end = tag_end(self.data, start)
        if self.data[end - 2 : end] != b"/>":
            self.edits.append((close, close, new))
        else:
            opening = self.data[start:end].rstrip()[:-2].rstrip()
            self.edits.append((start, end, opening + b">" + new + f"</{name}>".encode()))

    def _new_row(self, row: int) -> bytes:
        cells = b"".join(self._new_cell(number, severity, row) for number, severity in sorted(self.left[row].items()))
        return f'<{self.prefix}row r="{row}">'.encode() + cells + f"</{self.prefix}row>".encode()

    def _new_cell(self, number: int, severity: str, row: int | None = None) -> bytes:
        return f'<{self.prefix}c r="{cell_name(row or self.row, number)}" s="{self.restyle(0, severity)}"/>'.encode()


def _restyled(tag: bytes, style: int, had: bool) -> bytes:
    """A cell's opening tag with its style: the attribute set, or put in as the last."""
    if not had:
        close = b"/>" if tag.endswith(b"/>") else b">"
        return tag.removesuffix(close).rstrip() + f' s="{style}"'.encode() + close
    start, end = _value_of(tag, b"s")
    return tag[:start] + str(style).encode() + tag[end:]


def _value_of(tag: bytes, wanted: bytes) -> tuple[int, int]:
    """Where the value of an attribute stands between its quotes; the parser has said that it is there."""
    at = 0
    while True:
        equals = tag.index(b"=", at)
        quote = equals + 1
        while tag[quote] not in b"\"'":
            quote += 1
        close = tag.index(tag[quote : quote + 1], quote + 1)
        if tag[at:equals].split()[-1] == wanted:
            return quote + 1, close
        at = close + 1


def paint(data: bytes, cells: Mapping[str, str], restyle: Restyle, sheet: str) -> tuple[bytes, Sizes]:
    """The part with each cell of `cells` (address -> severity) restyled, and the sizes of its columns and rows."""
    painter = _Painter(data, cells, restyle)
    parse(painter.reader, data)
    if not painter.seen_sheet_data:
        raise WorkbookError(_("«{sheet}» парағына белгі қоюға болмайды: онда ұяшық бөлігі жоқ.", sheet=sheet), "unmarkable")
    return patched(data, painter.edits), painter.sizes
