"""State: what is installed, what could not be loaded, and what to ask for."""

from __future__ import annotations

import os

from ubb4 import __version__, log
from ubb4.buttons.hand import Hand, Told
from ubb4.excel import addin, doctor
from ubb4.text import gettext as _
from ubb4.toolkit import incomplete


def run(hand: Hand, words: list[str]) -> Told:
    toolkit = hand.desk.toolkit
    lines = [_("ubb4 {version}", version=__version__)]
    lines += [f"{plugin.name} {plugin.project.version}: {_(plugin.project.title)}" for plugin in toolkit.plugins]
    problems = incomplete(problem.to_json() for problem in toolkit.problems)
    found = list(doctor.lines(addin.machine(addin.as_built(toolkit)))) if os.name == "nt" else []
    bad = [each for each in found if each.good is False]
    lines += [*problems, *(f"✗ {each.text}" for each in bad)]
    lines += [f"? {each.text}" for each in found if each.good is None]
    if not problems and not bad:
        lines.append(_("Кедергі табылмады."))
    return Told("\n".join([*lines, _("Журнал: {path}", path=log.log_file())]), bad=bool(problems or bad))
