"""Protected words found however they are spelled: invisible characters, decomposed letters, Kazakh letters as Russian spelling has them,
look-alikes, Latin transliteration. For veils and searches alone, never for keys: two different words may become one.
"""

from __future__ import annotations

import re
import unicodedata

from ubb4.base.spelling import DASHES, INVISIBLE, QUOTES, to_cyrillic


def aligned(text: str) -> tuple[str, list[int]]:
    """The text in one case and one script, spaces and dashes of one kind, and for each of its characters where it stood (and the end)."""
    if not INVISIBLE.search(text) and unicodedata.is_normalized("NFKC", text):
        return _letters(text), list(range(len(text) + 1))
    out, places, at = list[str](), list[int](), 0
    while at < len(text):
        end = at + 1
        while end < len(text) and (unicodedata.combining(text[end]) or INVISIBLE.match(text[end])):
            end += 1
        piece = unicodedata.normalize("NFKC", INVISIBLE.sub("", text[at:end]))
        out.append(piece)
        places += [at] * len(piece)
        at = end
    return _letters("".join(out)), [*places, len(text)]


def alike(text: str) -> str:
    """The same without places, its spaces single: what whole values are looked for in."""
    return " ".join(aligned(text)[0].split())


def _letters(text: str) -> str:
    low = "".join(each if len(each) == 1 else letter for letter in to_cyrillic(text) for each in [letter.casefold()])
    return _SPACE.sub(" ", low.translate(_ALIKE).translate(DASHES).translate(QUOTES))


# as Russian spelling has Kazakh letters, and one letter for those that clerks interchange
_ALIKE = str.maketrans("әқғңөұүһіёыйэ", "акгноуухиеиие")
_SPACE = re.compile(r"\s")  # one for one: the length stays
# letters as passports, the alphabets of 2017 to 2021 and keyboards have them, brought to one rough sound
_SOUNDS = {
    "а": "a", "ә": "a", "б": "b", "в": "v", "г": "g", "ғ": "g", "д": "d", "е": "e", "ё": "e", "ж": "j", "з": "z", "и": "i", "й": "i", "к": "k",
    "қ": "k", "л": "l", "м": "m", "н": "n", "ң": "n", "о": "o", "ө": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ұ": "u", "ү": "u",
    "ф": "f", "х": "h", "һ": "h", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sh", "ъ": "", "ы": "i", "і": "i", "ь": "", "э": "e", "ю": "iu", "я": "ia",
}  # fmt: skip
_LATIN = (("ş", "sh"), ("ğ", "g"), ("ñ", "n"), ("shch", "sh"), ("zh", "j"), ("kh", "h"), ("gh", "g"), ("ng", "n"), ("q", "k"), ("w", "u"), ("x", "ks"), ("y", "i"), ("ı", "i"))  # fmt: skip
_MARKS = re.compile("[\u0300-\u036f]")
_TWICE = re.compile(r"(.)\1+")


def sound(word: str) -> str:
    """A word of either script as it sounds, roughly: Сағынтаева, Сагинтаева, Sagyntayeva, Saģintaeva are one."""
    low = word.casefold()
    for letter, sounds in _LATIN:
        low = low.replace(letter, sounds)
    plain = _MARKS.sub("", unicodedata.normalize("NFKD", "".join(_SOUNDS.get(each, each) for each in unicodedata.normalize("NFC", low))))
    plain = re.sub("i([aeou])", r"\1", plain.replace("ng", "n"))
    return _TWICE.sub(r"\1", plain)
