"""ubb4 start WHAT BOOK.xlsx -o NEW.xlsx [--from DAY --to DAY --object TEXT]"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from ubb4.base.errors import UseError
from ubb4.base.text import gettext as _
from ubb4.cli import options, output


@click.command("start", help=_("Оқиғадан бастау: ол қажет ететін жолдар заң белгілеген күндерімен жаңа көшірмеге жазылады. WHAT: analysis, monitoring …"))
@click.argument("what")
@click.argument("book", type=click.Path(path_type=Path))
@click.option("-o", "--out", required=True, type=click.Path(path_type=Path, dir_okay=False), help=_("Жаңа кітап (.xlsx)."))
@click.option("--from", "since", metavar="DAY", help=_("Оқиға басталған күн."))
@click.option("--to", "until", metavar="DAY", help=_("Оқиға аяқталған күн."))
@click.option("--object", "about", metavar="TEXT", help=_("Оқиғаның нысаны."))
@options.format
@options.counting
@options.language
@click.pass_context
def command(
    context: click.Context,
    what: str,
    book: Path,
    out: Path,
    since: str | None,
    until: str | None,
    about: str | None,
    form: str,
    today: datetime | None,
    policy: str | None,
    lang: str | None,
) -> None:
    if out.exists():
        raise UseError(_("{file} бар: үстіне жазылмайды. Басқа атау көрсетіңіз.", file=out))
    asked = {"verb": "start", "what": what, "file": str(book), "out": str(out), "given": {"from": since, "to": until, "object": about}}
    answer, problems = output.ask({**asked, "options": options.asked(today, policy)})
    if form == "json":
        output.as_json({"complete": not problems, "begun": answer["begun"], "problems": problems})
    else:
        for each in answer["begun"]:
            click.echo(_("{sheet}: басталған жол — {n}", sheet=each["sheet"], n=each["rows"]))
        click.echo(_("Жаңа кітап: {file}. Ашық сары күндер — жоба: заң бойынша соңғы күн.", file=out))
        output.tell_problems(problems)
    context.exit(output.exit_code(incomplete=bool(problems)))
