"""ubb4 map MAP BOOK -o LIST.xlsx; then ubb4 map MAP BOOK --decided LIST.xlsx -o NEW.xlsx"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from ubb4.base.errors import UseError
from ubb4.base.text import gettext as _
from ubb4.cli import options, output


@click.command(
    "map", help=_("Іске асыру картасын (.docx, .xlsx, .pdf, .txt) қосалқы тапсырмаларға сәйкестендіру; расталған соң кітаптың «Карта» парағына енгізу.")
)
@click.argument("source", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("book", type=click.Path(path_type=Path))
@click.option(
    "--decided", type=click.Path(exists=True, dir_okay=False, path_type=Path), help=_("Шешімдері толтырылған тізім; нәтижесінде жаңа кітап жасалады.")
)
@click.option("-o", "--out", required=True, type=click.Path(path_type=Path, dir_okay=False), help=_("Растайтын тізім немесе жаңа кітап (.xlsx)."))
@options.counting
@options.language
@click.pass_context
def command(
    context: click.Context, source: Path, book: Path, decided: Path | None, out: Path, today: datetime | None, policy: str | None, lang: str | None
) -> None:
    if out.exists():
        raise UseError(_("{file} бар: үстіне жазылмайды. Басқа атау көрсетіңіз.", file=out))
    asked = {"file": str(book), "map": str(source), "out": str(out), "options": options.asked(today, policy)}
    if decided is None:
        answer, problems = output.ask({"verb": "yearmap:match", **asked})
        click.echo(
            _("{file}: анық — {sure}, сұралады — {asked}, табылмады — {missing}.", file=out, **{key: answer[key] for key in ("sure", "asked", "missing")})
        )
        click.echo(_("Тізімді ашып растаңыз, содан кейін: ubb4 map … --decided {file} -o ЖАҢА.xlsx", file=out.name))
        context.exit(output.exit_code(errors=bool(answer["asked"] or answer["missing"]), incomplete=bool(problems)))
    answer, problems = output.ask({"verb": "yearmap:enter", "decided": str(decided), **asked})
    for line in answer["changed"]:
        click.echo(f"• {line}", err=True)
    click.echo(_("{file}: картаға енгізілді — {entered}, шешілмеген — {waiting}.", file=out, entered=answer["entered"], waiting=answer["waiting"]))
    output.tell_problems(problems)
    context.exit(output.exit_code(errors=bool(answer["waiting"]), incomplete=bool(problems)))
