"""ubb4 evidence add FILE... --subtask P1.T2.S2 | list | links"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import click

from ubb4.base.errors import UseError
from ubb4.base.text import gettext as _
from ubb4.cli import options, output

_book = click.option("--book", "workbook", help=_("Жұмыс кітабы; берілмесе, осы бумадағы жалғыз .xlsx."))


@click.group("evidence", help=_("Растайтын құжаттар: қосу, тізімі, сілтемелерін тексеру."))
def command() -> None:
    pass


@command.command("add", help=_("Файлдарды кітаптың жанындағы бумаға көшіру: бір құжат, бірнеше файл болуы мүмкін."))
@click.argument("files", nargs=-1, required=True)
@click.option("--subtask", "subtasks", multiple=True, required=True, help=_("Қосалқы тапсырма, мысалы P1.T2.S2; бірнеше рет беруге болады."))
@click.option("--id", "id_", help=_("Құжаттың нөмірі: бар болса, жаңа нұсқасы қосылады."))
@click.option("--link", default="", help=_("Файл — осы беттің көшірмесі."))
@click.option("--copied-on", type=click.DateTime(["%Y-%m-%d"]), help=_("Беттің көшірмесі алынған күн: ЖЖЖЖ-АА-КК."))
@_book
@options.counting
@options.language
@click.pass_context
def add(
    context: click.Context, files: tuple[str, ...], subtasks: tuple[str, ...], id_: str | None, link: str,
    copied_on: datetime | None, workbook: str | None, today: datetime | None, policy: str | None, lang: str | None,
) -> None:  # fmt: skip
    if bool(link) != bool(copied_on):
        raise UseError(_("--link пен --copied-on бірге беріледі: көшірме күнімен сақталады."))
    answer, problems = output.ask(
        {
            "verb": "evidence:add", "file": str(_workbook(workbook)), "files": list(files), "subtasks": list(subtasks), "id": id_,
            "link": link, "copied_on": copied_on.date().isoformat() if copied_on else "", "options": options.asked(today, policy),
        }
    )  # fmt: skip
    for name in answer["files"]:
        click.echo(f"{answer['folder']}/{name}")
    click.echo(_("{id} құжаты, {n}-нұсқа қосылды.", id=answer["id"], n=answer["version"]))
    if not answer["listed"]:
        click.echo(_("Енді кітаптың «Растайтын құжаттар» парағына № {id} жолын жазыңыз.", id=answer["id"]))
    output.tell_notes(answer["notes"])
    output.tell_problems(problems)
    context.exit(output.exit_code(incomplete=bool(problems)))


@command.command("list", help=_("Бумадағы құжаттар, нұсқалары және файлдарының күйі."))
@_book
@options.format
@options.counting
@options.language
@click.pass_context
def list_(context: click.Context, workbook: str | None, form: str, today: datetime | None, policy: str | None, lang: str | None) -> None:
    answer, problems = output.ask({"verb": "evidence:list", "file": str(_workbook(workbook)), "options": options.asked(today, policy)})
    documents: list[dict[str, Any]] = answer["documents"]
    bad = any(each["state"] != "same" for document in documents for each in document["files"])
    if form == "json":
        output.as_json({"complete": not problems, "documents": documents, "problems": problems})
    else:
        if not documents:
            click.echo(_("Бумада құжат жоқ."))
        states = {"same": "✓", "missing": _("файл жоқ"), "changed": _("өзгерген")}
        for document in documents:
            click.echo(f"{document['id']}.v{document['version']}  {', '.join(document['subtasks'])}  {document['added_on']}")
            for each in document["files"]:
                click.echo(f"    {states[each['state']]}  {each['name']}  {each['size']}  {each['sha256']}")
        output.tell_problems(problems)
    context.exit(output.exit_code(errors=bad, incomplete=bool(problems)))


@command.command("links", help=_("Сілтемелер жұмыс істей ме; байланыс болмаса, «тексерілмеді» деп көрсетіледі."))
@_book
@click.option("--seconds", type=float, default=10.0, help=_("Әр сілтемені күту, секунд."))
@options.format
@options.counting
@options.language
@click.pass_context
def links(
    context: click.Context, workbook: str | None, seconds: float, form: str, today: datetime | None, policy: str | None,
    lang: str | None,
) -> None:  # fmt: skip
    answer, problems = output.ask({"verb": "evidence:links", "file": str(_workbook(workbook)), "seconds": seconds, "options": options.asked(today, policy)})
    found: list[dict[str, Any]] = answer["links"]
    states = [each["state"] for each in found]
    if form == "json":
        output.as_json({"complete": not problems and "unchecked" not in states, "links": found, "problems": problems})
    else:
        words = {"works": _("жұмыс істейді"), "broken": _("ЖҰМЫС ІСТЕМЕЙДІ"), "unchecked": _("тексерілмеді")}
        channels = {"site": _("өз сайты"), "social": _("әлеуметтік желі"), "media": _("БАҚ, өзге сайт")}
        for each in found:
            copy = _("көшірмесі {day}", day=each["copied_on"]) if each["copied_on"] else _("көшірмесі жоқ")
            click.echo(f"{each['id']}  {words[each['state']]} ({each['why']})  {channels[each['channel']]}, {copy}  {each['link']}")
        output.tell_notes(answer["notes"])
        output.tell_problems(problems)
    context.exit(output.exit_code(errors="broken" in states, incomplete=bool(problems) or "unchecked" in states))


def _workbook(given: str | None) -> Path:
    if given is not None:
        return Path(given)
    here = sorted(path for path in Path.cwd().glob("*.xls[xm]") if not path.name.startswith(("~$", ".")))
    if len(here) != 1:
        raise UseError(_("Жұмыс кітабын --book арқылы көрсетіңіз: осы бумада {n} кітап бар.", n=len(here)))
    return here[0]
