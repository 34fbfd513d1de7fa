"""ubb4 check FILE..."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import click

from ubb4.base.errors import UseError
from ubb4.base.files import workbooks
from ubb4.base.text import gettext as _
from ubb4.book.decisions import decision_words
from ubb4.book.finding import severity_words
from ubb4.cli import many, options, output

_COLOURS = {"error": "red", "warning": "yellow", "info": "blue"}


@click.command("check", help=_("Кітаптарды тексеру: әр ескертпе өз ұяшығымен. FILE бума да бола алады."))
@click.argument("files", nargs=-1, required=True)
@click.option(
    "--marked", metavar="COPY.xlsx", type=click.Path(dir_okay=False),
    help=_("Ескертпелері белгіленген жаңа көшірме жасау (бір FILE үшін)."),
)  # fmt: skip
@click.option("--codes", is_flag=True, help=_("Әр ескертпенің кодын қоса көрсету (ubb4 explain CODE үшін)."))
@options.quiet
@options.format
@options.counting
@options.language
@click.pass_context
def command(
    context: click.Context,
    files: tuple[str, ...],
    marked: str | None,
    codes: bool,
    quiet: bool,
    form: str,
    today: datetime | None,
    policy: str | None,
    lang: str | None,
) -> None:
    paths = workbooks(files)
    asked = options.asked(today, policy)
    if marked is not None and len(paths) != 1:
        raise UseError(_("--marked бір ғана файлмен қолданылады."))
    answers = many.ask("check", paths, asked, quiet, marked=marked)
    results: list[dict[str, Any]] = []
    counts, aside = {"error": 0, "warning": 0, "info": 0}, 0
    for path, checked, error in answers.told:
        aside += checked["set_aside"] if checked else 0
        for severity, number in (checked["counts"] if checked else {}).items():
            counts[severity] += number
        results.append({
            "file": str(path), "findings": checked["findings"] if checked else [], "error": error, "notes": checked["notes"] if checked else [],
        })  # fmt: skip
    problems = answers.problems
    if form == "json":
        output.as_json({"complete": not problems and not answers.interrupted, "files": results, "problems": problems, "counts": counts})
    else:
        _print(results, counts, aside, codes)
        many.tell_notes(answers)
        output.tell_problems(problems)
    if marked is not None and not any(result["error"] for result in results) and form != "json":
        click.echo(_("Белгіленген көшірме: {path}", path=marked))
    if not paths:
        click.echo(_("Бумада жұмыс кітабы жоқ."), err=True)
    context.exit(answers.exit_code(errors=counts["error"] > 0))


def _print(results: list[dict[str, Any]], counts: dict[str, int], aside: int, codes: bool) -> None:
    names = severity_words()
    for result in results:
        click.echo(click.style(result["file"], bold=True))
        if result["error"]:
            click.echo(click.style(f"  {result['error']['message']}", fg="red"))
        for finding in result["findings"]:
            place = f"{finding['sheet']}!{finding['cell']}" if finding["cell"] else finding["sheet"]
            severity = finding["severity"]
            whose = f"{finding['body']}: " if finding.get("body") else ""
            click.echo(f"  {place}  {click.style(names[severity], fg=_COLOURS[severity])}  {whose}{finding['message']}")
            if finding["hint"]:
                click.echo(f"      → {finding['hint']}")
            if finding.get("decision") and finding.get("reason"):
                click.echo(f"      {decision_words()[finding['decision']]}: {finding['reason']}")
            norm = [f"§ {finding['source']}"] * bool(finding["source"]) + [f"[{finding['code']}]"] * codes
            if norm:
                click.echo("      " + "  ".join(norm))
    if aside:
        click.echo(_("Шешілгені: {n}. Олар санда қалады: шешім қатені жоймайды.", n=aside))
    click.echo(_("Қорытынды: {error} қате, {warning} ескерту, {info} мәлімет; {files} файл.", files=len(results), **counts))
