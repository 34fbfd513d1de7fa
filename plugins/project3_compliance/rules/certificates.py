"""Certificates of ISO 37001."""

from __future__ import annotations

from collections.abc import Iterator

from ubb4 import Book, Edition, Found, Row, rule, short_date
from ubb4 import gettext as _


def accepted(law: Edition) -> set[str]:
    """The standards that the edition accepts."""
    return {str(entry["standard"]) for entry in law.tables["standard"]}


def valid(row: Row, book: Book, law: Edition) -> bool:
    """Whether a certificate counts on the report date."""
    since, until = row.date("valid_from"), row.date("valid_until")
    return row["standard"] in accepted(law) and bool(since and until and since <= book.today <= until)


@rule("certificates", source="нұсқаулық, P3.T3.S1")
def certificate_dates_out_of_order(book: Book, law: Edition) -> Iterator[Found]:
    """A certificate ends after it begins."""
    for row in book["certificates"]:
        since, until = row.date("valid_from"), row.date("valid_until")
        if since and until and until < since:
            yield row.found(
                "valid_until",
                _("Соңғы күні ({until}) басынан ({since}) бұрын.", until=short_date(until), since=short_date(since)),
                _("Күндерді сертификаттан жазыңыз."),
            )


@rule("certificates", source="нұсқаулық, P3.T3.S1")
def certificate_not_valid(book: Book, law: Edition) -> Iterator[Found]:
    """A certificate is valid on the report date; one that is not is not counted."""
    for row in book["certificates"]:
        since, until = row.date("valid_from"), row.date("valid_until")
        if until and until < book.today and not (since and until < since):
            message = _("Сертификаттың мерзімі {day} біткен: саналмайды.", day=short_date(until))
            yield row.found("valid_until", message, _("Жаңартылған сертификатты жазыңыз."))
        elif since and since > book.today:
            message = _("Сертификат {day} күшіне енеді: әзірге саналмайды.", day=short_date(since))
            yield row.found("valid_from", message, _("Күнін тексеріңіз."))


@rule("certificates", source="нұсқаулық, P3.T3.S1: ҚР СТ ISO 37001")
def standard_not_accepted(book: Book, law: Edition) -> Iterator[Found]:
    """The standard is one that the edition accepts."""
    names = book["certificates"].register.column("standard")
    known = accepted(law)
    for row in book["certificates"]:
        if row["standard"] is not None and row["standard"] not in known:
            yield row.found(
                "standard",
                _("«{standard}» стандарты саналмайды.", standard=row.label("standard")),
                _("Саналатыны: {names}.", names=", ".join(names.label(each) for each in names.choices if each in known)),
            )


@rule("certificates", source="нұсқаулық, P3.T3.S1: сертификаттардың электрондық нұсқалары", severity="warning")
def certificate_without_file(book: Book, law: Edition) -> Iterator[Found]:
    """A certificate has its electronic copy."""
    for row in book["certificates"]:
        if row.empty("file"):
            yield row.found("file", _("Электрондық нұсқасы көрсетілмеген."), _("Файлдың атын немесе сілтемесін жазыңыз."))
