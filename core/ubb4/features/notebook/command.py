"""ubb4 notebook list | run NAME FILE -o OUT.html | open NAME FILE | new NAME FILE -o MINE.ipynb"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ubb4.base.text import gettext as _
from ubb4.cli import options, output
from ubb4.plugins.toolkit import Toolkit

if TYPE_CHECKING:
    from ubb4.features.notebook.run import Outcome
    from ubb4.features.notebook.shelf import Template


@click.group("notebook", help=_("Талдау дәптерлері: тізімі, кітапта орындау, өз көшірмесін жасау."))
def command() -> None:
    pass


_named = click.argument("name", metavar="NAME")
_file = click.argument("file", required=False, type=click.Path(path_type=Path))
_trust = click.option("--trust", is_flag=True, help=_("Бөтен дәптердің кодын оқып, сенетініңізді білдіру: сұралмай орындалады."))
_set = click.option("-p", "words", multiple=True, metavar="NAME=VALUE", help=_("Дәптердің параметрі; бірнеше рет беруге болады."))


@command.command("list", help=_("Қосылған плагиндердің дәптерлері мен ортақ дәптерлер."))
@options.format
@options.language
@click.pass_context
def list_(context: click.Context, form: str, lang: str | None) -> None:
    from ubb4.features.notebook.shelf import parameters, templates

    toolkit = _toolkit()
    found = [
        {"name": t.name, "title": _(t.title), "about": _(t.about), "takes": t.takes, "plugin": t.plugin, "parameters": parameters(t.read())}
        for t in templates(toolkit)
    ]
    problems = [problem.to_json() for problem in toolkit.problems]
    if form == "json":
        output.as_json({"complete": not problems, "notebooks": found, "problems": problems})
    else:
        what = {"workbook": _("кітап"), "folder": _("кітаптар бумасы"), "nothing": _("ештеңе керек емес")}
        for each in found:
            click.echo(f"{each['name']:<12} {each['title']} ({what[str(each['takes'])]})")
            click.echo(f"             {each['about']}")
        output.tell_problems(problems)
    context.exit(output.exit_code(incomplete=bool(problems)))


@command.command("run", help=_("Дәптерді кітапта (немесе кітаптар бумасында) орындап, бетін жазу: .html, .ipynb немесе .pdf."))
@_named
@_file
@click.option("-o", "--out", required=True, type=click.Path(path_type=Path), help=_("Жазылатын файл: .html, .ipynb немесе .pdf."))
@_set
@_trust
@click.option("--shared", is_flag=True, help=_("Бет ұйымнан тысқа беріледі: мәтіндерін адам оқып шешеді, қорғалатын мәлімет болмауға тиіс."))
@click.option("--released", type=click.Path(path_type=Path), help=_("Шешімі толтырылған мәтіндер тізімі."))
@options.counting
@options.language
@click.pass_context
def run_(
    context: click.Context, name: str, file: Path | None, out: Path, words: tuple[str, ...], trust: bool, shared: bool, released: Path | None,
    today: datetime | None, policy: str | None, lang: str | None,
) -> None:  # fmt: skip
    toolkit, template = _found(name, lang)
    _ask(template, trust)
    gate = partial(_gate, file, out, released, options.asked(today, policy)) if shared else None
    outcome = _made(template, file, out, words, today, policy, gate)
    click.echo(outcome.withheld or str(out))
    _end(context, toolkit, outcome)


@command.command("open", help=_("Дәптерді орындап, бетін браузерде ашу; -o берілмесе, бет кітаптың жанына жазылады."))
@_named
@_file
@click.option("-o", "--out", type=click.Path(path_type=Path), help=_("Жазылатын файл: .html, .ipynb немесе .pdf."))
@_set
@_trust
@options.counting
@options.language
@click.pass_context
def open_(
    context: click.Context, name: str, file: Path | None, out: Path | None, words: tuple[str, ...], trust: bool, today: datetime | None, policy: str | None,
    lang: str | None,
) -> None:  # fmt: skip
    from ubb4.base.files import free

    toolkit, template = _found(name, lang)
    _ask(template, trust)
    if out is None:
        beside = (file if file is not None else Path("ubb4")).resolve()
        out = free(beside.with_name(f"{beside.stem} {_(template.title)}.html"))
    outcome = _made(template, file, out, words, today, policy)
    click.echo(str(out))
    click.launch(str(out))
    _end(context, toolkit, outcome)


@command.command("new", help=_("Дәптердің өзіңіз өзгертетін көшірмесі, кітапқа байланған; ubb4 жаңарғанда оған тиілмейді."))
@_named
@_file
@click.option("-o", "--out", required=True, type=click.Path(path_type=Path), help=_("Жаңа .ipynb файлы."))
@_set
@options.language
def new_(name: str, file: Path | None, out: Path, words: tuple[str, ...], lang: str | None) -> None:
    from ubb4.features.notebook.make import copy
    from ubb4.features.notebook.shelf import find, pairs

    copy(find(_toolkit(), name), file, out, pairs(words))
    click.echo(str(out))
    click.echo(_("Ашу: jupyter lab {file}; орындау: ubb4 notebook run {file} -o bet.html", file=f'"{out}"' if " " in str(out) else out))


def _toolkit() -> Toolkit:
    from ubb4.base import settings
    from ubb4.plugins.hearing import hear

    return hear(settings.read())


def _found(name: str, lang: str | None) -> tuple[Toolkit, Template]:
    """The toolkit and a notebook of it, or one's own; from here on its language is spoken."""
    from ubb4.base import log, text
    from ubb4.features.notebook.shelf import find, parameters

    log.start()
    toolkit = _toolkit()
    template = find(toolkit, name)
    spoken = parameters(template.read()).get("lang") if template.own and lang is None else None
    if spoken in text.LANGUAGES:
        text.use(str(spoken))  # one's own notebook speaks its own language unless another is asked for
    return toolkit, template


def _ask(template: Template, trust: bool) -> None:
    """A notebook of somebody else's runs code with the rights of this user: whoever runs it is asked first. Jupyter's own signature tells whose it is."""
    from ubb4.base.errors import UseError
    from ubb4.features.notebook.trust import is_trusted, trusted

    if not template.own or is_trusted(template.path):
        return
    if not trust:
        warning = _("{file} — бөтен дәптер: ондағы код сіздің құқығыңызбен орындалады. Алдымен кодын оқыңыз.", file=template.path.name)
        if not (sys.stdin.isatty() and click.confirm(f"{warning} {_('Сенесіз бе?')}", default=False)):
            raise UseError(_("{warning} Сенсеңіз, --trust қосып қайталаңыз.", warning=warning), "untrusted")
    trusted(template.path)


def _made(
    template: Template,
    file: Path | None,
    out: Path,
    words: tuple[str, ...],
    today: datetime | None,
    policy: str | None,
    gate: Callable[[str], str] | None = None,
) -> Outcome:
    from ubb4.features.notebook.make import make
    from ubb4.features.notebook.shelf import pairs

    counting: dict[str, Any] = {"today": today.date().isoformat() if today else None, "policy": policy}
    return make(template, file, out, pairs(words), {key: value for key, value in counting.items() if value}, gate)


def _gate(file: Path | None, out: Path, released: Path | None, counting: dict[str, Any], text: str) -> str:
    """Why the page stays inside; empty where it may go out."""
    import tempfile

    from ubb4.base.files import workbooks

    with tempfile.TemporaryDirectory(prefix="ubb4-page-") as folder:
        page = Path(folder) / "page.html"
        page.write_text(text, "utf-8")
        files = [str(each.resolve()) for each in workbooks([str(file)])] if file is not None else []
        asked = {"verb": "notebook:gate", "page": str(page), "files": files, "out": str(out.resolve()), "released": str(released) if released else None}
        answer, problems = output.ask({**asked, "options": counting})
    output.tell_problems(problems)
    if answer["left"]:
        return "\n".join([_("Жарияланбауға тиіс мәлімет қалып қойды, ештеңе жазылмады:"), *answer["left"]])
    return output.to_read(answer) if answer["texts"] else ""


def _end(context: click.Context, toolkit: Toolkit, outcome: Outcome) -> None:
    """What failed, what was not there; a failed cell makes the run incomplete."""
    from ubb4.base import log

    output.tell_notes(outcome.missing)
    output.tell_problems(toolkit.problems)
    for each in outcome.problems:
        click.echo(click.style(each, fg="red"), err=True)
    for each in outcome.failures:
        click.echo(click.style(each, fg="red"), err=True)
    if outcome.failures:
        click.echo(_("Дәптер толық орындалмады. Толығы журналда: {path}", path=log.log_file()), err=True)
    context.exit(output.exit_code(errors=bool(outcome.withheld), incomplete=bool(outcome.failures or outcome.problems or toolkit.problems)))
