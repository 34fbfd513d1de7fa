"""ubb4 doctor: what is installed and what is missing, each with what to do."""

from __future__ import annotations

import subprocess
import sys

import click

from ubb4.base.text import gettext as _
from ubb4.cli import options, output


@click.command("doctor", help=_("Не орнатылғанын және не жетпейтінін көрсету."))
@options.language
@click.pass_context
def command(context: click.Context, lang: str | None) -> None:
    from ubb4 import __version__
    from ubb4.base import settings
    from ubb4.documents.pdf import PACKAGES, office
    from ubb4.law.days import kazakhstan
    from ubb4.plugins.toolkit import hear

    chosen = settings.read()
    toolkit = hear(chosen)
    python = ".".join(str(part) for part in sys.version_info[:3])
    _line(True, _("ubb4 {version}, Python {python}", version=__version__, python=python))
    _line(True, _("Баптау файлы: {path}", path=chosen.path or _("жоқ, әдепкі баптау")))
    for plugin in toolkit.plugins:
        _line(True, f"{plugin.name} {plugin.project.version}: {_(plugin.project.title)}")
    for problem in toolkit.problems:
        _line(False, problem.message)
    calendar = kazakhstan()
    unsure = ", ".join(str(year) for year, sure in calendar.years.items() if not sure)
    _line(True, _("Күнтізбе {version}; актілері белгісіз жылдар: {years}", version=calendar.version, years=unsure))
    program = office()
    missing = _("LibreOffice жоқ: PDF жасалмайды. Орнату: apt-get install {packages}", packages=PACKAGES)
    _line(program is not None, _("LibreOffice: {path}", path=program) if program else missing)
    if program and sys.platform != "win32":
        _line(
            _has_font(),
            _("Қазақ әріптері бар қаріп (Tinos)")
            if _has_font()
            else _("Tinos қарпі жоқ: apt-get install fonts-croscore"),
        )
    _notebooks()
    context.exit(output.exit_code(incomplete=bool(toolkit.problems)))


def _notebooks() -> None:
    """Whether notebooks can be run, and printed."""
    from importlib.util import find_spec

    from ubb4.features.analyst import EXTRA, INSTALL
    from ubb4.features.notebook.browser import browser

    missing = ", ".join(name for name in EXTRA if find_spec(name) is None)
    _line(not missing, _("Талдау дәптерлері орындалады.") if not missing else _("Дәптерлер мен кестелер үшін {package} керек. Орнату: {line}", package=missing, line=INSTALL))
    found = browser()
    _line(found is not None, _("Браузер: {path}", path=found) if found else _("PDF үшін Chromium, Chrome немесе Edge табылмады: дәптердің беті HTML болып қала береді."))


def _line(good: bool, text: str) -> None:
    click.echo(f"{click.style('✓', fg='green') if good else click.style('✗', fg='red')} {text}")


def _has_font() -> bool:
    try:
        found = subprocess.run(["fc-list", ":family=Tinos:lang=kk"], capture_output=True, check=False)  # noqa: S607
    except OSError:
        return False
    return bool(found.stdout.strip())
