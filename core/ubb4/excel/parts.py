"""What the fast reader does not show, looked up in the parts of .xlsx and .ods by a parser: hidden rows, error cells, formulas that were
saved without a value, merged cells, totals rows of tables, days that a format shows as months, the calendar from 1904.

A part is parsed only where its bytes may hold such a thing: a plain sheet costs a search.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from ubb4.excel.known import Parts
from ubb4.excel.xml import parse, parser, split, tree, utf8

MAX_PART = 1 << 30
ERRORS = ("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A")  # those of Excel before its newer functions


@dataclass
class Seen:
    """What was seen in one sheet: row numbers, cells by (row, column) with the text they show, merged blocks as (top, left, bottom, right)."""

    hidden: set[int] = field(default_factory=set)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    unvalued: dict[tuple[int, int], str] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    totals: set[int] = field(default_factory=set)
    months: set[tuple[int, int]] = field(default_factory=set)


@dataclass
class Looked:
    """What was seen in a workbook, by sheet name; `blind` when its format has no such parts, `marked` where text stands in marked sections
    (CDATA), which the fast reader passes over without a word, `iso` where days are written as text of a kind of its own, which it gives as text."""

    sheets: dict[str, Seen] = field(default_factory=dict)
    blind: bool = False
    from_1904: bool = False
    marked: bool = False
    iso: bool = False


def column_number(letters: str | bytes) -> int:
    """26 for Z, 27 for AA."""
    number = 0
    for letter in letters if isinstance(letters, bytes) else letters.encode("ascii"):
        number = number * 26 + letter - 64
    return number


_SECTION = b"<![CDATA["
_CELL = re.compile(r"([A-Z]+)(\d+)")


def cell_place(address: str) -> tuple[int, int] | None:
    """(row, column), both from 1, of an address as B7; None for anything else."""
    found = _CELL.fullmatch(address)
    return (int(found[2]), column_number(found[1])) if found else None


def look(archive: zipfile.ZipFile, parts: Parts | None = None) -> Looked:
    """Look through every sheet part of an archive; damaged parts are the reader's to report."""
    parts = parts or Parts(archive)
    try:
        names = set(archive.namelist())
        if "content.xml" in names:
            return Looked(dict(_ods(archive)))
        if "xl/workbook.bin" in names:
            return Looked(blind=True)
        book = book_part(archive)
        from_1904 = parts.once(book, "1904", lambda: _is_from_1904(archive, book))
        styles = posixpath.join(posixpath.dirname(book), "styles.xml")
        found, months = {}, parts.once(styles, "months", lambda: _month_styles(archive, styles))
        marked = any(_SECTION in utf8(archive.read(path)) for __, kind, path in relations(archive, book, parts) if kind == "sharedStrings" and path in names)
        iso = False
        for sheet, path in sheet_paths(archive, parts).items():
            if path in names and archive.getinfo(path).file_size <= MAX_PART:
                seen, is_marked, is_iso = parts.once(path, ("seen", months), partial(_looked, archive, path, months))
                marked, iso = marked or is_marked, iso or is_iso
                totals = _totals(archive, path, names, parts)
                found[sheet] = replace(seen, totals=seen.totals | totals) if totals else seen
        return Looked(found, from_1904=from_1904, marked=marked, iso=iso)
    except (zipfile.BadZipFile, OSError, ValueError, KeyError, EOFError, NotImplementedError, StopIteration):
        return Looked(blind=True)


def _is_from_1904(archive: zipfile.ZipFile, book: str) -> bool:
    properties = tree(utf8(archive.read(book))).first("workbookPr")
    return properties is not None and properties.get("date1904") in ("1", "true")


def _looked(archive: zipfile.ZipFile, path: str, months: frozenset[int]) -> tuple[Seen, bool, bool]:
    """What was seen in a sheet's part, whether text stands in marked sections, whether days are texts of their own kind."""
    data = utf8(archive.read(path))
    return _seen(data, months), _SECTION in data, b't="d"' in data or b"t='d'" in data


def book_part(archive: zipfile.ZipFile) -> str:
    names = archive.namelist()
    return next((n for n in names if n == "xl/workbook.xml"), None) or next(n for n in names if n.endswith("workbook.xml"))


def relations(archive: zipfile.ZipFile, part: str, parts: Parts | None = None) -> list[tuple[str, str, str]]:
    """(id, kind, path) of the relationships of a part."""
    folder, base = posixpath.split(part)
    name = posixpath.join(folder, "_rels", f"{base}.rels")
    if name not in archive.NameToInfo:
        return []
    return parts.once(name, ("relations", folder), lambda: _relations(archive, folder, name)) if parts else _relations(archive, folder, name)


def _relations(archive: zipfile.ZipFile, folder: str, name: str) -> list[tuple[str, str, str]]:
    found = []
    for each in tree(utf8(archive.read(name))).children:
        target = each.get("Target") or ""
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        found.append((each.get("Id") or "", (each.get("Type") or "").rpartition("/")[2], path))
    return found


def sheet_paths(archive: zipfile.ZipFile, parts: Parts | None = None) -> dict[str, str]:
    """From a sheet's name to the path of its part."""
    book = book_part(archive)
    try:
        targets = {id: path for id, __, path in relations(archive, book, parts)}
        listed = parts.once(book, "sheets", lambda: _sheets(archive, book)) if parts else _sheets(archive, book)
    except (KeyError, zipfile.BadZipFile, OSError, ValueError):
        return {}
    return {name: targets[id] for name, id in listed if id in targets}


def _sheets(archive: zipfile.ZipFile, book: str) -> list[tuple[str, str]]:
    """(name, id of its relationship) of every sheet."""
    listed = tree(utf8(archive.read(book)), 3).first("sheets")
    return [(each.get("name") or "", each.get("id") or "") for each in (listed.children if listed else ())]


def _month_styles(archive: zipfile.ZipFile, name: str) -> frozenset[int]:
    """The cell styles that show a day as its month alone: Excel makes such dates of «март 2026» by itself."""
    if name not in archive.NameToInfo:
        return frozenset()
    root = tree(utf8(archive.read(name)), 3)
    known: dict[int, str] = {17: "mmm-yy"}
    for part in root.named("numFmts"):
        known |= {int(each.get("numFmtId") or 0): (each.get("formatCode") or "").casefold() for each in part.children}
    monthly = {number for number, code in known.items() if _is_month(code)}
    formats = root.first("cellXfs")
    cells = formats.children if formats is not None else []
    return frozenset(n for n, each in enumerate(cells) if int(each.get("numFmtId") or 0) in monthly)


_ASIDE = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')


def _is_month(code: str) -> bool:
    plain = _ASIDE.sub("", code)
    return "m" in plain and "y" in plain and not set("dhs") & set(plain)


def _totals(archive: zipfile.ZipFile, sheet: str, names: set[str], parts: Parts) -> set[int]:
    """The rows of totals that the sheet's tables have."""
    tables = [path for __, kind, path in relations(archive, sheet, parts) if kind == "table" and path in names]
    rows = [parts.once(path, "totals", partial(_total, archive, path)) for path in tables]
    return {row for row in rows if row}


def _total(archive: zipfile.ZipFile, table: str) -> int:
    """The row of totals of a table; 0 where it has none."""
    root = tree(utf8(archive.read(table)), 1)
    place = cell_place((root.get("ref") or "").rpartition(":")[2])
    return place[0] if place and int(root.get("totalsRowCount") or 0) else 0


# a formula that is not followed at once by its value: that may be one without a value
_UNVALUED = re.compile(rb"(?:[<:]f\s*/>|[<:]f\s[^<]*?/>|</(?:\w+:)?f\s*>)(?!<(?:\w+:)?v>[^<])")
_FORMULAS = (b"</f", b":f>", b":f ", b":f/", b":f\t", b":f\n", b":f\r", b"<f/", b"<f ", b"<f\t", b"<f\n", b"<f\r")  # quick to look for
_EMPTY_TEXT = re.compile(rb'<c [^<>]*t="str"[^<>]*><f(?:[^<>]*/>|[^<>]*>[^<]*</f>)<v></v></c>')  # has a value: a text of no letters
_MERGED = re.compile(rb"<mergeCells[\s>].*?</mergeCells>", re.DOTALL)


def _may_hold(data: bytes, months: frozenset[int]) -> bool:
    """Whether a part may hold what is looked for: a search that knows no quotes, so that nothing written otherwise is missed."""
    if data.find(b"hidden", max(data.find(b"sheetData"), 0)) >= 0 or any(sign in data for sign in (b"mergeCell", b'"e"', b"'e'")):
        return True  # what is hidden before the cells are columns
    if any(sign in data for sign in _FORMULAS) and _UNVALUED.search(_EMPTY_TEXT.sub(b"", data) if b"<v></v>" in data else data):
        return True
    if months and any(f"s={quote}{style}{quote}".encode() in data for style in months for quote in "\"'"):
        return True
    return data.count(b" r=") + data.count(b"\tr=") + data.count(b"\nr=") < data.count(b"<c ") + data.count(b"<c>") + data.count(b":c ")


def _seen(data: bytes, months: frozenset[int]) -> Seen:
    merged = _MERGED.findall(data) if b"<!" not in data else []
    if len(merged) == 1 and not _may_hold(data.replace(merged[0], b""), months):  # for merged cells alone the cells need not be gone through
        data = merged[0]
    elif not _may_hold(data, months):
        return Seen()
    looking = _Sheet(months)
    parse(looking.reader, data)
    return looking.seen


class _Sheet:
    """One pass over a sheet's part."""

    def __init__(self, months: frozenset[int]) -> None:
        self.seen, self.months = Seen(), months
        self.row = self.column = 0
        self.kind = self.formula = self.text = ""
        self.has_formula = self.has_value = self.taking = False
        self.reader = parser()
        self.reader.StartElementHandler, self.reader.EndElementHandler, self.reader.CharacterDataHandler = self.opened, self.closed, self.said

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        local = name if ":" not in name else split(name)[1]
        if local == "c":
            place = cell_place(attributes.get("r", ""))
            self.row, self.column = place or (self.row, self.column + 1)
            self.kind, self.has_formula, self.has_value, self.formula, self.text = attributes.get("t", ""), False, False, "", ""
            if self.months and "s" in attributes and int(attributes["s"]) in self.months:
                self.seen.months.add((self.row, self.column))
        elif local == "v":
            self.has_value, self.taking, self.text = True, True, ""
        elif local == "f":
            self.has_formula, self.taking, self.text = True, True, ""
        elif local == "row":
            self.row, self.column = int(attributes.get("r", self.row + 1)), 0
            if attributes.get("hidden") in ("1", "true"):
                self.seen.hidden.add(self.row)
        elif local == "mergeCell":
            first, __, last = attributes.get("ref", "").partition(":")
            one, other = cell_place(first), cell_place(last or first)
            if one and other:
                self.seen.merged.append((*one, *other))

    def said(self, text: str) -> None:
        if self.taking:
            self.text += text

    def closed(self, name: str) -> None:
        local = name if ":" not in name else split(name)[1]
        if local == "f":
            self.formula, self.taking = self.text, False
        elif local == "v":
            self.taking = False
        elif local == "c":
            if self.kind == "e":
                self.seen.errors[self.row, self.column] = self.text or "#ERROR!"
            elif self.has_formula and not (self.has_value and (self.text or self.kind == "str")):
                # an empty text is a value where the cell says that it is one; a number that is empty is none
                self.seen.unvalued[self.row, self.column] = self.formula or "="


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
