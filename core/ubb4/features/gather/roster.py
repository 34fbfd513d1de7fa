"""The roster: which bodies have to send, by name and business identification number, and whose numbers roll up into whose.

A workbook (or .ods) with the columns of bodies.schema.json, or TOML with a [[body]] for each.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from ubb4.base.errors import UseError
from ubb4.base.likeness import alike
from ubb4.base.spelling import folded
from ubb4.base.text import gettext as _
from ubb4.law.register import Register

_CODE = re.compile(r"[^\W_]{1,8}")
LIKELY = 80.0  # a name less like another is not offered to a person


@dataclass(frozen=True)
class Body:
    """A body that has to send: names, BIN, code, its superior's code (empty for the root), kind, language of letters, address, place on the map."""

    code: str
    name_kk: str
    name_ru: str = ""
    bin: str = ""
    parent: str = ""
    kind: str = ""
    language: str = ""
    email: str = ""
    aliases: tuple[str, ...] = ()
    tile: str = ""

    def name(self, lang: str) -> str:
        return (self.name_ru if lang == "ru" else self.name_kk) or self.name_kk or self.name_ru

    @cached_property
    def names(self) -> frozenset[str]:
        """Every name by which it is known, folded."""
        return frozenset(folded(each) for each in (self.name_kk, self.name_ru, *self.aliases) if each)

    @cached_property
    def alike(self) -> tuple[str, ...]:
        """The same as they are searched for likeness."""
        return tuple(alike(each) for each in (self.name_kk, self.name_ru, *self.aliases) if each)


@dataclass(frozen=True)
class Roster:
    """The bodies in their order; `problems` are sentences about rows that could not be taken."""

    bodies: tuple[Body, ...] = ()
    problems: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.bodies)

    @cached_property
    def root(self) -> Body | None:
        """The body at the head of the tree: the first without a superior that has others below it."""
        parents = {body.parent for body in self.bodies if body.parent}
        return next((body for body in self.bodies if not body.parent and body.code in parents), None)

    @cached_property
    def _by_bin(self) -> dict[str, Body]:
        return {body.bin: body for body in reversed(self.bodies) if body.bin}

    @cached_property
    def _by_name(self) -> dict[str, list[Body]]:
        found: dict[str, list[Body]] = {}
        for body in self.bodies:
            for name in body.names:
                found.setdefault(name, []).append(body)
        return found

    @cached_property
    def _below(self) -> dict[str, list[Body]]:
        found: dict[str, list[Body]] = {}
        for body in self.bodies:
            found.setdefault(body.parent, []).append(body)
        return found

    def below(self, body: Body) -> list[Body]:
        """The bodies right below one."""
        return self._below.get(body.code, [])

    def tree(self) -> list[tuple[int, Body]]:
        """The bodies as a tree: depth and body, superiors before those below them."""
        found: list[tuple[int, Body]] = []

        def walk(body: Body, depth: int) -> None:
            found.append((depth, body))
            for each in self.below(body):
                walk(each, depth + 1)

        for body in self.bodies:
            if not body.parent:
                walk(body, 0)
        return found

    def match(self, bin: str, names: Mapping[str, str]) -> tuple[Body | None, bool, Sequence[tuple[Body, float]]]:
        """The body of a sender: by its number, else by a name that one body alone bears; else the likeliest ones for a person to confirm.

        The second is whether it is sure: by the number, or by another name that a person wrote beside the body's own.
        """
        said = {folded(name) for name in names.values() if name}
        here = {body.code: body for name in said for body in self._by_name.get(name, ())}
        if bin and bin in self._by_bin:
            body = self._by_bin[bin]
            if here and body.code not in here:  # the number of one, the name of another: a person has to look
                return None, False, [(body, 100.0), *((each, 100.0) for each in here.values())][:3]
            return body, True, ()
        by_name = [body for body in here.values() if not (bin and body.bin and body.bin != bin)]
        if len(by_name) == 1:
            return by_name[0], any(folded(alias) in said for alias in by_name[0].aliases), ()
        return None, False, self._like(names)

    def _like(self, names: Mapping[str, str]) -> list[tuple[Body, float]]:
        from rapidfuzz import fuzz

        found, said = [], [alike(each) for each in names.values() if each]
        for body in self.bodies:
            likeness = max((fuzz.token_sort_ratio(each, name) for each in said for name in body.alike), default=0.0)
            if likeness >= LIKELY:
                found.append((body, likeness))
        return sorted(found, key=lambda each: (-each[1], each[0].code))[:3]


def register() -> Register:
    """The register of bodies, by which a roster's workbook is read and started."""
    return Register.read(Path(__file__).parent / "registers" / "bodies.schema.json", "gather")


def asked(desk: Any, request: dict[str, Any]) -> dict[str, Any]:
    """The answer to `gather:roster`, in the guarded worker: the rows of a roster's workbook."""
    from ubb4.book.sheets import best_sheet

    path = Path(request["file"])
    reading = best_sheet(desk.cells(path), register())
    if reading is None:
        return {"rows": None}
    table = reading.read()
    rows = [{name: None if row[name] is None else str(row[name]) for name in table.register.by_name} for row in table]
    told = [f"{finding.cell}: {finding.message}" for finding in reading.findings if finding.severity == "error"]
    return {"rows": rows, "numbers": list(table.numbers), "told": told}


def read(path: Path) -> Roster:
    """The roster of a file.  UseError where it is none, or holds no body."""
    if path.suffix.lower() == ".toml":
        try:
            data = tomllib.loads(path.read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise UseError(_("{file} оқылмады: {error}", file=path, error=error)) from error
        rows, told = [dict(each) for each in data.get("body", ()) if isinstance(each, dict)], list[str]()
    else:
        from ubb4.cli import options, output

        answer, __ = output.ask({"verb": "gather:roster", "file": str(path), "options": options.asked(None, None)})
        rows, told = answer["rows"] or [], [f"{path.name}: {each}" for each in answer.get("told", ())]
    found = of(rows, told)
    if not found:
        raise UseError(_("{file}: бірде-бір ұйым табылмады. Тізілімді «ubb4 gather --start-bodies {file}» бастайды.", file=path.name), "no-bodies")
    return found


def of(rows: Iterable[Mapping[str, Any]], told: Iterable[str] = ()) -> Roster:
    """The roster of plain rows: codes given, superiors found by number, name or code; what does not fit is told, nothing is dropped in silence."""
    plain = [{name: _text(value) for name, value in row.items()} for row in rows]
    plain = [row for row in plain if row.get("name_kk") or row.get("name_ru") or row.get("bin")]
    problems, used = list(told), set[str]()
    width, codes = max(3, len(str(len(plain)))), list[str]()
    for number, row in enumerate(plain, 1):
        code = row.get("code") or f"{number:0{width}}"
        if not _CODE.fullmatch(code):
            problems.append(_("Ұйымдар тізілімі: «{code}» коды жарамайды (8 таңбаға дейін әріп пен цифр), реттік нөмірі алынды.", code=code))
            code = f"{number:0{width}}"
        if code in used:
            problems.append(_("Ұйымдар тізілімі: «{code}» коды қайталанған, реттік нөмірі алынды.", code=code))
            code = next(each for each in (f"{n:0{width}}" for n in range(number, number + len(plain) + 1)) if each not in used)
        used.add(code)
        codes.append(code)
    by: dict[str, str] = {}
    for code, row in zip(codes, plain, strict=True):
        for name in (row.get("bin", ""), row.get("name_kk", ""), row.get("name_ru", ""), code):
            if name:
                by.setdefault(folded(name), code)
    bodies = []
    for code, row in zip(codes, plain, strict=True):
        parent = by.get(folded(row.get("parent", "")), "") if row.get("parent") else ""
        if row.get("parent") and (not parent or parent == code):
            problems.append(
                _("Ұйымдар тізілімі: «{name}» ұйымының жоғары тұрған ұйымы табылмады: «{parent}».", name=row.get("name_kk") or code, parent=row["parent"])
            )
            parent = ""
        aliases = tuple(part.strip() for part in row.get("aliases", "").split(";") if part.strip())
        kept = {name: row.get(name, "") for name in ("name_kk", "name_ru", "bin", "kind", "language", "email", "tile")}
        bodies.append(Body(code=code, parent=parent, aliases=aliases, **kept))
    problems += _circles(bodies)
    twice = {body.bin for body in bodies if body.bin and sum(each.bin == body.bin for each in bodies) > 1}
    problems += [_("Ұйымдар тізілімі: {bin} БСН-і бірнеше ұйымда көрсетілген: біріншісі алынды.", bin=bin) for bin in sorted(twice)]
    return Roster(tuple(bodies), tuple(problems))


def _circles(bodies: list[Body]) -> list[str]:
    """A body that is its own superior by way of others is taken for a root."""
    told, by = [], {body.code: body for body in bodies}
    for place, body in enumerate(bodies):
        seen, at = {body.code}, body.parent
        while at and at not in seen:
            seen.add(at)
            at = by[at].parent
        if at == body.code:
            told.append(_("Ұйымдар тізілімі: «{name}» өзіне бағынышты болып көрсетілген: жоғары тұрған ұйымы алынбады.", name=body.name("kk")))
            bodies[place] = by[body.code] = replace(body, parent="")
    return told


def _text(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return ";".join(str(each) for each in value)
    return "" if value is None else str(value).strip()
