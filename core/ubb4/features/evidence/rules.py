"""Rules over the register of confirming documents, and over links wherever they stand."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from ubb4.base.text import gettext as _
from ubb4.book.book import Book
from ubb4.book.finding import Found
from ubb4.book.table import Row
from ubb4.checks.rule import Rule, rule
from ubb4.desk.opened import subtasks_of
from ubb4.features.evidence import links
from ubb4.features.evidence.rows import files_of, is_closed, leaves
from ubb4.law.days import short_date
from ubb4.law.edition import Edition

_SUBTASK = re.compile(r"P\d+\.T\d+\.S\d+")


@rule("evidence", source="нұсқаулық, кіріспе: тапсырмалар картадағыдай аталады")
def evidence_subtask_form(book: Book, law: Edition) -> Iterator[Found]:
    """A confirming document names the subtasks that it serves."""
    for row in book["evidence"]:
        wrong = [part for part in subtasks_of(row) if not _SUBTASK.fullmatch(part)]
        if wrong:
            yield row.found(
                "subtasks",
                _("Қосалқы тапсырманың нөмірі түсініксіз: {parts}.", parts=", ".join(wrong)),
                _("Былай жазыңыз: P1.T2.S2; P1.T3.S2."),
            )


@rule("evidence", source="нұсқаулық, кіріспе: құжатты бірінші басшы, орынбасары немесе аппарат басшысы бекітеді")
def evidence_role_not_allowed(book: Book, law: Edition) -> Iterator[Found]:
    """Who approved may approve: it depends on the body and on the report form."""
    general = {str(entry["role"]): entry for entry in law.tables["approver"]}
    labels = book["evidence"].register.column("approved_role")
    for row in book["evidence"]:
        role = row["approved_role"]
        if role is None:
            continue
        narrow = [entry for entry in law.tables["approver_of"] if set(subtasks_of(row)) & set(entry["subtasks"])]
        kinds = general.get(role, {}).get("kinds")
        allowed = [each for entry in narrow for each in entry["roles"]]
        if "apparatus_head" in allowed:  # a body without a chief of staff has another approver
            allowed += [str(entry["role"]) for entry in law.tables["approving"] if book.kind in entry["kinds"]]
        if row["kind"] == "report" and allowed and role not in allowed:
            yield row.found(
                "approved_role",
                _("Бұл есеп нысанын бекітуге құқығы жоқ тұлға бекіткен: {who}.", who=row.label("approved_role")),
                _("Бекітетіні: {roles}.", roles=", ".join(labels.label(each) for each in dict.fromkeys(allowed))),
                source=str(narrow[0]["source"]),
            )
        elif kinds and book.kind and book.kind not in kinds:
            yield row.found(
                "approved_role",
                _("Осы түрдегі органның құжатын бекітуге құқығы жоқ тұлға бекіткен: {who}.", who=row.label("approved_role")),
                _("Бірінші басшы, оның орынбасары немесе аппарат басшысы бекітеді."),
                source=str(general[role]["source"]),
            )


@rule("evidence", source="нұсқаулық, кіріспе: растайтын құжат")
def evidence_approval_incomplete(book: Book, law: Edition) -> Iterator[Found]:
    """An approved document has the day of its approval, not before the document's own date, and nothing lies ahead."""
    for row in book["evidence"]:
        dated, approved, published = row.date("dated_on"), row.date("approved_on"), row.date("published_on")
        if row["approved_role"] not in (None, "none") and row.empty("approved_on"):
            yield row.found("approved_on", _("Кім бекіткені бар, бекітілген күні жоқ."), _("Күнді құжаттан жазыңыз."))
        for column, day in (("approved_on", approved), ("published_on", published)):
            title = _(row.table.register.column(column).title)
            if day and dated and day < dated:
                yield row.found(
                    column,
                    _("«{title}» ({day}) құжаттағы күннен ({dated}) бұрын.", title=title, day=short_date(day), dated=short_date(dated)),
                    _("Күндерді құжатпен салыстырыңыз."),
                )
            elif day and day > book.today:
                yield row.found(column, _("{day} күні әлі келген жоқ.", day=short_date(day)), _("Жылын және айын тексеріңіз."))


@rule("evidence", source="нұсқаулық, кіріспе: құпия мәліметтер жарияланбайды")
def evidence_secrecy_ground(book: Book, law: Edition) -> Iterator[Found]:
    """What is not open has its ground, and is not published."""
    for row in book["evidence"]:
        closed = is_closed(row)
        if closed and row.empty("ground"):
            yield row.found("ground", _("Құжат ашық емес, бірақ жарияламау негізі жазылмаған."), _("Қай норма бойынша екенін жазыңыз."))
        for column in ("published_on", "links") if closed else ():
            if not row.empty(column):
                title = _(row.table.register.column(column).title)
                yield row.found(
                    column,
                    _("Құжат ашық емес, бірақ «{title}» толтырылған.", title=title),
                    _("Жарияланымды алып тастаңыз немесе құпиялылығын түзетіңіз."),
                )


@rule("evidence", source="нұсқаулық, кіріспе: құжаттар кросс-платформаға жүктеледі")
def evidence_file_outside(book: Book, law: Edition) -> Iterator[Found]:
    """A file of a row lies in the workbook's own folder or below it."""
    for row in book["evidence"]:
        for name in files_of(row):
            if leaves(name):
                yield row.found(
                    "files",
                    _("Файл кітап тұрған бумадан тыс: «{name}».", name=name),
                    _("«Құжат қосу» батырмасын басыңыз: файл кітаптың жанына көшіріледі."),
                )


@rule("evidence", source="нұсқаулық, кіріспе: сілтеме — растайтын құжат")
def evidence_link_odd(book: Book, law: Edition) -> Iterator[Found]:
    """A link is well formed, without look-alike letters."""
    for row in book["evidence"]:
        for link in links.split(row["links"]):
            wrong = links.odd(link)
            if wrong:
                yield row.found("links", _("{link}: {wrong}.", link=link, wrong=wrong), _("Сілтемені браузерден қайта көшіріңіз."))


@rule("evidence", source="нұсқаулық, кіріспе: әр іс-шараның өз жарияланымы", severity="warning")
def link_of_two_events(book: Book, law: Edition) -> Iterator[Found]:
    """One link does not confirm two events, nor two documents."""
    seen: dict[tuple[bool, str], Row] = {}
    for name, table in book.tables.items():
        columns = [column.name for column in table.register.columns if column.type == "link"]
        columns = ["links"] if name == "evidence" else columns if name in _EVENTS else []
        for row in table:
            mine = {links.same(link): column for column in columns for link in links.split(row[column]) if isinstance(row[column], str)}
            for link, column in mine.items():
                before = seen.setdefault((name == "evidence", link), row)
                if before != row:
                    yield row.found(
                        column,
                        _("Осы сілтеме «{sheet}» парағының {row}-жолында да көрсетілген: {link}", sheet=before.table.sheet, row=before.number, link=link),
                        _("Әр іс-шараның өз жарияланымына сілтеме жазыңыз."),
                    )


_EVENTS = ("announcements", "discussions", "trainings", "events", "promotion", "meetings")


def channels(book: Book, law: Edition) -> dict[str, list[str]]:
    """The links of the confirming documents by channel: own site, media, social network."""
    found: dict[str, list[str]] = defaultdict(list)
    social = [str(entry["host"]) for entry in law.tables["social"]]
    for row in book.tables.get("evidence", ()):
        for link in links.split(row["links"]):
            found[links.channel(link, book.of_profile("site"), social)].append(link)
    return found


ALL: tuple[Rule, ...] = tuple(value for value in list(vars().values()) if isinstance(value, Rule))
