"""Which plugins are there: those that distributions bring by entry points, and the built-in features by their folders."""

from __future__ import annotations

import contextlib
import pkgutil
from functools import cache
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from importlib.util import find_spec
from types import ModuleType

from ubb4.base.settings import Settings
from ubb4.law.project import Project

GROUP = "ubb4"
OWN = "ubb4"  # the distribution of the toolkit itself
FEATURES = "ubb4.features"


def points() -> list[EntryPoint]:
    """Every entry point, the bundled ones first."""
    return sorted(entry_points(group=GROUP), key=lambda point: (point.dist is None or point.dist.name != OWN, point.name))


def installed() -> dict[str, EntryPoint]:
    """Every installed plugin by name; of two distributions that bring one name the bundled one, else the first."""
    found: dict[str, EntryPoint] = {}
    for point in points():
        found.setdefault(point.name, point)
    return found


def allowed(settings: Settings) -> tuple[str, ...]:
    """The names that may be loaded: the allow list, or the bundled plugins when no file gives one."""
    if settings.enabled is not None:
        return settings.enabled
    return tuple(name for name, point in sorted(installed().items()) if point.dist is not None and point.dist.name == OWN)


@cache
def built_in() -> tuple[str, ...]:
    """The names of the built-in features that are there; none where `features/` is not."""
    with contextlib.suppress(ImportError):
        spec = find_spec(FEATURES)
        places = spec.submodule_search_locations if spec is not None else None
        return tuple(sorted(each.name for each in pkgutil.iter_modules(places or ()) if each.ispkg))
    return ()


def feature(name: str) -> ModuleType:
    """The hooks of a built-in feature."""
    return import_module(f"{FEATURES}.{name}.plugin")


@cache
def actions_of_features() -> frozenset[str]:
    """What the buttons of every built-in feature do, disabled ones included."""
    asked = (getattr(feature(name), "provide_actions", tuple) for name in built_in())
    return frozenset(action.name for ask in asked for action in ask())


def project_of(name: str) -> Project | None:
    """The project of an installed plugin, enabled or not; None where it cannot be read."""
    point = installed().get(name)
    if point is not None:
        with contextlib.suppress(Exception):
            return Project.read(point.value.partition(":")[0].partition(".")[0])
    return None
