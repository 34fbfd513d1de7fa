"""ubb4 addin build|install|remove|doctor: the buttons in Excel and LibreOffice, for this user alone."""

from __future__ import annotations

import hashlib
import os
import platform
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ubb4.base import settings, text
from ubb4.base.errors import UseError
from ubb4.base.files import write_bytes, write_text
from ubb4.base.problem import incomplete
from ubb4.base.shipped import version
from ubb4.base.text import gettext as _
from ubb4.buttons import helper
from ubb4.cli import options, output
from ubb4.features.addin import doctor, examined, oxt, tab, xlam
from ubb4.features.addin import install as addin
from ubb4.plugins.hearing import hear
from ubb4.plugins.toolkit import Toolkit

if TYPE_CHECKING:
    import xlwings

_runner = click.option("--runner", type=click.Choice(xlam.RUNNERS), default="direct", help=_("Python қалай іске қосылады: тікелей немесе xlwings арқылы."))


@click.group("addin", help=_("Excel мен LibreOffice батырмалары: жасау, орнату, алып тастау, тексеру."))
def command() -> None:
    pass


@command.command("build", help=_("ubb4.xlam мен ubb4.oxt файлдарын бумаға жасау."))
@click.option("-o", "--out", default=".", type=click.Path(file_okay=False), help=_("Бума."))
@_runner
@options.language
@click.pass_context
def build(context: click.Context, out: str, runner: str, lang: str | None) -> None:
    toolkit = hear(settings.read())
    files = {xlam.NAME: addin.build_addin(toolkit, runner), oxt.NAME: addin.build_extension(toolkit)}
    for name, data in files.items():
        write_bytes(Path(out) / name, data)
        click.echo(f"{Path(out) / name}  {len(data)}  sha256 {hashlib.sha256(data).hexdigest()}")
    _end(context, toolkit)


_everyone = click.option("--everyone", is_flag=True, help=_("Осы компьютердің барлық пайдаланушысына (әкімші ғана)."))


@command.command("install", help=_("Осы пайдаланушыға орнату: Excel-дің XLSTART бумасына және LibreOffice-ке."))
@click.option("--program", "programs", multiple=True, type=click.Choice(["excel", "calc"]), help=_("Тек осы бағдарламаға; берілмесе, табылғанының бәріне."))
@_everyone
@click.option("--if-there", is_flag=True, help=_("Аталған бағдарлама жоқ болса, қате деп санамау."))
@_runner
@options.language
@click.pass_context
def install(context: click.Context, programs: tuple[str, ...], everyone: bool, if_there: bool, runner: str, lang: str | None) -> None:
    chosen = settings.read()
    if lang is not None:  # the installer's language is nobody's choice for good: what the officer has chosen stays, each workbook is spoken to in its own
        text.use(chosen.language or lang, chosen=chosen.language is not None)
    toolkit = hear(chosen)
    done = 0
    if "excel" in programs or (not programs and addin.xlstart(everyone) is not None):
        data = addin.build_addin(toolkit, runner)
        path = addin.install_addin(data, everyone)
        click.echo(_("Excel: {path} (Excel-ді қайта ашыңыз)", path=path))
        click.echo(f"  sha256 {hashlib.sha256(data).hexdigest()}")
        done += 1
    if "calc" in programs and addin.unopkg() is None:
        if if_there:
            click.echo(_("LibreOffice табылмады: кеңейтім орнатылмады."), err=True)
            return
        raise UseError(_("LibreOffice табылмады: кеңейтім орнатылмады."), "no-office")
    if "calc" in programs or (not programs and addin.unopkg() is not None):
        with tempfile.TemporaryDirectory() as folder:
            extension = Path(folder) / oxt.NAME
            extension.write_bytes(addin.build_extension(toolkit))
            addin.install_extension(extension, everyone)
        click.echo(_("LibreOffice: кеңейтім орнатылды (LibreOffice-ті қайта ашыңыз)"))
        done += 1
    if not done:
        raise UseError(_("Excel де, LibreOffice те табылмады: орнататын орын жоқ."), "no-office")
    tab.installed(toolkit)
    _end(context, toolkit)


@command.command("remove", help=_("Орнатылғанын алып тастау."))
@_everyone
@options.language
def remove(everyone: bool, lang: str | None) -> None:
    path = addin.remove_addin(everyone)
    if path is not None:
        click.echo(_("Жойылды: {path}", path=path))
    if addin.unopkg() is not None:
        try:
            addin.remove_extension(everyone)
            click.echo(_("LibreOffice: кеңейтім алып тасталды"))
        except UseError as error:
            click.echo(error.message, err=True)
    tab.removed()


@command.command("doctor", help=_("Қойындыға не кедергі екенін және не сұрау керегін көрсету."))
@click.option("--report", type=click.Path(dir_okay=False), help=_("Бәрін ақпараттық технологиялар бөліміне жіберілетін бір мәтін файлына жазу."))
@options.language
@click.pass_context
def doctor_(context: click.Context, report: str | None, lang: str | None) -> None:
    toolkit = hear(settings.read())
    head = [
        _("ubb4 {version}, Python {python}", version=version(), python=platform.python_version()),
        _system(),
        _("Батырмалар іске қосатын Python: {path}", path=tab.interpreter()),
    ]
    click.echo(head[-1])
    if os.name == "nt":
        found = list(doctor.lines(addin.machine(addin.as_built(toolkit))))
    else:
        program, tried = addin.unopkg(), addin.started()
        head.append(_("Excel қондырмасы Windows-та ғана тексеріледі."))
        found = [
            examined.Line("libreoffice.present", program is not None,
                        _("LibreOffice: {path}", path=program) if program else _("LibreOffice табылмады: кеңейтім орнатылмады.")),
            doctor.line_of(tried),
        ]  # fmt: skip
    sign = {True: click.style("✓", fg="green"), False: click.style("✗", fg="red"), None: click.style("?", fg="yellow")}
    for line in found:
        click.echo(f"{sign[line.good]} {line.id}: {line.text}")
    if os.name != "nt":
        click.echo(head[-1])
    if (ended := helper.stop()) is not None:  # it may hang, or be of an older version
        click.echo(_("LibreOffice батырмаларының көмекші процесі тоқтатылды ({pid}): келесі басуда жаңасы басталады.", pid=ended))
    output.tell_problems(toolkit.problems)
    if report:
        write_text(Path(report), doctor.report(found, [*head, *incomplete(toolkit.problems)]))
        click.echo(_("Жазылды: {path}", path=report))
    context.exit(output.exit_code(wrong=any(line.good is False for line in found), incomplete=bool(toolkit.problems)))


@command.command("trial", help=_("Excel-де байқап көру: көрсету кітаптарында әр батырманы басып, нәтижесін салыстыру; есебін бумаға жазу."))
@click.option("-o", "--out", default="excel-trial", type=click.Path(file_okay=False), help=_("Бума."))
@options.language
@click.pass_context
def trial_(context: click.Context, out: str, lang: str | None) -> None:
    from ubb4.features.addin import trial

    toolkit = hear(settings.read())
    app = _excel()
    try:
        done = trial.run(app, lambda text: click.echo(text, err=True))
    finally:
        app.quit()
    seen = doctor.lines(addin.machine(addin.as_built(toolkit))) if os.name == "nt" else ()
    # policies by their names alone: sentences hold paths
    policies = [f"{'✓' if each.good else '✗' if each.good is False else '?'} {each.id}" for each in seen]
    head = [_("ubb4 {version}, Python {python}", version=version(), python=platform.python_version()), _system()]
    for path in trial.write(done, Path(out), head, policies):
        click.echo(_("Жазылды: {path}", path=path))
    wrong = [each for each in done.presses if not each.good]
    click.echo(_("Басылғаны: {n}, дұрыс еместері: {wrong}.", n=len(done.presses), wrong=len(wrong)))
    output.tell_problems(toolkit.problems)
    context.exit(output.exit_code(wrong=not done.good, incomplete=bool(toolkit.problems)))


def _excel() -> xlwings.App:
    """A new Excel of its own; UseError where there is none."""
    from ubb4.excel.window import load_xlwings

    try:
        app: xlwings.App = load_xlwings().App(visible=True, add_book=False)
    except Exception as error:  # whatever COM raises where there is no Excel, or xlwings where there is no Windows
        raise UseError(_("Excel табылмады: сынау Windows пен Excel бар компьютерде ғана өтеді."), "no-excel") from error
    return app


def _end(context: click.Context, toolkit: Toolkit) -> None:
    output.tell_problems(toolkit.problems)
    context.exit(output.exit_code(incomplete=bool(toolkit.problems)))


def _system() -> str:
    """The system and its version; on Windows without asking its management service, which may be off."""
    if os.name != "nt":
        return platform.platform()
    found = sys.getwindowsversion()  # type: ignore[attr-defined,unused-ignore]
    return f"Windows {found.major}.{found.minor}.{found.build}, {os.environ.get('PROCESSOR_ARCHITECTURE', '')}"
