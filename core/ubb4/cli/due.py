"""ubb4 due [FILE...]"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from ubb4.base.errors import UseError
from ubb4.base.files import workbooks
from ubb4.base.text import gettext as _
from ubb4.cli import many, options, output
from ubb4.deadlines.deadline import Deadline, shown, state_words, working

_COLOURS = {"overdue": "red", "late": "yellow", "due": "cyan", "done": "green", "unknown": "blue"}


@click.command("due", help=_("Оқиғалардан туындайтын мерзімдер, әрқайсысы қалай саналғанымен. FILE орнына --event беруге болады."))
@click.argument("files", nargs=-1)
@click.option("--event", "events", multiple=True, help=_("Кітапсыз: analyses.starts_on=2026-06-01."))
@click.option("--ics", type=click.Path(dir_okay=False), help=_("Мерзімдерді күнтізбе файлына (.ics) жазу."))
@click.option("--roll/--no-roll", default=None, help=_("Демалысқа түскен «5-күнді» келесі жұмыс күніне жылжыту."))
@options.quiet
@options.format
@options.counting
@options.language
@click.pass_context
def command(
    context: click.Context,
    files: tuple[str, ...],
    events: tuple[str, ...],
    ics: str | None,
    roll: bool | None,
    quiet: bool,
    form: str,
    today: datetime | None,
    policy: str | None,
    lang: str | None,
) -> None:
    if bool(files) == bool(events):
        raise UseError(_("Не файлды, не --event оқиғаларын беріңіз."))
    paths = workbooks(files)
    asked = {**options.asked(today, policy), "roll": roll}
    answers = many.alone(many.ask("due", paths, asked, quiet)) if files else _of_events(events, asked)
    found = [[Deadline.of_json(each) for each in (answer or {}).get("deadlines", ())] for _path, answer, _error in answers.told]
    if ics:
        _write_ics(ics, [each for part in found for each in part], today)
    if form == "json":
        told = [{"file": str(path), "error": error, **(answer or {"deadlines": [], "notes": []})} for path, answer, error in answers.told]
        one = {key: told[0][key] for key in ("deadlines", "notes")} if len(answers.paths) == 1 and told else {"files": told}
        output.as_json({"complete": answers.complete, **one, "problems": answers.problems})
    for part, (path, _told, error) in zip(found, answers.told, strict=True) if form != "json" else ():
        if len(paths) > 1:
            click.echo(click.style(str(path), bold=True))
        _print(part)
        many.tell(error)
    if form != "json":
        many.tell_notes(answers)
        output.tell_problems(answers.problems)
    context.exit(answers.exit_code())


def _of_events(events: tuple[str, ...], asked: dict[str, Any]) -> many.Answers:
    """What given days fix, as if of one file."""
    answer, problems = output.ask({"verb": "due", "file": None, "events": _given(events), "options": asked})
    return many.Answers([Path()], [(Path(), answer, None)], problems)


def _given(events: tuple[str, ...]) -> dict[str, list[str]]:
    given: dict[str, list[str]] = {}
    for event in events:
        name, equals, day = event.partition("=")
        try:
            date.fromisoformat(day)
        except ValueError:
            equals = ""
        if not equals or "." not in name:
            raise UseError(_("«{event}»: analyses.starts_on=2026-06-01 үлгісімен жазыңыз.", event=event))
        given.setdefault(name, []).append(day)
    return given


def _write_ics(path: str, found: list[Deadline], today: datetime | None) -> None:
    from ubb4.base.files import write_text
    from ubb4.deadlines.ics import to_ics

    write_text(Path(path), to_ics(found, (today or datetime.now()).date()))


def _print(found: list[Deadline]) -> None:
    names = state_words()
    for each in found:
        state = click.style(names[each.state], fg=_COLOURS[each.state])
        about = " ({})".format("; ".join(filter(None, (each.body, each.subject)))) if each.body or each.subject else ""
        click.echo(f"{shown(each.day):<10}  {state}  {each.subtask}{about}  {each.title}")
        click.echo(f"      {each.rule}")
        if each.source:
            click.echo(f"      § {each.source}")
        for line in working(each):
            click.echo(f"      {line}")
