"""What must cover what: risks, recommendations, measures, positions, cartogram."""

from __future__ import annotations

from collections.abc import Iterator

from ubb4 import Book, Edition, Found, Row, add_months, folded, keys_of, parse_term, rule, short_date
from ubb4 import gettext as _


def _analysis(book: Book, row: Row) -> Row | None:
    """The analysis that a risk, or a row that refers to a risk, belongs to."""
    risk = row if row.table.register.name == "risks" else book.referred(row, "risk")
    return book.referred(risk, "analysis") if risk is not None else None


@rule("risks", "recommendations", source="нұсқаулық, P1.T2.S3")
def risk_without_recommendation(book: Book, law: Edition) -> Iterator[Found]:
    """Every risk has a recommendation."""
    for row in book["risks"]:
        if row["id"] and not book.related("recommendations", row):
            yield row.found(
                "id",
                _("«{risk}» тәуекеліне ұсыным берілмеген.", risk=row["id"]),
                _("«Ұсынымдар» парағына осы тәуекелге ұсыным жазыңыз."),
            )


@rule("risks", "plan", source="нұсқаулық, P1.T3.S1")
def risk_without_measure(book: Book, law: Edition) -> Iterator[Found]:
    """Once the plan has rows, every risk of the analysis has a measure in it."""
    if not len(book["plan"]):
        return
    for row in book["risks"]:
        if row["id"] and not book.related("plan", row):
            yield row.found(
                "id",
                _("«{risk}» тәуекеліне жоспарда іс-шара жоқ.", risk=row["id"]),
                _("«Жоспар» парағына осы тәуекелді жоятын іс-шара жазыңыз."),
            )


@rule("plan", source="нұсқаулық, P1.T3.S1: іс-шаралар нақты сипатта болуы тиіс", severity="warning")
def measure_empty_phrase(book: Book, law: Edition) -> Iterator[Found]:
    """A measure of the plan is concrete."""
    for row in book["plan"]:
        if isinstance(row["measure"], str) and law.has_word("empty", row["measure"]):
            yield row.found("measure", *_not_concrete(row["measure"]))


@rule("recommendations", source="нұсқаулық, P1.T2.S3: ұсынымдар орындалатын болуға тиіс", severity="warning")
def recommendation_empty_phrase(book: Book, law: Edition) -> Iterator[Found]:
    """A recommendation is concrete."""
    for row in book["recommendations"]:
        if isinstance(row["recommendation"], str) and law.has_word("empty", row["recommendation"]):
            yield row.found("recommendation", *_not_concrete(row["recommendation"]))


def _not_concrete(text: str) -> tuple[str, str]:
    return (
        _("«{text}» нақты емес: не істелетіні айтылмаған.", text=text),
        _("Кім, нені, қандай құжатпен өзгертетінін жазыңыз."),
    )


@rule("plan", source="нұсқаулық, P1.T3.S1", severity="warning")
def columns_shifted(book: Book, law: Edition) -> Iterator[Found]:
    """The form of completion is a document, not a term."""
    for row in book["plan"]:
        text = row["completion"]
        if isinstance(text, str) and parse_term(text).kind != "unknown":
            yield row.found(
                "completion",
                _("Аяқтау нысанының орнында мерзім көрсетілген: «{text}».", text=text),
                _("Бағандар жылжып кеткен болуы мүмкін: нысанды (бұйрық, есеп, хаттама) жазыңыз."),
            )


@rule("plan", "risks", "analyses", "results", source="нұсқаулық, P1.T3.S1, P1.T3.S3", severity="warning")
def term_beyond_monitoring(book: Book, law: Edition) -> Iterator[Found]:
    """A measure ends within the year of monitoring."""
    limit = law.limit("monitoring")
    for row in book["plan"]:
        analysis = _analysis(book, row)
        ends_on = parse_term(row["term"]).ends_on
        results = book.related("results", analysis) if analysis is not None else []
        signed = results[0].date("note_signed_on") if results else None
        if ends_on and signed and ends_on > (last := add_months(signed, limit.days)):
            yield row.found(
                "term",
                _("Мерзім ({day}) мониторинг жылынан ({last}) кейін.", day=short_date(ends_on), last=short_date(last)),
                _("Мерзімді қысқартыңыз немесе кезеңге бөліңіз."),
                limit=limit,
            )


@rule("positions", source="нұсқаулық, P1.T4.S1", severity="warning")
def name_in_position(book: Book, law: Edition) -> Iterator[Found]:
    """The register of positions names no person."""
    for row in book["positions"]:
        words = folded(row["position"]).split() if isinstance(row["position"], str) else []
        if len(words) >= 3 and any(word.endswith(law.words["patronymic"]) for word in words):
            yield row.found(
                "position",
                _("Лауазымның орнында адамның аты көрсетілген сияқты."),
                _("Штат кестесіндегі лауазым атауын жазыңыз; тізбеде адамның аты болмайды."),
            )


def _place(row: Row) -> tuple[str, str, str]:
    return tuple(folded(str(row[name] or "")) for name in ("body", "unit", "position"))  # type: ignore[return-value]


@rule("positions", "cartogram_positions", source="нұсқаулық, P1.T5.S1")
def position_not_in_cartogram(book: Book, law: Edition) -> Iterator[Found]:
    """Every exposed position stands in section 1 of the cartogram."""
    published = {_place(row) for row in book["cartogram_positions"]}
    for row in book["positions"]:
        if row["position"] and _place(row) not in published:
            yield row.found(
                "position",
                _("Лауазым картограмманың 1-бөлімінде жоқ."),
                _("Картограмманы тізбеге сай өзектендіріңіз."),
            )


@rule("cartogram_positions", "positions", source="нұсқаулық, P1.T5.S1")
def cartogram_position_unknown(book: Book, law: Edition) -> Iterator[Found]:
    """Section 1 of the cartogram holds no position beside the register."""
    known = {_place(row) for row in book["positions"]}
    for row in book["cartogram_positions"]:
        if row["position"] and _place(row) not in known:
            yield row.found(
                "position",
                _("Картограммадағы лауазым тізбеде жоқ."),
                _("Тізбеге қосыңыз немесе картограммадан алып тастаңыз."),
            )


@rule("plan", "cartogram_risks", source="нұсқаулық, P1.T5.S1")
def risk_not_in_cartogram(book: Book, law: Edition) -> Iterator[Found]:
    """Every risk of the plan stands in section 2 of the cartogram."""
    published = {key for row in book["cartogram_risks"] if row["risk"] for key in keys_of(row["risk"])}
    for row in book["plan"]:
        absent = [key for key in keys_of(row["risk"]) if key not in published] if row["risk"] else []
        if absent:
            yield row.found(
                "risk",
                _("«{risk}» тәуекелі картограмманың 2-бөлімінде жоқ.", risk=row["risk"]),
                _("Картограмманы бекітілген жоспарға сай өзектендіріңіз."),
            )


@rule("cartogram_risks", "plan", source="нұсқаулық, P1.T5.S1")
def cartogram_risk_unknown(book: Book, law: Edition) -> Iterator[Found]:
    """Section 2 of the cartogram holds no risk beside the plan."""
    known = {key for row in book["plan"] if row["risk"] for key in keys_of(row["risk"])}
    for row in book["cartogram_risks"]:
        if row["risk"] and not set(keys_of(row["risk"])) <= known:
            yield row.found(
                "risk",
                _("«{risk}» тәуекелі бекітілген жоспарда жоқ.", risk=row["risk"]),
                _("Жоспарға іс-шара қосыңыз немесе картограммадан алып тастаңыз."),
            )


@rule("cartogram_updates", "results", source="нұсқаулық, P1.T5.S1", severity="warning")
def cartogram_older_than_plan(book: Book, law: Edition) -> Iterator[Found]:
    """Section 2 is renewed after the last approval of a plan."""
    approvals = [day for row in book["results"] if (day := row.date("plan_approved_on"))]
    updates = [row for row in book["cartogram_updates"] if row["section"] == "risks" and row.date("updated_on")]
    if approvals and updates:
        last = max(updates, key=lambda row: row.date("updated_on"))
        if last.date("updated_on") < max(approvals):
            yield last.found(
                "updated_on",
                _("2-бөлім соңғы жоспар бекітілгенге ({day}) дейін өзектендірілген.", day=short_date(max(approvals))),
                _("2-бөлімді жаңа жоспар бойынша өзектендіріңіз."),
            )
