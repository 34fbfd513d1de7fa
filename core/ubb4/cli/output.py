"""What commands print: one catalogue of sentences, exit codes, JSON and nothing else on standard output."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

import click

from ubb4.base.text import gettext as _

if TYPE_CHECKING:
    from ubb4.base.problem import Problem

CLEAN, ERRORS, WRONG, INCOMPLETE, INTERRUPTED = 0, 1, 2, 3, 130
WORTH_A_BAR = 20  # files


def exit_code(errors: bool = False, wrong: bool = False, incomplete: bool = False) -> int:
    """3 beats 2 beats 1."""
    return INCOMPLETE if incomplete else WRONG if wrong else ERRORS if errors else CLEAN


def as_json(data: Mapping[str, Any]) -> None:
    """JSON on standard output, nothing else."""
    click.echo(json.dumps(data, ensure_ascii=False))


def fail(error: Exception) -> int:
    """One sentence for an exception that reached the hall; the traceback goes to the log."""
    from ubb4.base.errors import Ubb4Error

    if isinstance(error, Ubb4Error):
        click.echo(error.message, err=True)
        return WRONG
    from ubb4.base import log

    path = log.log_file()
    log.start()
    logging.getLogger("ubb4").exception("command", exc_info=error)
    click.echo(_("Ішкі қате: {error}. Толығы журналда: {path}", error=f"{type(error).__name__}: {error}", path=path), err=True)
    return WRONG


def tell_problems(problems: Iterable[Mapping[str, str] | Problem]) -> None:
    """What could not be done, on standard error."""
    told = list(problems)
    if told:
        from ubb4.base import problem  # loaded only when there is something to tell

        for line in problem.incomplete(each if isinstance(each, problem.Problem) else problem.Problem(**each) for each in told):
            click.echo(click.style(line, fg="red"), err=True)


def tell_notes(notes: Iterable[str]) -> None:
    for note in notes:
        click.echo(f"• {note}", err=True)


def to_read(answer: Mapping[str, Any]) -> str:
    """That nothing went out yet: a person has texts to read."""
    return _(
        "Ештеңе жарияланбады: {n} мәтінді адам оқып, әрқайсысы бойынша шешім таңдауға тиіс. Тізімі: {file}. Толтырып, --released арқылы қайта беріңіз.",
        n=answer["pending"], file=answer["texts"],
    )  # fmt: skip


T = TypeVar("T")


def watched(answers: Iterable[T], length: int, quiet: bool = False) -> Iterator[T]:
    """The same one after the other, with a bar on standard error where somebody looks at it and there is something to wait for."""
    if quiet or length < WORTH_A_BAR or not sys.stderr.isatty():
        yield from answers
        return
    with click.progressbar(answers, length=length, file=sys.stderr, show_pos=True, label=_("оқылды")) as bar:
        yield from bar


def told_interrupted(done: int, length: int) -> None:
    """That Ctrl-C ended the work, and how much of it is done."""
    click.echo(_("Тоқтатылды: {length} файлдың {done} файлы оқылды, қалғаны оқылған жоқ.", length=length, done=done), err=True)


def gathered(answer: Mapping[str, Any], into: list[dict[str, str]]) -> None:
    """Collect the problems of an answer, each once."""
    for problem in [*answer.get("toolkit_problems", []), *answer.get("problems", [])]:
        if problem not in into:
            into.append(problem)


def ask(request: Mapping[str, Any]) -> tuple[dict[str, Any], list[dict[str, str]]]:
    """Ask the guarded child one thing; an error ends the command with its sentence."""
    from ubb4.base.errors import Ubb4Error
    from ubb4.worker.parent import run

    (answer,) = run([request])
    if "error" in answer:
        raise Ubb4Error(answer["error"]["message"], answer["error"]["code"])
    problems: list[dict[str, str]] = []
    gathered(answer["ok"], problems)
    return answer["ok"], problems
