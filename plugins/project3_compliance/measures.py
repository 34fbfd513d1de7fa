"""Shares and points with proof: each knows its rule, its rows, the rows missing, and what would lift it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

from project3_compliance.points import Scale
from project3_compliance.rules import certificates, trainings
from project3_compliance.rules.documents import by_entity, names_of, published
from ubb4 import N_, Book, Edition, Measure, Measured, Row, decimal, half_up, measure, percent, quarter_end
from ubb4 import gettext as _

TITLES = {
    "S1": N_("Ережесі үлгілік ережеге сәйкестендірілген субъектілер"),
    "S2": N_("Сыбайлас жемқорлыққа қарсы саясаты бар субъектілер"),
    "S3": N_("Іс-қимыл жөніндегі нұсқаулығы бар субъектілер"),
    "S4": N_("Мүдделер қақтығысын реттеу саясаты бар субъектілер"),
    "S5": N_("Сыбайлас жемқорлыққа қарсы стандарты бар субъектілер"),
    "S6": N_("Ішкі іс-шаралар жоспары бар субъектілер"),
    "S7": N_("Бұзушылықтар туралы хабардар ету тәртібі бар субъектілер"),
    "S8": N_("Корпоративтік әдеп кодексі бар субъектілер"),
}
ALL_PUBLISHED = "S9"


def alone(book: Book) -> bool:
    """Whether the workbook is of one entity, which is no share of anything."""
    return book.kind == "quasi_state" and len(book["entities"]) == 1


def has(book: Book, document: str, law: Edition) -> list[Row]:
    """The entities that have a document; for S9, those with all eight published."""
    matrix, keys = by_entity(book), book["entities"].folded_column("id")
    rows = []
    for row in book["entities"]:
        mine = matrix.get(keys[row.index], {})
        if document == ALL_PUBLISHED:
            there = all(published(mine.get(name)) for name in names_of(book))
        else:
            there = document in mine and mine[document]["present"] == "yes" and not _before_model(mine[document], law)
        if there:
            rows.append(row)
    return rows


def _before_model(row: Row, law: Edition) -> bool:
    """Whether a document is older than the model that it has to follow."""
    model, day = law.tables["model"][0], row.date("approved_on")
    return bool(row["document"] == model["document"] and day and day < model["since"])


def _share(book: Book, rows: Sequence[Row], notes: Sequence[str] = ()) -> Measured:
    every = list(book["entities"])
    there = set(rows)
    missing = tuple(row for row in every if row not in there)
    share = None if not every or alone(book) else percent(len(rows), len(every))
    told = (_("Бір субъект бойынша өңірдің пайызы есептелмейді: оны жетекшілік ететін орган есептейді."),) if alone(book) else notes
    return Measured(share, len(rows), len(every), tuple(rows), missing, tuple(told))


def _of_document(document: str) -> Measure:
    def share(book: Book, law: Edition) -> Measured:
        rows = has(book, document, law)
        return _share(book, rows, proof([(len(rows), len(book["entities"]))], law) if law.reading("score_scope").value == "each" else ())

    share.__name__ = f"share_{document.lower()}"
    share.__doc__ = f"Share of entities that have document {document}, of all entities in the register."
    decorate: Callable[[Any], Measure] = measure("entities", "documents", title=TITLES[document], subtask=f"P3.T2.{document}", unit="percent")
    return decorate(share)


SHARES = tuple(_of_document(document) for document in TITLES)


@measure("entities", "documents", title="Сегіз құжаттың бәрі сайтында жарияланған субъектілер", subtask="P3.T2.S9", unit="percent")
def share_s9(book: Book, law: Edition) -> Measured:
    """Share of entities whose eight documents are all published, of all entities in the register."""
    rows = has(book, ALL_PUBLISHED, law)
    return _share(book, rows, proof([(len(rows), len(book["entities"]))], law))


@measure("entities", "documents", title="Құжаттар бойынша балл", subtask="P3.T2.S9", unit="score")
def score(book: Book, law: Edition) -> Measured:
    """Points for the documents: of S9, of each subtask together, or of their average, as the edition reads it."""
    total = len(book["entities"])
    if not total or alone(book):
        return Measured(None, notes=_share(book, ()).notes)
    scope = law.reading("score_scope").value
    counted = [ALL_PUBLISHED] if scope == "S9" else [*TITLES, ALL_PUBLISHED]
    having = {document: has(book, document, law) for document in counted}
    shares = [(len(rows), total) for rows in having.values()]
    if scope == "average":
        shares = [(sum(number for number, __ in shares), total * len(shares))]
    points = sum((Scale.of(law).points(*share) for share in shares), Fraction(0))
    everywhere = set(book["entities"]).intersection(*having.values())
    missing = tuple(row for row in book["entities"] if row not in everywhere)
    rows = tuple(row for row in book["entities"] if row in everywhere)
    numerator, denominator = (sum(part) for part in zip(*shares, strict=True))
    return Measured(half_up(points, 3), numerator, denominator, rows, missing, tuple(proof(shares, law)))


def proof(shares: Sequence[tuple[int, int]], law: Edition) -> list[str]:
    """The rule in the instruction's words, the readings chosen, and what would lift each share."""
    scale = Scale.of(law)
    lines = [_("Ереже: әрбір {ten} % үшін {points} балл.", ten=10, points=decimal(float(scale.for_ten)))]
    lines += [str(law.reading(name)) for name in ("score_scope", "score_between_tens", "score_below_floor")]
    for numerator, denominator in shares if len(shares) == 1 and shares[0][1] else ():
        lines.append(
            _("{n} / {d} = {percent} % → {points} балл.", n=numerator, d=denominator,
              percent=decimal(percent(numerator, denominator, 2)), points=decimal(float(scale.points(numerator, denominator))))
        )  # fmt: skip
        lift = scale.lift(numerator, denominator)
        if lift:
            lines.append(_("Тағы {n} болса, +{points} балл қосылады.", n=lift[0], points=decimal(half_up(lift[1], 3))))
    return lines


@measure("entities", "documents", title="Бір субъектінің бар құжаттары", subtask="P3.T2.S1")
def documents_present(book: Book, law: Edition) -> Measured:
    """Documents that are there, of those that the entities have to have."""
    rows = tuple(row for mine in by_entity(book).values() for row in mine.values() if row["present"] == "yes")
    missing = tuple(row for mine in by_entity(book).values() for row in mine.values() if row["present"] != "yes")
    return Measured(float(len(rows)), len(rows), len(book["entities"]) * len(names_of(book)), rows, missing)


@measure("entities", "trainings", title="Өткен тоқсандардың бәрінде іс-шара өткізген субъектілер", subtask="P3.T1.S1", unit="percent")
def trained_entities(book: Book, law: Edition) -> Measured:
    """Share of entities that held an event in every quarter of the report year that is over."""
    over = {number for number in (1, 2, 3, 4) if quarter_end(book.year, number) < book.today}
    events, keys = trainings.held(book), book["entities"].folded_column("id")
    if not over:
        return Measured(None, notes=(_("Есепті жылдың бірде-бір тоқсаны әлі аяқталған жоқ."),))
    return _share(book, [row for row in book["entities"] if over <= events.get(keys[row.index], set())])


@measure("entities", "certificates", title="Жарамды сәйкестік сертификаты бар субъектілер", subtask="P3.T3.S1", unit="percent")
def certified(book: Book, law: Edition) -> Measured:
    """Share of entities with an accepted certificate that is valid on the report date."""
    table = book["certificates"]
    keys = table.folded_column("entity")
    having = {keys[row.index] for row in table if certificates.valid(row, book, law)}
    own = book["entities"].folded_column("id")
    return _share(book, [row for row in book["entities"] if own[row.index] in having])


@measure("certificates", title="Жарамды сәйкестік сертификаттары", subtask="P3.T3.S1")
def valid_certificates(book: Book, law: Edition) -> Measured:
    """Certificates of an accepted standard that are valid on the report date."""
    rows = tuple(row for row in book["certificates"] if certificates.valid(row, book, law))
    return Measured(float(len(rows)), rows=rows, missing=tuple(row for row in book["certificates"] if not certificates.valid(row, book, law)))


ALL: tuple[Measure, ...] = (*SHARES, share_s9, score, documents_present, trained_entities, certified, valid_certificates)
