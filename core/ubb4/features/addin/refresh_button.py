"""Refresh: the tab shows the plugins that are enabled now, and names those that do not load."""

from __future__ import annotations

from ubb4.base.problem import incomplete
from ubb4.base.text import gettext as _
from ubb4.buttons.pressed import Hand, Told
from ubb4.features.addin import tab


def run(hand: Hand, words: list[str]) -> Told:
    toolkit = hand.desk.toolkit
    missing = tab.update(hand.app, toolkit)
    lines = [_(plugin.project.title) for plugin in toolkit.plugins] or [_("Қосылған плагин жоқ.")]
    lines += incomplete(toolkit.problems)
    if missing:
        lines.append(_("Жаңа батырмалар бағдарламаны жауып, «ubb4 addin install» орындаған соң шығады."))
    return Told("\n".join(lines), bad=bool(toolkit.problems or missing), quiet=not (toolkit.problems or missing))
