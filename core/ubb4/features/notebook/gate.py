"""A page that leaves the body: free texts on it are released by a person first, and nothing protected stands on it, whatever made it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

from ubb4.base.text import gettext as _
from ubb4.book.book import Book
from ubb4.desk.desk import Desk
from ubb4.desk.texts import asked_beside, read_texts
from ubb4.documents.release import WITHHELD, Release
from ubb4.documents.search import protected_titles, protected_values, search
from ubb4.documents.wording import shown

_TAG = re.compile(r"<[^>]*>")
_LONG = 8  # letters: a shorter text is met by chance within another, and is looked for as a whole line


def asked(desk: Desk, request: dict[str, Any]) -> dict[str, Any]:
    """Whether a page made of these workbooks may go out: what stands in the way, and the list of texts that are still to be read."""
    released, text = request["released"], Path(request["page"]).read_text("utf-8")
    release = read_texts(desk.cells(Path(released)), Path(released).name) if released else Release()
    lines = {" ".join(unescape(part).split()) for part in _TAG.sub("\n", text).splitlines()}
    words, left, problems = "\n".join(sorted(lines)), list[str](), []
    for file in request["files"]:
        opened = desk.read(Path(file))
        problems += [each.to_json() for each in opened.problems]
        left += _withheld(opened.book, release, lines, words)
        left += search({"index.html": text.encode()}, protected_values(opened.book), protected_titles(opened.book))
    told = asked_beside(Path(request["out"]), release) if release.pending else {"texts": None, "pending": 0}
    return {**told, "left": list(dict.fromkeys(left)), "problems": problems, "notes": []}


def _withheld(book: Book, release: Release, lines: set[str], words: str) -> Iterator[str]:
    """Ask the release about every text of a public column that the page shows; a sentence for each that was decided to stay inside."""
    for table in book.tables.values():
        public = [column for column in table.register.columns if column.klass == "public"]
        for row in table:
            for column in public:
                text = " ".join(shown(column, row.raw(column.name)).split())
                if text and (text in lines or (len(text) >= _LONG and text in words)) and release(row, column, text) == WITHHELD:
                    cell = table.place(row.index, column.name)[1]
                    yield _("{sheet}!{cell}: бұл мәтін жарияланбайды деп шешілген, ал бетте көрсетілген.", sheet=table.sheet, cell=cell)
