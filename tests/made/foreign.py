"""Workbooks as other people's programs write them, with the sheet «Жоспар»: what a marked copy must leave whole."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import xlsxwriter
from openpyxl.comments import Comment
from openpyxl.formatting.rule import DataBarRule

_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def _bars(path: Path) -> None:
    import xlsxwriter

    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("Жоспар")
    sheet.write_column(0, 0, [1, 2, 3])
    sheet.conditional_format(0, 0, 2, 0, {"type": "data_bar", "data_bar_2010": True})
    sheet.conditional_format(0, 1, 2, 1, {"type": "icon_set", "icon_style": "3_arrows"})
    sheet.add_sparkline(0, 5, {"range": "Жоспар!A1:A3"})
    sheet.data_validation(0, 2, 5, 2, {"validate": "list", "source": "=Тізім!$A$1:$A$3"})
    book.add_worksheet("Тізім").write_column(0, 0, ["a", "b", "c"])
    book.close()


def _controls(path: Path) -> None:
    import xlsxwriter

    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("Жоспар")
    sheet.insert_button("B3", {"caption": "Бас"})
    sheet.write_comment("D5", "менің жазбам")
    sheet.insert_textbox("F2", "мәтін")
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=Жоспар!$A$1:$A$3"})
    sheet.insert_chart("H2", chart)
    sheet.add_table(9, 0, 12, 2, {"columns": [{"header": "а"}, {"header": "ә"}, {"header": "б"}]})
    sheet.protect()
    sheet.set_header("&Lбас")
    sheet.autofilter(14, 0, 16, 2)
    book.close()


def _openpyxl(path: Path) -> None:

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Жоспар"
    sheet["A1"], sheet["B2"] = 5, "=A1*2"
    sheet["C3"].comment = Comment("сыртқы", "бөгде")
    sheet.conditional_formatting.add("A1:A9", DataBarRule("num", 0, "num", 9, "FF0000"))
    sheet.merge_cells("F4:G5")
    book.save(path)


def edited(path: Path, edit: Callable[[str, bytes], bytes | None], extra: dict[str, bytes] | None = None) -> None:
    """A workbook of openpyxl's with its parts changed as another writer would have them."""

    plain = path.with_name("plain.xlsx")
    _openpyxl(plain)
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            data = edit(name, old.read(name))
            if data is not None:
                new.writestr(name, data)
        for name, data in (extra or {}).items():
            new.writestr(name, data)


def _single_quotes(path: Path) -> None:
    edited(path, lambda name, data: data.replace(b'"', b"'") if name.endswith("sheet1.xml") else data)


def _utf16(path: Path) -> None:
    def edit(name: str, data: bytes) -> bytes:
        if not name.endswith(("sheet1.xml", "workbook.xml")):
            return data
        text = data.decode("utf-8").partition("?>")[2] if data.startswith(b"<?xml") else data.decode("utf-8")
        return ('<?xml version="1.0" encoding="UTF-16" standalone="yes"?>' + text).encode("utf-16")

    edited(path, edit)


def _no_rels_default(path: Path) -> None:
    edited(
        path,
        lambda name, data: (
            data.replace(b'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>', b"").replace(
                b'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml" />', b""
            )
            if name == "[Content_Types].xml"
            else data
        ),
    )


def _no_cell_style_xfs(path: Path) -> None:
    import re

    def edit(name: str, data: bytes) -> bytes:
        if not name.endswith("styles.xml"):
            return data
        data = re.sub(rb"<cellStyleXfs.*?</cellStyleXfs>|<cellStyles.*?</cellStyles>", b"", data, flags=re.DOTALL)
        return re.sub(rb' xfId="\d+"', b"", data)

    edited(path, edit)


def _written(fill: Callable[[Any, Any], None]) -> Callable[[Path], None]:
    """A workbook of XlsxWriter's with a first sheet «Жоспар» of ten rows."""

    def write(path: Path) -> None:
        book = xlsxwriter.Workbook(path, {"default_date_format": "dd.mm.yyyy"})
        sheet = book.add_worksheet("Жоспар")
        for row in range(10):
            sheet.write_row(row, 0, [row, f"жол {row}", row * 1.5])
        fill(book, sheet)
        book.close()

    return write


def _chart(book: Any, sheet: Any) -> None:
    for number, kind in enumerate(("line", "pie", "scatter", "radar")):
        chart = book.add_chart({"type": kind})
        chart.add_series({"values": "=Жоспар!$A$1:$A$5", "categories": "=Жоспар!$B$1:$B$5"})
        sheet.insert_chart(12, number * 6, chart)
    alone = book.add_chartsheet("Диаграмма")
    chart = book.add_chart({"type": "bar"})
    chart.add_series({"values": "=Жоспар!$A$1:$A$5"})
    alone.set_chart(chart)


def _picture() -> Any:
    import io

    from PIL import Image

    data = io.BytesIO()
    Image.new("RGB", (24, 16), (10, 120, 90)).save(data, "PNG")
    data.seek(0)
    return data


def _pictures(book: Any, sheet: Any) -> None:
    sheet.insert_image("E2", "a.png", {"image_data": _picture(), "url": "https://example.kz", "description": "белгі"})
    sheet.set_background(_picture())
    sheet.set_header("&L&G&Rбас", {"image_left": "h.png", "image_data_left": _picture()})


def _picture_in_cell(book: Any, sheet: Any) -> None:
    sheet.embed_image("E2", "a.png", {"image_data": _picture()})


def _rules(book: Any, sheet: Any) -> None:
    red = book.add_format({"bg_color": "#FFC7CE"})
    for number, rule in enumerate((
        {"type": "cell", "criteria": ">", "value": 3, "format": red}, {"type": "duplicate", "format": red},
        {"type": "3_color_scale"}, {"type": "2_color_scale"}, {"type": "formula", "criteria": "=$A1>2", "format": red, "stop_if_true": True},
        {"type": "text", "criteria": "containing", "value": "жол", "format": red}, {"type": "blanks", "format": red},
        {"type": "time_period", "criteria": "last month", "format": red}, {"type": "top", "value": 2, "format": red},
        {"type": "icon_set", "icon_style": "5_ratings"},
    )):  # fmt: skip
        sheet.conditional_format(0, number, 9, number, rule)


def _tables(book: Any, sheet: Any) -> None:
    sheet.add_table(0, 5, 6, 8, {"total_row": True, "columns": [
        {"header": "№", "total_string": "Барлығы"}, {"header": "атауы"}, {"header": "саны", "total_function": "sum"}, {"header": "үлесі", "formula": "=[@саны]*2"},
    ]})  # fmt: skip
    sheet.autofilter(0, 0, 9, 2)
    sheet.filter_column("A", "x > 3")
    sheet.set_row(1, options={"hidden": True})


def _outline(book: Any, sheet: Any) -> None:
    for row in range(2, 6):
        sheet.set_row(row, None, None, {"level": 1, "hidden": row == 3})
    sheet.set_column("D:F", 12, None, {"level": 1, "collapsed": True})
    sheet.freeze_panes(1, 1)
    sheet.set_h_pagebreaks([5])
    sheet.repeat_rows(0)
    sheet.print_area("A1:F9")
    sheet.set_landscape()


def _names(book: Any, sheet: Any) -> None:
    book.define_name("Салық", "=0.12")
    book.define_name("Жоспар!Жергілікті", "=Жоспар!$A$1:$A$5")
    sheet.write_formula("E1", "=Салық*2", None, 0.24)
    sheet.write_array_formula("F1:F3", "{=A1:A3*2}", None, 0)
    sheet.write_dynamic_array_formula("G1", "=SORT(A1:A5)", None, 0)
    sheet.write_url("H1", "internal:Жоспар!A9", string="көшу")
    sheet.write_url("H2", "https://example.kz/a?b=1&c=2")
    sheet.write_rich_string("I1", book.add_format({"bold": True}), "қалың", " жай")
    sheet.ignore_errors({"number_stored_as_text": "A1:B9"})


def _checks(book: Any, sheet: Any) -> None:
    sheet.insert_checkbox("E2", True)
    sheet.insert_checkbox("E3", False)
    sheet.data_validation("F1:F9", {"validate": "date", "criteria": "between", "minimum": "=TODAY()", "maximum": "=TODAY()+30", "input_message": "күн"})


def _shapes(book: Any, sheet: Any) -> None:
    sheet.insert_textbox("E5", "назар аударыңыз", {"fill": {"color": "#FFFF00"}})
    sheet.insert_button("E2", {"caption": "Бас", "macro": "Do"})
    sheet.write_comment("C3", "ескі жазба", {"visible": True, "author": "бөлім"})
    sheet.write_comment("A1", "басқа")


def _locked(book: Any, sheet: Any) -> None:
    sheet.protect("құпия", {"format_cells": True, "objects": True})
    sheet.unprotect_range("A1:B3", "ашық")
    book.add_worksheet("Жасырын").very_hidden()


def _wide(book: Any, sheet: Any) -> None:
    sheet.write("XFD1048576", "алыс")
    sheet.write("AB40", "кең")
    for row in range(10, 400):
        sheet.write_string(row, 1, "ж" * 200)


def _many_styles(book: Any, sheet: Any) -> None:
    for number in range(900):
        sheet.write(20 + number, 3, number, book.add_format({"bg_color": f"#{number * 7 % 0xFFFFFF:06X}", "num_format": f"0.{'0' * (number % 9 + 1)}"}))


def _part(parts: dict[str, str], relations: dict[str, tuple[str, str, str]], types: dict[str, str]) -> Callable[[Path], None]:
    """A workbook of openpyxl's with more parts: relation -> (the part that has it, kind, target)."""

    def write(path: Path) -> None:
        def edit(name: str, data: bytes) -> bytes:
            added = "".join(f'<Relationship Id="{id}" Type="{kind}" Target="{to}"/>' for id, (of, kind, to) in relations.items() if of == name)
            if added:
                return data.replace(b"</Relationships>", added.encode() + b"</Relationships>")
            if name == "[Content_Types].xml":
                listed = "".join(f'<Override PartName="/{part}" ContentType="{kind}"/>' for part, kind in types.items())
                return data.replace(b"</Types>", listed.encode() + b"</Types>")
            if name == "xl/workbook.xml" and "pivot" in str(parts):
                return data.replace(
                    b"</workbook>", f'<pivotCaches><pivotCache xmlns:r="{_DOCUMENT}" cacheId="1" r:id="rIdP"/></pivotCaches></workbook>'.encode()
                )
            return data

        edited(path, edit, {name: text.encode() for name, text in parts.items()})

    return write


_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_pivot = _part(
    {
        "xl/pivotCache/pivotCacheDefinition1.xml": f'{_HEAD}<pivotCacheDefinition xmlns="{_MAIN}" refreshOnLoad="1" saveData="0" recordCount="0">'
        '<cacheSource type="worksheet"><worksheetSource ref="A1:B3" sheet="Жоспар"/></cacheSource><cacheFields count="2">'
        '<cacheField name="а" numFmtId="0"><sharedItems/></cacheField><cacheField name="ә" numFmtId="0"><sharedItems/></cacheField>'
        "</cacheFields></pivotCacheDefinition>",
        "xl/pivotTables/pivotTable1.xml": f'{_HEAD}<pivotTableDefinition xmlns="{_MAIN}" name="Жиынтық" cacheId="1" dataCaption="мән">'
        '<location ref="J1:K3" firstHeaderRow="1" firstDataRow="1" firstDataCol="0"/><pivotFields count="2"><pivotField showAll="0"/>'
        '<pivotField showAll="0"/></pivotFields></pivotTableDefinition>',
        "xl/pivotTables/_rels/pivotTable1.xml.rels": f'{_HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{_DOCUMENT}/pivotCacheDefinition" Target="../pivotCache/pivotCacheDefinition1.xml"/></Relationships>',
    },
    {
        "rIdP": ("xl/_rels/workbook.xml.rels", f"{_DOCUMENT}/pivotCacheDefinition", "pivotCache/pivotCacheDefinition1.xml"),
        "rIdQ": ("xl/worksheets/_rels/sheet1.xml.rels", f"{_DOCUMENT}/pivotTable", "../pivotTables/pivotTable1.xml"),
    },
    {
        "xl/pivotCache/pivotCacheDefinition1.xml": "application/vnd.openxmlformats-officedocument.spreadsheetml.pivotCacheDefinition+xml",
        "xl/pivotTables/pivotTable1.xml": "application/vnd.openxmlformats-officedocument.spreadsheetml.pivotTable+xml",
    },
)
_PERSON = "{00000000-0000-0000-0000-000000000001}"
_threads = _part(
    {
        "xl/threadedComments/threadedComment1.xml": f'{_HEAD}<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
        f'<threadedComment ref="C3" dT="2026-08-01T09:00:00.00" personId="{_PERSON}" id="{{00000000-0000-0000-0000-000000000002}}"><text>неге?</text>'
        "</threadedComment></ThreadedComments>",
        "xl/persons/person.xml": f'{_HEAD}<personList xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
        f'<person displayName="бөлім" id="{_PERSON}" userId="x" providerId="None"/></personList>',
    },
    {
        "rIdT": ("xl/worksheets/_rels/sheet1.xml.rels", "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment",
                 "../threadedComments/threadedComment1.xml"),
        "rIdP": ("xl/_rels/workbook.xml.rels", "http://schemas.microsoft.com/office/2017/10/relationships/person", "persons/person.xml"),
    },
    {
        "xl/threadedComments/threadedComment1.xml": "application/vnd.ms-excel.threadedcomments+xml",
        "xl/persons/person.xml": "application/vnd.ms-excel.person+xml",
    },
)  # fmt: skip
_custom = _part(
    {"customXml/item1.xml": "<a xmlns='urn:x'>1</a>", "xl/printerSettings/printerSettings1.bin": "x"},
    {"rIdC": ("_rels/.rels", f"{_DOCUMENT}/customXml", "customXml/item1.xml")},
    {"xl/printerSettings/printerSettings1.bin": "application/vnd.openxmlformats-officedocument.spreadsheetml.printerSettings"},
)


def _prefixed(path: Path) -> None:
    """Every element of the sheet under a prefix, as some writers do."""

    def edit(name: str, data: bytes) -> bytes:
        if not name.endswith("sheet1.xml"):
            return data
        text = re.sub(rb"<(/?)(?!\?)([A-Za-z])", rb"<\1x:\2", data)
        return text.replace(b' xmlns="', b' xmlns:x="', 1)

    edited(path, edit)


def _no_references(path: Path) -> None:
    """Rows and cells without `r`, as 1C and Dynamics write them."""
    edited(path, lambda name, data: re.sub(rb' r="[A-Z]*\d+"', b"", data) if name.endswith("sheet1.xml") else data)


def _inline(path: Path) -> None:
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet = book.add_worksheet("Жоспар")
    for row in range(50):
        sheet.write_row(row, 0, [f"ішкі мәтін {row}", row])
    book.close()


def _extended(book: Any, sheet: Any) -> None:
    """Lists of another sheet, sparklines and 2010 bars together: three kinds of extension in one list."""
    other = book.add_worksheet("Тізім")
    other.write_column(0, 0, ["а", "ә", "б"])
    sheet.data_validation("D1:D9", {"validate": "list", "source": "=Тізім!$A$1:$A$3", "error_message": "тізімнен", "error_type": "warning"})
    for kind in ("line", "column", "win_loss"):
        sheet.add_sparkline(0, 6 + len(kind) % 3, {"range": "Жоспар!A1:A9", "type": kind, "markers": kind == "line"})
    sheet.conditional_format("A1:A9", {"type": "data_bar", "data_bar_2010": True, "bar_negative_color": "#FF0000", "bar_axis_position": "middle"})
    sheet.conditional_format("C1:C9", {"type": "icon_set", "icon_style": "4_traffic_lights"})


FOREIGN: dict[str, Callable[[Path], None]] = {
    "data bars, sparklines, a list of another sheet": _bars, "controls, notes, charts, tables": _controls, "openpyxl": _openpyxl, "single quotes": _single_quotes,
    "UTF-16 parts": _utf16, "no default for rels": _no_rels_default, "no cellStyleXfs": _no_cell_style_xfs,
    "charts": _written(_chart), "pictures": _written(_pictures), "a picture in a cell": _written(_picture_in_cell), "rules of ten kinds": _written(_rules),
    "tables and filters": _written(_tables), "outline, panes, breaks": _written(_outline), "names, arrays, links": _written(_names),
    "checkboxes, dates asked": _written(_checks), "boxes, buttons, notes": _written(_shapes), "locked, very hidden": _written(_locked),
    "a far cell": _written(_wide), "nine hundred styles": _written(_many_styles), "three extensions": _written(_extended),
    "a pivot table": _pivot, "a conversation": _threads, "own XML, a printer": _custom, "prefixes": _prefixed, "no references": _no_references, "inline texts": _inline,
}  # fmt: skip
