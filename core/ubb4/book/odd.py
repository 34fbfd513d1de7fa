"""What is odd in texts: characters that no program may write on, mixed scripts, odd spaces; each told at its cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from ubb4.base.spelling import has_odd_spaces, is_clean, is_mixed, mixed_words, to_cyrillic
from ubb4.base.text import gettext as _

# (index of the value, code, severity, message, hint, is the cell unusable)
Report = Callable[[int, str, str, str, str, bool], None]

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]|_x00[01][0-9A-Fa-f]_")


_CONTROL_BYTES = bytes(byte for byte in range(32) if byte not in b"\t\n\r")


def cleaned(texts: list[Any], report: Report) -> bool:
    """Take characters out that no program may write on (control characters, halves of a pair), each cell told."""
    joined = "\n".join([text for text in texts if isinstance(text, str)])
    if not _has_control(joined):
        return False
    for index, text in enumerate(texts):
        if isinstance(text, str) and _CONTROL.search(text):
            texts[index] = _CONTROL.sub("", text) or None
            message = _("Ұяшықта көрінбейтін басқару таңбалары бар: олар есепке алынбады.")
            report(index, "control-characters", "warning", message, _("Мәтінді қайта теріңіз."), False)
    return True


def _has_control(joined: str) -> bool:
    """The same question of long texts, by plain searches that run in C."""
    if "_x0" in joined:
        return True
    try:
        data = joined.encode("utf-8")
    except UnicodeEncodeError:
        return True
    return len(data.translate(None, _CONTROL_BYTES)) < len(data) or b"\xef\xbf\xbe" in data or b"\xef\xbf\xbf" in data


def inspect(texts: Sequence[Any], report: Report) -> bool:
    """Report odd spaces, mixed scripts and glued words; True when the column holds any."""
    if len(texts) > 1_000 and len(set(texts[:1_000])) < 100:  # few wordings: look at each once
        odd = {text for text in set(texts) if text and (has_odd_spaces(text) or is_mixed(text))}
        return _report_odd([(index, text) for index, text in enumerate(texts) if text in odd] if odd else [], report)
    return _report_odd(_odd_ones(texts, 0), report)


def _report_odd(places: Iterable[tuple[int, str]], report: Report) -> bool:
    found = False
    for index, text in places:
        found = True
        if is_mixed(text):
            words = mixed_words(text)
            report(
                index,
                "mixed-letters",
                "warning",
                _("Сөзде қазақ (кирилл) және латын әріптері аралас: {words}.", words=", ".join(words)),
                _("Былай жазыңыз: {words}.", words=", ".join(to_cyrillic(word) for word in words)),
                False,
            )
        if has_odd_spaces(text):
            report(
                index,
                "odd-spaces",
                "info",
                _("Артық немесе үзілмейтін бос орын бар."),
                _("Артық бос орындарды өшіріңіз."),
                False,
            )
    return found


def _odd_ones(texts: Sequence[Any], first: int) -> Iterator[tuple[int, str]]:
    """The few texts worth a closer look, found by halving: most of a column is clean and joins in one pass."""
    joined = "\n".join(filter(None, texts))
    if is_clean(joined):
        return
    if len(texts) == 1:
        yield first, texts[0]
        return
    step = max(1, len(texts) // 16)
    for start in range(0, len(texts), step):
        yield from _odd_ones(texts[start : start + step], first + start)
