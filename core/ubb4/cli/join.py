"""ubb4 join BOOK PART... -o NEW.xlsx [--list TAKEN.xlsx]"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from ubb4.base.errors import UseError
from ubb4.base.text import gettext as _
from ubb4.cli import options, output


@click.command("join", help=_("Бөлімшелер өз көшірмелерінде толтырған жолдарды бір жаңа кітапқа жинау: ештеңе үнсіз ауыстырылмайды."))
@click.argument("book", type=click.Path(path_type=Path))
@click.argument("parts", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("-o", "--out", required=True, type=click.Path(path_type=Path, dir_okay=False), help=_("Жаңа кітап (.xlsx)."))
@click.option("--list", "taken", type=click.Path(path_type=Path, dir_okay=False), help=_("Көшірмелерден алынғанның және қайшылықтардың тізімі (.xlsx)."))
@options.format
@options.counting
@options.language
@click.pass_context
def command(
    context: click.Context,
    book: Path,
    parts: tuple[Path, ...],
    out: Path,
    taken: Path | None,
    form: str,
    today: datetime | None,
    policy: str | None,
    lang: str | None,
) -> None:
    for path in filter(None, (out, taken)):
        if path.exists():
            raise UseError(_("{file} бар: үстіне жазылмайды. Басқа атау көрсетіңіз.", file=path))
    asked = {"verb": "join", "file": str(book), "parts": [str(each) for each in parts], "out": str(out), "list": str(taken) if taken else None}
    answer, problems = output.ask({**asked, "options": options.asked(today, policy)})
    found = answer["taken"]
    conflicts = [each for each in found if each["what"] == "conflict"]
    if form == "json":
        output.as_json({"complete": not problems, "taken": found, "problems": problems})
    else:
        for each in conflicts:
            click.echo(f"{each['part']}  {each['sheet']}!{each['cell']}  {each['key']}  {each['title']}: «{each['ours']}» ≠ «{each['theirs']}»")
        count = {what: sum(each["what"] == what for each in found) for what in ("added", "filled", "conflict")}
        click.echo(_("{file}: жаңа жол — {added}, толтырылған ұяшық — {filled}, қайшылық — {conflict}.", file=out, **count))
        output.tell_problems(problems)
    context.exit(output.exit_code(errors=bool(conflicts), incomplete=bool(problems)))
