"""ubb4 due [FILE]"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click

from ubb4.base.errors import UseError
from ubb4.base.text import gettext as _
from ubb4.cli import options, output
from ubb4.deadlines.deadline import Deadline, shown, state_words, working

_COLOURS = {"overdue": "red", "late": "yellow", "due": "cyan", "done": "green", "unknown": "blue"}


@click.command("due", help=_("Оқиғалардан туындайтын мерзімдер, әрқайсысы қалай саналғанымен. FILE орнына --event беруге болады."))
@click.argument("file", required=False)
@click.option("--event", "events", multiple=True, help=_("Кітапсыз: analyses.starts_on=2026-06-01."))
@click.option("--ics", type=click.Path(dir_okay=False), help=_("Мерзімдерді күнтізбе файлына (.ics) жазу."))
@click.option("--roll/--no-roll", default=None, help=_("Демалысқа түскен «5-күнді» келесі жұмыс күніне жылжыту."))
@options.format
@options.counting
@options.language
@click.pass_context
def command(
    context: click.Context,
    file: str | None,
    events: tuple[str, ...],
    ics: str | None,
    roll: bool | None,
    form: str,
    today: datetime | None,
    policy: str | None,
    lang: str | None,
) -> None:
    if (file is None) == (not events):
        raise UseError(_("Не файлды, не --event оқиғаларын беріңіз."))
    request = {
        "verb": "due", "file": file, "events": _given(events),
        "options": {**options.asked(today, policy), "roll": roll},
    }  # fmt: skip
    answer, problems = output.ask(request)
    found = [Deadline.of_json(each) for each in answer["deadlines"]]
    if ics:
        _write_ics(ics, found, today)
    if form == "json":
        output.as_json({"complete": not problems, "deadlines": answer["deadlines"], "problems": problems, "notes": answer["notes"]})
    else:
        _print(found)
        output.tell_notes(answer["notes"])
        output.tell_problems(problems)
    context.exit(output.exit_code(incomplete=bool(problems)))


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
        about = f" ({each.subject})" if each.subject else ""
        click.echo(f"{shown(each.day):<10}  {state}  {each.subtask}{about}  {each.title}")
        click.echo(f"      {each.rule}")
        if each.source:
            click.echo(f"      § {each.source}")
        for line in working(each):
            click.echo(f"      {line}")
