"""What is new in this version, as the doctor tells it: a line each, in the language in use, of `changes/news.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator

from ubb4.base.shipped import shipped
from ubb4.base.text import language

KINDS = ("feature", "fix")


def lines(kind: str) -> Iterator[str]:
    """Those of a kind, in the order of the file; nothing where it was not shipped."""
    path = shipped("changes") / "news.toml"
    if path.is_file():
        yield from (each[language()] for each in tomllib.loads(path.read_text("utf-8")).values() if each["kind"] == kind)
