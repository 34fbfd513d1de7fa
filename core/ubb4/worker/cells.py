"""The cells of a file, read in the guarded worker and handed over: for whoever works in a process of its own, as an analyst's kernel does.

They cross in a file of pickled plain values; what is read back may be made of nothing but sheets, numbers, texts and days.
"""

from __future__ import annotations

import atexit
import io
import pickle  # between our own two processes, over a file that no other user may read
import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from ubb4.base.errors import WorkbookError
from ubb4.book.workbook import Workbook
from ubb4.worker import parent

_KNOWN = {
    ("ubb4.book.workbook", "Workbook"), ("ubb4.book.workbook", "Sheet"), ("datetime", "date"), ("datetime", "datetime"), ("datetime", "time"),
    ("datetime", "timedelta"), ("builtins", "frozenset"),
}  # fmt: skip


_session = parent.Session()  # one child for all the files that a process reads
_turn = threading.Lock()  # it answers one question at a time, whoever asks
atexit.register(_session.end)


class _Plain(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if (module, name) not in _KNOWN:
            raise pickle.UnpicklingError(f"{module}.{name}")
        return super().find_class(module, name)


def read(path: Path) -> Workbook:
    """The workbook of a file; WorkbookError tells in one sentence why it cannot be read, also where the worker was ended for it."""
    with tempfile.TemporaryDirectory(prefix="ubb4-cells-", ignore_cleanup_errors=True) as folder:
        out = Path(folder) / "cells"
        with _turn:
            answer = _session.ask({"verb": "cells", "file": str(path), "out": str(out)})
        if "error" in answer:
            raise WorkbookError(answer["error"]["message"], answer["error"]["code"])
        found: Workbook = _Plain(io.BytesIO(out.read_bytes())).load()
        return found


def read_all(paths: Sequence[Path]) -> Iterator[Workbook | WorkbookError]:
    """The workbooks of many files in order, or why one cannot be read; as many guarded children read ahead as there are processors."""
    with tempfile.TemporaryDirectory(prefix="ubb4-cells-", ignore_cleanup_errors=True) as folder:
        outs = [Path(folder) / str(number) for number in range(len(paths))]
        answers = parent.run([{"verb": "cells", "file": str(path), "out": str(out)} for path, out in zip(paths, outs, strict=True)])
        for out, answer in zip(outs, answers, strict=True):
            if "error" in answer:
                yield WorkbookError(answer["error"]["message"], answer["error"]["code"])
            else:
                found: Workbook = _Plain(io.BytesIO(out.read_bytes())).load()
                out.unlink()
                yield found


def write(workbook: Workbook, out: Path) -> Mapping[str, Any]:
    """The worker's side."""
    out.write_bytes(pickle.dumps(workbook, pickle.HIGHEST_PROTOCOL))
    return {"problems": []}
