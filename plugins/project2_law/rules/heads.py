"""Heads of convicted subordinates: three months, the five cases, resignation or discipline, and those who moved away."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from project2_law.rules.acts import COURT_CHAIN, out_of_order
from ubb4 import Book, Edition, Found, Row, add_months, folded, rule, short_date
from ubb4 import gettext as _


@rule("heads", source="нұсқаулық, P2.T3.S1")
def head_dates_out_of_order(book: Book, law: Edition) -> Iterator[Found]:
    """Offence, act, legal force, changes on appeal and cassation: in this order."""
    yield from out_of_order(list(book["heads"]), COURT_CHAIN)


@rule("moved_heads", source="нұсқаулық, P2.T3.S2")
def moved_dates_out_of_order(book: Book, law: Edition) -> Iterator[Found]:
    """The same of heads who moved, and the new appointment comes after the offence."""
    yield from out_of_order(list(book["moved_heads"]), (*COURT_CHAIN, ("offence_on", "moved_on")))


@rule("heads", source="нұсқаулық, P2.T3.S1")
def three_months_differs(book: Book, law: Edition) -> Iterator[Found]:
    """Whether three months had passed in the post is what the dates say."""
    limit = law.limit("three_months")
    for row in book["heads"]:
        appointed, offence = row.date("head_appointed_on"), row.date("offence_on")
        if offence is None:
            continue
        if appointed is None:
            yield row.found(
                "head_appointed_on",
                _("Басшы тағайындалған күн жоқ: {n} айдың өткен-өтпегені тексерілмеді.", n=limit.days),
                _("Күнді тағайындау туралы бұйрықтан жазыңыз."),
                severity="info", source=limit.source,
            )  # fmt: skip
            continue
        passed = "yes" if add_months(appointed, limit.days) <= offence else "no"
        if row["three_months"] != passed:
            answer = row.table.register.column("three_months").label(passed)
            yield row.found(
                "three_months",
                _("Күндер бойынша жауап — «{answer}»: тағайындалған күн {appointed}, құқық бұзушылық {offence}.",
                  answer=answer, appointed=short_date(appointed), offence=short_date(offence)),
                _("«{answer}» деп таңдаңыз немесе күндерді тексеріңіз.", answer=answer),
                limit=limit,
            )  # fmt: skip


def resignation_case(row: Row, law: Edition) -> str | None:
    """The case of article 60 (3-1) that the posts give: 1 to 5, none, or None where a post is not given."""
    head, subordinate = row["head_post"], row["subordinate_post"]
    if head is None or subordinate is None:
        return None
    if row["elected"] == "yes":
        whose = law.reading("elected_akim").value
        if (whose == "subordinate" and subordinate == "district_akim") or (whose == "head" and head == "region_akim"):
            return "none"
    for entry in law.tables["resignation"]:
        if entry["head"] == head and subordinate in entry["subordinates"]:
            return str(entry["case"])
    return "none"


@rule("heads", source="«Қазақстан Республикасының мемлекеттік қызметі туралы» Заң, 60-бап, 3-1-тармақ")
def resignation_case_differs(book: Book, law: Edition) -> Iterator[Found]:
    """The case in which a political head resigns is the one that the two posts give."""
    for row in book["heads"]:
        case = resignation_case(row, law)
        if row["political"] != "yes" or case is None or row["case"] == case:
            continue
        label = row.table.register.column("case").label(case)
        hint = _("Лауазымдарға сәйкес жағдайды таңдаңыз: «{case}».", case=label)
        if row["elected"] == "yes":
            hint += " " + _("Ұяшықты толтырыңыз. Қабылданған түсіндірме: {reading}.", reading=law.reading("elected_akim"))
        yield row.found(
            "case",
            _("60-баптың 3-1-тармағының жағдайы таңдалмаған.") if row["case"] is None
            else _("Таңдалған жағдай лауазымдарға сәйкес емес: «{case}».", case=row.label("case")),
            hint,
        )  # fmt: skip


@rule("heads", source="«Қазақстан Республикасының мемлекеттік қызметі туралы» Заң, 60-бап, 3-1-тармақ")
def post_not_chosen(book: Book, law: Edition) -> Iterator[Found]:
    """The rank of a political head and of the subordinate is chosen: the case of resignation follows from the two."""
    for row in book["heads"]:
        for column in ("head_post", "subordinate_post") if row["political"] == "yes" else ():
            if row.empty(column):
                title = _(row.table.register.column(column).title)
                yield row.found(
                    column,
                    _("«{title}» таңдалмаған: отставка жағдайы тексерілмеді.", title=title),
                    _("Тізімнен таңдаңыз."),
                )


@rule(source="нұсқаулық, P2.T3.S1: сот, сот актісінің шығарылған және заңды күшіне енген күні")
def court_fields_missing(book: Book, law: Edition) -> Iterator[Found]:
    """A court act bears its court, its date and the date of legal force."""
    for name in ("offences", "heads", "moved_heads"):
        for row in book.tables.get(name, ()):
            columns = ("court", "act_on") if name == "offences" else ("court", "act_on", "in_force_on")
            for column in columns if row["ground"] == "court_act" else ():
                if row.empty(column):
                    title = _(row.table.register.column(column).title)
                    yield row.found(
                        column,
                        _("Негізі — сот актісі, бірақ «{title}» толтырылмаған.", title=title),
                        _("Сот актісінен жазыңыз немесе негізін түзетіңіз."),
                    )


def last_day(book: Book, law: Edition, start: date) -> date:
    """The last day for the resignation, as the edition reads its ten days."""
    limit = law.limit("resignation")
    return start + timedelta(days=limit.days) if limit.unit == "days" else book.calendar.after(start, limit.days)


def _resigns(row: Row, law: Edition) -> bool:
    served = row["three_months"] != "no"  # a reading, told by `three-months-differs`: who had not served three months does not answer
    return served and row["political"] == "yes" and (resignation_case(row, law) or row["case"] or "") != "none"


@rule("heads", source="нұсқаулық, P2.T3.S1", severity="info")
def resignation_days_not_countable(book: Book, law: Edition) -> Iterator[Found]:
    """Where no court act exists the ten days cannot be counted, and that is said."""
    for row in book["heads"]:
        if _resigns(row, law) and row["ground"] == "ended_pretrial":
            yield row.found(
                "resigned_on",
                _("Іс сотқа дейін ақталмайтын негізбен тоқтатылған: сот актісі жоқ, отставканың {n} күнін санау мүмкін емес.",
                  n=law.limit("resignation").days),
                _("Басшының шешімін және күнін жазыңыз; мерзімі тексерілмейді."),
            )  # fmt: skip


@rule("heads", source="нұсқаулық, P2.T3.S1")
def resignation_late(book: Book, law: Edition) -> Iterator[Found]:
    """A political head resigns within ten days of legal force, or the reason is written."""
    limit = law.limit("resignation")
    for row in book["heads"]:
        start, resigned = row.date("in_force_on"), row.date("resigned_on")
        if not _resigns(row, law) or start is None or row["ground"] == "ended_pretrial":
            continue
        last = last_day(book, law, start)
        reading = _("Ұяшықты толтырыңыз. Қабылданған түсіндірме: {reading}.", reading=law.reading("resignation_days"))
        if resigned and resigned > last:
            yield row.found(
                "resigned_on",
                _("Отставкаға {day} өтініш берілген, соңғы күні {last} еді.", day=short_date(resigned), last=short_date(last)),
                reading,
                limit=limit,
            )
        elif row.empty("resigned_on") and row.empty("no_resignation") and book.today > last:
            yield row.found(
                "resigned_on",
                _("Отставкаға өтініш те, берілмеу себебі де жазылмаған, соңғы күні {last} еді.", last=short_date(last)),
                _("Өтініштің күнін немесе себебін жазыңыз.") + " " + reading,
                limit=limit,
            )


@rule("heads", source="нұсқаулық, P2.T3.S1")
def resignation_without_outcome(book: Book, law: Edition) -> Iterator[Found]:
    """A resignation that was handed in has its outcome; a refused one is followed by discipline or its reason."""
    for row in book["heads"]:
        if row["political"] != "yes":
            continue
        if not row.empty("resigned_on") and row.empty("resignation"):
            yield row.found("resignation", _("Отставканы қарау нәтижесі жазылмаған."), _("Қабылданды немесе қабылданбады деп таңдаңыз."))
        if row["resignation"] == "refused" and row.empty("discipline"):
            yield row.found(
                "discipline",
                _("Отставка қабылданбаған, бірақ тәртіптік жауаптылығы қаралмаған."),
                _("Тартылды немесе тартылмады деп таңдаңыз."),
            )


@rule("heads", source="нұсқаулық, P2.T3.S1")
def discipline_not_considered(book: Book, law: Edition) -> Iterator[Found]:
    """The disciplinary question of a head who is no political servant is considered; a head who had not served three months is not asked."""
    for row in book["heads"]:
        if row["political"] == "no" and row.empty("discipline") and row["three_months"] != "no":
            yield row.found(
                "discipline",
                _("Саяси емес басшының тәртіптік жауаптылығы қаралмаған."),
                _("Тартылды немесе тартылмады деп таңдаңыз."),
            )


@rule("heads", source="нұсқаулық, P2.T3.S1", severity="warning")
def resignation_of_other_head(book: Book, law: Edition) -> Iterator[Found]:
    """The resignation block of a head who is no political servant stays empty."""
    for row in book["heads"]:
        if row["political"] == "no":
            for column in ("case", "resigned_on", "no_resignation", "resignation"):
                if not row.empty(column) and not (column == "case" and row["case"] == "none"):
                    yield row.found(
                        column,
                        _("Басшы саяси қызметші емес, бірақ отставка өрісі толтырылған."),
                        _("Өрісті тазалаңыз немесе «саяси қызметші ме» жауабын түзетіңіз."),
                    )


@rule("heads", source="нұсқаулық, P2.T3.S1: өкімнің себептері, нөмірі, күні, қол қойған адамның лауазымы")
def not_punished_without_reason(book: Book, law: Edition) -> Iterator[Found]:
    """Where a head was not punished, the reason, the order's number, date and signatory are there."""
    for row in book["heads"]:
        if row["discipline"] == "not_punished" and row["resignation"] != "accepted":
            yield from _empty(row, ("reason", "order_number", "order_on", "signatory"), _("Басшы тартылмаған, бірақ «{title}» толтырылмаған."))


@rule("heads", source="нұсқаулық, P2.T3.S1", severity="warning")
def punished_without_order(book: Book, law: Edition) -> Iterator[Found]:
    """A penalty has its order."""
    for row in book["heads"]:
        if row["discipline"] == "punished":
            yield from _empty(row, ("order_number", "order_on"), _("Басшы тартылған, бірақ «{title}» толтырылмаған."))


def _empty(row: Row, columns: tuple[str, ...], message: str) -> Iterator[Found]:
    for column in columns:
        if row.empty(column):
            title = _(row.table.register.column(column).title)
            yield row.found(column, message.format(title=title), _("Өкімнен жазып алыңыз."))


def register_number(value: Any) -> str:
    """A pre-trial register number as it is compared: its digits, or the folded text where it has none."""
    return re.sub(r"\D", "", str(value)) or folded(str(value))


@rule("heads", "offences", source="нұсқаулық, P2.T3.S1")
def head_without_offence(book: Book, law: Edition) -> Iterator[Found]:
    """A head's row is tied to a criminal offence by the pre-trial register number."""
    yield from _untied(book, "heads")


@rule("moved_heads", "offences", source="нұсқаулық, P2.T3.S2")
def moved_without_offence(book: Book, law: Edition) -> Iterator[Found]:
    """A moved head's row is tied to a criminal offence by the pre-trial register number."""
    yield from _untied(book, "moved_heads")


def _untied(book: Book, register: str) -> Iterator[Found]:
    known: dict[str, str] = {}
    for row in book["offences"]:
        if row["erdr"]:
            known[register_number(row["erdr"])] = str(row["category"])
    for row in book[register]:
        number = row["erdr"]
        if number is None or known.get(register_number(number)) == "criminal":
            continue
        category = known.get(register_number(number))
        yield row.found(
            "erdr",
            _("№ {number} «Құқық бұзушылықтар» парағында жоқ.", number=number) if category is None
            else _("№ {number} «Құқық бұзушылықтар» парағында қылмыстық деп көрсетілмеген.", number=number),
            _("Қылмыстық құқық бұзушылықтың СДТБТ нөмірін жазыңыз немесе оны реестрге қосыңыз."),
        )  # fmt: skip


@rule("heads", "moved_heads", source="«Қазақстан Республикасының мемлекеттік қызметі туралы» Заң, 14-бап, 2-тармақ")
def political_post_too_soon(book: Book, law: Edition) -> Iterator[Found]:
    """A political servant who resigned gets no political post for a year."""
    limit = law.limit("political_ban")
    resigned = {
        folded(str(row["head_person"])): row.date("resigned_on")
        for row in book["heads"]
        if row["head_person"] and row["resignation"] == "accepted" and row.date("resigned_on")
    }
    for row in book["moved_heads"]:
        left = resigned.get(folded(str(row["head_person"] or "")))
        moved = row.date("moved_on")
        if left and moved and row["moved_political"] == "yes" and left <= moved < add_months(left, limit.days):
            yield row.found(
                "moved_on",
                _("Отставкадан ({left}) кейін бір жыл өтпей саяси лауазымға тағайындалған: {moved}.", left=short_date(left), moved=short_date(moved)),
                _("Тағайындаудың заңдылығын тексеріңіз."),
                limit=limit,
            )
