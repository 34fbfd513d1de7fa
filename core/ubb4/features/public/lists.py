"""The lists of the page: rows of registers, columns named one by one in the edition, nothing else."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ubb4.base.errors import PluginError, UseError
from ubb4.base.text import gettext as _
from ubb4.book.book import Book
from ubb4.book.table import Row
from ubb4.documents.fields import View
from ubb4.documents.veil import Veil
from ubb4.law.edition import Edition
from ubb4.law.register import Column


@dataclass(frozen=True, slots=True)
class Shelf:
    """One list as it is seen: headings, rows of text, places of the columns that filter, and counts by two columns."""

    id: str
    title: str
    names: tuple[str, ...]
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    filters: tuple[int, ...]
    crossed: Crossed | None
    withheld: int


@dataclass(frozen=True, slots=True)
class Crossed:
    """How many rows there are of each place (down) and each kind (across)."""

    down: tuple[str, ...]
    across: tuple[str, ...]
    counts: Mapping[tuple[str, str], int]
    title: str

    def level(self, down: str, across: str) -> int:
        """How strong a count is shown: 0 for none, 4 for the greatest; a few of few are pale."""
        return -(-4 * self.counts.get((down, across), 0) // max(4, *self.counts.values()))


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the cartogram and its lists."""

    number: int
    title: str
    shelves: tuple[Shelf, ...]


def column_at(book: Book, register: str, path: str) -> Column:
    """The column that `risk.unit` means from a register; PluginError where it is not public: nothing else may be shown."""
    here = book[register].register
    *steps, last = path.split(".")
    for step in steps:
        target = here.by_name[step].reference
        if target is None:
            raise PluginError(_("«{path}» бағаны ашық емес: жарияланатын тізімге кірмейді.", path=f"{register}.{path}"))
        here = book[target[0]].register
    column = here.by_name[last]
    if column.klass != "public":
        raise PluginError(_("«{path}» бағаны ашық емес: жарияланатын тізімге кірмейді.", path=f"{register}.{path}"))
    return column


def sections(book: Book, law: Edition, veil: Veil, applying: Collection[str]) -> Iterator[Section]:
    """The sections that a body of this kind keeps, in the language in use."""
    for entry in law.tables.get("public_section", ()):
        shelves = tuple(_shelf(book, each, veil) for each in law.tables["public_list"] if each["section"] == entry["number"] and each["subtask"] in applying)
        if shelves:
            yield Section(int(entry["number"]), _(str(entry["title"])), shelves)


def _shelf(book: Book, entry: Mapping[str, Any], veil: Veil) -> Shelf:
    paths: Sequence[str] = entry["columns"]
    columns = [column_at(book, entry["register"], path) for path in paths]
    table = book[entry["register"]]
    lacking = [_(column.title) for path, column in zip(paths, columns, strict=True) if "." not in path and column.required and path not in table.letters]
    if len(table) and lacking:
        raise UseError(_("«{sheet}» парағында бағандар жоқ: {titles}.", sheet=table.sheet, titles=", ".join(lacking)), "no-column")
    kept = [row for row in book[entry["register"]] if not withheld(book, entry, row)]
    rows = tuple(tuple(_text(book, row, path, veil) for path in paths) for row in kept)
    places = [paths.index(path) for path in entry.get("filters", ())]
    crossed = None
    if "crossed" in entry:
        down, across = (paths.index(path) for path in entry["crossed"])
        counts = Counter((row[down] or "—", row[across] or "—") for row in rows)
        crossed = Crossed(tuple(sorted({key[0] for key in counts})), tuple(sorted({key[1] for key in counts})), counts, _(str(columns[down].title)))
    return Shelf(
        str(entry["id"]), _(str(entry["title"])), tuple(paths), tuple(_(column.title) for column in columns), rows, tuple(places), crossed,
        len(book[entry["register"]]) - len(kept),
    )  # fmt: skip


def _text(book: Book, row: Row, path: str, veil: Veil) -> str:
    value: Any = View(book, row, veil)
    for step in path.split("."):
        value = getattr(value, step)
    return str(value)


def withheld(book: Book, entry: Mapping[str, Any], row: Row) -> bool:
    """Whether a ground for not publishing was chosen for what the row belongs to."""
    rows = [row]
    for step in str(entry["of"]).split(".") if "of" in entry else ():
        rows = [target for each in rows for target in book.all_referred(each, step)]
    register, __, column = str(entry.get("unless", "")).partition(".")
    return bool(register) and any(not each.empty(column) for target in rows for each in book.related(register, target))


def digest(book: Book, law: Edition) -> str:
    """SHA-256 of what the sections are made from: every public column of their registers and of those they must agree with."""
    names = sorted({name for each in law.tables.get("public_list", ()) for name in (each["register"], each.get("agrees")) if name})
    data = {
        name: [[str(row.raw(column.name) or "") for column in book[name].register.columns if column.klass == "public"] for row in book[name]] for name in names
    }
    return hashlib.sha256(json.dumps(data, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
