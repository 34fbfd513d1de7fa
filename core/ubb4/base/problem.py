"""What could not be done, by whose fault, and the one way in which another's code or data is run: its failure is named, the rest goes on."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from ubb4.base import log
from ubb4.base.errors import Ubb4Error
from ubb4.base.text import gettext as _

_log = logging.getLogger("ubb4")


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a plugin, or a part of it, could not do its work."""

    plugin: str
    message: str

    def to_json(self) -> dict[str, str]:
        return {"plugin": self.plugin, "message": self.message}


def incomplete(problems: Iterable[Problem]) -> list[str]:
    """What could not be done, a line each, each once."""
    return list(dict.fromkeys(_("ТОЛЫҚ ЕМЕС: {plugin}: {message}", plugin=each.plugin, message=each.message) for each in problems))


def reason(error: BaseException) -> str:
    """Why something failed: our own errors by their sentence, others by their kind too."""
    return error.message if isinstance(error, Ubb4Error) else f"{type(error).__name__}: {error}"


@contextmanager
def guarded(problems: list[Problem], plugin: str, sentence: str, **fields: object) -> Iterator[None]:
    """Run another's code or data inside: whatever it raises becomes a problem of that plugin, told by `sentence` with {error}.

    A system that is out of memory, and a person who stops the command, are not the plugin's.
    """
    try:
        yield
    except (KeyboardInterrupt, MemoryError, GeneratorExit):
        raise
    except BaseException as error:  # SystemExit and the panics of compiled libraries too
        problems.append(failure(plugin, sentence, error, **fields))


def failure(plugin: str, sentence: str, error: BaseException, **fields: object) -> Problem:
    """What failed as a problem of a plugin; its traceback goes to the log."""
    log.start()
    _log.error("%s: %s", plugin, sentence, exc_info=error)
    return Problem(plugin, _(sentence, error=reason(error), **fields))
