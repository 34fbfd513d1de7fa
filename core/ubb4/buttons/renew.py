"""Renew: the next year's workbook beside the open one, which stays as it is."""

from __future__ import annotations

from pathlib import Path

from ubb4.base.files import free
from ubb4.base.problem import incomplete
from ubb4.base.text import gettext as _
from ubb4.buttons.pressed import Hand, Told
from ubb4.buttons.report import folder_of, open_book
from ubb4.desk.new import made_again
from ubb4.desk.renew import renewed


def run(hand: Hand, words: list[str]) -> Told:
    """`renew`: what lasts goes over, what closes with the year stays behind; both are counted."""
    opened = hand.read()
    hand.step(_("келесі жылдың кітабы жасалып жатыр…"))
    told = renewed(opened.book, opened.book.year + 1)
    year = int(told.organisation["year"])
    out = free(folder_of(hand) / f"{Path(hand.book.name).stem} {year}.xlsx")
    out.parent.mkdir(parents=True, exist_ok=True)
    own = told.carried(hand.file, opened.book)
    problems = made_again(out, opened, told.organisation, told.rows, own)
    carried, left, drafts = (sum(numbers) for numbers in list(zip(*told.counts, strict=True))[1:]) if told.counts else (0, 0, 0)
    alarms = incomplete([*opened.problems, *problems])
    lines = [
        _("{year} жылғы кітап: {file}", year=year, file=out.name),
        _("Көшкен жол — {carried}, қалған жол — {left}, күнсіз жоба — {drafts}. Көшпегені туралы толық: ubb4 renew --dry-run.", carried=carried, left=left, drafts=drafts),
    ]  # fmt: skip
    return Told("\n".join([*lines, *own.lost, *alarms]), bad=bool(alarms), question=_("Ашу керек пе?"), then=lambda: open_book(hand.app, out))
