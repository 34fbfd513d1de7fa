"""ubb4 plugins list|enable|disable|new|forms|texts: works when every plugin is broken."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from ubb4.base import settings
from ubb4.base.errors import UseError
from ubb4.base.spelling import nearest
from ubb4.base.text import gettext as _
from ubb4.cli import options, output


@click.group("plugins", help=_("Плагиндер: көру, қосу, өшіру, жаңасын бастау."))
def command() -> None:
    pass


@command.command("list", help=_("Орнатылған плагиндер және күйі."))
@options.format
@options.language
@click.pass_context
def list_(context: click.Context, form: str, lang: str | None) -> None:
    from ubb4.plugins.found import allowed, installed
    from ubb4.plugins.hearing import hear

    chosen = settings.read()
    toolkit, points, names = hear(chosen), installed(), allowed(chosen)
    broken = {problem.plugin: problem.message for problem in toolkit.problems}
    found = []
    for name in [*names, *sorted(set(points) - set(names))]:
        point, plugin = points.get(name), toolkit.plugin(name)
        state = "enabled" if plugin else "disabled" if name not in names else "missing" if point is None else "broken"
        project = plugin.project if plugin else None
        found.append(
            {
                "name": name,
                "state": state,
                "version": point.dist.version if point is not None and point.dist is not None else None,
                "title": _(project.title) if project else None,
                "edition": project.edition.id if project else None,
                "subtasks": [subtask.id for subtask in project.subtasks] if project else [],
                "registers": [register.name for register in project.registers] if project else [],
                "forms": [each.id for each in project.forms] if project else [],
                "buttons": [button.id for button in project.buttons] if project else [],
                "notebooks": [path.stem for path in project.notebooks] if project else [],
                "problem": broken.get(name),
            }
        )
    problems = [problem.to_json() for problem in toolkit.problems]
    if form == "json":
        path = str(chosen.path) if chosen.path else None
        output.as_json({"complete": not problems, "plugins": found, "problems": problems, "settings": path})
    else:
        _print(found)
        output.tell_problems(problems)
    context.exit(output.exit_code(incomplete=bool(problems)))


def _print(found: list[dict[str, Any]]) -> None:
    states = {
        "enabled": click.style(_("қосылған"), fg="green"),
        "disabled": _("өшірілген"),
        "broken": click.style(_("бұзылған"), fg="red"),
        "missing": click.style(_("орнатылмаған"), fg="red"),
    }
    for each in found:
        click.echo(f"{each['name']}  {states[each['state']]}  {each['version'] or ''}  {each['title'] or ''}")
        if each["state"] == "enabled":
            click.echo(
                "    "
                + _(
                    "{subtasks} қосалқы тапсырма, {registers} реестр, {forms} нысан, {buttons} батырма, {notebooks} дәптер",
                    **{key: len(each[key]) for key in ("subtasks", "registers", "forms", "buttons", "notebooks")},
                )
            )


@command.command("enable", help=_("Плагинді қосу (ubb4.toml файлындағы тізімге)."))
@click.argument("names", nargs=-1, required=True)
@options.language
def enable(names: tuple[str, ...], lang: str | None) -> None:
    from ubb4.plugins.found import allowed, installed

    known = installed()
    for name in names:
        if name not in known:
            near = nearest(name, known)
            hint = _("«{near}» деп жазғыңыз келді ме?", near=near) if near else ", ".join(sorted(known))
            raise UseError(_("«{name}» плагині орнатылмаған.", name=name) + f" {hint}")
    enabled = list(dict.fromkeys([*allowed(settings.read()), *names]))
    click.echo(f"{settings.write_enabled(enabled)}: {', '.join(enabled)}")


@command.command("disable", help=_("Плагинді өшіру."))
@click.argument("names", nargs=-1, required=True)
@options.language
def disable(names: tuple[str, ...], lang: str | None) -> None:
    from ubb4.plugins.found import allowed

    before = allowed(settings.read())
    unknown = [name for name in names if name not in before]
    if unknown:
        raise UseError(_("Қосылмаған плагин: {names}.", names=", ".join(unknown)))
    enabled = [name for name in before if name not in names]
    click.echo(f"{settings.write_enabled(enabled)}: {', '.join(enabled)}")


@command.command("new", help=_("Жаңа плагиннің дайын бумасын жасау."))
@click.argument("folder", type=click.Path(file_okay=False))
@options.language
def new(folder: str, lang: str | None) -> None:
    from ubb4.plugins.scaffold import scaffold

    for path in scaffold(Path(folder)):
        click.echo(str(path))


@command.command("forms", help=_("Нысандардың Word үлгілерін мәтінінен (*.form) жасау."))
@click.argument("roots", nargs=-1, required=True, type=click.Path(exists=True, file_okay=False))
@options.language
def forms(roots: tuple[str, ...], lang: str | None) -> None:
    from ubb4.documents.template import build_folder

    for root in roots:
        for folder in sorted(Path(root).glob("**/editions/*/forms")):
            for path in build_folder(folder):
                click.echo(str(path))


@command.command("texts", help=_("Аударма файлдарын (.po, .mo) жаңарту."))
@click.argument("roots", nargs=-1, required=True, type=click.Path(exists=True, file_okay=False))
@options.language
@click.pass_context
def texts(context: click.Context, roots: tuple[str, ...], lang: str | None) -> None:
    from ubb4.plugins.catalogue import update

    lacking = 0
    for root in roots:
        path = Path(root)
        for language, number in update(path, path.name).items():
            lacking += number
            click.echo(_("{root}: {language}: {number} аударма жетпейді", root=path.name, language=language, number=number))
    context.exit(output.exit_code(errors=lacking > 0))
