"""A form's readable twin (`*.form`, plain text) -> the Word template that an official can edit.

One line is one thing:  `page landscape`;  `newpage`;  `> text` approval block on the right;  `# text` title;  `## text` section;
`= text` centred;  `- text` list item;  `< text` left, no indent;  `% if x` a condition or loop around paragraphs;
`sign left | right` a signature line;  `|widths 1 5 6`, `|head a | b`, `|for row in plan`, `|row {{ a }} | {{ b }}`,
`|line a | b`, `|end` a table, `|split` where its rows may break over pages;  anything else a paragraph.  Fields are docxtpl's: `{{ this.object }}`.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ubb4.base.files import write_bytes, zip_entry

FONT = "Times New Roman"


LOCALES = {"kk": "kk-KZ", "ru": "ru-RU"}


def build(text: str, language: str = "kk") -> bytes:
    """The .docx template of a form's text in a language, which Word's spelling then goes by; the same bytes for the same text."""
    form = _Form(LOCALES.get(language, LOCALES["kk"]))
    table: list[str] = []
    for line in text.splitlines():
        if line.startswith("|"):
            table.append(line[1:])
            continue
        if table:
            form.table(table)
            table = []
        form.line(line.rstrip())
    if table:
        form.table(table)
    return form.saved()


def language_of(path: Path) -> str:
    """The language of a form by its file's name: note.kk.form."""
    return path.name.split(".")[-2]


def build_folder(folder: Path) -> list[Path]:
    """Build every template of a folder of forms beside its twin; returns those that changed."""
    changed = []
    for twin in sorted(folder.glob("*.form")):
        data, target = build(twin.read_text("utf-8"), language_of(twin)), twin.with_suffix(".docx")
        if not target.is_file() or target.read_bytes() != data:
            write_bytes(target, data)
            changed.append(target)
    return changed


def same_bytes(data: bytes) -> bytes:
    """The same Word file with its zip times fixed, so that equal content means equal bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(zip_entry(name), source.read(name))
    return out.getvalue()


def keep_signatures(document: Any) -> None:
    """Keep every signature and every footnote on the page of what stands before it: alone on a page they say nothing."""
    from docx.oxml.ns import qn

    blocks = list(document.element.body)
    for place, block in enumerate(blocks):
        signature = block.tag == qn("w:tbl") and block.tblPr.find(qn("w:tblStyle")) is None
        footnote = block.tag == qn("w:p") and "".join(text.text or "" for text in block.iter(qn("w:t"))).startswith("*")
        if not (signature or footnote):
            continue
        if signature:
            _keep(block)
        for before in reversed(blocks[:place]):
            _keep(before)
            if "".join(text.text or "" for text in before.iter(qn("w:t"))).strip():
                break


def _keep(block: Any) -> None:
    """Keep a paragraph, or the last row of a table, with what follows."""
    from docx.oxml.ns import qn
    from docx.text.paragraph import Paragraph

    rows = block.findall(qn("w:tr"))
    for element in (rows[-1] if rows else block).iter(qn("w:p")):
        Paragraph(element, None).paragraph_format.keep_with_next = True  # type: ignore[arg-type]


def _speak(document: Any, locale: str) -> None:
    """The language of all text, and a layout as Word of today makes it (not the one of Word 2007, which python-docx's own template asks for)."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for lang in document.styles.element.iter(qn("w:lang")):
        for name in ("w:val", "w:eastAsia"):
            lang.set(qn(name), locale)
    settings = document.settings.element
    compat = settings.find(qn("w:compat"))
    if compat is None:
        compat = OxmlElement("w:compat")
        settings.append(compat)
    mode = next((each for each in compat.findall(qn("w:compatSetting")) if each.get(qn("w:name")) == "compatibilityMode"), None)
    if mode is None:
        mode = OxmlElement("w:compatSetting")
        mode.set(qn("w:name"), "compatibilityMode")
        mode.set(qn("w:uri"), "http://schemas.microsoft.com/office/word")
        compat.append(mode)
    mode.set(qn("w:val"), "15")


class _Form:
    """A Word document being built."""

    def __init__(self, locale: str) -> None:
        import docx
        from docx.shared import Cm, Pt

        self.document: Any = docx.Document()
        _speak(self.document, locale)
        self.landscape = self.split = False
        section = self.document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin, section.right_margin = Cm(2.5), Cm(1.5)
        section.top_margin = section.bottom_margin = Cm(2)
        style = self.document.styles["Normal"]
        style.font.name, style.font.size = FONT, Pt(14)
        fonts = style.element.rPr.rFonts
        from docx.oxml.ns import qn

        for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
            fonts.set(qn(script), FONT)
        for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
            fonts.attrib.pop(qn(theme), None)
        style.paragraph_format.space_after = Pt(0)
        self._footer(section)

    def _footer(self, section: Any) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.oxml import parse_xml
        from docx.oxml.ns import nsdecls

        paragraph = section.footer.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        field = f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        paragraph._p.append(parse_xml(field))

    def line(self, text: str) -> None:
        from docx.enum.section import WD_ORIENT
        from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
        from docx.shared import Cm, Pt

        if text == "page landscape":
            section = self.document.sections[0]
            section.orientation = WD_ORIENT.LANDSCAPE
            section.page_width, section.page_height = Cm(29.7), Cm(21)
            section.left_margin = section.right_margin = Cm(1.5)
            section.top_margin = section.bottom_margin = Cm(1.5)
            self.document.styles["Normal"].font.size = Pt(12)
            self.landscape = True
            return
        if text == "newpage":
            self.document.add_page_break()
            return
        mark, __, rest = text.partition(" ")
        if mark == "%":
            self.document.add_paragraph(f"{{%p {rest} %}}")
            return
        if mark == "sign":
            self._sign(*(part.strip() for part in rest.split(" | ", 1)))
            return
        body = rest if mark in ("#", "##", "=", ">", "-", "<") else text
        paragraph = self.document.add_paragraph()
        run = paragraph.add_run(body)
        style = paragraph.paragraph_format
        if mark == "#":
            paragraph.alignment, run.bold = ALIGN.CENTER, True
        elif mark == "##":
            run.bold, style.keep_with_next = True, True
            style.space_before = Pt(6)
        elif mark == "=":
            paragraph.alignment = ALIGN.CENTER
        elif mark == ">":
            style.left_indent = Cm(16.5 if self.landscape else 9.5)
        elif mark == "-":
            paragraph.alignment = ALIGN.JUSTIFY
            style.left_indent, style.first_line_indent = Cm(1.25), Cm(-0.5)
            run.text = f"– {body}"
        elif mark != "<" and body:
            paragraph.alignment = ALIGN.JUSTIFY
            style.first_line_indent = Cm(1.25)

    def _sign(self, left: str, right: str) -> None:
        from docx.oxml.ns import qn
        from docx.shared import Cm

        width = 26.7 if self.landscape else 17.0
        table = self.document.add_table(rows=1, cols=2)
        style = table._tbl.tblPr.find(qn("w:tblStyle"))
        if style is not None:
            table._tbl.tblPr.remove(style)
        table.autofit = False
        for column, part, text in ((0, 0.55, left), (1, 0.45, right)):
            table.columns[column].width = Cm(width * part)
            table.cell(0, column).width = Cm(width * part)
            table.cell(0, column).text = text

    def table(self, lines: Sequence[str]) -> None:
        from docx.shared import Cm

        rows = [line.partition(" ") for line in lines]
        widths = [float(part) for kind, __, rest in rows if kind == "widths" for part in rest.split()]
        table = self.document.add_table(rows=0, cols=len(widths))
        table.style = "Table Grid"
        table.autofit = False
        total = 26.7 if self.landscape else 17.0
        self.split = any(kind == "split" for kind, __, ___ in rows)
        for column, width in enumerate(widths):
            table.columns[column].width = Cm(total * width / sum(widths))
        for kind, __, rest in rows:
            if kind == "for":
                self._row(table, [f"{{%tr for {rest} %}}"], widths, total)
            elif kind == "if":
                self._row(table, [f"{{%tr if {rest} %}}"], widths, total)
            elif kind == "end":
                self._row(table, ["{%tr endfor %}"], widths, total)
            elif kind == "endif":
                self._row(table, ["{%tr endif %}"], widths, total)
            elif kind not in ("widths", "split"):
                self._row(table, [part.strip() for part in rest.split(" | ")], widths, total, head=kind == "head")

    def _row(self, table: Any, texts: list[str], widths: Sequence[float], total: float, head: bool = False) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
        from docx.oxml import parse_xml
        from docx.oxml.ns import nsdecls
        from docx.shared import Cm, Pt

        row = table.add_row()
        properties = row._tr.get_or_add_trPr()
        if head or not self.split:
            properties.append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
        if head:
            properties.append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
        for column, text in enumerate(texts + [""] * (len(widths) - len(texts))):
            cell = row.cells[column]
            cell.width = Cm(total * widths[column] / sum(widths))
            paragraph = cell.paragraphs[0]
            run = paragraph.add_run(text)
            run.font.size, run.bold = Pt(12), head
            if head:
                paragraph.alignment = ALIGN.CENTER

    def saved(self) -> bytes:
        from datetime import datetime

        properties = self.document.core_properties
        properties.author = properties.last_modified_by = "ubb4"
        properties.title = properties.comments = ""
        properties.created = properties.modified = datetime(2024, 1, 1)
        out = io.BytesIO()
        self.document.save(out)
        return same_bytes(out.getvalue())
