"""Language: the tab and every message speak it from now on."""

from __future__ import annotations

from ubb4 import settings, text
from ubb4.buttons.hand import Hand, Told
from ubb4.errors import UseError
from ubb4.excel import tab
from ubb4.text import gettext as _


def run(hand: Hand, words: list[str]) -> Told:
    if words[0] not in text.LANGUAGES:
        raise UseError(_("«{language}» тілі жоқ: kk, ru немесе en.", language=words[0]))
    toolkit = hand.desk.toolkit
    settings.write_language(words[0])
    text.use(words[0])
    tab.update(hand.app, toolkit)
    return Told(_("Батырмалар мен хабарламалар енді қазақ тілінде."), quiet=True)
