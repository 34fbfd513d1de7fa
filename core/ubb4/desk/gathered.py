"""A gathered workbook in hand: every sender's part opened by its own year, kind and policies, and answers of all of them as one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from itertools import chain

from ubb4.base.problem import Problem
from ubb4.base.text import gettext as _
from ubb4.book.book import Book
from ubb4.book.gathered import parts, senders
from ubb4.book.workbook import Workbook
from ubb4.desk.opened import Opened
from ubb4.plugins.toolkit import Toolkit


def told_apart(
    opened: Opened, workbook: Workbook, counting: Callable[[Book], None], stamped: Callable[[Book], Mapping[str, int]], notes: Callable[[Opened], Iterable[str]]
) -> Opened:
    """The gathered workbook with a part for every sender; a file that could not be read stays among the problems."""
    found, toolkits = [], dict[tuple[object, ...], Toolkit]()
    for part in parts(opened.book, workbook):
        counting(part.book)
        years = stamped(part.book)
        edition = part.book.year, *sorted(years.items())
        if edition not in toolkits:
            toolkits[edition] = opened.toolkit.of_year(part.book.year, years)
        each = Opened(part.book, toolkits[edition], opened.options, opened.settings, sender=part.sender)
        problems = tuple(Problem(plugin, message) for plugin, message in part.sender.problems)
        found.append(replace(each, notes=tuple(notes(each)), problems=problems))
    unread = [
        Problem("gather", _("{file} оқылмады: {error}", file=each.file, error=each.unread)) for each in senders(workbook) if each.unread
    ]  # fmt: skip
    left = [_("{file} жиынтыққа енгізілмеді: {why}", file=each.file, why=each.left) for each in senders(workbook) if each.left]
    told = dict.fromkeys(chain(opened.notes, left, *(each.notes for each in found)))
    return replace(opened, parts=tuple(found), notes=tuple(told), problems=(*opened.problems, *unread))


def name_of(part: Opened) -> str:
    """What a part is called: its sender."""
    return part.sender.name if part.sender is not None else ""


def problems_of(opened: Opened, parts: Iterable[Iterable[Problem]]) -> tuple[Problem, ...]:
    """The problems of the whole, and those of every part with its sender's file."""
    found = [*opened.problems]
    for part, problems in zip(opened.parts, parts, strict=True):
        file = part.sender.file if part.sender is not None else ""
        found += [replace(each, message=f"{file}: {each.message}") for each in problems]
    return tuple(dict.fromkeys(found))
