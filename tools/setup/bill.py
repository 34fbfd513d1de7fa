"""The bill of materials (CycloneDX) of a laid folder, and the licence of each part beside it."""

from __future__ import annotations

import hashlib
import re
import shutil
import sys
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import Distribution, distributions
from pathlib import Path

import folder

HERE = Path(__file__).resolve().parent
TEXTS = HERE / "licences"
_TEXT = re.compile(r"licen[cs]e|copying|notice|authors", re.IGNORECASE)
# what some packages write in words that are SPDX's already
_SPDX = ("MIT", "BSD-3-Clause", "BSD-2-Clause", "Apache-2.0", "LGPL-2.1-only", "PSF-2.0")
# what a package says of itself in a classifier alone, in SPDX's words
_CLASSIFIERS = {
    "MIT License": "MIT", "BSD License": "BSD-3-Clause", "Apache Software License": "Apache-2.0", "Python Software Foundation License": "PSF-2.0",
}  # fmt: skip


@dataclass(frozen=True)
class Part:
    """One part of the folder: its licence as an expression of SPDX, the files with the text of it, its hash where it is pinned."""

    name: str
    version: str
    licence: str
    texts: tuple[Path, ...]
    address: str
    sha256: str = ""
    holder: str = ""


def parts(laid: Path) -> list[Part]:
    """Python with the libraries inside it, then every package, by name."""
    own = folder.PARTS["python"]
    python = laid / "python"
    whole = python / "LICENSE.txt"
    inside = [Part(each["name"], each["version"], each["licence"], (TEXTS / each["text"] if "text" in each else whole,), "") for each in folder.PARTS["inside"]]
    first = Part("CPython", own["version"], "PSF-2.0", (whole,), f"pkg:generic/cpython@{own['version']}", own["data"])
    hashed = _hashes()
    found = [_package(each, hashed) for each in distributions(path=[str(laid / folder.SITE)])]
    return [first, *inside, *sorted(found, key=lambda each: each.name.lower())]


def _package(found: Distribution, hashed: dict[str, str]) -> Part:
    name, data = found.metadata["Name"], found.metadata
    site = Path(str(found.locate_file("")))
    root = next(each for each in site.glob("*.dist-info") if _folded(each.name.rpartition("-")[0].rpartition("-")[0]) == _folded(name))
    texts = tuple(sorted(path for path in root.rglob("*") if path.is_file() and (path.parent.name == "licenses" or _TEXT.search(path.name))))
    said = data.get("License-Expression") or (data.get("License") or "").strip()
    classified = [_CLASSIFIERS[each] for text in data.get_all("Classifier") or [] if (each := text.split(" :: ")[-1]) in _CLASSIFIERS]
    licence = said if data.get("License-Expression") or said in _SPDX else " OR ".join(dict.fromkeys(classified)) or folder.PARTS["licences"].get(name, "")
    if not licence:
        sys.exit(f"{name}: no licence that SPDX knows ({said!r}); say it in parts.toml, [licences]")
    kept = texts or ((TEXTS / f"{licence}.txt",) if (TEXTS / f"{licence}.txt").is_file() else ())
    if not kept:
        sys.exit(f"{name}: no text of the licence {licence}; put it into {TEXTS.name}/{licence}.txt")
    holder = "" if texts else (data.get("Author") or data.get("Author-email") or name)
    return Part(name, found.version, licence, kept, f"pkg:pypi/{name.lower().replace('_', '-')}@{found.version}", hashed.get(_folded(name), ""), holder)


def _folded(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _hashes() -> dict[str, str]:
    """No single hash is of a package in a lock: the hash of its lines there stands for all of its files."""
    found = dict[str, str]()
    for lock in folder.LOCKS.values():
        for block in re.split(r"\n(?=\S)", (folder.ROOT / lock).read_text("utf-8")):
            if named := re.match(r"([A-Za-z0-9._-]+)==", block):
                found[_folded(named[1])] = hashlib.sha256(" ".join(re.findall(r"sha256:(\w+)", block)).encode()).hexdigest()
    return found


def lay(laid: Path) -> None:
    """licences/ and bom.json of a laid folder."""
    found = parts(laid)
    shutil.rmtree(laid / "licences", ignore_errors=True)
    for part in found:
        if part.texts == (laid / "python" / "LICENSE.txt",) and part.name != "CPython":
            continue  # CPython's own text holds theirs
        place = laid / "licences" / f"{part.name}-{part.version}"
        place.mkdir(parents=True)
        for path in part.texts:
            name = path.name if not (place / path.name).exists() else f"{path.parent.name}-{path.name}"
            text = path.read_bytes()
            (place / name).write_bytes(f"{part.name} {part.version}\nCopyright (c) {part.holder}\n\n".encode() + text if part.holder else text)
    (laid / "licences" / "README.txt").write_text(folder.PARTS["about"]["licences"], "utf-8")
    (laid / "bom.json").write_text(_cyclonedx(found), "utf-8")


def _cyclonedx(found: list[Part]) -> str:
    from cyclonedx.contrib.license.factories import LicenseFactory
    from cyclonedx.model import Property
    from cyclonedx.model.bom import Bom, BomMetaData
    from cyclonedx.model.component import Component, ComponentType
    from cyclonedx.output.json import JsonV1Dot6
    from packageurl import PackageURL

    licences = LicenseFactory()
    when = datetime.fromtimestamp(folder.epoch(), UTC)
    names = " ".join(f"{part.name}=={part.version}" for part in found)
    own = next(part for part in found if part.name == "ubb4")
    bom = Bom(serial_number=uuid.uuid5(uuid.NAMESPACE_URL, f"{names} {when.isoformat()}"))
    bom.metadata = BomMetaData(timestamp=when, component=Component(name="ubb4", version=own.version, type=ComponentType.APPLICATION, bom_ref="ubb4-setup"))
    for part in found:
        bom.components.add(Component(
            name=part.name, version=part.version, type=ComponentType.LIBRARY, bom_ref=f"{part.name}@{part.version}",
            licenses=[licences.make_from_string(part.licence)], purl=PackageURL.from_string(part.address) if part.address else None,
            properties=[Property(name="ubb4:lock-digest", value=part.sha256)] if part.sha256 else None,
        ))  # fmt: skip
    bom.register_dependency(bom.metadata.component, list(bom.components))
    return JsonV1Dot6(bom).output_as_string(indent=1) + "\n"
