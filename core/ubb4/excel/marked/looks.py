"""The styles part with what the marks and the list need: fills, fonts and cell formats appended, nothing taken away."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from ubb4.excel.listing import COLOURS
from ubb4.excel.style import DEEP, FONT, GREY, TEAL
from ubb4.excel.xml import MAIN

_LATER = ("fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles", "colors", "extLst")


_FIRST = {
    "fonts": ('<font><sz val="11"/><name val="Calibri"/></font>',),
    "fills": ('<fill><patternFill patternType="none"/></fill>', '<fill><patternFill patternType="gray125"/></fill>'),
    "borders": ("<border><left/><right/><top/><bottom/><diagonal/></border>",),
    "cellXfs": ('<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>',),
}


class Looks:
    """A styles part being added to."""

    def __init__(self, data: bytes | None) -> None:
        """`data` is None where the workbook has no styles at all."""
        from lxml import etree

        self._etree = etree
        blank = f'<styleSheet xmlns="{MAIN}"/>'.encode()
        self.root = etree.fromstring(data or blank, etree.XMLParser(resolve_entities=False, no_network=True))
        for name, first in _FIRST.items():  # what is there without being written: ours must not become the first
            part = self._part(name)
            for xml in first[len(part) :] if not len(part) else ():
                self._add(name, xml)
        self._made: dict[tuple[int, str], int] = {}
        self._fills: dict[str, int] = {}
        self.named: dict[str, int] = {}

    def _part(self, name: str) -> Any:
        """A list of the part, made where it is missing, in the order that the schema wants."""
        found = self.root.find(f"{{{MAIN}}}{name}")
        if found is None:
            found = self._etree.Element(f"{{{MAIN}}}{name}")
            later = {f"{{{MAIN}}}{each}" for each in _LATER[_LATER.index(name) + 1 :]}
            place = next((n for n, child in enumerate(self.root) if child.tag in later), len(self.root))
            self.root.insert(place, found)
        return found

    def _add(self, name: str, xml: str) -> int:
        part = self._part(name)
        part.append(self._etree.fromstring(_in_main(xml)))
        part.set("count", str(len(part)))
        return len(part) - 1

    def fill(self, rgb: str) -> int:
        """A solid fill by its colour, RRGGBB."""
        if rgb not in self._fills:
            self._fills[rgb] = self._add(
                "fills", f'<fill><patternFill patternType="solid"><fgColor rgb="FF{rgb}"/><bgColor indexed="64"/></patternFill></fill>'
            )
        return self._fills[rgb]

    def restyle(self, style: int, severity: str) -> int:
        """The same cell format with a severity's fill."""
        if (style, severity) not in self._made:
            formats = self._part("cellXfs")
            copied = deepcopy(formats[style]) if style < len(formats) else self._etree.fromstring(_in_main("<xf/>"))
            copied.set("fillId", str(self.fill(rgb_of(COLOURS[severity]))))
            copied.set("applyFill", "1")
            formats.append(copied)
            formats.set("count", str(len(formats)))
            self._made[style, severity] = len(formats) - 1
        return self._made[style, severity]

    def for_list(self, colours: set[tuple[int, int, int]]) -> None:
        """The cell formats of the list, by name; a fill's own by its colour."""
        fonts = {
            name: self._add("fonts", f"<font>{extra}<sz val=\"{size}\"/><color rgb=\"FF{colour.lstrip('#')}\"/><name val=\"{FONT}\"/></font>")
            for name, extra, size, colour in (
                ("plain", "", 10, "#000000"), ("title", "<b/>", 14, DEEP), ("grey", "", 10, GREY), ("alarm", "<b/>", 10, "#C00000"),
                ("head", "<b/>", 10, "#FFFFFF"), ("link", "<u/>", 10, "#0563C1"),
            )
        }  # fmt: skip
        wrapped = '<alignment vertical="top" wrapText="1"/>'
        for name, fill, inside in (
            ("title", 0, ""), ("grey", 0, ""), ("alarm", 0, ""), ("plain", 0, ""), ("link", 0, wrapped),
            ("head", self.fill(TEAL.lstrip("#")), wrapped),
        ):  # fmt: skip
            self.named[name] = self._format(fonts[name], fill, inside)
        self.named["wrapped"] = self._format(fonts["plain"], 0, wrapped)
        for colour in sorted(colours):
            self.named[rgb_of(colour)] = self._format(fonts["plain"], self.fill(rgb_of(colour)), wrapped)

    def _format(self, font: int, fill: int, inside: str) -> int:
        marks = 'applyFont="1" applyFill="1" applyAlignment="1"'
        named = 'xfId="0" ' if self.root.find(f"{{{MAIN}}}cellStyleXfs") is not None else ""
        return self._add("cellXfs", f'<xf numFmtId="0" fontId="{font}" fillId="{fill}" borderId="0" {named}{marks}>{inside}</xf>')

    def data(self) -> bytes:
        written: bytes = self._etree.tostring(self.root, xml_declaration=True, encoding="UTF-8", standalone=True)
        return written


def _in_main(xml: str) -> str:
    name = xml[1:].split(">")[0].split(" ")[0].rstrip("/")
    return xml.replace(f"<{name}", f'<{name} xmlns="{MAIN}"', 1)


def rgb_of(colour: tuple[int, int, int]) -> str:
    return "{:02X}{:02X}{:02X}".format(*colour)
