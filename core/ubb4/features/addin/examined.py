"""What the doctor looks at, and a line of what it finds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

Value = str | int | bytes | None


@dataclass(frozen=True)
class Line:
    """One finding: good True or False, None when it could not be seen; the text ends with what to do."""

    id: str
    good: bool | None
    text: str


@dataclass(frozen=True)
class Started:
    """What the very line that a button starts came to."""

    line: str
    code: int
    said: str


@dataclass
class Machine:
    """What is looked at: the registry, files, packages, the buttons' own line; a test gives its own."""

    addin: Path
    expected: frozenset[bytes] = frozenset()
    registry: Callable[[str, str, str], Value] = lambda hive, key, name: None
    names: Callable[[str, str], list[str]] = lambda hive, key: []
    packages: Mapping[str, bool] = field(default_factory=dict)
    copies: list[Path] = field(default_factory=list)
    started: Started | None = None
    has_excel: bool = True
    python: Path = Path()
    shared: bool = False  # the add-in is everybody's: an administrator has installed it
