"""Hiring of persons with an earlier offence, gifts, and accounts abroad."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from project2_law.rules.acts import out_of_order
from ubb4 import Book, Edition, Found, rule, short_date
from ubb4 import gettext as _


@rule("hired", source="нұсқаулық, P2.T4.S1")
def hired_dates_out_of_order(book: Book, law: Edition) -> Iterator[Found]:
    """Offence, act, legal force, then hiring: else there is no fact to report."""
    chain = (("offence_on", "act_on"), ("act_on", "in_force_on"), ("offence_on", "in_force_on"), ("in_force_on", "hired_on"))
    yield from out_of_order(list(book["hired"]), chain)


@rule("hired", source="нұсқаулық, P2.T4.S1")
def candidate_check_late(book: Book, law: Edition) -> Iterator[Found]:
    """A state body checks a candidate within two working days after applications close: the civil service's term, which no other body has."""
    if book.kind in ("quasi_state", "state_organisation"):
        return
    limit = law.limit("candidate_check")
    for row in book["hired"]:
        closed, checked = row.date("intake_ended_on"), row.date("checked_on")
        if closed is None:
            message = _("Құжат қабылдау аяқталған күн жоқ: тексеру мерзімі саналмады.")
            yield row.found("intake_ended_on", message, _("Күнді конкурс хабарландыруынан жазыңыз."), severity="info", source=limit.source)
            continue
        last = book.calendar.after(closed, limit.days)
        hint = _(
            "Кандидат тексерілген күнді көрсетіңіз немесе тексеріңіз. Есептелуі: {closed} күнінен кейін {n} жұмыс күні.",
            closed=short_date(closed),
            n=limit.days,
        )
        if checked and checked > last:
            message = _("Кандидат {day} тексерілген, соңғы күні {last} еді.", day=short_date(checked), last=short_date(last))
            yield row.found("checked_on", message, hint, limit=limit)
        elif row.empty("checked_on") and book.today > last:
            message = _("Кандидатты тексеру күні жазылмаған, соңғы күні {last} еді.", last=short_date(last))
            yield row.found("checked_on", message, hint, limit=limit)


@rule("hired", source="нұсқаулық, P2.T4.S1: басқарушылық функцияларды атқаруымен байланысты лауазымдар", severity="warning")
def quasi_state_managers_only(book: Book, law: Edition) -> Iterator[Found]:
    """A quasi-state entity reports managerial posts only."""
    if book.kind != "quasi_state":
        return
    for row in book["hired"]:
        if row["managerial"] != "yes":
            yield row.found(
                "managerial",
                _("Квазимемлекеттік ұйым басқарушылық лауазымдарды ғана тексереді."),
                _("Лауазым басқарушылық болса, «иә» деп таңдаңыз; болмаса, жолды алып тастаңыз."),
            )


def ban(book: Book, law: Edition) -> dict[str, Any]:
    """The row of the edition that says since when such a person may not be hired by this kind of body."""
    kind = "quasi_state" if book.kind == "quasi_state" else "state"
    return dict(next(entry for entry in law.tables["hiring_ban"] if entry["kind"] == kind))


@rule("hired", source="нұсқаулық, P2.T4.S1", severity="warning")
def amendment_differs(book: Book, law: Edition) -> Iterator[Found]:
    """Hired before or after the amendment that forbids it: as the dates say."""
    entry = ban(book, law)
    since: date = entry["since"]
    for row in book["hired"]:
        hired = row.date("hired_on")
        if hired is None:
            continue
        answer = "before" if hired < since else "after"
        if row["amendment"] != answer:
            label = row.table.register.column("amendment").label(answer)
            yield row.found(
                "amendment",
                _("Түзету {since} күшіне енген, жұмысқа {hired} қабылданған: жауап — «{answer}».",
                  since=short_date(since), hired=short_date(hired), answer=label),
                _("Түзетудің күні нұсқаулықта жоқ, осы басылымда шамамен алынған: актіні қарап, «{answer}» деп таңдаңыз немесе жауабыңызды қалдырыңыз.", answer=label),
                source=str(entry["source"]),
            )  # fmt: skip


@rule("gifts", source="нұсқаулық, P2.T5.S4")
def gift_not_handed_over(book: Book, law: Edition) -> Iterator[Found]:
    """A gift is handed to the state property body by an act, within the term."""
    limit = law.limit("gift_transfer")
    for row in book["gifts"]:
        received, act = row.date("received_on"), row.date("act_on")
        if row["kind"] != "gift" or received is None:
            continue
        last = received + timedelta(days=limit.days)
        if act and act > last:
            message = _("Сыйлық {day} тапсырылған, соңғы күні {last} еді.", day=short_date(act), last=short_date(last))
            yield row.found(
                "act_on", message, _("Актінің күнін тексеріңіз. Есептелуі: сыйлық алынған күннен кейін {n} күнтізбелік күн.", n=limit.days), limit=limit
            )
        elif act and act < received:
            yield row.found("act_on", _("Акт сыйлық алынғанға дейін жазылған."), _("Күндерді құжатпен салыстырыңыз."), limit=limit)
        for column in ("act_number", "act_on"):
            if row.empty(column) and book.today > last:
                title = _(row.table.register.column(column).title)
                yield row.found(
                    column,
                    _("Сыйлық алынған, бірақ «{title}» жоқ, соңғы күні {last} еді.", title=title, last=short_date(last)),
                    _("Сыйлықты аумақтық мемлекеттік мүлік және жекешелендіру департаментіне акт бойынша тапсырыңыз."),
                    limit=limit,
                )


@rule("gifts", source="нұсқаулық, P2.T5.S4", severity="warning")
def transfer_act_without_gift(book: Book, law: Edition) -> Iterator[Found]:
    """A reward in money or a service has no transfer act."""
    for row in book["gifts"]:
        if row["kind"] == "service" and not row.empty("act_number"):
            yield row.found(
                "act_number",
                _("Көрсетілген қызмет акт бойынша тапсырылмайды."),
                _("Түрін түзетіңіз немесе акт нөмірін алып тастаңыз."),
            )


@rule("accounts", source="нұсқаулық, P2.T5.S5", severity="warning")
def access_list_missing(book: Book, law: Edition) -> Iterator[Found]:
    """The list of persons with access to tax data is approved before a fact is found."""
    for row in book["accounts"]:
        for column in ("list_number", "list_on"):
            if row.empty(column):
                title = _(row.table.register.column(column).title)
                yield row.found(
                    column,
                    _("«{title}» көрсетілмеген: салық құпиясына қол жеткізе алатын адамдардың тізбесі белгісіз.", title=title),
                    _("Тізбені уәкілетті орган бекітеді: нөмірі мен күні белгілі болса, көрсетіңіз."),
                )
        found, listed = row.date("found_on"), row.date("list_on")
        if found and listed and listed > found:
            yield row.found(
                "list_on",
                _("Тізбе ({listed}) мәлімет алынғаннан ({found}) кейін бекітілген.", listed=short_date(listed), found=short_date(found)),
                _("Мәлімет алынған күні күшінде болған тізбені жазыңыз."),
            )
