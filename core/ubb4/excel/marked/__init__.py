"""Marks without a spreadsheet program: a new copy of a workbook file with the notes, fills and the list of findings that the
button would put in. Sheets, notes and styles are patched; every other part is taken over byte for byte."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from ubb4.base.errors import UseError, WorkbookError
from ubb4.base.files import whole
from ubb4.base.text import gettext as _
from ubb4.book.finding import Finding, cell_name
from ubb4.excel.listing import Link, Listing, free_name
from ubb4.excel.marked import notes
from ubb4.excel.marked.archive import rewrite
from ubb4.excel.marked.cells import paint
from ubb4.excel.marked.looks import MAIN, Looks, rgb_of
from ubb4.excel.marks import at_cells, words
from ubb4.excel.parts import sheet_paths
from ubb4.excel.style import lines_of

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument"
_AFTER_DRAWING = ("legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst")


def write_copy(source: Path, target: Path, found: Iterable[Finding], listing: Listing) -> None:
    """Write the copy; UseError when it would replace a file or cannot be patched."""
    if target.exists():
        raise UseError(_("{file} бар: басқа ат беріңіз, бар файл ауыстырылмайды.", file=target), "exists")
    if source.suffix.lower() not in (".xlsx", ".xlsm") or target.suffix.lower() != source.suffix.lower():
        raise UseError(_("Белгіленген көшірме .xlsx және .xlsm файлдарынан, сол түрінде ғана жасалады: {file}.", file=source.name), "kind")
    try:
        with zipfile.ZipFile(source) as archive:
            copy = _Copy(archive)
            copy.mark(found)
            copy.list(listing)
        with whole(target) as scratch:
            rewrite(source, scratch, copy.changed, copy.added)
    except (zipfile.BadZipFile, KeyError, ValueError, SyntaxError) as error:
        raise WorkbookError(
            _("{file}: белгіленген көшірме жасалмады, файлдың құрылымы бөлек. Excel-де ашып, қайта сақтаңыз.", file=source.name),
            "unmarkable",
        ) from error


def there(found: re.Match[bytes] | None) -> re.Match[bytes]:
    """What every package has; ValueError, which ends the marking with its sentence, where a stranger's lacks it."""
    if found is None:
        raise ValueError("the package lacks what every one has")
    return found


class _Copy:
    """The parts that differ from the officer's file."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.names = set(archive.namelist())
        self.changed: dict[str, bytes] = {}
        self.added: dict[str, bytes] = {}
        self.sheets = sheet_paths(archive)
        self.book = next(n for n in self.names if n == "xl/workbook.xml" or n.endswith("/workbook.xml"))
        self.styles = self._target(self.book, "styles") or posixpath.join(posixpath.dirname(self.book), "styles.xml")
        self.looks = Looks(archive.read(self.styles))

    def read(self, name: str) -> bytes:
        for parts in (self.changed, self.added):
            if name in parts:
                return parts[name]
        return self.archive.read(name)

    def put(self, name: str, data: bytes) -> None:
        (self.changed if name in self.names else self.added)[name] = data

    def mark(self, found: Iterable[Finding]) -> None:
        """Fill and note at every cell that has a finding."""
        by_sheet: dict[str, dict[str, list[Finding]]] = {}
        for (sheet, cell), some in at_cells(found, self.sheets).items():
            by_sheet.setdefault(sheet, {})[cell] = some
        for sheet, cells in by_sheet.items():
            part = self.sheets[sheet]
            data = paint(self.read(part), {c: f[0].severity for c, f in cells.items()}, self.looks.restyle, sheet)
            self.put(part, data)
            self._note(part, {cell: words(some) for cell, some in cells.items()})

    def _note(self, part: str, texts: dict[str, str]) -> None:
        existing, drawing = self._target(part, "comments"), self._target(part, "vmlDrawing")
        data, fresh = notes.comments(self.read(existing) if existing else None, texts)
        number = len(self.added) + 1
        if existing is None:
            existing = f"xl/ubb4_comments{number}.xml"
            self._relate(part, "comments", existing)
            self._type(existing, f"{_TYPES}.spreadsheetml.comments+xml")
        self.put(existing, data)
        if not fresh:
            return
        if drawing is None or not re.search(rb"<(?:\w+:)?legacyDrawing\b", self.read(part)):
            drawing = f"xl/drawings/ubb4_notes{number}.vml"
            id = self._relate(part, "vmlDrawing", drawing)
            self._extension("vml", f"{_TYPES}.vmlDrawing")
            self.put(drawing, notes.boxes(None, fresh))
            self.put(part, _with_drawing(self.read(part), id))
        else:
            self.put(drawing, notes.boxes(self.read(drawing), fresh))

    def list(self, listing: Listing) -> None:
        """The findings on a sheet of their own, the last one."""
        self.looks.for_list(set(listing.fills.values()))
        title = free_name(listing.title, self.sheets)
        part = "xl/worksheets/ubb4_findings.xml"
        self.put(part, _sheet(listing, self.looks.named))
        self._type(part, f"{_TYPES}.spreadsheetml.worksheet+xml")
        id = self._relate(self.book, "worksheet", part)
        data = self.read(self.book)
        numbers = [int(number) for number in re.findall(rb'\bsheetId="(\d+)"', data)]
        closing = there(re.search(rb"</((?:\w+:)?)sheets\s*>", data))
        entry = f'<{closing[1].decode()}sheet name={quoteattr(title)} sheetId="{max(numbers) + 1}" xmlns:ubb4r="{RELATIONS}" ubb4r:id="{id}"/>'
        self.put(self.book, data[: closing.start()] + entry.encode("utf-8") + data[closing.start() :])
        self.put(self.styles, self.looks.data())

    # -- the package

    def _rels(self, part: str) -> str:
        folder, base = posixpath.split(part)
        return posixpath.join(folder, "_rels", f"{base}.rels")

    def _target(self, part: str, kind: str) -> str | None:
        """The part that another one refers to by a kind of relationship."""
        rels = self._rels(part)
        if rels not in self.names and rels not in self.added:
            return None
        for entry in re.findall(rb"<(?:\w+:)?Relationship\b[^>]*>", self.read(rels)):
            if re.search(rb'\bType="[^"]*/%s"' % kind.encode(), entry):
                found = there(re.search(rb'\bTarget="([^"]+)"', entry))
                target = found[1].decode()
                return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(posixpath.dirname(part), target))
        return None

    def _relate(self, part: str, kind: str, target: str) -> str:
        rels = self._rels(part)
        blank = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
        data = self.read(rels) if rels in self.names or rels in self.added else blank
        data = re.sub(rb"<((?:\w+:)?Relationships)\b([^>]*)/>\s*\Z", rb"<\1\2></\1>", data)
        id = f"ubb4{len(re.findall(rb'Relationship ', data)) + 1}"
        closing = there(re.search(rb"</((?:\w+:)?)Relationships\s*>", data))
        entry = f'<{closing[1].decode()}Relationship Id="{id}" Type="{RELATIONS}/{kind}" Target="/{target}"/>'
        self.put(rels, data[: closing.start()] + entry.encode() + data[closing.start() :])
        return id

    def _type(self, part: str, kind: str) -> None:
        self._declare(f'Override PartName="/{part}" ContentType="{kind}"')

    def _extension(self, ending: str, kind: str) -> None:
        if not re.search(rb'Extension="%s"' % ending.encode(), self.read("[Content_Types].xml"), re.IGNORECASE):
            self._declare(f'Default Extension="{ending}" ContentType="{kind}"')

    def _declare(self, what: str) -> None:
        data = self.read("[Content_Types].xml")
        closing = there(re.search(rb"</((?:\w+:)?)Types\s*>", data))
        self.put("[Content_Types].xml", data[: closing.start()] + f"<{closing[1].decode()}{what}/>".encode() + data[closing.start() :])


def _with_drawing(data: bytes, id: str) -> bytes:
    """The sheet with a reference to the drawing of its notes, where the schema wants it."""
    later = re.search(rb"<((?:\w+:)?)(?:%s)\b" % "|".join(_AFTER_DRAWING).encode(), data)
    place = there(later or re.search(rb"</((?:\w+:)?)worksheet\s*>", data))
    entry = f'<{place[1].decode()}legacyDrawing xmlns:ubb4r="{RELATIONS}" ubb4r:id="{id}"/>'.encode()
    return data[: place.start()] + entry + data[place.start() :]


def _sheet(listing: Listing, named: dict[str, int]) -> bytes:
    rows: list[list[tuple[Any, int]]] = [[(listing.title, named["title"])], [(listing.summary, named["grey"])], []]
    rows += [[(line, named["alarm"])] for line in listing.alarms] + [[(line, named["plain"])] for line in listing.remarks]
    rows += [[]] if listing.alarms or listing.remarks else []
    head = len(rows)
    rows.append([(text, named["head"]) for text in listing.headings])
    links = []
    for number, row in enumerate(listing.rows):
        fill = named[rgb_of(listing.fills[number])] if number in listing.fills else named["wrapped"]
        rows.append([(cell, named["link"] if isinstance(cell, Link) else fill if place == 1 else named["wrapped"]) for place, cell in enumerate(row)])
        links += [(cell_name(head + 2 + number, place + 1), cell) for place, cell in enumerate(row) if isinstance(cell, Link)]
    widths = "".join(f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>' for n, width in enumerate(listing.widths, 1))
    body = "".join(
        f'<row r="{n}"{_height(row, listing.widths) if n > head else ""}>{"".join(_cell(n, p, *cell) for p, cell in enumerate(row, 1))}</row>'
        for n, row in enumerate(rows, 1)
    )
    clicked = "".join(f'<hyperlink ref="{ref}" location={quoteattr(link.place)} display={quoteattr(link.shown)}/>' for ref, link in links)
    frozen = f'<pane ySplit="{head + 1}" topLeftCell="A{head + 2}" activePane="bottomLeft" state="frozen"/>'
    xml = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView showGridLines="0" '
        f'workbookViewId="0">{frozen}</sheetView></sheetViews><cols>{widths}</cols><sheetData>{body}</sheetData>'
        + (f"<hyperlinks>{clicked}</hyperlinks>" if clicked else "")
        + '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.6" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
    )
    return xml.encode("utf-8")


def _height(row: list[tuple[Any, int]], widths: Sequence[float]) -> str:
    """The height that the longest wrapped text needs: no program is there to fit it."""
    lines = max(lines_of(str(value), width) for (value, __), width in zip(row, widths, strict=True) if not isinstance(value, Link))
    return f' ht="{13.5 * lines + 2:g}" customHeight="1"'


def _cell(row: int, column: int, value: Any, style: int) -> str:
    place = f'r="{cell_name(row, column)}" s="{style}"'
    if isinstance(value, int):
        return f"<c {place}><v>{value}</v></c>"
    text = value.shown if isinstance(value, Link) else str(value)
    return f'<c {place} t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>' if text else f"<c {place}/>"
