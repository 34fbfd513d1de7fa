"""Back: the last press that wrote is taken back."""

from __future__ import annotations

from ubb4.base.text import gettext as _
from ubb4.buttons.copies import folder_of
from ubb4.buttons.pressed import Hand, Told
from ubb4.excel.entered import take_back
from ubb4.excel.touched import is_calc


def run(hand: Hand, words: list[str]) -> Told:
    done = take_back(hand.book)
    if not done.anything:
        if is_calc(hand.book):
            return Told(_("Соңғы өзгерісті батырма жасаған жоқ: оны Ctrl+Z қайтарады."), quiet=True)
        nothing = _("Қайтаратын ештеңе жоқ: соңғы басу кітапты өзгертпеген, не оның өзгерісін Excel-де қайтару мүмкін емес.")
        if hand.file is not None and (copies := folder_of(hand.file)).is_dir():
            nothing += "\n" + _("Кітаптың бұрынғы сақталған нұсқалары: {folder}", folder=copies)
        return Told(nothing)
    if done.left:
        return Told(
            _("Қайтарылды, бірақ кейін өзгертілген {n} ұяшық сол күйінде қалды: {cells}.", n=len(done.left), cells=", ".join(done.left)), bad=False
        )  # fmt: skip
    return Told(_("Соңғы басу қайтарылды."), quiet=True)
