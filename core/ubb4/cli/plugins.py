"""ubb4 plugins list|enable|disable|new|forms|texts: works when every plugin is broken."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

import click

from ubb4.base import settings
from ubb4.base.errors import UseError
from ubb4.base.spelling import nearest
from ubb4.base.text import gettext as _
from ubb4.cli import options, output
from ubb4.plugins.found import allowed, built_in, installed
from ubb4.plugins.hearing import hear


@click.group("plugins", help=_("Плагиндер: көру, қосу, ажырату, жаңасын бастау."))
def command() -> None:
    pass


@command.command("list", help=_("Орнатылған плагиндер және күйі."))
@options.format
@options.language
@click.pass_context
def list_(context: click.Context, form: str, lang: str | None) -> None:
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
    features = [{"name": name, "state": "disabled" if name in chosen.without else "enabled"} for name in built_in()]
    problems = [problem.to_json() for problem in toolkit.problems]
    if form == "json":
        path = str(chosen.path) if chosen.path else None
        output.as_json({"complete": not problems, "plugins": found, "features": features, "problems": problems, "settings": path})
    else:
        _print(found)
        click.echo(_("Кіріктірілген бөлімдер:"))
        for feature in features:
            click.echo(f"    {feature['name']}  {_('қосылған') if feature['state'] == 'enabled' else _('ажыратылған')}")
        output.tell_problems(problems)
    context.exit(output.exit_code(incomplete=bool(problems)))


def _print(found: list[dict[str, Any]]) -> None:
    states = {
        "enabled": click.style(_("қосылған"), fg="green"),
        "disabled": _("ажыратылған"),
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
    known = {**installed(), **dict.fromkeys(built_in())}
    for name in names:
        if name not in known:
            near = nearest(name, known)
            hint = _("«{near}» деп жазғыңыз келді ме?", near=near) if near else ", ".join(sorted(known))
            raise UseError(_("«{name}» плагині орнатылмаған.", name=name) + f" {hint}")
    chosen = settings.read()
    again = [name for name in names if name in built_in()]
    if again:
        path = settings.write_without([name for name in chosen.without if name not in again])
        click.echo(f"{path}: {', '.join(again)}")
    if len(again) < len(names):
        enabled = list(dict.fromkeys([*allowed(chosen), *(name for name in names if name not in again)]))
        _told(settings.write_enabled(enabled), enabled)


@command.command("disable", help=_("Плагинді ажырату."))
@click.argument("names", nargs=-1, required=True)
@options.language
def disable(names: tuple[str, ...], lang: str | None) -> None:
    chosen = settings.read()
    before, features = allowed(chosen), [name for name in names if name in built_in()]
    unknown = [name for name in names if name not in before and name not in features]
    if unknown:
        raise UseError(_("Қосылмаған плагин: {names}.", names=", ".join(unknown)))
    if features:
        path = settings.write_without(dict.fromkeys([*chosen.without, *features]))
        click.echo(f"{path}: {_('ажыратылған')}: {', '.join(features)}")
    if len(features) < len(names):
        enabled = [name for name in before if name not in names]
        _told(settings.write_enabled(enabled), enabled)


def _told(path: Path, enabled: list[str]) -> None:
    """Where it was written, and whether the buttons obey that file: they read the user's own settings alone."""
    click.echo(f"{path}: {', '.join(enabled)}")
    if path.parent.resolve() != settings.own_folder().resolve():
        click.echo(
            _("Бұл файл осы бумадағы пәрмендерге ғана қолданылады; батырмалар {path} файлын оқиды.", path=settings.own_folder() / settings.NAME), err=True
        )


@command.command("new", help=_("Жаңа плагиннің дайын бумасын жасау."))
@click.argument("folder", type=click.Path(file_okay=False))
@options.language
def new(folder: str, lang: str | None) -> None:
    from ubb4.plugins.scaffold import scaffold

    for path in scaffold(Path(folder)):
        click.echo(str(path))


@command.command("info", help=_("Плагиннің хуктары, кестелері, пәрмендері және не кеңейтетіні."))
@click.argument("name")
@options.language
def info(name: str, lang: str | None) -> None:
    from ubb4.plugins.heard import HOOKS

    toolkit = hear(settings.read(), [name])
    plugin = toolkit.plugin(name)
    if plugin is None:
        raise UseError("\n".join(problem.message for problem in toolkit.problems) or name)
    module = import_module(installed()[name].value)
    project = plugin.project
    click.echo(f"{name} {project.version}: {_(project.title)}")
    for title, found in (
        (_("хуктар"), [hook for hook in HOOKS if hasattr(getattr(module, hook, None), "ubb4_impl")]),
        (_("реестрлер"), [register.name for register in project.registers]), (_("ережелер"), [rule.code for rule in plugin.rules]),
        (_("көрсеткіштер"), [measure.name for measure in plugin.measures]), (_("нысандар"), [form.id for form in project.forms]),
        (_("батырмалар"), [button.id for button in project.buttons]), (_("пәрмендер"), [str(each.name) for each in plugin.offers.commands]),
        (_("әрекеттер"), [action.name for action in plugin.offers.actions]), (_("дәптерлер"), [path.stem for path in project.notebooks]),
        (_("кеңейтеді"), [f"{each.extends}: {', '.join(column.name for column in each.columns)}" for each in project.extensions]),
        (_("керегі"), list(project.needs)),
    ):  # fmt: skip
        if found:
            click.echo(f"    {title}: {', '.join(found)}")


@command.command("check", help=_("Плагинді толық тексеру: әр жолда бір кемшілік, файлы және не істеу керегі. NAME берілмесе, осы бумадағысы."))
@click.argument("name", required=False)
@click.option("--books", type=click.Path(path_type=Path), help=_("Ережелердің мысалдары бар бума (әдетте tests/books)."))
@options.language
@click.pass_context
def check(context: click.Context, name: str | None, books: Path | None, lang: str | None) -> None:
    found = import_module("ubb4.contract").whole_complaints(name or Path.cwd().resolve().name.replace("-", "_"), books or Path("tests/books"))
    for each in found:
        click.echo(f"✗ {each}")
    if not found:
        click.echo(_("Кемшілік табылмады."))
    context.exit(output.exit_code(errors=bool(found)))


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
        path = Path(root).resolve()  # «.» has a name too
        for language, number in update(path, path.name).items():
            lacking += number
            click.echo(_("{root}: {language}: {number} аударма жетпейді", root=path.name, language=language, number=number))
    context.exit(output.exit_code(errors=lacking > 0))
