"""ubb4 explain CODE|SUBTASK: the very lines of the instruction behind a finding or a subtask."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from ubb4.base import manual
from ubb4.base.errors import UseError
from ubb4.base.text import gettext as _
from ubb4.base.text import language
from ubb4.cli import options, output
from ubb4.law.instruction import SUBTASK, cited, passage
from ubb4.law.project import Project
from ubb4.law.subtask import Subtask

if TYPE_CHECKING:
    from ubb4.plugins.toolkit import Toolkit


@click.command("explain", help=_("Ескертпенің коды не қосалқы тапсырма бойынша нұсқаулықтың жолдарын көрсету: ubb4 explain P2.T1.S1."))
@click.argument("what", metavar="CODE|SUBTASK")
@options.language
@click.pass_context
def command(context: click.Context, what: str, lang: str | None) -> None:
    from ubb4.base import settings
    from ubb4.plugins.hearing import hear

    toolkit = hear(settings.read())
    subtasks = {each.id: (plugin.project, each) for plugin in toolkit.plugins for each in plugin.project.subtasks}
    asked = what.strip().upper()
    lines = list(_of_subtask(*subtasks[asked])) if asked in subtasks else list(_of_code(what.strip(), toolkit, subtasks))
    if not lines:
        raise UseError(_("«{what}» деген қосалқы тапсырма да, ескертпе коды да жоқ. Кодты «ubb4 check --codes» көрсетеді.", what=what), "unknown-code")
    for line in lines:
        click.echo(line)
    if manual.page() is not None:
        section = next((id for id in (asked, *SUBTASK.findall(" ".join(lines))) if id in subtasks), "")
        click.echo("\n" + _("Анықтамада: {address}", address=manual.address(section)))
    output.tell_problems(toolkit.problems)
    context.exit(output.exit_code(incomplete=bool(toolkit.problems)))


def _of_subtask(project: Project, subtask: Subtask) -> Iterator[str]:
    yield f"{subtask.id} {_(subtask.title)}"
    yield f"§ {_(subtask.source)}"
    yield _("Растайтын құжат: {document}", document=_(subtask.evidence))
    yield ""
    yield from _lines(subtask.lines, project.edition.year)


def _of_code(code: str, toolkit: Toolkit, subtasks: dict[str, tuple[Project, Subtask]]) -> Iterator[str]:
    from ubb4.book.finding import severity_words

    for rules in [*(feature.rules for feature in toolkit.features), *(plugin.rules for plugin in toolkit.plugins)]:
        for rule in rules:
            if rule.code != code:
                continue
            yield f"{rule.code} ({severity_words()[rule.severity]})"
            yield f"§ {_(rule.source)}"
            yield from _lines(", ".join(cited(rule.source, {})), toolkit.common.edition.year)
            for id in dict.fromkeys(SUBTASK.findall(rule.source)):
                if id in subtasks:
                    yield ""
                    yield from _of_subtask(*subtasks[id])


def _lines(spans: str, year: int) -> Iterator[str]:
    """Numbered, as one looks them up."""
    found = passage(spans, year, language())
    for each in found:
        yield f"{each.number:>4}  {each.words}"
        if each.translation:
            yield f"      = {each.translation}"
    if any(each.translation for each in found):
        yield _("      (= бейресми аударма: қазақ мәтіні қолданылады)")
