"""What the fast reader does not show, looked up in the parts of .xlsx and .ods: hidden rows, error cells and
formulas that were saved without a value."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Any

MAX_PART = 1 << 30


@dataclass
class Seen:
    """What was seen in one sheet: row numbers, and cells by (row, column) with the text they show."""

    hidden: set[int] = field(default_factory=set)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    unvalued: dict[tuple[int, int], str] = field(default_factory=dict)


@dataclass
class Looked:
    """What was seen in a workbook, by sheet name; `blind` when its format has no such parts."""

    sheets: dict[str, Seen] = field(default_factory=dict)
    blind: bool = False


def column_number(letters: str | bytes) -> int:
    """26 for Z, 27 for AA."""
    number = 0
    for letter in letters if isinstance(letters, bytes) else letters.encode("ascii"):
        number = number * 26 + letter - 64
    return number


_CELL = re.compile(r"([A-Z]+)(\d+)")


def cell_place(address: str) -> tuple[int, int] | None:
    """(row, column), both from 1, of an address as B7; None for anything else."""
    found = _CELL.fullmatch(address)
    return (int(found[2]), column_number(found[1])) if found else None


def look(archive: zipfile.ZipFile) -> Looked:
    """Look through every sheet part of an archive; damaged parts are the reader's to report."""
    try:
        names = set(archive.namelist())
        if "content.xml" in names:
            return Looked(dict(_ods(archive)))
        if "xl/workbook.bin" in names:
            return Looked(blind=True)
        found = {}
        for sheet, path in sheet_paths(archive).items():
            if path in names and archive.getinfo(path).file_size <= MAX_PART:
                found[sheet] = _seen(archive.read(path))
        return Looked(found)
    except (zipfile.BadZipFile, OSError, ValueError, KeyError, EOFError, NotImplementedError):
        return Looked(blind=True)


_SHEET = re.compile(rb"<(?:\w+:)?sheet\b([^>]*)>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b([^>]*)>")
_ATTRIBUTE = re.compile(rb'([\w:]+)\s*=\s*(?:"([^"]*)"|\'([^\']*)\')')


def _attributes(text: bytes) -> dict[str, str]:
    return {key.decode().rpartition(":")[2]: unescape((one or two).decode("utf-8", "replace")) for key, one, two in _ATTRIBUTE.findall(text)}


def sheet_paths(archive: zipfile.ZipFile) -> dict[str, str]:
    """From a sheet's name to the path of its part."""
    names = archive.namelist()
    book = next((n for n in names if n == "xl/workbook.xml"), None) or next(n for n in names if n.endswith("workbook.xml"))
    folder, base = posixpath.split(book)
    try:
        relations = archive.read(posixpath.join(folder, "_rels", f"{base}.rels"))
        content = archive.read(book)
    except (KeyError, zipfile.BadZipFile, OSError, ValueError):
        return {}
    targets = {}
    for found in _RELATION.finditer(relations):
        entry = _attributes(found[1])
        target = entry.get("Target", "")
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        targets[entry.get("Id", "")] = path
    sheets = {}
    for found in _SHEET.finditer(content):
        entry = _attributes(found[1])
        if entry.get("id") in targets:
            sheets[entry.get("name", "")] = targets[entry["id"]]
    return sheets


_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
_HIDDEN = re.compile(rb'\bhidden="(?:1|true)"')
_ROW_NUMBER = re.compile(rb'\br="(\d+)"')
_ERROR_CELL = re.compile(rb'<(?:\w+:)?c\b([^>]*\bt="e"[^>]*)>(.*?)</(?:\w+:)?c>', re.DOTALL)
_FORMULA_CELL = re.compile(rb"<(?:\w+:)?c\b([^>/]*)>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>([^<]*)</(?:\w+:)?f>)\s*(?:</(?:\w+:)?c>|<(?:\w+:)?v\s*/>)")
_VALUE = re.compile(rb"<(?:\w+:)?v>([^<]*)<")
_ADDRESS = re.compile(rb'\br="([A-Z]+)(\d+)"')


def _seen(data: bytes) -> Seen:
    seen = Seen()
    start, end = data.find(b"sheetData"), data.rfind(b"sheetData")
    # one letter is searched fast: a sheet of plain values has none of these at all
    if data.find(b"h", start + 9, end) >= 0 and b"hidden=" in data:
        for row in _ROW.finditer(data):
            if _HIDDEN.search(row[1]):
                number = _ROW_NUMBER.search(row[1])
                if number:
                    seen.hidden.add(int(number[1]))
    if data.find(b"e", start + 9, end) >= 0 and b't="e"' in data:
        for cell in _ERROR_CELL.finditer(data):
            value = _VALUE.search(cell[2])
            _put(seen.errors, cell[1], value[1] if value else b"#ERROR!")
    if data.find(b"f", start + 9, end) >= 0 and (b"<f" in data or b":f" in data):
        for cell in _FORMULA_CELL.finditer(data):
            if b't="str"' not in cell[1]:
                _put(seen.unvalued, cell[1], cell[2] or b"=")
    return seen


def _put(cells: dict[tuple[int, int], str], attributes: bytes, text: bytes) -> None:
    address = _ADDRESS.search(attributes)
    if address:
        cells[int(address[2]), column_number(address[1])] = unescape(text.decode("utf-8", "replace"))


_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_CALC = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"


def _ods(archive: zipfile.ZipFile) -> Iterator[tuple[str, Seen]]:
    from lxml import etree  # no entity is fetched or expanded

    if archive.getinfo("content.xml").file_size > MAX_PART:
        return
    with archive.open("content.xml") as stream:
        events = etree.iterparse(stream, tag=f"{{{_TABLE}}}table", resolve_entities=False, no_network=True, huge_tree=False)
        try:
            for __, table in events:
                yield table.get(f"{{{_TABLE}}}name", ""), _ods_sheet(table)
                table.clear()
        except etree.XMLSyntaxError as error:
            raise ValueError(str(error)) from error


def _ods_sheet(table: Any) -> Seen:
    seen, number = Seen(), 0
    for row in table.iter(f"{{{_TABLE}}}table-row"):
        repeated = int(row.get(f"{{{_TABLE}}}number-rows-repeated", "1"))
        hidden = row.get(f"{{{_TABLE}}}visibility", "visible") != "visible"
        if hidden and repeated < 100_000:
            seen.hidden.update(range(number + 1, number + 1 + repeated))
        if repeated == 1:
            _ods_row(row, number + 1, seen)
        number += repeated
    return seen


def _ods_row(row: Any, number: int, seen: Seen) -> None:
    column = 0
    for cell in row:
        if cell.get(f"{{{_CALC}}}value-type") == "error":
            seen.errors[number, column + 1] = "".join(cell.itertext())
        elif cell.get(f"{{{_TABLE}}}formula") and cell.get(f"{{{_OFFICE}}}value-type") is None:
            seen.unvalued[number, column + 1] = cell.get(f"{{{_TABLE}}}formula")
        column += int(cell.get(f"{{{_TABLE}}}number-columns-repeated", "1"))
