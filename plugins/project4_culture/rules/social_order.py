"""State social order: sums of annex 4 agree, every part has its tender."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from project4_culture.periods import until_over
from ubb4 import Book, Edition, Found, rule, shown
from ubb4 import gettext as _


def years(book: Book) -> tuple[int, int]:
    """The report year and the next: annex 4 shows both."""
    return book.year, book.year + 1


def parts(book: Book) -> dict[int, float]:
    """The sum of all parts by year."""
    found: dict[int, float] = defaultdict(float)
    for row in book["social_order"]:
        year, part = row.number_of("year"), row.number_of("sum")
        if year is not None and part is not None:
            found[int(year)] += part
    return found


@rule("order_totals", "social_order", source="нұсқаулық, №4 қосымша: сомасы бөлінісінде")
def order_sums_differ(book: Book, law: Edition) -> Iterator[Found]:
    """The parts of departments, cities and districts add up to the anti-corruption total of their year."""
    sums = parts(book)
    money = book["order_totals"].register.column("anticorruption")
    for row in book["order_totals"]:
        year, total = row.number_of("year"), row.number_of("anticorruption")
        if year is None or total is None:
            continue
        added = sums.get(int(year), 0.0)
        if round(added - total, 2) and not (added == 0 and year > book.year):  # next year's parts may be unknown yet
            yield row.found(
                "anticorruption",
                _("{year} жылғы бөліністің қосындысы {added} теңге, мұнда {total} теңге.",
                  year=int(year), added=shown(money, added), total=shown(money, total)),
                _("«{sheet}» парағындағы сомаларды немесе жиынтықты түзетіңіз.", sheet=book["social_order"].sheet),
            )  # fmt: skip


@rule("order_totals", source="нұсқаулық, №4 қосымша")
def order_part_above_whole(book: Book, law: Edition) -> Iterator[Found]:
    """The anti-corruption part is not greater than the whole social order."""
    for row in book["order_totals"]:
        total, part = row.number_of("total"), row.number_of("anticorruption")
        if total is not None and part is not None and part > total:
            yield row.found("anticorruption", _("Сыбайлас жемқорлыққа қарсы бөлігі барлық МӘТ-тен көп."), _("Екі соманы тексеріңіз."))


@rule("order_totals", source="нұсқаулық, №4 қосымша: есепті жыл және келесі жыл")
def order_year_missing(book: Book, law: Edition) -> Iterator[Found]:
    """The totals of the report year and of the next are there, and no other year."""
    there = {int(year) for row in book["order_totals"] if (year := row.number_of("year")) is not None}
    missing = [str(year) for year in years(book) if year not in there]
    if missing:
        yield book["order_totals"].found(
            "year",
            _("Жиынтығы жоқ жыл: {years}.", years=", ".join(missing)),
            _("Әр жылға бір жол толтырыңыз."),
            severity=until_over(book),
        )
    for name in ("order_totals", "social_order"):
        for row in book.tables.get(name, ()):
            year = row.number_of("year")
            if year is not None and int(year) not in years(book):
                first, second = years(book)
                yield row.found(
                    "year",
                    _("{year} жыл №4 қосымшаға кірмейді: онда {first} және {second} жылдар.", year=int(year), first=first, second=second),
                    _("Жылды түзетіңіз немесе жолды тиісті жылдың кітабына көшіріңіз."),
                )


@rule("social_order", source="нұсқаулық, №4 қосымша: конкурсқа сілтеме")
def tender_missing(book: Book, law: Edition) -> Iterator[Found]:
    """A part of the report year has the link to its tender, and its technical specification."""
    for row in book["social_order"]:
        if row.number_of("year") != book.year:
            continue
        if row.empty("link"):
            yield row.found("link", _("Конкурсқа сілтеме жоқ."), _("Мемлекеттік сатып алу порталындағы конкурстың сілтемесін жазыңыз."))
        if row.empty("specification"):
            yield row.found(
                "specification",
                _("Техникалық ерекшелік көрсетілмеген."),
                _("Файлды бөлек бумаға салып, атын жазыңыз."),
                severity="warning",
            )
