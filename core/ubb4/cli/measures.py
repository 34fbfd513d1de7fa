"""ubb4 measures FILE"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import click

from ubb4.base.text import gettext as _
from ubb4.cli import options, output
from ubb4.measures.figures import decimal, unit_words


@click.command("measures", help=_("Көрсеткіштер, әрқайсысы алымы, бөлімі және жолдарымен."))
@click.argument("file")
@options.format
@options.counting
@options.language
@click.pass_context
def command(context: click.Context, file: str, form: str, today: datetime | None, policy: str | None, lang: str | None) -> None:
    request = {"verb": "measures", "file": file, "options": options.asked(today, policy)}
    answer, problems = output.ask(request)
    if form == "json":
        output.as_json({"complete": not problems, "measures": answer["measures"], "problems": problems, "notes": answer["notes"]})
    else:
        for each in answer["measures"]:
            click.echo(f"{each['subtask']}  {each['title']}: {_shown(each)}")
            for note in each["notes"]:
                click.echo(f"    {note}")
        output.tell_notes(answer["notes"])
        output.tell_problems(problems)
    context.exit(output.exit_code(incomplete=bool(problems)))


def _shown(each: dict[str, Any]) -> str:
    if each["value"] is None:
        return _("есептейтін дерек жоқ")
    value = decimal(each["value"]) + unit_words().get(each["unit"], "")
    if each["denominator"] is None:
        return value
    working = f" ({decimal(each['numerator'])} / {decimal(each['denominator'])})"
    missing = ", ".join(str(row["key"] or row["row"]) for row in each["missing"][:10])
    return value + working + (f"; {_('жетпейтіні')}: {missing}" if missing else "")
