"""Calendar: the open deadlines as a file that Outlook or any other calendar opens."""

from __future__ import annotations

from pathlib import Path

from ubb4.base.files import free, write_text
from ubb4.base.problem import incomplete
from ubb4.base.text import gettext as _
from ubb4.buttons.pressed import Hand, Told
from ubb4.buttons.report import folder_of, open_path
from ubb4.deadlines.ics import to_ics
from ubb4.desk.due import due


def run(hand: Hand, words: list[str]) -> Told:
    opened = hand.read()
    hand.step(_("мерзімдер саналып жатыр…"))
    counted = due(opened)
    number = sum(1 for each in counted.deadlines if each.is_open)
    alarms = incomplete(counted.problems)
    if not number:
        return Told("\n".join([_("Алдағы мерзім жоқ: күнтізбеге жазатын ештеңе табылмады."), *alarms]), bad=bool(alarms))
    out = free(folder_of(hand) / f"{Path(hand.book.name).stem} {_('мерзімдер')} {opened.book.today.isoformat()}.ics")
    out.parent.mkdir(parents=True, exist_ok=True)
    write_text(out, to_ics(counted.deadlines, opened.book.today))  # all of them: an event is known again by its place among them
    lines = [_("{n} мерзім күнтізбе файлына жазылды: {file}", n=number, file=out.name), *alarms]
    return Told("\n".join(lines), bad=bool(alarms), question=_("Күнтізбеде ашу керек пе?"), then=lambda: open_path(out))
