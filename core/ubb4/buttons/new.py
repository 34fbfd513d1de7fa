"""New: the first workbook. Pressed anywhere it asks on a small workbook of its own; pressed there it makes the workbook and opens it."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from ubb4.base import settings
from ubb4.base.files import free
from ubb4.base.problem import incomplete
from ubb4.base.text import gettext as _
from ubb4.buttons.pressed import Hand, Told
from ubb4.buttons.report import open_book
from ubb4.desk import first
from ubb4.excel.questions import answers


def run(hand: Hand, words: list[str]) -> Told:
    """`new`: needs no workbook of ours, and none at all."""
    toolkit = hand.desk.toolkit
    asking = hand.front
    given = answers(asking, first.KIND) if asking is not None else None
    if given is None or asking is None:
        path = _asked(settings.own_scratch() / f"{_(first.SHEET)}.xlsx")
        first.ask(path, toolkit, hand.options.today)
        open_book(hand.app, path)
        return Told(_("Ұйымның атауын жазып, түрін таңдаңыз да, «Жаңа кітап» батырмасын тағы бір рет басыңыз."), quiet=True)
    hand.step(_("кітап жасалып жатыр…"))
    path, problems = first.make(given, settings.own_documents(), hand.options, toolkit)
    open_book(hand.app, path)
    with suppress(Exception):  # the questions stay open where the program does not let them be closed
        asking.close()
    alarms = incomplete([*toolkit.problems, *problems])
    return Told("\n".join([_("Жаңа кітап: {file}", file=path), *alarms]), bad=bool(alarms), quiet=not alarms)


def _asked(path: Path) -> Path:
    """The questions of an earlier press are written anew, unless a program holds them open."""
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return free(path)
    return path
