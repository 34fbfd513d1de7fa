"""ubb4 renew OLD.xlsx -o NEW.xlsx [--year 2027] [--dry-run]"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from ubb4.base.errors import UseError
from ubb4.base.text import gettext as _
from ubb4.cli import options, output


@click.command("renew", help=_("Келесі жылдың кітабын (немесе сол жылдың жаңа үлгісін) жасау: жалғасатыны көшеді, жылмен бірге жабылғаны санымен айтылады."))
@click.argument("old", type=click.Path(path_type=Path))
@click.option("-o", "--out", type=click.Path(path_type=Path, dir_okay=False), help=_("Жаңа кітап (.xlsx)."))
@click.option("--year", type=int, help=_("Жаңа кітаптың жылы; берілмесе, келесі жыл."))
@click.option("--dry-run", "dry", is_flag=True, help=_("Ештеңе жазбай, не көшетінін ғана көрсету."))
@options.format
@options.counting
@options.language
@click.pass_context
def command(
    context: click.Context, old: Path, out: Path | None, year: int | None, dry: bool, form: str, today: datetime | None, policy: str | None, lang: str | None
) -> None:
    if (out is None) != dry:
        raise UseError(_("-o жаңа кітапты көрсетеді; --dry-run ештеңе жазбайды: екеуінің бірі керек."))
    if out is not None and out.exists():
        raise UseError(_("{file} бар: үстіне жазылмайды. Басқа атау көрсетіңіз.", file=out))
    asked = {"verb": "renew", "file": str(old), "out": str(out) if out else None, "year": year, "options": options.asked(today, policy)}
    answer, problems = output.ask(asked)
    if form == "json":
        output.as_json({"complete": not problems, **{key: answer[key] for key in ("year", "registers", "lost")}, "problems": problems})
    else:
        for each in answer["registers"]:
            drafts = "; " + _("күнсіз жоба ретінде: {n}", n=each["drafts"]) if each["drafts"] else ""
            click.echo(_("{sheet}: көшті {carried}, қалды {left}", sheet=each["sheet"], carried=each["carried"], left=each["left"]) + drafts)
        for line in answer["lost"]:
            click.echo(f"• {line}", err=True)
        click.echo(_("{year} жылғы кітап: {file}", year=answer["year"], file=out) if out else _("Ештеңе жазылған жоқ (--dry-run)."))
        output.tell_problems(problems)
    context.exit(output.exit_code(incomplete=bool(problems)))
