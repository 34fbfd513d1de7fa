"""The parent's side of the guarded child: limits on time, and a sentence for every way in which it can end."""

from __future__ import annotations

import collections
import contextlib
import contextvars
import json
import logging
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from ubb4.base import log
from ubb4.base.text import gettext as _
from ubb4.base.text import language

SECONDS = 60.0
SECONDS_A_MEGABYTE = 6.0


class Session:
    """A child that serves many requests; when one kills it, the next gets a new child."""

    def __init__(self) -> None:
        self._child: _Child | None = None
        self._stopped = False

    def ask(self, request: Mapping[str, Any]) -> dict[str, Any]:
        """The answer to a request: {"ok": ...} or {"error": {code, message}}. A file that ended its child is read once more, with care."""
        answer = self._ask(request)
        if request.get("file") and not self._stopped and answer.get("error", {}).get("code") in ("crashed", "memory"):
            return self._ask({**request, "careful": True})
        return answer

    def _ask(self, request: Mapping[str, Any]) -> dict[str, Any]:
        if self._child is None:
            self._child = _early.pop() if _early else _told()
        answer = self._child.ask({**request, "language": language()}, _limit(request))
        how = answer.get("died") or ("memory" if answer.get("error", {}).get("code") == "memory" else "")
        if how:
            self._child.kill()
            self._child = None
            return {"error": _why(how, request)}
        return answer

    def end(self) -> None:
        if self._child is not None:
            self._child.end()
            self._child = None

    def stop(self) -> None:
        """End the child now, whatever it does; for a session that another thread may be asking."""
        self._stopped, child = True, self._child
        if child is not None:
            child.terminate()


def run(requests: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """The answer of each request in turn; many are asked of as many children as there are processors."""
    hands = min(os.cpu_count() or 1, MOST_CHILDREN, len(requests) // A_CHILD)
    if hands > 1:
        yield from _by_many(requests, hands)
        return
    session = Session()
    try:
        for request in requests:
            yield session.ask(request)
    finally:
        session.end()


MOST_CHILDREN = 8
A_CHILD = 6  # files: to start another child takes as long as to check some of them
_AHEAD = 4  # requests for each child that wait for it; what was answered waits for its turn


def _by_many(requests: Sequence[Mapping[str, Any]], hands: int) -> Iterator[dict[str, Any]]:
    """The same by several children, answers in the order of the requests."""
    from concurrent.futures import Future, ThreadPoolExecutor

    free: queue.SimpleQueue[Session] = queue.SimpleQueue()
    sessions = [Session() for __ in range(hands)]
    for session in sessions:
        free.put(session)

    def ask(request: Mapping[str, Any]) -> dict[str, Any]:
        session = free.get()
        try:
            return session.ask(request)
        finally:
            free.put(session)

    pool = ThreadPoolExecutor(hands)
    waiting: collections.deque[Future[dict[str, Any]]] = collections.deque()
    try:
        for request in requests:
            waiting.append(pool.submit(contextvars.copy_context().run, ask, request))
            if len(waiting) >= hands * _AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        for future in waiting:  # nobody waits for the rest any more
            future.cancel()
        for session in sessions if waiting else ():
            session.stop()
        pool.shutdown(cancel_futures=True)
        for session in sessions:
            session.end()


def _limit(request: Mapping[str, Any]) -> float:
    size = 0
    for name in [request.get("file"), request.get("with"), *request.get("files", ())]:
        with contextlib.suppress(OSError):
            size += os.path.getsize(name) if name else 0
    network = 60 * float(request.get("seconds") or 0)  # many links are asked, each for some seconds
    return float(os.environ.get("UBB4_SECONDS", SECONDS + SECONDS_A_MEGABYTE * (size >> 20) + network))


def _why(how: str, request: Mapping[str, Any]) -> dict[str, str]:
    name = Path(request["file"]).name if request.get("file") else ""
    if how == "timeout":
        return {
            "code": "timeout",
            "message": _("{file}: оқу тым ұзаққа созылды, тоқтатылды. Файлды бөліңіз.", file=name),
        }
    if how == "memory":
        return {
            "code": "memory",
            "message": _("{file}: файлды оқуға жады жетпеді. Артық жолдар мен парақтарды өшіріңіз.", file=name),
        }
    return {
        "code": "crashed",
        "message": _(
            "{file}: оқу кезінде бағдарлама үзілді, файл бүлінген болуы мүмкін. Excel-де ашып, қайта сақтаңыз.",
            file=name,
        ),
    }


class _Child:
    """One child process and the thread that hears it."""

    def __init__(self) -> None:
        # -P: the folder in which the command is started is never searched for code
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-X", "utf8", "-m", "ubb4.worker.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            errors="replace",
            start_new_session=os.name != "nt",  # Ctrl-C is for the command, which ends its children itself
        )
        self._answers: queue.Queue[str | None] = queue.Queue()
        threading.Thread(target=self._hear, daemon=True).start()
        threading.Thread(target=self._log, daemon=True).start()

    def _hear(self) -> None:
        if self._process.stdout is not None:
            with self._process.stdout as stream:
                for line in stream:
                    self._answers.put(line)
        self._answers.put(None)

    def _log(self) -> None:
        """What the child's libraries say of themselves is for the log, not for the officer's screen."""
        if self._process.stderr is not None:
            with self._process.stderr as stream:
                for line in stream:
                    log.start()
                    logging.getLogger("ubb4").warning("worker: %s", line.rstrip())

    def tell(self, data: Mapping[str, Any]) -> None:
        """Send one line; a child that has died is found out when it is asked."""
        with contextlib.suppress(OSError):
            if self._process.stdin is not None:
                self._process.stdin.write(json.dumps(data, ensure_ascii=False) + "\n")
                self._process.stdin.flush()

    def ask(self, request: Mapping[str, Any], seconds: float) -> dict[str, Any]:
        try:
            self.tell(request)
            line = self._answers.get(timeout=seconds)
        except queue.Empty:
            return {"died": "timeout"}
        if line is None:
            return {"died": "crashed"}
        answer: dict[str, Any] = json.loads(line)
        return answer

    def end(self) -> None:
        """Let the child go; nobody waits until the system has taken its memory back."""
        if self._process.stdin is not None:
            self._process.stdin.close()
        threading.Thread(target=self._process.wait, daemon=True).start()

    def terminate(self) -> None:
        """End the process; whoever waits for its answer is told that it died."""
        self._process.kill()

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout, self._process.stderr):
            if stream is not None:
                try:
                    stream.close()
                except OSError:
                    continue


_early: list[_Child] = []


def _told() -> _Child:
    child = _Child()
    child.tell({"ahead": None, "language": language()})
    return child


def start_early(words: Sequence[str]) -> None:
    """Start a child before it is needed, the first file among the words to be read ahead.

    One that is never asked ends when this process does.
    """
    child = _Child()
    child.tell({"ahead": next((word for word in words if os.path.isfile(word)), None), "language": language()})
    _early.append(child)
