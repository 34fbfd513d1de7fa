"""Kazakh endings of numbers that are written in digits, by the word that is heard: «9-ы», «5-інен»."""

from __future__ import annotations

_ONES = ("нөлі", "бірі", "екісі", "үші", "төрті", "бесі", "алтысы", "жетісі", "сегізі", "тоғызы")
_TENS = ("", "оны", "жиырмасы", "отызы", "қырығы", "елуі", "алпысы", "жетпісі", "сексені", "тоқсаны")
_STEMS = (
    "нөл", "бір", "екі", "үш", "төрт", "бес", "алты", "жеті", "сегіз", "тоғыз",
    "", "он", "жиырма", "отыз", "қырық", "елу", "алпыс", "жетпіс", "сексен", "тоқсан",
)  # fmt: skip
_BACK = set("аоұыя")


def _last_word(number: int) -> tuple[str, str]:
    """(the word that is heard last, the same as somebody's own)."""
    if number % 10 or number == 0:
        return _STEMS[number % 10], _ONES[number % 10]
    if number % 100:
        return _STEMS[10 + number % 100 // 10], _TENS[number % 100 // 10]
    if number % 1000:
        return "жүз", "жүзі"
    return ("мың", "мыңы") if number % 1_000_000 else ("миллион", "миллионы")


def own(number: float) -> str:
    """So many of them: «9-ы», «5-і», «20-сы»; a number with a part is left as it is."""
    if number != int(number):
        return f"{number:g}"
    stem, whole = _last_word(int(number))
    ending = whole[len(stem) :] if whole.startswith(stem) else whole[-1]
    return f"{int(number)}-{ending}"


def from_own(number: int) -> str:
    """From a day of the month: «5-інен», «20-сынан»."""
    found = own(number)
    return found + ("нан" if _is_back(_last_word(number)[1]) else "нен")


def _is_back(word: str) -> bool:
    """Whether the last vowel is a hard one: the ending follows it."""
    return next((letter in _BACK for letter in reversed(word) if letter in "аәоөұүыіеэя"), True)


def at_time(text: str) -> str:
    """At an hour: «10:00-де», «15:30-да»; what is no time is left as it is."""
    hours, colon, minutes = text.partition(":")
    if not (colon and hours.isdigit() and minutes.isdigit()):
        return text
    stem = _last_word(int(minutes))[0]
    return f"{text}-{'т' if stem[-1] in 'кқпстшфх' else 'д'}{'а' if _is_back(stem) else 'е'}"
