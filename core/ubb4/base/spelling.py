"""How people type: look-alike letters of two scripts, odd spaces, quotes; compared alike, never changed silently."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

# Latin and odd letters that look Cyrillic, in Kazakh words (и/і and һ included)
_PAIRS = {
    "a": "а", "c": "с", "e": "е", "i": "і", "o": "о", "p": "р", "x": "х", "y": "у", "h": "һ",
    "A": "А", "B": "В", "C": "С", "E": "Е", "H": "Н", "I": "І", "K": "К", "M": "М", "O": "О", "P": "Р",
    "T": "Т", "X": "Х", "Y": "Ү", "ə": "ә", "Ə": "Ә", "ѳ": "ө", "Ѳ": "Ө", "ö": "ө", "Ö": "Ө",
    "ü": "ү", "Ü": "Ү",
}  # fmt: skip
_TO_CYRILLIC = str.maketrans(_PAIRS)
_CYRILLIC = r"\u0400-\u04ff"
_LATIN = "A-Za-zəƏöÖüÜ"
_WORD = re.compile(rf"[{_LATIN}{_CYRILLIC}]+")
# starts with a Latin class so that the engine can skip Cyrillic text quickly
_MIXED = re.compile(rf"[{_LATIN}](?:(?=[{_CYRILLIC}])|(?<=[{_CYRILLIC}].))|[Ѳѳ]")
_LATIN_LETTER = re.compile(f"[{_LATIN}]")
_SPACES = re.compile(r"[ \t\r\f\v\u00a0\u2000-\u200b\u202f\u205f\u3000]+")
_ODD_SPACE = re.compile(r"[\u00a0\u2000-\u200b\u202f\u205f\u3000\t]|  |\A | \Z")
_ASCII_LETTERS = bytes([*range(65, 91), *range(97, 123)])
# first bytes, in UTF-8, of every odd space and of ə, ö and ü: where one stands, a closer look is taken
_RARE_BYTES = (0xC2, 0xC3, 0xC6, 0xC9, 0xE2, 0xE3)
_ODD_LETTER = re.compile("[əƏöÖüÜ]")
QUOTES = str.maketrans(dict.fromkeys("«»“”„‟", '"'))
DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−⁃﹘﹣－", "-"))
# T1 may be typed in either script: nobody sees which, and t1 is the same key
_ALL_ALIKE = re.compile(f"[{''.join(letter for letter in _PAIRS if letter.isupper())}]+")
# soft hyphen, zero-width characters, marks of direction, variation selectors, a byte order mark: of no width to an eye
INVISIBLE = re.compile("[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]")
_NUMBER_SIGN = re.compile(r"\bN[ºo°]\.?|№", re.IGNORECASE)


def is_mixed(text: str) -> bool:
    """Whether some word of the text holds letters of both scripts."""
    if text.isascii() or not (_LATIN_LETTER.search(text) or "Ѳ" in text or "ѳ" in text):
        return False
    return _MIXED.search(text) is not None


def mixed_words(text: str) -> list[str]:
    """The words that hold both Latin and Cyrillic letters, in order."""
    if not is_mixed(text):
        return []
    return [word for word in _WORD.findall(text) if _MIXED.search(word)]


def to_cyrillic(word: str) -> str:
    """The word with look-alike letters put into Cyrillic."""
    return word.translate(_TO_CYRILLIC)


def has_odd_spaces(text: str) -> bool:
    """Whether the text holds non-breaking, double, leading or trailing spaces."""
    return _ODD_SPACE.search(text) is not None


def is_clean(lines: str) -> bool:
    """Whether texts joined by new lines hold no odd space and surely no mixed word, by plain searches that run in C."""
    if "  " in lines or "\n " in lines or " \n" in lines or "\t" in lines or lines[:1] == " " or lines[-1:] == " ":
        return False
    if lines.isascii():
        return True
    data = lines.encode("utf-8", "surrogatepass")
    if any(byte in data for byte in _RARE_BYTES) and (_ODD_SPACE.search(lines) or _ODD_LETTER.search(lines)):
        return False
    if "Ѳ" in lines or "ѳ" in lines:
        return False
    if len(data.translate(None, _ASCII_LETTERS)) == len(data):
        return True
    return not is_mixed("\n".join(line for line in lines.split("\n") if not line.isascii()))


@lru_cache(maxsize=20_000)
def folded(text: str) -> str:
    """The form in which headers, keys and choices are compared (`same`): compatibility forms (NFKC), invisible characters, case, spaces,
    quotes, dashes and look-alike letters of both scripts laid aside. It is never shown to anybody."""
    if not text.isascii():
        text = plain(text).translate(QUOTES).translate(DASHES)
    text = _NUMBER_SIGN.sub("№", _SPACES.sub(" ", text.replace("\n", " ")).strip())
    return _WORD.sub(_in_one_script, text).casefold().rstrip(" .:;")


def _in_one_script(found: re.Match[str]) -> str:
    word, capitals = found[0], found[0].upper()
    if _MIXED.search(word):
        return _LATIN_LETTER.sub(lambda letter: to_cyrillic(letter[0].upper()), to_cyrillic(word))
    return to_cyrillic(capitals) if _ALL_ALIKE.fullmatch(capitals) else word


def plain(text: str) -> str:
    """The same text in compatibility forms and without characters that nobody sees; № stays №."""
    if not INVISIBLE.search(text) and unicodedata.is_normalized("NFKC", text):
        return text
    return "№".join(unicodedata.normalize("NFKC", INVISIBLE.sub("", part)) for part in text.split("№"))


def tidy(text: str) -> str:
    """`plain` with one kind of dash and one of space: what digits, addresses and accounts are looked for in."""
    return _SPACES.sub(" ", plain(text).translate(DASHES))


def nearest(text: str, among: Iterable[str], least: float = 78.0) -> str | None:
    """The likeliest meant wording among some, or None when nothing is near."""
    from rapidfuzz import fuzz, process

    choices: Sequence[str] = list(among)
    found = process.extractOne(folded(text), [folded(choice) for choice in choices], scorer=fuzz.ratio, score_cutoff=least)
    return choices[found[2]] if found else None


_CAPITAL = "А-ЯЁӘҒҚҢӨҰҮҺІ"
_PERSON = re.compile(
    rf"(?<!\w)[{_CAPITAL}]\.\s?(?:[{_CAPITAL}]\.)?\s?[{_CAPITAL}]\w+|\w{{3,}}\s+[{_CAPITAL}]\."
    rf"|[{_CAPITAL}]\w+\s+[{_CAPITAL}]\w+(?:(?i:ұлы|қызы|улы|кызы|ович|евич|овна|евна))(?!\w)"
)
_TWO_NAMES = re.compile(rf"(?<!\w)[{_CAPITAL}]\w{{2,}}\s+[{_CAPITAL}]\w{{2,}}")


def names_somebody(text: str) -> bool:
    """Whether a text holds initials beside a surname, or a patronymic, in either script."""
    return bool(_PERSON.search(to_cyrillic(text)))


def may_name_somebody(text: str) -> bool:
    """The same, and two words with capitals side by side, which a name may be."""
    return names_somebody(text) or bool(_TWO_NAMES.search(to_cyrillic(text)))
