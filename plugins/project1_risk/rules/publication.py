"""What is announced and published: stated and real dates, links by channel."""

from __future__ import annotations

from collections.abc import Iterator

from project1_risk.rules.chain import of_analysis
from ubb4 import Back, Book, Edition, Found, Row, rule, short_date
from ubb4 import gettext as _


def _limit_of(row: Row) -> tuple[str, str]:
    """(the limit's name, the analysis' column it is counted from) for an announcement."""
    return ("announce_start", "starts_on") if row["subject"] == "start" else ("announce_discussion", "ends_on")


def last_day(book: Book, law: Edition, row: Row) -> Back | None:
    """The last day of an announcement, by both readings of the instruction."""
    name, column = _limit_of(row)
    event = of_analysis(book, row, column)
    return book.back(event, law.limit(name).days) if event and row["subject"] else None


def _late(book: Book, law: Edition, column: str, message: str) -> Iterator[Found]:
    for row in book["announcements"]:
        back, day = last_day(book, law, row), row.date(column)
        if back and day and day > back.last:
            name, event = _limit_of(row)
            limit, counted = law.limit(name), of_analysis(book, row, event)
            yield row.found(
                column,
                message.format(day=short_date(day), last=back),
                _("Күнді тексеріңіз. Есептелуі: {event} күнінен кері {n} жұмыс күні.", event=short_date(counted or day), n=limit.days),
                limit=limit,
            )


@rule("announcements", "analyses", source="нұсқаулық, P1.T1.S3, P1.T2.S1")
def announcement_late(book: Book, law: Edition) -> Iterator[Found]:
    """By the date in the document, announcements are made 10 working days ahead."""
    yield from _late(book, law, "stated_on", _("Хабарландыру құжаттағы күні бойынша кеш: {day}, соңғы күні {last} еді."))


@rule("announcements", "analyses", source="нұсқаулық, P1.T1.S3, P1.T2.S1")
def announcement_published_late(book: Book, law: Edition) -> Iterator[Found]:
    """By the date really published, announcements are made 10 working days ahead."""
    yield from _late(book, law, "published_on", _("Хабарландыру кеш жарияланған: {day}, соңғы күні {last} еді."))


@rule("announcements", source="нұсқаулық, P1.T1.S3, P1.T2.S1", severity="warning")
def announcement_undated(book: Book, law: Edition) -> Iterator[Found]:
    """An announcement bears its date."""
    for row in book["announcements"]:
        if row.empty("stated_on") and not row.empty("published_on"):
            yield row.found(
                "stated_on",
                _("Хабарландырудың мәтінінде күні жоқ."),
                _("Құжаттағы күнді жазыңыз; болмаса, келесі хабарландырулардың мәтінінде күнін көрсетіңіз."),
            )


@rule("announcements", "analyses", source="нұсқаулық, P1.T1.S3, P1.T2.S1")
def published_after_event(book: Book, law: Edition) -> Iterator[Found]:
    """An announcement appears before the event that it announces."""
    for row in book["announcements"]:
        event = of_analysis(book, row, "starts_on") if row["subject"] == "start" else row.date("discussion_on")
        day = row.date("published_on")
        if event and day and day >= event:
            yield row.found(
                "published_on",
                _(
                    "Хабарландыру оқиғаның өзінен ({event}) кейін жарияланған: {day}.",
                    event=short_date(event),
                    day=short_date(day),
                ),
                _("Сілтемедегі нақты күнді тексеріңіз."),
            )


@rule("announcements", "analyses", source="нұсқаулық, P1.T2.S1")
def discussion_day_unknown(book: Book, law: Edition) -> Iterator[Found]:
    """The announcement of a discussion tells its day."""
    for row in book["announcements"]:
        if row["subject"] == "discussion" and row.empty("discussion_on"):
            yield row.found("discussion_on", _("Талқылау өтетін күн көрсетілмеген."), _("Хабарландыруда көрсетілген талқылау күнін жазыңыз."))


@rule("analyses", "announcements", source="нұсқаулық, P1.T1.S3, P1.T2.S1")
def announcement_missing(book: Book, law: Edition) -> Iterator[Found]:
    """Once its last day is past, each announcement is there."""
    for row in book["analyses"]:
        for subject, name, column in (
            ("start", "announce_start", "starts_on"),
            ("discussion", "announce_discussion", "ends_on"),
        ):
            event = row.date(column)
            if event is None or book["announcements"].where(analysis=row["id"], subject=subject):
                continue
            limit = law.limit(name)
            back = book.back(event, limit.days)
            if book.today > back.last:
                label = book["announcements"].register.column("subject").label(subject)
                yield row.found(
                    column,
                    _("«{subject}» хабарландыруы енгізілмеген, соңғы күні {last} еді.", subject=label, last=back),
                    _("Хабарландыруды сілтемелерімен бірге «Хабарландырулар» парағына енгізіңіз."),
                    limit=limit,
                )


@rule("announcements", source="нұсқаулық, P1.T1.S3, P1.T2.S1")
def announcement_link_missing(book: Book, law: Edition) -> Iterator[Found]:
    """An announcement has a link for the site and the mass media; a missing social link is a warning."""
    yield from _links([row for row in book["announcements"] if row["published_on"]])


@rule("discussions", source="нұсқаулық, P1.T2.S2")
def discussion_link_missing(book: Book, law: Edition) -> Iterator[Found]:
    """The results of a discussion have a link for each channel."""
    yield from _links([row for row in book["discussions"] if row["published_on"]])


def _links(rows: list[Row]) -> Iterator[Found]:
    for row in rows:
        for column in ("site_link", "media_link", "social_link"):
            if row.empty(column):
                title = _(row.table.register.column(column).title)
                yield row.found(
                    column,
                    _("«{title}» жоқ.", title=title),
                    _("Жарияланымның мекенжайын жазыңыз."),
                    severity="warning" if column == "social_link" else "error",
                )


@rule("discussions", source="нұсқаулық, P1.T2.S2", severity="warning")
def discussion_unpublished(book: Book, law: Edition) -> Iterator[Found]:
    """The results of a discussion that was held are published."""
    for row in book["discussions"]:
        held = row.date("held_on") or row.date("minutes_on")
        if held and held <= book.today and row.empty("published_on"):
            yield row.found(
                "published_on",
                _("Талқылау нәтижелерінің жарияланған күні жоқ."),
                _("Нәтижелерді сайтта, БАҚ-та, әлеуметтік желіде жариялап, күнін жазыңыз."),
            )


@rule("analyses", "discussions", source="нұсқаулық, P1.T2.S2")
def discussion_missing(book: Book, law: Edition) -> Iterator[Found]:
    """Once its last day is past, the discussion is recorded."""
    limit = law.limit("discuss")
    for row in book["analyses"]:
        end = row.date("ends_on")
        if end is None or book.related("discussions", row):
            continue
        back = book.back(end, limit.days)
        if book.today > back.last:
            yield row.found(
                "ends_on",
                _("Жария талқылау енгізілмеген, соңғы күні {last} еді.", last=back),
                _("Талқылауды «Талқылаулар» парағына енгізіңіз."),
                limit=limit,
            )


@rule("analyses", "results", source="нұсқаулық, P1.T2.S3")
def note_missing(book: Book, law: Edition) -> Iterator[Found]:
    """Once its last day is past, the analytical note is recorded."""
    limit = law.limit("sign_note")
    for row in book["analyses"]:
        end = row.date("ends_on")
        if end is None or book.related("results", row):
            continue
        last = book.calendar.after(end, limit.days)
        if book.today > last:
            yield row.found(
                "ends_on",
                _("Талдамалық анықтама енгізілмеген, соңғы күні {last} еді.", last=short_date(last)),
                _("Анықтаманы «Анықтама мен жоспар» парағына енгізіңіз."),
                limit=limit,
            )


@rule("results", source="нұсқаулық, P1.T3.S2")
def results_published_late(book: Book, law: Edition) -> Iterator[Found]:
    """Note and plan are on the site within 3 working days of the plan's approval."""
    limit = law.limit("publish")
    for row in book["results"]:
        approved, published = row.date("plan_approved_on"), row.date("published_on")
        if approved is None:
            continue
        last = book.calendar.after(approved, limit.days)
        hint = _(
            "Құжаттарды жариялап, күнін көрсетіңіз немесе күнді тексеріңіз. Есептелуі: жоспар бекітілген {approved} күнінен кейін {n} жұмыс күні.",
            approved=short_date(approved),
            n=limit.days,
        )
        if published and published > last:
            yield row.found(
                "published_on",
                _(
                    "Анықтама мен жоспар {published} жарияланған, соңғы күні {last} еді.",
                    published=short_date(published),
                    last=short_date(last),
                ),
                hint,
                limit=limit,
            )
        elif row.empty("published_on") and row.empty("secrecy") and book.today > last:
            yield row.found(
                "published_on",
                _("Анықтама мен жоспар жарияланбаған, соңғы күні {last} еді.", last=short_date(last)),
                hint,
                limit=limit,
            )


@rule("results", source="нұсқаулық, P1.T3.S2")
def result_link_missing(book: Book, law: Edition) -> Iterator[Found]:
    """Published note and plan each have a link."""
    for row in book["results"]:
        for column in ("note_link", "plan_link"):
            if not row.empty("published_on") and row.empty(column):
                title = _(row.table.register.column(column).title)
                yield row.found(column, _("«{title}» жоқ.", title=title), _("Жарияланымның мекенжайын жазыңыз."))


@rule("results", source="нұсқаулық, P1.T3.S2")
def secrecy_without_reason(book: Book, law: Edition) -> Iterator[Found]:
    """Where a ground for not publishing is chosen, the justification and its date are there."""
    for row in book["results"]:
        for column in ("secrecy_reason", "secrecy_on"):
            if not row.empty("secrecy") and row.empty(column):
                title = _(row.table.register.column(column).title)
                yield row.found(
                    column,
                    _("Жарияламау негізі таңдалған, бірақ «{title}» толтырылмаған.", title=title),
                    _("Аппарат басшысы бекіткен негіздемені толтырыңыз немесе құжатты жариялаңыз."),
                )
