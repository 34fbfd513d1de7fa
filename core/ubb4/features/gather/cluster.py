"""The same work on a Dask cluster: each worker asks a guarded child of its own, answers come in the order of the files.

A worker that dies is replaced by another, which reads its file again; a file that kills every worker's child is named like any other.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from ubb4.base import extras
from ubb4.base.errors import UseError
from ubb4.base.text import gettext as _
from ubb4.base.text import language, speaking
from ubb4.worker import parent

_AHEAD = 8  # files for each thread of the cluster that wait there
_local = threading.local()


def distributed() -> Any:
    """Dask's scheduler client, loaded; UseError with what installs it where it is missing."""
    found = extras.load("distributed", "cluster")
    for name in ("distributed", "distributed.client", "distributed.comm"):  # a worker that dies is made good, and is nothing for an analyst's screen
        logging.getLogger(name).setLevel(logging.CRITICAL)
    return found


def asker(address: str) -> Callable[[Sequence[Mapping[str, Any]]], Iterator[dict[str, Any]]]:
    """Takes requests, yields their answers in order; the cluster is asked when the first answer is wanted."""

    def ask(requests: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
        if not requests:
            return
        dask = distributed()
        try:
            client = dask.Client(address, timeout=10, set_as_default=False)
        except (OSError, ValueError, TimeoutError) as error:
            raise UseError(_("Dask кластері жауап бермеді: {address} ({error})", address=address, error=error), "no-cluster") from error
        with client:
            if not client.scheduler_info()["workers"]:
                raise UseError(_("Dask кластерінде бірде-бір жұмысшы жоқ: {address}", address=address), "no-cluster")
            yield from _in_order(client, requests)

    return ask


def _in_order(client: Any, requests: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """Answers in the order of the requests, some asked ahead; what was taken is let go on the cluster."""
    waiting: list[Any] = []
    most = _AHEAD * max(1, sum(each["nthreads"] for each in client.scheduler_info()["workers"].values()))
    for request in requests:
        waiting.append(client.submit(work, dict(request), language(), pure=False, retries=2))
        if len(waiting) >= most:
            yield _answer(waiting.pop(0))
    while waiting:
        yield _answer(waiting.pop(0))


def _answer(future: Any) -> dict[str, Any]:
    try:
        answer: dict[str, Any] = future.result()
    except Exception as error:  # a worker that was killed again and again, a cluster that went away
        answer = {"error": {"code": "cluster", "message": _("кластер файлды оқып бере алмады ({error})", error=type(error).__name__)}}
    future.release()
    return answer


def work(request: dict[str, Any], lang: str) -> dict[str, Any]:
    """On a worker: the file brought here if it lies elsewhere, then read by this thread's guarded child."""
    from ubb4.features.gather import places

    if not hasattr(_local, "session"):
        _local.session = parent.Session()
    with speaking(lang), places.here(request["file"]) as path:
        if isinstance(path, str):
            return {"error": {"code": "no-file", "message": path}}
        answer: dict[str, Any] = _local.session.ask({**request, "file": str(path)})
        return answer
