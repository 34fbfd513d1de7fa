"""Every document of the demonstrations and every word of the public page as text: a reworded form shows in a diff.

`UBB4_SNAPSHOTS=write pytest tests/whole/test_snapshots.py` writes them anew; then read what changed.
"""

from __future__ import annotations

import os
import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

from conftest import BODIES, ROOT, wanted
from ubb4.base.text import speaking
from ubb4.contract import text_of
from ubb4.desk.desk import Desk
from ubb4.desk.documents import Asked, make
from ubb4.desk.opened import Options
from ubb4.documents.release import Release
from ubb4.features.public import site

FOLDER = ROOT / "tests" / "snapshots"
WRITE = os.environ.get("UBB4_SNAPSHOTS") == "write"


def _same(name: str, text: str) -> None:
    path = FOLDER / name
    if WRITE:
        path.write_text(text, "utf-8")
    assert path.is_file(), f"no snapshot {name}"
    assert text == path.read_text("utf-8"), f"{name} differs: read the diff, then write it anew"


@pytest.mark.parametrize("language", ["kk", "ru"])
@pytest.mark.parametrize("body", BODIES)
def test_every_document_says_what_it_said(body: str, language: str, demo: Path, tmp_path: Path) -> None:
    with speaking(language):
        opened = Desk(Options(wanted(body)["today"])).read(demo / f"{body}.{language}.xlsx")
        made = make(opened, Asked("all", [language]), lambda name: tmp_path / name, single=False)
    assert made.problems == ()
    assert made.made
    texts = {Path(each["file"]).name: text_of(Path(each["file"]).read_bytes()) for each in made.made}
    _same(f"{body}.{language}.txt", "\n\n".join(f"===== {name}\n{text}" for name, text in sorted(texts.items())) + "\n")


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.off = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.off = tag in ("script", "style")
        self.words += [value for name, value in attrs if name in ("aria-label", "title", "placeholder", "alt") and value]

    def handle_data(self, data: str) -> None:
        if not self.off and data.strip():
            self.words.append(" ".join(data.split()))


class _All(dict[str, bool]):
    """In the snapshot nobody has to decide: everything may go out."""

    def get(self, key: str, default: object = None) -> bool:  # type: ignore[override]
        return True

    def __contains__(self, key: object) -> bool:
        return True

    def __getitem__(self, key: str) -> bool:
        return True


def test_the_public_page_says_what_it_said(demo: Path) -> None:
    opened = Desk(Options(date(2026, 10, 20))).read(demo / "region.kk.xlsx")
    contents = site.contents_of(opened, Release(_All()))
    pages = sorted(name for name in contents if name.endswith(".html"))
    assert len(pages) == 2
    for name in pages:
        parser = _Words()
        parser.feed(contents[name].decode())
        _same(f"page.{name}.txt", re.sub(r"[0-9a-f]{64}", "SHA-256", "\n".join(parser.words)) + "\n")
