"""ubb4 gather FOLDER|FILE... -o REGION.xlsx [--bodies FILE] [--store DIR] [--parquet DIR] [--letters DIR]"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from ubb4.base.errors import UseError
from ubb4.base.text import gettext as _
from ubb4.base.text import language as spoken
from ubb4.cli import options, output


@click.command("gather", help=_("Көп ұйымның кітаптарын бір кітапқа жинау: барлық реестр, кім жібергені, көрсеткіштер, ескертпелер."))
@click.argument("places", nargs=-1, metavar="FOLDER|FILE...")
@click.option("-o", "--out", type=click.Path(path_type=Path, dir_okay=False), help=_("Жаңа жиынтық кітап (.xlsx)."))
@click.option("--bodies", type=click.Path(path_type=Path, dir_okay=False), help=_("Жіберуге тиіс ұйымдар тізілімі: .xlsx, .ods немесе .toml."))
@click.option(
    "--start-bodies",
    "start",
    metavar="NEW.xlsx",
    type=click.Path(path_type=Path, dir_okay=False),
    help=_("Ұйымдар тізілімін бастау: жіберушілер енгізілген жаңа кітап."),
)
@click.option("--year", type=int, help=_("Тек осы жылдың кітаптары жиналады, басқаларының аты айтылады."))
@click.option(
    "--store",
    "folder",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    help=_("Қойма: өзгермеген файл қайта оқылмайды, әр жиынтықтың сандары сақталады."),
)
@click.option("--parquet", metavar="DIR", type=click.Path(path_type=Path, file_okay=False), help=_("Әр реестрді Parquet файлына да жазу."))
@click.option(
    "--letters", metavar="DIR", type=click.Path(path_type=Path, file_okay=False), help=_("Әр ұйымға хат: белгіленген кітабы мен бір беттік анықтама.")
)
@click.option("--by", "reply", type=click.DateTime(["%Y-%m-%d"]), help=_("Хатта көрсетілетін жауап мерзімі: ЖЖЖЖ-АА-КК."))
@click.option("--scheduler", metavar="tcp://HOST:PORT", help=_("Файлдарды Dask кластерінде оқу."))
@options.quiet
@options.counting
@options.language
@click.pass_context
def command(
    context: click.Context, places: tuple[str, ...], out: Path | None, bodies: Path | None, start: Path | None, year: int | None, folder: Path | None,
    parquet: Path | None, letters: Path | None, reply: datetime | None, scheduler: str | None, quiet: bool, today: datetime | None, policy: str | None,
    lang: str | None,
) -> None:  # fmt: skip
    if not places and start is None:
        raise UseError(_("Кітаптар жатқан буманы немесе файлдарды көрсетіңіз."))
    if not (out or parquet or letters or start):
        raise UseError(_("-o жаңа жиынтық кітапты көрсетуге тиіс."))
    from ubb4.base import extras
    from ubb4.features.gather import gather

    if folder or parquet:
        extras.ask("pyarrow", "store")
    if scheduler:
        extras.ask("distributed", "cluster")
    asked = gather.Asked(
        places=places, options=options.asked(today, policy), bodies=bodies, year=year, store=folder, scheduler=scheduler, lang=spoken(), quiet=quiet,
    )  # fmt: skip
    gathered = gather.gather(asked)
    for what, path in (("book", out), ("parquet", parquet), ("letters", letters), ("bodies", start)):
        if path is not None:
            click.echo(gather.WRITERS[what](gathered, path, reply))
    for line in gathered.told():
        click.echo(f"• {line}", err=True)
    for file, why in gathered.merged.unread:
        click.echo(click.style(_("{file} оқылмады: {error}", file=file, error=why), fg="red"), err=True)
    output.tell_problems(gathered.problems)
    if gathered.interrupted:
        output.told_interrupted(gathered.done, gathered.files)
        context.exit(output.INTERRUPTED)
    context.exit(output.exit_code(wrong=bool(gathered.merged.unread), incomplete=bool(gathered.problems)))
