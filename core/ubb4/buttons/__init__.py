"""The hall for an open workbook: what each command of a button does there; one small module a command."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ubb4.buttons.hand import Hand, Told

# command -> module; those of the terminal have the same names there
COMMANDS = {
    "check": "check",
    "next": "next",
    "unmark": "unmark",
    "explain": "explain",
    "due": "due",
    "measures": "measures",
    "row": "row",
    "report": "report",
    "notebook": "notebook",
    "evidence": "evidence",
    "pack": "pack",
    "language": "language",
    "refresh": "refresh",
    "addin": "state",
}


def run(line: str, hand: Hand) -> Told:
    """Run a button's command line on the workbook in hand -> what the officer is told."""
    command, *words = line.split()
    told: Told = import_module(f"ubb4.buttons.{COMMANDS[command]}").run(hand, words)
    return told
