"""Run by LibreOffice's own Python: fill a workbook as a person would, hide two rows, save as .xlsx and .ods.

python3 office_fill.py SOFFICE TEMPLATE.xlsx OUT_WITHOUT_SUFFIX
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue

ANALYSES = [
    # № | object | period | directions | by whom | order no. | order date | starts | ends | external
    [
        "A1",
        "Емхана",
        "2025 жыл",
        "",
        "лауазымды тұлға",
        "1",
        "«15» мамыр 2026",
        "01.06.2026 ж.",
        "2026 жылғы 13 шілде",
        "",
    ],
    ["A2", "Дәрiхана", "2025 жыл", "", "жұмыс тобы", "2", "20.05.2026", "2026-06-02", "«15» 07 2026 года", ""],
    ["A3", "Зертхана", "2025 жыл", "", "комитет", "3", "21.05.2026", "15 мамыс 2026", "10.07.2026", ""],
    ["A1", "Қойма", "2025 жыл", "", "лауазымды тұлға", "4", "22.05.2026", "10.06.2026", "01.06.2026", ""],
]
PLAN = [
    ["1", "T1", "Тәртіпті бекіту", "бұйрық", "бөлім", "III тоқсан 2026"],
    ["2", "T9", "Журнал енгiзу", "журнал", "бөлім", "тұрақты"],
    ["3", "T1", "Оқыту", "есеп", "", "по графику"],
]
RISKS = [["T1", "A1", "", "Бөлім", "Кезектен тыс қызмет", "Журнал жоқ", ""]]


def prop(name, value):
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


def desktop(context):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for __ in range(120):
        try:
            remote = resolver.resolve(f"uno:pipe,name={context};urp;StarOffice.ComponentContext")
            return remote.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", remote)
        except Exception:
            time.sleep(0.25)
    raise SystemExit("LibreOffice did not start")


def fill(sheet, rows):
    for number, row in enumerate(rows):
        for place, text in enumerate(row):
            if text:  # String: kept as typed, as in a cell that Excel took for text
                sheet.getCellByPosition(place, 4 + number).setString(text)


def main(soffice, template, out):
    profile, pipe = tempfile.mkdtemp(), f"ubb4fill{time.time_ns()}"
    process = subprocess.Popen(
        [
            soffice,
            f"-env:UserInstallation={Path(profile).as_uri()}",
            "--headless",
            "--norestore",
            f"--accept=pipe,name={pipe};urp;",
        ]
    )
    try:
        office = desktop(pipe)
        document = office.loadComponentFromURL(Path(template).resolve().as_uri(), "_blank", 0, (prop("Hidden", True),))
        sheets = document.Sheets
        fill(sheets.getByName("Анализы"), ANALYSES)
        fill(sheets.getByName("План"), PLAN)
        fill(sheets.getByName("Риски"), RISKS)
        for name, row in (("Анализы", 6), ("План", 6)):
            sheets.getByName(name).Rows.getByIndex(row).IsVisible = False
        for suffix, kind in ((".xlsx", "Calc MS Excel 2007 XML"), (".ods", "calc8")):
            document.storeToURL(Path(out + suffix).resolve().as_uri(), (prop("FilterName", kind),))
        xls = (prop("FilterName", "MS Excel 97"),)
        document.storeToURL(Path(out + ".xls").resolve().as_uri(), xls)
        document.close(True)
        office.terminate()
    finally:
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()


if __name__ == "__main__":
    main(*sys.argv[1:])
