"""Every file asked once what it gives: from the store where it is known, else by guarded children here or by the workers of a cluster."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePath, PurePosixPath
from typing import Any

from ubb4.base.errors import UseError
from ubb4.base.files import digest, workbooks
from ubb4.base.text import N_, language
from ubb4.base.text import gettext as _
from ubb4.cli import output
from ubb4.features.gather import places
from ubb4.features.gather.store import Cache
from ubb4.worker import parent

VERB = "gather:part"
PASSING = ("timeout", "memory", "crashed", "internal", "cluster", "no-file")  # why a file was not read this time, and may be the next
STOPPED = N_("жұмыс тоқтатылды, файл оқылған жоқ")


@dataclass(frozen=True)
class File:
    """A workbook to be read: where it lies, how it is named in the gathered workbook, when it was written."""

    place: str
    name: str
    time: float = 0.0

    @property
    def path(self) -> Path:
        return Path(self.place)


@dataclass
class Read:
    """The answers in the order of the files; `done` is how many were read before the work was stopped, `known` how many came from the store."""

    answers: list[tuple[str, float, Mapping[str, Any]]] = field(default_factory=list)
    problems: list[dict[str, str]] = field(default_factory=list)
    interrupted: bool = False
    known: int = 0


def files(wanted: Sequence[str]) -> tuple[list[File], str]:
    """The workbooks of folders, files and addresses, named from the folder that holds all of them.  UseError where a place is not there."""
    local = [place for place in wanted if not places.is_address(place)]
    absent = [place for place in local if not Path(place).exists()]
    if absent:
        raise UseError(_("{file} табылмады.", file=", ".join(absent)), "no-file")
    found = [(str(path), _time(path)) for path in dict.fromkeys(path.resolve() for path in workbooks(local))]
    for place in wanted:
        found += places.listed(place) if places.is_address(place) else []
    if not found:
        raise UseError(_("{file}: бумада бірде-бір кітап жоқ.", file=", ".join(wanted)), "no-file")
    top = _top([place for place, __ in found]) if len(local) in (0, len(wanted)) else ""
    return [File(place, PurePath(place[len(top) :]).as_posix().lstrip("/") if top else place, time) for place, time in found], top


def _top(found: Sequence[str]) -> str:
    """The folder that holds all of them."""
    if places.is_address(found[0]):
        head, rest = found[0].split("://", 1)[0], [PurePosixPath(each.split("://", 1)[1]).parent.parts for each in found]
        same = os.path.commonprefix(rest)
        return f"{head}://{'/'.join(same)}/" if all(each.startswith(f"{head}://") for each in found) and same else ""
    return os.path.commonpath([str(Path(each).parent) for each in found])


def _time(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def read(found: Sequence[File], options: Mapping[str, Any], cache: Cache | None, quiet: bool, ask: Any = None) -> Read:
    """What each file gives.  `ask` takes requests and yields their answers in order: by default the guarded children of this machine."""
    done, keys = Read(), dict[str, str]()
    known: dict[str, Mapping[str, Any]] = {}
    for file in found:
        answer = _known(cache, file, keys) if cache is not None and not places.is_address(file.place) else None
        if answer is not None:
            known[file.place] = answer
    done.known = len(known)
    fresh = [file for file in found if file.place not in known]
    answers: Iterator[Mapping[str, Any]] = iter((ask or here)([{"verb": VERB, "file": file.place, "options": dict(options)} for file in fresh]))
    told: dict[str, Mapping[str, Any]] = {}
    try:
        for file, answer in zip(fresh, output.watched(answers, len(fresh), quiet), strict=True):
            told[file.place] = answer
            if cache is not None and file.place in keys and answer.get("error", {}).get("code") not in PASSING:
                cache.put(keys[file.place], answer)
    except KeyboardInterrupt:
        done.interrupted = True
    for file in found:
        answer = known.get(file.place) or told.get(file.place) or {"error": {"code": "stopped", "message": _(STOPPED)}}
        done.answers.append((file.name, file.time, answer))
        _problems(answer, done.problems)
    return done


def here(requests: Sequence[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """The answers of this machine's guarded children, in order; a file that lies elsewhere is brought here by the thread that has it read."""
    if not any(places.is_address(request["file"]) for request in requests):
        yield from parent.run(requests)
        return
    from concurrent.futures import ThreadPoolExecutor

    from ubb4.features.gather.cluster import work

    with ThreadPoolExecutor(min(os.cpu_count() or 1, parent.MOST_CHILDREN)) as pool:
        yield from pool.map(lambda request: work(dict(request), language()), requests)


def _known(cache: Cache, file: File, keys: dict[str, str]) -> Mapping[str, Any] | None:
    try:
        keys[file.place] = cache.key(file.path, digest(file.path))
    except OSError:
        return None
    return cache.get(keys[file.place])


def _problems(answer: Mapping[str, Any], into: list[dict[str, str]]) -> None:
    for problem in answer.get("ok", {}).get("toolkit_problems", ()):
        if problem not in into:
            into.append(problem)
