"""ubb4 doctor: what is installed and what is missing, each with what to do."""

from __future__ import annotations

import os
import subprocess
import sys

import click

from ubb4.base import news
from ubb4.base.errors import UseError
from ubb4.base.problem import guarded
from ubb4.base.shipped import version
from ubb4.base.text import N_
from ubb4.base.text import gettext as _
from ubb4.cli import options, output
from ubb4.plugins.offers import Command

_UNSEEN = N_("диагностика жолы көрсетілмеді: {error}")
_NEW, _MENDED = N_("Жаңасы"), N_("Түзетілгені")
_SIGNS = {True: ("✓", "green"), False: ("✗", "red"), None: ("?", "yellow")}


@click.command("doctor", help=_("Не орнатылғанын және не жетпейтінін көрсету."))
@click.option("--excel-trial", "trial", type=click.Path(file_okay=False), help=_("Excel-де әр батырманы сынап көріп, есебін осы бумаға жазу."))
@options.language
@click.pass_context
def command(context: click.Context, trial: str | None, lang: str | None) -> None:
    from ubb4.base import settings
    from ubb4.base.office import office
    from ubb4.documents import by_word
    from ubb4.documents.by_office import PACKAGES
    from ubb4.law.days import kazakhstan
    from ubb4.plugins.hearing import hear

    chosen = settings.read()
    toolkit = hear(chosen)
    if trial is not None:
        group = next((each.load() for offers in toolkit.offers for each in offers.commands if each.name == "addin" and isinstance(each, Command)), None)
        if not isinstance(group, click.Group):
            raise UseError(_("Қойынды ажыратылған: сынайтын батырма жоқ."), "no-addin")
        context.invoke(group.commands["trial"], out=trial, lang=lang)
    python = ".".join(str(part) for part in sys.version_info[:3])
    _line(True, _("ubb4 {version}, Python {python}", version=version(), python=python))
    _line(True, _("Баптау файлы: {path}", path=chosen.path or _("жоқ, әдепкі баптау")))
    for plugin in toolkit.plugins:
        _line(True, f"{plugin.name} {plugin.project.version}: {_(plugin.project.title)}")
    problems = list(toolkit.problems)
    for problem in problems:
        _line(False, problem.message)
    calendar = kazakhstan()
    unsure = ", ".join(str(year) for year, sure in calendar.years.items() if not sure)
    _line(True, _("Күнтізбе {version}; актілері белгісіз жылдар: {years}", version=calendar.version, years=unsure))
    program, word = office(), by_word.here()
    if word:
        _line(True, _("PDF-ті {program} жасайды.", program=by_word.NAME))
    missing = _("LibreOffice жоқ: PDF жасалмайды. Орнату: apt-get install {packages}", packages=PACKAGES)
    if program or not word:
        _line(
            program is not None,
            _("LibreOffice: {path}", path=program) if program else missing if os.name != "nt" else _("Word те, LibreOffice те табылмады: PDF жасалмайды."),
        )
    if program and sys.platform != "win32":
        _line(
            _has_font(),
            _("Қазақ әріптері бар қаріп (Tinos)") if _has_font() else _("Tinos қарпі жоқ: apt-get install fonts-croscore"),
        )
    for offers in toolkit.offers:
        for look in offers.looks:
            with guarded(problems, offers.name, _UNSEEN):
                _line(*look())
    for title, kind in ((_(_NEW), "feature"), (_(_MENDED), "fix")):
        found = list(news.lines(kind))
        if found:
            click.echo(_("{title} ({version} нұсқасы):", title=title, version=version()))
        for each in found:
            click.echo(f"  • {each}")
    output.tell_problems(problems[len(toolkit.problems) :])
    context.exit(output.exit_code(incomplete=bool(problems)))


def _line(good: bool | None, text: str) -> None:
    sign, colour = _SIGNS[good]
    click.echo(f"{click.style(sign, fg=colour)} {text}")


def _has_font() -> bool:
    try:
        found = subprocess.run(["fc-list", ":family=Tinos:lang=kk"], capture_output=True, check=False)  # noqa: S607
    except OSError:
        return False
    return bool(found.stdout.strip())
