"""What the documents of an opened workbook are filled from: its book and measures, how its deadlines stand, what a check of it found."""

from __future__ import annotations

from ubb4.desk.check import check
from ubb4.desk.due import due
from ubb4.desk.opened import Opened
from ubb4.documents.standing import Findings, Later, Standing
from ubb4.documents.words import Papers


def papers(opened: Opened) -> Papers:
    """The same for every document of it; deadlines and findings are made when a form first names them."""

    def standing() -> Standing:
        return Standing(due(opened).deadlines, opened.book.today)

    def findings() -> Findings:
        return Findings(check(opened).findings)

    def make() -> Papers:
        return Papers(opened.book, opened.toolkit.common.edition, opened.measured, {"deadlines": Later(standing), "findings": Later(findings)})

    found: Papers = opened.once("papers", make)
    return found
