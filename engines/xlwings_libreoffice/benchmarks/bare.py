"""The peer: bare UNO calls, in the Python that has `uno`. Prints seconds as JSON, the best of several turns."""

import json
import pickle
import sys
import time

sys.path.insert(0, sys.argv[1])
from far import Office

settings, blocks, turns = pickle.load(sys.stdin.buffer)
office = Office(settings)
document = office.desktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, ())
sheet = document.Sheets.getByIndex(0)
out = {}


def best(work):
    times = []
    for _ in range(turns):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


for name, block in blocks.items():
    area = sheet.getCellRangeByPosition(0, 0, len(block[0]) - 1, len(block) - 1)
    if name == "numbers":
        out["write numbers"] = best(lambda area=area, block=block: area.setDataArray(block))
        out["read numbers"] = best(area.getDataArray)
    else:
        out["write " + name] = best(lambda area=area, block=block: area.setFormulaArray(block))
        out["read " + name] = best(area.getDataArray if name == "mixed" else area.getFormulaArray)
    area.clearContents(1 | 2 | 4 | 16)
print(json.dumps(out))
office.end(5)
