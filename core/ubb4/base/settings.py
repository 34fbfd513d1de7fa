"""Which plugins this team enables, and how it counts: `ubb4.toml`.

Looked for in this folder and its parents, then in the user's own settings folder, then beside an installation; UBB4_SETTINGS names one outright.
"""

from __future__ import annotations

import os
import sys
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ubb4.base.errors import SettingsError
from ubb4.base.text import LANGUAGES
from ubb4.base.text import gettext as _

NAME = "ubb4.toml"


@dataclass(frozen=True, slots=True)
class Settings:
    """`enabled` is the allow list, None when no file says; `without` the built-in features that the team does without; `readings` how this team reads unclear places of the
    instruction, by their names; `path` the file read or None."""

    enabled: tuple[str, ...] | None = None
    language: str | None = None
    policy: str = "nth_day"
    roll: bool = True
    path: Path | None = None
    readings: Mapping[str, Any] = field(default_factory=dict)
    without: tuple[str, ...] = ()


def of_others(path: Path | None) -> bool:
    """Whether settings come from a file that is not the user's own: one that lies in the folder, or that was named outright."""
    return path is not None and path.resolve() != _user_file().resolve() and path != team_file()


def find() -> Path | None:
    """The settings file in force, or None."""
    named = os.environ.get("UBB4_SETTINGS")
    if named:
        return Path(named) if Path(named).is_file() else None
    here, team = Path.cwd(), team_file()
    for folder in (here, *here.parents):
        if (folder / NAME).is_file() and folder / NAME != team:  # the installer itself works in that folder
            return folder / NAME
    own = _user_file()
    return own if own.is_file() else team


def team_file() -> Path | None:
    """What an administrator laid beside the installer, in the folder of an installation on Windows; holds where a user has no settings."""
    folder = installed_folder()
    return folder / NAME if folder is not None and (folder / NAME).is_file() else None


def installed_folder() -> Path | None:
    """The folder that the installer for Windows has laid, or that was unpacked; None for an environment of Python."""
    folder = Path(sys.prefix).parent
    return folder if (folder / "ubb4.cmd").is_file() else None


def own_folder() -> Path:
    """The user's own settings folder; it may not be there yet."""
    import platformdirs

    return platformdirs.user_config_path("ubb4", appauthor=False)


def own_scratch() -> Path:
    """Where files of a moment lie that a program shows: no settings, gone with an uninstallation."""
    import platformdirs

    return platformdirs.user_cache_path("ubb4", appauthor=False)


def own_documents() -> Path:
    """Where workbooks and papers of this user lie when nobody has chosen a folder; it may not be there yet."""
    import platformdirs

    return platformdirs.user_documents_path() / "ubb4"


def _user_file() -> Path:
    return own_folder() / NAME


def read() -> Settings:
    """The settings in force; SettingsError names file and key."""
    path = find()
    if path is None:
        return Settings()
    try:
        data = tomllib.loads(path.read_text("utf-8-sig"))
    except (OSError, ValueError) as error:
        raise SettingsError(_("{file} оқылмады: {error}", file=path, error=error)) from error
    enabled = _strings(path, data, "plugins", "enabled")
    language = _choice(path, data, "text", "language", LANGUAGES)
    policy = _choice(path, data, "counting", "policy", ("nth_day", "clear_days"))
    roll = _choice(path, data, "counting", "roll", ("strict", "next"))
    without = _strings(path, data, "plugins", "without") or ()
    return Settings(enabled, language, policy or "nth_day", roll != "strict", path, _section(path, data, "reading"), without)


def _section(path: Path, data: dict[str, object], section: str) -> dict[str, object]:
    found = data.get(section, {})
    if not isinstance(found, dict):
        raise SettingsError(_("{file}: [{section}] бөлім болуға тиіс.", file=path, section=section))
    return found


def _strings(path: Path, data: dict[str, object], section: str, key: str) -> tuple[str, ...] | None:
    found = _section(path, data, section).get(key)
    if found is None:
        return None
    if not isinstance(found, list) or not all(isinstance(each, str) for each in found):
        raise SettingsError(_('{file}: {key}: атаулар тізімі болуға тиіс, мысалы ["project1_risk"].', file=path, key=f"{section}.{key}"))
    return tuple(found)


def _choice(path: Path, data: dict[str, object], section: str, key: str, among: Iterable[str]) -> str | None:
    found = _section(path, data, section).get(key)
    if found is None or (isinstance(found, str) and found in among):
        return found
    raise SettingsError(
        _("{file}: {key}: «{value}» емес, мыналардың бірі: {among}.", file=path, key=f"{section}.{key}", value=found,
          among=", ".join(among))
    )  # fmt: skip


def write_enabled(enabled: Iterable[str]) -> Path:
    """Write the allow list into the settings file in force, or a new one in this folder; comments stay."""
    return _write("plugins", "enabled", list(enabled), Path.cwd() / NAME)


def write_without(names: Iterable[str]) -> Path:
    """Write which built-in features the team does without; comments stay."""
    return _write("plugins", "without", list(names), Path.cwd() / NAME)


def write_language(language: str) -> Path:
    """Write the language into the settings file in force, or a new one of the user's own; comments stay."""
    return _write("text", "language", language, _user_file())


def _write(section: str, key: str, value: object, fresh: Path) -> Path:
    import tomlkit

    named = os.environ.get("UBB4_SETTINGS")
    source = path = find() or (Path(named) if named else fresh)
    if path == team_file():  # the team's choice is where a user's own settings begin, and is not written over
        path = _user_file()
    try:
        document = tomlkit.parse(source.read_text("utf-8-sig")) if source.is_file() else tomlkit.document()
    except (OSError, ValueError) as error:
        raise SettingsError(_("{file} оқылмады: {error}", file=path, error=error)) from error
    document.setdefault(section, tomlkit.table())[key] = value
    from ubb4.base.files import write_text

    write_text(path, tomlkit.dumps(document))
    return path
