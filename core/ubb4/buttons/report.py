"""Report: a form of the workbook, or all of them, as Word files beside it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from ubb4.base.errors import UseError
from ubb4.base.files import free
from ubb4.base.problem import incomplete
from ubb4.base.settings import own_documents
from ubb4.base.text import gettext as _
from ubb4.base.text import language
from ubb4.book.book import Book
from ubb4.buttons.pressed import Hand, Told
from ubb4.desk.documents import Asked, Made, make
from ubb4.desk.texts import read_texts, write_texts
from ubb4.documents.release import Release
from ubb4.documents.report import key_of, name_in_words
from ubb4.excel.busy import patiently
from ubb4.law.subtask import Form
from ubb4.worker import cells

if TYPE_CHECKING:
    import xlwings


def run(hand: Hand, words: list[str]) -> Told:
    """`report FORM [--depersonalised]` or `report all`, named in words, in a folder of the day; a document that is already there stays, the
    new one gets a number."""
    form = words[0]
    opened = hand.read()
    book = opened.book
    hand.step(_("құжат жасалып жатыр…"))
    folder, day = folder_of(hand), book.today
    written = language() if language() in ("kk", "ru") else "kk"

    def target(name: str) -> Path:
        return free(folder / _("құжаттар") / day.isoformat() / name)

    found = opened.toolkit.form(form)
    key = _in_hand(hand, book, found[1]) if found else None
    try:
        open_one = "--depersonalised" in words
        texts = folder / f"{Path(hand.book.name).stem}.{_('мәтіндер')}.xlsx"
        made = make(opened, Asked(form, [written], key, open_one, _released(texts) if open_one else None), target, form != "all", name_in_words(day))
    except UseError as error:
        if error.code != "which-row":
            raise
        sheet = book[found[1].each].register.sheet_name() if found else ""
        raise UseError(
            _("«{sheet}» парағында бірнеше жол бар: керегінің үстінде тұрып, батырманы қайта басыңыз.", sheet=sheet),
            "which-row",
        ) from None
    return _told(made, folder) if made.release is None else _to_read(hand, made.release, texts)


def _released(texts: Path) -> Release | None:
    """What a person has decided in the list that lies beside the workbook: the one saved last, where there are several."""
    lists = sorted(texts.parent.glob(f"{texts.stem}*.xlsx"), key=lambda path: path.stat().st_mtime)
    return read_texts(cells.read(lists[-1]), lists[-1].name) if lists else None


def _to_read(hand: Hand, release: Release, texts: Path) -> Told:
    """A new list with what was decided; the one that was filled in stays as it is."""
    texts = free(texts)
    write_texts(texts, release)
    return Told(
        _("Құжат әлі жасалмады: {n} мәтінді адам оқып, шешімін таңдауға тиіс. Тізімі: {file}. Толтырып сақтаған соң батырманы қайта басыңыз.",
          n=len(release.pending), file=texts.name),
        question=_("Ашу керек пе?"),
        then=lambda: open_book(hand.app, texts),
    )  # fmt: skip


def _told(made: Made, folder: Path) -> Told:
    files = [Path(each["file"]) for each in made.made]
    alarms = incomplete(made.problems)
    lines = [f"{each['title']}: {Path(each['file']).name}" for each in made.made]
    lines += [_("жасалмады: {title} — {why}", **left) for left in made.left_out]
    place = files[0].parent if files else folder
    single = files[0] if len(files) == 1 else place
    return Told(
        "\n".join([*lines, str(place), *alarms, *(f"• {note}" for note in made.notes)]),
        bad=bool(alarms) or not files,
        question=_("Ашу керек пе?") if files else "",
        then=lambda: open_path(single),
    )


def open_book(app: xlwings.App | None, path: Path) -> None:
    """A workbook in the program whose button was pressed: the system would ask an Excel that waits for the press to end."""
    if app is None:
        open_path(path)
    else:
        patiently(lambda: app.books.open(path))


def open_path(path: Path | str) -> None:
    """Show a file, a folder or an address with the program that the system has for it."""
    if os.name != "nt":
        import click

        click.launch(str(path))
        return
    from ubb4.base.manual import on_windows

    try:
        os.startfile(on_windows(path))  # type: ignore[attr-defined,unused-ignore]  # noqa: S606  what a double click does
    except OSError as error:
        raise UseError(_("{file}: оны ашатын бағдарлама табылмады.", file=path), "no-program") from error


def folder_of(hand: Hand) -> Path:
    """Beside the workbook; a workbook that was never saved, or lies on a server, has its documents in the user's own folder."""
    if hand.file is not None:
        return hand.file.parent
    return own_documents()


def _in_hand(hand: Hand, book: Book, form: Form) -> str | None:
    """The row that the document is about: the one in hand, or the one it refers to."""
    table, row, __ = hand.here(book)
    if not form.each or table is None or row is None:
        return None
    if table.register.name == form.each:
        return key_of(row) or None
    column = table.register.reference_to(form.each)
    value = row[column.name] if column else None
    return str(value) if value is not None and book[form.each].find(value) else None
