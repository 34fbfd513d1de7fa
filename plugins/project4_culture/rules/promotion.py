"""Legal promotion: acts adopted this year explained, life situations, events with date and time."""

from __future__ import annotations

from collections.abc import Iterator

from ubb4 import Book, Edition, Found, Row, rule, short_date
from ubb4 import gettext as _


def unexplained(book: Book, register: str) -> list[Row]:
    """The acts or situations that no event explains."""
    return [row for row in book[register] if row.key is not None and not book.related("promotion", row)]


@rule("adopted_acts", "promotion", source="нұсқаулық, P4.T3.S1: бекіткен актілер және оларды түсіндіру іс-шаралары")
def act_not_explained(book: Book, law: Edition) -> Iterator[Found]:
    """Every act that was adopted is explained by an event."""
    for row in unexplained(book, "adopted_acts"):
        yield row.found(
            "id",
            _("Бұл акт бірде-бір іс-шарада түсіндірілмеген."),
            _("«{sheet}» парағына іс-шараны осы нөмірмен жазыңыз.", sheet=book["promotion"].sheet),
        )


@rule("life_situations", "promotion", source="нұсқаулық, P4.T3.S1: әрекет тәртібін түсіндіру", severity="warning")
def situation_not_explained(book: Book, law: Edition) -> Iterator[Found]:
    """Every life situation is explained by an event."""
    for row in unexplained(book, "life_situations"):
        yield row.found(
            "id",
            _("Бұл өмірлік жағдай бірде-бір іс-шарада түсіндірілмеген."),
            _("«{sheet}» парағына іс-шараны осы нөмірмен жазыңыз.", sheet=book["promotion"].sheet),
        )


@rule("adopted_acts", source="нұсқаулық, P4.T3.S1: ағымдағы жылы бекіткен")
def act_of_another_year(book: Book, law: Edition) -> Iterator[Found]:
    """An act of the list was adopted in the report year."""
    for row in book["adopted_acts"]:
        day = row.date("adopted_on")
        if day and day.year != book.year:
            message = _("Акт {day} қабылданған, есепті жыл — {year}.", day=short_date(day), year=book.year)
            yield row.found("adopted_on", message, _("Жылын тексеріңіз немесе жолды алып тастаңыз."))


@rule("promotion", source="нұсқаулық, P4.T3.S1; №6 қосымша")
def event_explains_nothing(book: Book, law: Edition) -> Iterator[Found]:
    """An event explains an act or a situation, in the report year, and not before the act was adopted."""
    for row in book["promotion"]:
        day = row.date("held_on")
        if row.empty("act") and row.empty("situation"):
            yield row.found("act", _("Іс-шараның нені түсіндіретіні жазылмаған."), _("НҚА-ның немесе өмірлік жағдайдың нөмірін жазыңыз."))
        if day and (day.year != book.year or day > book.today):
            yield row.found("held_on", _("{day} күні есепті жылдың өткен күні емес.", day=short_date(day)), _("Жылын тексеріңіз."))
        act = book.referred(row, "act") if row["act"] is not None and "adopted_acts" in book.tables else None
        adopted = act.date("adopted_on") if act is not None else None
        if day and adopted and day < adopted:
            message = _("Іс-шара ({day}) акт қабылданғанға ({adopted}) дейін өткен.", day=short_date(day), adopted=short_date(adopted))
            yield row.found("held_on", message, _("Күндерді тексеріңіз."), severity="warning")


@rule("promotion", source="№6 қосымша: растайтын құжаты бар парақшаға сілтеме")
def promotion_without_link(book: Book, law: Edition) -> Iterator[Found]:
    """An event has the link to the page with its confirming document."""
    for row in book["promotion"]:
        if row.empty("link"):
            yield row.found("link", _("Растайтын құжаты бар парақшаға сілтеме жоқ."), _("Кросс-платформадағы сілтемені жазыңыз."))
