"""How people type: a name beside the post, two acts in one cell, numbers in free form, one person spelt twice."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from project2_law.names import alike, same_person
from project2_law.rules.heads import register_number
from ubb4 import Book, Edition, Found, Row, folded, rule
from ubb4 import gettext as _

_ACTS = ("court", "letter_number", "slip_number", "reply_number", "order_number", "act_number", "list_number")
_INITIALS = re.compile(r"\b[А-ЯӘҒҚҢӨҰҮҺІЁ]\.\s?[А-ЯӘҒҚҢӨҰҮҺІЁ]\.")
_NUMBER = re.compile(r"(?:№|N[oº°]?\.?)\s*[\w/-]*\d[\w/-]*")
_SEVERAL = re.compile(r"[;\n]|\s(?:және|мен|пен|бен|и)\s|,\s*(?=№|\d)")


def _registers(book: Book, law: Edition) -> Iterator[str]:
    yield from (entry["register"] for entry in law.tables["quarterly"] if entry["register"] in book)


@rule(source="нұсқаулық, №2 жоба: лауазымы және Т.А.Ә. бөлек көрсетіледі")
def name_beside_post(book: Book, law: Edition) -> Iterator[Found]:
    """A post's cell holds no person's name."""
    for name in _registers(book, law):
        table = book[name]
        columns = [column.name for column in table.register.columns if column.name.endswith("position")]
        for row in table:
            for column in columns:
                text = row[column]
                if not isinstance(text, str):
                    continue
                split = _name_in(text, law)
                if split:
                    yield row.found(
                        column,
                        _("Лауазымның ұяшығында адамның аты да көрсетілген."),
                        _("Бөліп жазыңыз: лауазымы — «{post}», Т.А.Ә. — «{person}».", post=split[0], person=split[1]),
                    )


def _name_in(text: str, law: Edition) -> tuple[str, str] | None:
    """(post, name) where a text ends or begins with a name: initials, or three words of which one is a patronymic."""
    words = text.split()
    for place, word in enumerate(words):
        if folded(word).endswith(law.words["patronymic"]) and word[:1].isupper() and place >= 1:
            first = place - 2 if place >= 2 and words[place - 2][:1].isupper() else place - 1
            if words[place - 1][:1].isupper():
                name = " ".join(words[first : place + 1])
                return text.replace(name, "").strip(" ,–—-") or "—", name.strip(" ,")
    found = _INITIALS.search(text)
    if found:
        before, after = text[: found.start()].split(), text[found.end() :].split()
        if before and before[-1][:1].isupper() and len(before) > 1:
            return " ".join(before[:-1]).strip(" ,–—-"), f"{before[-1]} {found[0]}"
        if after and after[0][:1].isupper():
            return " ".join([*before, *after[1:]]).strip(" ,–—-") or "—", f"{found[0]} {after[0].strip(',')}"
    return None


@rule(source="нұсқаулық, №2 жоба", severity="warning")
def two_acts_in_one_cell(book: Book, law: Edition) -> Iterator[Found]:
    """A cell holds one act, one letter, one order."""
    for name in _registers(book, law):
        table = book[name]
        columns = [column for column in _ACTS if column in table.register.by_name]
        for row in table:
            for column in columns:
                text = row[column]
                parts = [part.strip(" ,;") for part in _SEVERAL.split(text) if part.strip(" ,;")] if isinstance(text, str) else []
                several = len(parts) > 1 and (column == "court" or all(re.search(r"\d", part) for part in parts))
                if several or (isinstance(text, str) and len(_NUMBER.findall(text)) > 1):
                    yield row.found(
                        column,
                        _("Бір ұяшықта бірнеше құжат көрсетілген: «{text}».", text=text),
                        _("Әрқайсысына бөлек жол арнаңыз: {parts}.", parts="; ".join(parts)),
                    )


@rule(source="нұсқаулық, P2.T3.S1: СДТБТ нөмірі")
def register_number_form(book: Book, law: Edition) -> Iterator[Found]:
    """A pre-trial register number has its digits and nothing else."""
    limit = law.limit("register_digits")
    for name in _registers(book, law):
        table = book[name]
        for row in table if "erdr" in table.register.by_name else ():
            text = row["erdr"]
            if not isinstance(text, str) or (text.isdigit() and len(text) == limit.days):
                continue
            digits = register_number(text)
            right = digits.isdigit() and len(digits) == limit.days
            yield row.found(
                "erdr",
                _("СДТБТ нөмірі еркін түрде жазылған: «{text}».", text=text),
                _("Былай жазыңыз: {number}.", number=digits) if right
                else _("Нөмірде {n} цифр болуға тиіс, {m} цифр көрсетілген.", n=limit.days, m=len(re.sub(r"\D", "", text))),
                limit=limit,
            )  # fmt: skip


@rule(source="нұсқаулық, №2 жоба", severity="warning")
def person_spelt_differently(book: Book, law: Edition) -> Iterator[Found]:
    """One person's name is spelt alike everywhere."""
    limit = law.limit("likeness")
    groups: dict[str, dict[str, list[tuple[Row, str]]]] = defaultdict(lambda: defaultdict(list))
    for name in _registers(book, law):
        table = book[name]
        columns = [column.name for column in table.register.columns if column.type == "person"]
        for row in table:
            for column in columns:
                value = row[column]
                if isinstance(value, str) and value.strip():
                    groups[alike(value)[:3]][" ".join(value.split())].append((row, column))
    for spellings in groups.values():
        by_use = sorted(spellings, key=lambda each: -len(spellings[each]))
        for place, rare in enumerate(by_use):
            usual = next((each for each in by_use[:place] if same_person(each, rare, limit.value)), None)
            if usual is not None:
                for row, column in spellings[rare]:
                    yield row.found(
                        column,
                        _("«{name}» басқа жерде «{other}» деп жазылған: бір адам сияқты.", name=rare, other=usual),
                        _("Бір адам болса, «{other}» деп жазыңыз; екі адам болса, өзгертпеңіз.", other=usual),
                        limit=limit,
                    )
