"""ubb4 report FORM FILE -o OUT"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import click

from ubb4.base.errors import UseError
from ubb4.base.text import gettext as _
from ubb4.cli import options, output


@click.command("report", help=_("Құжат жасау: FORM — нысанның аты (note, plan, annex1, ...) немесе all."))
@click.argument("form_id", metavar="FORM")
@click.argument("file")
@click.option("-o", "--out", required=True, type=click.Path(), help=_("Word файлы; all үшін — бума."))
@click.option("--lang", type=click.Choice(["kk", "ru"]), help=_("Құжаттың тілі."))
@click.option("--for", "key", help=_("Бірнеше жол болса, қайсысы: мысалы A1."))
@click.option("--depersonalised", is_flag=True, help=_("Дербес және қызметтік деректерсіз нұсқасы."))
@click.option("--released", type=click.Path(), help=_("Шешімі толтырылған мәтіндер тізімі."))
@click.option("--pdf", is_flag=True, help=_("PDF-ін де жасау (Word немесе LibreOffice)."))
@options.counting
@click.pass_context
def command(
    context: click.Context,
    form_id: str,
    file: str,
    out: str,
    lang: str | None,
    key: str | None,
    depersonalised: bool,
    released: str | None,
    pdf: bool,
    today: datetime | None,
    policy: str | None,
) -> None:
    every = form_id == "all"
    if not every and not out.lower().endswith(".docx"):
        raise UseError(_("-o .docx файлын көрсетуге тиіс."))
    request = {
        "verb": "report", "file": file, "form": form_id, "languages": [lang] if lang else ["kk"], "key": key,
        "out": None if every else out, "folder": out if every else None, "depersonalised": depersonalised, "released": released,
        "options": options.asked(today, policy),
    }  # fmt: skip
    answer, problems = output.ask(request)
    for made in answer["made"]:
        click.echo(f"{made['file']}  {made['title']}")
    for left in answer["left_out"]:
        click.echo(_("жасалмады: {title} — {why}", **left), err=True)
    if answer.get("texts"):
        click.echo(output.to_read(answer))
    wrong = pdf and bool(answer["made"]) and not _pdf(answer["made"])
    output.tell_notes(answer["notes"])
    output.tell_problems(problems)
    context.exit(output.exit_code(errors=bool(answer.get("texts")), wrong=wrong, incomplete=bool(problems)))


def _pdf(made: list[dict[str, Any]]) -> bool:
    """Make the PDFs beside the documents; False, with the reason told, where that cannot be."""
    from ubb4.documents.pdf import to_pdf

    files = [Path(each["file"]) for each in made]
    try:
        made_by = to_pdf(files, files[0].parent if files else Path())
        for path in made_by.files:
            click.echo(str(path))
        if made_by.instead:
            click.echo(made_by.instead, err=True)
        click.echo(_("PDF жасаған бағдарлама: {program}", program=made_by.program))
    except UseError as error:
        click.echo(error.message, err=True)
        return False
    return True
