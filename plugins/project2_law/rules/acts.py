"""Reports and offences: the order of dates, legal force in the report year, what confirms each category."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from ubb4 import Book, Edition, Found, Row, rule, short_date
from ubb4 import gettext as _

COURT_CHAIN = (
    ("offence_on", "act_on"), ("act_on", "in_force_on"), ("act_on", "appeal_on"), ("appeal_on", "cassation_on"),
    ("act_on", "cassation_on"), ("offence_on", "order_on"),
)  # fmt: skip
CATEGORIES = ("administrative", "criminal", "discrediting")


def out_of_order(rows: Sequence[Row], chain: Sequence[tuple[str, str]]) -> Iterator[Found]:
    """Each later date that lies before an earlier one, once a cell."""
    for row in rows:
        told = set()
        for first, second in chain:
            if not {first, second} <= set(row.table.register.by_name) or second in told:
                continue
            before, after = row.date(first), row.date(second)
            if before and after and after < before:
                told.add(second)
                columns = row.table.register.by_name
                yield row.found(
                    second,
                    _(
                        "«{second}» ({after}) күні «{first}» ({before}) күнінен бұрын.",
                        second=_(columns[second].title), after=short_date(after),
                        first=_(columns[first].title), before=short_date(before),
                    ),
                    _("Күндерді құжатпен салыстырыңыз."),
                )  # fmt: skip


@rule("offences", source="нұсқаулық, P2.T2.S1")
def offence_dates_out_of_order(book: Book, law: Edition) -> Iterator[Found]:
    """Offence, act, legal force, changes on appeal and cassation, order: in this order."""
    yield from out_of_order(list(book["offences"]), COURT_CHAIN)


@rule("reports", source="нұсқаулық, P2.T1.S1")
def report_dates_out_of_order(book: Book, law: Edition) -> Iterator[Found]:
    """An offence is reported after it happened, and the reply comes after the report."""
    yield from out_of_order(list(book["reports"]), (("offence_on", "sent_on"), ("sent_on", "reply_on")))


@rule(source="нұсқаулық, №2 жоба")
def date_not_come_yet(book: Book, law: Edition) -> Iterator[Found]:
    """A fact of project 2 has no date in the future."""
    names = {entry["register"] for entry in law.tables["quarterly"]}
    for table in (book[name] for name in names if name in book):
        days = [column.name for column in table.register.columns if column.is_date]
        for row in table:
            for name in days:
                day = row.date(name)
                if day and day > book.today:
                    yield row.found(name, _("{day} күні әлі келген жоқ.", day=short_date(day)), _("Жылын және айын тексеріңіз."))


@rule("offences", source="нұсқаулық, P2.T2.S1: ағымдағы жылы заңды күшіне енген")
def not_in_force_this_year(book: Book, law: Edition) -> Iterator[Found]:
    """Administrative and criminal offences are those whose act came into force in the report year."""
    for row in book["offences"]:
        if row["category"] not in ("administrative", "criminal"):
            continue
        column = "act_on" if row["ground"] == "ended_pretrial" else "in_force_on"
        day = row.date(column)
        if row["ground"] in ("court_act", "ended_court", "ended_pretrial") and row.empty(column):
            title = _(row.table.register.column(column).title)
            yield row.found(
                column,
                _("«{title}» толтырылмаған: салыстыру актісіне заңды күшіне енгендері ғана кіреді.", title=title),
                _("Күнді сот актісінен жазыңыз; күшіне енбесе, жолды әзірге алып тастаңыз."),
            )
        elif day and day.year != book.year:
            yield row.found(
                column,
                _("Акт {day} күшіне енген, есепті жыл — {year}.", day=short_date(day), year=book.year),
                _("Бұрынғы жылы жасалған құқық бұзушылық жарайды, бірақ акт есепті жылы күшіне енуге тиіс."),
            )


@rule("offences", source="нұсқаулық, P2.T2.S1", severity="warning")
def court_fields_without_court(book: Book, law: Edition) -> Iterator[Found]:
    """A case that the pre-trial body ended has no court and no legal force."""
    for row in book["offences"]:
        if row["ground"] == "ended_pretrial":
            for column in ("court", "in_force_on", "appeal_on", "cassation_on"):
                if not row.empty(column):
                    yield row.found(
                        column,
                        _("Істі сотқа дейінгі орган тоқтатқан: сот актісіне қатысты өріс бос болуға тиіс."),
                        _("Өрісті тазалаңыз немесе негізін түзетіңіз."),
                    )


@rule("offences", source="нұсқаулық, P2.T2.S1; №3 қосымша, ескертпе")
def discrediting_without_order(book: Book, law: Edition) -> Iterator[Found]:
    """A discrediting offence bears the date and the number of the disciplinary order, of the report year."""
    reading = law.reading("discrediting_order")
    for row in book["offences"] if reading.value else ():
        if row["category"] != "discrediting":
            continue
        for column in ("order_number", "order_on"):
            if row.empty(column):
                title = _(row.table.register.column(column).title)
                yield row.found(
                    column, _("«{title}» толтырылмаған.", title=title), _("Ұяшықты толтырыңыз. Қабылданған түсіндірме: {reading}.", reading=reading)
                )
        day = row.date("order_on")
        if day and day.year != book.year:
            yield row.found(
                "order_on",
                _("Бұйрық {day} шыққан, есепті жыл — {year}.", day=short_date(day), year=book.year),
                _("Жылды тексеріңіз немесе жолды тиісті жылдың кітабына көшіріңіз."),
            )


@rule("offences", source="нұсқаулық, P2.T2.S1")
def ground_does_not_fit_category(book: Book, law: Edition) -> Iterator[Found]:
    """A disciplinary order confirms a discrediting offence and no other."""
    for row in book["offences"]:
        category, ground = row["category"], row["ground"]
        if category and ground and (category == "discrediting") is not (ground == "order"):
            yield row.found(
                "ground",
                _("«{ground}» негізі «{category}» санатына сәйкес емес.", ground=row.label("ground"), category=row.label("category")),
                _("Мемлекеттік қызметтің беделін түсіретін — тәртіптік бұйрықпен, әкімшілік және қылмыстық — сот актісімен немесе істі тоқтатумен расталады."),
            )


@rule("reports", source="нұсқаулық, P2.T1.S1: хат не талон-хабарлама")
def letter_or_slip(book: Book, law: Edition) -> Iterator[Found]:
    """A report bears a letter's number or a slip's; practice gives both where there are both."""
    for row in book["reports"]:
        if row.empty("letter_number") and row.empty("slip_number"):
            yield row.found(
                "letter_number",
                _("Хаттың да, талон-хабарламаның да нөмірі жоқ."),
                _("Уәкілетті органға жіберілген хаттың немесе алынған талонның нөмірін көрсетіңіз."),
            )


@rule("reports", source="нұсқаулық, P2.T1.S1: алынған жауап қоса беріледі", severity="warning")
def reply_not_recorded(book: Book, law: Edition) -> Iterator[Found]:
    """A report that was sent has its reply."""
    for row in book["reports"]:
        if not row.empty("sent_on") and row.empty("reply_number") and row.empty("reply_on"):
            yield row.found("reply_number", _("Уәкілетті органның жауабы жазылмаған."), _("Жауап келсе, нөмірі мен күнін жазыңыз."))


@rule("reports", source="нұсқаулық, P2.T1.S1: ұсынымдардың орындалуы көрсетіледі")
def recommendation_not_followed(book: Book, law: Edition) -> Iterator[Found]:
    """Recommendations of the reply are followed up."""
    for row in book["reports"]:
        if not row.empty("recommendations") and row.empty("recommendations_done"):
            yield row.found(
                "recommendations_done",
                _("Жауапта ұсыным бар, бірақ орындалуы жазылмаған."),
                _("Әр ұсыным бойынша не істелгенін жазыңыз."),
            )


def counted_on(row: Row) -> date | None:
    """The day by which an offence is counted: of the order, of legal force, else of the ruling that ended the case."""
    column = "order_on" if row["category"] == "discrediting" else "act_on" if row["ground"] == "ended_pretrial" else "in_force_on"
    day: date | None = row.date(column)
    return day


def counts(book: Book, until: date | None = None) -> Counter[str]:
    """How many offences of each category the reconciliation act of the report year holds."""
    return Counter(str(row["category"]) for row in book["offences"] if (day := counted_on(row)) and day.year == book.year and (until is None or day <= until))


@rule("acts", "offences", source="нұсқаулық, P2.T2.S1; №3 қосымша")
def act_counts_differ(book: Book, law: Edition) -> Iterator[Found]:
    """The numbers of a reconciliation act are those of the register on its day."""
    for row in book["acts"]:
        until = row.date("until_on")
        if until is None:
            continue
        ours = counts(book, until)
        for category in CATEGORIES:
            typed = row.number_of(category)
            if typed is not None and typed != ours[category]:
                yield row.found(
                    category,
                    _("Актіде {typed}, реестрде {day} күніне {ours}.", typed=int(typed), day=short_date(until), ours=ours[category]),
                    _("«Құқық бұзушылықтар» парағын немесе актіні түзетіңіз."),
                )


@rule("acts", source="нұсқаулық, №3 қосымша: аппарат басшысы бекітеді")
def act_not_by_chief_of_staff(book: Book, law: Edition) -> Iterator[Found]:
    """The chief of staff approves a reconciliation act."""
    for row in book["acts"]:
        if row["approved_by"] not in (None, "apparatus_head"):
            yield row.found(
                "approved_by",
                _("Салыстыру актісін {who} бекіткен.", who=row.label("approved_by")),
                _("Актіні аппарат басшысы бекітеді."),
            )
