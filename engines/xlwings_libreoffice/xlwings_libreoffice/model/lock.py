"""The lock of a workbook's structure, which LibreOffice's import of .xlsx forgets and Excel keeps."""

from __future__ import annotations

import posixpath
import zipfile
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError, fromstring

NONE, OPEN, PASSWORD = "", "open", "password"
_ENDINGS = (".xlsx", ".xlsm", ".xltx", ".xltm")
_KEYS = ("workbookPassword", "workbookHashValue")


def lock_of(path: Path) -> str:
    """How the structure of a workbook on disk is locked: not at all, without a password, or with one."""
    if path.suffix.lower() not in _ENDINGS:
        return NONE
    try:
        with zipfile.ZipFile(path) as archive:
            root = fromstring(archive.read(_workbook(archive)))  # noqa: S314  LibreOffice has read it before us
    except (OSError, KeyError, zipfile.BadZipFile, ParseError, StopIteration):
        return NONE
    for child in root:
        if _local(child) == "workbookProtection" and child.get("lockStructure") in ("1", "true"):
            return PASSWORD if any(child.get(key) for key in _KEYS) else OPEN
    return NONE


def _workbook(archive: zipfile.ZipFile) -> str:
    """The workbook's part, as the package's relationships name it."""
    for child in fromstring(archive.read("_rels/.rels")):  # noqa: S314
        if child.get("Type", "").endswith("/officeDocument"):
            return posixpath.normpath(child.get("Target", "").lstrip("/"))
    return "xl/workbook.xml"


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]
