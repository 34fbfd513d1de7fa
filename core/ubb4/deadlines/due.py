"""Subtasks + Book + calendar -> deadlines, each with its working shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from ubb4.base.problem import Problem, guarded
from ubb4.base.text import N_
from ubb4.base.text import gettext as _
from ubb4.book.book import Book
from ubb4.book.table import Row
from ubb4.book.typed import parse_term
from ubb4.deadlines.counting import Dated, counted
from ubb4.deadlines.deadline import Deadline
from ubb4.law.days import Calendar, CalendarRange, short_date
from ubb4.law.project import Project
from ubb4.law.subtask import Due, Subtask


@dataclass(frozen=True)
class _Event:
    """A day that happened (or is given), and the row it lies in."""

    day: date
    row: Row | None
    subject: str
    projected: bool = False


@dataclass
class _Count:
    """One run over a book: what is known of days that are not there yet."""

    book: Book
    given: Mapping[str, Sequence[date]]
    roll: bool
    limits: dict[str, list[_Event]] = field(default_factory=dict)
    _subjects: dict[str, dict[str, list[Row]]] = field(default_factory=dict)

    @property
    def calendar(self) -> Calendar:
        return self.book.calendar

    def about(self, register: str, subject: str) -> list[Row]:
        """The rows of a register that are about a subject; all are sorted at the first question, for thousands are asked about."""
        if register not in self._subjects:
            found = self._subjects[register] = {}
            for row in self.book[register]:
                found.setdefault(subject_of(self.book, row), []).append(row)
        return self._subjects[register].get(subject, [])


@dataclass(frozen=True, slots=True)
class Instance:
    """A deadline with where it comes from: the place of its rule among the subtask's (None: the map's), the row in hand, and which of its days it is."""

    rule: int | None
    row: Row | None
    number: int
    deadline: Deadline


UNCOUNTED = N_("{subtask}: «{title}» мерзімі саналмады: {error}")


def deadlines(
    book: Book, projects: Iterable[Project], given: Mapping[str, Sequence[date]] | None = None, roll: bool = False, *, problems: list[Problem]
) -> list[Deadline]:
    """Every deadline of the subtasks that apply, in order of day; `given` are events without a workbook.

    A line of a plugin that cannot be counted goes to `problems`; the others are there.
    """
    return [each.deadline for each in instances(book, projects, given, roll, problems=problems)]


def instances(
    book: Book, projects: Iterable[Project], given: Mapping[str, Sequence[date]] | None = None, roll: bool = False, *, problems: list[Problem]
) -> list[Instance]:
    """The same, each with where it comes from."""
    found: list[Instance] = []
    for project in projects:
        count = _Count(book, given or {}, roll)
        for subtask in project.subtasks:
            if subtask.applies_to(book.kind):
                for place, due in enumerate(subtask.due):
                    with guarded(problems, project.name, UNCOUNTED, subtask=subtask.id, title=_(due.title)):
                        for row, number, deadline in _of_due(count, project, subtask, due.read_by(project.edition)):
                            found.append(Instance(place, row, number, deadline))
                if not given:
                    with guarded(problems, project.name, UNCOUNTED, subtask=subtask.id, title="map"):
                        found += [Instance(None, row, 0, deadline) for row, deadline in _of_map(count, project, subtask)]
    return sorted(found, key=lambda each: _order(each.deadline))


def _order(deadline: Deadline) -> tuple[bool, date, str, str]:
    return deadline.day is None, deadline.day or date.max, deadline.subtask, deadline.subject


def _of_due(count: _Count, project: Project, subtask: Subtask, due: Due) -> Iterator[tuple[Row | None, int, Deadline]]:
    events = [_Event(_year_start(count.book), None, "")] if not due.event else _events(count, due)
    for event in events:
        number = 0
        try:
            for number, deadline in enumerate(_days_of(count, project, subtask, due, event)):
                if deadline.day and deadline.state in ("due", "overdue", "unknown"):
                    for column in due.done:
                        row = replace(event, day=deadline.day, projected=True)
                        count.limits.setdefault(column, []).append(row)
                yield event.row, number, deadline
        except CalendarRange as error:
            yield event.row, number, Deadline(
                project.name, subtask.id, _(due.title), None, due.event, event.day, str(error), _(due.source),
                "unknown", subject=event.subject, **_place(event.row),
            )  # fmt: skip


def _place(row: Row | None) -> dict[str, Any]:
    """Where a row stands, as a deadline tells it."""
    return {} if row is None else {"sheet": row.table.sheet, "row": row.number}


def _year_start(book: Book) -> date:
    return date(book.year, 1, 1)


def _events(count: _Count, due: Due) -> Iterator[_Event]:
    register, __, column = due.event.partition(".")
    yield from (_Event(day, None, "") for day in count.given.get(due.event, ()))
    if count.given:
        yield from count.limits.get(due.event, ()) if due.event not in count.given else ()
        return
    seen = set()
    if register in count.book:
        for row in count.book[register]:
            day = row.date(column)
            if day is None and due.if_empty:
                day = row.date(due.if_empty.partition(".")[2])
            if day is not None and all(row[key] == value for key, value in due.event_where.items()):
                subject = subject_of(count.book, row)
                seen.add(subject)
                yield _Event(day, row, subject)
    yield from (event for event in count.limits.get(due.event, ()) if event.subject not in seen)


def subject_of(book: Book, row: Row) -> str:
    """What the row is about: the key that other sheets call it by."""
    for column in row.table.register.columns:
        if column.reference and row[column.name] is not None:
            target = book.referred(row, column.name)
            return subject_of(book, target) if target is not None else str(row[column.name])
    return str(row.key) if row.key is not None else ""


def _days_of(count: _Count, project: Project, subtask: Subtask, due: Due, event: _Event) -> Iterator[Deadline]:
    for dated in counted(due, event.day, count.calendar, count.book.policy, count.roll):
        day, done_on = dated.day, _done(count, due, event, dated)
        skipped = tuple(count.calendar.skipped(event.day, day)) if due.working_days is not None else ()
        yield Deadline(
            project=project.name,
            subtask=subtask.id,
            title=dated.title,
            day=day,
            event=due.event,
            event_day=event.day if due.event else None,
            rule=dated.rule,
            source=_(due.source),
            state=_state(count.book.today, day, done_on),
            skipped=skipped,
            subject=event.subject,
            done_on=done_on,
            latest_start=count.calendar.last_working(dated.safe or day),
            projected=event.projected,
            safe=dated.safe,
            notes=tuple(_notes(count, event, day, due)),
            **_place(event.row),
        )


def _done(count: _Count, due: Due, event: _Event, dated: Dated) -> date | None:
    """The date that fulfils the deadline, from the first `done` column that has one.

    Of several rows the last day counts: the whole is done when its last part is. A periodic deadline is fulfilled by a row that names
    its period, or by a date inside it.
    """
    for column in due.done:
        register, __, name = column.partition(".")
        if register not in count.book:
            continue
        days: list[date] = [
            day
            for row in _candidates(count, register, due, event)
            if all(row[key] == value for key, value in due.where.items())
            if (day := row.date(name)) is not None and _in_period(row, day, due, dated)
        ]
        if due.within:
            days = [day for day in days if day <= count.book.today]
        if days:
            return min(days) if not due.event else max(days)
    return None


def _candidates(count: _Count, register: str, due: Due, event: _Event) -> Iterable[Row]:
    """The rows that may fulfil the event: its own row, those that match it, or those of the same subject."""
    if event.row is None and not event.subject:
        return count.book[register] if not due.event else ()
    if event.row is not None and event.row.table.register.name == register:
        return (event.row,)
    if due.match and event.row is not None:
        return count.book[register].where(**{due.match: event.row[due.match]})
    return count.about(register, event.subject)


def _in_period(row: Row, day: date, due: Due, dated: Dated) -> bool:
    """Whether a row belongs to the period of a periodic deadline: as its column of the period says, else by its date."""
    if dated.first is None or dated.last is None:
        return True
    if not due.period:
        return dated.first <= day <= dated.last
    term = parse_term(row[due.period.partition(".")[2]])
    if term.kind == "date":
        return term.ends_on is not None and dated.first <= term.ends_on <= dated.last
    return term.kind == (due.every or due.within) and term.ends_on == dated.last


def _state(today: date, day: date, done_on: date | None) -> str:
    if done_on is not None:
        return "done" if done_on <= day else "late"
    return "due" if today <= day else "overdue"


def _notes(count: _Count, event: _Event, day: date, due: Due) -> Iterator[str]:
    if event.projected:
        yield _("Оқиға әлі тіркелмеген: күн оның рұқсат етілген соңғы күнінен саналды.")
    for year in count.calendar.unconfirmed(event.day, day):
        yield _("{year} жылғы демалыс күндерін ауыстыру актілері белгісіз: күнді кейін қайта тексеріңіз.", year=year)
    if count.calendar.overrides:
        yield _("«Күнтізбе» парағындағы өзгертулер ескерілді.")
    if due.strength == "recommended":
        yield _("Нұсқаулық бұл мерзімді ұсынады.")
    if day.weekday() >= 5 and not count.calendar.is_working(day) and due.working_days is None:
        yield _(
            "Күн демалысқа түседі және жылжымайды: {last} күнінен кешіктірмей орындаңыз.",
            last=short_date(count.calendar.last_working(day)),
        )


def _of_map(count: _Count, project: Project, subtask: Subtask) -> Iterator[tuple[Row | None, Deadline]]:
    """The date of the implementation map, as the officer typed it; never a guess."""
    rows = count.book["map"].where(subtask=subtask.id) if "map" in count.book else []
    source = _("№4 ҮББ іске асыру картасы")
    title = _("Растайтын құжатты кросс-платформаға жүктеу")
    dated = [row for row in rows if row.date("due_on") is not None]
    for row in dated:
        day = row.date("due_on")
        done_on = row.date("uploaded_on")
        yield row, Deadline(
            project.name, subtask.id, title, day, "map.due_on", day,
            _("картада көрсетілген күн"), source, _state(count.book.today, day, done_on),
            done_on=done_on, latest_start=count.calendar.last_working(day), **_place(row),
        )  # fmt: skip
    if not dated:
        yield None, Deadline(
            project.name, subtask.id, title, None, "map.due_on", None, _("картаның күні берілмеген"), source, "unknown"
        )  # fmt: skip
