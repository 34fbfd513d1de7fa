"""Notebook: a notebook runs on the open workbook as it stands, unsaved changes too; its page appears beside the workbook and is opened."""

from __future__ import annotations

import tempfile
from pathlib import Path

from ubb4.base.files import evidence_folder, free
from ubb4.base.text import gettext as _
from ubb4.buttons.pressed import Hand, Told
from ubb4.buttons.report import folder_of, open_path
from ubb4.excel import live, snapshot
from ubb4.features.notebook.make import make
from ubb4.features.notebook.shelf import find


def run(hand: Hand, words: list[str]) -> Told:
    """`notebook NAME`; the page is whole before it is opened."""
    template = find(hand.desk.toolkit, words[0])
    hand.step(_("кітап оқылып жатыр…"))
    out = free(folder_of(hand) / f"{Path(hand.book.name).stem} {_(template.title)}.html")
    counting = {"today": hand.desk.options.today.isoformat(), "policy": hand.desk.options.policy or ""}
    counting["evidence"] = str(evidence_folder(hand.file)) if hand.file is not None else ""
    with tempfile.TemporaryDirectory(prefix="ubb4-open-", ignore_cleanup_errors=True) as own:
        file = hand.file
        # a workbook that is not ours is told before a kernel starts; an open one takes seconds to read, so it is read once
        if file is None or live.unsaved(hand.book):
            cells, file = live.read(hand.book), Path(own) / _("{name} (ашық кітаптың көшірмесі).xlsx", name=Path(hand.book.name).stem)
            hand.desk.take(cells, hand.book.name)
            snapshot.write(cells, file)
        else:
            hand.desk.read(file)
        hand.step(_("дәптер орындалып жатыр…"))
        outcome = make(template, file, out, {}, counting)
    alarms = [*outcome.failures, *outcome.problems]
    lines = [*alarms, *([_("Көрсетілмегені: {n}. Тізімі бетте берілген.", n=len(outcome.missing))] if outcome.missing else []), str(out)]
    return Told("\n".join(lines), quiet=not alarms, bad=bool(alarms), then=lambda: open_path(out))
