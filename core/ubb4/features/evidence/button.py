"""Evidence: the files of the row in hand are copied into the folder beside the workbook, as a new version of that document."""

from __future__ import annotations

from pathlib import Path

from ubb4.base.errors import UseError
from ubb4.base.files import evidence_folder
from ubb4.base.text import gettext as _
from ubb4.buttons.pressed import Hand, Told
from ubb4.desk.opened import subtasks_of
from ubb4.excel import window
from ubb4.excel.entered import Entry, enter
from ubb4.features.evidence import store, verbs
from ubb4.features.evidence.rows import files_of


def run(hand: Hand, words: list[str]) -> Told:
    """The copies are whole before the row is touched."""
    opened = hand.read()
    book = opened.book
    table, row, __ = hand.here(book)
    if table is None or table.register.name != "evidence" or row is None:
        name = book["evidence"].register.sheet_name()
        raise UseError(_("Алдымен «{sheet}» парағындағы құжаттың жолында тұрыңыз.", sheet=name), "no-row")
    if hand.file is None:
        raise UseError(_("Кітап осы компьютерде сақталмаған: алдымен сақтаңыз, құжаттар соның жанына көшіріледі."), "not-saved")
    subtasks = verbs.known(opened.toolkit, subtasks_of(row))
    if not subtasks:
        raise UseError(_("Жолда қосалқы тапсырма жазылмаған, мысалы P1.T2.S2."), "no-subtask")
    sources = [Path(name.strip('"')) for name in files_of(row)] or window.pick_files(hand.app)
    if not sources:
        raise UseError(_("«{title}» ұяшығына файлдың толық орнын жазыңыз; бірнешеу болса, әрқайсысын жаңа жолға жазыңыз.",
                         title=_(table.register.column("files").title)), "no-files")  # fmt: skip
    folder = evidence_folder(hand.file)
    files = [each if each.is_absolute() else hand.file.parent / each for each in sources]
    id = str(row.key) if row.key is not None else verbs.next_id(book, hand.file)
    hand.step(_("файлдар көшіріліп жатыр…"))
    version = store.add(folder, files, id, subtasks, book.today.isoformat())
    written = {"id": id, "files": "\n".join(each.name for each in version.files)}
    with hand.writing():
        enter(hand.book, [Entry(table.sheet, row.number, table.letters[name], value) for name, value in written.items() if name in table.letters])
    return Told(_("{id} құжаты, {n}-нұсқа қосылды.", id=id, n=version.number) + f"\n{folder / version.folder_name}", quiet=False)
