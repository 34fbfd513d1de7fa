"""What is always about a person, whoever typed it: numbers of persons, phones, addresses, accounts, documents; found through the separators that people use.

Patterns are laid over texts in one kind of dash and space (`spelling.tidy`), or over a form of the same length (`likeness.aligned`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ubb4.base.text import N_

# people part digits by at most one sign; a date of birth begins an IIN, which a BIN never does, and a day with an hour is none
IIN = re.compile(
    r"(?<!\d)(?<!\d[ .-])(?!\d\d\.\d\d\.\d{4})\d[ .-]?\d[ .-]?(?:0[ .-]?[1-9]|1[ .-]?[0-2])[ .-]?(?:0[ .-]?[1-9]|[12][ .-]?\d|3[ .-]?[01])"
    r"[ .-]?[0-6](?:[ .-]?\d){5}(?![ .-]?\d)"
)
PHONE = re.compile(
    r"(?<![\w+])(?:\+7|8)[ -]?(?=(?:[ ()-]{0,2}\d){10}(?!\d))(?:\(\d{3,5}\)|\d{3,5})[ -]?\d{1,3}[ -]?\d{2}[ -]?\d{2}(?!\w)"
    r"|(?<![\w+])(?<!\d[ .-])(?:\+?7|8)[ .()-]{0,3}7(?:[ .()-]{0,3}\d){9}(?![ .-]?\w)"  # any grouping of a number of Kazakhstan
    r"|(?<![\w+.-])7\d\d[ .-]\d{3}[ .-]\d\d[ .-]\d\d(?!\w)"
)
MAIL = re.compile(r"[\w.+-]+\s?(?:@|[(\[]\s?(?:at|а|a|ат)\s?[)\]])\s?[\w-]+\s?\.\s?[\w.-]*\w", re.IGNORECASE)
IBAN = re.compile(r"(?<!\w)[KКкk][ZzЗз][ -]?\d{2}(?:[ -]?[0-9A-Za-z]){16}(?!\w)")
CARD = re.compile(r"(?<!\d)(?<!\d[ -])[2-6]\d{3}([ -]?)\d{4}\1\d{4}\1\d{4}(?![ -]?\d)")
DOCUMENT = re.compile(
    r"(?<!\w)[NН]\s?\d{8}(?!\w)"  # a passport
    r"|(?:куәліг\w*|удостоверен\w* личности|уд\.? ?личн\w*|паспорт\w*|төлқұжат\w*)[^\d\n]{0,25}\d{8,9}(?!\d)",
    re.IGNORECASE,
)
ADDRESS = re.compile(  # a street with a flat: where somebody lives, not where a body sits
    r"(?:(?<!\w)(?:ул|улиц\w*|пр|пр-т|проспект\w*|пер|мкр|микрорайон\w*|көш|көше\w*|даңғыл\w*|шағын аудан\w*|ш/а)\b|\d+\s*(?:үй|дом)\b)[^;\n]{0,60}?"
    r"(?<!\w)(?:кв|квартира|пәтер|п)\.?\s*(?:№\s*)?\d+",
    re.IGNORECASE,
)
PATTERNS = (
    (IIN, N_("жеке сәйкестендіру нөмірі")), (PHONE, N_("телефон")), (MAIL, N_("электрондық пошта")), (IBAN, N_("банк шоты")),
    (CARD, N_("банк картасының нөмірі")), (DOCUMENT, N_("жеке басты куәландыратын құжаттың нөмірі")), (ADDRESS, N_("тұрғын мекенжай")),
)  # fmt: skip


def found(text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, what it is) of each such thing in a tidy text."""
    for pattern, what in PATTERNS:
        for each in pattern.finditer(text):
            if pattern is not CARD or _is_card(each[0]):
                yield each.start(), each.end(), what


def _is_card(number: str) -> bool:
    """By the check digit that banks put (Luhn)."""
    digits = [int(each) for each in number if each.isdigit()]
    doubled = [digit if place % 2 else digit * 2 - 9 * (digit > 4) for place, digit in enumerate(digits)]
    return sum(doubled) % 10 == 0
