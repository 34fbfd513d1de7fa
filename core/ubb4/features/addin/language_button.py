"""Language: the tab and every message speak it from now on."""

from __future__ import annotations

from ubb4.base import settings, text
from ubb4.base.errors import UseError
from ubb4.base.text import gettext as _
from ubb4.buttons.pressed import Hand, Told
from ubb4.features.addin import tab


def run(hand: Hand, words: list[str]) -> Told:
    if words[0] not in text.LANGUAGES:
        raise UseError(_("«{language}» тілі жоқ: kk, ru немесе en.", language=words[0]))
    toolkit = hand.desk.toolkit
    settings.write_language(words[0])
    text.use(words[0])
    tab.update(hand.app, toolkit)
    return Told(_("Батырмалар мен хабарламалар енді қазақ тілінде."), quiet=True)
