"""The chain of dates of an analysis: schedule, order, analysis, discussion, note, plan."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ubb4 import Book, Edition, Found, Row, add_months, folded, out_of_order, rule, short_date
from ubb4 import gettext as _


def of_analysis(book: Book, row: Row, column: str) -> date | None:
    """A date of the analysis that a row belongs to."""
    analysis = book.referred(row, "analysis")
    return analysis.date(column) if analysis is not None else None


@rule("analyses", source="нұсқаулық, №1 жоба")
def analysis_too_long(book: Book, law: Edition) -> Iterator[Found]:
    """An analysis takes at most 30 working days, both ends counted."""
    limit = law.limit("analysis")
    for row in book["analyses"]:
        start, end = row.date("starts_on"), row.date("ends_on")
        if start and end and (days := book.calendar.between(start, end)) > limit.days:
            last = short_date(book.calendar.end_of(start, limit.days))
            yield row.found(
                "ends_on",
                _("Талдау {days} жұмыс күніне созылған; ұсынылатыны — {most}.", days=days, most=limit.days),
                _("{last} күнінен кешіктірмей аяқтаңыз немесе мерзімін қысқартыңыз.", last=last),
                limit=limit,
            )


@rule("analyses", source="нұсқаулық, №1 жоба")
def analysis_ends_before_start(book: Book, law: Edition) -> Iterator[Found]:
    """An analysis ends on the day it starts or later."""
    for row, start, end in out_of_order(book["analyses"], "starts_on", "ends_on"):
        yield row.found(
            "ends_on",
            _("Талдау басталғанға дейін аяқталған: {end} < {start}.", end=short_date(end), start=short_date(start)),
            _("Күндердің орны ауысып кетпегенін тексеріңіз."),
        )


@rule("analyses", source="нұсқаулық, №1 жоба")
def no_analysis_this_year(book: Book, law: Edition) -> Iterator[Found]:
    """An internal analysis is made at least once a year."""
    limit = law.limit("per_year")
    starts = [row.date("starts_on") for row in book["analyses"]]
    if sum(1 for start in starts if start and start.year == book.year) < limit.value:
        yield book["analyses"].found(
            "starts_on",
            _("{year} жылы басталған ішкі талдау реестрге енгізілмеген.", year=book.year),
            _("Жылына кемінде бір талдау ұсынылады: талдауды жоспарлап, «Талдаулар» парағына енгізіңіз."),
            limit=limit,
        )


@rule("analyses", source="нұсқаулық, №1 жоба")
def too_soon_after_external(book: Book, law: Edition) -> Iterator[Found]:
    """After an external analysis an internal one starts no sooner than a year later."""
    limit = law.limit("after_external")
    for row in book["analyses"]:
        start, external = row.date("starts_on"), row.date("external_ended_on")
        if start and external and start < (first := add_months(external, limit.days)):
            yield row.found(
                "starts_on",
                _("Сыртқы талдау {day} аяқталған, содан бері бір жыл өтпеген.", day=short_date(external)),
                _("{first} күнінен ерте бастамаңыз.", first=short_date(first)),
                limit=limit,
            )


@rule("analyses", source="нұсқаулық, P1.T1.S2")
def order_after_start(book: Book, law: Edition) -> Iterator[Found]:
    """The order is approved not later than on the day on which the analysis starts."""
    for row in book["analyses"]:
        start, order = row.date("starts_on"), row.date("order_on")
        if start and order and order > start:
            yield row.found(
                "order_on",
                _(
                    "Бұйрық ({order}) талдау басталған күннен ({start}) кейін шыққан.",
                    order=short_date(order),
                    start=short_date(start),
                ),
                _("Бұйрықтың күнін тексеріңіз."),
            )


@rule("analyses", "schedule", source="нұсқаулық, P1.T1.S1, P1.T1.S2", severity="warning")
def not_in_schedule(book: Book, law: Edition) -> Iterator[Found]:
    """Where there is a schedule, every object analysed stands in it."""
    for row in book["analyses"] if len(book["schedule"]) else ():  # a schedule is recommended to heads of a system only
        if row["object"] and not book["schedule"].where(object=row["object"]):
            yield row.found(
                "object",
                _("«{object}» объектісі кестеде жоқ.", object=row["object"]),
                _("Кестеге қосыңыз немесе атауын кестедегідей жазыңыз."),
            )


@rule("analyses", "schedule", source="нұсқаулық, P1.T1.S1, P1.T1.S2")
def order_differs_from_schedule(book: Book, law: Edition) -> Iterator[Found]:
    """The order's dates are the schedule's dates."""
    for row in book["analyses"]:
        planned = book["schedule"].where(object=row["object"]) if row["object"] else []
        for column in ("starts_on", "ends_on"):
            day = row.date(column)
            days = [each.date(column) for each in planned]
            if day and days and all(each is not None for each in days) and day not in days:
                yield row.found(
                    column,
                    _("Бұйрықтағы күн {day}, кестеде {planned}.", day=short_date(day), planned=short_date(days[0])),
                    _("Кесте мен бұйрықтың мерзімін бірдей етіңіз."),
                )


@rule("analyses", source="нұсқаулық, P1.T1.S1", severity="warning")
def analyses_overlap(book: Book, law: Edition) -> Iterator[Found]:
    """Two analyses of one object do not run at the same time."""
    seen: dict[str, list[Row]] = {}
    for row in book["analyses"]:
        start, end = row.date("starts_on"), row.date("ends_on")
        if not (row["object"] and start and end):
            continue
        for other in seen.setdefault(folded(row["object"]), []):
            if start <= other.date("ends_on") and other.date("starts_on") <= end:
                yield row.found(
                    "starts_on",
                    _("Осы объектінің {row}-жолдағы талдауымен мерзімі қабаттасады.", row=other.number),
                    _("Бірінің мерзімін өзгертіңіз."),
                )
        seen[folded(row["object"])].append(row)


@rule("work_plan", "analyses", source="нұсқаулық, P1.T1.S2", severity="warning")
def work_outside_analysis(book: Book, law: Edition) -> Iterator[Found]:
    """The work plan stays inside the days of the analysis."""
    for row in book["work_plan"]:
        start, end = of_analysis(book, row, "starts_on"), of_analysis(book, row, "ends_on")
        day = row.date("ends_on")
        if start and end and day and not start <= day <= end:
            yield row.found(
                "ends_on",
                _("Жұмыс мерзімі талдау мерзімінен ({start} – {end}) тыс.", start=short_date(start), end=short_date(end)),
                _("Жұмыс мерзімін талдау мерзімінің шегіне келтіріңіз."),
            )


@rule("analyses", "group", source="үлгілік қағидалар № 21")
def group_without_one_head(book: Book, law: Edition) -> Iterator[Found]:
    """A working group has exactly one head."""
    for row in book["analyses"]:
        if row["conducted_by"] == "working_group":
            heads = sum(1 for member in book.related("group", row) if member["role"] == "head")
            if heads != 1:
                yield row.found(
                    "conducted_by",
                    _("Жұмыс тобында {heads} жетекші жазылған, біреу болуға тиіс.", heads=heads),
                    _("«Топ» парағында дәл бір жетекшіні көрсетіңіз."),
                )


@rule("results", source="нұсқаулық, P1.T2.S3")
def note_undated(book: Book, law: Edition) -> Iterator[Found]:
    """The analytical note bears the date of its signing."""
    for row in book["results"]:
        if row.empty("note_signed_on"):
            yield row.found(
                "note_signed_on",
                _("Талдамалық анықтамаға қол қойылған күн жоқ: келесі мерзімдер тексерілмеді."),
                _("Қол қойылған күнді жазыңыз."),
            )


@rule("results", "analyses", source="нұсқаулық, P1.T2.S3")
def note_late(book: Book, law: Edition) -> Iterator[Found]:
    """The note is signed after the analysis and within 10 working days of its end."""
    limit = law.limit("sign_note")
    for row in book["results"]:
        end, signed = of_analysis(book, row, "ends_on"), row.date("note_signed_on")
        if not (end and signed):
            continue
        last = book.calendar.after(end, limit.days)
        if signed > last:
            yield row.found(
                "note_signed_on",
                _("Анықтамаға {signed} қол қойылған, соңғы күні {last} еді.", signed=short_date(signed), last=short_date(last)),
                _("Күнді тексеріңіз. Есептелуі: талдау аяқталған {end} күнінен кейін {n} жұмыс күні.", end=short_date(end), n=limit.days),
                limit=limit,
            )
        elif signed < end:
            yield row.found(
                "note_signed_on",
                _("Анықтамаға талдау аяқталмай тұрып ({end}) қол қойылған.", end=short_date(end)),
                _("Күнін тексеріңіз."),
            )


@rule("results", source="нұсқаулық, P1.T3.S1")
def plan_late(book: Book, law: Edition) -> Iterator[Found]:
    """The plan is drawn up after the note is signed and within 10 working days of it."""
    limit = law.limit("draw_plan")
    for row in book["results"]:
        signed, drawn = row.date("note_signed_on"), row.date("plan_drawn_on") or row.date("plan_approved_on")
        column = "plan_drawn_on" if row.date("plan_drawn_on") else "plan_approved_on"
        if not (signed and drawn):
            continue
        last = book.calendar.after(signed, limit.days)
        if drawn > last:
            yield row.found(
                column,
                _("Жоспар {drawn} жасалған, соңғы күні {last} еді.", drawn=short_date(drawn), last=short_date(last)),
                _(
                    "Күнді тексеріңіз. Есептелуі: анықтамаға қол қойылған {signed} күнінен кейін {n} жұмыс күні.",
                    signed=short_date(signed),
                    n=limit.days,
                ),
                limit=limit,
            )
        elif drawn < signed:
            yield row.found(
                column,
                _("Жоспар анықтамаға қол қойылғанға ({signed}) дейін жасалған.", signed=short_date(signed)),
                _("Күнін тексеріңіз."),
            )


@rule("results", source="нұсқаулық, P1.T3.S1")
def plan_approved_before_drawn(book: Book, law: Edition) -> Iterator[Found]:
    """The plan is approved on the day it was drawn up or later."""
    for row in book["results"]:
        drawn, approved = row.date("plan_drawn_on"), row.date("plan_approved_on")
        if drawn and approved and approved < drawn:
            yield row.found(
                "plan_approved_on",
                _("Жоспар жасалғанға ({drawn}) дейін бекітілген.", drawn=short_date(drawn)),
                _("Күндерді тексеріңіз."),
            )
