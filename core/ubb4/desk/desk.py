"""What every command finds before it: the toolkit of this team, and any workbook opened with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from ubb4.base import settings as _settings
from ubb4.base import shipped
from ubb4.base.errors import WorkbookError
from ubb4.base.problem import Problem
from ubb4.base.text import gettext as _
from ubb4.book.book import Book
from ubb4.book.finding import Finding
from ubb4.book.gathered import is_gathered, without_filling
from ubb4.book.sheets import Reading
from ubb4.book.table import Table
from ubb4.book.workbook import Workbook, matches
from ubb4.desk.gathered import told_apart
from ubb4.desk.opened import Opened, Options
from ubb4.law.days import ROLLS
from ubb4.plugins.found import installed, project_of
from ubb4.plugins.hearing import hear
from ubb4.plugins.toolkit import Toolkit

TEMPLATE_VERSION = 2  # texts of the older ones: tests/books/templates


class Desk:
    """The toolkit of this team, heard once."""

    def __init__(self, options: Options, toolkit: Toolkit | None = None, reader: Callable[[Path], Workbook] | None = None) -> None:
        """`reader` gives the cells of a file; without one it is read in this process, which the guarded worker alone may do."""
        self._reader = reader or _in_this_process
        self.ahead: dict[Path, Future[Any]] = {}
        self._kept: Book | None = None  # the last book is let go only with the next: taking it apart takes time
        self.settings = _settings.read()
        self.toolkit = toolkit or hear(self.settings)
        self.options = options
        self._by_edition = dict[tuple[object, ...], Toolkit]()

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

    def read(self, path: Path) -> Opened:
        """The workbook of a file."""
        reading = self.ahead.pop(path, None)
        workbook = self._reader(path) if reading is None else reading.result()
        return self.take(workbook, path.name, path)

    def take(self, workbook: Workbook, name: str, path: Path | None = None, *, whole: bool = True) -> Opened:
        """The same of a workbook that is read already: a file, or one that is open in a spreadsheet program; not `whole`: some of its sheets."""
        toolkit = self._by_year(workbook)
        gathered = is_gathered(workbook)
        self._kept = book = Book.read(workbook, without_filling(toolkit.registers) if gathered else toolkit.registers)
        self.counting(book)
        if whole and not any(register.name in book for plugin in toolkit.plugins for register in plugin.project.registers):
            raise WorkbookError(_("{file}: бірде-бір реестр парағы табылмады. Бұл ubb4 үлгісімен жасалған кітап па?", file=name), "no-register")
        opened = Opened(book, toolkit, self.options, self.settings, file=path)
        opened = replace(opened, standing=tuple(old_editions(opened)))
        if not whole:
            return opened
        lost = [problem for problem in toolkit.problems if problem not in self.toolkit.problems]
        unable = {each.plugin: each for each in (*_not_enabled(workbook, book, toolkit), *_unable(opened, toolkit.problems))}
        opened = replace(opened, notes=tuple(_notes(opened)), problems=(*lost, *unable.values()))
        return told_apart(opened, workbook, self.counting, stamped, _notes) if gathered else opened

    def counting(self, book: Book) -> None:
        """The day and the policies by which its dates are judged: as the command says, else the workbook, else the settings."""
        book.today = self.options.today
        book.policy = self.options.policy or book.own_policy or self.settings.policy
        asked = book.own_roll if self.options.roll is None else self.options.roll
        book.roll = self.settings.roll if asked is None else asked

    def _by_year(self, workbook: Workbook) -> Toolkit:
        """The toolkit in the editions of the workbook: those stamped into it when it was made, else those of its year."""
        profile = [register for register in self.toolkit.common.registers if register.name == "organisation"]
        head = Book.read(workbook, profile)
        head.today = self.options.today
        years = stamped(head)
        key = head.year, *sorted(years.items())
        if key not in self._by_edition:
            self._by_edition[key] = self.toolkit.of_year(head.year, years)
        return self._by_edition[key]

    def empty(self) -> Opened:
        """No workbook at all, in the editions of today."""
        toolkit = self.toolkit.of_year(self.options.today.year)
        book = Book({register.name: Table.absent(register) for register in toolkit.registers})
        self.counting(book)
        return Opened(book, toolkit, self.options, self.settings)

    def cells(self, path: Path) -> Workbook:
        """The sheets of a file as they stand, no register looked for."""
        return self._reader(path)

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


def _in_this_process(path: Path) -> Workbook:
    from ubb4.excel import file

    return file.read(path)


def stamped(book: Book) -> dict[str, int]:
    """The editions that a workbook was made by, by plugin: `project1_risk=2024`. A template that did not yet stamp each plugin gave one
    year for all."""
    found = {}
    if "editions" not in book.meta and book.meta.get("edition", "").isdigit():
        return dict.fromkeys(("common", *filter(None, book.meta.get("plugins", "").split(","))), int(book.meta["edition"]))
    for part in book.meta.get("editions", "").split(","):
        name, __, year = part.partition("=")
        if year.isdigit():
            found[name] = int(year)
    return found


def _notes(opened: Opened) -> Iterator[str]:
    book = opened.book
    if _settings.of_others(opened.settings.path):
        yield _("Баптау осы файлдан алынды: {file}.", file=opened.settings.path)
    yield from _other_counting(book)
    yield from old_editions(opened)
    if book.kind is None:
        yield _("Орган түрі көрсетілмеген: барлық түрге ортақ талаптар тексерілді.")
    version = book.meta.get("template", "")
    if version.isdigit() and int(version) > TEMPLATE_VERSION:
        yield _("Кітап жаңарақ үлгімен жасалған ({version}): ubb4-ті жаңартыңыз.", version=version)
    elif version.isdigit() and int(version) < TEMPLATE_VERSION:
        yield _("Кітап ескі үлгімен жасалған ({version}): жаңасын «ubb4 renew» жасайды, жолдары көшеді.", version=version)
    elif _numbers(book.meta.get("core", "")) > _numbers(own := shipped.version()):
        yield _("Кітап ubb4-тің жаңарақ нұсқасымен жасалған ({version}, мұнда {own}): ubb4-ті жаңартыңыз.", version=book.meta["core"], own=own)
    for year in book.calendar.unconfirmed(date(book.year, 1, 1), date(book.year, 12, 31)):
        yield _("{year} жылғы демалыс күндерін ауыстыру актілері белгісіз: күнді кейін қайта тексеріңіз.", year=year)


def _numbers(version: str) -> tuple[int, ...]:
    """A version as numbers that compare: of 0.10.2 (0, 10, 2)."""
    return tuple(int(each) for each in version.split(".") if each.isdigit())


def _other_counting(book: Book) -> Iterator[str]:
    """What is counted otherwise than the workbook says."""
    for column, own, used in (("policy", book.own_policy, book.policy), ("roll", book.own_roll, book.roll)):
        if own is not None and own != used:
            label = book["organisation"].register.column(column)
            value = used if isinstance(used, str) else ROLLS[not used]
            yield _(
                "«{title}»: кітапта «{own}», ал бұл жолы «{used}» деп саналды.",
                title=_(label.title),
                own=label.label(book.of_profile(column)),
                used=label.label(value),
            )


def old_editions(opened: Opened) -> Iterator[str]:
    """Which edition was used where the year has none of its own; what is not known yet of a year that has one."""
    book, common = opened.book, opened.toolkit.common.edition
    if common.unknown and common.year <= book.year:
        yield " ".join(_(each) for each in common.unknown)
    for project in opened.projects:
        if project.edition.year != book.year:
            yield _(
                "{year} жылға арналған нұсқаулық жоқ: «{project}» бойынша {used} жылғы нұсқаулық қолданылды.",
                year=book.year, project=_(project.title), used=project.edition.year,
            )  # fmt: skip


def _not_enabled(workbook: Workbook, book: Book, toolkit: Toolkit) -> Iterator[Problem]:
    """Plugins that are installed and not enabled, of which the workbook has sheets that are filled: judged by the sheets, whatever the
    workbook says of itself."""
    used = {table.sheet for table in book.tables.values() if table.present}
    rest = [sheet for sheet in workbook.sheets if sheet.visible and sheet.name not in used]
    for name in sorted(set(installed()) - {plugin.name for plugin in toolkit.plugins}) if rest else ():
        project = project_of(name)
        registers = project.registers if project is not None else []
        found = matches(rest, registers)
        filled = [sheet.name for place, sheet in found.items() if Reading(registers[place], sheet).read().numbers]
        if filled:
            sheets = ", ".join(f"«{each}»" for each in filled)
            yield Problem(name, _("Кітапта «{name}» плагинінің парақтары бар ({sheets}), бірақ ол қосылмаған: олар тексерілмеді.", name=name, sheets=sheets))


def _unable(opened: Opened, told: Iterable[Problem]) -> list[Problem]:
    here = {plugin.name for plugin in opened.toolkit.plugins} | {problem.plugin for problem in told}
    named = [name for name in opened.book.meta.get("plugins", "").split(",") if name]
    return [
        Problem(name, _("Кітапта «{name}» плагинінің парақтары бар, бірақ ол қосылмаған: олар тексерілмеді.", name=name)) for name in named if name not in here
    ]
