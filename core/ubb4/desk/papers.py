"""What the documents of an opened workbook are filled from: its book and measures, how its deadlines stand, what a check of it found."""

from __future__ import annotations

from functools import partial

from ubb4.base.spelling import folded
from ubb4.book.book import Book
from ubb4.desk.check import check
from ubb4.desk.due import due
from ubb4.desk.opened import Opened
from ubb4.documents.standing import Findings, Later, Standing
from ubb4.documents.words import Papers


def papers(opened: Opened) -> Papers:
    """The same for every document of it; deadlines and findings are made when a form first names them."""

    def standing() -> Standing:
        return Standing(due(opened).deadlines, opened.book.today, partial(named, opened.book))

    def findings() -> Findings:
        return Findings(check(opened).findings)

    def make() -> Papers:
        return Papers(opened.book, opened.toolkit.common.edition, opened.measured, {"deadlines": Later(standing), "findings": Later(findings)})

    found: Papers = opened.once("papers", make)
    return found


def named(book: Book, key: str) -> str:
    """What a key stands for, in the words of its row: the first public text beside it; the key itself where there is none."""
    for table in book.tables.values():
        row = table.by_key.get(folded(key))
        if row is not None:
            texts = (
                row.raw(each.name)
                for each in table.register.columns
                if each.name != table.register.key and each.klass == "public" and each.type in ("text", "long")
            )
            return str(next((text for text in texts if text), key))
    return key
