"""Run by LibreOffice's own Python: open workbooks, type cells, let LibreOffice count everything anew, read ranges back.

python3 office_count.py SOFFICE JOBS.json ANSWERS.json

A job is {"open": path or "" for the workbook at hand, "type": [[sheet, first cell, rows]], "read": [[sheet, range]], "save": path}; rows hold numbers and
texts, null leaves a cell as it is.  The answer is a list of blocks for each job, and how many seconds opening and counting took.
"""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from office_fill import desktop, prop

# formulas are counted anew on loading: by itself LibreOffice shows the values that the file stores, and calculateAll counts only what has changed
ANEW = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
ERROR = 4  # com.sun.star.sheet.FormulaResult.ERROR


def put(sheet, first, rows):
    start = sheet.getCellRangeByName(first).RangeAddress
    if all(None not in row for row in rows):  # one journey for the whole block
        last = sheet.getCellRangeByPosition(start.StartColumn, start.StartRow, start.StartColumn + len(rows[0]) - 1, start.StartRow + len(rows) - 1)
        last.setDataArray(tuple(map(tuple, rows)))
        return
    for down, row in enumerate(rows):
        for right, value in enumerate(row):
            cell = sheet.getCellByPosition(start.StartColumn + right, start.StartRow + down)
            if isinstance(value, str):
                cell.setString(value)
            elif value is not None:
                cell.setValue(value)


def block(document, sheet, cells):
    """Values as they are, an error as its number with a sign before it."""
    found = document.Sheets.getByName(sheet).getCellRangeByName(cells)
    rows, start = [list(row) for row in found.getDataArray()], found.RangeAddress
    for area in found.queryFormulaCells(ERROR).RangeAddresses:
        for row in range(area.StartRow - start.StartRow, area.EndRow - start.StartRow + 1):
            for column in range(area.StartColumn - start.StartColumn, area.EndColumn - start.StartColumn + 1):
                rows[row][column] = f"#{found.getCellByPosition(column, row).getError()}"
    return rows


def main(soffice, jobs, answers):
    profile, pipe = tempfile.mkdtemp(), f"ubb4count{time.time_ns()}"
    user = Path(profile, "user")
    user.mkdir()
    (user / "registrymodifications.xcu").write_text(ANEW, "utf-8")
    process = subprocess.Popen([soffice, f"-env:UserInstallation={Path(profile).as_uri()}", "--headless", "--norestore", f"--accept=pipe,name={pipe};urp;"])
    try:
        office, document, done = desktop(pipe), None, []
        for job in json.loads(Path(jobs).read_text("utf-8")):
            started = time.perf_counter()
            if job.get("open"):
                if document is not None:
                    document.close(True)
                document = office.loadComponentFromURL(Path(job["open"]).resolve().as_uri(), "_blank", 0, (prop("Hidden", True),))
            opened = time.perf_counter() - started
            document.lockControllers()
            document.enableAutomaticCalculation(False)  # counted once, when all is typed
            for sheet, first, rows in job.get("type", ()):
                put(document.Sheets.getByName(sheet), first, rows)
            started = time.perf_counter()
            document.calculateAll()
            counted = time.perf_counter() - started
            blocks = [block(document, sheet, cells) for sheet, cells in job.get("read", ())]
            one = None
            if job.get("once"):  # how long one more cell takes
                sheet, cell, value = job["once"]
                document.enableAutomaticCalculation(True)
                started = time.perf_counter()
                put(document.Sheets.getByName(sheet), cell, [[value]])
                one = time.perf_counter() - started
            if job.get("save"):
                document.storeToURL(Path(job["save"]).resolve().as_uri(), (prop("FilterName", "Calc MS Excel 2007 XML"),))
            document.unlockControllers()
            done.append({"blocks": blocks, "opened": opened, "counted": counted, "once": one})
        document.close(True)  # or its lock stays behind, and the next to open it gets nothing
        Path(answers).write_text(json.dumps(done, ensure_ascii=False), "utf-8")
        office.terminate()
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()


main(*sys.argv[1:])
