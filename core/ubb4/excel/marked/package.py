"""The package around a marked sheet: its parts, their relationships and types, read by a parser and added to at the end."""

from __future__ import annotations

import posixpath
import zipfile
from xml.sax.saxutils import quoteattr

from ubb4.base.errors import WorkbookError
from ubb4.base.text import gettext as _
from ubb4.excel.xml import MAIN, RELATIONS, STRICT, Element, put_last, tree, utf8

TYPES = "[Content_Types].xml"
OFFICE = "application/vnd.openxmlformats-officedocument"
_PACKAGE = "application/vnd.openxmlformats-package"
_BLANK = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'


class Package:
    """An officer's package, and the parts that differ in its copy."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.names = set(archive.namelist())
        self.changed: dict[str, bytes] = {}
        self.added: dict[str, bytes] = {}
        self.book = self.target("", "officeDocument") or "xl/workbook.xml"
        self._refuse_strict()

    def _refuse_strict(self) -> None:
        root = tree(self.read(self.book), 1)
        if root.namespace == STRICT:
            raise WorkbookError(
                _("Кітап «Strict Open XML» түрінде сақталған: белгіленген көшірме жасалмайды. Excel-де кәдімгі .xlsx түрінде сақтаңыз."), "strict"
            )
        if root.namespace != MAIN:
            raise ValueError(root.namespace)

    def read(self, name: str) -> bytes:
        """A part as it is now, in UTF-8."""
        for parts in (self.changed, self.added):
            if name in parts:
                return parts[name]
        return utf8(self.archive.read(name))

    def has(self, name: str) -> bool:
        return name in self.names or name in self.added

    def put(self, name: str, data: bytes) -> None:
        (self.changed if name in self.names else self.added)[name] = data

    def free(self, pattern: str) -> str:
        """The first name of a pattern that no part bears."""
        return next(name for name in (pattern.format(number) for number in range(1, 10_000)) if not self.has(name))

    def relations(self, part: str) -> list[Element]:
        """The relationships of a part, "" for those of the package."""
        rels = self._rels(part)
        return [each for each in tree(self.read(rels)).children if each.name == "Relationship"] if self.has(rels) else []

    def target(self, part: str, kind: str) -> str | None:
        """The part that another one refers to by a kind of relationship."""
        return next((path for found, path in self.targets(part) if found == kind), None)

    def targets(self, part: str) -> list[tuple[str, str]]:
        """(kind, part) of every relationship inside the package."""
        found = []
        for each in self.relations(part):
            target = each.get("Target") or ""
            if each.get("TargetMode") != "External" and target:
                path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(posixpath.dirname(part), target))
                found.append(((each.get("Type") or "").rpartition("/")[2], path))
        return found

    def sheets(self) -> dict[str, str]:
        """From a sheet's name to the path of its part."""
        root, by_id = tree(self.read(self.book), 3), {}
        for each in self.relations(self.book):
            target = each.get("Target") or ""
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(posixpath.dirname(self.book), target))
            by_id[each.get("Id") or ""] = path
        listed = root.first("sheets")
        return {each.get("name") or "": by_id[each.get("id") or ""] for each in (listed.named("sheet") if listed else ()) if each.get("id") in by_id}

    def relate(self, part: str, kind: str, target: str) -> str:
        """Refer from one part to another -> the id; what ends in .rels is made known where it was not."""
        rels = self._rels(part)
        if not self.has(rels):
            self.put(rels, _BLANK)
        taken = {each.get("Id") for each in self.relations(part)}
        id = next(name for name in (f"ubb4r{number}" for number in range(1, 10_000)) if name not in taken)
        root = tree(self.read(rels), 1)
        self.put(rels, put_last(self.read(rels), root, f'<{root.prefix}Relationship Id="{id}" Type="{RELATIONS}/{kind}" Target="/{target}"/>'))
        self.extension("rels", f"{_PACKAGE}.relationships+xml")
        return id

    def type(self, part: str, kind: str) -> None:
        self._declare("Override", PartName=f"/{part}", ContentType=f"{OFFICE}.{kind}")

    def extension(self, ending: str, kind: str) -> None:
        known = {(each.get("Extension") or "").casefold() for each in tree(self.read(TYPES)).named("Default")}
        if ending not in known:
            self._declare("Default", Extension=ending, ContentType=kind)

    def _declare(self, name: str, **attributes: str) -> None:
        data = self.read(TYPES)
        root = tree(data, 1)
        told = " ".join(f"{key}={quoteattr(value)}" for key, value in attributes.items())
        self.put(TYPES, put_last(data, root, f"<{root.prefix}{name} {told}/>"))

    def _rels(self, part: str) -> str:
        folder, base = posixpath.split(part)
        return posixpath.join(folder, "_rels", f"{base}.rels")
