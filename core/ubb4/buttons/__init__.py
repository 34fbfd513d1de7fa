"""The hall for an open workbook: what each command of a button does there; one small module a command."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ubb4.buttons.pressed import Hand, Told

# command -> module; those of the terminal have the same names there
COMMANDS = {
    "check": "ubb4.buttons.check",
    "next": "ubb4.buttons.next",
    "unmark": "ubb4.buttons.unmark",
    "explain": "ubb4.buttons.explain",
    "due": "ubb4.buttons.due",
    "measures": "ubb4.buttons.measures",
    "row": "ubb4.buttons.row",
    "report": "ubb4.buttons.report",
    "notebook": "ubb4.features.notebook.button",
    "evidence": "ubb4.features.evidence.button",
    "pack": "ubb4.features.evidence.package_button",
    "language": "ubb4.features.addin.language_button",
    "refresh": "ubb4.features.addin.refresh_button",
    "addin": "ubb4.features.addin.state_button",
}


def run(line: str, hand: Hand) -> Told:
    """Run a button's command line on the workbook in hand -> what the officer is told."""
    command, *words = line.split()
    told: Told = import_module(COMMANDS[command]).run(hand, words)
    return told
