"""The trial on a PC with Excel: the demonstration opened, every button pressed, what came of it compared with what the files say.

The report names versions and policies of the PC and nothing else of it: no names, no paths, no data.
"""

from __future__ import annotations

import json
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ubb4 import buttons
from ubb4.base import settings, text
from ubb4.base.errors import Ubb4Error
from ubb4.base.files import write_text
from ubb4.base.text import gettext as _
from ubb4.base.text import language
from ubb4.buttons.pressed import Hand, Told
from ubb4.desk.check import check
from ubb4.desk.demonstration import demonstration
from ubb4.desk.desk import Desk
from ubb4.desk.due import due
from ubb4.desk.opened import Options
from ubb4.excel import added, file, kept, marks, window
from ubb4.excel.structure import is_locked

if TYPE_CHECKING:
    import xlwings

    from ubb4.law.subtask import Button

JSON, TEXT = "excel-trial.json", "excel-trial.txt"


@dataclass
class Press:
    """One press: how long it took in seconds, and what is other than it should be."""

    book: str
    button: str
    seconds: float
    differs: list[str] = field(default_factory=list)
    error: str = ""

    @property
    def good(self) -> bool:
        return not self.error and not self.differs


@dataclass
class Trial:
    """The whole: the program and its version, every press."""

    program: str
    presses: list[Press]

    @property
    def good(self) -> bool:
        return bool(self.presses) and all(each.good for each in self.presses)


def run(app: xlwings.App, step: Callable[[str], None] = lambda said: None) -> Trial:
    """Press every button on every body of the demonstration in this program."""
    presses: list[Press] = []
    with tempfile.TemporaryDirectory(prefix="ubb4-") as place, _nobody_chooses():
        for path in demonstration(Path(place) / "demo", lang=language()):
            step(path.stem)
            folder = Path(place) / path.stem
            folder.mkdir()
            copy = Path(shutil.copy(path, folder))
            book = app.books.open(copy)
            try:
                presses += _on(app, book, copy)
            finally:
                book.close()
    return Trial(f"{app.engine.name} {app.version}", presses)


@contextmanager
def _nobody_chooses() -> Iterator[None]:
    """A window for the choice of a file would wait for somebody: nothing is chosen."""
    asked = window.pick_files
    window.pick_files = lambda app: []
    try:
        yield
    finally:
        window.pick_files = asked


def _on(app: xlwings.App, book: xlwings.Book, path: Path) -> Iterator[Press]:
    """The buttons on one workbook. Those that list and mark come first and are taken back: then the others find the book as it was."""
    desk = Desk(Options())
    names, front = list(book.sheet_names), book.sheets.active.name
    found = {each.id: each for each in desk.toolkit.buttons}
    first = [each for each in ("check", "next", "due", "measures", "explain", "unmark") if each in found]
    rest = [id for id in found if id not in first]
    spoken, open_before = language(), [each.name for each in app.books]
    for id in (*first, *rest):
        yield _press(app, book, path, found[id], desk, names)
        for other in [each for each in app.books if each.name not in (*open_before, book.name)]:  # a new workbook, opened by its button
            other.close()
        book.activate()
        if id == "unmark":
            book.sheets[front].activate()
        if language() != spoken:  # a button of the language: the user's own comes back
            settings.write_language(spoken)
            text.use(spoken)


def _press(app: xlwings.App, book: xlwings.Book, path: Path, button: Button, desk: Desk, names: Sequence[str]) -> Press:
    locked, before, started = is_locked(book), set(path.parent.rglob("*")), time.monotonic()
    hand = Hand(app, Options())
    try:
        told = buttons.run(button.run, hand)
        differs = list(_differs(button.run.split()[0], told, book, path, desk, names, set(path.parent.rglob("*")) - before))
        error = ""
    except Ubb4Error as known:
        # a sentence is an answer: what has no row in hand, or nothing to write about, is told so
        differs, error = [], "" if known.code in _ANSWERS else known.message
    except Exception as unknown:  # of the program's: it is what the trial is for
        differs, error = [], f"{type(unknown).__name__}: {unknown}"
    seconds = round(time.monotonic() - started, 2)
    if is_locked(book) != locked:
        differs.append(_("кітап құрылымының қорғауы бұрынғыдай емес"))
    return Press(path.stem, button.id, seconds, differs, error)


_ANSWERS = ("no-register", "no-row", "no-files", "which-row", "nothing-to-report", "no-such-row", "no-start", "no-map", "no-papers", "no-manual")


def _differs(
    action: str, told: Told, book: xlwings.Book, path: Path, desk: Desk, names: Sequence[str], files: set[Path],
) -> Iterator[str]:  # fmt: skip
    """What is other than the file itself says."""
    if action == "check":
        wanted = check(desk.take(file.read(path), path.name, path)).findings
        yield from _listed(book, "findings", [(each.sheet, each.cell, each.message) for each in wanted], lambda row: (row[2], row[3], row[4]))
        cells = len(marks.at_cells(wanted, set(names)))
        if (painted := len(kept.read(book).marks)) != min(cells, marks.MOST):
            yield _("белгіленген ұяшық {n}, керегі {wanted}", n=painted, wanted=min(cells, marks.MOST))
        notes = sum(len(sheet.notes) for sheet in book.sheets)
        if notes < painted:
            yield _("түсініктеме {n}, керегі {wanted}", n=notes, wanted=painted)
    elif action == "due":
        yield from _listed(book, "deadlines", [None] * len(due(desk.take(file.read(path), path.name, path)).deadlines), lambda row: None)
    elif action == "unmark":
        if list(book.sheet_names) != list(names):
            yield _("парақтар бұрынғыдай емес: {sheets}", sheets=", ".join(set(book.sheet_names) ^ set(names)))
    elif action == "report" and not told.bad and not any(each.suffix in (".docx", ".xlsx") and each.stat().st_size for each in files):
        yield _("құжат жасалмады")


def _listed(book: xlwings.Book, kind: str, wanted: list[Any], of_row: Callable[[list[Any]], Any]) -> Iterator[str]:
    sheet = added.find(book, kind)
    rows = [of_row(row) for row in added.table(sheet)] if sheet is not None else []
    if rows != wanted:
        wrong = next((n for n, pair in enumerate(zip(rows, wanted, strict=False), 1) if pair[0] != pair[1]), min(len(rows), len(wanted)) + 1)
        yield _("тізімде {n} жол, керегі {wanted}; алғашқы айырма {row}-жолда", n=len(rows), wanted=len(wanted), row=wrong)


def write(trial: Trial, folder: Path, head: Sequence[str], policies: Sequence[str]) -> tuple[Path, Path]:
    """The report to send back, as text and as JSON."""
    wrong = [each for each in trial.presses if not each.good]
    lines = [*head, trial.program, "", *policies, ""]
    lines.append(_("Басылғаны: {n}, дұрыс еместері: {wrong}.", n=len(trial.presses), wrong=len(wrong)))
    lines += [
        f"{'✓' if each.good else '✗'} {each.book} · {each.button} · {each.seconds:.2f} s"
        + "".join(f" · {said}" for said in (each.error, *each.differs) if said)
        for each in (*wrong, *(each for each in trial.presses if each.good))
    ]
    data = {"head": list(head), "program": trial.program, "policies": list(policies), "presses": [asdict(each) for each in trial.presses]}
    write_text(folder / TEXT, "\n".join(lines) + "\n")
    write_text(folder / JSON, json.dumps(data, ensure_ascii=False, indent=1))
    return folder / TEXT, folder / JSON
