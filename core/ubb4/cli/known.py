"""The commands that `ubb4 --help` lists beside the kernel's own, without hearing one plugin: those of the features from their packages,
those of the plugins as they were when they were last heard (`commands.json` in the user's own folder)."""

from __future__ import annotations

import json
import os
import pkgutil
import sys
from contextlib import suppress
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ubb4.plugins.toolkit import Toolkit

FILE = "commands.json"


@cache
def known_commands() -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """(plugin, its commands as name and purpose); the plugin's name is empty for a feature."""
    here = list[str]()
    with suppress(ImportError):  # a house without features has none of their commands
        spec = find_spec("ubb4.features")
        here = sorted(each.name for each in pkgutil.iter_modules(spec.submodule_search_locations or ()) if each.ispkg) if spec is not None else []
    without = _disabled()
    own = tuple(
        (name, about) for feature in here if feature not in without for name, about, __ in getattr(import_module(f"ubb4.features.{feature}"), "COMMANDS", ())
    )
    return (("", own), *_of_plugins())


def _disabled() -> frozenset[str]:
    from ubb4.base import settings

    with suppress(Exception):  # a broken settings file is told by every command but --help
        return frozenset(settings.read().without)
    return frozenset()


def _of_plugins() -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """What was written down when the plugins were last heard; they are heard now where they have changed since."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        data = json.loads(_file().read_text("utf-8"))
        if data["stamp"] == _stamp():
            return tuple((name, tuple((each[0], each[1]) for each in commands)) for name, commands in data["plugins"])
    from ubb4.base import settings
    from ubb4.plugins.hearing import hear

    with suppress(Exception):
        toolkit = hear(settings.read())
        remember(toolkit)
        return _plain(toolkit)
    return ()


def remember(toolkit: Toolkit) -> None:
    """Write down which commands the plugins have."""
    from ubb4.base.files import write_text

    with suppress(Exception):  # help must come also where nothing can be written
        write_text(_file(), json.dumps({"stamp": _stamp(), "plugins": _plain(toolkit)}, ensure_ascii=False))


def _plain(toolkit: Toolkit) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    from ubb4.plugins.offers import about

    found = ((plugin.name, tuple((each.name or "", about(each)) for each in plugin.offers.commands)) for plugin in toolkit.plugins)
    return tuple(each for each in found if each[1])


def _file() -> Path:
    from ubb4.base import settings

    return settings.own_folder() / FILE


def _stamp() -> list[str]:
    """What changes when a plugin is installed, taken away, enabled or disabled, and when another language is spoken."""
    from ubb4.base import settings
    from ubb4.base.text import language

    path = settings.find()
    places = [Path(each) for each in sys.path if each] + ([path] if path is not None else [])
    return [language(), *(f"{each}={os.stat(each).st_mtime_ns}" for each in places if each.exists())]
