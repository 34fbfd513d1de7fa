"""The store: `cache/`, what was read of each file (mode 0600, may be deleted at any time), and `history/`, figures and codes of each day.

Nothing is read again whose bytes, evidence folder, options and toolkit are the same.  The history keeps no personal or service column: bodies, measures,
counts of findings by rule, deadlines by state; Parquet, one day a partition.
"""

from __future__ import annotations

import hashlib
import json
import os
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ubb4.base import extras
from ubb4.base.errors import UseError
from ubb4.base.files import evidence_folder, whole
from ubb4.base.shipped import version
from ubb4.base.text import gettext as _
from ubb4.base.text import language
from ubb4.features.gather.merge import Entry, Merged
from ubb4.measures.measure import Measured

COLUMNS = {"body": "string", "name": "string", "bin": "string", "kind": "string", "year": "int64", "what": "string", "code": "string", "value": "double",
           "numerator": "double", "denominator": "double"}  # fmt: skip


def arrow(name: str = "pyarrow") -> Any:
    """pyarrow, loaded; UseError with what installs it where it is missing."""
    return extras.load(name, "store")


class Cache:
    """What files gave when they were read, by their own digest and everything else that the answer depends on."""

    def __init__(self, folder: Path, options: Mapping[str, Any], toolkit: Sequence[str]) -> None:
        self._folder = folder / "cache"
        self._rest = json.dumps([version(), dict(options), language(), sorted(toolkit)], sort_keys=True)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._folder.chmod(0o700)
        except OSError as error:
            raise UseError(_("{file} жазылмады: {error}", file=self._folder, error=error.strerror)) from error

    def key(self, path: Path, digest: str) -> str:
        """The name of a file's answer."""
        return hashlib.sha256(f"{digest}\n{_evidence(path)}\n{self._rest}".encode()).hexdigest()

    def get(self, key: str) -> dict[str, Any] | None:
        """A former answer; None where there is none, or what is kept is damaged."""
        try:
            found: dict[str, Any] = json.loads(zlib.decompress((self._folder / key).read_bytes()))
        except (OSError, ValueError, zlib.error):
            return None
        return found

    def put(self, key: str, answer: Mapping[str, Any]) -> None:
        """Keep an answer, for this user alone."""
        data = zlib.compress(json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode(), 1)
        scratch = self._folder / f".{key}.{os.getpid()}"
        try:
            handle = os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(handle, "wb") as stream:
                stream.write(data)
            scratch.replace(self._folder / key)
        except OSError as error:
            raise UseError(_("{file} жазылмады: {error}", file=self._folder, error=error.strerror)) from error


def _evidence(path: Path) -> str:
    """What a check sees of the folder of confirming documents: names, sizes, times."""
    folder = evidence_folder(path)
    if not folder.is_dir():
        return ""
    found = []
    for each in sorted(folder.rglob("*")):
        if each.is_file():
            state = each.stat()
            found.append(f"{each.relative_to(folder).as_posix()}:{state.st_size}:{state.st_mtime_ns}")
    return "\n".join(found)


def keep(folder: Path, merged: Merged, day: date) -> Path:
    """Write the figures of a day into the history; a second gathering of the day takes the first one's place."""
    pa, parquet = arrow(), arrow("pyarrow.parquet")
    schema = pa.schema([(name, getattr(pa, "float64" if kind == "double" else kind)()) for name, kind in COLUMNS.items()])
    rows = list(figures(merged))
    table = pa.table({name: [row[place] for row in rows] for place, name in enumerate(COLUMNS)}, schema=schema)
    target = folder / "history" / f"day={day.isoformat()}" / "figures.parquet"
    with whole(target) as scratch:
        parquet.write_table(table, scratch, compression="zstd")
    return target


def figures(merged: Merged) -> Iterator[tuple[Any, ...]]:
    """The figures of every sender: measures, findings by rule, deadlines by state, confirming documents."""
    for entry in merged.entries:
        own = (identity(entry), entry.own_name("kk"), entry.bin, entry.payload["kind"] or "", entry.year)
        for each in entry.payload["measures"]:
            yield (*own, "measure", each["name"], each["value"], each["numerator"], each["denominator"])
        for code, number in sorted(Counter(each["code"] for each in entry.payload["findings"]).items()):
            yield (*own, "finding", code, float(number), None, None)
        for state, number in sorted(Counter(each["state"] for each in entry.payload["deadlines"]).items()):
            yield (*own, "deadline", state, float(number), None, None)
        for subtask, number in sorted(entry.payload["entered"].items()):
            yield (*own, "evidence", subtask, float(number), None, None)


def identity(entry: Entry) -> str:
    """By what a body is known from one day to another: its number, else its name."""
    return entry.bin or entry.own_name("kk")


def days(folder: Path) -> list[date]:
    """The days of which the history knows."""
    found = []
    for each in (folder / "history").glob("day=*"):
        try:
            found.append(date.fromisoformat(each.name.removeprefix("day=")))
        except ValueError:
            continue
    return sorted(found)


@dataclass(frozen=True, slots=True)
class Kept:
    """A figure of a body on a day."""

    name: str
    measured: Measured


def of_day(folder: Path, day: date) -> dict[tuple[str, str, str], Kept]:
    """The figures of a day by (body, what, code)."""
    parquet = arrow("pyarrow.parquet")
    rows = parquet.read_table(folder / "history" / f"day={day.isoformat()}" / "figures.parquet", partitioning=None).to_pylist()
    return {(row["body"], row["what"], row["code"]): Kept(row["name"], Measured(row["value"], row["numerator"], row["denominator"])) for row in rows}


def of_now(merged: Merged) -> dict[tuple[str, str, str], Kept]:
    """The same of what was gathered now."""
    return {(row[0], row[5], row[6]): Kept(row[1], Measured(*row[7:])) for row in figures(merged)}


def registers(folder: Path, merged: Merged, columns: Mapping[str, Sequence[str]]) -> list[Path]:
    """Every register as a Parquet file, each row with its body, file, sheet and row; texts, numbers and days typed by what stands in the column."""
    pa, parquet = arrow(), arrow("pyarrow.parquet")
    written = []
    for name, own in columns.items():
        values: dict[str, list[Any]] = {each: [] for each in ("_code", "_body", "_file", "_sheet", "_row", *own)}
        for entry in merged.entries:
            table = entry.payload["tables"].get(name)
            if table is None:
                continue
            size = len(table["numbers"])
            for column, each in (("_code", entry.code), ("_body", entry.name), ("_file", entry.file), ("_sheet", table["sheet"])):
                values[column] += [each] * size
            values["_row"] += table["numbers"]
            for column in own:
                values[column] += table["columns"].get(column) or [None] * size
        target = folder / f"{name}.parquet"
        with whole(target) as scratch:
            parquet.write_table(pa.table({column: _typed(pa, each) for column, each in values.items()}), scratch, compression="zstd")
        written.append(target)
    return written


def _typed(pa: Any, values: Sequence[Any]) -> Any:
    """A column of one type: days, numbers, or texts where anything else stands among them."""
    kinds = {type(value) for value in values if value is not None}
    if kinds == {list}:
        return pa.array([None if value is None else date.fromisoformat(value[0]) for value in values], pa.date32())
    if kinds and kinds <= {int, float}:
        whole = float not in kinds and all(value is None or abs(value) < 1 << 63 for value in values)
        return pa.array(values, pa.int64()) if whole else pa.array([None if value is None else float(value) for value in values], pa.float64())
    return pa.array([None if value is None else value[0] if isinstance(value, list) else str(value) for value in values], pa.string())
