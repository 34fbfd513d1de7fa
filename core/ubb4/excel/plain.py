"""A workbook's parts written anew in memory, as plainly as can be: for the fast reader, which is strict where other programs are not.

Sheets are read cell by cell with the XML parser: prefixes, strict namespaces, UTF-16, cells and rows without a reference, error values of
new functions, cells far below and right that hold nothing, sheets that are no worksheets, relationships without a target. What a cell holds
is not changed; only cells that hold nothing may go.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

from ubb4.book.finding import cell_name
from ubb4.excel import parts
from ubb4.excel.xml import parse, parser, split, tree, utf8

MAX_CELLS = 16_000_000  # of all sheets' boxes: some 700 MB in the reader
MAX_STRAY = 100  # cells of a sheet that may lie far from the rest
WIDE, GAP = 1_024, 5_000  # a cell right of that column, or below so many empty rows, lies far
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


@dataclass
class Plain:
    """The workbook for the fast reader; `strays` are cells far from the rest that were left out, by sheet; a sheet that has too many of them,
    or is too large, was left out whole and stands in `too_far` with its last cell."""

    data: io.BytesIO = field(default_factory=io.BytesIO)
    strays: dict[str, list[str]] = field(default_factory=dict)
    too_far: dict[str, str] = field(default_factory=dict)
    without_styles: bool = False


def rewrite(archive: zipfile.ZipFile) -> Plain:
    """Write it anew; ValueError or KeyError for what is no workbook at all."""
    names = {name.lower(): name for name in archive.namelist()}
    book = parts.book_part(archive)
    root = tree(utf8(archive.read(book)), 3)
    relations = {id: (kind, path) for id, kind, path in parts.relations(archive, book)}
    listed = root.first("sheets")
    made = Plain()
    left, sheets = MAX_CELLS, list[tuple[str, str, str]]()
    with zipfile.ZipFile(made.data, "w", zipfile.ZIP_STORED) as target:
        for each in listed.children if listed else ():
            kind, path = relations.get(each.get("id") or "", ("", ""))
            if kind != "worksheet" or path.lower() not in names:
                continue
            looking = _Sheet()
            parse(looking.reader, utf8(archive.read(names[path.lower()])))
            name = each.get("name") or f"{len(sheets) + 1}"
            if looking.box > left and (strays := looking.without_strays()):
                made.strays[name] = strays
            if looking.box > left:
                made.too_far[name] = cell_name(looking.last_row, looking.last_column)
                made.strays.pop(name, None)
                looking.cells.clear()
            else:
                left -= looking.box
            sheets.append((name, each.get("state") or "visible", f"xl/worksheets/sheet{len(sheets) + 1}.xml"))
            target.writestr(sheets[-1][2], looking.written())
        if not sheets:
            raise ValueError("no worksheet")
        others = _others(archive, names, dict(relations.values()), made, target)
        properties = root.first("workbookPr")
        from_1904 = properties is not None and properties.get("date1904") in ("1", "true")
        _frame(target, sheets, others, from_1904)
    made.data.seek(0)
    return made


def _others(archive: zipfile.ZipFile, names: dict[str, str], paths: dict[str, str], made: Plain, target: zipfile.ZipFile) -> dict[str, str]:
    """Shared texts and styles, as they are; styles that are no XML are left out, and said."""
    found: dict[str, str] = {}
    for kind, usual in (("sharedStrings", "xl/sharedStrings.xml"), ("styles", "xl/styles.xml")):
        path = paths.get(kind, usual).lower()
        if path not in names:
            continue
        data = utf8(archive.read(names[path]))
        if kind == "sharedStrings":
            texts = _Texts()
            parse(texts.reader, data)
            target.writestr(usual, texts.written())
        else:
            try:
                tree(data, 1)
            except ValueError:
                made.without_styles = True
                continue
            target.writestr(usual, data)
        found[kind] = usual
    return found


def _frame(target: zipfile.ZipFile, sheets: list[tuple[str, str, str]], others: dict[str, str], from_1904: bool) -> None:
    listed = "".join(f'<sheet name={quoteattr(name)} sheetId="{n}" state="{state}" r:id="rId{n}"/>' for n, (name, state, __) in enumerate(sheets, 1))
    date1904 = ' date1904="1"' if from_1904 else ""
    target.writestr("xl/workbook.xml", f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_DOCUMENT}"><workbookPr{date1904}/><sheets>{listed}</sheets></workbook>')
    every = [(f"rId{n}", "worksheet", path) for n, (__, __, path) in enumerate(sheets, 1)] + [(f"rIdO{kind}", kind, path) for kind, path in others.items()]
    target.writestr("xl/_rels/workbook.xml.rels", _relationships((id, kind, posixpath.relpath(path, "xl")) for id, kind, path in every))
    target.writestr("_rels/.rels", _relationships([("rId1", "officeDocument", "xl/workbook.xml")]))
    kinds = {"worksheet": "worksheet", "sharedStrings": "sharedStrings", "styles": "styles", "officeDocument": "sheet.main"}
    main = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    overrides = "".join(
        f'<Override PartName="/{path}" ContentType="{main}.{kinds[kind]}+xml"/>' for __, kind, path in [*every, ("", "officeDocument", "xl/workbook.xml")]
    )
    defaults = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    target.writestr("[Content_Types].xml", f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">{defaults}{overrides}</Types>')


def _relationships(every: object) -> str:
    listed = "".join(f'<Relationship Id="{id}" Type="{_DOCUMENT}/{kind}" Target="{to}"/>' for id, kind, to in every)  # type: ignore[attr-defined]
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


class _Texts:
    """One pass over the shared texts: each as one piece, without how it is read aloud."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.taking = self.aside = False
        self.reader = parser()
        self.reader.StartElementHandler, self.reader.EndElementHandler, self.reader.CharacterDataHandler = self.opened, self.closed, self.said

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        local = split(name)[1]
        if local == "si":
            self.texts.append("")
        self.aside = self.aside or local == "rPh"
        self.taking = local == "t" and not self.aside

    def said(self, text: str) -> None:
        if self.taking:
            self.texts[-1] += text

    def closed(self, name: str) -> None:
        self.taking = False
        self.aside = self.aside and split(name)[1] != "rPh"

    def written(self) -> str:
        """The part of shared texts."""
        return f'{_HEAD}<sst xmlns="{_MAIN}">' + "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in self.texts) + "</sst>"


class _Sheet:
    """One pass over a sheet's part: its cells that hold something."""

    def __init__(self) -> None:
        self.cells: list[tuple[int, int, str, str, str]] = []  # row, column, type, style, value
        self.row = self.column = self.last_row = self.last_column = 0
        self.kind = self.style = self.text = ""
        self.has_value = self.taking = self.aside = False
        self.reader = parser()
        self.reader.StartElementHandler, self.reader.EndElementHandler, self.reader.CharacterDataHandler = self.opened, self.closed, self.said

    @property
    def box(self) -> int:
        return self.last_row * self.last_column

    def without_strays(self) -> list[str]:
        """Take out the cells that lie far from the rest -> their addresses; none when they are too many to be strays."""
        rows = sorted({row for row, column, *__ in self.cells if column <= WIDE})
        deep = next((below for above, below in zip(rows, rows[1:], strict=False) if below - above > GAP), self.last_row + 1)
        strays = [(row, column) for row, column, *__ in self.cells if column > WIDE or row >= deep]
        if len(strays) > MAX_STRAY:
            return []
        self.cells = [cell for cell in self.cells if cell[1] <= WIDE and cell[0] < deep]
        self.last_row = max((cell[0] for cell in self.cells), default=0)
        self.last_column = max((cell[1] for cell in self.cells), default=0)
        return [cell_name(row, column) for row, column in strays]

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        local = name if ":" not in name else split(name)[1]
        if local == "c":
            place = parts.cell_place(attributes.get("r", ""))
            self.row, self.column = place or (self.row, self.column + 1)
            self.kind, self.style, self.text, self.has_value = attributes.get("t", "n"), attributes.get("s", ""), "", False
        elif local == "row":
            self.row, self.column = int(attributes.get("r", self.row + 1)), 0
        elif local in ("v", "t"):
            self.taking, self.has_value = not self.aside, self.has_value or not self.aside
        elif local == "rPh":  # how a word is read aloud, in Japanese
            self.aside = True

    def said(self, text: str) -> None:
        if self.taking:
            self.text += text

    def closed(self, name: str) -> None:
        local = name if ":" not in name else split(name)[1]
        if local in ("v", "t"):
            self.taking = False
        elif local == "rPh":
            self.aside = False
        elif local == "c" and self.has_value and (self.text.strip() or self.kind == "s"):
            self.cells.append((self.row, self.column, self.kind, self.style, self.text))
            self.last_row, self.last_column = max(self.last_row, self.row), max(self.last_column, self.column)

    def written(self) -> str:
        """The sheet's part."""
        out, row = [f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetData>'], 0
        for number, column, kind, style, text in sorted(self.cells):
            if number != row:
                out.append(f'{"</row>" if row else ""}<row r="{number}">')
                row = number
            out.append(_cell(cell_name(number, column), kind, style, text))
        return "".join([*out, "</row>" if row else "", "</sheetData></worksheet>"])


def _cell(address: str, kind: str, style: str, text: str) -> str:
    styled = f' s="{style}"' if style else ""
    if kind == "inlineStr":
        return f'<c r="{address}"{styled} t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'
    if kind == "e" and text not in parts.ERRORS:  # the fast reader knows no others
        text = "#N/A"
    return f'<c r="{address}"{styled} t="{kind}"><v xml:space="preserve">{escape(text)}</v></c>'


def rewrite_ods(archive: zipfile.ZipFile) -> Plain:
    """An OpenDocument without the white space between its cells, and with the first entry that tells what it is."""
    from lxml import etree

    table = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
    root = etree.fromstring(archive.read("content.xml"), etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
    for each in root.iter():
        if isinstance(each.tag, str) and (each.tag.startswith(table) or each.tag.endswith("}spreadsheet")):
            if each.text is not None and not each.text.strip():
                each.text = None
            for child in each:
                if child.tail is not None and not child.tail.strip():
                    child.tail = None
    made = Plain()
    with zipfile.ZipFile(made.data, "w", zipfile.ZIP_STORED) as target:
        target.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        target.writestr("content.xml", etree.tostring(root, xml_declaration=True, encoding="UTF-8"))
        for name in ("META-INF/manifest.xml", "styles.xml", "meta.xml", "settings.xml"):
            if name in archive.namelist():
                target.writestr(name, archive.read(name))
    made.data.seek(0)
    return made
