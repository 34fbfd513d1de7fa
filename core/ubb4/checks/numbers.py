"""Twelve-digit numbers of Kazakhstan: of a person (IIN) where none is asked, of an entity (BIN) with its check digit.

The check digit: the first eleven digits weighted 1 to 11, the sum modulo 11; where that gives 10, weighted 3 to 11, 1, 2
(Rules of forming identification numbers, government resolution No. 853 of 2003-08-22).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from ubb4.base.text import gettext as _
from ubb4.book.finding import Finding
from ubb4.book.table import Table
from ubb4.law.register import Column

_FIRST: tuple[int, ...] = tuple(range(1, 12))
_SECOND: tuple[int, ...] = (*range(3, 12), 1, 2)
_TWELVE = re.compile(r"(?<!\d)\d{12}(?!\d)")
_WORDED = ("text", "long", "person", "term", "integer", "number")
_KINDS_OF_ENTITY = "456"  # a BIN's fifth digit: legal entity, branch, other; a person's fifth digit begins a day


def control_digit(digits: str) -> int | None:
    """The check digit that belongs to the first eleven digits; None where no number is given out."""
    for weights in (_FIRST, _SECOND):
        rest = sum(int(digit) * weight for digit, weight in zip(digits[:11], weights, strict=True)) % 11
        if rest < 10:
            return rest
    return None


def is_right(number: str) -> bool:
    """Whether twelve digits agree with their check digit."""
    return control_digit(number) == int(number[11])


def is_person(number: str) -> bool:
    """Whether twelve digits begin as a person's number does: day of birth, then century and sex."""
    try:
        date(2000 + int(number[:2]), int(number[2:4]), int(number[4:6]))
    except ValueError:
        return False
    return number[6] in "123456"


def is_entity(number: str) -> bool:
    """Whether twelve digits begin as an entity's number does: year and month of registration, then its kind."""
    return 1 <= int(number[2:4]) <= 12 and number[4] in _KINDS_OF_ENTITY


def slip(number: str) -> str:
    """The likeliest slip of a number that its check digit refuses, in words that do not repeat the number."""
    for place in range(11):
        swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
        if swapped != number and is_right(swapped):
            return _("{first}- және {second}-цифрлар ауысып кеткен сияқты", first=place + 1, second=place + 2)
    wanted = control_digit(number)
    if wanted is None:
        return _("алғашқы он бір цифрдың бірі қате: мұндай нөмір берілмейді")
    return _("соңғы цифр {wanted} болуға тиіс, {digit} көрсетілген", wanted=wanted, digit=number[11])


def numbers(table: Table) -> Iterator[Finding]:
    """Findings of a table: a person's number anywhere, an entity's number with a slip."""
    for column in table.register.columns:
        if column.name not in table.letters and column.name not in table.form_rows:
            continue
        if column.type in _WORDED:
            yield from _persons(table, column)
        elif column.type == "bin":
            yield from _entities(table, column)


def _persons(table: Table, column: Column) -> Iterator[Finding]:
    for index, value in enumerate(table.data[column.name]):
        text = value if isinstance(value, str) else str(int(value)) if isinstance(value, int | float) else ""
        if len(text) < 12:
            continue
        for number in _TWELVE.findall(text):
            if not is_person(number):
                continue
            hint = _("ЖСН-ді өшіріңіз: нұсқаулықтың нысандарында ол сұралмайды.")
            if is_right(number):
                message = _("Ұяшықта жеке сәйкестендіру нөмірі (ЖСН) көрсетілген.")
                yield _at(table, index, column, "personal-number", "error", message, hint)
            else:
                message = _("Ұяшықтағы он екі цифр ЖСН-ге ұқсайды, бірақ бақылау цифры сәйкес емес: {slip}.", slip=slip(number))
                yield _at(table, index, column, "personal-number", "warning", message, hint)


def _entities(table: Table, column: Column) -> Iterator[Finding]:
    for index, value in enumerate(table.data[column.name]):
        if not isinstance(value, str):
            continue
        digits = re.sub(r"[\s\u00a0-]", "", value)
        whole = digits.zfill(12)
        if digits.isdigit() and 8 < len(digits) < 12 and is_right(whole):
            message = _("БСН-нің басындағы нөлдер жоғалған: {n} цифр қалған.", n=len(digits))
            yield _at(table, index, column, "bin-zeros-lost", "error", message, _("Былай жазыңыз: {bin}.", bin=whole))
        elif not (digits.isdigit() and len(digits) == 12):
            message = _("БСН он екі цифрдан тұруға тиіс: «{value}».", value=value)
            yield _at(table, index, column, "bin-wrong", "error", message, _("БСН-ді құжаттан қайта жазыңыз."))
        elif not is_right(digits):
            message = _("БСН-нің бақылау цифры сәйкес емес: {slip}.", slip=slip(digits))
            yield _at(table, index, column, "bin-wrong", "error", message, _("БСН-ді құжаттан қайта жазыңыз."))
        elif not is_entity(digits):
            message = _("Бұл нөмір ұйымдікі емес: бесінші цифр 4, 5 немесе 6 болуға тиіс.")
            yield _at(table, index, column, "bin-wrong", "error", message, _("ЖСН емес, БСН жазыңыз."))


def _at(table: Table, index: int, column: Column, code: str, severity: str, message: str, hint: str) -> Finding:
    number, cell = table.place(index, column.name)
    source = _(column.source or table.register.source)
    return Finding(code, severity, table.register.plugin, table.sheet, cell, number, column.name, message, hint, source)
