"""A stranger's plugin ready to fill: a package of its own with one register, rule, measure, deadline, form, button."""

from __future__ import annotations

import re
from pathlib import Path

from ubb4.base.errors import UseError
from ubb4.base.files import write_bytes, write_text
from ubb4.base.text import gettext as _
from ubb4.documents.template import build

_SOURCE = Path(__file__).parent / "blank"


def scaffold(folder: Path) -> list[Path]:
    """Make the plugin's folder; its name is the plugin's name.  Returns the files made."""
    name = folder.resolve().name.replace("-", "_").lower()
    if not re.fullmatch(r"[a-z][a-z0-9_]{2,40}", name):
        raise UseError(_("Плагиннің аты латын әріптерімен болуға тиіс, мысалы audit_plan: {name}", name=folder.name))
    if folder.exists() and any(folder.iterdir()):
        raise UseError(_("{folder} бумасы бос емес: басқа ат беріңіз.", folder=folder))
    made = []
    for source in sorted(path for path in _SOURCE.rglob("*") if path.is_file()):
        relative = source.relative_to(_SOURCE).as_posix().removesuffix(".in")
        target = folder / relative.replace("NAME", name).replace("DASHED", name.replace("_", "-"))
        write_text(target, source.read_text("utf-8").replace("NAME", name).replace("DASHED", name.replace("_", "-")))
        made.append(target)
    for twin in [path for path in made if path.suffix == ".form"]:
        write_bytes(twin.with_suffix(".docx"), build(twin.read_text("utf-8")))
        made.append(twin.with_suffix(".docx"))
    return made + _texts(folder / name, name)


def _texts(root: Path, name: str) -> list[Path]:
    from ubb4.plugins.catalogue import update

    update(root, name)
    return sorted((root / "locale").rglob("*.[pm]o"))
