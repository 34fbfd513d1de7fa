"""A map of tiles: the 20 regions and cities of the republic, or the districts of one region as its roster lays them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ubb4.base.spelling import folded
from ubb4.base.text import N_
from ubb4.base.text import gettext as _
from ubb4.excel.grid import Cell, Grid, inside
from ubb4.features.gather.merge import Merged
from ubb4.features.gather.numbers import Standing, by_body
from ubb4.features.gather.roster import Body

MAP = N_("Плиткалы карта")
_WIDE = 6  # tiles in a row where no roster lays them
LEAST = 3  # regions that make a map of the republic


@dataclass(frozen=True)
class Tile:
    """A place of the map: row and column from 0, its name, how many senders it has, what is overdue there; `sent` None where nothing is expected."""

    row: int
    column: int
    name: str
    sent: int | None
    overdue: int = 0

    @property
    def state(self) -> str:
        """none, absent (nobody sent), overdue, good."""
        return "none" if self.sent is None else "absent" if not self.sent else "overdue" if self.overdue else "good"


@cache
def regions() -> list[dict[str, Any]]:
    """The regions with their places."""
    found: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "regions.toml").read_text("utf-8"))["region"]
    return found


def region_of(name: str) -> int | None:
    """Which region a body's name names, by its place in the list."""
    text = folded(name)
    return next((place for place, region in enumerate(regions()) if any(folded(stem) in text for stem in region["stems"])), None)


def tiles(merged: Merged, standing: Sequence[Standing], lang: str) -> list[Tile]:
    """The tiles: of the republic where the bodies name several of its regions, else of the roster's districts; none without a roster."""
    by_region: dict[int, list[Standing]] = {}
    for each in standing:
        place = region_of(each.entry.name)
        if place is not None:
            by_region.setdefault(place, []).append(each)
    if len(by_region) >= LEAST:
        return _republic(by_region, merged, lang)
    return _districts(merged, standing, lang)


def _republic(by_region: dict[int, list[Standing]], merged: Merged, lang: str) -> list[Tile]:
    expected = {place for body in merged.roster.bodies if (place := region_of(body.name_kk or body.name_ru)) is not None}
    found = []
    for place, region in enumerate(regions()):
        mine = by_region.get(place, [])
        sent = len(mine) if mine or place in expected else None
        row, column = region["tile"]
        found.append(Tile(row, column, region["ru" if lang == "ru" else "kk"], sent, sum(each.overdue for each in mine)))
    return found


def _districts(merged: Merged, standing: Sequence[Standing], lang: str) -> list[Tile]:
    roster = merged.roster
    top = roster.below(roster.root) if roster.root is not None else list(roster.bodies)
    own = by_body(standing)
    found, free = [], _free([body.tile for body in top])
    for body in top:
        row, column = _place(body.tile) or next(free)
        mine = [each for below in _with_all_below(merged, body) for each in own.get(below.code, ())]
        found.append(Tile(row, column, body.name(lang), len(mine), sum(each.overdue for each in mine)))
    return found


def _with_all_below(merged: Merged, body: Body) -> Iterator[Body]:
    yield body
    for each in merged.roster.below(body):
        yield from _with_all_below(merged, each)


def _place(tile: str) -> tuple[int, int] | None:
    row, __, column = tile.partition(";")
    return (int(row) - 1, int(column) - 1) if row.isdecimal() and column.isdecimal() and int(row) and int(column) else None


def _free(taken: Sequence[str]) -> Iterator[tuple[int, int]]:
    used = {_place(each) for each in taken}
    number = 0
    while True:
        place = divmod(number, _WIDE)
        number += 1
        if place not in used:
            yield place


def grid(merged: Merged, found: Sequence[Tile]) -> Grid | None:
    """The map as a sheet; None where there is nothing to lay."""
    if not found:
        return None
    at = {(tile.row, tile.column): tile for tile in found}
    width = max(tile.column for tile in found) + 1
    styles = {"none": "none", "absent": "none", "overdue": "bad", "good": "good"}
    from ubb4.features.gather.sheets import SENT

    def cell(tile: Tile | None) -> Cell:
        if tile is None:
            return Cell("", "about")
        return Cell(f"{tile.name}\n{said(tile)}", styles[tile.state], inside(_(SENT), 1))

    rows = [[cell(at.get((row, column))) for column in range(width)] for row in range(max(tile.row for tile in found) + 1)]
    about = _("Жасыл: мерзімі өткен іс жоқ. Қызыл: мерзімі өткен іс бар. Сұр: кітап келмеді немесе күтілмейді.")
    return Grid(_(MAP), _("Плиткалы карта"), about, [""] * width, [19] * width, rows, frozen=0, row_height=54)


def said(tile: Tile) -> str:
    """What a tile says of its place."""
    words = {"none": "", "absent": _("кітап келмеді"), "good": _("мерзімі өткені жоқ")}
    return words.get(tile.state) or ("" if tile.state == "none" else _("мерзімі өткені: {n}", n=tile.overdue))
