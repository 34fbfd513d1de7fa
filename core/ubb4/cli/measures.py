"""ubb4 measures FILE..."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import click

from ubb4.base.files import workbooks
from ubb4.base.text import gettext as _
from ubb4.cli import many, options, output
from ubb4.measures.figures import decimal, unit_words


@click.command("measures", help=_("Көрсеткіштер, әрқайсысы алымы, бөлімі және жолдарымен."))
@click.argument("files", nargs=-1, required=True)
@options.quiet
@options.format
@options.counting
@options.language
@click.pass_context
def command(context: click.Context, files: tuple[str, ...], quiet: bool, form: str, today: datetime | None, policy: str | None, lang: str | None) -> None:
    paths = workbooks(files)
    answers = many.alone(many.ask("measures", paths, options.asked(today, policy), quiet))
    if form == "json":
        told = [{"file": str(path), "error": error, **(answer or {"measures": [], "notes": []})} for path, answer, error in answers.told]
        one = {key: told[0][key] for key in ("measures", "notes")} if len(paths) == 1 and told else {"files": told}
        output.as_json({"complete": answers.complete, **one, "problems": answers.problems})
    for path, answer, error in answers.told if form != "json" else ():
        if len(paths) > 1:
            click.echo(click.style(str(path), bold=True))
        for each in answer["measures"] if answer else ():
            click.echo(f"{each['subtask']}  {each['title']}: {_shown(each)}")
            for note in each["notes"]:
                click.echo(f"    {note}")
        many.tell(error)
    if form != "json":
        many.tell_notes(answers)
        output.tell_problems(answers.problems)
    context.exit(answers.exit_code())


def _shown(each: dict[str, Any]) -> str:
    if each["value"] is None:
        return _("есептейтін дерек жоқ")
    value = decimal(each["value"]) + unit_words().get(each["unit"], "")
    if each["denominator"] is None:
        return value
    working = f" ({decimal(each['numerator'])} / {decimal(each['denominator'])})"
    missing = ", ".join(str(row["key"] or row["row"]) for row in each["missing"][:10])
    return value + working + (f"; {_('жетпейтіні')}: {missing}" if missing else "")
