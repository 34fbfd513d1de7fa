"""A roster begun: a workbook with the columns of bodies, the senders that are known already in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ubb4.base.errors import UseError
from ubb4.base.text import gettext as _
from ubb4.excel.roster import write as write_sheet
from ubb4.features.gather.merge import Merged
from ubb4.features.gather.roster import register


def write(path: Path, merged: Merged) -> str:
    """Write a roster to fill in; UseError where a file of that name is there, for it may be filled already."""
    if path.exists():
        raise UseError(_("{file} бар: үстіне жазылмайды. Басқа атау көрсетіңіз.", file=path))
    rows = [
        {
            "name_kk": entry.payload["name"]["kk"] or entry.own_name("kk"), "name_ru": entry.payload["name"]["ru"], "bin": entry.bin,
            "kind": entry.payload["kind"] or "", "language": entry.payload["language"] if entry.payload["language"] in ("kk", "ru") else "",
        }
        for entry in merged.entries
    ]  # fmt: skip
    return write_rows(path, rows)


def write_rows(path: Path, rows: Sequence[Mapping[str, Any]]) -> str:
    """Write a roster of these rows; the sentence that tells of it."""
    write_sheet(path, register(), rows)
    return _("{file}: ұйымдар тізілімі басталды ({n} ұйым). Толтырып, --bodies арқылы беріңіз.", file=path, n=len(rows))
