"""The gathered workbook as a whole: its registers, the sheets to look at, and what the two hidden sheets keep."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from ubb4.base.shipped import version
from ubb4.base.text import gettext as _
from ubb4.base.text import language
from ubb4.book.gathered import STAMP, Sender
from ubb4.excel import gathered
from ubb4.excel.grid import Grid
from ubb4.features.gather import numbers, sheets, tiles
from ubb4.features.gather.merge import Entry, Merged
from ubb4.features.gather.places import is_address
from ubb4.features.gather.rows import book_of
from ubb4.measures.figures import figures
from ubb4.measures.measure import Measured
from ubb4.plugins.toolkit import Toolkit


def write(path: Path, merged: Merged, toolkit: Toolkit, options: Mapping[str, Any], extra: Sequence[Grid] = ()) -> None:
    """Write the workbook of all senders."""
    gathered.write(path, plan(path, merged, toolkit.of_year(merged.year), options, extra))


def plan(path: Path, merged: Merged, toolkit: Toolkit, options: Mapping[str, Any], extra: Sequence[Grid] = ()) -> gathered.Plan:
    """What goes into it."""
    lang = language()
    there = {name for entry in merged.entries for name in entry.payload["tables"]}
    registers = [register for register in _in_order(toolkit) if register.name in there]
    organisation = next(each for each in toolkit.common.registers if each.name == "organisation")
    return gathered.Plan(
        organisation=organisation,
        values=_own(merged),
        about=_("Жиналған күні: {day}. {totals}", day=options["today"], totals=sheets.totals(merged)),
        registers=registers,
        folder=_folder(merged.top, path),
        sent=[
            gathered.Sent(each.code, each.name, each.file, each.payload["tables"], each.payload["organisation"]) for each in merged.entries
        ],
        grids=[*_grids(merged, toolkit, registers, lang, date.fromisoformat(str(options["today"]))), *extra],
        senders=_senders(merged),
        told=_told(merged),
        meta=_meta(toolkit),
    )  # fmt: skip


def _in_order(toolkit: Toolkit) -> list[Any]:
    own = [register for plugin in toolkit.plugins for register in plugin.project.registers]
    return own + [register for register in toolkit.common.registers if register.layout == "table"]


def _grids(merged: Merged, toolkit: Toolkit, registers: Sequence[Any], lang: str, today: date) -> Iterator[Grid]:
    places, measures = sheets.Places(merged, registers), numbers.known(toolkit)
    standing = numbers.standings(merged, measures)
    rows, firsts = numbers.counted(merged, measures, places)
    yield sheets.who(merged, lang)
    yield numbers.ranked(standing, measures, _totals(merged, standing, measures, toolkit, today), firsts)
    tree = numbers.tree(merged, standing, measures, lang)
    if tree is not None:
        yield tree
    yield sheets.full(merged, toolkit, places)
    laid = tiles.grid(merged, tiles.tiles(merged, standing, lang))
    if laid is not None:
        yield laid
    yield sheets.findings(merged)
    yield rows


def _totals(merged: Merged, standing: Sequence[numbers.Standing], measures: Sequence[numbers.Known], toolkit: Toolkit, today: date) -> dict[str, Measured]:
    """The measures of the whole; one that is no sum of the parts' (a score) is counted on all rows together."""
    found = {known.measure.name: numbers.total((each.measured for each in standing), known.measure) for known in measures}
    left = [known for known in measures if found[known.measure.name] is None and any(known.measure.name in each.measured for each in standing)]
    if left:
        wanted = {name for known in left for name in known.measure.registers}
        laws = {plugin.name: plugin.project.edition for plugin in toolkit.plugins}
        organisation = next(each for each in toolkit.common.registers if each.name == "organisation")
        whole = book_of(merged, [each for each in toolkit.registers if each.name in wanted], organisation, _own(merged), today)
        counted, __ = figures(whole, [(known.plugin, laws[known.plugin], [known.measure]) for known in left])
        found |= {each.measure.name: each.measured for each in counted}
    return {name: value for name, value in found.items() if value is not None}


def _folder(top: str, book: Path) -> str:
    """How the gathered workbook names the folder of all files: from its own folder, or by its address; it ends with a slash."""
    if not top or is_address(top):
        return top
    try:
        folder = Path(os.path.relpath(top, book.resolve().parent)).as_posix()
    except ValueError:  # another drive
        folder = Path(top).as_posix()
    return f"{folder}/"


def _own(merged: Merged) -> dict[str, Any]:
    """The organisation of the whole: the head of the tree, as its own workbook says of it where it has sent one."""
    root = merged.roster.root
    sent = next((each for each in merged.entries if root is not None and each.body == root), None)
    found: dict[str, Any] = {name: values[0] for name, values in sent.payload["organisation"].items()} if sent is not None else {}
    if root is not None:
        found |= {"name_kk": root.name_kk, "name_ru": root.name_ru or root.name_kk} | ({"bin": root.bin} if root.bin else {})
        found |= {"kind": root.kind} if root.kind and not found.get("kind") else {}
    return {**found, "year": merged.year}


def _sender(entry: Entry) -> Sender:
    payload = entry.payload
    absent = {**payload["absent"], "organisation": payload["organisation_absent"]}
    return Sender(
        entry.code, entry.name, entry.file, entry.digest, payload["meta"], payload["sheets"], [*payload["tables"], *(["organisation"] if payload["organisation_there"] else [])], absent, payload["problems"],
    )  # fmt: skip


def _senders(merged: Merged) -> Iterator[list[str]]:
    for each in merged.entries:
        yield _sender(each).to_row()
    for file, why in merged.unread:
        yield Sender("-", file, file, unread=why).to_row()
    for left in merged.left:
        yield Sender("-", left.name, left.file, left=sheets.why_left(left)).to_row()


def _told(merged: Merged) -> Iterator[Sequence[Any]]:
    for entry in merged.entries:
        for row in entry.payload["told"]:
            yield [entry.code, *row]


def _meta(toolkit: Toolkit) -> dict[str, str]:
    projects = [toolkit.common, *(plugin.project for plugin in toolkit.plugins)]
    return {
        "core": version(), STAMP: "1", "language": language(), "edition": projects[-1].edition.id,
        "editions": ",".join(f"{project.name}={project.edition.year}" for project in projects),
        "plugins": ",".join(plugin.name for plugin in toolkit.plugins),
    }  # fmt: skip
