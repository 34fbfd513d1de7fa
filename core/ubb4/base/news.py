"""What is new in this version, as the doctor tells it: the fragments of the changelog, a line each in the language in use."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator

from ubb4.base.shipped import shipped
from ubb4.base.text import language

KINDS = ("feature", "fix")


def lines(kind: str) -> Iterator[str]:
    """Those of a kind, by the names of their fragments; nothing where they were not shipped."""
    folder = shipped("changes")
    if not (folder / "news.toml").is_file():
        return
    told = tomllib.loads((folder / "news.toml").read_text("utf-8"))
    for path in sorted(folder.glob(f"*.{kind}.md")):
        own = told.get(path.name.split(".")[0], {}).get(language())
        yield own or " ".join(path.read_text("utf-8").split())
