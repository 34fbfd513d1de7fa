"""Folders that ride in the wheel beside the code: in an installed package inside it, in a checkout beside `core/`."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).parent.parent


def shipped(name: str) -> Path:
    """Where a shipped folder (notebooks, examples) lies."""
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parent.parent / name


@cache
def version() -> str:
    """The installed version of the toolkit."""
    from importlib.metadata import version

    return version("ubb4")
