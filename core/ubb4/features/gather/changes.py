"""What changed since the last time, by body, and how figures went through quarters and years, from the history of a store."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from ubb4.base.text import N_
from ubb4.base.text import gettext as _
from ubb4.deadlines.deadline import state_words
from ubb4.excel.grid import Cell, Grid
from ubb4.features.gather import store
from ubb4.features.gather.merge import Merged
from ubb4.features.gather.numbers import Known
from ubb4.law.days import short_date
from ubb4.measures.combined import together
from ubb4.measures.measure import Measured

CHANGED, THROUGH = N_("Өзгерістер"), N_("Тоқсандар мен жылдар")


def changed(folder: Path, merged: Merged, measures: Sequence[Known], today: date) -> Grid | None:
    """A row for every figure of a body that is not what it was on the last day before; None where there is no such day."""
    before = [day for day in store.days(folder) if day < today]
    if not before:
        return None
    then, now = _by_body(store.of_day(folder, before[-1])), _by_body(store.of_now(merged))
    words = _words(measures)

    def rows() -> Iterator[Sequence[Any]]:
        for body in sorted({*then, *now}):
            old, new = then.get(body, {}), now.get(body, {})
            name = next(iter((old or new).values())).name
            if not old or not new:
                yield [name, Cell(_("жаңадан жіберді"), "good") if new else Cell(_("бұл жолы жоқ"), "bad"), "", "", ""]
                continue
            for key in sorted({*old, *new}):
                was, is_now = (kept[key].measured.value if key in kept else None for kept in (old, new))
                if was != is_now:
                    yield [name, words.get(key, key[1]), was, is_now, (is_now or 0) - (was or 0)]

    about = _("{before} күнгі жиынтықпен салыстырылды.", before=short_date(before[-1]))
    head = [_("Ұйым"), _("Не өзгерді"), short_date(before[-1]), short_date(today), _("Айырмасы")]
    return Grid(_(CHANGED), _("Өткен жолдан бергі өзгерістер"), about, head, [44, 60, 13, 13, 12], rows())


def _by_body(figures: Mapping[tuple[str, str, str], store.Kept]) -> dict[str, dict[tuple[str, str], store.Kept]]:
    found: dict[str, dict[tuple[str, str], store.Kept]] = {}
    for (body, what, code), kept in figures.items():
        found.setdefault(body, {})[what, code] = kept
    return found


def through(folder: Path, merged: Merged, measures: Sequence[Known], today: date) -> Grid | None:
    """The figures of the whole at the end of every quarter that the history knows, and now; None where it knows one alone."""
    last: dict[tuple[int, int], date] = {}
    for day in store.days(folder):
        if day < today:
            last[day.year, (day.month - 1) // 3] = day
    if not last:
        return None
    known, units = [day for __, day in sorted(last.items())], {each.measure.name: each.measure.unit for each in measures}
    columns = [*(_sums(store.of_day(folder, day), units) for day in known), _sums(store.of_now(merged), units)]
    words = _words(measures)

    def rows() -> Iterator[Sequence[Any]]:
        for key in sorted({key for column in columns for key in column}):
            if key[0] in ("deadline", "evidence", "measure"):
                yield [words.get(key, key[1]), *(column.get(key, "") for column in columns)]

    head = [_("Көрсеткіш (барлық ұйым бойынша)"), *(short_date(day) for day in (*known, today))]
    return Grid(_(THROUGH), _("Тоқсандар мен жылдар бойынша"), _("Әр тоқсанның соңғы жиынтығы."), head, [64, *[13] * (len(known) + 1)], rows())


def _sums(figures: Mapping[tuple[str, str, str], store.Kept], units: Mapping[str, str]) -> dict[tuple[str, str], float]:
    """The figures of all bodies together: counts added up, shares of the sums; a measure that is no sum is left out."""
    found: dict[tuple[str, str], list[Measured]] = {}
    for (__, what, code), kept in figures.items():
        found.setdefault((what, code), []).append(kept.measured)
    summed = {key: together(units.get(key[1], "count") if key[0] == "measure" else "count", values) for key, values in found.items()}
    return {key: each.value for key, each in summed.items() if each is not None and each.value is not None}


def _words(measures: Sequence[Known]) -> dict[tuple[str, str], str]:
    found = {("measure", each.measure.name): _(each.measure.title) for each in measures}
    return found | {("deadline", state): _("мерзімдер: {state}", state=word) for state, word in state_words().items()}
