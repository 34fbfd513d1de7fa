"""Map: the year's implementation map, lying beside the workbook, is matched to the subtasks; what a person has confirmed goes into «Карта»."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from ubb4.base.errors import UseError
from ubb4.base.files import free
from ubb4.base.spelling import folded
from ubb4.base.text import gettext as _
from ubb4.base.text import in_all
from ubb4.book.table import Table
from ubb4.buttons.pressed import Hand, Told
from ubb4.buttons.report import folder_of, open_book
from ubb4.cli.output import ask
from ubb4.excel import window
from ubb4.excel.entered import Entry as Typed
from ubb4.excel.entered import enter
from ubb4.features.yearmap import decided
from ubb4.worker import cells

KINDS = (".docx", ".xlsx", ".pdf", ".txt")
_LIST = "карта-тізім"


def run(hand: Hand, words: list[str]) -> Told:
    """The first press makes the list of matches, the next one enters what was confirmed there."""
    opened = hand.read()
    table = opened.book.tables.get("map")
    if table is None or not table.present:
        raise UseError(_("«{sheet}» парағы табылмады: ол тексерілмеді.", sheet=_("Карта")), "no-register")
    folder = folder_of(hand)
    lists = sorted(folder.glob(f"{Path(hand.book.name).stem}.{_LIST}*.xlsx"), key=lambda path: path.stat().st_mtime)
    source = _source(hand, folder)
    if lists:
        entries, waiting = decided.read(cells.read(lists[-1]), lists[-1].name, {"map": sha256(source.read_bytes()).hexdigest()})
        if entries or not waiting:
            return _entered(hand, table, entries, waiting)
    if hand.file is None:
        raise UseError(_("Алдымен кітапты сақтаңыз: карта сақталған кітаппен салыстырылады."), "not-saved")
    out = free(folder / f"{hand.file.stem}.{_LIST}.xlsx")
    hand.step(_("карта оқылып жатыр…"))
    asked = {
        "verb": "yearmap:match",
        "file": str(hand.file),
        "map": str(source),
        "out": str(out),
        "options": {"today": hand.desk.options.today.isoformat(), "policy": None},
    }
    answer, __ = ask(asked)
    return Told(
        _("{map}: анық — {sure}, сұралады — {asked}, табылмады — {missing}. {file} тізімінде «иә» деп растап, сақтаңыз да, батырманы қайта басыңыз.",
          map=source.name, file=out.name, **{key: answer[key] for key in ("sure", "asked", "missing")}),
        question=_("Ашу керек пе?"),
        then=lambda: open_book(hand.app, out),
    )  # fmt: skip


def _source(hand: Hand, folder: Path) -> Path:
    """The map: the one file beside the workbook that is called so, else what the officer chooses."""
    names = {folded(each) for each in in_all("Карта")} | {"karta", "map"}
    own = folded(Path(hand.book.name).stem)
    found = [
        path for path in sorted(folder.iterdir())
        if path.suffix.lower() in KINDS and any(name in folded(path.stem) for name in names) and own not in folded(path.stem) and not path.name.startswith(("~$", "."))
    ]  # fmt: skip
    if len(found) != 1:
        chosen = window.pick_files(hand.app)
        if chosen:
            return chosen[0]
        if found:
            names_ = ", ".join(path.name for path in found)
            raise UseError(_("Кітаптың жанында карта деп аталған бірнеше файл бар: {names}. Біреуін ғана қалдырыңыз.", names=names_), "which-map")
        raise UseError(_("Картаның файлын (.docx, .xlsx, .pdf, .txt) кітаптың жанына қойып, атына «карта» деп жазыңыз."), "no-map")
    return found[0]


def _entered(hand: Hand, table: Table, entries: list[decided.Entry], waiting: int) -> Told:
    """Type what was confirmed into the open sheet; what stood there otherwise is told."""
    rows = {str(row["subtask"]): row for row in table if row["subtask"] is not None}
    free_row, typed, changed = table.next_row, list[Typed](), list[str]()
    for entry in entries:
        row = rows.get(entry.subtask)
        number = row.number if row is not None else free_row
        free_row += row is None
        values = {"name_kk": entry.name_kk, "name_ru": entry.name_ru, "due_on": entry.due_on, **({} if row is not None else {"subtask": entry.subtask})}
        for name, value in values.items():
            if value in (None, "") or name not in table.letters:
                continue
            was = row.raw(name) if row is not None else None
            if was not in (None, "", value):
                changed.append(_("{subtask}: «{old}» орнына «{new}»", subtask=entry.subtask, old=was, new=value))
            typed.append(Typed(table.sheet, number, table.letters[name], value))
    with hand.writing():
        enter(hand.book, typed)
    lines = [_("Картаға енгізілді — {entered}, шешілмеген — {waiting}.", entered=len(entries), waiting=waiting)]
    return Told("\n".join([*lines, *changed]), bad=bool(waiting))
