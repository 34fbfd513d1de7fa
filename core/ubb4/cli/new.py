"""ubb4 new FILE: a new workbook for a body."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click

from ubb4.base.errors import UseError
from ubb4.base.text import gettext as _
from ubb4.cli import options, output


class Kinds(click.Option):
    """The option that names its choices; they are the edition's, read when the help is asked for."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        from ubb4.plugins.toolkit import common_project

        kinds = ", ".join(f"{each.id} ({_(each.title)})" for each in common_project().edition.kinds)
        return "--kind TEXT", _("Орган түрі: {kinds}.", kinds=kinds)


@click.command("new", help=_("Жаңа жұмыс кітабы: бар файлдың үстіне жазылмайды. FILE берілмесе, сұрақтары бар парақ ашылады."))
@click.argument("file", required=False, type=click.Path(dir_okay=False))
@click.option("--lang", type=click.Choice(["kk", "ru", "en"]), help=_("Кітаптың тілі."))
@click.option("--plugins", help=_("Үтір арқылы плагиндер; берілмесе, қосылғандарының бәрі."))
@click.option("--year", type=int, help=_("Есепті жыл."))
@click.option("--body", help=_("Ұйымның толық ресми атауы."))
@click.option("--kind", cls=Kinds)
@click.option("--fill", type=click.Path(exists=True, dir_okay=False), help=_("Реестр жолдары бар .toml файлы."))
@options.counting
@click.pass_context
def command(
    context: click.Context,
    file: str | None,
    lang: str | None,
    plugins: str | None,
    year: int | None,
    body: str | None,
    kind: str | None,
    fill: str | None,
    today: datetime | None,
    policy: str | None,
) -> None:
    from ubb4.desk.new import filling, new_workbook
    from ubb4.desk.opened import Options

    if file is None:
        _ask(today, policy)
        return
    path = Path(file)
    if path.suffix.lower() != ".xlsx":
        raise UseError(_("Кітаптың аты .xlsx деп аяқталуға тиіс: {file}", file=path.name))
    if path.exists():
        raise UseError(_("{file} бар: үстіне жазылмайды. Басқа атау көрсетіңіз.", file=path))
    organisation, rows = filling(fill)
    given = {"name_ru" if lang == "ru" else "name_kk": body, "kind": kind, "year": year}
    organisation |= {name: value for name, value in given.items() if value is not None}
    organisation.setdefault("year", (today or datetime.now()).year)
    names = [name.strip() for name in plugins.split(",") if name.strip()] if plugins else None
    day = today.date() if today else date.today()
    problems = new_workbook(path, organisation, rows, names, Options(day, policy))
    click.echo(str(path))
    output.tell_problems(problems)
    context.exit(output.exit_code(incomplete=bool(problems)))


def _ask(today: datetime | None, policy: str | None) -> None:
    """What the button of a new workbook does where no workbook is open."""
    from ubb4.buttons import new
    from ubb4.buttons.pressed import Hand
    from ubb4.desk.opened import Options

    click.echo(new.run(Hand(None, Options(today.date() if today else date.today(), policy)), []).text)
