"""The hall for an open workbook: what each action of a button does there; one small module an action."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ubb4.buttons.pressed import Hand, Told


def run(line: str, hand: Hand) -> Told:
    """Run a button's line on the workbook in hand -> what the officer is told; an action of the kernel, of a feature or of a plugin."""
    from ubb4.base.errors import UseError
    from ubb4.base.text import gettext as _
    from ubb4.plugins.conflicts import ACTIONS

    word, *words = line.split()
    if word in ACTIONS:
        told: Told = import_module(f"ubb4.buttons.{word}").run(hand, words)
        return told
    found = hand.desk.toolkit.action(word)
    if found is None:
        raise UseError(_("«{action}» әрекетін ешбір қосылған плагин білмейді: плагинді немесе бөлімді қосыңыз.", action=word), "no-action")
    answer: Told = found[1](hand, words)
    return answer
