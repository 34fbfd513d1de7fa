"""ubb4 publish FILE -o DIR [--released LIST.xlsx]"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from ubb4.base.text import gettext as _
from ubb4.cli import options, output


@click.command("publish", help=_("Жариялауға арналған нұсқасы: картограмманың беті, деректері және дербес деректерсіз құжаттар жаңа бумаға."))
@click.argument("file")
@click.option("-o", "--out", type=click.Path(path_type=Path), required=True, help=_("Жаңа бума."))
@click.option("--released", type=click.Path(), multiple=True, help=_("Шешімі толтырылған мәтіндер тізімі; бірнеше рет беруге болады."))
@options.counting
@options.language
@click.pass_context
def command(context: click.Context, file: str, out: Path, released: tuple[str, ...], today: datetime | None, policy: str | None, lang: str | None) -> None:
    answer, problems = output.ask(
        {"verb": "public:publish", "file": file, "out": str(out), "released": list(released), "options": options.asked(today, policy)}
    )
    output.tell_notes(answer["notes"])
    output.tell_problems(problems)
    if answer["texts"]:
        click.echo(output.to_read(answer))
    else:
        click.echo(_("{folder}: {n} файл; дереккөздер SHA-256 {digest}", folder=answer["out"], n=answer["files"], digest=answer["digest"]))
    context.exit(output.exit_code(errors=bool(answer["texts"]), incomplete=bool(problems)))
