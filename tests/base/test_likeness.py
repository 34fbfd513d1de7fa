"""Protected words in the spellings of people, programs and passports; what is always about a person in the separators of people.

The spellings are those that an outsider planted, and those that a random hand makes by rules written here.
"""

from __future__ import annotations

import random
import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import BUNDLED
from ubb4.base import personal
from ubb4.base.likeness import aligned, sound
from ubb4.base.settings import Settings
from ubb4.base.spelling import tidy
from ubb4.book.memory import book_of
from ubb4.documents.veil import HIDDEN, Veil
from ubb4.documents.words import PROTECTED
from ubb4.plugins.hearing import hear

TOOLKIT = hear(Settings(enabled=tuple(BUNDLED)))
PERSON = next(
    (register, column)
    for register in TOOLKIT.registers
    for column in register.columns
    if column.klass in PROTECTED and column.type == "person" and register.layout == "table"
)


def _veil(*names: str) -> Veil:
    register, column = PERSON
    book = book_of(TOOLKIT.registers, {register.name: [{column.name: name} for name in names]}, {"year": 2026})
    book.today = date(2026, 8, 1)
    return Veil(book, PROTECTED)


PLANTED = [
    ("Серіков А.Б.", "начальник отдела Серіков"), ("Серіков А.Б.", "директор серіков а.б."), ("Сағынтаева Г.", "руководитель САГИНТАЕВА"),
    ("Жұмабеков Данияр", "Daniyar Zhumabekov"), ("Жұмабеков Данияр", "Жумабекову поручено"), ("Цой В.", "Цой"), ("Ли В.", "поручить Ли В."),
    ("Серіков А.Б.", "Се\u200bріков"), ("Серіков А.Б.", "Се\u00adріков"), ("Серіков\nА.Б.", "Серіков А.Б."), ("Серіков А.Б.", "Серiков"),  # a Latin i
    ("Қайыңбай Н.", "Каиынбай"), ("Қайыңбай Н.", unicodedata.normalize("NFD", "Қайыңбай")), ("Әбілқасымов Е.", "Абилкасымов"),
    ("Сағынтаева Г.", "Sagyntayeva"), ("Сағынтаева Г.", "Saġyntaeva"), ("Шәкәрімов Қ.", "Shakarimov"), ("Щербаков И.", "Shcherbakov"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "written"), PLANTED)
def test_a_protected_name_is_hidden_however_it_is_written(name: str, written: str) -> None:
    assert HIDDEN in _veil(name).clean(f"Жауапты: {written}, 2026 жыл")


@pytest.mark.parametrize(
    "text", ["Қазақстан Республикасы", "ли ол, жоқ па", "цех № 4", "Series of meetings", "Қорытынды шығарылсын", "2026 жылғы 7 сәуір", "12 500 000 теңге"]
)
def test_words_of_the_matter_stay(text: str) -> None:
    veil = _veil("Серіков А.Б.", "Ли В.", "Цой Д.", "Қайыңбай Н.")
    assert veil.clean(text) == text


NAMES = ("Сүлейменов", "Қонысбаева", "Жангелдин", "Өтепберген", "Ғабдуллин", "Үмбетәлі", "Һәкімов", "Ысқақова")
_SWAPS = str.maketrans({"е": "e", "о": "o", "а": "a", "с": "c", "р": "p", "х": "x", "і": "i"})  # to letters that look alike
_RUSSIAN = str.maketrans("әғқңөұүһіӘҒҚҢӨҰҮҺІ", "агкноуухиАГКНОУУХИ")


@given(st.integers(0, 10_000_000))
def test_thirty_ways_to_spell_a_name(seed: int) -> None:
    rng = random.Random(seed)
    name = rng.choice(NAMES)
    written = name
    for way in rng.sample(("upper", "lower", "swap", "russian", "invisible", "decomposed", "ending"), rng.randint(1, 4)):
        if way in ("upper", "lower"):
            written = getattr(written, way)()
        elif way == "swap":
            written = "".join(letter.translate(_SWAPS) if rng.random() < 0.5 else letter for letter in written)
        elif way == "russian":
            written = written.translate(_RUSSIAN)
        elif way == "invisible":
            place = rng.randrange(1, len(written))
            written = written[:place] + rng.choice("\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e") + written[place:]
        elif way == "decomposed":
            written = unicodedata.normalize("NFD", written)
        else:
            written += rng.choice(("ға", "ның", "у", "ым", "тан"))
    assert HIDDEN in _veil(name + " А.").clean(f"({written})"), written


@given(st.text(max_size=40))
def test_every_character_has_its_place(text: str) -> None:
    plain, places = aligned(text)
    assert len(places) == len(plain) + 1
    assert places == sorted(places)
    assert places[-1] == len(text)


def test_one_sound_for_the_spellings_of_a_name() -> None:
    assert {sound(each) for each in ("Сағынтаева", "Сагынтаева", "Sagyntayeva", "Sagintaeva", "Saǵyntaeva")} == {sound("Сағынтаева")}
    assert sound("Жұмабеков") == sound("Zhumabekov") == sound("Jumabekov")
    assert sound("Серіков") != sound("Сәрсенов")


PERSONAL = [
    "8–701–234–56–78", "77012345678", "8.701.234.56.78", "701 234 56 78", "8\u00a0701\u00a0234\u00a056\u00a078", "8\u2011701\u2011234\u201156\u201178", "+7 (701) 234-56-78",
    "8701\u200b2345678", "900101 300 123", "9001 0130 0123", "900101–300123", "900101.300123", "90-01-01-300123", "a.b\u200b@mail.kz", "a.b＠mail.kz", "a.b(at)mail.kz",
    "a.b @ mail.kz", "KZ86 125K ZT50 0410 0100", "KZ86125KZT5004100100", "4400 4301 2345 6789", "N12345678", "жеке куәлігі № 045678901", "паспорт 12345678",
    "ул. Абая, 15, кв. 7", "Абай көшесі 15, пәтер 7",
]  # fmt: skip


@pytest.mark.parametrize("text", PERSONAL)
def test_what_is_about_a_person_is_found_through_separators(text: str) -> None:
    assert list(personal.found(tidy(f"Байланыс: {text}; бөлім")))


@pytest.mark.parametrize(
    "text",
    [
        "БСН 990140000123",
        "2026 жылғы 7 сәуір, сағат 10:00",
        "12 500 000 теңге",
        "№ 12-ө, 15.03.2026",
        "1234 5678",
        "Абай көшесі, 15",
        "4400 4301 2345 6783",
        "2024-2026",
    ],
)
def test_what_is_about_nobody_is_left(text: str) -> None:
    assert not list(personal.found(tidy(text)))
