"""The add-in ubb4.xlam, built on the officer's own machine: ribbon, one static VBA project, and a hidden sheet of texts.

The same controls, interpreter and version give the same bytes on every platform.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from xml.sax.saxutils import escape

from ubb4.base.errors import UseError
from ubb4.base.files import zip_entry
from ubb4.base.text import LANGUAGES, N_, translation
from ubb4.base.text import gettext as _
from ubb4.book.finding import cell_name
from ubb4.features.addin import ovba, ribbon
from ubb4.features.addin.ribbon import Control

NAME = "ubb4.xlam"
SHEET = "ubb4_ribbon"
FIRST_ROW = 5
RUNNERS = ("direct", "xlwings")
CONF = "ubb4.conf"  # read by xlwings' module
FAILED = N_(
    "ubb4 іске қосылмады: бұл компьютерде орнатылмаған не толық емес. Орнатушыны осы компьютерде іске қосыңыз; көмектеспесе, «Бастау» мәзірі → «ҮББ №4» → «Күйі» себебін айтады."
)
_FOLDER = Path(__file__).parent / "vba"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


@cache
def modules(runner: str = "direct") -> tuple[ovba.Module, ...]:
    """The VBA modules, as they lie in the folder vba beside this file."""

    def read(name: str, kind: str, file: str) -> ovba.Module:
        return ovba.Module(name, kind, (_FOLDER / file).read_text("ascii"))

    found = [
        read("ThisWorkbook", "document", "ThisWorkbook.cls"),
        read("Ubb4Sheet", "document", "Ubb4Sheet.cls"),
        read("Ubb4Ribbon", "standard", "Ubb4Ribbon.bas"),
        read("Ubb4Runner", "standard", f"Ubb4Runner.{runner}.bas"),
    ]
    if runner == "xlwings":
        sheet = found[1]
        found.insert(2, ovba.Module("Ubb4Conf", "document", sheet.source.replace("Ubb4Sheet", "Ubb4Conf")))
        found += _of_xlwings()
    return tuple(found)


def _of_xlwings() -> list[ovba.Module]:
    """xlwings' own module (BSD) from the installed wheel, hardened: nothing of the workbook in front decides what runs."""
    spec = find_spec("xlwings")
    folder = Path(spec.origin).parent if spec and spec.origin else Path()
    try:
        source = (folder / "xlwings_custom_addin.bas").read_text("utf-8", errors="replace")
        classes = (folder / "addin" / "Dictionary.cls").read_text("utf-8", errors="replace")
    except OSError as error:
        raise UseError(_("{file} оқылмады: {error}", file=error.filename, error=error.strerror)) from error
    source = source.replace("ActiveWorkbook", "ThisWorkbook")
    source = re.sub(r'(Public Const PROJECT_NAME As String = )"[^"]*"', r'\1"ubb4"', source)
    kept = classes[classes.index("Attribute VB_Name") :]
    return [
        ovba.Module("xlwings", "standard", source.encode("ascii", "replace").decode("ascii")),
        ovba.Module("Dictionary", "class", _class_head(kept).encode("ascii", "replace").decode("ascii")),
    ]


def _class_head(source: str) -> str:
    name, rest = source.split("\n", 1)
    return f'{name.rstrip()}\nAttribute VB_Base = "0{{FCFB3D2A-A0FA-1068-A738-08002B3371B5}}"\n{rest}'


def callbacks(found: Sequence[ovba.Module]) -> set[str]:
    """The names of the public procedures of standard modules."""
    names = (re.findall(r"^Public (?:Sub|Function) (\w+)", m.source, re.MULTILINE) for m in found if m.kind == "standard")
    return {name for some in names for name in some}


def build(controls: Sequence[Control], interpreter: str, version: str, language: str, runner: str = "direct") -> bytes:
    """The add-in's bytes; ValueError lists what Excel would not load."""
    found = modules(runner)
    if said := ribbon.complaints(controls, callbacks(found)):
        raise ValueError("; ".join(said))
    sheets = {SHEET: rows(controls, interpreter, version, language, runner)}
    if runner == "xlwings":
        sheets[CONF] = _conf(interpreter)
    named = zip(sheets.items(), (each.name for each in found if each.kind == "document" and each.name != "ThisWorkbook"), strict=True)
    office = "http://schemas.microsoft.com/office"
    parts = {
        "[Content_Types].xml": _types(len(sheets)),
        "_rels/.rels": _relationships({
            "rId1": (f"{_RELATIONS}/officeDocument", "xl/workbook.xml"),
            "rId2": (f"{office}/2007/relationships/ui/extensibility", "customUI/customUI14.xml"),
        }),
        "customUI/customUI14.xml": ribbon.custom_ui(controls),
        "xl/workbook.xml": _workbook(list(sheets)),
        "xl/_rels/workbook.xml.rels": _relationships({
            **{f"rId{n}": (f"{_RELATIONS}/worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(sheets) + 1)},
            "rId8": (f"{_RELATIONS}/styles", "styles.xml"),
            "rId9": (f"{office}/2006/relationships/vbaProject", "vbaProject.bin"),
        }),
        "xl/styles.xml": _styles(),
        **{f"xl/worksheets/sheet{n}.xml": _sheet(code, table) for n, ((__, table), code) in enumerate(named, 1)},
    }  # fmt: skip
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            _store(archive, name, text.encode("utf-8"))
        _store(archive, "xl/vbaProject.bin", ovba.project("Ubb4", found))
    return out.getvalue()


def rows(controls: Sequence[Control], interpreter: str, version: str, language: str, runner: str) -> list[list[str]]:
    """The hidden sheet: what VBA shows, and the interpreter that it starts."""
    failed = tuple(translation(FAILED, each) for each in LANGUAGES)
    heads = ["id", "visible", "always", *(f"label {each}" for each in LANGUAGES), *(f"tip {each}" for each in LANGUAGES)]
    body = [*controls, Control(ribbon.FAILED, "message", "", failed)]
    return [
        ["language", language],
        ["interpreter", interpreter],
        ["version", version, runner],
        heads,
        *([each.id, str(int(each.visible)), str(int(each.always)), *each.label, *each.tip] for each in body),
    ]


def _store(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    archive.writestr(zip_entry(name), data)


def _conf(interpreter: str) -> list[list[str]]:
    """xlwings' settings, every one, so that it looks for none elsewhere."""
    return [
        ["INTERPRETER_WIN", interpreter],
        ["PYTHONPATH", ""],
        ["ADD_WORKBOOK_TO_PYTHONPATH", "0"],
        ["USE UDF SERVER", "0"],
        ["SHOW CONSOLE", "0"],
        ["CONDA PATH", ""],
        ["CONDA ENV", ""],
    ]


def _types(sheets: int) -> str:
    overrides = {
        "/xl/workbook.xml": "application/vnd.ms-excel.addin.macroEnabled.main+xml",
        **{f"/xl/worksheets/sheet{n}.xml": f"{_TYPE}.worksheet+xml" for n in range(1, sheets + 1)},
        "/xl/styles.xml": f"{_TYPE}.styles+xml",
        "/xl/vbaProject.bin": "application/vnd.ms-office.vbaProject",
    }
    listed = "".join(f'<Override PartName="{part}" ContentType="{kind}"/>' for part, kind in overrides.items())
    defaults = (
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
    )
    return f'{_XML}<Types xmlns="{_PACKAGE}/content-types">{defaults}{listed}</Types>'


def _relationships(found: Mapping[str, tuple[str, str]]) -> str:
    listed = "".join(f'<Relationship Id="{id}" Type="{kind}" Target="{to}"/>' for id, (kind, to) in found.items())
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


def _workbook(names: Sequence[str]) -> str:
    sheets = "".join(f'<sheet name="{name}" sheetId="{n}" r:id="rId{n}"/>' for n, name in enumerate(names, 1))
    return (
        f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><workbookPr codeName="ThisWorkbook"/>'
        f"<bookViews><workbookView/></bookViews><sheets>{sheets}</sheets></workbook>"
    )


def _styles() -> str:
    return (
        f'{_XML}<styleSheet xmlns="{_MAIN}"><fonts count="1"><font><sz val="10"/><name val="Arial"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )


def _sheet(code: str, found: Sequence[Sequence[str]]) -> str:
    lines = []
    for number, row in enumerate(found, 1):
        cells = "".join(
            f'<c r="{cell_name(number, place + 1)}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'
            for place, text in enumerate(row)
            if text or place == 0
        )
        lines.append(f'<row r="{number}">{cells}</row>')
    return f'{_XML}<worksheet xmlns="{_MAIN}"><sheetPr codeName="{code}"/><sheetData>{"".join(lines)}</sheetData></worksheet>'
