"""Marks without a spreadsheet program: a new copy of a workbook file with the notes, fills and the list of findings that the
button would put in. Sheets, notes and styles are patched; every other part is taken over byte for byte."""

from __future__ import annotations

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
from ubb4.excel.marked.cells import Sizes, paint
from ubb4.excel.marked.looks import Looks, rgb_of
from ubb4.excel.marked.package import OFFICE, Package
from ubb4.excel.marks import at_cells, words
from ubb4.excel.style import lines_of
from ubb4.excel.xml import MAIN, RELATIONS, put_last, tree

# the children of a worksheet that stand after the reference to the drawing of its notes, as the schema has them
_AFTER_DRAWING = frozenset({"legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst"})


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
            rewrite(source, scratch, copy.package.changed, copy.package.added)
    except (zipfile.BadZipFile, KeyError, ValueError, SyntaxError) as error:
        raise WorkbookError(
            _("{file}: белгіленген көшірме жасалмады, файлдың құрылымы бөлек. Excel-де ашып, қайта сақтаңыз.", file=source.name),
            "unmarkable",
        ) from error


class _Copy:
    """The parts that differ from the officer's file, and what could not be marked."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.package = Package(archive)
        self.sheets = self.package.sheets()
        self.styles = self.package.target(self.package.book, "styles")
        self.looks = Looks(self.package.read(self.styles) if self.styles else None)
        self.unnoted: list[str] = []

    def mark(self, found: Iterable[Finding]) -> None:
        """Fill and note at every cell that has a finding; a cell with a conversation gets its fill alone, for Excel shows the conversation."""
        by_sheet: dict[str, dict[str, list[Finding]]] = {}
        for (sheet, cell), some in at_cells(found, self.sheets).items():
            by_sheet.setdefault(sheet, {})[cell] = some
        for sheet, cells in by_sheet.items():
            part = self.sheets[sheet]
            if not self.package.has(part):
                raise KeyError(part)
            data, sizes = paint(self.package.read(part), {c: f[0].severity for c, f in cells.items()}, self.looks.restyle, sheet)
            self.package.put(part, data)
            talked = self._conversations(part)
            self.unnoted += [f"{sheet}!{cell}" for cell in cells if cell in talked]
            self._note(part, {cell: words(some) for cell, some in cells.items() if cell not in talked}, sizes)

    def _conversations(self, part: str) -> set[str]:
        """The cells of a sheet that have a threaded comment."""
        found: set[str] = set()
        for kind, path in self.package.targets(part):
            if kind == "threadedComment" and self.package.has(path):
                found.update(each.get("ref") or "" for each in tree(self.package.read(path)).children)
        return found

    def _note(self, part: str, texts: dict[str, str], sizes: Sizes) -> None:
        if not texts:
            return
        package = self.package
        existing, drawing = package.target(part, "comments"), package.target(part, "vmlDrawing")
        data, fresh = notes.comments(package.read(existing) if existing else None, texts)
        if existing is None:
            existing = package.free("xl/ubb4_comments{}.xml")
            package.relate(part, "comments", existing)
            package.type(existing, "spreadsheetml.comments+xml")
        package.put(existing, data)
        if not fresh:
            return
        shapes = {cell: texts[cell] for cell in fresh}
        if drawing is None or tree(package.read(part)).first("legacyDrawing") is None:
            drawing = package.free("xl/drawings/ubb4_notes{}.vml")
            id = package.relate(part, "vmlDrawing", drawing)
            package.extension("vml", f"{OFFICE}.vmlDrawing")
            package.put(drawing, notes.boxes(None, shapes, sizes))
            package.put(part, _with_drawing(package.read(part), id))
        else:
            package.put(drawing, notes.boxes(package.read(drawing), shapes, sizes))

    def list(self, listing: Listing) -> None:
        """The findings on a sheet of their own, the last one."""
        package = self.package
        self.looks.for_list(set(listing.fills.values()))
        title = free_name(listing.title, self.sheets)
        part = package.free("xl/worksheets/ubb4_findings{}.xml")
        package.put(part, _sheet(listing, self.looks.named, self.unnoted))
        package.type(part, "spreadsheetml.worksheet+xml")
        id = package.relate(package.book, "worksheet", part)
        data = package.read(package.book)
        sheets = tree(data, 3).first("sheets")
        if sheets is None:
            raise ValueError("no sheets")
        number = max((int(each.get("sheetId") or 0) for each in sheets.named("sheet")), default=0) + 1
        entry = f'<{sheets.prefix}sheet name={quoteattr(title)} sheetId="{number}" xmlns:ubb4r="{RELATIONS}" ubb4r:id="{id}"/>'
        package.put(package.book, put_last(data, sheets, entry))
        if self.styles is None:
            self.styles = package.free("xl/ubb4_styles{}.xml")
            package.relate(package.book, "styles", self.styles)
            package.type(self.styles, "spreadsheetml.styles+xml")
        package.put(self.styles, self.looks.data())


def _with_drawing(data: bytes, id: str) -> bytes:
    """The sheet with a reference to the drawing of its notes, among its own children where the schema wants it."""
    root = tree(data)
    later = next((child for child in root.children if child.name in _AFTER_DRAWING), None)
    place = later.start if later is not None else root.close
    entry = f'<{root.prefix}legacyDrawing xmlns:ubb4r="{RELATIONS}" ubb4r:id="{id}"/>'.encode()
    return data[:place] + entry + data[place:]


def _sheet(listing: Listing, named: dict[str, int], unnoted: Sequence[str]) -> bytes:
    remarks = list(listing.remarks)
    if unnoted:
        remarks.append("• " + _("Бұл ұяшықтарда талқылау (жазбалар тізбегі) бар: оларға түсініктеме қосылмады, тек боялды: {cells}.", cells=", ".join(unnoted)))
    rows: list[list[tuple[Any, int]]] = [[(listing.title, named["title"])], [(listing.summary, named["grey"])], []]
    rows += [[(line, named["alarm"])] for line in listing.alarms] + [[(line, named["plain"])] for line in remarks]
    rows += [[]] if listing.alarms or remarks else []
    head = len(rows)
    rows.append([(text, named["head"]) for text in listing.headings])
    links = []
    for number, row in enumerate(listing.rows):
        fill = named[rgb_of(listing.fills[number])] if number in listing.fills else named["wrapped"]
        rows.append([(cell, named["link"] if isinstance(cell, Link) else fill if place == 1 else named["wrapped"]) for place, cell in enumerate(row)])
        links += [(cell_name(head + 2 + number, place + 1), cell) for place, cell in enumerate(row) if isinstance(cell, Link)]
    widths = "".join(f'<col min="{n}" max="{n}" width="{width}" customWidth="1"{_unseen(width)}/>' for n, width in enumerate(listing.widths, 1))
    body = "".join(
        f'<row r="{n}"{_height(row, listing.widths) if n > head else ""}>{"".join(_cell(n, p, *cell) for p, cell in enumerate(row, 1))}</row>'
        for n, row in enumerate(rows, 1)
    )
    clicked = "".join(f'<hyperlink ref="{ref}" location={quoteattr(link.place)} display={quoteattr(link.shown)}/>' for ref, link in links)
    frozen = f'<pane ySplit="{head + 1}" topLeftCell="A{head + 2}" activePane="bottomLeft" state="frozen"/>'
    xml = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView showGridLines="0" '
        f'workbookViewId="0">{frozen}</sheetView></sheetViews><cols>{widths}</cols><sheetData>{body}</sheetData>'
        f'<autoFilter ref="A{head + 1}:{cell_name(max(len(rows), head + 2), len(listing.headings))}"/>'
        + (f"<hyperlinks>{clicked}</hyperlinks>" if clicked else "")
        + '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.6" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
    )
    return xml.encode("utf-8")


def _unseen(width: float) -> str:
    return "" if width else ' hidden="1"'


def _height(row: list[tuple[Any, int]], widths: Sequence[float]) -> str:
    """The height that the longest wrapped text needs: no program is there to fit it."""
    lines = max(lines_of(str(value), width) for (value, __), width in zip(row, widths, strict=True) if width and not isinstance(value, Link))
    return f' ht="{13.5 * lines + 2:g}" customHeight="1"'


def _cell(row: int, column: int, value: Any, style: int) -> str:
    place = f'r="{cell_name(row, column)}" s="{style}"'
    if isinstance(value, int):
        return f"<c {place}><v>{value}</v></c>"
    text = value.shown if isinstance(value, Link) else str(value)
    return f'<c {place} t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>' if text else f"<c {place}/>"
