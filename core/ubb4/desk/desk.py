"""What every command finds before it: the toolkit and the workbook in hand, and each verb done on them.

Answers are plain data (JSON), for they cross from the guarded child process to the command.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from ubb4.base import settings as _settings
from ubb4.base.errors import UseError, WorkbookError
from ubb4.base.text import gettext as _
from ubb4.book.book import Book
from ubb4.book.finding import Finding
from ubb4.book.sheets import Workbook
from ubb4.book.table import Table
from ubb4.deadlines.due import deadlines
from ubb4.law.project import Project
from ubb4.law.register import Register
from ubb4.measures.figures import Figure, figures
from ubb4.measures.sentences import Line, lines
from ubb4.plugins.toolkit import Plugin, Problem, Toolkit, hear

TEMPLATE_VERSION = 1


@dataclass(frozen=True)
class Options:
    """How a command was asked to count."""

    today: date = field(default_factory=date.today)
    policy: str | None = None
    roll: bool | None = None


class Desk:
    """The toolkit of this team, heard once, and the verbs over one workbook."""

    def __init__(self, options: Options, toolkit: Toolkit | None = None) -> None:
        self.ahead: dict[Path, Future[Any]] = {}
        self._kept: Book | None = None  # the last book is let go only with the next: taking it apart takes time
        self.settings = _settings.read()
        self.toolkit = toolkit or hear(self.settings)
        self.options = options

    def warm(self) -> None:
        """Load, while a large file is being read, what a check of it will want: words, catalogues, calendar."""
        import jsonschema  # noqa: F401
        from rapidfuzz import fuzz, process  # noqa: F401

        from ubb4.book.typed import parse_date
        from ubb4.law.days import kazakhstan

        kazakhstan()
        parse_date("1.1.2026")
        for register in self.toolkit.registers:
            __ = (register.names, [column.headers for column in register.columns])

    def read(self, path: Path) -> tuple[Book, list[str], list[Problem]]:
        """The book of a file, notes about it, and what could not be done."""
        from ubb4.excel import file

        reading = self.ahead.pop(path, None)
        workbook = file.read(path) if reading is None else reading.result()
        return self.take(workbook, path.name)

    def take(self, workbook: Workbook, name: str) -> tuple[Book, list[str], list[Problem]]:
        """The same of a workbook that is read already: a file, or one that is open in a spreadsheet program."""
        self._kept = book = Book.read(workbook, self.toolkit.registers)
        book.today = self.options.today
        book.policy = self.options.policy or self.settings.policy
        if not any(register.name in book for register in self._own_registers()):
            raise WorkbookError(
                _("{file}: бірде-бір реестр парағы табылмады. Бұл ubb4 үлгісімен жасалған кітап па?", file=name),
                "no-register",
            )
        return book, list(self._notes(book)), self._unable(book)

    def cells(self, path: Path) -> Workbook:
        """The sheets of a file as they stand, no register looked for."""
        from ubb4.excel import file

        return file.read(path)

    def read_list(self, path: Path, name: str) -> tuple[Table, list[Finding]]:
        """The rows of a list that somebody sent, whatever its sheet is called: the one with most headers of a register."""
        from ubb4.book.sheets import best_sheet

        register = next(each for each in self.toolkit.registers if each.name == name)
        reading = best_sheet(self.cells(path), register)
        if reading is None:
            titles = ", ".join(_(column.title) for column in register.columns if column.required)
            message = _("{file}: тізімнің бағандары танылмады. Керегі: {titles}.", file=path.name, titles=titles)
            raise WorkbookError(message, "no-register")
        return reading.read(), reading.findings

    def _own_registers(self) -> Iterable[Register]:
        return (register for plugin in self.toolkit.plugins for register in plugin.project.registers)

    def _notes(self, book: Book) -> Iterable[str]:
        for project in self.projects(book):
            if project.edition.year != book.year:
                yield _(
                    "{year} жылға редакция жоқ: «{project}» бойынша {used} жылғы редакция қолданылды.",
                    year=book.year, project=_(project.title), used=project.edition.year,
                )  # fmt: skip
        if book.kind is None:
            yield _("Орган түрі көрсетілмеген: барлық түрге ортақ талаптар тексерілді.")
        version = book.meta.get("template", "")
        if version.isdigit() and int(version) > TEMPLATE_VERSION:
            yield _("Кітап жаңарақ үлгімен жасалған ({version}): ubb4-ті жаңартыңыз.", version=version)
        elif version.isdigit() and int(version) < TEMPLATE_VERSION:
            yield _(
                "Кітап ескі үлгімен жасалған ({version}): жаңа кітап бастап («ubb4 new»), жолдарды көшіріңіз.",
                version=version,
            )
        for year in book.calendar.unconfirmed(date(book.year, 1, 1), date(book.year, 12, 31)):
            yield _(
                "{year} жылғы демалыс күндерін ауыстыру актілері белгісіз: күнді кейін қайта тексеріңіз.", year=year
            )

    def _unable(self, book: Book) -> list[Problem]:
        here = {plugin.name for plugin in self.toolkit.plugins} | {p.plugin for p in self.toolkit.problems}
        named = [name for name in book.meta.get("plugins", "").split(",") if name]
        return [
            Problem(
                name, _("Кітапта «{name}» плагинінің парақтары бар, бірақ ол қосылмаған: олар тексерілмеді.", name=name)
            )
            for name in named
            if name not in here
        ]

    def plugins(self, book: Book | None = None) -> list[Plugin]:
        """The enabled plugins; of a book, those it was made for or holds a sheet of, and those without sheets of their own."""
        named = book.meta.get("plugins", "").split(",") if book is not None else ()
        return [
            plugin
            for plugin in self.toolkit.plugins
            if book is None or plugin.name in named or not plugin.project.registers or any(r.name in book for r in plugin.project.registers)
        ]

    def projects(self, book: Book | None = None) -> list[Project]:
        return [plugin.project for plugin in self.plugins(book)]

    def applying(self, book: Book) -> set[str]:
        """The subtasks that a book's kind of body carries out."""
        return {s.id for project in self.projects(book) for s in project.subtasks if s.applies_to(book.kind)}

    def expected(self, book: Book) -> list[Register]:
        """The registers that the book's kind of body fills, the front page included."""
        kind = book.kind
        found = [register for register in self.toolkit.common.registers if register.name == "organisation"]
        for project in self.projects(book):
            if kind is not None:
                found += project.registers_for(kind)
            else:  # an unknown kind is held to what all kinds share
                shared = {s.id for s in project.subtasks if "all" in s.kinds}
                found += [r for r in project.registers if not r.subtasks or shared.intersection(r.subtasks)]
        return found

    def due(self, path: Path | None, given: Mapping[str, Sequence[date]] | None = None) -> dict[str, Any]:
        """Deadlines of a file, or of given events without one."""
        if path is not None:
            return self.due_book(*self.read(path))
        registers = self.toolkit.registers
        book = Book({register.name: Table.absent(register) for register in registers})
        book.today, book.policy = self.options.today, self.options.policy or self.settings.policy
        self._known_events(given or {})
        return self.due_book(book, [], [], given)

    def due_book(
        self, book: Book, notes: list[str], problems: list[Problem], given: Mapping[str, Sequence[date]] | None = None
    ) -> dict[str, Any]:
        """Deadlines of a book in hand."""
        roll = self.settings.roll if self.options.roll is None else self.options.roll
        found = deadlines(book, self.projects(None if given else book), given, roll)
        return {"deadlines": [each.to_json() for each in found], "notes": notes, "problems": _json(problems)}

    def _known_events(self, given: Mapping[str, Sequence[date]]) -> None:
        events = {due.event for project in self.projects() for s in project.subtasks for due in s.due if due.event}
        for name in given:
            if name not in events:
                raise UseError(
                    _(
                        "«{name}» оқиғасы белгісіз. Белгілі оқиғалар: {events}.",
                        name=name,
                        events=", ".join(sorted(events)),
                    ),
                    "unknown-event",
                )

    def measures(self, path: Path) -> dict[str, Any]:
        """Measures of a file."""
        return self.measures_book(*self.read(path))

    def figures(self, book: Book) -> tuple[list[Figure], list[tuple[str, str]]]:
        """The measures of the plugins that a book concerns, and what could not be counted: (plugin, sentence)."""
        return figures(book, [(each.name, each.project.edition, each.measures) for each in self.plugins(book)])

    def summary(self, book: Book) -> list[Line]:
        """The front page's sentences about a book."""
        return list(lines(self.projects(book), self.figures(book)[0], book.kind))

    def measures_book(self, book: Book, notes: list[str], problems: list[Problem]) -> dict[str, Any]:
        """Measures of a book in hand."""
        found, failed = self.figures(book)
        problems = [*problems, *(Problem(plugin, message) for plugin, message in failed)]
        return {"measures": [each.to_json() for each in found], "notes": notes, "problems": _json(problems)}


def _json(problems: Iterable[Problem]) -> list[dict[str, str]]:
    return [problem.to_json() for problem in problems]
