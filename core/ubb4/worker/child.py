"""The guarded child: reads untrusted files and does the whole verb there; only the answer goes back.

One JSON request a line on standard input, one JSON answer a line on standard output.
"""

from __future__ import annotations

import contextlib
import gc
import json
import logging
import os
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from concurrent.futures import Future

_job: object = None
_heavy = False
MEMORY = 6 << 30  # at most; on a smaller machine three quarters of what it has


def main() -> None:
    """Serve requests until standard input ends."""
    gc.disable()  # a table is millions of objects and hardly any garbage: swept once a file, below
    channel = sys.stdout
    sys.stdout = sys.stderr  # what a plugin prints must not mix with the answers
    _limit_memory()
    from ubb4.base import log, text

    hello = json.loads(sys.stdin.readline() or "{}")
    text.use(hello.get("language", text.SOURCE))
    ahead = _read_ahead(hello.get("ahead"))
    from ubb4.desk import desk as _ready  # noqa: F401  what takes time to import is there when the request comes

    line = sys.stdin.readline()
    if not line:
        os._exit(0)
    first = json.loads(line)

    text.use(first["language"])
    log.start()
    desk = None
    for number, line in enumerate(_lines(first)):
        request = json.loads(line) if isinstance(line, str) else line
        if number:
            _sweep(number, request)
        try:
            _care(request)
            if request["verb"] == "cells":  # asks for no toolkit
                answer: dict[str, Any] = {"ok": _cells(request)}
            else:
                desk = desk or _desk(request, ahead)
                answer = {"ok": _act(desk, request)}
                answer["ok"]["toolkit_problems"] = [problem.to_json() for problem in desk.toolkit.problems]
        except MemoryError:
            answer = {"error": {"code": "memory", "message": ""}}
        except Exception as error:
            answer = {"error": _sentence(error)}
        channel.write(json.dumps(answer, ensure_ascii=False) + "\n")
        channel.flush()
    channel.flush()
    os._exit(0)  # the answers are out; taking millions of cells apart one by one would only take time


_EVERY = 24  # files between two sweeps: most of what a file leaves goes by itself
_HEAVY = 1 << 20  # bytes: before and after a file of that size there is no waiting


def _sweep(number: int, request: dict[str, Any]) -> None:
    """Take apart what the last files left; what stays (modules, plugins, catalogues) is looked at twice and never again."""
    global _heavy
    was, _heavy = _heavy, _size(request) > _HEAVY
    if number <= 2 or was or _heavy or number % _EVERY == 0:
        gc.collect()
    if number <= 2:
        gc.freeze()


def _size(request: dict[str, Any]) -> int:
    try:
        return os.path.getsize(request.get("file") or "")
    except OSError:
        return 0


def _care(request: dict[str, Any]) -> None:
    """Whether a child before this one died of the file: of this request alone."""
    from ubb4.excel import file

    file.CAREFUL.set(bool(request.get("careful")))


LARGE = 1 << 20


def _read_ahead(name: str | None) -> tuple[Path, Future[Any]] | None:
    """Begin to read a large file at once; a small one is read before this would pay."""
    path = Path(name) if name else None
    if path is None or not path.is_file() or path.stat().st_size < LARGE:
        return None
    from concurrent.futures import ThreadPoolExecutor

    from ubb4.excel import file

    return path, ThreadPoolExecutor(1).submit(file.read, path)


def _desk(request: dict[str, Any], ahead: tuple[Path, Future[Any]] | None) -> Any:
    """The desk, its toolkit loaded while a large file is being read."""
    from ubb4.desk.desk import Desk

    desk = Desk(_options(request["options"]))
    if ahead is not None:
        desk.ahead[ahead[0]] = ahead[1]
        desk.warm()
    return desk


def _lines(first: dict[str, Any]) -> Any:
    yield first
    yield from sys.stdin


def _sentence(error: Exception) -> dict[str, str]:
    from ubb4.base.errors import Ubb4Error
    from ubb4.base.text import gettext as _

    if isinstance(error, Ubb4Error):
        return {"code": error.code, "message": error.message}
    logging.getLogger("ubb4").exception("verb")
    return {
        "code": "internal",
        "message": _("Ішкі қате: {error}. Толығы журналда.", error=f"{type(error).__name__}: {error}"),
    }


def _options(data: dict[str, Any]) -> Any:
    from ubb4.desk.opened import Options

    return Options(date.fromisoformat(data["today"]), data.get("policy"), data.get("roll"))


def _act(desk: Any, request: dict[str, Any]) -> dict[str, Any]:
    """One verb: the kernel's own, or `PLUGIN:NAME` of a feature or an enabled plugin."""
    verb = request["verb"]
    from ubb4.worker.verbs import VERBS

    if verb in VERBS:
        return VERBS[verb](desk, request)
    found = desk.toolkit.verb(verb)
    if found is not None:
        return dict(found(desk, request))
    return _of_module(desk, verb, request)


def _cells(request: dict[str, Any]) -> dict[str, Any]:
    from ubb4.excel import file
    from ubb4.worker import cells

    return dict(cells.write(file.read(Path(request["file"])), Path(request["out"])))


def _of_module(desk: Any, verb: str, request: dict[str, Any]) -> dict[str, Any]:
    """A function of a plugin's module `verbs`, as plugins had them before `provide_verbs`: it works in this version, and is told."""
    from importlib import import_module

    from ubb4.base.errors import UseError
    from ubb4.base.text import gettext as _

    plugin, __, name = verb.partition(":")
    try:
        function = getattr(import_module(f"{plugin}.verbs"), name) if desk.toolkit.plugin(plugin) is not None else None
    except (ImportError, AttributeError):
        function = None
    if function is None:
        raise UseError(_("«{verb}» әрекетін ешбір қосылған плагин білмейді.", verb=verb), "no-verb")
    found: dict[str, Any] = function(desk, request)
    told = _("«{plugin}» плагині ескі тәсілмен ({plugin}.verbs) шақырылды: келесі нұсқада provide_verbs хугі керек болады.", plugin=plugin)
    return {**found, "notes": [*found.get("notes", ()), told]}


def _limit_memory() -> None:
    if sys.platform == "win32":
        with contextlib.suppress(Exception):  # without it the reader's own caps remain
            _limit_by_job()
        return
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        most = min(MEMORY, os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") * 3 // 4)
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _limit_by_job() -> None:
    """Put this process into a job of Windows that may take three quarters of the machine's memory, and dies with it."""
    import win32api
    import win32job

    most = min(MEMORY, win32api.GlobalMemoryStatusEx()["TotalPhys"] * 3 // 4)
    job = win32job.CreateJobObject(None, "")
    limits = win32job.QueryInformationJobObject(job, win32job.JobObjectExtendedLimitInformation)
    limits["ProcessMemoryLimit"] = most
    limits["BasicLimitInformation"]["LimitFlags"] |= win32job.JOB_OBJECT_LIMIT_PROCESS_MEMORY
    win32job.SetInformationJobObject(job, win32job.JobObjectExtendedLimitInformation, limits)
    win32job.AssignProcessToJobObject(job, win32api.GetCurrentProcess())
    global _job
    _job = job  # kept as long as the process lives


if __name__ == "__main__":
    with contextlib.suppress(BrokenPipeError):
        main()
