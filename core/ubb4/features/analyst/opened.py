"""A workbook as an analyst reads it: `book = ubb4.open("file.xlsx")`, then `book["plan"].frame()`, findings, deadlines, measures.

Frames are pandas'; pandas is loaded when the first frame is asked for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ubb4.base.errors import UseError
from ubb4.base.files import digest
from ubb4.base.text import gettext as _
from ubb4.base.text import speaking
from ubb4.book.workbook import Workbook
from ubb4.desk.check import Checked, check
from ubb4.desk.desk import Desk
from ubb4.desk.due import Counted, due
from ubb4.desk.measures import Taken, measures
from ubb4.desk.opened import Options
from ubb4.features.analyst import answers, known
from ubb4.features.analyst.frames import Register, made, titled
from ubb4.features.analyst.show import Shown, passport, protect
from ubb4.law.consistency import meant
from ubb4.law.days import POLICIES
from ubb4.law.edition import Limit
from ubb4.measures.sentences import below, goals
from ubb4.worker import cells

if TYPE_CHECKING:
    import pandas


def open(path: str | Path, *, today: date | str | None = None, policy: str | None = None, lang: str = "kk", evidence: str | Path | None = None) -> Opened:
    """A workbook, read once.

    `today` is the day on which deadlines and measures are counted, a date or YYYY-MM-DD (by default the day of the call), `policy`
    the counting of working days (nth_day or clear_days), `lang` the language of labels and sentences: kk, ru or en, `evidence` the folder of its
    confirming documents where that is not the one beside it.  Raises UseError or WorkbookError, each one sentence.
    """
    with speaking(known(lang)):
        return Opened(_named(path), desk(today, policy), lang, Path(evidence) if evidence else None)


def desk(today: date | str | None, policy: str | None) -> Desk:
    """The desk that counts on a day, by a policy."""
    try:
        day = date.fromisoformat(today) if isinstance(today, str) and today else today or None
        if not isinstance(day, date | None):
            raise ValueError(day)
    except ValueError:
        raise UseError(_("Күн ЖЖЖЖ-АА-КК түрінде жазылады: {day}", day=today)) from None
    if policy and policy not in POLICIES:
        raise UseError(_("Санау тәсілі танылмады: «{policy}». Мүмкін мәндері: nth_day, clear_days.", policy=policy))
    counting = Desk(Options(day or date.today(), policy or None), reader=cells.read)
    protect(column for register in counting.toolkit.registers for column in register.columns)
    return counting


def _named(path: str | Path) -> Path:
    if not str(path):
        raise UseError(_("Кітап көрсетілмеген: file параметріне файлдың толық орнын жазыңыз."), "no-file")
    return Path(path)


def no_register(name: str, among: list[str], lang: str) -> UseError:
    """That there is no such register, with the likeliest name and all there are."""
    with speaking(lang):
        return UseError(_("«{name}» реестрі жоқ. Бары: {known}.", name=name, known=", ".join(among)) + meant(name, among), "no-register")


def _again(path: Path, options: Options, lang: str, evidence: Path | None, was: str) -> Opened:
    """A workbook that was pickled; UseError where its file is another by now."""
    with speaking(lang):
        if not path.is_file() or digest(path) != was:
            raise UseError(_("{file} өзгерген немесе жоқ: қайта ашыңыз.", file=path), "changed")
        return Opened(path, Desk(options, reader=cells.read), lang, evidence)


class Opened:
    """A workbook in hand: registers by name, and what the toolkit finds in it as frames.

    `notes` tells what to know about the workbook, `problems` what could not be done: where there are any, the frames are not complete.
    """

    def __init__(self, path: Path, desk: Desk, lang: str, evidence: Path | None = None, workbook: Workbook | None = None) -> None:
        """`workbook`: the cells of the file, where they are read already."""
        self.path, self.lang, self._desk = path, lang, desk
        self._opened = replace(desk.read(path) if workbook is None else desk.take(workbook, path.name, path), folder=evidence)
        self.book, self.notes = self._opened.book, list(self._opened.notes)
        self.digest = digest(path)

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickled as its file, options and language: it is read again where it is unpickled, and must be the same file."""
        return _again, (self.path, self._desk.options, self.lang, self._opened.folder, self.digest)

    @cached_property
    def _checked(self) -> Checked:
        return check(self._opened)

    @cached_property
    def _counted(self) -> Counted:
        return due(self._opened)

    @cached_property
    def _measured(self) -> Taken:
        return measures(self._opened)

    @property
    def problems(self) -> list[str]:
        """What could not be read, checked or counted, a sentence each; to know it the workbook is checked and counted."""
        with speaking(self.lang):
            late = [each for done in (self._checked, self._counted, self._measured) for each in done.problems]
        return list(dict.fromkeys(f"{each.plugin}: {each.message}" for each in (*self._desk.toolkit.problems, *late)))

    @property
    def body(self) -> str:
        """The body's name in the language in hand, or in the other one; the file's name where there is none."""
        return self.book.body_name(self.lang) or self.path.stem

    @property
    def year(self) -> int:
        """The report year."""
        return self.book.year

    @property
    def today(self) -> date:
        """The day on which deadlines and measures are counted."""
        return self.book.today

    @property
    def projects(self) -> list[str]:
        """The plugins that the workbook was made for or holds sheets of."""
        return [each.name for each in self._opened.plugins]

    def limit(self, name: str) -> Limit:
        """A number that the law sets, with unit and source, by its name in `project.toml`: `book.limit("trained_share").value`."""
        for project in (self._opened.toolkit.common, *(each.project for each in self._opened.toolkit.plugins)):
            if name in project.edition.limits:
                return project.edition.limit(name)
        with speaking(self.lang):
            raise UseError(_("«{name}» деген шек жоқ немесе оның плагині ажыратылған.", name=name), "no-limit")

    def counted(self, measure: str, register: str, *, missing: bool = False) -> list[int]:
        """The sheet's rows of a register that a measure is made of, or those that lack what it needs: a frame's index holds the same numbers."""
        sheet = self.book[register].sheet
        found = [each.measured for each in self._measured.figures if each.measure.name == measure]
        return [row.number for each in found for row in (each.missing if missing else each.rows) if row.table.sheet == sheet]

    def subtasks(self) -> pandas.DataFrame:
        """The subtasks that the body carries out: id, title, plugin, confirming document, source, how many `documents` are entered for it."""
        with speaking(self.lang):
            entered = self._opened.entered
            found = [
                (s.id, _(s.title), project.name, _(project.title), _(s.evidence), _(s.source), entered[s.id])
                for project in self._opened.projects
                for s in project.subtasks
                if s.applies_to(self.book.kind)
            ]
            heads = {"subtask": _("Қосалқы тапсырма"), "title": _("Атауы"), "plugin": _("Плагин"), "project": _("Жоба"),
                     "evidence": _("Растайтын құжат"), "source": _("Норма"), "documents": _("Құжаттар саны")}  # fmt: skip
        return titled(made({name: [each[n] for each in found] for n, name in enumerate(heads)}, {"documents": "Int64"}), heads)

    def standing(self) -> dict[str, int]:
        """How the body stands: deadlines overdue, late and due within 30 days, measures below the norm, errors."""
        soon, states = self.today + timedelta(days=30), Counter(each.state for each in self._counted.deadlines)
        near = sum(each.state == "due" and each.warned is not None and each.warned <= soon for each in self._counted.deadlines)
        short = below({figure.measure.name: figure.measured.value for figure in self._measured.figures}, self.norms)
        return {"overdue": states["overdue"], "below": short, "late": states["late"], "soon": near, "errors": self._checked.counts["error"]}

    def passport(self, *projects: str) -> Shown:
        """What was read; a project of `projects` for which the workbook holds no sheet is named among what was not checked."""
        with speaking(self.lang):
            titles = {plugin.name: _(plugin.project.title) for plugin in self._opened.toolkit.plugins}
            absent = [
                _("Кітапта «{project}» жобасының парақтары жоқ: ол бойынша ештеңе тексерілмеді.", project=titles.get(name, name))
                for name in projects if name not in self.projects
            ]  # fmt: skip
            files, day = [(self.path.name, self.digest)], self._desk.options.today
            return passport(self.body, str(self.year), files, day, [self.book.policy], self.notes, [*self.problems, *absent])

    def _repr_mimebundle_(self, **__: Any) -> dict[str, Any]:
        return self.passport()._repr_mimebundle_()

    def __getitem__(self, register: str) -> Register:
        """The register of a name; a register whose sheet the workbook lacks is empty."""
        if register not in self.book.tables:
            raise no_register(register, self._ipython_key_completions_(), self.lang)
        return Register(self.book, register, self.lang)

    def _ipython_key_completions_(self) -> list[str]:
        """What JupyterLab offers after `book["`."""
        return sorted(self.book.tables)

    def __iter__(self) -> Iterator[str]:
        return iter(self.book.tables)

    @property
    def severities(self) -> dict[str, int]:
        """How many findings of each severity."""
        return self._checked.counts

    @cached_property
    def norms(self) -> dict[str, float]:
        """The number to reach of each measure that has one."""
        return goals(self._opened.projects)

    def findings(self) -> pandas.DataFrame:
        """Every finding of `ubb4 check`, a row each: code, severity (`level` in words), register, sheet, cell, message, hint, source.

        `message` and `hint` may quote a person's name: tables show them only where they are named.
        """
        return answers.findings([self], self.lang, {}, {})

    def deadlines(self) -> pandas.DataFrame:
        """Every deadline of `ubb4 due`: the day, its event, the working shown in `rule`, the state (`standing` in words), `done_on`; a day
        that is not known is NaT."""
        return answers.deadlines([self], self.lang, {}, {})

    def measures(self) -> pandas.DataFrame:
        """Every measure with its proof: `rows` are the cells it is made of, `missing` those that lack what it needs, as «Sheet!A5»; `norm` is the
        number to reach."""
        return answers.measures([self], self.lang, {}, {})
