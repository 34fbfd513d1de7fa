"""ubb4 diff OLD NEW [-o CHANGES.xlsx]"""

from __future__ import annotations

from pathlib import Path

import click

from ubb4.base.text import gettext as _
from ubb4.cli import options, output


@click.command("diff", help=_("Кітаптың екі нұсқасында не өзгергені: жолдар нөмірі бойынша, ұяшықтар бағанымен."))
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option("-o", "--out", type=click.Path(path_type=Path, dir_okay=False), help=_("Өзгерістердің тізімі бар жаңа кітап (.xlsx)."))
@options.format
@options.language
@click.pass_context
def command(context: click.Context, old: Path, new: Path, out: Path | None, form: str, lang: str | None) -> None:
    asked = {"verb": "diff", "file": str(new), "with": str(old), "out": str(out) if out else None, "options": options.asked(None, None)}
    answer, problems = output.ask(asked)
    changes, words = answer["changes"], {"added": _("қосылды"), "gone": _("жоғалды"), "changed": _("өзгерді")}
    if form == "json":
        output.as_json({"complete": not problems, "changes": changes, "problems": problems})
    else:
        sheet = None
        for each in changes:
            if each["sheet"] != sheet:
                sheet = each["sheet"]
                click.echo(click.style(sheet, bold=True))
            what = f"{each['title']}: «{each['old']}» → «{each['new']}»" if each["what"] == "changed" else each["new"] or each["old"]
            click.echo(f"  {each['cell']}  {words[each['what']]}  {each['key']}  {what}".rstrip())
        click.echo(_("Айырмашылық: {n}.", n=len(changes)) if changes else _("Айырмашылық жоқ."))
        if out is not None:
            click.echo(str(out))
        output.tell_problems(problems)
    context.exit(output.exit_code(errors=bool(changes), incomplete=bool(problems)))
