"""An edition that goes on with an older one says only what has changed: the rest is read from the older one's files."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ubb4.base.errors import PluginError


def read(folder: Path) -> tuple[dict[str, Any], tuple[Path, ...]]:
    """(what an edition says, the folders of its files, its own first); PluginError names a file that cannot be read."""
    path = folder / "project.toml"
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise PluginError(f"{path}: {error}") from error
    edition = data.get("edition", {})
    older = edition.get("continues") if isinstance(edition, Mapping) else None
    if not isinstance(older, int) or str(older) == folder.name or not str(older) < folder.name:
        return data, (folder,)
    base, folders = read(folder.parent / str(older))
    return {**_over(base, data), "edition": {**base["edition"], **edition}}, (folder, *folders)


def files(folders: tuple[Path, ...], pattern: str) -> list[Path]:
    """The files of an edition, each name once: its own before the older one's."""
    found: dict[str, Path] = {}
    for folder in folders:
        for path in sorted(folder.glob(pattern)):
            found.setdefault(path.name, path)
    return sorted(found.values(), key=lambda path: path.name)


def _over(base: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """The older one's data with the newer one's over them: tables key by key, entries of a list by their id, the rest anew."""
    out = dict(base)
    for key, value in new.items():
        old = out.get(key)
        if isinstance(old, Mapping) and isinstance(value, Mapping):
            out[key] = _over(old, value)
        elif isinstance(old, list) and isinstance(value, list) and all(isinstance(each, Mapping) and "id" in each for each in (*old, *value)):
            named = {each["id"] for each in value}
            out[key] = [*(each for each in old if each["id"] not in named), *value]
        else:
            out[key] = value
    return out
