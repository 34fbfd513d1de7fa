"""State: what is installed, what could not be loaded, and what to ask for."""

from __future__ import annotations

import os
from contextlib import suppress

from ubb4.base import log
from ubb4.base.errors import Ubb4Error
from ubb4.base.problem import incomplete
from ubb4.base.shipped import version
from ubb4.base.text import gettext as _
from ubb4.buttons.pressed import Hand, Told
from ubb4.features.addin import doctor, install


def run(hand: Hand, words: list[str]) -> Told:
    toolkit = hand.desk.toolkit
    lines = [_("ubb4 {version}", version=version())]
    lines += [f"{plugin.name} {plugin.project.version}: {_(plugin.project.title)}" for plugin in toolkit.plugins]
    with suppress(Ubb4Error):  # no workbook of ours in front
        lines += hand.read_here().standing
    problems = incomplete(toolkit.problems)
    found = list(doctor.lines(install.machine(install.as_built(toolkit)))) if os.name == "nt" else []
    bad = [each for each in found if each.good is False]
    lines += [*problems, *(f"✗ {each.text}" for each in bad)]
    lines += [f"? {each.text}" for each in found if each.good is None]
    if not problems and not bad:
        lines.append(_("Кедергі табылмады."))
    return Told("\n".join([*lines, _("Журнал: {path}", path=log.log_file())]), bad=bool(problems or bad))
