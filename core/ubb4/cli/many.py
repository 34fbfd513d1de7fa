"""One verb over many workbooks: files and folders as given, each answer by its file, what was done before Ctrl-C kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click

from ubb4.base.errors import Ubb4Error
from ubb4.base.text import gettext as _
from ubb4.cli import output


@dataclass
class Answers:
    """`told` is (file, answer or None, error or None) in the order of the files; `problems` name their file where there are several."""

    paths: Sequence[Path]
    told: list[tuple[Path, dict[str, Any] | None, Mapping[str, str] | None]] = field(default_factory=list)
    problems: list[dict[str, str]] = field(default_factory=list)
    interrupted: bool = False

    @property
    def wrong(self) -> bool:
        """Whether a file could not be read, or there was none."""
        return not self.paths or any(each[2] is not None for each in self.told)

    @property
    def complete(self) -> bool:
        """Whether every file was read, and all of it looked at."""
        return not (self.problems or self.interrupted or any(each[2] is not None for each in self.told))

    def exit_code(self, errors: bool = False) -> int:
        if self.interrupted:
            output.told_interrupted(len(self.told), len(self.paths))
            return output.INTERRUPTED
        return output.exit_code(errors=errors, wrong=self.wrong, incomplete=bool(self.problems))


def ask(verb: str, paths: Sequence[Path], options: Mapping[str, Any], quiet: bool = False, **more: Any) -> Answers:
    """Ask the guarded children a verb of every workbook."""
    from ubb4.worker.parent import run

    found = Answers(paths)
    requests = [{"verb": verb, "file": str(path), "options": dict(options), **more} for path in paths]
    try:
        for path, answer in zip(paths, output.watched(run(requests), len(paths), quiet), strict=True):
            told = answer.get("ok")
            mine: list[dict[str, str]] = []
            output.gathered(told or {}, mine)
            for each in mine:
                named = {**each, "message": f"{path.name}: {each['message']}"} if len(paths) > 1 and each not in _of_toolkit(told) else each
                if named not in found.problems:
                    found.problems.append(named)
            found.told.append((path, told, answer.get("error")))
    except KeyboardInterrupt:
        found.interrupted = True
    return found


def alone(answers: Answers) -> Answers:
    """The same; where there is one file and it cannot be read, the command ends with its sentence."""
    if len(answers.paths) == 1 and answers.told and (error := answers.told[0][2]) is not None:
        raise Ubb4Error(error["message"], error["code"])
    return answers


def _of_toolkit(told: Mapping[str, Any] | None) -> list[dict[str, str]]:
    """What is wrong with a plugin itself is so for every file."""
    return list((told or {}).get("toolkit_problems", ()))


def tell(error: Mapping[str, str] | None) -> None:
    """Why a file could not be read, on standard error."""
    if error is not None:
        click.echo(click.style(error["message"], fg="red"), err=True)


def tell_notes(answers: Answers) -> None:
    """What to know about the files, each note once, with how many files it is about."""
    found: dict[str, int] = {}
    for each in answers.told:
        answer = each[1]
        for note in (answer or {}).get("notes", ()):
            found[note] = found.get(note, 0) + 1
    output.tell_notes(f"{note} ({_('{n} файл', n=number)})" if len(answers.paths) > 1 else note for note, number in found.items())
