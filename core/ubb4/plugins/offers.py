"""What a plugin offers beside its project: commands, verbs of the guarded worker, actions of buttons, lines of the doctor.

Each names its function, or says as "module:function" where it is, so that nothing is loaded before it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pkgutil import resolve_name
from typing import TYPE_CHECKING, Any

from ubb4.base.text import gettext as _

if TYPE_CHECKING:
    import click


@dataclass(frozen=True, slots=True)
class Command:
    """A command of the terminal that is loaded when it is run; `help` is the line that `ubb4 --help` shows of it."""

    name: str
    help: str
    target: str

    def load(self) -> click.Command:
        found: click.Command = resolve_name(self.target)
        return found


@dataclass(frozen=True, slots=True)
class Verb:
    """What a command asks of the guarded worker: `ask({"verb": "PLUGIN:NAME", ...})` there calls `function(desk, request)`.

    The function gets a `Desk` and the request as it was asked, and returns what can be written as JSON.
    """

    name: str
    function: Callable[[Any, dict[str, Any]], Mapping[str, Any]] | str

    def __call__(self, desk: Any, request: dict[str, Any]) -> Mapping[str, Any]:
        answer: Mapping[str, Any] = _loaded(self.function)(desk, request)
        return answer


@dataclass(frozen=True, slots=True)
class Action:
    """What a button does on the open workbook: `run = "NAME words"` calls `function(pressed, words)`, which returns a `Told`."""

    name: str
    function: Callable[[Any, list[str]], Any] | str

    def __call__(self, pressed: Any, words: list[str]) -> Any:
        return _loaded(self.function)(pressed, words)


@dataclass(frozen=True, slots=True)
class Look:
    """A line of the doctor: `function()` returns (is it well, the sentence); None in place of well where it could not be found out."""

    function: Callable[[], tuple[bool | None, str]] | str

    def __call__(self) -> tuple[bool | None, str]:
        answer: tuple[bool | None, str] = _loaded(self.function)()
        return answer


def _loaded(function: Any) -> Any:
    return resolve_name(function) if isinstance(function, str) else function


def about(command: Command | click.Command) -> str:
    """The line of a command in `ubb4 --help`."""
    return _(command.help) if isinstance(command, Command) else command.get_short_help_str(100)
