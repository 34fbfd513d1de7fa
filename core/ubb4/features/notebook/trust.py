"""Whose notebook it is: Jupyter signs what was made or run here, and knows it again."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any


def is_trusted(path: Path) -> bool:
    """Whether Jupyter's own signature says that this user made the notebook or trusts it."""
    nbformat: Any = import_module("nbformat")

    try:
        found = nbformat.read(path, as_version=4)
    except Exception:  # no notebook: whoever reads it next says why
        return True
    notary: Any = import_module("nbformat.sign").NotebookNotary()
    return bool(notary.check_signature(found))


def trusted(path: Path) -> None:
    """Sign it, as `jupyter trust` does; the file stays as it is."""
    nbformat: Any = import_module("nbformat")

    notary: Any = import_module("nbformat.sign").NotebookNotary()
    notary.sign(nbformat.read(path, as_version=4))
