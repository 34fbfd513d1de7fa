"""Names of months as papers have them: by themselves, and in the Kazakh locative."""

from __future__ import annotations

from ubb4.base.text import language

MONTHS = {
    "kk": ["қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым", "шілде", "тамыз", "қыркүйек", "қазан", "қараша", "желтоқсан"],
    "kk-on": ["қаңтарда", "ақпанда", "наурызда", "сәуірде", "мамырда", "маусымда", "шілдеде", "тамызда", "қыркүйекте", "қазанда", "қарашада", "желтоқсанда"],
    "ru": ["января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря"],
    "en": ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"],
}  # fmt: skip

# by themselves in Russian: a period, not a date
ALONE = {
    **MONTHS,
    "ru": ("январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь"),
}


def month_name(month: int) -> str:
    """A month by itself, in the language in use: «наурыз»."""
    return ALONE.get(language(), ALONE["kk"])[month - 1]
