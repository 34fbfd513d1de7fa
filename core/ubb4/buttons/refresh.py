"""Refresh: the tab shows the plugins that are enabled now, and names those that do not load."""

from __future__ import annotations

from ubb4.buttons.hand import Hand, Told
from ubb4.excel import tab
from ubb4.text import gettext as _
from ubb4.toolkit import incomplete


def run(hand: Hand, words: list[str]) -> Told:
    toolkit = hand.desk.toolkit
    missing = tab.update(hand.app, toolkit)
    lines = [_(plugin.project.title) for plugin in toolkit.plugins] or [_("Қосылған плагин жоқ.")]
    lines += incomplete(problem.to_json() for problem in toolkit.problems)
    if missing:
        lines.append(_("Жаңа батырмалар бағдарламаны жауып, «ubb4 addin install» орындаған соң шығады."))
    return Told("\n".join(lines), bad=bool(toolkit.problems or missing), quiet=not (toolkit.problems or missing))
