"""What other programs do to the bytes of a workbook, each by a name: a text names several, apart by `+`, and gives an odd workbook.

The values stay as they were; how they are written changes. Told: what a check says more of such a file, by code.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

Parts = dict[str, bytes]
HANDS: dict[str, tuple[Callable[[Parts], Parts], dict[str, int]]] = {}
_SHEET = re.compile(r"xl/worksheets/sheet\d+\.xml")
_STRICT = {
    b"http://schemas.openxmlformats.org/spreadsheetml/2006/main": b"http://purl.oclc.org/ooxml/spreadsheetml/main",
    b"http://schemas.openxmlformats.org/officeDocument/2006/relationships": b"http://purl.oclc.org/ooxml/officeDocument/relationships",
}


def hand(**told: int) -> Callable[[Callable[[Parts], Parts]], Callable[[Parts], Parts]]:
    def keep(made: Callable[[Parts], Parts]) -> Callable[[Parts], Parts]:
        HANDS[made.__name__] = made, {code.replace("_", "-"): count for code, count in told.items()}
        return made

    return keep


def write(text: str, tidy: Path, target: Path) -> dict[str, int]:
    """Write the workbook that a text describes -> what a check should say more of it."""
    with zipfile.ZipFile(tidy) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    told: dict[str, int] = {}
    for name in text.split("+"):
        made, more = HANDS[name]
        parts = made(parts)
        told |= more
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED if "stored" in text else zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return told


def _sheets(parts: Parts, edit: Callable[[bytes], bytes]) -> Parts:
    return {name: edit(data) if _SHEET.fullmatch(name) else data for name, data in parts.items()}


def _xml(parts: Parts, edit: Callable[[bytes], bytes]) -> Parts:
    return {name: edit(data) if name.endswith((".xml", ".rels")) else data for name, data in parts.items()}


def _first(parts: Parts, edit: Callable[[bytes], bytes]) -> Parts:
    """The plan's sheet: the largest."""
    plan = max((name for name in parts if _SHEET.fullmatch(name)), key=lambda name: len(parts[name]))
    return {name: edit(data) if name == plan else data for name, data in parts.items()}


@hand()
def stored(parts: Parts) -> Parts:
    return parts


@hand()
def single_quotes(parts: Parts) -> Parts:
    """Attributes of cells and rows in single quotes."""
    return _sheets(parts, lambda data: re.sub(rb'(\s[\w:]+=)"([^"\']*)"', rb"\1'\2'", data))


@hand()
def utf16(parts: Parts) -> Parts:
    def edit(data: bytes) -> bytes:
        text = re.sub(r"^<\?xml[^>]*\?>\s*", "", data.decode("utf-8-sig"))
        return ('<?xml version="1.0" encoding="UTF-16"?>' + text).encode("utf-16")

    return {name: data if data.startswith((b"\xff\xfe", b"\xfe\xff")) else edit(data) for name, data in _texts(parts).items()} | _rest(parts)


def _texts(parts: Parts) -> Parts:
    return {name: data for name, data in parts.items() if _SHEET.fullmatch(name) or name in ("xl/workbook.xml", "xl/sharedStrings.xml")}


def _rest(parts: Parts) -> Parts:
    return {name: data for name, data in parts.items() if name not in _texts(parts)}


@hand()
def byte_order_mark(parts: Parts) -> Parts:
    return _xml(parts, lambda data: data if data.startswith((b"\xff", b"\xef")) else b"\xef\xbb\xbf" + data)


@hand()
def prefixes(parts: Parts) -> Parts:
    def edit(data: bytes) -> bytes:
        return re.sub(rb"<(/?)([A-Za-z])", rb"<\1y:\2", data).replace(b" xmlns=", b" xmlns:y=", 1)

    return _first(parts, edit)


@hand()
def strict(parts: Parts) -> Parts:
    def edit(data: bytes) -> bytes:
        for old, new in _STRICT.items():
            data = data.replace(old, new)
        return data

    return _xml(parts, edit)


@hand()
def no_references(parts: Parts) -> Parts:
    """Cells, and then rows, without `r`, where nothing is left out between them."""

    def edit(data: bytes) -> bytes:
        rows = re.findall(rb"<row [^>]*?(?:/>|>.*?</row>)", data, re.DOTALL)
        letters = [re.findall(rb'<c r="([A-Z]+)\d+"', row) for row in rows]
        numbers = [int(found[1]) for row in rows if (found := re.search(rb'r="(\d+)"', row))]
        full = all(each == [_letter(n) for n in range(len(each))] for each in letters)
        if not full or numbers != list(range(1, len(numbers) + 1)):
            return data
        return re.sub(rb'(<(?:c|row)) r="[A-Z]*\d+"', rb"\1", data)

    return _sheets(parts, edit)


def _letter(place: int) -> bytes:
    first, last = divmod(place, 26)
    return (chr(64 + first) if first else "").encode() + chr(65 + last).encode()


@hand()
def no_dimension(parts: Parts) -> Parts:
    return _sheets(parts, lambda data: re.sub(rb"<dimension[^>]*/>", b"", data))


@hand()
def huge_dimension(parts: Parts) -> Parts:
    return _sheets(parts, lambda data: re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1:XFD1048576"', data))


@hand()
def small_dimension(parts: Parts) -> Parts:
    return _sheets(parts, lambda data: re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1"', data))


@hand()
def no_content_types(parts: Parts) -> Parts:
    return {name: data for name, data in parts.items() if name != "[Content_Types].xml"}


@hand()
def backslashes(parts: Parts) -> Parts:
    return {name.replace("/", "\\"): data for name, data in parts.items()}


@hand()
def capitals(parts: Parts) -> Parts:
    """Parts named in other case than they are called."""
    return {name.replace("sharedStrings", "SharedStrings").replace("styles.xml", "Styles.xml"): data for name, data in parts.items()}


@hand()
def absolute_targets(parts: Parts) -> Parts:
    name = "xl/_rels/workbook.xml.rels"
    return parts | {name: re.sub(rb'Target="(?!/)', b'Target="/xl/', parts[name])} if name in parts else parts


@hand()
def no_properties(parts: Parts) -> Parts:
    kept = {name: data for name, data in parts.items() if not name.startswith("docProps")}
    for name in ("_rels/.rels", "[Content_Types].xml"):
        if name in kept:
            kept[name] = re.sub(rb"<(?:Relationship|Override)[^>]*docProps[^>]*/>", b"", kept[name])
    return kept


@hand()
def a_sheet_without_a_part(parts: Parts) -> Parts:
    return _workbook(parts, b'<sheet name="Module1" sheetId="900" r:id=""/></sheets>')


@hand()
def a_macro_sheet(parts: Parts) -> Parts:
    macro = b'<?xml version="1.0"?><xm:macrosheet xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"/>'
    kind = b"http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet"
    added = b'<Relationship Id="rId900" Type="%s" Target="macrosheets/sheet1.xml"/></Relationships>' % kind
    name = "xl/_rels/workbook.xml.rels"
    if name not in parts:
        return parts
    parts = parts | {name: parts[name].replace(b"</Relationships>", added), "xl/macrosheets/sheet1.xml": macro}
    return _workbook(parts, b'<sheet name="Macro1" sheetId="901" state="hidden" r:id="rId900"/></sheets>')


def _workbook(parts: Parts, ending: bytes) -> Parts:
    name = "xl/workbook.xml"
    return parts | {name: parts[name].replace(b"</sheets>", ending)} if b"</sheets>" in parts.get(name, b"") else parts


def _end(parts: Parts, row: bytes) -> Parts:
    return _first(parts, lambda data: data.replace(b"</sheetData>", row + b"</sheetData>"))


@hand()
def a_space_at_the_end_of_the_world(parts: Parts) -> Parts:
    return _end(parts, b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t xml:space="preserve"> </t></is></c></row>')


@hand(cell_too_far=1)
def a_word_at_the_end_of_the_world(parts: Parts) -> Parts:
    return _end(parts, b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>')


@hand(cell_too_far=1)
def a_number_far_below(parts: Parts) -> Parts:
    return _end(parts, b'<row r="1048570"><c r="AK1048570"><v>5</v></c></row>')


@hand()
def blank_rows_with_borders(parts: Parts) -> Parts:
    return _end(parts, b"".join(b'<row r="%d"><c r="A%d" s="1"/><c r="B%d" s="1"/></row>' % (n, n, n) for n in range(5_000, 65_000)))


@hand()
def new_errors(parts: Parts) -> Parts:
    """A sheet of notes with the errors of functions that came after 2007."""
    rows = b"".join(
        b'<row r="%d"><c r="A%d" t="e"><v>%s</v></c></row>' % (n, n, each)
        for n, each in enumerate((b"#SPILL!", b"#CALC!", b"#FIELD!", b"#BLOCKED!", b"#GETTING_DATA", b"#CONNECT!"), 1)
    )
    return _more(parts, "Есеп", b"<sheetData>" + rows + b"</sheetData>")


@hand()
def not_a_number(parts: Parts) -> Parts:
    cells = b"".join(b'<row r="%d"><c r="A%d"><v>%s</v></c></row>' % (n, n, each) for n, each in enumerate((b"NaN", b"INF", b"-INF", b"1E400"), 1))
    return _more(parts, "Сандар", b"<sheetData>" + cells + b"</sheetData>")


def _more(parts: Parts, name: str, body: bytes) -> Parts:
    """One more sheet, which is nobody's register."""
    rels, types = "xl/_rels/workbook.xml.rels", "[Content_Types].xml"
    if rels not in parts or b"</sheets>" not in parts.get("xl/workbook.xml", b""):
        return parts
    number = 950 + sum(each.startswith("xl/worksheets/more") for each in parts)
    part = f"xl/worksheets/more{number}.xml"
    relation = f'<Relationship Id="rId{number}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="/{part}"/></Relationships>'
    kind = f'<Override PartName="/{part}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>'
    made = parts | {
        rels: parts[rels].replace(b"</Relationships>", relation.encode()),
        part: b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' + body + b"</worksheet>",
    }
    if types in made:
        made[types] = made[types].replace(b"</Types>", kind.encode())
    return _workbook(made, f'<sheet name="{name}" sheetId="{number}" r:id="rId{number}"/></sheets>'.encode())


@hand()
def white_space(parts: Parts) -> Parts:
    return _sheets(parts, lambda data: re.sub(rb"(</c>|</row>|<sheetData>)", b"\\1\r\n\t ", data))


@hand()
def inline_texts(parts: Parts) -> Parts:
    """Every shared text in its cell; the part of shared texts goes."""
    shared = parts.get("xl/sharedStrings.xml", b"")
    texts = re.findall(rb"<si>(.*?)</si>", shared, re.DOTALL)
    if not texts:
        return parts
    made = _sheets(
        parts,
        lambda data: re.sub(
            rb'(<c [^>]*?) t="s"([^>]*)><v>(\d+)</v></c>', lambda m: b'%s t="inlineStr"%s><is>%s</is></c>' % (m[1], m[2], texts[int(m[3])]), data
        ),
    )
    return {name: data for name, data in made.items() if name != "xl/sharedStrings.xml"}


@hand()
def comments_and_cdata(parts: Parts) -> Parts:
    return _sheets(parts, lambda data: re.sub(rb"<v>([^<]*)</v>", rb"<!-- v --><v><![CDATA[\1]]></v>", data))


@hand()
def read_aloud(parts: Parts) -> Parts:
    """Shared texts with how they are read aloud, as Japanese Excel keeps them."""
    name = "xl/sharedStrings.xml"
    return parts | {name: parts[name].replace(b"</si>", b'<rPh sb="0" eb="1"><t>ZZ</t></rPh><phoneticPr fontId="1"/></si>')} if name in parts else parts


@hand()
def rich_texts(parts: Parts) -> Parts:
    name = "xl/sharedStrings.xml"
    edit = rb'<si><r><rPr><b/></rPr><t xml:space="preserve">\1</t></r><r><t xml:space="preserve">\2</t></r></si>'
    return parts | {name: re.sub(rb"<si><t>([^<&]{3})([^<&]+)</t></si>", _halves(edit), parts[name])} if name in parts else parts


_BETWEEN = b'</t></r><r><t xml:space="preserve">'


def _halves(edit: bytes) -> Callable[[re.Match[bytes]], bytes]:
    def made(found: re.Match[bytes]) -> bytes:
        text = (found[1] + found[2]).decode("utf-8")
        return found.expand(edit).replace(found[1] + _BETWEEN + found[2], f"{text[:2]}{_BETWEEN.decode()}{text[2:]}".encode())

    return made


@hand()
def more_attributes(parts: Parts) -> Parts:
    return _sheets(
        parts, lambda data: re.sub(rb"<row ", b'<row x14ac:dyDescent="0.25" xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac" ', data)
    )


@hand()
def iso_dates(parts: Parts) -> Parts:
    """Days written as text of the kind `d`, by a witness's own count."""
    from datetime import date, timedelta

    styles = parts.get("xl/styles.xml", b"")
    formats = re.findall(rb"<xf [^>]*numFmtId=\"(\d+)\"", styles.partition(b"<cellXfs")[2].partition(b"</cellXfs>")[0])
    codes = dict(re.findall(rb'<numFmt numFmtId="(\d+)" formatCode="([^"]*)"', styles))
    days = {n for n, each in enumerate(formats) if each == b"14" or b"yyyy" in codes.get(each, b"")}

    def edit(found: re.Match[bytes]) -> bytes:
        if int(found[2]) not in days:
            return found[0]
        day = date(1899, 12, 30) + timedelta(int(found[3]))
        return b'%s s="%s" t="d"><v>%s</v></c>' % (found[1], found[2], f"{day.isoformat()}T00:00:00.000Z".encode())

    return _sheets(parts, lambda data: re.sub(rb'(<c r="[A-Z]+\d+") s="(\d+)"><v>(\d{5})</v></c>', edit, data))


@hand()
def numbers_as_results(parts: Parts) -> Parts:
    """Texts as results of formulas, as a copy of another table has them."""
    shared = re.findall(rb"<si><t(?: xml:space=\"preserve\")?>([^<]*)</t></si>", parts.get("xl/sharedStrings.xml", b""))
    if not shared or b"<r>" in parts.get("xl/sharedStrings.xml", b"") or b"rPh" in parts.get("xl/sharedStrings.xml", b""):
        return parts

    def edit(found: re.Match[bytes]) -> bytes:
        return b'%s t="str"%s><f>T(Z1)</f><v>%s</v></c>' % (found[1], found[2], shared[int(found[3])])

    return _first(parts, lambda data: re.sub(rb'(<c r="[B-Z]\d{2}"[^>]*?) t="s"([^>]*)><v>(\d+)</v></c>', edit, data))
