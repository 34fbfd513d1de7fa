"""Many workbooks as one: `region = ubb4.gather("folder")`, then `region["plan"].frame()`, each row with its body and file.

A register that has a column `body` or `file` of its own has its sender in `sender`, `sender_file`.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ubb4.base.errors import Ubb4Error, UseError
from ubb4.base.files import digest, workbooks
from ubb4.base.spelling import folded
from ubb4.base.text import gettext as _
from ubb4.base.text import speaking
from ubb4.book.finding import SEVERITIES
from ubb4.desk.desk import Desk
from ubb4.desk.opened import Options
from ubb4.features.analyst import answers, heavy, known
from ubb4.features.analyst.frames import titled
from ubb4.features.analyst.opened import Opened, desk, no_register
from ubb4.features.analyst.show import first_of, passport
from ubb4.worker import cells

if TYPE_CHECKING:
    import pandas

    from ubb4.features.gather.merge import Merged


def gather(places: str | Path | Sequence[str | Path], *, today: date | str | None = None, policy: str | None = None, lang: str = "kk") -> Region:
    """Every workbook of a folder and below, or of several files and folders; options as those of `open`.

    One that cannot be read is named in `problems` and in `bodies()`, the others are there.  UseError where there is no workbook at all.
    """
    with speaking(known(lang)):
        wanted = [places] if isinstance(places, str | Path) else list(places)
        absent = [str(each) for each in wanted if not str(each) or not Path(each).exists()]
        if absent:
            raise UseError(_("{file} табылмады.", file=", ".join(absent)), "no-file")
        files = workbooks(wanted)
        if not files:
            raise UseError(_("{file}: бумада бірде-бір кітап жоқ.", file=", ".join(map(str, wanted))), "no-file")
        counting = desk(today, policy)
        books, unread = list[Opened](), dict[Path, str]()
        for path, workbook in zip(files, cells.read_all(files), strict=True):
            try:
                if isinstance(workbook, Ubb4Error):
                    raise workbook
                books.append(Opened(path, counting, lang, workbook=workbook))
            except Ubb4Error as error:
                unread[path] = error.message
        return Region(books, unread, counting, lang)


class Region:
    """Workbooks in hand by file; frames have `body` and `file` before their own columns."""

    def __init__(self, books: Sequence[Opened], unread: dict[Path, str], desk: Desk | Options, lang: str) -> None:
        self.books, self.unread, self.lang = list(books), unread, lang
        self._desk = Desk(desk, reader=cells.read) if isinstance(desk, Options) else desk
        paths = [book.path for book in self.books] + list(unread)
        top = Path(os.path.commonpath([str(path.resolve().parent) for path in paths])) if paths else Path()
        self._top = top
        self._whole: dict[str, Merged] = {}
        self._files = {path: path.resolve().relative_to(top).as_posix() for path in paths}
        often = Counter(folded(book.body) for book in self.books)
        # two workbooks of one body are two senders: what is counted by body must not add them up unseen
        self._names = {book.path: book.body if often[folded(book.body)] == 1 else f"{book.body} ({self._files[book.path]})" for book in self.books}

    def __len__(self) -> int:
        return len(self.books)

    def __iter__(self) -> Iterator[Opened]:
        return iter(self.books)

    def __getitem__(self, register: str) -> RegionRegister:
        """The register of a name in every workbook; UseError for a name that none has, with the likeliest."""
        if self.books and not any(register in book.book.tables for book in self.books):
            raise no_register(register, self._ipython_key_completions_(), self.lang)
        return RegionRegister(self, register)

    def _ipython_key_completions_(self) -> list[str]:
        return sorted({name for book in self.books for name in book.book.tables})  # what JupyterLab offers after `region["`

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickled as its books are: each read again where it is unpickled."""
        return Region, (self.books, self.unread, self._desk.options, self.lang)

    def __repr__(self) -> str:
        return f"<Region: {len(self.books)} workbooks, {len(self.unread)} unread>"

    def name(self, book: Opened) -> str:
        """What a workbook of the region is called: its body, and the file too where a body has several."""
        return self._names[book.path]

    def file(self, path: Path) -> str:
        """A workbook's path from the folder that holds all of them."""
        return self._files[path]

    def save(self, path: str | Path, *, bodies: str | Path | None = None) -> Path:
        """One workbook of all registers, each row with its sender, as `ubb4 gather -o` writes it; `bodies` is a roster."""
        from ubb4.features.gather import book as one

        with speaking(self.lang):
            whole = self._merged(bodies)
            one.write(Path(path), whole, self._desk.toolkit, {"today": self.today.isoformat()})
        return Path(path)

    def tiles(self, bodies: str | Path | None = None) -> pandas.DataFrame:
        """A tile a row: the republic's regions where the bodies name several of them, else the districts of the roster; what is overdue there.

        `row` and `column` from 0, `sent` missing where nothing is expected; empty where there is nothing to lay.
        """
        from ubb4.features.gather import numbers, tiles

        with speaking(self.lang):
            whole = self._merged(bodies)
            found = tiles.tiles(whole, numbers.standings(whole, numbers.known(self._desk.toolkit)), self.lang)
            states = {"none": _("кітап күтілмейді"), "absent": _("кітап келмеді"), "overdue": _("мерзімі өткені бар"), "good": _("мерзімі өткені жоқ")}
            heads = {"row": _("Жол"), "column": _("Баған"), "name": _("Атауы"), "sent": _("Кітаптар"), "overdue": _("Мерзімі өткені"), "state": _("Күйі")}
            rows = [(each.row, each.column, each.name, each.sent, each.overdue, states[each.state]) for each in found]
        frame = heavy("pandas").DataFrame(rows, columns=list(heads)).astype({"sent": "Int64"})
        frame["state"] = heavy("pandas").Categorical(frame["state"], list(states.values()))
        return titled(frame, heads)

    def _merged(self, bodies: str | Path | None) -> Merged:
        """The senders as a gathering has them."""
        from ubb4.features.gather import merge, part, roster

        if str(bodies or "") not in self._whole:
            known = roster.read(Path(bodies)) if bodies else roster.Roster()
            answers_: list[tuple[str, float, dict[str, Any]]] = [
                (
                    self.file(book.path),
                    book.path.stat().st_mtime,
                    {"ok": {"senders": list(part.of(book._opened)), "digest": book.digest, "saved": part.saved(book.path)}},
                )
                for book in self.books
            ]
            answers_ += [(self.file(file), 0.0, {"error": {"message": why}}) for file, why in self.unread.items()]
            self._whole[str(bodies or "")] = merge.merged(answers_, known, None, self.lang, str(self._top))
        return self._whole[str(bodies or "")]

    @property
    def today(self) -> date:
        """The day on which deadlines and measures are counted."""
        return self._desk.options.today

    @property
    def problems(self) -> list[str]:
        """What could not be read, checked or counted, a sentence each with its file."""
        with speaking(self.lang):
            unread = [_("{file} оқылмады: {error}", file=self.file(path), error=why) for path, why in self.unread.items()]
        return [*unread, *(f"{self.file(book.path)}: {each}" for book in self.books for each in book.problems)]

    def bodies(self) -> pandas.DataFrame:
        """A workbook a row: body, kind, year, file, how many findings of each severity, whether it was read."""
        with speaking(self.lang):
            kinds = {kind.id: _(kind.title) for kind in self._desk.toolkit.common.edition.kinds}
            rows = [
                {
                    "body": self.name(book), "kind": kinds.get(book.book.kind or "", ""), "year": book.year, "file": self.file(book.path),
                    **book.severities, "read": True, "why": "",
                }
                for book in self.books
            ]  # fmt: skip
            rows += [
                {"body": path.stem, "kind": "", "year": None, "file": self.file(path), **dict.fromkeys(SEVERITIES), "read": False, "why": why}
                for path, why in self.unread.items()
            ]
            heads = {"body": _("Ұйым"), "kind": _("Орган түрі"), "year": _("Есепті жыл"), "file": _("Файл"), "error": _("Қателер"),
                     "warning": _("Ескертулер"), "info": _("Мәліметтер"), "read": _("Оқылды"), "why": _("Неге оқылмады")}  # fmt: skip
        frame = heavy("pandas").DataFrame(rows, columns=list(heads)).astype(dict.fromkeys(("year", *SEVERITIES), "Int64"))
        return titled(frame, heads)

    def standing(self) -> pandas.DataFrame:
        """A workbook a row, the worst first: how many deadlines are overdue, late, soon due (30 days), how many measures below the norm, errors."""
        with speaking(self.lang):
            kinds = {kind.id: _(kind.title) for kind in self._desk.toolkit.common.edition.kinds}
            heads = {"body": _("Ұйым"), "kind": _("Орган түрі"), "overdue": _("Мерзімі өткені"), "below": _("Нормадан төмені"), "late": _("Кешіккені"),
                     "soon": _("Алдағы 30 күнде"), "errors": _("Қателер"), "file": _("Файл")}  # fmt: skip
            found = sorted(
                ((book.standing(), self.name(book), book) for book in self.books), key=lambda each: (-each[0]["overdue"], -each[0]["below"], each[1])
            )
            rows = [{"body": name, "kind": kinds.get(book.book.kind or "", ""), **stands, "file": self.file(book.path)} for stands, name, book in found]
        numbers = dict.fromkeys(("overdue", "below", "late", "soon", "errors"), "Int64")
        return titled(heavy("pandas").DataFrame(rows, columns=list(heads)).astype(numbers), heads)

    def subtasks(self) -> dict[str, str]:
        """The subtasks of every enabled project, in the instruction's order: id -> id and title."""
        with speaking(self.lang):
            return {s.id: f"{s.id} {_(s.title)}" for plugin in self._desk.toolkit.plugins for s in plugin.project.subtasks}

    def registers(self) -> pandas.DataFrame:
        """The registers by key: sheet, title, plugin, how many rows they have together and in how many workbooks; what `region[key]` takes."""
        with speaking(self.lang):
            heads = {"register": _("Реестр"), "sheet": _("Парақ"), "title": _("Атауы"), "plugin": _("Плагин"), "rows": _("Жолдар"), "books": _("Кітаптар")}
            rows = []
            for each in (register for register in self._desk.toolkit.registers if register.layout == "table"):
                there = [len(book.book[each.name]) for book in self.books if each.name in book.book]
                rows.append((each.name, each.sheet_name(), _(each.title), each.plugin, sum(there), len(there)))
        return titled(heavy("pandas").DataFrame(rows, columns=list(heads)), heads)

    def findings(self) -> pandas.DataFrame:
        """`Opened.findings()` of every workbook."""
        return answers.findings(self.books, self.lang, *self._whose())

    def deadlines(self) -> pandas.DataFrame:
        """`Opened.deadlines()` of every workbook."""
        return answers.deadlines(self.books, self.lang, *self._whose())

    def measures(self) -> pandas.DataFrame:
        """`Opened.measures()` of every workbook."""
        return answers.measures(self.books, self.lang, *self._whose())

    def _whose(self) -> tuple[dict[str, list[str]], dict[str, str]]:
        with speaking(self.lang):
            heads = {"body": _("Ұйым"), "file": _("Файл")}
        return {"body": [self.name(book) for book in self.books], "file": [self.file(book.path) for book in self.books]}, heads

    def _every(self, frame: Callable[[Opened], pandas.DataFrame]) -> pandas.DataFrame:
        """The frames of every workbook under one another; categories stay categories, headings stay beside them."""
        pd, parts = heavy("pandas"), []
        with speaking(self.lang):
            heads = {"body": _("Ұйым"), "file": _("Файл")}
        for book in self.books:
            part = frame(book).copy()
            with speaking(self.lang):  # a register that has such a column of its own keeps it
                whose = {"sender": _("Жіберуші ұйым")} if "body" in part.columns else {"body": _("Ұйым")}
                heads = whose | ({"sender_file": _("Жіберілген файл")} if "file" in part.columns else {"file": _("Файл")})
            for place, (name, value) in enumerate(zip(heads, (self.name(book), self.file(book.path)), strict=True)):
                part.insert(place, name, value)
            parts.append(part)
        if not parts:
            return titled(pd.DataFrame(columns=list(heads)), heads)
        kept, full = dict(parts[0].attrs), [part for part in parts if len(part)] or parts[:1]
        for part in full:
            part.attrs = {}  # pandas compares them at every join
        whole = pd.concat(full)
        whole.attrs = {**kept, "titles": {**heads, **kept.get("titles", {})}}
        return whole

    def _copies(self) -> Iterator[str]:
        """A sentence for each workbook that is there more than once: its numbers count as often."""
        found: dict[str, list[str]] = {}
        for book in self.books:
            found.setdefault(book.digest, []).append(self.file(book.path))
        for names in found.values():
            if len(names) > 1:
                yield _("Бір кітаптың бірдей көшірмелері, әрқайсысы бөлек саналды: {files}.", files=", ".join(names))

    def _notes(self) -> dict[str, list[str]]:
        """Each note once, with the files that it is about."""
        found: dict[str, list[str]] = {}
        for book in self.books:
            for note in book.notes:
                found.setdefault(note, []).append(self.file(book.path))
        return found

    def _repr_mimebundle_(self, **__: Any) -> dict[str, Any]:
        with speaking(self.lang):
            years = ", ".join(str(each) for each in sorted({book.year for book in self.books}))
            files = [(self.file(book.path), book.digest) for book in self.books]
            files += [(self.file(path), digest(path)) for path in self.unread if path.is_file()]
            notes = [*self._copies(), *(f"{note} ({first_of(names, 3, ', ')})" for note, names in self._notes().items())]
            body = _("Кітаптар: {n}", n=len(self.books)) + (f"; {_('оқылмағаны: {n}', n=len(self.unread))}" if self.unread else "")
            policies = {book.book.policy for book in self.books} or {self._desk.options.policy or self._desk.settings.policy}
            return passport(body, years, files, self.today, policies, notes, self.problems)._repr_mimebundle_()


class RegionRegister:
    """One register in every workbook of a region."""

    def __init__(self, region: Region, name: str) -> None:
        self._region, self.name = region, name

    def __len__(self) -> int:
        return sum(len(book[self.name]) for book in self._region if self.name in book.book.tables)

    def __repr__(self) -> str:
        return f"<{self.name}: {len(self)} rows of {len(self._region)} workbooks>"

    def frame(self, labels: bool = True, follow: Mapping[str, str] | None = None) -> pandas.DataFrame:
        """`Register.frame` of every workbook; the index is the row of its own sheet."""
        return self._region._every(lambda book: _with_sheet(book, self.name, book[self.name].frame(labels, follow=follow)))


def _with_sheet(book: Opened, register: str, frame: pandas.DataFrame) -> pandas.DataFrame:
    """The frame with the sheet that its rows stand on: sheets have other names in other languages."""
    name, attrs = "sheet" if "sheet" not in frame.columns else "sender_sheet", frame.attrs
    with speaking(book.lang):
        attrs = {**attrs, "titles": {name: _("Парақ"), **attrs.get("titles", {})}}
    frame.insert(0, name, heavy("pandas").Series([book.book[register].sheet] * len(frame), index=frame.index, dtype="string"))
    frame.attrs = attrs
    return frame
