"""From the answers of many files to the senders of one workbook: copies and older versions set aside and named, codes given."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from ubb4.base.spelling import folded
from ubb4.base.text import gettext as _
from ubb4.features.gather.roster import Body, Roster

SAME = 0.5  # two workbooks of one name that share more of their rows are two versions of one


@dataclass
class Entry:
    """A workbook that was read, or one sender of a gathered one."""

    file: str
    payload: Mapping[str, Any]
    digest: str
    saved: tuple[str, float]
    body: Body | None = None
    known: bool = False  # a letter may go out to it: known by its number, or confirmed by a person in the roster
    guesses: Sequence[tuple[Body, float]] = ()
    code: str = ""
    name: str = ""

    @property
    def bin(self) -> str:
        """The business identification number, of the roster or of the workbook."""
        return (self.body.bin if self.body is not None else "") or str(self.payload["bin"])

    @property
    def year(self) -> int:
        return int(self.payload["year"])

    def own_name(self, lang: str) -> str:
        names = self.payload["name"]
        return str((self.body.name(lang) if self.body is not None else "") or names[lang if lang in names else "kk"] or names["kk"] or names["ru"] or self.file)


@dataclass(frozen=True)
class Left:
    """A workbook that was read and not merged, and why: copy, older, other-year; `other` is the file that took its place."""

    file: str
    name: str
    why: str
    other: str = ""


@dataclass
class Merged:
    """The senders in order, what was set aside, what could not be read, with the roster and the report year; files are named from
    `top`."""

    entries: list[Entry]
    left: list[Left] = field(default_factory=list)
    unread: list[tuple[str, str]] = field(default_factory=list)
    roster: Roster = field(default_factory=Roster)
    year: int = 0
    remarks: list[str] = field(default_factory=list)
    top: str = ""

    def absent(self) -> list[Body]:
        """The bodies of the roster from which nothing was merged."""
        there = {entry.body for entry in self.entries}
        return [body for body in self.roster.bodies if body not in there]


def merged(answers: Iterable[tuple[str, float, Mapping[str, Any]]], roster: Roster, year: int | None, lang: str, top: str) -> Merged:
    """Answers of `gather:part` by file, with the file's own time -> the senders of the whole."""
    found, seen = Merged([], roster=roster, top=top), dict[tuple[str, int], str]()
    for file, time, answer in answers:
        if "error" in answer:
            found.unread.append((file, str(answer["error"]["message"])))
            continue
        told = answer["ok"]
        for number, payload in enumerate(told["senders"]):
            entry = Entry(file, payload, told["digest"], (told["saved"] or _stamp(time), time))
            entry.body, entry.known, entry.guesses = roster.match(entry.bin, payload["name"])
            first = seen.setdefault((entry.digest, number), file)
            if first != file:
                found.left.append(Left(file, entry.own_name(lang), "copy", first))
            else:
                found.entries.append(entry)
    years = Counter(entry.year for entry in found.entries)
    found.year = year or max(years, key=lambda each: (years[each], each), default=0)
    if year is not None:
        found.left += [Left(entry.file, entry.own_name(lang), "other-year") for entry in found.entries if entry.year != year]
        found.entries = [entry for entry in found.entries if entry.year == year]
    _newest(found, lang)
    _named(found, lang)
    return found


def _stamp(time: float) -> str:
    """When a file was written, as workbooks say it of themselves: some formats do not."""
    return datetime.fromtimestamp(time, UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if time else ""


def _newest(found: Merged, lang: str) -> None:
    """Of several workbooks of one body and year the newest is merged."""
    kept: list[Entry] = []
    by_body: dict[tuple[str, int], list[Entry]] = {}
    for entry in found.entries:
        by_body.setdefault((_identity(entry), entry.year), []).append(entry)
    for entries in by_body.values():
        groups: list[list[Entry]] = []
        for entry in entries:
            group = next((group for group in groups if _versions(group[0], entry)), None)
            if group is None:
                groups.append([entry])
            else:
                group.append(entry)
        for group in groups:
            newest = max(group, key=lambda each: each.saved)
            kept.append(newest)
            found.left += [Left(entry.file, entry.own_name(lang), "older", newest.file) for entry in group if entry is not newest]
        if len(groups) > 1:
            files = ", ".join(group[0].file for group in groups)
            numbered = next((entry.bin for entry in entries if entry.bin), "")
            if numbered:  # one of them bears another's number: nobody gets a letter before a person has looked
                found.remarks.append(_("{bin} БСН-ін бірнеше ұйым көрсеткен, қайсысыныкі екенін адам анықтасын: {files}.", bin=numbered, files=files))
                for entry in entries:
                    entry.known = False
            else:
                found.remarks.append(_("Бір атаумен жіберілген, БСН-і көрсетілмеген кітаптар бөлек ұйымдар деп саналды: {files}.", files=files))
    order = {id(entry): place for place, entry in enumerate(found.entries)}
    found.entries = sorted(kept, key=lambda entry: order[id(entry)])


def _identity(entry: Entry) -> str:
    if entry.body is not None:
        return f"roster:{entry.body.code}"
    return f"bin:{entry.bin}" if entry.bin else f"name:{folded(entry.own_name('kk'))}:{entry.payload['kind']}"


def _versions(one: Entry, other: Entry) -> bool:
    """Whether two workbooks that claim one body are versions of one: by its name, by names that a person confirmed, without a number by what
    stands in them.  One number under two names is for a person to look at."""
    if not (one.bin or one.body is not None):
        return _alike(one, other)
    named = [{folded(name) for name in entry.payload["name"].values() if name} for entry in (one, other)]
    confirmed = one.body.names if one.body is not None and one.body == other.body else frozenset()
    return bool(named[0] & named[1]) or not all(named) or all(names & confirmed for names in named)


def _alike(one: Entry, other: Entry) -> bool:
    """Whether two workbooks of one name are versions of one: most of their rows are the same."""
    first, second = _rows(one), _rows(other)
    least = min(sum(first.values()), sum(second.values()))
    return least == 0 or sum((first & second).values()) / least > SAME


def _rows(entry: Entry) -> Counter[str]:
    found: Counter[str] = Counter()
    for name, table in entry.payload["tables"].items():
        if name == "map" or not table["columns"]:
            continue
        found.update(name + json.dumps(row, ensure_ascii=False) for row in zip(*table["columns"].values(), strict=True))
    return found


def _named(found: Merged, lang: str) -> None:
    """Codes and names that no two senders share."""
    width = max(3, len(str(len(found.entries) + len(found.roster.bodies))))
    used = {body.code for body in found.roster.bodies}
    number = len(found.roster.bodies)
    often = Counter(folded(entry.own_name(lang)) for entry in found.entries)
    given: set[str] = set()
    for entry in found.entries:
        if entry.body is not None and entry.body.code not in given:
            entry.code = entry.body.code
            given.add(entry.code)
        else:  # a stranger, or another year's workbook of the same body
            number += 1
            while (code := f"{number:0{width}}") in used:
                number += 1
            entry.code = code
        name = entry.own_name(lang)
        entry.name = name if often[folded(name)] == 1 else f"{name} ({entry.file})"
