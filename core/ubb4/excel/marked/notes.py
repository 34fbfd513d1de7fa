"""Notes of a sheet: its comments part and the drawing of their boxes, new or added to; the officer's own notes stay."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from xml.sax.saxutils import escape

from ubb4.excel.marked.cells import Sizes
from ubb4.excel.marks import RULE
from ubb4.excel.parts import cell_place
from ubb4.excel.style import NOTE_WIDTH, note_height
from ubb4.excel.xml import MAIN

AUTHOR = "ҮББ №4"
_VML_HEAD = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel">'
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE = (
    '<v:shape id="_x0000_s{id}" type="#_x0000_t202" style="position:absolute;width:{width:g}pt;height:{height:g}pt;z-index:{id};'
    'visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow color="black" obscured="t"/>'
    '<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left"/></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:AutoFill>False</x:AutoFill>'
    "<x:Anchor>{anchor}</x:Anchor><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)
_FIRST = 70_000  # the numbers of our boxes; a drawing's own begin at 1025 for the first sheet


def comments(data: bytes | None, notes: Mapping[str, str]) -> tuple[bytes, list[str]]:
    """(the comments part with the notes in it, the cells that had none and so need a box)."""
    from lxml import etree

    if data is None:
        root = etree.fromstring(f'<comments xmlns="{MAIN}"><authors/><commentList/></comments>')
    else:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    authors, listed = (root.find(f"{{{MAIN}}}{name}") for name in ("authors", "commentList"))
    author = etree.SubElement(authors, f"{{{MAIN}}}author")
    author.text = AUTHOR
    known = {comment.get("ref"): comment for comment in listed}
    fresh = []
    for cell, text in notes.items():
        if cell in known:
            _append(etree, known[cell], RULE + text)
            continue
        fresh.append(cell)
        made = etree.SubElement(listed, f"{{{MAIN}}}comment", ref=cell, authorId=str(len(authors) - 1))
        etree.SubElement(made, f"{{{MAIN}}}text")
        _append(etree, made, text)
    listed[:] = sorted(listed, key=lambda comment: cell_place(comment.get("ref", "")) or (0, 0))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True), fresh


def _append(etree: Any, comment: Any, text: str) -> None:
    """Write on after what the note says; plain text becomes a run, for runs and plain text do not go together."""
    body = comment.find(f"{{{MAIN}}}text")
    plain = body.find(f"{{{MAIN}}}t")
    if plain is not None:
        body.remove(plain)
        _run(etree, body, plain.text or "")
    _run(etree, body, text)


def _run(etree: Any, body: Any, text: str) -> None:
    run = etree.SubElement(body, f"{{{MAIN}}}r")
    written = etree.SubElement(run, f"{{{MAIN}}}t")
    written.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    written.text = text


def boxes(data: bytes | None, texts: Mapping[str, str], sizes: Sizes) -> bytes:
    """The drawing with a hidden box for each cell's note, as large as its text wants."""
    shapes = "".join(_box(cell, _FIRST + number, text, sizes) for number, (cell, text) in enumerate(texts.items(), 1)).encode("utf-8")
    if data is None:
        return _VML_HEAD.encode("utf-8") + shapes + b"</xml>"
    end = data.rindex(b"</xml>")
    kind = b"" if b'"_x0000_t202"' in data else _VML_HEAD[_VML_HEAD.index("<v:shapetype") :].encode("utf-8")
    return data[:end] + kind + shapes + data[end:]


def _box(cell: str, id: int, text: str, sizes: Sizes) -> str:
    """A box beside its cell, from the row above: the columns and rows that it covers are found by their sizes."""
    row, column = cell_place(cell) or (1, 1)
    right, past = _along(column + 1, NOTE_WIDTH, sizes.column)
    top = max(1, row - 1)
    bottom, below = _along(top, note_height(text), sizes.row)
    anchor = f"{column}, 12, {top - 1}, 4, {right - 1}, {past}, {bottom - 1}, {below}"
    return _SHAPE.format(id=id, anchor=escape(anchor), row=row - 1, column=column - 1, width=NOTE_WIDTH, height=note_height(text))


def _along(first: int, length: float, size: Callable[[int], float]) -> tuple[int, int]:
    """(the column or row in which a length from the start of `first` ends, pixels into it)."""
    at = first
    while length > size(at) and at < first + 200:
        length -= size(at)
        at += 1
    return at, round(min(length, size(at)) * 96 / 72)
