"""A year of monitoring by quarters: the 5th, the 5 working days, and what counts as done."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from ubb4 import Book, Edition, Found, Row, parse_term, quarter_end, quarter_of, rule, short_date
from ubb4 import gettext as _


def _last_day(law: Edition, quarter: date) -> date:
    """The day by which the information on a quarter comes, from the quarter's last day."""
    return (quarter + timedelta(days=1)).replace(day=law.limit("inform").days)


def _signed(book: Book, measure: Row) -> date | None:
    """The day on which the note behind a measure was signed."""
    risk = book.referred(measure, "risk")
    analysis = book.referred(risk, "analysis") if risk is not None else None
    results = book.related("results", analysis) if analysis is not None else []
    return results[0].date("note_signed_on") if results else None


@rule("monitoring", source="нұсқаулық, P1.T3.S3")
def information_late(book: Book, law: Edition) -> Iterator[Found]:
    """Units inform by the 5th of the month after the quarter."""
    limit = law.limit("inform")
    for row in book["monitoring"]:
        quarter, received = parse_term(row["quarter"]).ends_on, row.date("received_on")
        if quarter and received and received > (last := book.judged(strict := _last_day(law, quarter))):
            hint = _("Есепті тоқсаннан кейінгі айда жіберіледі: соңғы күні — айдың {day}-күні.", day=limit.days)
            if last != strict:
                hint += " " + _("{strict} — демалыс күні, сондықтан келесі жұмыс күні {last} есептелді.", strict=short_date(strict), last=short_date(last))
            yield row.found(
                "received_on",
                _("Ақпарат {received} келген, соңғы күні {last} еді.", received=short_date(received), last=short_date(last)),
                hint,
                limit=limit,
            )


@rule("monitoring", source="нұсқаулық, P1.T3.S3")
def review_late(book: Book, law: Edition) -> Iterator[Found]:
    """The authorised person reviews within 5 working days of receiving."""
    limit = law.limit("review")
    for row in book["monitoring"]:
        received, reviewed = row.date("received_on"), row.date("reviewed_on")
        if received is None:
            continue
        last = book.calendar.after(received, limit.days)
        hint = _(
            "Қаралған күнді көрсетіңіз немесе тексеріңіз. Есептелуі: ақпарат келген {received} күнінен кейін {n} жұмыс күні.",
            received=short_date(received),
            n=limit.days,
        )
        if reviewed and reviewed > last:
            yield row.found(
                "reviewed_on",
                _("Ақпарат {reviewed} қаралған, соңғы күні {last} еді.", reviewed=short_date(reviewed), last=short_date(last)),
                hint,
                limit=limit,
            )
        elif reviewed and reviewed < received:
            yield row.found("reviewed_on", _("Ақпарат келгенге дейін қаралған."), _("Күндерді тексеріңіз."), limit=limit)
        elif row.empty("reviewed_on") and book.today > last:
            yield row.found("reviewed_on", _("Ақпарат қаралмаған, соңғы күні {last} еді.", last=short_date(last)), hint, limit=limit)


@rule("monitoring", source="нұсқаулық, P1.T3.S3")
def done_without_document(book: Book, law: Edition) -> Iterator[Found]:
    """A recommendation counts as done only with a confirming document."""
    for row in book["monitoring"]:
        if row["status"] == "done" and row.empty("document"):
            yield row.found(
                "document",
                _("«Орындалды» деп көрсетілген, бірақ растайтын құжат жоқ."),
                _("Жоспардағы аяқтау нысанына сай құжатты жазыңыз немесе мәртебесін өзгертіңіз."),
            )


@rule("monitoring", source="нұсқаулық, P1.T3.S3")
def done_but_not_removed(book: Book, law: Edition) -> Iterator[Found]:
    """A recommendation counts as done only when the risk is removed in full."""
    for row in book["monitoring"]:
        if row["status"] == "done" and row["removed"] != "fully":
            yield row.found(
                "removed",
                _("«Орындалды» деп көрсетілген, бірақ тәуекелдің толық жойылғаны көрсетілмеген."),
                _("Тәуекел толық жойылса ғана «орындалды» деп жазыңыз."),
            )


@rule("plan", "monitoring", "risks", "analyses", "results", source="нұсқаулық, P1.T3.S3")
def quarter_not_monitored(book: Book, law: Edition) -> Iterator[Found]:
    """Every quarter of the year after signing, each measure that is not done yet has its information."""
    for measure in book["plan"]:
        signed = _signed(book, measure)
        if signed is None or not measure["id"]:
            continue
        rows = book.related("monitoring", measure)
        seen = {ends: row for row in rows if (ends := parse_term(row["quarter"]).ends_on)}
        done = min((ends for ends, row in seen.items() if row["status"] == "done"), default=None)
        end = quarter_end(*quarter_of(signed))
        for __ in range(law.limit("monitoring").days // 3):
            last = book.judged(_last_day(law, end))
            if book.today <= last or (done and end > done):
                break
            if end not in seen:
                roman = ("I", "II", "III", "IV")[quarter_of(end)[1] - 1]
                yield measure.found(
                    "id",
                    _("«{measure}» іс-шарасы бойынша {year} жылғы {roman} тоқсанның ақпараты жоқ, соңғы күні {last} еді.",
                      measure=measure["id"], year=end.year, roman=roman, last=short_date(last)),
                    _("Ақпаратты «Мониторинг» парағына енгізіңіз."),
                    limit=law.limit("inform"),
                )  # fmt: skip
            end = quarter_end(*quarter_of(end + timedelta(days=1)))
