"""Next: walk to the cell of the next finding."""

from __future__ import annotations

from ubb4.base.text import gettext as _
from ubb4.buttons.pressed import Hand, Told
from ubb4.excel import added
from ubb4.excel.parts import cell_place
from ubb4.excel.touched import is_shown


def run(hand: Hand, words: list[str]) -> Told:
    """The first cell after the one in hand, in the order of the list; after the last comes the first."""
    sheet = added.find(hand.book, "findings")
    if sheet is None:
        return Told(_("Алдымен «Тексеру» батырмасын басыңыз."), bad=True)
    names, listed = hand.book.sheet_names, added.table(sheet)
    shown = {name for name in {str(row[2]) for row in listed} if name in names and is_shown(hand.book.sheets[name])}
    rows = [row for row in listed if row[2] in shown and cell_place(str(row[3]))]
    if not rows:
        return Told(_("Ұяшықтарға қатысты ескертпе жоқ."), quiet=True)
    cells = list(dict.fromkeys((str(row[2]), str(row[3])) for row in rows))
    place = hand.place()
    here = names.index(place.sheet), (place.row, place.column)
    keys = [(names.index(name), cell_place(cell) or (0, 0)) for name, cell in cells]
    number = next((n for n, key in enumerate(keys) if key > here), 0)
    name, address = cells[number]
    hand.book.sheets[name].activate()
    hand.book.sheets[name][address].select()
    said = "; ".join(str(row[4]) for row in rows if (row[2], row[3]) == cells[number])
    return Told(f"{number + 1}/{len(cells)} · {name}!{address} · {said}", quiet=True)
