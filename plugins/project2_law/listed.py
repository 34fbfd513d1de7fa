"""The three lists of a reconciliation as sheets: the same, those that differ, those that one side has alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from project2_law import matching
from project2_law.compared import Lists
from project2_law.decided import CHOICES
from ubb4 import ListSheet, Row, Table, shown
from ubb4 import gettext as _


def sheets(lists: Lists) -> list[ListSheet]:
    """The lists; the second and the third have a column in which a person decides."""
    paired = list(zip(lists.pairs, lists.unlike, strict=True))
    same = [pair for pair, fields in paired if not fields]
    return [_same(lists, same), _differ(lists, [(pair, fields) for pair, fields in paired if fields]), _alone(lists.alone)]


def _shown(row: Row, name: str) -> Any:
    value = row.raw(name)
    return row.label(name) if isinstance(value, str) else value


_HEAD = ("category", "person", "position", "offence_on", "erdr")


def _headings(table: Table) -> list[tuple[str, float]]:
    columns = table.register.by_name
    return [(_(columns[name].title), columns[name].width) for name in _HEAD]


def _why(pair: matching.Pair) -> str:
    return _("СДТБТ нөмірі") if pair.by_number else _("Т.А.Ә., лауазымы, күні")


def _same(lists: Lists, same: Sequence[matching.Pair]) -> ListSheet:
    rows = [
        [number, lists.ours[p.ours].number, lists.theirs[p.theirs].number, p.likeness, _why(p),
         *(_shown(lists.ours[p.ours], name) for name in _HEAD)]
        for number, p in enumerate(same, 1)
    ]  # fmt: skip
    return ListSheet(
        _("Бірдей"), _("Екі тізімде бірдей"), _("Барлық салыстырылған өріс сәйкес. Шешім керек емес."),
        [("№", 6), (_("Біздің жол"), 10), (_("Олардың жолы"), 10), (_("Ұқсастық, %"), 11), (_("Негізі"), 22),
         *_headings(lists.book["offences"])],
        rows,
    )  # fmt: skip


def _differ(lists: Lists, differ: Sequence[tuple[matching.Pair, list[str]]]) -> ListSheet:
    columns = lists.book["offences"].register.by_name
    rows = []
    for number, (pair, fields) in enumerate(differ, 1):
        ours, theirs = lists.ours[pair.ours], lists.theirs[pair.theirs]
        rows.append([
            number, ours.number, theirs.number, pair.likeness, _why(pair), *(_shown(ours, name) for name in _HEAD),
            "\n".join(_(columns[name].title) for name in fields), _each(ours, fields), _each(theirs, fields), "",
        ])  # fmt: skip
    headings = [("№", 6.0), (_("Біздің жол"), 10), (_("Олардың жолы"), 10), (_("Ұқсастық, %"), 11), (_("Негізі"), 22),
                *_headings(lists.book["offences"]), (_("Айырмашылығы бар өрістер"), 24), (_("Бізде"), 26), (_("Оларда"), 26),
                (_("Шешім"), 22)]  # fmt: skip
    about = _("Бір құқық бұзушылық па — адам шешеді. Ештеңе өздігінен біріктірілмейді. «Шешім» бағанын толтырыңыз.")
    choices = {len(headings) - 1: [_(CHOICES["one"]), _(CHOICES["two"])]}
    return ListSheet(_("Айырмашылығы бар"), _("Бір құқық бұзушылық сияқты, бірақ айырмашылығы бар"), about, headings, rows, choices)


def _each(row: Row, fields: Sequence[str]) -> str:
    columns = row.table.register.by_name
    return "\n".join(shown(columns[name], row.raw(name)) or "—" for name in fields)


def _alone(alone: tuple[list[Row], list[Row]]) -> ListSheet:
    table = next((row.table for rows in alone for row in rows), None)
    rows = [
        [number, _("бізде") if side == 0 else _("оларда"), row.number, *(_shown(row, name) for name in _HEAD),
         "—" if side == 0 else ""]
        for number, (side, row) in enumerate(((side, row) for side in (0, 1) for row in alone[side]), 1)
    ]  # fmt: skip
    headings = [("№", 6.0), (_("Қай тізімде"), 14), (_("Жолы"), 10), *(_headings(table) if table is not None else [])]
    headings += [(_("Актіге енгізу"), 18)]
    choices = {len(headings) - 1: [_(CHOICES["yes"]), _(CHOICES["no"])]}
    about = _("Біздің жолдар актіге кіреді. Олардағы әр жолды енгізу-енгізбеуді адам шешеді.")
    return ListSheet(_("Бір жақта ғана"), _("Бір тізімде ғана бар"), about, headings, rows, choices)
