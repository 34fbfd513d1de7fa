"""What the guarded child does for this plugin's commands: `reconcile` writes three lists, `act` annex 3 from the decided ones."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from project2_law import matching
from project2_law.decided import CHOICES, META, decisions
from project2_law.rules.heads import register_number
from ubb4 import Book, ListSheet, Row, Table, UseError, book_of, folded, write_bytes, write_lists
from ubb4 import gettext as _

_COMPARED = ("category", "erdr", "offence_on", "position", "person", "place", "damage", "act_on", "in_force_on", "order_number", "order_on")


@dataclass(frozen=True)
class Lists:
    """Our offences and theirs, the pairs between them, and what each pair differs in."""

    book: Book
    ours: list[Row]
    theirs: list[Row]
    pairs: list[matching.Pair]
    unlike: list[list[str]]
    notes: list[str]
    problems: list[dict[str, str]]
    hashes: dict[str, str]

    @property
    def alone(self) -> tuple[list[Row], list[Row]]:
        ours, theirs = {pair.ours for pair in self.pairs}, {pair.theirs for pair in self.pairs}
        return (
            [row for place, row in enumerate(self.ours) if place not in ours],
            [row for place, row in enumerate(self.theirs) if place not in theirs],
        )


def reconcile(desk: Any, request: dict[str, Any]) -> dict[str, Any]:
    """Three lists into a new workbook: the same, those that differ, and those that one side has alone."""
    lists = _lists(desk, request)
    same = [pair for pair, fields in zip(lists.pairs, lists.unlike, strict=True) if not fields]
    differ = [(pair, fields) for pair, fields in zip(lists.pairs, lists.unlike, strict=True) if fields]
    alone = lists.alone
    write_lists(Path(request["out"]), [_same(lists, same), _differ(lists, differ), _alone(alone)], META | lists.hashes)
    return {
        "same": len(same), "differ": len(differ), "only_ours": len(alone[0]), "only_theirs": len(alone[1]),
        "notes": lists.notes, "problems": lists.problems,
    }  # fmt: skip


def act(desk: Any, request: dict[str, Any]) -> dict[str, Any]:
    """Annex 3 from the lists in which a person has decided every row that is not the same."""
    from ubb4.excel import file

    lists = _lists(desk, request)
    decided = decisions(file.read(Path(request["decided"])), lists.hashes, Path(request["decided"]).name)
    rows, undecided = [], []
    for pair, fields in zip(lists.pairs, lists.unlike, strict=True):
        ours, theirs = lists.ours[pair.ours], lists.theirs[pair.theirs]
        answer = "one" if not fields else decided.pair(ours.number, theirs.number)
        if answer is None:
            undecided.append(f"{ours.number} – {theirs.number}")
        rows.append(_values(ours, "both" if answer == "one" else "ours"))
        if answer == "two":
            rows.append(_values(theirs, "theirs"))
    for row in lists.alone[0]:
        rows.append(_values(row, "ours"))
    for row in lists.alone[1]:
        answer = decided.single(row.number)
        if answer is None:
            undecided.append(f"— – {row.number}")
        if answer == "yes":
            rows.append(_values(row, "theirs"))
    if undecided:
        raise UseError(
            _("{n} жол бойынша шешім жазылмаған (біздің жол – олардың жолы): {rows}. Шешімді таңдап, файлды сақтаңыз.",
              n=len(undecided), rows="; ".join(undecided[:20])),
            "undecided",
        )  # fmt: skip
    for number, values in enumerate(rows, 1):
        values["id"] = f"Q{number}"
    profile = lists.book.profile
    organisation = {name: profile.raw(name) for name in profile.table.data} if profile is not None else {}
    merged = book_of(desk.toolkit.registers, {"offences": rows}, organisation)
    merged.today = lists.book.today
    out = Path(request["out"])
    write_bytes(out, desk.document("annex3", merged, request["document_language"]))
    return {"rows": len(rows), "notes": lists.notes, "problems": lists.problems}


def _lists(desk: Any, request: dict[str, Any]) -> Lists:
    own, other = Path(request["file"]), Path(request["with"])
    book, notes, problems = desk.read(own)
    table, findings = desk.read_list(other, "offences")
    lacking = [name for name in ("person", "offence_on") if name not in table.letters]
    if lacking:
        titles = ", ".join(_(table.register.column(name).title) for name in lacking)
        raise UseError(_("{file}: салыстыруға қажет баған жоқ: {titles}.", file=other.name, titles=titles))
    unread = [each for each in findings if each.severity == "error" and each.cell]
    notes = [*notes, *(f"{other.name}: {each.sheet}!{each.cell}: {each.message}" for each in unread)]
    ours, theirs = list(book["offences"]), list(table)
    law = desk.toolkit.plugin("project2_law").project.edition
    weights = matching.Weights.of(law.tables["matching"][0])
    found = matching.pairs(_records(ours), _records(theirs), weights)
    unlike = [_unlike(ours[pair.ours], theirs[pair.theirs], table) for pair in found]
    hashes = {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in (("ours", own), ("theirs", other))}
    return Lists(book, ours, theirs, found, unlike, notes, [each.to_json() for each in problems], hashes)


def _records(rows: Sequence[Row]) -> list[matching.Record]:
    return [
        matching.Record.of(place, row["erdr"], row["person"], row["position"], row.date("offence_on"))
        for place, row in enumerate(rows)
    ]


def _unlike(ours: Row, theirs: Row, table: Table) -> list[str]:
    """The fields that both lists have and that do not hold the same."""
    return [
        name for name in _COMPARED if name in table.letters and _comparable(name, ours.raw(name)) != _comparable(name, theirs.raw(name))
    ]


def _comparable(name: str, value: Any) -> Any:
    if value is None or isinstance(value, date | int | float):
        return value
    return register_number(value) if name == "erdr" else folded(str(value))


def _values(row: Row, matched: str) -> dict[str, Any]:
    return {name: row.raw(name) for name in row.table.data} | {"matched": matched}


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
                *_headings(lists.book["offences"]), (_("Айырмасы бар өрістер"), 24), (_("Бізде"), 26), (_("Оларда"), 26),
                (_("Шешім"), 22)]  # fmt: skip
    about = _("Бір құқық бұзушылық па — адам шешеді. Ештеңе өздігінен біріктірілмейді. «Шешім» бағанын толтырыңыз.")
    choices = {len(headings) - 1: [_(CHOICES["one"]), _(CHOICES["two"])]}
    return ListSheet(_("Айырмасы бар"), _("Бір құқық бұзушылық сияқты, бірақ айырмасы бар"), about, headings, rows, choices)


def _each(row: Row, fields: Sequence[str]) -> str:
    def text(name: str) -> str:
        value = _shown(row, name)
        return value.strftime("%d.%m.%Y") if isinstance(value, date) else str(value or "—")

    return "\n".join(text(name) for name in fields)


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
