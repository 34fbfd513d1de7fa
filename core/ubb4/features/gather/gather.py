"""One gathering: files read, senders merged, and what is written of them, each by one function of `WRITERS`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from ubb4.base import settings
from ubb4.base.errors import UseError
from ubb4.base.text import gettext as _
from ubb4.features.gather import book, changes, numbers, reading, roster, store
from ubb4.features.gather.merge import Merged, merged
from ubb4.features.gather.sheets import WHY, why_left
from ubb4.plugins.hearing import hear
from ubb4.plugins.toolkit import Toolkit


@dataclass(frozen=True)
class Asked:
    """What a gathering was asked for."""

    places: Sequence[str]
    options: Mapping[str, Any]
    bodies: Path | None = None
    year: int | None = None
    store: Path | None = None
    scheduler: str | None = None
    lang: str = "kk"
    quiet: bool = True


@dataclass(frozen=True)
class Gathered:
    """Senders in hand, with what is needed to write them down."""

    asked: Asked
    merged: Merged
    toolkit: Toolkit
    problems: Sequence[Mapping[str, str]] = ()
    interrupted: bool = False
    files: int = 0
    known: int = 0

    @property
    def done(self) -> int:
        """How many files were read or known."""
        return self.files - sum(why == _(reading.STOPPED) for __, why in self.merged.unread)

    @property
    def today(self) -> date:
        return date.fromisoformat(str(self.asked.options["today"]))

    def told(self) -> Iterator[str]:
        """What to know about the gathering, a sentence each."""
        yield from self.merged.roster.problems
        yield from self.merged.remarks
        for why in WHY:
            mine = [left for left in self.merged.left if left.why == why]
            for left in mine[:MOST]:
                yield f"{left.file}: {why_left(left)}"
            if len(mine) > MOST:
                yield _("…тағы {n}, бәрі «Кім жіберді» парағында: {why}", n=len(mine) - MOST, why=_(WHY[why]))
        absent = self.merged.absent()
        if absent:
            yield _("Жібермегендер: {n} ({names}).", n=len(absent), names=_first([body.name(self.asked.lang) for body in absent]))
        unknown = [entry.file for entry in self.merged.entries if self.merged.roster and entry.body is None]
        if unknown:
            yield _("Тізілімде жоқ жіберушілер: {n} ({names}); ұқсас ұйымдары «Кім жіберді» парағында.", n=len(unknown), names=_first(unknown))
        if self.known:
            yield _("Өзгермеген {n} файл қоймадан алынды, қайта оқылған жоқ.", n=self.known)


MOST = 5  # names in one sentence, sentences of one kind


def _first(names: Sequence[str]) -> str:
    return ", ".join(names[:MOST]) + ("…" if len(names) > MOST else "")


def gather(asked: Asked) -> Gathered:
    """Read every file, and merge what they give.  UseError where there is nothing to read."""
    bodies = roster.read(asked.bodies) if asked.bodies is not None else roster.Roster()
    toolkit = hear(settings.read())
    found, top = reading.files(asked.places) if asked.places else ([], "")
    cache = store.Cache(asked.store, asked.options, [plugin.name for plugin in toolkit.plugins]) if asked.store is not None else None
    done = reading.read(found, asked.options, cache, asked.quiet, _askers(asked))
    if done.answers and not done.interrupted and all("error" in answer for _name, _time, answer in done.answers):
        why = "\n".join(f"{name}: {answer['error']['message']}" for name, _time, answer in done.answers[:20])
        raise UseError(_("Бірде-бір кітап оқылмады, ештеңе жиналмады.") + f"\n{why}", "nothing-read")
    whole = merged(done.answers, bodies, asked.year, asked.lang, top)
    return Gathered(asked, whole, toolkit, [*done.problems, *_of_senders(whole)], done.interrupted, len(found), done.known)


def _of_senders(whole: Merged) -> Iterator[dict[str, str]]:
    """What could not be checked in the senders' workbooks, each once with the files that it is about."""
    files: dict[tuple[str, str], list[str]] = {}
    for entry in whole.entries:
        for plugin, message in entry.payload["problems"]:
            files.setdefault((plugin, message), []).append(entry.file)
    for (plugin, message), names in files.items():
        yield {"plugin": plugin, "message": f"{_first(names)}: {message}"}


def _askers(asked: Asked) -> Any:
    if asked.scheduler is None:
        return None
    from ubb4.features.gather import cluster

    return cluster.asker(asked.scheduler)


def _book(gathered: Gathered, path: Path, __: datetime | None) -> str:
    measures, asked = numbers.known(gathered.toolkit), gathered.asked
    extra = []
    if asked.store is not None:
        extra = [
            grid for grid in (make(asked.store, gathered.merged, measures, gathered.today) for make in (changes.changed, changes.through)) if grid is not None
        ]
    if path.exists() and path.resolve() in {Path(gathered.merged.top, entry.file).resolve() for entry in gathered.merged.entries}:
        raise UseError(_("{file}: бұл кітаптың өзі жиналып жатыр, үстіне жазылмайды. Басқа атау көрсетіңіз.", file=path.name))
    book.write(path, gathered.merged, gathered.toolkit, asked.options, extra)
    if asked.store is not None:
        store.keep(asked.store, gathered.merged, gathered.today)
    rows = sum(len(table["numbers"]) for entry in gathered.merged.entries for table in entry.payload["tables"].values())
    return _("{file}: {n} кітап, {rows} жол жиналды.", file=path, n=len(gathered.merged.entries), rows=rows)


def _parquet(gathered: Gathered, path: Path, __: datetime | None) -> str:
    there = {name for entry in gathered.merged.entries for name in entry.payload["tables"]}
    columns = {register.name: [column.name for column in register.columns] for register in gathered.toolkit.registers if register.name in there}
    return _("{folder}: {n} реестр Parquet файлына жазылды.", folder=path, n=len(store.registers(path, gathered.merged, columns)))


def _letters(gathered: Gathered, path: Path, reply: datetime | None) -> str:
    from ubb4.features.gather import letters

    return letters.write(path, gathered.merged, gathered.asked.options, gathered.asked.lang, reply.date() if reply is not None else None)


def _bodies(gathered: Gathered, path: Path, __: datetime | None) -> str:
    from ubb4.features.gather import start

    return start.write(path, gathered.merged)


WRITERS: Mapping[str, Callable[[Gathered, Path, datetime | None], str]] = {"book": _book, "parquet": _parquet, "letters": _letters, "bodies": _bodies}
