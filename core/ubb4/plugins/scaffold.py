"""A stranger's plugin ready to fill: a package of its own with one register, rule, measure, deadline, form, button."""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping
from pathlib import Path

from ubb4.base.errors import UseError
from ubb4.base.files import write_bytes, write_text
from ubb4.base.text import gettext as _
from ubb4.documents.template import build, language_of
from ubb4.law.wellformed import GRAMMAR
from ubb4.plugins.found import installed
from ubb4.plugins.heard import unusable

_SOURCE = Path(__file__).parent / "blank"


def scaffold(folder: Path) -> list[Path]:
    """Make the plugin's folder; its name is the plugin's name.  Returns the files made."""
    name = folder.resolve().name.replace("-", "_").lower()
    if not re.fullmatch(r"[a-z][a-z0-9_]{2,40}", name):
        raise UseError(_("Плагиннің аты латын әріптерімен болуға тиіс, мысалы audit_plan: {name}", name=folder.name))
    if folder.exists() and any(folder.iterdir()):
        raise UseError(_("{folder} бумасы бос емес: басқа ат беріңіз.", folder=folder))
    reason = unusable(name) or (_("«{name}» плагині бар: басқа ат беріңіз.", name=name) if name in installed() else "")
    if reason:
        raise UseError(reason)
    made = []
    words = {"NAME": name, "DASHED": name.replace("_", "-"), "NUMBER": str(number_of(name))}
    for source in sorted(path for path in _SOURCE.rglob("*") if path.is_file()):
        relative = source.relative_to(_SOURCE).as_posix().removesuffix(".in")
        target = folder / _filled(relative, words)
        write_text(target, _filled(source.read_text("utf-8"), words))
        made.append(target)
    for schema in ("project", "register"):  # for the maker's editor: what may stand in a file, as it is typed
        target = folder / ".schemas" / f"{schema}.schema.json"
        write_bytes(target, (GRAMMAR / f"{schema}.schema.json").read_bytes())
        made.append(target)
    for twin in [path for path in made if path.suffix == ".form"]:
        write_bytes(twin.with_suffix(".docx"), build(twin.read_text("utf-8"), language_of(twin)))
        made.append(twin.with_suffix(".docx"))
    return made + _texts(folder / name, name)


def number_of(name: str) -> int:
    """A project number of its own, from 10 to 99, so that two plugins hardly ever have one subtask: the same for the same name."""
    return 10 + zlib.crc32(name.encode()) % 90


def _filled(text: str, words: Mapping[str, str]) -> str:
    for word, value in words.items():
        text = text.replace(word, value)
    return text


def _texts(root: Path, name: str) -> list[Path]:
    from ubb4.plugins.catalogue import update

    update(root, name)
    return sorted((root / "locale").rglob("*.[pm]o"))
